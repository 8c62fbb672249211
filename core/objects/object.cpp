// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "objects/object.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace plumb::objects {

namespace {

const QString kLastApplied = u"kubectl.kubernetes.io/last-applied-configuration"_s;

QJsonObject hideLeaves(QJsonObject json, const QString& prefix, QMap<QString, SecretValue>& secrets)
{
    for (const QString& member : {u"data"_s, u"stringData"_s}) {
        if (!json.value(member).isObject())
            continue;
        QJsonObject values = json.value(member).toObject();
        for (auto it = values.begin(); it != values.end(); ++it) {
            if (!it.value().isString() || isSecretMarker(it.value().toString()))
                continue;
            const SecretValue secret(it.value().toString().toUtf8());
            secrets.insert(prefix + member + u'.' + it.key(), secret);
            it.value() = secret.marker();
        }
        json.insert(member, values);
    }
    return json;
}

QJsonObject showLeaves(QJsonObject json, const QString& prefix,
                       const QMap<QString, SecretValue>& secrets)
{
    for (const QString& member : {u"data"_s, u"stringData"_s}) {
        if (!json.value(member).isObject())
            continue;
        QJsonObject values = json.value(member).toObject();
        for (auto it = values.begin(); it != values.end(); ++it) {
            const auto secret = secrets.constFind(prefix + member + u'.' + it.key());
            if (secret != secrets.constEnd() && it.value().toString() == secret->marker())
                it.value() = QString::fromUtf8(secret->reveal());
        }
        json.insert(member, values);
    }
    return json;
}

template <typename Fn>
QJsonObject editLastApplied(QJsonObject json, Fn edit)
{
    QJsonObject metadata = json.value(u"metadata"_s).toObject();
    QJsonObject annotations = metadata.value(u"annotations"_s).toObject();
    const QString text = annotations.value(kLastApplied).toString();
    if (text.isEmpty())
        return json;
    annotations.insert(kLastApplied, edit(text));
    metadata.insert(u"annotations"_s, annotations);
    json.insert(u"metadata"_s, metadata);
    return json;
}

const QString kCopy = u"last-applied:"_s;

} // namespace

Object Object::fromJson(QJsonObject json)
{
    Object object;
    const bool secret = json.value(u"kind"_s).toString() == u"Secret"
                        && json.value(u"apiVersion"_s).toString() == u"v1";
    if (secret) {
        json = hideLeaves(std::move(json), {}, object.m_secrets);
        json = editLastApplied(std::move(json), [&](const QString& text) -> QString {
            const QJsonObject copy = QJsonDocument::fromJson(text.toUtf8()).object();
            if (copy.isEmpty() || text.contains(u"<secret:"_s)) {
                // Unreadable: the whole text may be secret.
                const SecretValue whole(text.toUtf8());
                object.m_secrets.insert(kCopy, whole);
                return whole.marker();
            }
            object.m_secrets.insert(kCopy, SecretValue(text.toUtf8()));
            const auto hidden = hideLeaves(copy, kCopy, object.m_secrets);
            return QString::fromUtf8(QJsonDocument(hidden).toJson(QJsonDocument::Compact));
        });
    }
    object.m_json = std::move(json);
    return object;
}

bool Object::isValid() const
{
    const QJsonObject meta = metadata();
    return !apiVersion().isEmpty() && !kind().isEmpty()
           && (!name().isEmpty() || !meta.value(u"generateName"_s).toString().isEmpty());
}

Object Object::withJson(QJsonObject json) const
{
    Object copy = *this;
    copy.m_json = std::move(json);
    return copy;
}

QJsonObject Object::revealed() const
{
    QJsonObject json = showLeaves(m_json, {}, m_secrets);
    if (const auto whole = m_secrets.constFind(kCopy); whole != m_secrets.constEnd())
        json = editLastApplied(std::move(json),
                               [&](const QString&) { return QString::fromUtf8(whole->reveal()); });
    return json;
}

QByteArray Object::wireBytes() const
{
    return QJsonDocument(revealed()).toJson(QJsonDocument::Compact);
}

QString Object::apiVersion() const
{
    return m_json.value(u"apiVersion"_s).toString();
}

QString Object::kind() const
{
    return m_json.value(u"kind"_s).toString();
}

QJsonObject Object::metadata() const
{
    return m_json.value(u"metadata"_s).toObject();
}

QString Object::name() const
{
    return metadata().value(u"name"_s).toString();
}

QString Object::ns() const
{
    return metadata().value(u"namespace"_s).toString();
}

ResourceKey Object::key() const
{
    const auto type = gvk();
    return {type.group, type.kind, ns(), name()};
}

QString Object::uid() const
{
    return metadata().value(u"uid"_s).toString();
}

QString Object::resourceVersion() const
{
    return metadata().value(u"resourceVersion"_s).toString();
}

qint64 Object::generation() const
{
    return metadata().value(u"generation"_s).toInteger();
}

QDateTime Object::creationTimestamp() const
{
    return QDateTime::fromString(metadata().value(u"creationTimestamp"_s).toString(), Qt::ISODate);
}

QDateTime Object::deletionTimestamp() const
{
    return QDateTime::fromString(metadata().value(u"deletionTimestamp"_s).toString(), Qt::ISODate);
}

QString Object::label(const QString& name) const
{
    return valueAt(m_json, {u"metadata", u"labels", name}).toString();
}

QString Object::annotation(const QString& name) const
{
    return valueAt(m_json, {u"metadata", u"annotations", name}).toString();
}

QList<OwnerReference> Object::owners() const
{
    QList<OwnerReference> owners;
    for (const QJsonValue& each : metadata().value(u"ownerReferences"_s).toArray()) {
        const QJsonObject one = each.toObject();
        owners.append({GroupVersionKind::from(one.value(u"apiVersion"_s).toString(),
                                              one.value(u"kind"_s).toString()),
                       one.value(u"name"_s).toString(), one.value(u"uid"_s).toString(),
                       one.value(u"controller"_s).toBool()});
    }
    return owners;
}

Object Object::withNamespace(const QString& ns) const
{
    QJsonObject json = m_json;
    QJsonObject meta = metadata();
    meta.insert(u"namespace"_s, ns);
    json.insert(u"metadata"_s, meta);
    return withJson(std::move(json));
}

Object Object::withStringDataFolded() const
{
    if (kind() != u"Secret" || apiVersion() != u"v1" || !m_json.contains(u"stringData"_s))
        return *this;
    QJsonObject json = revealed();
    QJsonObject data = json.value(u"data"_s).toObject();
    const QJsonObject texts = json.take(u"stringData"_s).toObject();
    for (auto it = texts.begin(); it != texts.end(); ++it)
        data.insert(it.key(), QString::fromLatin1(it.value().toString().toUtf8().toBase64()));
    json.insert(u"data"_s, data);
    return fromJson(std::move(json));
}

QJsonValue valueAt(const QJsonObject& json, std::initializer_list<QStringView> members)
{
    QJsonValue value = json;
    for (const QStringView member : members) {
        if (!value.isObject())
            return QJsonValue(QJsonValue::Undefined);
        value = value.toObject().value(member);
    }
    return value;
}

} // namespace plumb::objects
