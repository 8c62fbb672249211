// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objects/object.h"

#include <QList>

namespace plumb::objects {

//! One row of the owner tree: an object, or a container of the Pod above it.
struct OwnerRow
{
    enum class Kind { Object, InitContainer, Container };
    Kind kind = Kind::Object;
    ResourceKey key; //!< of a container: its Pod's
    QString container; //!< name, of a container
    int depth = 0; //!< 0 for a root
    int parent = -1; //!< row of the owner
    qsizetype object = -1; //!< position in the list of live objects; -1: a root that is not live
    friend bool operator==(const OwnerRow&, const OwnerRow&) = default;
};

//! The objects that belong to an application, from its roots down to containers: each root in the
//! given order, below it what names it in ownerReferences (by uid), sorted by kind and name.
//! An object with several owners appears once, below its controller if that is in the tree.
//! A root that another root owns stays a root. Cycles end.
QList<OwnerRow> ownerTree(const QList<Object>& live, const QList<ResourceKey>& roots);

} // namespace plumb::objects
