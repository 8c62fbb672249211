// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/routes.h"

#include "manifest/manifest.h"
#include "objects/schema.h"
#include "sandbox/logs.h"
#include "sandbox/managed.h"
#include "sandbox/openapi.h"
#include "sandbox/status.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace plumb::sandbox {

namespace {

Answer json(const QJsonObject& object, int code = 200)
{
    return {code,
            QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n',
            u"application/json"_s,
            {},
            {}};
}

Answer json(const Result<QJsonObject>& result, int code = 200)
{
    return result ? json(*result, code) : answered(result.error());
}

Answer json(const Result<Written>& result)
{
    if (!result)
        return answered(result.error());
    Answer answer = json(result->object, result->created ? 201 : 200);
    answer.warnings = result->warnings;
    return answer;
}

bool isTrue(const QString& text)
{
    return text == u"true" || text == u"1";
}

//! The parts of a path below /api/VERSION or /apis/GROUP/VERSION.
struct Target
{
    const Resource* resource = nullptr;
    QString ns, name, subresource;
};

std::optional<Target> targetOf(const QStringList& parts)
{
    const bool core = parts.value(0) == u"api";
    QStringList rest = parts.mid(core ? 2 : 3);
    const QString group = core ? QString() : parts.value(1), version = parts.value(core ? 1 : 2);
    Target target;
    // /namespaces/NS/pods is about pods, /namespaces/NS and /namespaces/NS/status about the
    // namespace.
    if (rest.value(0) == u"namespaces" && rest.size() > 2 && rest.at(2) != u"status"
        && rest.at(2) != u"finalize") {
        target.ns = rest.at(1);
        rest = rest.mid(2);
    }
    target.resource = findResource(group, version, rest.value(0));
    if (!target.resource || rest.size() > 3
        || (!target.resource->namespaced && !target.ns.isEmpty()))
        return {};
    target.name = rest.value(1);
    target.subresource = rest.value(2);
    if (target.resource->namespaced && !target.name.isEmpty() && target.ns.isEmpty())
        return {};
    return target;
}

//! Clients that only speak protobuf get what a server without it answers.
Error unknownFormat()
{
    return refusal(
        415, u"UnsupportedMediaType"_s,
        u"the body of the request was in an unknown format - accepted media types include: application/json"_s);
}

Result<QJsonValue> parsedBody(const QByteArray& body)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (error.error == QJsonParseError::NoError)
        return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    return badRequest(u"error decoding patch: "_s + error.errorString());
}

//! YAML or JSON of exactly one object.
Result<QJsonValue> parsedManifest(const QByteArray& body)
{
    if (auto read = parsedBody(body); read)
        return read;
    const auto desired = manifest::readManifests(body, u"body"_s);
    if (desired.objects.size() != 1 || !desired.problems.isEmpty())
        return badRequest(u"error decoding patch: "_s
                          + (desired.problems.isEmpty() ? u"one object is expected"_s
                                                        : desired.problems.constFirst().message));
    return QJsonValue(desired.objects.constFirst().object.revealed());
}

WriteOptions optionsOf(const Request& request, const QString& subresource)
{
    WriteOptions options;
    options.manager = request.query.value(u"fieldManager"_s);
    if (options.manager.isEmpty())
        options.manager = request.userAgent.section(u'/', 0, 0).left(128);
    options.subresource = subresource;
    options.dryRun = request.query.value(u"dryRun"_s) == u"All";
    options.force = isTrue(request.query.value(u"force"_s));
    options.isStrict = request.query.value(u"fieldValidation"_s) == u"Strict";
    options.isSilent = request.query.value(u"fieldValidation"_s) == u"Ignore";
    return options;
}

Answer patched(Api& api, const Request& request, const Target& target)
{
    static const QHash<QString, PatchType> types{
        {u"application/merge-patch+json"_s, PatchType::Merge},
        {u"application/json-patch+json"_s, PatchType::Json},
        {u"application/strategic-merge-patch+json"_s, PatchType::Strategic},
        {u"application/apply-patch+yaml"_s, PatchType::Apply}};
    const QString name = request.contentType.section(u';', 0, 0).trimmed();
    if (!types.contains(name))
        return answered(
            genericRefusal(415, u"UnsupportedMediaType"_s, u"415: Unsupported Media Type"_s));
    const PatchType type = types.value(name);
    WriteOptions options = optionsOf(request, target.subresource);
    if (type == PatchType::Apply)
        options.manager = request.query.value(u"fieldManager"_s);
    else if (request.query.contains(u"force"_s))
        return answered(
            invalid(u"meta.k8s.io"_s, u"PatchOptions"_s, {},
                    {{u"FieldValueForbidden"_s,
                      u"Forbidden: may not be specified for non-apply patch"_s, u"force"_s}}));
    const auto body =
        type == PatchType::Apply ? parsedManifest(request.body) : parsedBody(request.body);
    if (!body)
        return answered(body.error());
    return json(api.patch(*target.resource, target.ns, target.name, type, *body, options));
}

