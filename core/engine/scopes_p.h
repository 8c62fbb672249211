// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/reflector.h"

#include <QSet>

namespace plumb::engine {

//! What an application has to do with in its cluster: a kind, and the namespaces of its objects.
struct WatchedKind
{
    kube::ApiResource type;
    QSet<QString> namespaces; //!< none: the kind has none
};

//! Where one watch looks: one namespace, or all of them where `ns` is empty.
struct Scope
{
    kube::ApiResource type;
    QString ns;
    QString key() const; //!< "apps/Deployment/shop"
    bool holds(const objects::ResourceKey& object) const;
    friend bool operator==(const Scope&, const Scope&) = default;
};

//! A few namespaces are watched one by one, so that nobody else's objects are read. Many of them
//! are one watch over the whole cluster, as long as that is not refused; where it is, each
//! namespace is tried by itself, since rights may be given there. // W-32
QList<Scope> scopesOf(const QList<WatchedKind>& kinds,
                      const std::function<bool(const kube::ApiResource&)>& isRefusedEverywhere);

//! What a person must know of a watch that is not one: what is not shown and which rule is missing,
//! or what is only asked for now and then. Empty: it is a watch. // W-31
QString limitOf(const Scope& scope, const kube::Reflector::Freshness& freshness);

} // namespace plumb::engine
