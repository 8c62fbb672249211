// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objects/fieldset.h"
#include "objects/listkeys.h"
#include "objects/object.h"

#include <QDateTime>

namespace plumb::drift {

//! Why a field differs. Later: injected, autoscaled.
enum class Class { Pending, Manual, Defaulted, Additive, Ignored, Removed };
QString toString(Class what);
//! Pending, manual and removed do; the others are only told.
bool makesOutOfSync(Class what);

//! One field that differs.
struct Field
{
    objects::FieldPath path;
    QJsonValue desired; //!< Undefined: absent
    QJsonValue live; //!< Undefined: absent
    Class what = Class::Pending;
    QString manager, operation; //!< who last wrote the live side, as managedFields tell it
    QDateTime time; //!< last change of any field of that manager
    QString rule; //!< Ignored: by which
    QString note; //!< "removed in Git; a sync keeps it: owned by kubectl"
};

enum class Presence { Both, MissingInCluster, OnlyInCluster };

struct ObjectDrift
{
    objects::ResourceKey key;
    Presence presence = Presence::Both;
    QList<Field> fields;
    std::optional<Error> notComparable; //!< forbidden, refused dry run: the verdict is Unknown
    //! By class: pending, manual, removed; or one side is missing.
    bool isOutOfSync() const;
};

//! Argo CD's shape; see workspace::IgnoreRule.
struct IgnoreRule
{
    QString rule, group, kind, ns, name;
    QStringList jsonPointers, managedFieldsManagers;
};

//! The server's answer to a dry run that takes these fields out of the live object. A field that is
//! not among them was not tried.
struct Removal
{
    QList<objects::FieldPath> paths;
    objects::Object answer;
};

//! What one comparison needs.
struct Input
{
    objects::Object desired; //!< as rendered; not valid: Git has no such object
    std::optional<objects::Object> live;
    //! The server's answer to the forced dry run of `desired`; without it (offline `plumb diff`)
    //! only what `desired` names is compared.
    std::optional<objects::Object> predicted;
    //! What an earlier comparison called Removed, tried: what the server puts back of it is its
    //! default, and no difference.
    std::optional<Removal> removal;
    //! What was last applied, when the journal knows it.
    std::optional<objects::Object> lastApplied;
    QStringList appliers = {u"plumbline"_s, u"kubectl-client-side-apply"_s,
                            u"kubectl"_s}; //!< managers that stand for Git
    QList<IgnoreRule> ignore;
};

//! Pure. Fields are in the order of their paths.
ObjectDrift compare(const Input& input, const objects::ListKeys& lists);

//! Takes out what never counts: status, resourceVersion, uid, generation, managedFields, times,
//! last-applied annotation.
QJsonObject normalised(QJsonObject object);

} // namespace plumb::drift
