// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/text.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/repositoryoption.h"
#include "cli/table.h"

#include <QJsonArray>

namespace plumb::cli {

namespace {

// Lanes of one row as text: the commit is *, a line that comes from above and goes on is |.
QString lanesOf(const git::CommitGraph& graph, git::CommitGraph::Row row)
{
    QString text(2 * qMax(graph.laneCount(row), quint16(graph.lane(row) + 1)), u' ');
    if (row > 0)
        for (const auto& edge : graph.edges(row - 1))
            if (2 * edge.to < text.size())
                text[2 * edge.to] = u'|';
    text[2 * graph.lane(row)] = u'*';
    while (text.endsWith(u' '))
        text.chop(1);
    return text;
}

// An empty table would leave open whether the question was understood.
QString nothingFound(const git::LogFilter& filter, const QString& branch)
{
    const QString where = filter.all              ? u"in any branch or tag"_s
                          : filter.from.isEmpty() ? u"on "_s + branch
                                                  : u"up to "_s + filter.from;
    QStringList wishes;
    if (!filter.paths.isEmpty())
        wishes.append(u"touches "_s + filter.paths.constFirst());
    if (!filter.author.isEmpty())
        wishes.append(u"has an author with \"%1\""_s.arg(filter.author));
    if (!filter.text.isEmpty())
        wishes.append(u"has a message with \"%1\""_s.arg(filter.text));
    if (wishes.isEmpty())
        return u"There is no commit %1 yet."_s.arg(where);
    return u"No commit %1 %2.%3"_s.arg(
        where, wishes.join(u" and "_s),
        filter.paths.isEmpty()
            ? QString()
            : u" Check the spelling: a path begins at the root of the repository."_s);
}

//! What a follower of one file cannot be asked besides.
QString misuseOfFollow(const Invocation& invocation, const git::LogFilter& filter)
{
    if (filter.paths.isEmpty())
        return u"--follow wants the path of a file: --path P."_s;
    for (const char* other : {"author", "grep", "all", "graph", "order"})
        if (invocation.has(other))
            return u"--follow goes with --path, --rev and -n, not with --%1."_s.arg(
                QString::fromLatin1(other));
    return {};
}

using Names = QHash<git::CommitId, QString>;

//! The commits that changed one file, and what it was called then.
Result<QList<git::CommitId>> follow(Invocation& invocation, const QString& repository,
                                    const git::LogFilter& filter, Names& names)
{
    PLUMB_TRY(from, invocation.ask([&](engine::Engine& engine) {
        return engine.resolve(repository, filter.from);
    }));
    PLUMB_TRY(versions, invocation.ask([&](engine::Engine& engine) {
        return engine.fileHistory(repository, from, filter.paths.constFirst(), invocation.stop());
    }));
    if (filter.limit > 0 && versions.size() > filter.limit)
        versions.resize(filter.limit);
    QList<git::CommitId> ids;
    for (const git::FileVersion& version : versions) {
        ids.append(version.commit);
        names.insert(version.commit, version.path);
    }
    return ids;
}

} // namespace

ExitCode history(Invocation& invocation)
{
    git::LogFilter filter;
    QString path;
    const auto repository = chosenRepository(invocation, &path);
    if (!repository)
        return notChosen(invocation, repository.error());
    if (invocation.has("path"))
        path = invocation.value("path");
    if (!path.isEmpty() && path != u".")
        filter.paths = {path};
    bool ok = false;
    filter.limit = invocation.value("n").toInt(&ok);
    if (!ok || filter.limit < 0)
        return invocation.misuse(
            u"-n wants a count from 0 (all), not \"%1\"."_s.arg(invocation.value("n")));
    filter.author = invocation.value("author");
    filter.text = invocation.value("grep");
    filter.all = invocation.has("all");
    filter.from = invocation.value("rev");
    const QString order = invocation.value("order");
    if (order != u"date" && order != u"topo")
        return invocation.misuse(u"--order wants date or topo, not \"%1\"."_s.arg(order));
    filter.order = order == u"topo" ? git::CommitOrder::Topological : git::CommitOrder::Date;

    const bool isFollowed = invocation.has("follow");
    if (const QString misuse = misuseOfFollow(invocation, filter); isFollowed && !misuse.isEmpty())
        return invocation.misuse(misuse);

    const auto stop = invocation.stop();
    const auto refs = invocation.ask(
        [&](engine::Engine& engine) { return engine.openRepository(*repository, stop); });
    if (!refs)
        return invocation.fail(refs.error());
    if (refs->head.isNull() && !refs->problems.isEmpty())
        return invocation.fail(failure(Error::Kind::Invalid, refs->problems.join(u' ')));
    if (refs->head.isNull() && filter.from.isEmpty() && !filter.all) {
        invocation.complain(u"The repository has no commit on %1 yet."_s.arg(refs->branch));
        if (invocation.format() != u"table")
            invocation.printJson({{u"items"_s, QJsonArray()}});
        return ExitCode::Nothing;
    }
    for (const QString& problem : refs->problems)
        invocation.complain(problem);
    Names fileNames;
    const bool hasGraph = invocation.has("graph");
    git::CommitGraph graph;
    const auto list = [&]() -> Result<QList<git::CommitId>> {
        if (isFollowed)
            return follow(invocation, *repository, filter, fileNames);
        if (!hasGraph)
            return invocation.ask(
                [&](engine::Engine& engine) { return engine.log(*repository, filter, stop); });
        git::LogFilter drawn = filter;
        if (filter.from.isEmpty() && !filter.all)
            drawn.from = u"HEAD"_s;
        PLUMB_TRY(read, invocation.ask([&](engine::Engine& engine) {
            return engine.graph(
                *repository, drawn, [](const git::CommitGraph&) {}, stop);
        }));
        graph = read;
        QList<git::CommitId> listed;
        for (git::CommitGraph::Row row = 0; row < graph.size(); ++row)
            listed.append(graph.id(row));
        return listed;
    };
    const auto ids = list();
    if (!ids)
        return invocation.fail(ids.error());
    if (ids->isEmpty()) {
        invocation.complain(nothingFound(filter, refs->branch));
        if (invocation.format() != u"table")
            invocation.printJson({{u"items"_s, QJsonArray()}});
        return ExitCode::Nothing;
    }
    const auto commits =
        invocation.ask([&](engine::Engine& engine) { return engine.commits(*repository, *ids); });
    if (!commits)
        return invocation.fail(commits.error());
    QHash<git::CommitId, QStringList> refNames;
    for (const auto& ref : refs->all)
        refNames[ref.target].append(ref.name);
    const QString name = *repository;
    const auto pins =
        invocation.ask([&](engine::Engine& engine) { return engine.journalPins(name); });
    QHash<git::CommitId, QStringList> pinNames;
    if (pins)
        for (const auto& [application, pin] : *pins)
            pinNames[pin.commit].append(application);

    if (invocation.format() != u"table") {
        QJsonArray items;
        for (const auto& commit : *commits) {
            QJsonObject item =
                toJson(commit, refNames.value(commit.id), toJson(pinNames.value(commit.id)));
            if (isFollowed)
                item.insert(u"path"_s, fileNames.value(commit.id));
            items.append(item);
        }
        invocation.printJson({{u"items"_s, items}});
        return ExitCode::Nothing;
    }
    QStringList headings{u"COMMIT"_s, u"AGE"_s, u"AUTHOR"_s, u"REFS AND PINS"_s, u"SUBJECT"_s};
    if (hasGraph)
        headings.prepend(u"GRAPH"_s);
    if (isFollowed)
        headings.append(u"PATH"_s);
    Table table(headings);
    const auto now = QDateTime::currentDateTimeUtc();
    for (const auto& commit : *commits) {
        QStringList marks = refNames.value(commit.id);
        for (const QString& pin : pinNames.value(commit.id))
            marks.append(u"live:"_s + pin);
        QStringList row{commit.id.shortHex(), shortAge(commit.author.when, now), commit.author.name,
                        marks.join(u' '), commit.subject};
        if (hasGraph)
            row.prepend(lanesOf(graph, graph.rowOf(commit.id)));
        if (isFollowed)
            row.append(fileNames.value(commit.id));
        table.add(row);
    }
    invocation.print(table.asText());
    return ExitCode::Nothing;
}

} // namespace plumb::cli
