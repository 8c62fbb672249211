// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/memory_p.h"

#include "engine/evaluate_p.h"

#include <QCryptographicHash>

namespace plumb::engine {

namespace {

// Admission and schemas may change without the object: the server is asked again after a while, as
// the watches list again.
constexpr std::chrono::minutes kKept{10};

bool isSame(const std::optional<store::LastApplied>& a, const std::optional<store::LastApplied>& b)
{
    return a.has_value() == b.has_value()
           && (!a || (a->commit == b->commit && a->when == b->when && a->applied == b->applied));
}

} // namespace

QByteArray ownedVersions(const Watched* watched)
{
    if (!watched || !watched->owned)
        return {};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const kube::PackedObject& object : *watched->owned) {
        hash.addData(object.uid);
        hash.addData(QByteArrayLiteral("\n"));
        hash.addData(object.resourceVersion);
        hash.addData(QByteArrayLiteral("\n"));
    }
    return hash.result();
}

QList<ObjectState> recall(const Bench& bench, const Evaluation& evaluation,
                          const QList<manifest::DesiredObject>& desired, QList<qsizetype>& open)
{
    QList<ObjectState> states(evaluation.desired.size());
    const bool isOfUse = bench.memory && bench.watched && bench.memory->config == bench.application
                         && isSame(bench.memory->lastApplied, evaluation.lastApplied);
    const auto now = bench.clock->steady();
    const auto known = [&](const objects::Object& wanted) -> const ObjectState* {
        const auto key = wanted.key();
        const auto entry = bench.memory->entries.constFind(key);
        const auto live = bench.watched->declared.constFind(key);
        const bool isAsItWas = entry != bench.memory->entries.constEnd()
                               && live != bench.watched->declared.constEnd()
                               && now - entry->when < kKept && live->uid == entry->uid.toUtf8()
                               && live->resourceVersion == entry->resourceVersion.toUtf8()
                               && wanted.json() == entry->desired.json();
        return isAsItWas ? &entry->state : nullptr;
    };
    for (qsizetype i = 0; i < states.size(); ++i) {
        if (const ObjectState* state = isOfUse ? known(evaluation.desired.at(i)) : nullptr) {
            states[i] = *state;
            states[i].place = desired.at(i).place;
        } else {
            open.append(i);
        }
    }
    return states;
}

std::shared_ptr<const Memory> remember(const Bench& bench, const Evaluation& evaluation,
                                       const git::ObjectId& root, const DesiredState& rendered,
                                       const QList<qsizetype>& open)
{
    auto memory = std::make_shared<Memory>();
    memory->config = bench.application;
    memory->root = root;
    memory->rendered = rendered;
    memory->lastApplied = evaluation.lastApplied;
    memory->commitsNotLive = evaluation.snapshot.commitsNotLive;
    memory->ownedVersions = ownedVersions(bench.watched.get());
    memory->resources = evaluation.snapshot.resources;
    if (bench.memory)
        memory->entries = bench.memory->entries;
    for (const qsizetype i : open) {
        const ObjectState& state = evaluation.snapshot.objects.at(i);
        const plan::DryRunOutcome& outcome = evaluation.outcomes.at(i);
        if (!outcome.live || !outcome.predicted || state.drift.notComparable)
            memory->entries.remove(state.key);
        else
            memory->entries.insert(state.key,
                                   {evaluation.desired.at(i), outcome.live->uid(),
                                    outcome.live->resourceVersion(), state, bench.clock->steady()});
    }
    return memory;
}

} // namespace plumb::engine
