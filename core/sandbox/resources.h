// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "objects/resourcekey.h"

#include <QJsonObject>
#include <QStringList>

namespace plumb::sandbox {

//! One kind that the simulated server serves.
struct Resource
{
    QString group, version, plural, singular, kind;
    bool namespaced = true;
    QStringList shortNames, categories;
    bool hasStatus = false; //!< a /status subresource; the main endpoint keeps the status
    bool hasScale = false;
    bool hasGeneration = false; //!< counts changes of the spec
    QString id() const { return group.isEmpty() ? plural : plural + u'.' + group; }
    //! As messages name it: "deployments.apps", "pods".
    QString qualified() const { return id(); }
    objects::GroupVersionKind gvk() const { return {group, version, kind}; }
};

const QList<Resource>& resources();
//! Null when not served.
const Resource* findResource(const QString& group, const QString& version, const QString& plural);
const Resource* findKind(const QString& group, const QString& kind);

// Discovery, as /api, /apis, /apis/GROUP and /apis/GROUP/VERSION answer it.
QJsonObject coreVersions(const QString& address);
QJsonObject groupList();
Result<QJsonObject> groupOf(const QString& group);
Result<QJsonObject> resourceList(const QString& group, const QString& version);
QJsonObject serverVersion();

} // namespace plumb::sandbox
