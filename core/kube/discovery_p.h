// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/cluster.h"

#include <QJsonObject>

namespace plumb::kube {

//! Asks for the whole of discovery in one answer (Kubernetes 1.26 and later); an older server gives
//! its plain list of groups instead.
inline const QByteArray kDiscoveryAccept =
    "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
    "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

struct GroupVersion
{
    QString group, version;
    QByteArray path() const
    {
        return group.isEmpty() ? "/api/" + version.toUtf8()
                               : "/apis/" + group.toUtf8() + '/' + version.toUtf8();
    }
};

bool isAggregated(const QByteArray& contentType);
void readAggregated(const QJsonObject& json, Discovery& discovery);
//! The versions of an APIGroupList or of the core group's APIVersions, preferred ones first.
QList<GroupVersion> readGroups(const QJsonObject& json);
void readResources(const GroupVersion& version, const QJsonObject& json, Discovery& discovery);

} // namespace plumb::kube
