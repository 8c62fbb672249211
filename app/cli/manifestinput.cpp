// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/manifestinput.h"

#include "base/files.h"

#include <QFile>

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

Result<manifest::Desired> readManifestInput(const Invocation& invocation, const QString& path)
{
    PLUMB_TRY(bytes, readInput(path));
    auto read = manifest::readManifests(bytes, path == u"-" ? u"standard input"_s : path);
    for (const auto& problem : read.problems)
        invocation.complain(problem.line > 0 ? u"%1:%2:%3: %4"_s.arg(problem.file)
                                                   .arg(problem.line)
                                                   .arg(problem.column)
                                                   .arg(problem.message)
                                             : problem.file + u": "_s + problem.message);
    return read;
}

} // namespace plumb::cli
