// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/text.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/repositoryoption.h"

#include <QJsonArray>
#include <QLocale>

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

//! "A → B", or the side that there is.
QString fromTo(const QString& from, const QString& to)
{
    return from.isEmpty() ? to : to.isEmpty() || from == to ? from : from + u" → "_s + to;
}

QString size(qint64 bytes)
{
    return bytes < 0 ? QString()
                     : QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

//! What stands for content that is kept elsewhere; empty: it is content.
QString standsFor(const git::FileDiff& diff)
{
    const auto id = [](const git::ObjectId& one) {
        return one.isNull() ? QString() : one.shortHex();
    };
    if (diff.change.isSubmodule)
        return u"submodule, "_s + fromTo(id(diff.change.oldId), id(diff.change.newId));
    if (diff.isLfsPointer)
        return u"LFS object, "_s + fromTo(size(diff.lfsOldSize), size(diff.lfsNewSize));
    return {};
}

QJsonObject toJson(const git::FileDiff& diff)
{
    const git::FileChange& change = diff.change;
    QJsonObject file{
        {u"path"_s, change.path}, {u"oldPath"_s, change.oldPath}, {u"change"_s, word(change.kind)}};
    const auto side = [](bool isThere, const QJsonValue& value) {
        return isThere ? value : QJsonValue();
    };
    if (change.isSubmodule)
        file.insert(u"submodule"_s,
                    QJsonObject{{u"from"_s, side(!change.oldId.isNull(), change.oldId.toHex())},
                                {u"to"_s, side(!change.newId.isNull(), change.newId.toHex())}});
    if (diff.isLfsPointer)
        file.insert(u"lfs"_s,
                    QJsonObject{{u"oldSize"_s, side(diff.lfsOldSize >= 0, diff.lfsOldSize)},
                                {u"newSize"_s, side(diff.lfsNewSize >= 0, diff.lfsNewSize)}});
    return file;
}

QString textOf(const git::FileDiff& diff)
{
    QString out = u"\n%1 %2\n"_s.arg(word(diff.change.kind), printable(diff.change.path));
    if (const QString what = standsFor(diff); !what.isEmpty())
        return out + u"  ("_s + what + u")\n"_s;
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
        return notChosen(invocation, repository.error());
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
    QList<git::FileDiff> diffs;
    for (const auto& change : *changes) {
        const auto diff = invocation.ask(
            [&](engine::Engine& engine) { return engine.diff(*repository, *id, change.path); });
        if (!diff)
            return invocation.fail(diff.error());
        diffs.append(*diff);
    }
    const git::Commit& commit = commits->constFirst();
    QStringList names;
    for (const auto& ref : refs->all)
        if (ref.target == *id)
            names.append(ref.name);
    if (invocation.format() != u"table") {
        QJsonObject document = toJson(commit, names, {});
        document.insert(u"message"_s, commit.message);
        QJsonArray files;
        for (const auto& diff : diffs)
            files.append(toJson(diff));
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
    for (const auto& diff : diffs) {
        const QString what = standsFor(diff);
        out += u"  %1 %2%3\n"_s.arg(word(diff.change.kind).leftJustified(9),
                                    printable(diff.change.path),
                                    what.isEmpty() ? QString() : u"  ("_s + what + u')');
    }
    if (!invocation.has("stat"))
        for (const auto& diff : diffs)
            out += textOf(diff);
    invocation.print(out);
    return ExitCode::Nothing;
}

} // namespace plumb::cli
