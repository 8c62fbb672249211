// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objects/fieldpath.h"
#include "objects/resourcekey.h"

#include <QStringList>

namespace plumb::objects {

//! How the API server merges one list of a kind.
struct ListRule
{
    enum class Kind { Atomic, Set, Map };
    Kind kind = Kind::Atomic;
    QStringList keys; //!< Map: the members that tell elements apart, in order
    QMap<QString, QJsonValue> defaults; //!< Map: value of a key that an element leaves out
};

//! Which list, at which path of which kind, merges how. Built-in kinds come from a committed table,
//! generated from the real server's OpenAPI (x-kubernetes-list-type, -list-map-keys).
//! Unknown kinds: every list is atomic.
class ListKeys
{
public:
    static const ListKeys& builtIn();
    //! `path` as in FieldPath; keys and indexes in it do not matter.
    ListRule rule(const GroupVersionKind& gvk, const FieldPath& path) const;
    //! True for an object that is replaced as a whole (x-kubernetes-map-type: atomic).
    bool isAtomicMap(const GroupVersionKind& gvk, const FieldPath& path) const;
    //! The step that leads to an element of a list under its rule.
    PathStep stepTo(const ListRule& rule, const QJsonValue& element, qsizetype index) const;

private:
    struct Table;
    std::shared_ptr<const Table> m_table;
};

} // namespace plumb::objects
