// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QHash>
#include <QString>

#include <tuple>

namespace plumb::objects {

//! One version of one kind. The core group is the empty string.
struct GroupVersionKind
{
    QString group, version, kind;
    //! "apps/v1", "v1"
    QString apiVersion() const { return group.isEmpty() ? version : group + u'/' + version; }
    static GroupVersionKind from(const QString& apiVersion, const QString& kind)
    {
        const auto slash = apiVersion.indexOf(u'/');
        return slash < 0
                   ? GroupVersionKind{{}, apiVersion, kind}
                   : GroupVersionKind{apiVersion.left(slash), apiVersion.mid(slash + 1), kind};
    }
    friend bool operator==(const GroupVersionKind&, const GroupVersionKind&) = default;
    friend size_t qHash(const GroupVersionKind& k, size_t seed = 0)
    {
        return qHashMulti(seed, k.group, k.version, k.kind);
    }
};

//! The identity of one object in one cluster; versions of a group are the same object.
struct ResourceKey
{
    QString group, kind, ns, name;
    friend bool operator==(const ResourceKey&, const ResourceKey&) = default;
    // QString of Qt 6.4 has no operator<=>.
    friend bool operator<(const ResourceKey& a, const ResourceKey& b)
    {
        return std::tie(a.group, a.kind, a.ns, a.name) < std::tie(b.group, b.kind, b.ns, b.name);
    }
    friend size_t qHash(const ResourceKey& k, size_t seed = 0)
    {
        return qHashMulti(seed, k.group, k.kind, k.ns, k.name);
    }
};

//! "Deployment shop/web"; a cluster-scoped object has no namespace part.
inline QString describe(const ResourceKey& key)
{
    return key.kind + u' ' + (key.ns.isEmpty() ? key.name : key.ns + u'/' + key.name);
}

} // namespace plumb::objects
