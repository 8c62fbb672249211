// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/evaluate_p.h"

namespace plumb::engine {

namespace {

void report(ApplicationSnapshot& snapshot, const Error& error)
{
    if (error.kind == Error::Kind::Forbidden)
        snapshot.missingRules.append(error.summary);
    else
        snapshot.problems.append(error.summary);
}

// Objects that we applied once and that Git no longer names, as far as they are still there.
void findLeftOver(Evaluation& evaluation, Connection& connection, std::stop_token stop)
{
    QSet<objects::ResourceKey> wanted;
    for (const auto& object : evaluation.desired)
        wanted.insert(object.key());
    const auto& applied = evaluation.lastApplied->applied;
    for (auto it = applied.begin(); it != applied.end(); ++it) {
        const objects::ResourceKey& key = it.key();
        if (wanted.contains(key))
            continue;
        const auto* type = evaluation.discovery.find(key.group, key.kind);
        if (!type) {
            const QString what =
                u"%1, which Plumbline applied and Git no longer has,"_s.arg(describe(key));
            if (evaluation.discovery.isUnread(key.group))
                evaluation.snapshot.missingRules.append(
                    u"Whether %1 is still in the cluster is not known: the server could not say what its API group %2 serves."_s
                        .arg(what, key.group));
            else
                evaluation.snapshot.problems.append(
                    u"%1 cannot be looked for: the server no longer serves its kind. With the definition of a kind its objects are deleted too."_s
                        .arg(what));
            continue;
        }
        const auto live = connection.cluster().get(*type, key.ns, key.name, stop);
        if (!live) {
            // There or not, nobody knows: whatever the reason, the whole is not called Synced.
            if (live.error().kind != Error::Kind::NotFound)
                evaluation.snapshot.missingRules.append(live.error().summary);
            continue;
        }
        evaluation.leftOver.append(*live);
        ObjectState state;
        state.key = key;
        state.apiVersion = live->apiVersion();
        state.live = *live;
        state.drift.key = key;
        state.drift.presence = drift::Presence::OnlyInCluster;
        state.sync = SyncStatus::OutOfSync;
        state.reason = u"Git no longer has it; a sync deletes it only when pruning is chosen"_s;
        state.health = health::assess(*live);
        evaluation.snapshot.objects.append(state);
    }
}

void findPin(const Bench& bench, Evaluation& evaluation, std::stop_token stop)
{
    auto& snapshot = evaluation.snapshot;
    const auto commit = git::ObjectId::fromHex(evaluation.lastApplied->commit);
    if (!commit)
        return;
    Pin pin{*commit, evaluation.lastApplied->when, false};
    for (const auto& object : snapshot.objects) {
        // An object that is new in Git says nothing of what was applied before it.
        const bool gone = object.drift.presence == drift::Presence::MissingInCluster
                          && evaluation.lastApplied->applied.contains(object.key);
        if (object.sync == SyncStatus::Unknown || gone)
            pin.isUnverified = true;
        for (const auto& field : object.drift.fields)
            if (field.what == drift::Class::Manual)
                pin.isUnverified = true;
    }
    snapshot.pin = pin;
    if (!snapshot.target)
        return;
    if (const Memory* memory = bench.memory.get();
        memory && memory->root == *snapshot.target && memory->config == bench.application
        && memory->lastApplied && memory->lastApplied->commit == evaluation.lastApplied->commit
        && memory->commitsNotLive >= 0) {
        snapshot.commitsNotLive = memory->commitsNotLive;
        return;
    }
    const git::TouchQuery query{
        .paths = snapshot.inputs, .from = snapshot.target->toHex(), .exclude = pin.commit.toHex()};
    if (const auto between = await(bench.repository->touched(query, stop)))
        snapshot.commitsNotLive = int(between->size());
}

} // namespace

Evaluation evaluateApplication(const Bench& bench, const QString& revision,
                               const std::optional<git::ObjectId>& tree, Purpose purpose,
                               const OnPhase& onPhase, std::stop_token stop)
{
    Evaluation evaluation;
    auto& snapshot = evaluation.snapshot;
    snapshot.config = bench.application;
    snapshot.phase = Phase::Failed;
    if (!bench.repository) {
        snapshot.error = failure(
            Error::Kind::NotFound,
            u"The application %1 names the repository %2, which the workspace does not hold."_s.arg(
                bench.application.name, bench.application.repository));
        summarise(snapshot);
        return evaluation;
    }

    onPhase(u"Reading Git"_s, 0, 0);
    if (const auto opened = await(bench.repository->open([](const git::Progress&) {}, stop));
        !opened) {
        snapshot.error = opened.error();
        summarise(snapshot);
        return evaluation;
    }
    git::ObjectId root;
    if (tree) {
        root = *tree;
    } else {
        const auto target = resolveTarget(
            *bench.repository, revision.isEmpty() ? bench.application.revision : revision);
        if (!target) {
            snapshot.error = target.error();
            summarise(snapshot);
            return evaluation;
        }
        root = *target;
        snapshot.target = *target;
    }

    onPhase(u"Rendering"_s, 0, 0);
    // A commit never changes, and neither does what it renders to.
    const bool isRendered = bench.memory && !tree && bench.memory->root == root
                            && bench.memory->config == bench.application;
    const auto rendered =
        isRendered ? Result<DesiredState>(bench.memory->rendered)
                   : renderAt(*bench.repository, root,
                              {bench.application.path, bench.application.renderer, false},
                              *bench.renderings, *bench.runner, stop);
    QList<manifest::DesiredObject> desired;
    if (rendered) {
        snapshot.targetTree = rendered->tree;
        snapshot.inputs = rendered->inputs;
        snapshot.renderer = rendered->desired.renderer;
        evaluation.desiredComplete = rendered->desired.isComplete;
        desired = rendered->desired.objects;
        for (const auto& problem : rendered->desired.problems)
            snapshot.problems.append(problem.line > 0 ? u"%1:%2:%3: %4"_s.arg(problem.file)
                                                            .arg(problem.line)
                                                            .arg(problem.column)
                                                            .arg(problem.message)
                                     : problem.file.isEmpty()
                                         ? problem.message
                                         : problem.file + u": "_s + problem.message);
    } else {
        snapshot.error = rendered.error();
        summarise(snapshot);
        return evaluation;
    }
    if (!bench.connection) {
        snapshot.error = bench.connectionError;
        summarise(snapshot);
        return evaluation;
    }

    onPhase(u"Asking the cluster"_s, 0, 0);
    Connection& connection = *bench.connection;
    const auto discovery = connection.discovery(false, stop);
    const auto id = discovery ? connection.clusterId(bench.application.ns, stop)
                              : Result<kube::Cluster::Id>(discovery.error());
    if (!id) {
        snapshot.error = id.error();
        summarise(snapshot);
        return evaluation;
    }
    std::optional<Error> journalError;
    evaluation.discovery = *discovery;
    evaluation.weakClusterId = id->isWeak;
    snapshot.clusterId = id->id;
    if (const auto& journal = bench.records.journal) {
        const auto last = journal->lastApplied(bench.application.name, id->id);
        if (last)
            evaluation.lastApplied = *last;
        else
            journalError = last.error();
    } else {
        journalError = bench.records.error;
    }
    desired = withNamespaces(desired, bench.application.ns, &evaluation.discovery);
    for (const auto& one : desired)
        evaluation.desired.append(one.object.withStringDataFolded());
    QList<qsizetype> open;
    snapshot.objects = recall(bench, evaluation, desired, open);
    plan::DryRunOptions options;
    options.findConflicts = purpose == Purpose::Plan;
    QList<objects::Object> asked;
    for (const qsizetype i : open) {
        asked.append(evaluation.desired[i]);
        const auto key = asked.last().key();
        if (bench.watched && bench.watched->declared.contains(key))
            options.live.insert(key, bench.watched->declared.value(key).object());
    }
    const auto outcomes = plan::dryRun(
        connection.cluster(), evaluation.discovery, asked, options,
        [&](int done, int total) { onPhase(u"Comparing"_s, done, total); }, stop);
    evaluation.outcomes.resize(evaluation.desired.size());
    for (qsizetype n = 0; n < open.size(); ++n)
        evaluation.outcomes[open[n]] = outcomes[n];
    if (stop.stop_requested()) {
        snapshot.error = failure(Error::Kind::Cancelled, u"The comparison was cancelled."_s);
        summarise(snapshot);
        return evaluation;
    }
    for (const auto& outcome : evaluation.outcomes)
        if (outcome.unreadable)
            report(snapshot, *outcome.unreadable);
    compareAll(bench, evaluation, desired, open, snapshot.objects, stop);
    snapshot.problems += comparedLocally(snapshot.objects);
    if (evaluation.lastApplied) {
        if (evaluation.desiredComplete)
            findLeftOver(evaluation, connection, stop);
        if (!tree)
            findPin(bench, evaluation, stop);
    }
    onPhase(u"Reading resources"_s, 0, 0);
    const bool isTreeAsItWas = open.isEmpty() && bench.watched && bench.watched->owned
                               && bench.memory->ownedVersions == ownedVersions(bench.watched.get());
    snapshot.resources =
        isTreeAsItWas
            ? bench.memory->resources
            : resourcesOf(snapshot.objects, connection, evaluation.discovery, bench.watched.get(),
                          snapshot.missingRules, snapshot.problems, stop);
    if (!tree && evaluation.desiredComplete && !stop.stop_requested())
        evaluation.memory = remember(bench, evaluation, root, *rendered, open);
    snapshot.missingRules.removeDuplicates();
    snapshot.problems.removeDuplicates();
    QStringList doubts;
    if (!evaluation.desiredComplete)
        doubts.append(
            u"The desired state is not complete, so nothing is called Synced and nothing can be pruned."_s);
    if (journalError)
        doubts.append(
            u"What Plumbline applied before cannot be read, and with it what Git no longer has; so nothing is called Synced: "_s
            + journalError->summary);
    snapshot.problems += doubts;
    evaluation.isFromWatches = bench.watched && open.isEmpty();
    snapshot.liveSeenAt = evaluation.isFromWatches ? bench.watched->seenAt : bench.clock->now();
    snapshot.phase = Phase::Ready;
    summarise(snapshot);
    if (!evaluation.desiredComplete && snapshot.objects.isEmpty()) {
        // Git may well hold objects: they could not be read.
        snapshot.health = health::Status::Unknown;
        snapshot.reasons = snapshot.problems;
    } else if (!doubts.isEmpty() && snapshot.sync == SyncStatus::Synced) {
        snapshot.sync = SyncStatus::Unknown;
        snapshot.reasons =
            (evaluation.desiredComplete ? doubts : snapshot.problems) + snapshot.reasons;
    }
    return evaluation;
}

void summarise(ApplicationSnapshot& snapshot)
{
    snapshot.reasons.clear();
    if (snapshot.error) {
        snapshot.sync = SyncStatus::Unknown;
        snapshot.health = health::Status::Unknown;
        snapshot.reasons.append(snapshot.error->summary);
        return;
    }
    bool anyUnknown = !snapshot.missingRules.isEmpty();
    bool anyOut = false;
    bool anyLive = false;
    bool isUnseen = false;
    auto health = health::Status::Healthy;
    for (const auto& object : snapshot.objects) {
        anyUnknown = anyUnknown || object.sync == SyncStatus::Unknown;
        anyOut = anyOut || object.sync == SyncStatus::OutOfSync;
        anyLive = anyLive || object.live;
        // Argo CD since 3.4: a missing object does not worsen the health, OutOfSync says it
        // already.
        const bool counts =
            !object.live || health::countsForApplication(*object.live, snapshot.config.name);
        if (object.health && counts)
            health = health::worst(health, object.health->status);
        else if (!object.live && object.sync == SyncStatus::Unknown)
            isUnseen = true; // it could not be read: there or not, nobody knows
        const bool bad = object.health && counts
                         && (object.health->status == health::Status::Degraded
                             || object.health->status == health::Status::Unknown);
        if (object.sync != SyncStatus::Synced || bad)
            snapshot.reasons.append(objects::describe(object.key) + u": "_s + object.reason);
    }
    snapshot.sync = anyOut       ? SyncStatus::OutOfSync
                    : anyUnknown ? SyncStatus::Unknown
                                 : SyncStatus::Synced;
    if (snapshot.objects.isEmpty()) {
        snapshot.sync = SyncStatus::Unknown;
        snapshot.reasons.append(u"Git has no object for this application at this revision."_s);
    }
    snapshot.health = isUnseen  ? health::Status::Unknown
                      : anyLive ? health
                                : health::Status::Missing;
    if (!snapshot.missingRules.isEmpty()) {
        // What may not be read could be anything: no verdict on the whole.
        snapshot.sync = SyncStatus::Unknown;
        snapshot.reasons = snapshot.missingRules + snapshot.reasons;
    }
}

} // namespace plumb::engine