Answer onObject(Api& api, const Request& request, const Target& target)
{
    const Resource& resource = *target.resource;
    const QString& part = target.subresource;
    if (part == u"log" && resource.kind == u"Pod" && request.method == u"GET") {
        const auto log = podLog(api, target.ns, target.name, request.query);
        return log ? Answer{200, *log, u"text/plain"_s, {}, {}} : answered(log.error());
    }
    if (!part.isEmpty() && !(part == u"status" && resource.hasStatus)
        && !(part == u"scale" && resource.hasScale))
        return answered(failure(Error::Kind::NotFound, u"404 page not found"_s));
    if (request.method == u"GET") {
        const auto object = api.get(resource, target.ns, target.name);
        return object && part == u"scale" ? json(api.scaleOf(resource, *object)) : json(object);
    }
    if (request.method == u"PATCH")
        return patched(api, request, target);
    const auto body = request.body.isEmpty() ? Result<QJsonValue>(QJsonValue(QJsonObject()))
                                             : parsedManifest(request.body);
    if (!body)
        return answered(body.error());
    if (request.method == u"PUT")
        return json(api.update(resource, target.ns, target.name, body->toObject(),
                               optionsOf(request, part)));
    QJsonObject options = body->toObject();
    for (const QString& name : {u"propagationPolicy"_s, u"gracePeriodSeconds"_s}) {
        if (request.query.contains(name) && !options.contains(name))
            options.insert(name, name == u"gracePeriodSeconds"
                                     ? QJsonValue(request.query.value(name).toInt())
                                     : QJsonValue(request.query.value(name)));
    }
    const bool dryRun = request.query.value(u"dryRun"_s) == u"All"
                        || options.value(u"dryRun"_s).toArray().contains(u"All"_s);
    return json(api.remove(resource, target.ns, target.name, options, dryRun));
}

Answer onCollection(Api& api, const Request& request, const Target& target)
{
    const Resource& resource = *target.resource;
    if (request.method == u"GET" && isTrue(request.query.value(u"watch"_s))) {
        auto watch = Watch::open(api.store(), resource, target.ns, request.query);
        if (!watch)
            return answered(watch.error());
        Answer answer;
        answer.watch = *watch;
        return answer;
    }
    if (request.method == u"GET")
        return json(listed(api.store(), resource, target.ns, request.query));
    if (request.method == u"POST") {
        const auto body = parsedManifest(request.body);
        return body
                   ? json(api.create(resource, target.ns, body->toObject(), optionsOf(request, {})))
                   : answered(body.error());
    }
    if (request.method != u"DELETE")
        return answered(
            genericRefusal(405, u"MethodNotAllowed"_s,
                           u"the server does not allow this method on the requested resource"_s));
    const auto all = listed(api.store(), resource, target.ns, request.query);
    if (!all)
        return answered(all.error());
    for (const QJsonValue& each : all->value(u"items"_s).toArray()) {
        const auto done = api.remove(resource, each[u"metadata"_s][u"namespace"_s].toString(),
                                     each[u"metadata"_s][u"name"_s].toString(), {},
                                     request.query.value(u"dryRun"_s) == u"All");
        if (!done && codeOf(done.error()) != 404)
            return answered(done.error());
    }
    return json(all);
}

//! The sandbox has one user, who may do everything.
Answer accessReview(const Request& request, const QDateTime& now)
{
    const auto body = parsedBody(request.body);
    if (!body)
        return answered(body.error());
    QJsonObject review = body->toObject();
    review.insert(u"metadata"_s, QJsonObject());
    review.insert(u"status"_s, QJsonObject{{u"allowed"_s, true}});
    const QString version = u"authorization.k8s.io/v1"_s;
    const auto* type = objects::Schema::builtIn().typeOf(
        objects::GroupVersionKind::from(version, u"SelfSubjectAccessReview"_s));
    const QJsonObject empty{{u"metadata"_s, QJsonObject()}, {u"spec"_s, QJsonObject()}};
    review = recordUpdate(*type, empty, review, {optionsOf(request, {}).manager, version, {}}, now);
    return json(review, 201);
}

} // namespace

Answer answered(const Error& error)
{
    if (error.detail.isEmpty() && error.kind == Error::Kind::NotFound)
        return {404, "404 page not found\n", u"text/plain; charset=utf-8"_s, {}, {}};
    return json(statusOf(error), codeOf(error));
}

Answer answered(Api& api, const Request& request, const QString& address)
{
    if (request.contentType.contains(u"protobuf"))
        return answered(unknownFormat());
    const QStringList parts = request.path.split(u'/', Qt::SkipEmptyParts);
    const QString root = parts.value(0);
    if (request.method == u"GET") {
        if (request.path == u"/version" || request.path == u"/version/")
            return json(serverVersion());
        if (request.path == u"/healthz" || request.path == u"/livez" || request.path == u"/readyz")
            return {200, "ok", u"text/plain; charset=utf-8"_s, {}, {}};
        if (root == u"openapi")
            return json(openApi(parts.mid(1)));
        if (root == u"api" && parts.size() == 1)
            return json(coreVersions(address));
        if (root == u"apis" && parts.size() == 1)
            return json(groupList());
        if (root == u"apis" && parts.size() == 2)
            return json(groupOf(parts.at(1)));
        if (root == u"api" && parts.size() == 2)
            return json(resourceList({}, parts.at(1)));
        if (root == u"apis" && parts.size() == 3)
            return json(resourceList(parts.at(1), parts.at(2)));
    }
    if (request.method == u"POST"
        && request.path == u"/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
        return accessReview(request, api.now());
    const auto target = root == u"api" || root == u"apis" ? targetOf(parts) : std::nullopt;
    if (!target) {
        const bool known = root == u"api"
                               ? bool(resourceList({}, parts.value(1)))
                               : root == u"apis" && resourceList(parts.value(1), parts.value(2));
        return answered(known
                            ? genericRefusal(404, u"NotFound"_s,
                                             u"the server could not find the requested resource"_s)
                            : failure(Error::Kind::NotFound, u"404 page not found"_s));
    }
    return target->name.isEmpty() ? onCollection(api, request, *target)
                                  : onObject(api, request, *target);
}

} // namespace plumb::sandbox
