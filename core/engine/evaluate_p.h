// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/memory_p.h"
#include "plan/dryrun.h"

namespace plumb::engine {

//! All that one look at an application found; the snapshot is what others may see of it.
struct Evaluation
{
    ApplicationSnapshot snapshot;
    bool desiredComplete = false;
    bool weakClusterId = false;
    kube::Discovery discovery;
    QList<objects::Object> desired; //!< with namespaces
    QList<plan::DryRunOutcome> outcomes; //!< in the order of `desired`
    std::optional<store::LastApplied> lastApplied;
    bool isFromWatches = false; //!< no object was asked for: it proves no life of the server
    std::shared_ptr<const Memory> memory; //!< for the next look; null where this one failed
    QList<objects::Object>
        leftOver; //!< live objects of the journal's inventory that Git no longer has
};

//! What a look is for: a plan needs to know whose fields it would take.
enum class Purpose { Verdict, Plan };

//! Renders `revision` (or the tree of a revert that is no commit yet), reads live, dry-runs and
//! compares. Never fails: what could not be seen is in the snapshot, as Unknown with its reason.
Evaluation evaluateApplication(const Bench& bench, const QString& revision,
                               const std::optional<git::ObjectId>& tree, Purpose purpose,
                               const OnPhase& onPhase, std::stop_token stop);

//! Field by field the objects at those places, from what the evaluation holds so far.
void compareAll(const Bench& bench, const Evaluation& evaluation,
                const QList<manifest::DesiredObject>& desired, const QList<qsizetype>& open,
                QList<ObjectState>& states, std::stop_token stop);
//! A sentence for each reason for which objects were compared without the server's dry run.
QStringList comparedLocally(const QList<ObjectState>& objects);

//! The owner tree below the live objects of an application, to Pods and containers, from what the
//! watches hold, else it is listed. What may not be
//! read is added to `missingRules`, what the server cannot tell now to `problems`.
QList<ResourceNode> resourcesOf(const QList<ObjectState>& objects, Connection& connection,
                                const kube::Discovery& discovery, const Watched* watched,
                                QStringList& missingRules, QStringList& problems,
                                std::stop_token stop);

//! The verdicts of the whole from those of its objects.
void summarise(ApplicationSnapshot& snapshot);

} // namespace plumb::engine
