// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/command.h"
#include "cli/json.h"
#include "cli/repositoryoption.h"
#include "cli/table.h"
#include "engine/words/words.h"

#include <QJsonArray>

namespace plumb::cli {

using engine::ApplicationSnapshot;
using engine::SyncStatus;
namespace words = engine::words;

namespace {

QString pinText(const ApplicationSnapshot& snapshot)
{
    if (!snapshot.pin)
        return u"–"_s;
    return snapshot.pin->commit.shortHex()
           + (snapshot.pin->isUnverified ? u" (unverified)"_s : QString());
}

QJsonObject toJson(const ApplicationSnapshot& snapshot)
{
    QStringList reasons = snapshot.reasons + snapshot.problems;
    reasons.removeDuplicates();
    QJsonObject out{{u"application"_s, snapshot.config.name},
                    {u"cluster"_s, snapshot.config.context},
                    {u"sync"_s, words::word(snapshot.sync)},
                    {u"health"_s, words::word(snapshot.health)},
                    {u"revision"_s, snapshot.pin ? snapshot.pin->commit.toHex() : QString()},
                    {u"unverified"_s, snapshot.pin && snapshot.pin->isUnverified},
                    {u"target"_s, snapshot.target ? snapshot.target->toHex() : QString()},
                    {u"reasons"_s, cli::toJson(reasons)}};
    QJsonArray objects;
    for (const auto& object : snapshot.objects) {
        QJsonObject one = cli::toJson(object.key);
        one.insert(u"sync"_s, words::word(object.sync));
        if (object.health)
            one.insert(u"health"_s, words::word(object.health->status));
        one.insert(u"reason"_s, object.reason);
        objects.append(one);
    }
    out.insert(u"objects"_s, objects);
    return out;
}

ExitCode codeOf(const QList<ApplicationSnapshot>& all, bool fetched)
{
    bool incomplete = !fetched;
    bool differs = false;
    std::optional<ExitCode> failed;
    for (const auto& one : all) {
        if (one.error)
            failed = exitCodeOf(*one.error);
        incomplete = incomplete || one.error || one.sync == SyncStatus::Unknown
                     || !one.missingRules.isEmpty();
        differs =
            differs || one.sync == SyncStatus::OutOfSync || one.health != health::Status::Healthy;
    }
    if (failed && all.size() == 1)
        return *failed;
    return incomplete ? ExitCode::Incomplete : differs ? ExitCode::Differences : ExitCode::Nothing;
}

} // namespace

ExitCode status(Invocation& invocation)
{
    QStringList names = invocation.arguments();
    bool isComplete = true; // an entry that cannot be read is an application without a verdict
    if (names.isEmpty()) {
        const auto workspace = invocation.look([](engine::Engine& e) { return e.workspace(); });
        for (const auto& application : workspace.applications)
            names.append(application.name);
        isComplete = workspace.problems.isEmpty();
    }
    const auto fetched = fetchRepositoriesOf(invocation, names);
    if (!fetched)
        invocation.complain(fetched.error().summary);
    // All at once: each waits for its own cluster.
    QList<Future<ApplicationSnapshot>> asked;
    invocation.look([&](engine::Engine& engine) {
        for (const QString& name : names)
            asked.append(engine.evaluate(name, {}, invocation.stop()));
        return true;
    });
    QList<ApplicationSnapshot> all;
    for (qsizetype i = 0; i < asked.size(); ++i) {
        auto result = await(asked[i]);
        if (!result)
            return invocation.fail(result.error());
        all.append(*result);
    }
    const QString format = invocation.format();
    if (format == u"json" || format == u"yaml") {
        QJsonArray items;
        for (const auto& one : all)
            items.append(toJson(one));
        invocation.printJson({{u"items"_s, items}});
        return codeOf(all, fetched.ok() && isComplete);
    }
    if (all.isEmpty() && !isComplete) {
        invocation.print(u"No application of the workspace can be read.\n"_s);
        return ExitCode::Incomplete;
    }
    if (all.isEmpty()) {
        invocation.print(
            u"No applications yet. `plumb apps add --help` tells how to add one; `plumb --sandbox status` shows a sample.\n"_s);
        return ExitCode::Nothing;
    }
    QStringList headings{u"APPLICATION"_s, u"CLUSTER"_s, u"SYNC"_s,  u"HEALTH"_s,
                         u"LIVE"_s,        u"TARGET"_s,  u"REASON"_s};
    if (format == u"wide")
        headings = {u"APPLICATION"_s, u"CLUSTER"_s,     u"NAMESPACE"_s, u"SYNC"_s,
                    u"HEALTH"_s,      u"LIVE"_s,        u"NOT LIVE"_s,  u"TARGET"_s,
                    u"RENDERER"_s,    u"DIFFERENCES"_s, u"REASON"_s};
    Table table(headings);
    for (const auto& one : all) {
        const QString target = one.target ? one.target->shortHex() : u"–"_s;
        QString reason = one.reasons.value(0);
        if (format == u"md")
            reason = one.reasons.join(u"; "_s);
        else if (one.reasons.size() > 1)
            reason += u" (+%1)"_s.arg(one.reasons.size() - 1);
        if (format == u"wide")
            table.add({one.config.name, one.config.context, one.config.ns, words::word(one.sync),
                       words::word(one.health), pinText(one),
                       one.commitsNotLive < 0 ? u"–"_s : QString::number(one.commitsNotLive),
                       target, one.renderer, QString::number(one.differenceCount()),
                       one.reasons.join(u"; "_s)});
        else
            table.add({one.config.name, one.config.context, words::word(one.sync),
                       words::word(one.health), pinText(one), target, reason});
    }
    invocation.print(format == u"md" ? table.asMarkdown() : table.asText());
    for (const auto& one : all)
        for (const QString& problem : one.problems)
            invocation.complain(one.config.name + u": "_s + problem);
    if (all.size() == 1 && !all.constFirst().objects.isEmpty()) {
        Table objects({u"OBJECT"_s, u"SYNC"_s, u"HEALTH"_s, u"REASON"_s});
        for (const auto& object : all.constFirst().objects)
            objects.add({objects::describe(object.key), words::word(object.sync),
                         object.health ? words::word(object.health->status) : u"–"_s,
                         object.reason});
        invocation.print(format == u"md" ? objects.asMarkdown() : u"\n"_s + objects.asText());
    }
    return codeOf(all, fetched.ok() && isComplete);
}

} // namespace plumb::cli
