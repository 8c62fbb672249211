// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/command.h"
#include "cli/manifestinput.h"

#include <QJsonArray>

namespace plumb::cli {

ExitCode manifest(Invocation& invocation)
{
    const QString path = invocation.value("file");
    if (path.isEmpty())
        return invocation.misuse(u"Name the file with -f FILE (- reads standard input)."_s);
    const auto read = readManifestInput(invocation, path);
    if (!read)
        return invocation.fail(read.error());
    QJsonArray items;
    for (const auto& one : read->objects)
        items.append(invocation.has("reveal-secrets") ? one.object.revealed() : one.object.json());
    invocation.printJson({{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"List"_s}, {u"items"_s, items}});
    return read->problems.isEmpty() ? ExitCode::Nothing : ExitCode::Failed;
}

} // namespace plumb::cli
