// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "fakecluster.h"

#include <QUrl>
#include <QUrlQuery>

namespace plumb::plan {

namespace {

using objects::ResourceKey;

kube::Response respond(int status, const QJsonObject& body)
{
    kube::Response response;
    response.status = status;
    response.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    response.contentType = "application/json";
    return response;
}

kube::Response refuse(int code, const QString& reason, const QString& message,
                      const QJsonArray& causes = {})
{
    return respond(code, refusal(code, reason, message, causes));
}

QJsonObject merged(QJsonObject base, const QJsonObject& over)
{
    for (auto it = over.begin(); it != over.end(); ++it)
        base.insert(it.key(), it->isObject() ? QJsonValue(
                                  merged(base.value(it.key()).toObject(), it->toObject()))
                                             : QJsonValue(*it));
    return base;
}

ResourceKey keyOfPath(const QByteArray& path)
{
    const QStringList parts = QUrl::fromPercentEncoding(path).split(u'/', Qt::SkipEmptyParts);
    const bool isCore = parts.value(0) == u"api";
    const QString group = isCore ? QString() : parts.value(1),
                  version = parts.value(isCore ? 1 : 2);
    QStringList rest = parts.mid(isCore ? 2 : 3);
    QString ns;
    if (rest.size() >= 3 && rest.first() == u"namespaces") {
        ns = rest.at(1);
        rest = rest.mid(2);
    }
    for (const auto& type : FakeCluster::discovery().resources)
        if (type.gvk.group == group && type.gvk.version == version && type.plural == rest.value(0))
            return {group, type.gvk.kind, ns, rest.value(1)};
    return {};
}

Error transport(const QString& what)
{
    return failure(Error::Kind::Unreachable, u"The connection to the server broke."_s, what);
}

} // namespace

QJsonObject refusal(int code, const QString& reason, const QString& message,
                    const QJsonArray& causes)
{
    return {{u"kind"_s, u"Status"_s},
            {u"apiVersion"_s, u"v1"_s},
            {u"status"_s, u"Failure"_s},
            {u"message"_s, message},
            {u"reason"_s, reason},
            {u"details"_s, QJsonObject{{u"causes"_s, causes}}},
            {u"code"_s, code}};
}

const kube::Discovery& FakeCluster::discovery()
{
    static const kube::Discovery kDiscovery = [] {
        const auto type = [](const QString& apiVersion, const QString& kind, const QString& plural,
                             bool namespaced) {
            return kube::ApiResource{
                objects::GroupVersionKind::from(apiVersion, kind), plural, namespaced, {}, {}};
        };
        kube::Discovery discovery;
        discovery.resources = {type(u"v1"_s, u"Namespace"_s, u"namespaces"_s, false),
                               type(u"v1"_s, u"ConfigMap"_s, u"configmaps"_s, true),
                               type(u"v1"_s, u"Secret"_s, u"secrets"_s, true),
                               type(u"apps/v1"_s, u"Deployment"_s, u"deployments"_s, true),
                               type(u"apiextensions.k8s.io/v1"_s, u"CustomResourceDefinition"_s,
                                    u"customresourcedefinitions"_s, false)};
        return discovery;
    }();
    return kDiscovery;
}

FakeCluster::FakeCluster()
{
    put(object(u"Namespace"_s, u"kube-system"_s, {}, u"v1"_s, {}), u"kube-apiserver"_s);
    put(object(u"Namespace"_s, u"shop"_s, {}, u"v1"_s, {}), u"kubectl-create"_s);
    setClusterId(u"cluster-1"_s);
}

void FakeCluster::cutWrite(int n, Cut cut, bool thenStaysDown)
{
    m_cutAt = n;
    m_cut = cut;
    m_thenStaysDown = thenStaysDown;
}

void FakeCluster::answerWith(const ResourceKey& key, int status, const QJsonObject& body,
                             bool writesOnly)
{
    m_scripted.insert(key, {status, body, writesOnly});
}

void FakeCluster::beforeWrite(int n, std::function<void()> act)
{
    m_before.insert(n, std::move(act));
}

void FakeCluster::stamp(QJsonObject& json, const QString& manager, const QString& operation)
{
    QJsonObject metadata = json.value(u"metadata"_s).toObject();
    const QString time = QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC)
                             .addSecs(++m_second)
                             .toString(Qt::ISODate);
    QJsonArray entries;
    for (const QJsonValue& each : metadata.value(u"managedFields"_s).toArray())
        if (each.toObject().value(u"manager"_s).toString() != manager)
            entries.append(each);
    entries.append(managedBy(manager, operation, time));
    metadata.insert(u"managedFields"_s, entries);
    metadata.insert(u"resourceVersion"_s, QString::number(++m_version));
    metadata.insert(u"generation"_s, metadata.value(u"generation"_s).toInt() + 1);
    if (!metadata.contains(u"uid"_s))
        metadata.insert(u"uid"_s, u"uid-%1"_s.arg(++m_uid));
    json.insert(u"metadata"_s, metadata);
}

