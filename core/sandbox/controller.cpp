// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/controller.h"

#include <QCryptographicHash>

namespace plumb::sandbox {

QJsonObject metadataOf(const QJsonObject& object)
{
    return object.value(u"metadata"_s).toObject();
}

QString metadataText(const QJsonObject& object, const QString& name)
{
    return metadataOf(object).value(name).toString();
}

bool isLeaving(const QJsonObject& object)
{
    return metadataOf(object).contains(u"deletionTimestamp"_s);
}

qint64 ageSeconds(const Api& api, const QJsonObject& object)
{
    return QDateTime::fromString(metadataText(object, u"creationTimestamp"_s), Qt::ISODate)
        .secsTo(api.now());
}

QString timeText(const QDateTime& time)
{
    return time.toUTC().toString(u"yyyy-MM-ddTHH:mm:ssZ"_s);
}

const Resource& servedKind(const QString& group, const QString& kind)
{
    const Resource* resource = findKind(group, kind);
    Q_ASSERT(resource);
    return *resource;
}

QList<QJsonObject> ownedBy(const Api& api, const Resource& resource, const QJsonObject& owner)
{
    QList<QJsonObject> owned;
    const QString uid = metadataText(owner, u"uid"_s);
    for (const QJsonObject& object : api.store().all(resource)) {
        for (const QJsonValue& each : metadataOf(object).value(u"ownerReferences"_s).toArray()) {
            if (each[u"uid"_s] == uid)
                owned += object;
        }
    }
    return owned;
}

QJsonArray controllerReference(const Resource& resource, const QJsonObject& owner)
{
    return {QJsonObject{{u"apiVersion"_s, resource.gvk().apiVersion()},
                        {u"kind"_s, resource.kind},
                        {u"name"_s, metadataText(owner, u"name"_s)},
                        {u"uid"_s, metadataText(owner, u"uid"_s)},
                        {u"controller"_s, true},
                        {u"blockOwnerDeletion"_s, true}}};
}

bool isReady(const QJsonObject& pod)
{
    for (const QJsonValue& each : pod.value(u"status"_s)[u"conditions"_s].toArray()) {
        if (each[u"type"_s] == u"Ready"_s)
            return each[u"status"_s] == u"True"_s;
    }
    return false;
}

void setStatus(Api& api, const Resource& resource, const QJsonObject& object,
               const QJsonObject& status, const QString& manager)
{
    if (object.value(u"status"_s).toObject() == status)
        return;
    QJsonObject changed = object;
    changed.insert(u"status"_s, status);
    WriteOptions options;
    options.manager = manager;
    options.subresource = u"status"_s;
    // A refusal means that the object has just gone or changed: the next round looks again.
    (void)api.update(resource, metadataText(object, u"namespace"_s),
                     metadataText(object, u"name"_s), changed, options);
}

QJsonObject condition(const QJsonArray& present, const QString& type, bool status,
                      const QString& reason, const QString& message, const QDateTime& now)
{
    const QString word = status ? u"True"_s : u"False"_s;
    QJsonObject result{
        {u"type"_s, type}, {u"status"_s, word}, {u"lastTransitionTime"_s, timeText(now)}};
    if (!reason.isEmpty())
        result.insert(u"reason"_s, reason);
    if (!message.isEmpty())
        result.insert(u"message"_s, message);
    for (const QJsonValue& each : present) {
        if (each[u"type"_s] == type && each[u"status"_s] == word)
            result.insert(u"lastTransitionTime"_s, each[u"lastTransitionTime"_s]);
    }
    return result;
}

void recordEvent(Api& api, const Resource& resource, const QJsonObject& object, const QString& type,
                 const QString& reason, const QString& message, const QString& component)
{
    const QString ns = metadataText(object, u"namespace"_s), name = metadataText(object, u"name"_s);
    // The same event again only counts up.
    const QByteArray identity = (metadataText(object, u"uid"_s) + reason + message).toUtf8();
    const QString digest = QString::fromLatin1(
        QCryptographicHash::hash(identity, QCryptographicHash::Sha256).toHex().left(16));
    const Resource& events = servedKind({}, u"Event"_s);
    const QString eventName = name + u'.' + digest;
    QJsonObject event = api.store().find(events, ns, eventName);
    WriteOptions options;
    options.manager = component;
    if (!event.isEmpty()) {
        event.insert(u"count"_s, event.value(u"count"_s).toInt(1) + 1);
        event.insert(u"lastTimestamp"_s, timeText(api.now()));
        (void)api.update(events, ns, eventName, event, options);
        return;
    }
    event = {{u"apiVersion"_s, u"v1"_s},
             {u"kind"_s, u"Event"_s},
             {u"metadata"_s, QJsonObject{{u"name"_s, eventName}, {u"namespace"_s, ns}}},
             {u"involvedObject"_s, QJsonObject{{u"apiVersion"_s, resource.gvk().apiVersion()},
                                               {u"kind"_s, resource.kind},
                                               {u"name"_s, name},
                                               {u"namespace"_s, ns},
                                               {u"uid"_s, metadataText(object, u"uid"_s)}}},
             {u"type"_s, type},
             {u"reason"_s, reason},
             {u"message"_s, message},
             {u"count"_s, 1},
             {u"firstTimestamp"_s, timeText(api.now())},
             {u"lastTimestamp"_s, timeText(api.now())},
             {u"source"_s, QJsonObject{{u"component"_s, component}}},
             {u"reportingComponent"_s, component}};
    (void)api.create(events, ns, event, options);
}

void reconcile(Api& api)
{
    reconcileDeployments(api);
    reconcileReplicaSets(api);
    reconcileJobs(api);
    reconcilePods(api);
    // Pods have just moved: what counts them is told at once.
    reconcileReplicaSets(api);
    reconcileDeployments(api);
    reconcileStatuses(api);
    collectGarbage(api);
}

} // namespace plumb::sandbox
