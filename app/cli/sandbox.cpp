// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/sandbox.h"

#include "base/paths.h"
#include "cli/command.h"
#include "process.h"

namespace plumb::cli {

ExitCode sandbox(Invocation& invocation)
{
    const QString verb =
        invocation.arguments().isEmpty() ? u"info"_s : invocation.arguments().constFirst();
    const QString folder = sandboxFolder(Paths::fromEnvironment());
    if (verb == u"reset") {
        const auto done = sandbox::Sandbox::reset(folder);
        if (!done)
            return invocation.fail(done.error());
        invocation.print(u"The sandbox is as on the first day.\n"_s);
        return ExitCode::Nothing;
    }
    if (verb != u"info")
        return invocation.misuse(u"Usage: plumb sandbox info | reset"_s);
    const auto box = sandbox::Sandbox::open(folder);
    if (!box)
        return invocation.fail(box.error());
    const QJsonObject document{{u"folder"_s, folder},
                               {u"repository"_s, (*box)->repositoryPath()},
                               {u"workspace"_s, (*box)->workspaceFile()},
                               {u"kubeconfig"_s, (*box)->kubeconfigFile()},
                               {u"serving"_s, (*box)->isServing()}};
    if (invocation.format() != u"table")
        invocation.printJson(document);
    else
        for (const QString& key : document.keys())
            invocation.print(key.leftJustified(12) + document.value(key).toVariant().toString()
                             + u'\n');
    return ExitCode::Nothing;
}

} // namespace plumb::cli