void FakeCluster::put(const objects::Object& object, const QString& manager)
{
    const std::lock_guard guard(m_lock);
    QJsonObject json = object.revealed();
    stamp(json, manager, manager == u"plumbline" ? u"Apply"_s : u"Update"_s);
    m_objects.insert(object.key(), {json, {}});
}

void FakeCluster::edit(const ResourceKey& key, const QString& member, const QJsonValue& value,
                       const QString& manager)
{
    const std::lock_guard guard(m_lock);
    Stored& stored = m_objects[key];
    stored.json = merged(stored.json, {{u"spec"_s, QJsonObject{{member, value}}}});
    stored.owners.insert(member, manager);
    stamp(stored.json, manager, u"Update"_s);
}

void FakeCluster::finalize(const ResourceKey& key, const QString& finalizer)
{
    const std::lock_guard guard(m_lock);
    Stored& stored = m_objects[key];
    stored.json = merged(stored.json,
                         {{u"metadata"_s, QJsonObject{{u"finalizers"_s, QJsonArray{finalizer}}}}});
}

void FakeCluster::rollOut(const ResourceKey& key)
{
    const std::lock_guard guard(m_lock);
    Stored& stored = m_objects[key];
    stored.json = merged(
        stored.json,
        {{u"status"_s, QJsonObject{{u"readyReplicas"_s, m_version}}},
         {u"metadata"_s, QJsonObject{{u"resourceVersion"_s, QString::number(++m_version)}}}});
}

void FakeCluster::remove(const ResourceKey& key)
{
    const std::lock_guard guard(m_lock);
    m_objects.remove(key);
}

void FakeCluster::setClusterId(const QString& uid)
{
    const std::lock_guard guard(m_lock);
    Stored& system = m_objects[{{}, u"Namespace"_s, {}, u"kube-system"_s}];
    system.json = merged(system.json, {{u"metadata"_s, QJsonObject{{u"uid"_s, uid}}}});
}

std::optional<objects::Object> FakeCluster::find(const ResourceKey& key) const
{
    const std::lock_guard guard(m_lock);
    const auto found = m_objects.constFind(key);
    if (found == m_objects.constEnd())
        return std::nullopt;
    return objects::Object::fromJson(found->json);
}

QStringList FakeCluster::log() const
{
    const std::lock_guard guard(m_lock);
    return m_log;
}

QStringList FakeCluster::writes() const
{
    return log().filter(QRegularExpression(u"^(PATCH|DELETE) "_s));
}

QList<QJsonObject> FakeCluster::bodies() const
{
    const std::lock_guard guard(m_lock);
    return m_bodies;
}

