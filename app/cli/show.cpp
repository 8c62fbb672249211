// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/text.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/repositoryoption.h"

#include <QJsonArray>

namespace plumb::cli {

namespace {

QString word(git::FileChange::Kind kind)
{
    switch (kind) {
    case git::FileChange::Kind::Added:
        return u"added"_s;
    case git::FileChange::Kind::Deleted:
        return u"deleted"_s;
    case git::FileChange::Kind::Modified:
        return u"modified"_s;
    case git::FileChange::Kind::Renamed:
        return u"renamed"_s;
    case git::FileChange::Kind::TypeChanged:
        return u"type changed"_s;
    }
    return {};
}

QString textOf(const git::FileDiff& diff)
{
    QString out = u"\n%1 %2\n"_s.arg(word(diff.change.kind), printable(diff.change.path));
    if (diff.isBinary)
        return out + u"  (binary)\n"_s;
    if (diff.isTooLarge)
        return out + u"  (too large to show)\n"_s;
    for (const auto& line : diff.lines) {
        const QChar mark = line.kind == git::DiffLine::Kind::Added     ? u'+'
                           : line.kind == git::DiffLine::Kind::Removed ? u'-'
                                                                       : u' ';
        out += line.kind == git::DiffLine::Kind::Hunk ? printable(line.text) + u'\n'
                                                      : mark + printable(line.text) + u'\n';
    }
    return out;
}

} // namespace

ExitCode show(Invocation& invocation)
{
    const auto repository = chosenRepository(invocation);
    if (!repository)
        return repository.error().kind == Error::Kind::Invalid
                   ? invocation.misuse(repository.error().summary)
                   : invocation.fail(repository.error());
    const auto stop = invocation.stop();
    const auto refs = invocation.ask(
        [&](engine::Engine& engine) { return engine.openRepository(*repository, stop); });
    if (!refs)
        return invocation.fail(refs.error());
    const QString revision = invocation.arguments().constFirst();
    const auto id = invocation.ask(
        [&](engine::Engine& engine) { return engine.resolve(*repository, revision); });
    if (!id)
        return invocation.fail(id.error());
    const auto commits =
        invocation.ask([&](engine::Engine& engine) { return engine.commits(*repository, {*id}); });
    if (!commits || commits->isEmpty())
        return invocation.fail(
            commits ? failure(Error::Kind::NotFound, u"There is no commit %1."_s.arg(revision))
                    : commits.error());
    const auto changes =
        invocation.ask([&](engine::Engine& engine) { return engine.changes(*repository, *id); });
    if (!changes)
        return invocation.fail(changes.error());
    const git::Commit& commit = commits->constFirst();
    QStringList names;
    for (const auto& ref : refs->all)
        if (ref.target == *id)
            names.append(ref.name);
    if (invocation.format() != u"table") {
        QJsonObject document = toJson(commit, names, {});
        document.insert(u"message"_s, commit.message);
        QJsonArray files;
        for (const auto& change : *changes)
            files.append(QJsonObject{{u"path"_s, change.path},
                                     {u"oldPath"_s, change.oldPath},
                                     {u"change"_s, word(change.kind)}});
        document.insert(u"files"_s, files);
        invocation.printJson(document);
        return ExitCode::Nothing;
    }
    QString out = u"commit %1%2\nAuthor: %3 <%4>\nDate:   %5\n\n"_s.arg(
        commit.id.toHex(), names.isEmpty() ? QString() : u" ("_s + names.join(u", "_s) + u')',
        printable(commit.author.name), printable(commit.author.email),
        commit.author.when.toString(Qt::ISODate));
    for (const QString& line : commit.message.trimmed().split(u'\n'))
        out += u"    "_s + printable(line) + u'\n';
    out += u'\n';
    for (const auto& change : *changes)
        out += u"  %1 %2\n"_s.arg(word(change.kind).leftJustified(9), printable(change.path));
    if (!invocation.has("stat")) {
        for (const auto& change : *changes) {
            const auto diff = invocation.ask(
                [&](engine::Engine& engine) { return engine.diff(*repository, *id, change.path); });
            if (!diff)
                return invocation.fail(diff.error());
            out += textOf(*diff);
        }
    }
    invocation.print(out);
    return ExitCode::Nothing;
}

} // namespace plumb::cli
