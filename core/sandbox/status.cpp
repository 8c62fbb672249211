// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/status.h"

#include "sandbox/resources.h"

#include <QJsonDocument>

namespace plumb::sandbox {

namespace {

Error::Kind kindOf(int code, const QString& reason)
{
    switch (code) {
    case 401:
        return Error::Kind::Unauthorised;
    case 403:
        return Error::Kind::Forbidden;
    case 404:
        return Error::Kind::NotFound;
    case 409:
        return reason == u"AlreadyExists" ? Error::Kind::AlreadyExists : Error::Kind::Conflict;
    case 410:
        return Error::Kind::Expired;
    case 500:
        return Error::Kind::Internal;
    default:
        return Error::Kind::Invalid;
    }
}

QJsonObject nameAndKind(const QString& name, const QString& group, const QString& kind)
{
    QJsonObject details{{u"kind"_s, kind}};
    if (!name.isEmpty())
        details.insert(u"name"_s, name);
    if (!group.isEmpty())
        details.insert(u"group"_s, group);
    return details;
}

} // namespace

Error refusal(int code, const QString& reason, const QString& message, const QJsonObject& details)
{
    QJsonObject status{{u"kind"_s, u"Status"_s},       {u"apiVersion"_s, u"v1"_s},
                       {u"metadata"_s, QJsonObject()}, {u"status"_s, u"Failure"_s},
                       {u"message"_s, message},        {u"code"_s, code}};
    if (!reason.isEmpty())
        status.insert(u"reason"_s, reason);
    if (!details.isEmpty())
        status.insert(u"details"_s, details);
    return failure(kindOf(code, reason), message,
                   QString::fromUtf8(QJsonDocument(status).toJson(QJsonDocument::Compact)));
}

Error genericRefusal(int code, const QString& reason, const QString& message)
{
    Error error = refusal(code, reason, message);
    QJsonObject status = statusOf(error);
    status.insert(u"details"_s, QJsonObject());
    error.detail = QString::fromUtf8(QJsonDocument(status).toJson(QJsonDocument::Compact));
    return error;
}

Error notFound(const Resource& resource, const QString& name)
{
    return refusal(404, u"NotFound"_s, u"%1 \"%2\" not found"_s.arg(resource.qualified(), name),
                   nameAndKind(name, resource.group, resource.plural));
}

Error alreadyExists(const Resource& resource, const QString& name)
{
    return refusal(409, u"AlreadyExists"_s,
                   u"%1 \"%2\" already exists"_s.arg(resource.qualified(), name),
                   nameAndKind(name, resource.group, resource.plural));
}

Error cannotBeFulfilled(const Resource& resource, const QString& name, const QString& why)
{
    return refusal(
        409, u"Conflict"_s,
        u"Operation cannot be fulfilled on %1 \"%2\": %3"_s.arg(resource.qualified(), name, why),
        nameAndKind(name, resource.group, resource.plural));
}

Error modified(const Resource& resource, const QString& name)
{
    return cannotBeFulfilled(
        resource, name,
        u"the object has been modified; please apply your changes to the latest version and "
        "try again"_s);
}

Error preconditionFailed(const Resource& resource, const QString& name, const QString& why)
{
    // Here, and only here, the real server names the kind and not the resource.
    const QString qualified =
        resource.group.isEmpty() ? resource.kind : resource.kind + u'.' + resource.group;
    return refusal(409, u"Conflict"_s,
                   u"Operation cannot be fulfilled on %1 \"%2\": %3"_s.arg(qualified, name, why),
                   nameAndKind(name, resource.group, resource.kind));
}

Error badRequest(const QString& message)
{
    return refusal(400, u"BadRequest"_s, message);
}

Error internalError(const QString& message)
{
    return refusal(500, {}, message);
}

Error expired(const QString& message)
{
    return refusal(410, u"Expired"_s, message);
}

Error invalid(const QString& group, const QString& kind, const QString& name,
              const QList<Cause>& causes)
{
    QStringList texts;
    QJsonArray list;
    for (const Cause& cause : causes) {
        const QString text = cause.field + u": "_s + cause.message;
        if (!texts.contains(text))
            texts += text;
        list.append(QJsonObject{
            {u"reason"_s, cause.reason}, {u"message"_s, cause.message}, {u"field"_s, cause.field}});
    }
    QJsonObject details = nameAndKind(name, group, kind);
    if (kind.isEmpty())
        details.remove(u"kind"_s);
    details.insert(u"causes"_s, list);
    const QString all = texts.size() == 1 ? texts.constFirst() : u'[' + texts.join(u", "_s) + u']';
    const QString qualified = group.isEmpty() ? kind : kind + u'.' + group;
    return refusal(422, u"Invalid"_s, u"%1 \"%2\" is invalid: %3"_s.arg(qualified, name, all),
                   details);
}

Error invalid(const Resource& resource, const QString& name, const QList<Cause>& causes)
{
    return invalid(resource.group, resource.kind, name, causes);
}

QJsonObject statusOf(const Error& error)
{
    const QJsonObject status = QJsonDocument::fromJson(error.detail.toUtf8()).object();
    if (status.value(u"kind"_s).toString() == u"Status")
        return status;
    return QJsonDocument::fromJson(internalError(error.summary).detail.toUtf8()).object();
}

int codeOf(const Error& error)
{
    return statusOf(error).value(u"code"_s).toInt(500);
}

QJsonObject success(const QJsonObject& details)
{
    return {{u"kind"_s, u"Status"_s},
            {u"apiVersion"_s, u"v1"_s},
            {u"metadata"_s, QJsonObject()},
            {u"status"_s, u"Success"_s},
            {u"details"_s, details}};
}

} // namespace plumb::sandbox
