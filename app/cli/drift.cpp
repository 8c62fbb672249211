// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "drift/drift.h"

#include "cli/command.h"
#include "cli/json.h"
#include "cli/repositoryoption.h"
#include "cli/table.h"
#include "engine/words/words.h"

#include <QJsonArray>

namespace plumb::cli {

ExitCode driftOf(Invocation& invocation)
{
    const QString name = invocation.arguments().constFirst();
    const auto fetched = fetchRepositoriesOf(invocation, {name});
    if (!fetched)
        invocation.complain(fetched.error().summary);
    const auto snapshot = invocation.ask([&](engine::Engine& engine) {
        return engine.evaluate(name, invocation.value("rev"), invocation.stop());
    });
    if (!snapshot)
        return invocation.fail(snapshot.error());
    if (snapshot->error)
        return invocation.fail(*snapshot->error);
    for (const QString& sentence : snapshot->problems + snapshot->missingRules)
        invocation.complain(sentence);
    bool incomplete = !fetched || snapshot->sync == engine::SyncStatus::Unknown;
    bool differs = false;
    int defaults = 0;
    QJsonArray items;
    Table table(
        {u"OBJECT"_s, u"FIELD"_s, u"GIT"_s, u"LIVE"_s, u"CLASS"_s, u"CHANGED BY"_s, u"WHEN"_s});
    for (const auto& object : snapshot->objects) {
        const auto& drift = object.drift;
        incomplete = incomplete || drift.notComparable;
        differs = differs || drift.isOutOfSync();
        if (drift.fields.isEmpty() && drift.presence == drift::Presence::Both
            && !drift.notComparable)
            continue;
        items.append(toJson(object));
        if (drift.presence != drift::Presence::Both || drift.notComparable)
            table.add(
                {objects::describe(drift.key),
                 u"–"_s,
                 drift.presence == drift::Presence::OnlyInCluster ? u"absent"_s : u"present"_s,
                 drift.presence != drift::Presence::MissingInCluster ? u"present"_s
                 : drift.notComparable                               ? u"unknown"_s
                                                                     : u"absent"_s,
                 drift.notComparable ? u"not comparable"_s : u"missing"_s,
                 {},
                 {}});
        for (const auto& field : drift.fields) {
            if (field.what == drift::Class::Defaulted) {
                ++defaults;
                continue;
            }
            table.add(
                {objects::describe(drift.key), field.path.toString(), cell(field.desired),
                 cell(field.live), drift::toString(field.what), field.manager,
                 field.time.isValid() ? field.time.toUTC().toString(Qt::ISODate) : QString()});
        }
    }
    const QString format = invocation.format();
    if (format == u"json" || format == u"yaml")
        invocation.printJson({{u"application"_s, name}, {u"items"_s, items}});
    else if (table.isEmpty())
        invocation.print(u"No differences: %1 runs what Git says.\n"_s.arg(name));
    else
        invocation.print(format == u"md" ? table.asMarkdown() : table.asText());
    if (defaults > 0 && (format == u"table" || format == u"md"))
        invocation.print(u"%1 %2 of the server; -o json lists them.\n"_s.arg(defaults).arg(
            defaults == 1 ? u"field holds a default"_s : u"fields hold defaults"_s));
    return incomplete ? ExitCode::Incomplete : differs ? ExitCode::Differences : ExitCode::Nothing;
}

} // namespace plumb::cli
