// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "drift/normalise.h"

#include "drift/drift.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace plumb::drift {

const QString kLastAppliedAnnotation = u"kubectl.kubernetes.io/last-applied-configuration"_s;

namespace {

QJsonValue withoutNulls(const QJsonValue& value)
{
    if (value.isArray()) {
        QJsonArray list;
        for (const QJsonValue& element : value.toArray())
            list.append(withoutNulls(element));
        return list;
    }
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end();) {
        if (member.value().isNull()) {
            member = object.erase(member);
        } else {
            member.value() = withoutNulls(member.value());
            ++member;
        }
    }
    return object;
}

// The marker of the base64 text that the server would keep; the bytes never leave this function.
QString markerOfBytes(const QByteArray& bytes)
{
    return SecretValue(bytes.toBase64()).marker();
}

// The server reads base64 with line breaks in it and writes it without.
QByteArray decoded(const QByteArray& base64, bool& ok)
{
    QByteArray text = base64;
    text.replace('\n', QByteArray()).replace('\r', QByteArray());
    const auto result =
        QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    ok = result.decodingStatus == QByteArray::Base64DecodingStatus::Ok;
    return result.decoded;
}

// A server keeps stringData nowhere: it is written over data.
QJsonObject folded(QJsonObject secret, const QMap<QString, SecretValue>& values,
                   const QString& prefix)
{
    QJsonObject data = secret.value(u"data"_s).toObject();
    for (auto leaf = data.begin(); leaf != data.end(); ++leaf) {
        const auto value = values.constFind(prefix + u"data."_s + leaf.key());
        if (value == values.constEnd())
            continue;
        bool ok = false;
        const QByteArray bytes = decoded(value->reveal(), ok);
        if (ok)
            leaf.value() = markerOfBytes(bytes);
    }
    const QJsonObject strings = secret.take(u"stringData"_s).toObject();
    for (auto leaf = strings.begin(); leaf != strings.end(); ++leaf) {
        const auto value = values.constFind(prefix + u"stringData."_s + leaf.key());
        if (value != values.constEnd())
            data.insert(leaf.key(), markerOfBytes(value->reveal()));
        else if (isSecretMarker(leaf.value().toString()))
            data.remove(leaf.key()); // the journal keeps no bytes, and a marker cannot be encoded
        else
            data.insert(leaf.key(), leaf.value());
    }
    if (!data.isEmpty() || secret.contains(u"data"_s))
        secret.insert(u"data"_s, data);
    return secret;
}

bool isSecret(const QJsonObject& json)
{
    return json.value(u"kind"_s).toString() == u"Secret"
           && json.value(u"apiVersion"_s).toString() == u"v1";
}

QJsonObject comparable(const QJsonObject& json, const QMap<QString, SecretValue>& values,
                       const QString& prefix)
{
    const QJsonObject kept = withoutNulls(normalised(json)).toObject();
    return isSecret(kept) ? folded(kept, values, prefix) : kept;
}

} // namespace

QJsonObject normalised(QJsonObject object)
{
    object.remove(u"status"_s);
    QJsonObject metadata = object.value(u"metadata"_s).toObject();
    for (const auto& member :
         {u"resourceVersion"_s, u"uid"_s, u"generation"_s, u"managedFields"_s, u"selfLink"_s,
          u"creationTimestamp"_s, u"deletionTimestamp"_s, u"deletionGracePeriodSeconds"_s})
        metadata.remove(member);
    QJsonObject annotations = metadata.value(u"annotations"_s).toObject();
    if (annotations.contains(kLastAppliedAnnotation)) {
        annotations.remove(kLastAppliedAnnotation);
        if (annotations.isEmpty())
            metadata.remove(u"annotations"_s);
        else
            metadata.insert(u"annotations"_s, annotations);
    }
    if (object.contains(u"metadata"_s))
        object.insert(u"metadata"_s, metadata);
    return object;
}

QJsonObject comparable(const objects::Object& object)
{
    return comparable(object.json(), object.secrets(), {});
}

std::optional<QJsonObject> comparableLastApplied(const objects::Object& live)
{
    const QString text = live.annotation(kLastAppliedAnnotation);
    if (text.isEmpty() || isSecretMarker(text))
        return {};
    const auto sent = QJsonDocument::fromJson(text.toUtf8());
    if (!sent.isObject())
        return {};
    return comparable(sent.object(), live.secrets(), u"last-applied:"_s);
}

} // namespace plumb::drift
