// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/text.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/repositoryoption.h"
#include "cli/table.h"

#include <QJsonArray>

namespace plumb::cli {

ExitCode blame(Invocation& invocation)
{
    const auto repository = chosenRepository(invocation);
    if (!repository)
        return notChosen(invocation, repository.error());
    const auto stop = invocation.stop();
    const auto refs = invocation.ask(
        [&](engine::Engine& engine) { return engine.openRepository(*repository, stop); });
    if (!refs)
        return invocation.fail(refs.error());
    const QString path = invocation.arguments().constFirst();
    const auto at = invocation.ask([&](engine::Engine& engine) {
        return engine.resolve(*repository, invocation.value("rev"));
    });
    if (!at)
        return invocation.fail(at.error());
    const auto lines = invocation.ask(
        [&](engine::Engine& engine) { return engine.blame(*repository, *at, path, stop); });
    if (!lines)
        return invocation.fail(lines.error());
    QList<git::CommitId> ids;
    for (const auto& line : *lines)
        if (!ids.contains(line.commit))
            ids.append(line.commit);
    const auto commits =
        invocation.ask([&](engine::Engine& engine) { return engine.commits(*repository, ids); });
    if (!commits)
        return invocation.fail(commits.error());
    QHash<git::CommitId, git::Commit> byId;
    for (const auto& commit : *commits)
        byId.insert(commit.id, commit);

    if (invocation.format() != u"table") {
        QJsonArray items;
        for (qsizetype i = 0; i < lines->size(); ++i) {
            const auto& line = lines->at(i);
            const auto& commit = byId[line.commit];
            items.append(QJsonObject{{u"line"_s, i + 1},
                                     {u"commit"_s, line.commit.toHex()},
                                     {u"author"_s, QJsonObject{{u"name"_s, commit.author.name},
                                                               {u"email"_s, commit.author.email}}},
                                     {u"date"_s, commit.author.when.toString(Qt::ISODate)},
                                     {u"path"_s, line.path},
                                     {u"lineThen"_s, line.lineThen},
                                     {u"text"_s, line.text}});
        }
        invocation.printJson({{u"items"_s, items}});
        return ExitCode::Nothing;
    }
    Table table({u"COMMIT"_s, u"AGE"_s, u"AUTHOR"_s, u"LINE"_s, u"TEXT"_s});
    const auto now = QDateTime::currentDateTimeUtc();
    for (qsizetype i = 0; i < lines->size(); ++i) {
        const auto& line = lines->at(i);
        const auto& commit = byId[line.commit];
        table.add({line.commit.shortHex(), shortAge(commit.author.when, now), commit.author.name,
                   QString::number(i + 1), line.text});
    }
    invocation.print(table.asText());
    return ExitCode::Nothing;
}

} // namespace plumb::cli
