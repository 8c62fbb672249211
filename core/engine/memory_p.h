// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/desired_p.h"
#include "kube/packedobject.h"

namespace plumb::engine {

struct Evaluation;

//! What fresh watches hold of one application, taken on the UI thread for a worker.
struct Watched
{
    QHash<objects::ResourceKey, kube::PackedObject> declared; //!< with their managedFields
    QDateTime seenAt; //!< the oldest sign of life of these watches
    //! What controllers made in its namespaces; none: not all of it is followed.
    std::optional<QList<kube::PackedObject>> owned;
};

//! What the last comparison of an application found, for the next one: an object that is the same
//! on both sides needs no server. A value that is never changed once it is made.
struct Memory
{
    struct Entry
    {
        objects::Object desired;
        QString uid, resourceVersion; //!< of the live object
        ObjectState state;
        std::chrono::steady_clock::time_point when;
    };
    workspace::Application config;
    git::ObjectId root; //!< the commit that was rendered
    DesiredState rendered;
    std::optional<store::LastApplied> lastApplied;
    int commitsNotLive = -1;
    QHash<objects::ResourceKey, Entry> entries;
    QByteArray ownedVersions; //!< of what the controllers had made; empty: not known
    QList<ResourceNode> resources;
};

//! Which objects in which versions the watches hold there; empty where not all is followed.
QByteArray ownedVersions(const Watched* watched);

//! The states of the objects that are as they were; `open` gets the places of the others.
QList<ObjectState> recall(const Bench& bench, const Evaluation& evaluation,
                          const QList<manifest::DesiredObject>& desired, QList<qsizetype>& open);
//! Of a look that is complete. Only what the server answered, or what was certain, is kept.
std::shared_ptr<const Memory> remember(const Bench& bench, const Evaluation& evaluation,
                                       const git::ObjectId& root, const DesiredState& rendered,
                                       const QList<qsizetype>& open);

} // namespace plumb::engine
