// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drift/drift.h"
#include "git/types.h"
#include "health/health.h"
#include "kube/discovery.h"

namespace plumb::plan {

enum class Action { Create, Update, Prune, Unchanged };
QString toString(Action action);

struct Conflict
{
    QString manager, field;
};

//! One write, with all that was known of it when it was reviewed.
struct Operation
{
    Action action = Action::Unchanged;
    objects::ResourceKey key;
    kube::ApiResource type;
    objects::Object desired; //!< request body; of a prune: empty
    std::optional<objects::Object> live;
    std::optional<objects::Object> predicted; //!< dry-run answer
    drift::ObjectDrift changes;
    QString fingerprint; //!< of the live object; empty: there was none
    QStringList warnings;
    QList<Conflict> conflicts; //!< fields of other managers; force takes them over
    std::optional<Error> refused; //!< the dry run's refusal: immutable field, admission, 403
    QString unpreviewed; //!< why no dry run was possible ("its namespace is created by this plan")
    bool chosen = true; //!< false: left out, or it would fail
    bool force = false; //!< only where it was asked for and conflicts are known
    int wave = 0;
};

struct Options
{
    bool prune = false;
    QList<objects::ResourceKey> only; //!< empty: all
    QList<objects::ResourceKey> force; //!< objects whose foreign fields are taken over
    friend bool operator==(const Options&, const Options&) = default;
};

//! The ordered operations of a sync. A value; the digest names exactly this.
struct Plan
{
    QString application, context, clusterId;
    bool weakClusterId = false;
    git::CommitId commit;
    git::ObjectId tree;
    QString revision;
    Options options;
    QList<Operation> operations; //!< in the order of execution
    QStringList notes; //!< "the prune list is unknown on this machine"
    //! Why it cannot be executed; empty: it can. An object that would be refused blocks the plan
    //! until it is left out (`only` names the others), so that no half sync comes as a surprise.
    QStringList blockers;
    QDateTime madeAt;
    QString digest; //!< "sha256:..."
    int changeCount() const; //!< chosen operations that are not Unchanged
};

//! The live object's identity and content without what controllers move. // docs/adr/0014
QString fingerprint(const objects::Object& live);
//! SHA-256 of what would be written: cluster id, tree id, options, and of each operation the
//! request bytes and the fingerprint. Dry-run answers and times are not in it. Bytes with secret
//! values enter under the installation's key, so that a short secret cannot be searched for in a
//! digest.
QString digestOf(const Plan& plan);
//! Place of a kind in the order of sending: Namespaces and CRDs, then as Argo CD orders them,
//! unlisted kinds last. Prunes come after all others, in reverse.
int wave(const objects::ResourceKey& key);

//! All that making a plan needs, gathered beforehand.
struct PlanInput
{
    QString application, context, clusterId, revision;
    bool weakClusterId = false;
    git::CommitId commit;
    git::ObjectId tree;
    Options options;
    struct Item
    {
        objects::Object desired;
        kube::ApiResource type;
        std::optional<objects::Object> live;
        std::optional<objects::Object> predicted;
        QStringList warnings;
        QList<Conflict> conflicts;
        std::optional<Error> refused;
        //! Why there is no prediction. With `refused` beside it (a webhook forbids dry runs) the
        //! object is sent only when `only` names it.
        QString unpreviewed;
        drift::ObjectDrift changes;
    };
    QList<Item> items;
    struct PruneCandidate
    {
        kube::ApiResource type;
        objects::Object live;
        QStringList claimants; //!< other applications of this journal
        bool inInventory = false;
    };
    QList<PruneCandidate> pruneCandidates;
    bool inventoryKnown = false;
    bool desiredComplete = false;
    QDateTime now;
};

//! Pure.
Plan makePlan(const PlanInput& input);

//! "update Deployment shop/web"
QString describe(const Operation& operation);

//! "kubectl apply --server-side ..." for the whole plan; no secrets.
QString asCommands(const Plan& plan);

} // namespace plumb::plan
