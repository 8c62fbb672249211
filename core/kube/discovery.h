// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objects/object.h"

namespace plumb::kube {

//! One served resource type.
struct ApiResource
{
    objects::GroupVersionKind gvk;
    QString plural;
    bool namespaced = true;
    QStringList verbs;
    QStringList shortNames;
    friend bool operator==(const ApiResource&, const ApiResource&) = default;
};

//! What the server serves. Groups that could not be read are named, the rest is there. // W-30
struct Discovery
{
    QList<ApiResource> resources;
    QStringList unavailableGroups; //!< "metrics.k8s.io/v1beta1"
    bool namedGroupsUnread = false; //!< of all but the core group not even the names are known
    bool isPartial() const { return namedGroupsUnread || !unavailableGroups.isEmpty(); }
    //! Not found does not mean not served: the server could not say.
    bool isUnread(const objects::GroupVersionKind& gvk) const;
    bool isUnread(const QString& group) const; //!< in at least one version
    const ApiResource* find(const objects::GroupVersionKind& gvk) const;
    //! The preferred version of a kind.
    const ApiResource* find(const QString& group, const QString& kind) const;
};

} // namespace plumb::kube
