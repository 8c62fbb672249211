// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/plan.h"

#include <QJsonArray>
#include <QJsonDocument>

// Objects and plan inputs in few words.
namespace plumb::plan {

inline objects::Object fromText(const QString& json)
{
    const auto document = QJsonDocument::fromJson(json.toUtf8());
    if (!document.isObject())
        qFatal("the test's own JSON is wrong: %s", qPrintable(json));
    return objects::Object::fromJson(document.object());
}

inline objects::Object object(const QString& kind, const QString& name,
                              const QJsonObject& spec = {}, const QString& apiVersion = u"v1"_s,
                              const QString& ns = u"shop"_s)
{
    QJsonObject metadata{{u"name"_s, name}};
    if (!ns.isEmpty())
        metadata.insert(u"namespace"_s, ns);
    QJsonObject json{{u"apiVersion"_s, apiVersion}, {u"kind"_s, kind}, {u"metadata"_s, metadata}};
    if (!spec.isEmpty())
        json.insert(u"spec"_s, spec);
    return objects::Object::fromJson(json);
}

inline objects::Object deployment(const QString& name, int replicas = 1)
{
    return object(u"Deployment"_s, name, {{u"replicas"_s, replicas}}, u"apps/v1"_s);
}

inline objects::Object withMetadata(const objects::Object& object, const QJsonObject& more)
{
    QJsonObject json = object.json(), metadata = object.metadata();
    for (auto it = more.begin(); it != more.end(); ++it)
        metadata.insert(it.key(), it.value());
    json.insert(u"metadata"_s, metadata);
    return object.withJson(json);
}

inline QJsonObject managedBy(const QString& manager, const QString& operation = u"Apply"_s,
                             const QString& time = u"2026-03-01T12:00:00Z"_s)
{
    return {{u"manager"_s, manager},
            {u"operation"_s, operation},
            {u"apiVersion"_s, u"v1"_s},
            {u"fieldsType"_s, u"FieldsV1"_s},
            {u"fieldsV1"_s, QJsonObject{{u"f:spec"_s, QJsonObject()}}},
            {u"time"_s, time}};
}

//! As it stands in a cluster, applied by Plumbline.
inline objects::Object live(const objects::Object& object, const QString& uid = u"u-1"_s,
                            const QString& manager = u"plumbline"_s)
{
    return withMetadata(object, {{u"uid"_s, uid},
                                 {u"resourceVersion"_s, u"100"_s},
                                 {u"generation"_s, 1},
                                 {u"managedFields"_s, QJsonArray{managedBy(manager)}}});
}

inline kube::ApiResource typeOf(const objects::Object& object)
{
    kube::ApiResource type;
    type.gvk = object.gvk();
    type.plural = object.kind().toLower() + (object.kind().endsWith(u's') ? u"es"_s : u"s"_s);
    type.namespaced = !object.ns().isEmpty();
    return type;
}

//! An item that exists nowhere yet.
inline PlanInput::Item missing(const objects::Object& desired)
{
    PlanInput::Item item;
    item.desired = desired;
    item.type = typeOf(desired);
    item.predicted = desired;
    return item;
}

//! An item that a sync would bring from `before` to `desired`.
inline PlanInput::Item changing(const objects::Object& before, const objects::Object& desired)
{
    PlanInput::Item item = missing(desired);
    item.live = live(before);
    item.predicted = live(desired);
    return item;
}

inline PlanInput::Item same(const objects::Object& desired)
{
    return changing(desired, desired);
}

inline PlanInput inputOf(const QList<PlanInput::Item>& items)
{
    PlanInput input;
    input.application = u"shop"_s;
    input.context = u"prod"_s;
    input.clusterId = u"cluster-1"_s;
    input.revision = u"main"_s;
    input.commit.bytes[0] = 1;
    input.tree.bytes[0] = 2;
    input.items = items;
    input.inventoryKnown = true;
    input.desiredComplete = true;
    input.now = QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
    return input;
}

//! "create Namespace shop", ... of what is chosen; the others in brackets.
inline QStringList lines(const Plan& plan)
{
    QStringList lines;
    for (const Operation& each : plan.operations)
        lines.append(each.chosen ? describe(each) : u'(' + describe(each) + u')');
    return lines;
}

} // namespace plumb::plan