Future<kube::Response> FakeCluster::send(kube::Request request, std::stop_token stop)
{
    if (stop.stop_requested())
        return ready<kube::Response>(failure(Error::Kind::Cancelled, u"Stopped."_s, u"not-sent"_s));
    const bool isWrite = request.effect == kube::Request::Effect::Write;
    std::function<void()> act;
    Cut cut = Cut::None;
    {
        const std::lock_guard guard(m_lock);
        if (m_isDown)
            return ready<kube::Response>(transport(isWrite ? u"not-sent"_s : QString()));
        if (isWrite) {
            const int n = m_writes++;
            act = m_before.value(n);
            if (n == m_cutAt) {
                cut = m_cut;
                m_isDown = m_thenStaysDown;
            }
        }
    }
    if (act)
        act();
    if (cut == Cut::NothingLeft)
        return ready<kube::Response>(transport(u"not-sent"_s));
    if (cut == Cut::RequestLost)
        return ready<kube::Response>(transport(u"unknown"_s));

    const qsizetype mark = request.path.indexOf('?');
    const QByteArray path = mark < 0 ? request.path : request.path.left(mark);
    const QUrlQuery query(
        QString::fromLatin1(mark < 0 ? QByteArray() : request.path.mid(mark + 1)));
    const bool dryRun = query.queryItemValue(u"dryRun"_s) == u"All";
    const ResourceKey key = keyOfPath(path);
    const std::lock_guard guard(m_lock);
    kube::Response response =
        key.kind.isEmpty() ? special(path)
        : request.method == "PATCH"
            ? apply(request, key, dryRun, query.queryItemValue(u"force"_s) == u"true")
            : answer(request, key, dryRun);
    m_log.append(u"%1 %2 %3"_s
                     .arg(dryRun ? u"DRYRUN"_s : QString::fromLatin1(request.method),
                          key.kind.isEmpty() ? QString::fromLatin1(path) : describe(key))
                     .arg(response.status));
    if (isWrite)
        m_bodies.append(QJsonDocument::fromJson(request.body).object());
    if (cut == Cut::AnswerLost)
        return ready<kube::Response>(transport(u"unknown"_s));
    return ready<kube::Response>(response);
}

Future<kube::Response> FakeCluster::stream(kube::Request, std::function<void()>,
                                           std::function<void(QByteArray)>, std::stop_token)
{
    return ready<kube::Response>(failure(Error::Kind::Unsupported, u"No streams here."_s));
}

//! The list of an API group: what definitions among the objects make known.
kube::Response FakeCluster::special(const QByteArray& path)
{
    QJsonArray resources;
    for (const Stored& each : std::as_const(m_objects)) {
        const QJsonObject spec = each.json.value(u"spec"_s).toObject();
        if (path.startsWith("/apis/" + spec.value(u"group"_s).toString().toUtf8() + '/'))
            resources.append(
                QJsonObject{{u"name"_s, objects::valueAt(spec, {u"names", u"plural"})}});
    }
    return resources.isEmpty()
               ? refuse(404, u"NotFound"_s, u"the server could not find the requested resource"_s)
               : respond(200, {{u"resources"_s, resources}});
}

kube::Response FakeCluster::answer(const kube::Request& request, const ResourceKey& key,
                                   bool dryRun)
{
    if (const auto scripted = m_scripted.constFind(key);
        scripted != m_scripted.constEnd() && !scripted->writesOnly && request.method == "GET"
        && scripted->status == 403)
        return respond(scripted->status, scripted->body);
    if (key.name.isEmpty())
        return listing(key);
    const auto found = m_objects.constFind(key);
    if (found == m_objects.constEnd())
        return refuse(404, u"NotFound"_s, u"%1 not found"_s.arg(describe(key)));
    if (request.method == "DELETE" && !dryRun)
        return removal(request, key);
    return respond(200, found->json);
}

