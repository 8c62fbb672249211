// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drift/drift.h"
#include "git/commitgraph.h"
#include "git/types.h"
#include "health/health.h"
#include "kube/namedfile.h"
#include "manifest/place.h"
#include "objects/object.h"
#include "plan/plan.h"
#include "workspace/workspace.h"

#include <QDateTime>

namespace plumb::engine {

enum class SyncStatus { Synced, OutOfSync, Unknown };

//! The commit that is live, as far as Plumbline applied it itself.
struct Pin
{
    git::CommitId commit;
    QDateTime when;
    bool isUnverified = false; //!< live has moved since
};

//! One object of an application, on either side.
struct ObjectState
{
    objects::ResourceKey key;
    QString apiVersion;
    SyncStatus sync = SyncStatus::Unknown;
    std::optional<health::Verdict> health;
    QString reason; //!< in words
    //! Why the server did not say what a sync would make of it; empty: it did, or it was certain.
    QString comparedLocally;
    drift::ObjectDrift drift;
    manifest::Place place; //!< where Git has it
    std::optional<objects::Object> desired, live, predicted;
};

//! One row of the owner tree; children stand behind their parent, one level deeper.
struct ResourceNode
{
    objects::ResourceKey key;
    QString uid;
    int depth = 0;
    std::optional<SyncStatus> sync; //!< only of objects that Git names
    std::optional<health::Verdict> health;
    QString reason;
    QDateTime created, terminatingSince;
    int restarts = -1; //!< of a Pod or container
    QStringList containers; //!< of a Pod
    bool isContainer = false; //!< key.name is the container's, its Pod is the row above
};

enum class Phase { NotLoaded, Working, Ready, Failed };

struct ApplicationSnapshot
{
    workspace::Application config;
    Phase phase = Phase::NotLoaded;
    SyncStatus sync = SyncStatus::Unknown;
    health::Status health = health::Status::Unknown;
    QStringList reasons; //!< why the two verdicts are as they are
    std::optional<git::CommitId> target;
    git::ObjectId targetTree;
    std::optional<Pin> pin;
    //! Folders and files of the repository that it is rendered from; the bases outside its own
    //! folder too, as far as the kustomizations name them.
    QStringList inputs;
    //! Commits between pin and target that change one of the inputs; -1: not known.
    int commitsNotLive = -1;
    QList<ObjectState> objects;
    QList<ResourceNode> resources;
    QStringList missingRules; //!< what the user may not read, with the rule to ask for
    QStringList problems; //!< of rendering and reading
    QStringList limits; //!< what is not kept up to date by a watch, and how it is instead
    QString renderer, clusterId;
    bool isStale = false;
    QDateTime liveSeenAt;
    std::optional<Error> error; //!< why there is nothing (or nothing new) to show
    int differenceCount() const; //!< fields that make OutOfSync, and missing objects
};

struct RepositorySnapshot
{
    workspace::Repository config;
    Phase phase = Phase::NotLoaded;
    QString branch;
    git::CommitId head;
    QList<git::Ref> refs;
    QDateTime fetchedAt;
    QStringList problems; //!< what is left out, or shown otherwise than in the clone; sentences
    QString remoteOfClone; //!< what the clone says; must be confirmed before a push
    std::optional<Error> error;
};

struct ClusterSnapshot
{
    enum class State { NotContacted, Connecting, Live, Stale, Unreachable, Refused };
    workspace::Context config;
    QString server, user, ns, problem;
    bool isCurrent = false; //!< the kubeconfig's current-context
    QList<kube::NamedFile> files; //!< that its entries name // reliability K3
    QStringList way; //!< what of the way to it is not as usual: a proxy, somebody acted as
    bool isInsecure = false; //!< its certificate is not checked
    State state = State::NotContacted;
    QDateTime lastSeen;
    std::optional<Error> error;
    //! The kubeconfig says something else now than what we are connected to; a sentence with what
    //! that means. Engine::reconnect() takes what it says.
    QString changed;
};

//! Long work on screen: phase, counts, age, cancel.
struct Job
{
    int id = 0;
    QString title, phase;
    qint64 done = 0, total = 0;
    QDateTime started;
    bool canCancel = true;
};

} // namespace plumb::engine
