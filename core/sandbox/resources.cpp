// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/resources.h"

#include "sandbox/status.h"

#include <QJsonArray>

namespace plumb::sandbox {

const QList<Resource>& resources()
{
    static const QList<Resource> all{
        {{}, u"v1"_s, u"configmaps"_s, u"configmap"_s, u"ConfigMap"_s, true, {u"cm"_s}, {}},
        {{}, u"v1"_s, u"events"_s, u"event"_s, u"Event"_s, true, {u"ev"_s}, {}},
        {{}, u"v1"_s, u"namespaces"_s, u"namespace"_s, u"Namespace"_s, false, {u"ns"_s}, {}, true},
        {{},
         u"v1"_s,
         u"pods"_s,
         u"pod"_s,
         u"Pod"_s,
         true,
         {u"po"_s},
         {u"all"_s},
         true,
         false,
         true},
        {{}, u"v1"_s, u"secrets"_s, u"secret"_s, u"Secret"_s, true, {}, {}},
        {{},
         u"v1"_s,
         u"serviceaccounts"_s,
         u"serviceaccount"_s,
         u"ServiceAccount"_s,
         true,
         {u"sa"_s},
         {}},
        {{},
         u"v1"_s,
         u"services"_s,
         u"service"_s,
         u"Service"_s,
         true,
         {u"svc"_s},
         {u"all"_s},
         true},
        {u"apps"_s,
         u"v1"_s,
         u"deployments"_s,
         u"deployment"_s,
         u"Deployment"_s,
         true,
         {u"deploy"_s},
         {u"all"_s},
         true,
         true,
         true},
        {u"apps"_s,
         u"v1"_s,
         u"replicasets"_s,
         u"replicaset"_s,
         u"ReplicaSet"_s,
         true,
         {u"rs"_s},
         {u"all"_s},
         true,
         true,
         true},
        {u"autoscaling"_s,
         u"v2"_s,
         u"horizontalpodautoscalers"_s,
         u"horizontalpodautoscaler"_s,
         u"HorizontalPodAutoscaler"_s,
         true,
         {u"hpa"_s},
         {u"all"_s},
         true,
         false,
         true},
        {u"batch"_s,
         u"v1"_s,
         u"jobs"_s,
         u"job"_s,
         u"Job"_s,
         true,
         {},
         {u"all"_s},
         true,
         false,
         true},
        {u"networking.k8s.io"_s,
         u"v1"_s,
         u"ingresses"_s,
         u"ingress"_s,
         u"Ingress"_s,
         true,
         {u"ing"_s},
         {},
         true,
         false,
         true},
        {u"policy"_s,
         u"v1"_s,
         u"poddisruptionbudgets"_s,
         u"poddisruptionbudget"_s,
         u"PodDisruptionBudget"_s,
         true,
         {u"pdb"_s},
         {},
         true,
         false,
         true},
    };
    return all;
}

const Resource* findResource(const QString& group, const QString& version, const QString& plural)
{
    for (const Resource& each : resources()) {
        if (each.group == group && each.version == version && each.plural == plural)
            return &each;
    }
    return nullptr;
}

const Resource* findKind(const QString& group, const QString& kind)
{
    for (const Resource& each : resources()) {
        if (each.group == group && each.kind == kind)
            return &each;
    }
    return nullptr;
}

namespace {

Error pageNotFound()
{
    return failure(Error::Kind::NotFound, u"404 page not found"_s);
}

QJsonObject versionEntry(const QString& group, const QString& version)
{
    return {{u"groupVersion"_s, QString(group + u'/' + version)}, {u"version"_s, version}};
}

//! Group and version of everything served; the reviews of authorization are answered, not stored.
QList<std::pair<QString, QString>> groups()
{
    QList<std::pair<QString, QString>> all;
    for (const Resource& each : resources()) {
        const std::pair group{each.group, each.version};
        if (!each.group.isEmpty() && !all.contains(group))
            all.append(group);
    }
    all.append({u"authorization.k8s.io"_s, u"v1"_s});
    return all;
}

QJsonObject groupEntry(const QString& group, const QString& version)
{
    return {{u"name"_s, group},
            {u"versions"_s, QJsonArray{versionEntry(group, version)}},
            {u"preferredVersion"_s, versionEntry(group, version)}};
}

QJsonArray words(const QStringList& list)
{
    return QJsonArray::fromStringList(list);
}

} // namespace

QJsonObject coreVersions(const QString& address)
{
    return {
        {u"kind"_s, u"APIVersions"_s},
        {u"versions"_s, QJsonArray{u"v1"_s}},
        {u"serverAddressByClientCIDRs"_s, QJsonArray{QJsonObject{{u"clientCIDR"_s, u"0.0.0.0/0"_s},
                                                                 {u"serverAddress"_s, address}}}}};
}

QJsonObject groupList()
{
    QJsonArray list;
    for (const auto& [group, version] : groups())
        list.append(groupEntry(group, version));
    return {{u"kind"_s, u"APIGroupList"_s}, {u"apiVersion"_s, u"v1"_s}, {u"groups"_s, list}};
}

Result<QJsonObject> groupOf(const QString& group)
{
    for (const auto& [name, version] : groups()) {
        if (name != group)
            continue;
        QJsonObject entry = groupEntry(name, version);
        entry.insert(u"kind"_s, u"APIGroup"_s);
        entry.insert(u"apiVersion"_s, u"v1"_s);
        return entry;
    }
    return pageNotFound();
}

Result<QJsonObject> resourceList(const QString& group, const QString& version)
{
    QJsonArray list;
    const QStringList verbs{u"create"_s, u"delete"_s, u"deletecollection"_s, u"get"_s,
                            u"list"_s,   u"patch"_s,  u"update"_s,           u"watch"_s};
    const QStringList partVerbs{u"get"_s, u"patch"_s, u"update"_s};
    for (const Resource& each : resources()) {
        if (each.group != group || each.version != version)
            continue;
        QJsonObject entry{{u"name"_s, each.plural},
                          {u"singularName"_s, each.singular},
                          {u"namespaced"_s, each.namespaced},
                          {u"kind"_s, each.kind},
                          {u"verbs"_s, words(verbs)}};
        if (!each.shortNames.isEmpty())
            entry.insert(u"shortNames"_s, words(each.shortNames));
        if (!each.categories.isEmpty())
            entry.insert(u"categories"_s, words(each.categories));
        list.append(entry);
        const auto part = [&](const QString& name, const QString& kind,
                              const QStringList& allowed) {
            QJsonObject sub{{u"name"_s, QString(each.plural + u'/' + name)},
                            {u"singularName"_s, u""_s},
                            {u"namespaced"_s, each.namespaced},
                            {u"kind"_s, kind},
                            {u"verbs"_s, words(allowed)}};
            if (kind == u"Scale") {
                sub.insert(u"group"_s, u"autoscaling"_s);
                sub.insert(u"version"_s, u"v1"_s);
            }
            list.append(sub);
        };
        if (each.kind == u"Pod")
            part(u"log"_s, each.kind, {u"get"_s});
        if (each.hasScale)
            part(u"scale"_s, u"Scale"_s, partVerbs);
        if (each.hasStatus)
            part(u"status"_s, each.kind, partVerbs);
    }
    if (group == u"authorization.k8s.io" && version == u"v1")
        list.append(QJsonObject{{u"name"_s, u"selfsubjectaccessreviews"_s},
                                {u"singularName"_s, u"selfsubjectaccessreview"_s},
                                {u"namespaced"_s, false},
                                {u"kind"_s, u"SelfSubjectAccessReview"_s},
                                {u"verbs"_s, QJsonArray{u"create"_s}}});
    if (list.isEmpty())
        return pageNotFound();
    const objects::GroupVersionKind type{group, version, {}};
    return QJsonObject{{u"kind"_s, u"APIResourceList"_s},
                       {u"apiVersion"_s, u"v1"_s},
                       {u"groupVersion"_s, type.apiVersion()},
                       {u"resources"_s, list}};
}

QJsonObject serverVersion()
{
    return {{u"major"_s, u"1"_s},
            {u"minor"_s, u"37"_s},
            {u"gitVersion"_s, u"v1.37.2+plumbline-sandbox"_s},
            {u"gitCommit"_s, u"unknown"_s},
            {u"gitTreeState"_s, u"archive"_s},
            {u"buildDate"_s, u"1970-01-01T00:00:00Z"_s},
            {u"goVersion"_s, u"none"_s},
            {u"compiler"_s, u"gc"_s},
            {u"platform"_s, u"sandbox"_s}};
}

} // namespace plumb::sandbox
