// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/planning_p.h"

#include "engine/words/words.h"
#include "plan/execute.h"

#include <QThread>

#include <condition_variable>
#include <mutex>
#include <pwd.h>
#include <unistd.h>

namespace plumb::engine {

namespace {

constexpr std::chrono::seconds kFollowDeadline{120};

// Sleeps unless stopped; true when it was stopped.
bool pause(std::chrono::milliseconds time, const std::stop_token& stop)
{
    std::mutex lock;
    std::condition_variable_any wake;
    std::unique_lock held(lock);
    wake.wait_for(held, stop, time, [] { return false; });
    return stop.stop_requested();
}

} // namespace

Reason Records::whyNotWrite() const
{
    return journal
               ? Reason()
               : u"The journal cannot be opened, so nothing can be recorded and nothing is sent: %1"_s
                     .arg(error ? error->summary : QString());
}

QString actor()
{
    const passwd* user = ::getpwuid(::geteuid());
    return user ? QString::fromLocal8Bit(user->pw_name) : QString::number(::geteuid());
}

plan::Plan planOf(const Bench& bench, const Evaluation& evaluation, const PlanRequest& request)
{
    const auto& snapshot = evaluation.snapshot;
    plan::PlanInput input;
    input.application = bench.application.name;
    input.context = bench.application.context;
    input.clusterId = snapshot.clusterId;
    input.weakClusterId = evaluation.weakClusterId;
    input.revision = request.revision.isEmpty() ? bench.application.revision : request.revision;
    input.commit = snapshot.target.value_or(git::CommitId{});
    input.tree = snapshot.targetTree;
    input.options = request.options;
    input.desiredComplete = evaluation.desiredComplete;
    input.inventoryKnown = evaluation.lastApplied.has_value();
    input.now = bench.clock->now();
    for (qsizetype i = 0; i < evaluation.desired.size(); ++i) {
        const auto& outcome = evaluation.outcomes[i];
        plan::PlanInput::Item item;
        item.desired = evaluation.desired[i];
        if (const auto* type = evaluation.discovery.find(item.desired.gvk()))
            item.type = *type;
        item.live = outcome.live;
        item.predicted = outcome.predicted;
        item.warnings = outcome.warnings;
        item.conflicts = outcome.conflicts;
        item.refused = outcome.refused ? outcome.refused : outcome.unreadable;
        item.unpreviewed = outcome.unpreviewed;
        item.changes = snapshot.objects[i].drift;
        input.items.append(std::move(item));
    }
    for (const auto& live : evaluation.leftOver) {
        plan::PlanInput::PruneCandidate candidate;
        candidate.live = live;
        candidate.inInventory = true;
        if (const auto* type = evaluation.discovery.find(live.gvk()))
            candidate.type = *type;
        if (const auto& journal = bench.records.journal) {
            const auto claimants = journal->claimants(snapshot.clusterId, live.key());
            if (claimants) {
                candidate.claimants = *claimants;
                candidate.claimants.removeAll(bench.application.name);
            } else {
                candidate.claimants = {u"unknown (%1)"_s.arg(claimants.error().summary)};
            }
        }
        input.pruneCandidates.append(std::move(candidate));
    }
    plan::Plan made = plan::makePlan(input);
    if (bench.application.delivery != workspace::Delivery::Push)
        made.blockers.append(
            u"%1 is delivered by %2; this version syncs push applications only. Change Git, and %2 brings it."_s
                .arg(bench.application.name, toString(bench.application.delivery)));
    if (const Reason why = bench.records.whyNotWrite(); !why.isEmpty())
        made.blockers.append(why);
    return made;
}

Result<plan::Plan> planApplication(const Bench& bench, const PlanRequest& request,
                                   const std::optional<git::ObjectId>& tree, const OnPhase& onPhase,
                                   std::stop_token stop)
{
    const auto evaluation =
        evaluateApplication(bench, request.revision, tree, Purpose::Plan, onPhase, stop);
    if (evaluation.snapshot.error)
        return *evaluation.snapshot.error;
    return planOf(bench, evaluation, request);
}

Followed followToHealthy(const Bench& bench, const QList<objects::ResourceKey>& keys,
                         std::chrono::seconds deadline, const OnPhase& onPhase,
                         std::stop_token stop)
{
    Followed followed;
    if (!bench.connection)
        return followed;
    auto discovery = bench.connection->discovery(false, stop);
    if (!discovery) {
        followed.message = discovery.error().summary;
        return followed;
    }
    const auto end = bench.clock->steady() + deadline;
    for (;;) {
        followed = {health::Status::Healthy, {}};
        int healthy = 0;
        bool isKindMissing = false;
        for (const auto& key : keys) {
            const auto* type = discovery->find(key.group, key.kind);
            const auto live =
                type ? bench.connection->cluster().get(*type, key.ns, key.name, stop)
                     : Result<objects::Object>(failure(
                         Error::Kind::Unreachable, u"the server does not tell of its kind now"_s));
            isKindMissing = isKindMissing || !type;
            health::Verdict verdict;
            if (live) {
                const auto known = health::countsForApplication(*live, bench.application.name)
                                       ? health::assess(*live)
                                       : std::nullopt;
                verdict = known.value_or(health::Verdict{health::Status::Healthy, {}, {}});
            } else {
                verdict = {live.error().kind == Error::Kind::NotFound ? health::Status::Missing
                                                                      : health::Status::Unknown,
                           live.error().summary,
                           {}};
            }
            if (verdict.status == health::Status::Healthy)
                ++healthy;
            const auto worst = health::worst(followed.health, verdict.status);
            if (worst != followed.health || followed.message.isEmpty()) {
                followed.health = worst;
                if (verdict.status != health::Status::Healthy)
                    followed.message =
                        objects::describe(key)
                        + (verdict.message.isEmpty() ? QString() : u": "_s + verdict.message);
            }
        }
        onPhase(u"Following to live: "_s + words::word(followed.health), healthy, keys.size());
        const bool settled = followed.health == health::Status::Healthy
                             || followed.health == health::Status::Degraded
                             || followed.health == health::Status::Suspended;
        if (settled)
            return followed;
        if (bench.clock->steady() >= end) {
            followed.message = u"still %1 after %2 s: %3"_s.arg(words::word(followed.health))
                                   .arg(deadline.count())
                                   .arg(followed.message);
            return followed;
        }
        if (pause(std::chrono::milliseconds(500), stop)) {
            followed.message = u"no longer followed; the objects were applied"_s;
            return followed;
        }
        // The sync itself may have defined the kind.
        if (isKindMissing)
            if (auto again = bench.connection->discovery(true, stop))
                discovery = std::move(again);
    }
}

Result<plan::Report> syncApplication(const Bench& bench, const PlanRequest& request,
                                     const QString& digest, const QString& kind,
                                     const std::function<void(const plan::Report&)>& onProgress,
                                     const OnPhase& onPhase, std::stop_token stop)
{
    onPhase(u"Checking that the plan is current"_s, 0, 0);
    PLUMB_TRY(current, planApplication(bench, request, std::nullopt, onPhase, stop));
    if (current.digest != digest)
        return failure(
            Error::Kind::Conflict,
            u"Git or the cluster changed since the review, so the approval is void and nothing was written. Review the changes again (the plan is now %1)."_s
                .arg(current.digest));
    if (!current.blockers.isEmpty())
        return failure(Error::Kind::Forbidden,
                       current.blockers.join(u' ') + u" Nothing was written."_s);
    plan::Execution execution{current, kind, actor()};
    plan::Report report =
        plan::execute(execution, bench.connection->cluster(), bench.application.ns,
                      *bench.records.journal, *bench.clock, onProgress, stop);
    if (!report.succeeded())
        return report;
    QList<objects::ResourceKey> keys;
    for (const auto& operation : current.operations)
        if (operation.chosen && operation.action != plan::Action::Prune)
            keys.append(operation.key);
    const Followed followed = followToHealthy(bench, keys, kFollowDeadline, onPhase, stop);
    report.message +=
        (report.message.isEmpty() ? QString() : u" "_s) + u"Health: "_s
        + words::word(followed.health)
        + (followed.message.isEmpty() ? u"."_s : u" ("_s + followed.message + u")."_s);
    onProgress(report);
    return report;
}

} // namespace plumb::engine
