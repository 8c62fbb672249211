// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/packedobject.h"

#include "kube/bodycodec_p.h"
#include "kube/packing_p.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTimeZone>

namespace plumb::kube {

using objects::Object;

namespace {

QByteArray bytesOf(std::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

QDateTime timeOf(qint64 seconds)
{
    return seconds == PackedObject::kNoTime ? QDateTime()
                                            : QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
}

QByteArray compact(const QJsonDocument& json)
{
    return json.isEmpty() ? QByteArray() : json.toJson(QJsonDocument::Compact);
}

} // namespace

QByteArray typeOf(const QString& group, const QString& kind)
{
    return group.isEmpty() ? kind.toUtf8() : kind.toUtf8() + '.' + group.toUtf8();
}

qint64 secondsOf(std::string_view text)
{
    // QDateTime takes a microsecond for what the server always writes as 2026-11-24T05:06:07Z.
    const auto number = [&](size_t at, size_t count) {
        int value = 0;
        for (size_t i = at; i < at + count; ++i) {
            if (text[i] < '0' || text[i] > '9')
                return -1;
            value = value * 10 + (text[i] - '0');
        }
        return value;
    };
    if (text.size() != 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':'
        || text[16] != ':' || text[19] != 'Z') {
        const auto time = QDateTime::fromString(
            QString::fromUtf8(text.data(), qsizetype(text.size())), Qt::ISODateWithMs);
        return time.isValid() ? time.toSecsSinceEpoch() : PackedObject::kNoTime;
    }
    using namespace std::chrono;
    const year_month_day day{year(number(0, 4)), month(unsigned(number(5, 2))),
                             std::chrono::day(unsigned(number(8, 2)))};
    const int hour = number(11, 2), minute = number(14, 2), second = number(17, 2);
    if (!day.ok() || hour < 0 || minute < 0 || second < 0)
        return PackedObject::kNoTime;
    return sys_days(day).time_since_epoch() / seconds(1) + hour * 3600 + minute * 60 + second;
}

PackedObject packed(const ScannedObject& scanned, const objects::GroupVersionKind& listed,
                    const Packing& how)
{
    PackedObject object;
    const auto gvk =
        scanned.kind.data()
            ? objects::GroupVersionKind::from(QString::fromUtf8(bytesOf(scanned.apiVersion)),
                                              QString::fromUtf8(bytesOf(scanned.kind)))
            : listed;
    object.type = typeOf(gvk.group, gvk.kind);
    object.ns = bytesOf(scanned.ns);
    object.name = bytesOf(scanned.name);
    object.uid = bytesOf(scanned.uid);
    object.resourceVersion = bytesOf(scanned.resourceVersion);
    object.labels = bytesOf(scanned.labels);
    object.owners = bytesOf(scanned.owners);
    object.created = secondsOf(scanned.created);
    object.terminating = secondsOf(scanned.terminating);
    object.hasManagedFields =
        !scanned.managed.empty() && how.declared && how.declared->contains(object.key());
    QByteArray text =
        scanned.json(object.hasManagedFields, listed.kind.toUtf8(), listed.apiVersion().toUtf8());
    if (gvk.kind == u"Secret" && gvk.apiVersion() == u"v1") {
        // Its leaves must lie in no body, and in no dictionary.
        const Object whole = Object::fromJson(QJsonDocument::fromJson(text).object());
        text = QJsonDocument(whole.json()).toJson(QJsonDocument::Compact);
        object.secrets = std::make_shared<Object>(whole.withJson({}));
    }
    object.body = pack(text, how.dictionary.get());
    object.dictionary = how.dictionary;
    return object;
}

PackedObject PackedObject::of(const Object& object)
{
    PackedObject packed;
    const QJsonObject metadata = object.metadata();
    const auto bytes = [&](const QString& member) {
        return metadata.value(member).toString().toUtf8();
    };
    packed.type = typeOf(object.gvk().group, object.gvk().kind);
    packed.ns = bytes(u"namespace"_s);
    packed.name = bytes(u"name"_s);
    packed.uid = bytes(u"uid"_s);
    packed.resourceVersion = bytes(u"resourceVersion"_s);
    packed.labels = compact(QJsonDocument(metadata.value(u"labels"_s).toObject()));
    packed.owners = compact(QJsonDocument(metadata.value(u"ownerReferences"_s).toArray()));
    packed.created = secondsOf(bytes(u"creationTimestamp"_s).toStdString());
    packed.terminating = secondsOf(bytes(u"deletionTimestamp"_s).toStdString());
    packed.hasManagedFields = metadata.contains(u"managedFields"_s);
    if (!object.secrets().isEmpty())
        packed.secrets = std::make_shared<Object>(object.withJson({}));
    packed.body = pack(QJsonDocument(object.json()).toJson(QJsonDocument::Compact), nullptr);
    return packed;
}

objects::ResourceKey PackedObject::key() const
{
    const auto dot = type.indexOf('.');
    const QString kind = QString::fromUtf8(dot < 0 ? type : type.left(dot));
    return {dot < 0 ? QString() : QString::fromUtf8(type.mid(dot + 1)), kind, QString::fromUtf8(ns),
            QString::fromUtf8(name)};
}

Summary PackedObject::summary() const
{
    Summary summary;
    summary.key = key();
    summary.uid = QString::fromUtf8(uid);
    summary.resourceVersion = QString::fromUtf8(resourceVersion);
    summary.created = timeOf(created);
    summary.terminating = timeOf(terminating);
    const QJsonObject all = QJsonDocument::fromJson(labels).object();
    for (auto it = all.begin(); it != all.end(); ++it)
        summary.labels.insert(it.key(), it.value().toString());
    summary.owners = ownersOf(owners);
    summary.hasManagedFields = hasManagedFields;
    return summary;
}

Object PackedObject::object() const
{
    QJsonObject json = QJsonDocument::fromJson(unpack(body, dictionary.get())).object();
    return secrets ? secrets->withJson(std::move(json)) : Object::fromJson(std::move(json));
}

QList<objects::OwnerReference> ownersOf(const QByteArray& json)
{
    if (json.isEmpty())
        return {};
    return Object::fromJson({{u"metadata"_s, QJsonObject{{u"ownerReferences"_s,
                                                          QJsonDocument::fromJson(json).array()}}}})
        .owners();
}

} // namespace plumb::kube