kube::Response FakeCluster::listing(const ResourceKey& of) const
{
    QJsonArray items;
    for (auto each = m_objects.begin(); each != m_objects.end(); ++each) {
        const ResourceKey& key = each.key();
        if (key.group == of.group && key.kind == of.kind && (of.ns.isEmpty() || key.ns == of.ns))
            items.append(each->json);
    }
    return respond(
        200, {{u"kind"_s, of.kind + u"List"_s},
              {u"apiVersion"_s, u"v1"_s},
              {u"metadata"_s, QJsonObject{{u"resourceVersion"_s, QString::number(m_version)}}},
              {u"items"_s, items}});
}

kube::Response FakeCluster::removal(const kube::Request& request, const ResourceKey& key)
{
    Stored& stored = m_objects[key];
    QJsonObject metadata = stored.json.value(u"metadata"_s).toObject();
    const QJsonObject wanted =
        QJsonDocument::fromJson(request.body).object().value(u"preconditions"_s).toObject();
    for (const auto& each : {u"uid"_s, u"resourceVersion"_s})
        if (wanted.contains(each) && wanted.value(each) != metadata.value(each))
            return refuse(409, u"Conflict"_s, u"Precondition failed: %1 differs"_s.arg(each));
    if (metadata.contains(u"finalizers"_s)) {
        metadata.insert(u"deletionTimestamp"_s, u"2026-03-01T13:00:00Z"_s);
        stored.json.insert(u"metadata"_s, metadata);
        return respond(200, stored.json);
    }
    m_objects.remove(key);
    return respond(
        200, {{u"kind"_s, u"Status"_s}, {u"apiVersion"_s, u"v1"_s}, {u"status"_s, u"Success"_s}});
}

kube::Response FakeCluster::apply(const kube::Request& request, const ResourceKey& key, bool dryRun,
                                  bool force)
{
    if (const auto scripted = m_scripted.constFind(key);
        scripted != m_scripted.constEnd() && !(scripted->writesOnly && dryRun))
        return respond(scripted->status, scripted->body);
    if (!key.ns.isEmpty() && !m_objects.contains({{}, u"Namespace"_s, {}, key.ns}))
        return refuse(404, u"NotFound"_s, u"namespaces \"%1\" not found"_s.arg(key.ns));

    QJsonObject body = QJsonDocument::fromJson(request.body).object();
    QJsonObject metadata = body.value(u"metadata"_s).toObject();
    const QString uid = metadata.take(u"uid"_s).toString();
    const QString version = metadata.take(u"resourceVersion"_s).toString();
    body.insert(u"metadata"_s, metadata);
    const bool exists = m_objects.contains(key);
    Stored stored = m_objects.value(key);
    const QJsonObject before = stored.json.value(u"metadata"_s).toObject();
    const bool moved = (!uid.isEmpty() && uid != before.value(u"uid"_s).toString())
                       || (exists && !version.isEmpty()
                           && version != before.value(u"resourceVersion"_s).toString());
    if (moved)
        return refuse(
            409, u"Conflict"_s,
            u"the object has been modified; please apply your changes to the latest version"_s);

    QJsonArray causes;
    const QJsonObject have = stored.json.value(u"spec"_s).toObject(),
                      want = body.value(u"spec"_s).toObject();
    for (auto it = stored.owners.begin(); it != stored.owners.end(); ++it)
        if (want.contains(it.key()) && want.value(it.key()) != have.value(it.key()))
            causes.append(
                QJsonObject{{u"reason"_s, u"FieldManagerConflict"_s},
                            {u"message"_s, u"conflict with \"%1\" using apps/v1"_s.arg(it.value())},
                            {u"field"_s, u".spec."_s + it.key()}});
    if (!causes.isEmpty() && !force)
        return refuse(409, u"Conflict"_s, u"Apply failed with %1 conflict"_s.arg(causes.size()),
                      causes);
    const QJsonObject result = merged(stored.json, body);
    if (result != stored.json || !exists) {
        stored.json = result;
        stamp(stored.json, u"plumbline"_s, u"Apply"_s);
        stored.owners.clear();
    }
    if (!dryRun)
        m_objects.insert(key, stored);
    return respond(exists ? 200 : 201, stored.json);
}

} // namespace plumb::plan
