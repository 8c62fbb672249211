// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objects/resourcekey.h"

#include <QDateTime>
#include <QMap>

namespace plumb::store {

//! One operation of ours, as written before its first remote effect.
struct OperationRecord
{
    qint64 id = 0;
    QString kind; //!< sync, rollback (the sync of one) or push
    QString application; //!< of a push: that of the rollback that it belongs to, or none
    QString clusterId, context; //!< of a push: none
    QString commit, tree, digest, actor;
    QString repository{}, branch{}, before{}; //!< of a push; before: the commit it replaces
    QDateTime started, finished;
    QString outcome; //!< running, succeeded, failed, cancelled, unknown
    QString message;
};

struct ObjectOutcome
{
    objects::ResourceKey key;
    QString action; //!< create, update, prune
    QString outcome; //!< applied, unchanged, refused, not-sent, unknown
    QString message;
};

//! What Plumbline last applied for an application on a cluster.
struct LastApplied
{
    QString commit, tree;
    QDateTime when;
    QMap<objects::ResourceKey, QString>
        applied; //!< key to the JSON sent (secret leaves are markers)
};

//! An outcome with what was sent: the object's JSON, in which secret leaves are markers. A body
//! that holds a readable secret is refused, whatever else is written with it.
struct RecordedOutcome
{
    ObjectOutcome outcome;
    QString appliedJson;
};

} // namespace plumb::store
