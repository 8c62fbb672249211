// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/manifest.h"

#include "base/paths.h"
#include "cli/command.h"
#include "yaml/parse.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <cstdio>

namespace plumb::cli {

namespace {

Result<QByteArray> readInput(const QString& path)
{
    if (path != u"-")
        return readFile(Invocation::absolute(path), 64LL << 20);
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return failure(Error::Kind::Invalid, u"Standard input cannot be read."_s);
    return input.readAll();
}

} // namespace

ExitCode manifest(Invocation& invocation)
{
    const QString path = invocation.value("file");
    if (path.isEmpty())
        return invocation.misuse(u"Name the file with -f FILE (- reads standard input)."_s);
    const auto bytes = readInput(path);
    if (!bytes)
        return invocation.fail(bytes.error());
    const auto desired = manifest::readManifests(*bytes, path == u"-" ? u"standard input"_s : path);
    for (const auto& problem : desired.problems)
        invocation.complain(problem.line > 0 ? u"%1:%2:%3: %4"_s.arg(problem.file)
                                                   .arg(problem.line)
                                                   .arg(problem.column)
                                                   .arg(problem.message)
                                             : problem.file + u": "_s + problem.message);
    QJsonArray items;
    for (const auto& one : desired.objects)
        items.append(invocation.has("reveal-secrets") ? one.object.revealed() : one.object.json());
    invocation.printJson({{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"List"_s}, {u"items"_s, items}});
    return desired.problems.isEmpty() ? ExitCode::Nothing : ExitCode::Failed;
}

} // namespace plumb::cli
