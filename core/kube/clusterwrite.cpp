// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

// What changes a cluster, or shows what a change would do.

#include "base/text.h"
#include "kube/answer_p.h"
#include "kube/cluster.h"
#include "kube/paths_p.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace plumb::kube {

using objects::Object;

namespace {

//! A request that was sent and whose outcome cannot be read from the answer. // A-11
Error unclear(bool isDryRun, const QString& doing, const QString& why)
{
    if (isDryRun)
        return failure(Error::Kind::Invalid, u"%1 failed: %2."_s.arg(doing, why));
    return failure(
        Error::Kind::Internal,
        u"%1: %2. Whether the change was made is not known; it was sent once and not again."_s.arg(
            doing, why),
        u"unknown"_s);
}

Result<Response> send(ApiClient& client, const Request& request, const QString& doing,
                      const std::stop_token& stop)
{
    PLUMB_TRY(response, answerTo(client, request, stop));
    if (response.status >= 200 && response.status < 300)
        return response;
    Error error = errorOf(response, doing);
    // A 5xx may come from a proxy behind which the server went on working. Not so where the server
    // says that it refused. // reliability 3.1
    const bool mayHaveActed = response.status >= 500 && error.kind != Error::Kind::Invalid
                              && !(response.status == 503 && response.retryAfterSeconds >= 0);
    if (request.effect == Request::Effect::Write && mayHaveActed)
        error.detail = u"unknown"_s;
    return error;
}

Request::Effect effectOf(bool isDryRun)
{
    return isDryRun ? Request::Effect::DryRun : Request::Effect::Write;
}

} // namespace

Result<Applied> Cluster::apply(const ApiResource& type, const Object& object,
                               const ApplyOptions& options, std::stop_token stop)
{
    const QString ns = type.namespaced ? object.ns() : QString();
    const QString doing = (options.dryRun ? u"Trying %1 without applying it"_s : u"Applying %1"_s)
                              .arg(objects::describe(object.key()));
    if (object.name().isEmpty())
        return failure(Error::Kind::Invalid,
                       u"%1 failed: it has no name. Nothing was sent."_s.arg(doing), u"not-sent"_s);
    if (type.namespaced && ns.isEmpty())
        return failure(Error::Kind::Invalid,
                       u"%1 failed: it has no namespace. Nothing was sent."_s.arg(doing),
                       u"not-sent"_s);
    QJsonObject json = object.json();
    QJsonObject metadata = object.metadata();
    metadata.remove(u"managedFields"_s); // the server refuses an apply that carries them
    json.insert(u"metadata"_s, metadata);

    Request request;
    request.method = "PATCH";
    request.path = objectPath(type, ns, object.name()) + "?fieldManager="
                   + encoded(options.fieldManager) + "&force=" + (options.force ? "true" : "false")
                   + "&fieldValidation=Strict" + (options.dryRun ? "&dryRun=All" : "");
    request.body = object.withJson(json).wireBytes(); // JSON is YAML
    request.contentType = "application/apply-patch+yaml";
    request.effect = effectOf(options.dryRun);
    PLUMB_TRY(response, send(*m_client, request, doing, stop));

    Applied applied{Object::fromJson(QJsonDocument::fromJson(response.body).object()),
                    response.status == 201, response.warnings};
    for (QString& warning : applied.warnings)
        warning = redacted(warning);
    const Object& answer = applied.object;
    if (answer.gvk() != type.gvk || answer.name() != object.name() || answer.ns() != ns
        || answer.uid().isEmpty())
        return unclear(options.dryRun, doing, u"the answer does not hold that object"_s);
    return applied;
}

Result<Object> Cluster::tryPatch(const ApiResource& type, const Object& live,
                                 const QJsonArray& patch, std::stop_token stop)
{
    const QString ns = type.namespaced ? live.ns() : QString();
    const QString doing =
        u"Trying a change of %1 without making it"_s.arg(objects::describe(live.key()));
    Request request;
    request.method = "PATCH";
    request.path = objectPath(type, ns, live.name())
                   + "?fieldManager=" + encoded(ApplyOptions().fieldManager) + "&dryRun=All";
    request.body = QJsonDocument(patch).toJson(QJsonDocument::Compact);
    request.contentType = "application/json-patch+json";
    request.effect = Request::Effect::DryRun;
    PLUMB_TRY(response, send(*m_client, request, doing, stop));
    Object answer = Object::fromJson(QJsonDocument::fromJson(response.body).object());
    if (answer.gvk() != type.gvk || answer.name() != live.name() || answer.uid() != live.uid())
        return unclear(true, doing, u"the answer does not hold that object"_s);
    return answer;
}

Result<Unit> Cluster::remove(const ApiResource& type, const objects::ResourceKey& key,
                             const QString& uid, const QString& resourceVersion, bool dryRun,
                             std::stop_token stop)
{
    const QString doing = (dryRun ? u"Trying to delete %1 without doing so"_s : u"Deleting %1"_s)
                              .arg(objects::describe(key));
    QJsonObject preconditions;
    if (!uid.isEmpty())
        preconditions.insert(u"uid"_s, uid);
    if (!resourceVersion.isEmpty())
        preconditions.insert(u"resourceVersion"_s, resourceVersion);
    QJsonObject options{{u"apiVersion"_s, u"v1"_s},
                        {u"kind"_s, u"DeleteOptions"_s},
                        {u"propagationPolicy"_s, u"Background"_s}};
    if (!preconditions.isEmpty())
        options.insert(u"preconditions"_s, preconditions);
    if (dryRun)
        options.insert(u"dryRun"_s, QJsonArray{u"All"_s});

    Request request;
    request.method = "DELETE";
    request.path = objectPath(type, key.ns, key.name);
    request.body = QJsonDocument(options).toJson(QJsonDocument::Compact);
    request.contentType = "application/json";
    request.effect = effectOf(dryRun);
    PLUMB_TRY(response, send(*m_client, request, doing, stop));
    // Status Success, or the object itself where finalizers keep it.
    const Object answer = Object::fromJson(QJsonDocument::fromJson(response.body).object());
    const bool isDone =
        answer.kind() == u"Status" && answer.json().value(u"status"_s).toString() == u"Success";
    if (!isDone && !(answer.kind() == type.gvk.kind && answer.name() == key.name))
        return unclear(dryRun, doing, u"the answer is neither a success nor that object"_s);
    return Unit{};
}

} // namespace plumb::kube
