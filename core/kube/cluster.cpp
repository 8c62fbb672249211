// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/cluster.h"

#include "base/text.h"
#include "kube/answer_p.h"
#include "kube/discovery_p.h"
#include "kube/paths_p.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QThreadPool>

#include <condition_variable>
#include <mutex>

namespace plumb::kube {

using objects::Object;

namespace {

constexpr int kPage = 500; // client-go's pager, kubectl and Argo CD
constexpr int kBusyRetries = 5;
constexpr qsizetype kWorthAList = 4;
constexpr int kListedForOneAsked = 8; // of a real server, on a kept connection

bool isSuccess(const Response& response)
{
    return response.status >= 200 && response.status < 300;
}

//! Waits unless asked to stop meanwhile.
bool waitedFor(std::chrono::seconds time, const std::stop_token& stop)
{
    std::mutex lock;
    std::condition_variable_any wake;
    std::unique_lock guard(lock);
    wake.wait_for(guard, stop, time, [] { return false; });
    return !stop.stop_requested();
}

//! Sends and takes only a 2xx. A busy server (429) is asked again as it wishes, but not for writes:
//! those are the engine's to repeat. // W-06, W-07
Result<Response> ask(ApiClient& client, const Request& request, const QString& doing,
                     const std::stop_token& stop)
{
    for (int attempt = 0;; ++attempt) {
        PLUMB_TRY(response, answerTo(client, request, stop));
        if (isSuccess(response))
            return response;
        const bool mayRepeat = request.effect != Request::Effect::Write && attempt < kBusyRetries;
        if (response.status == 429 && mayRepeat
            && waitedFor(std::chrono::seconds(std::clamp(response.retryAfterSeconds, 1, 60)), stop))
            continue;
        return errorOf(response, doing);
    }
}

QString startOf(const Response& response)
{
    return printable(redacted(QString::fromUtf8(response.body.left(200))));
}

//! A login page with a 200 is no answer of the server that was meant. // W-34
Result<Unit> refuseWebPage(const Response& response, const QString& doing)
{
    if (!response.body.trimmed().startsWith('<'))
        return Unit{};
    return failure(
        Error::Kind::Invalid,
        u"%1 failed: %2 answered with a web page. Perhaps a proxy or a login page answers at this address instead of an API server."_s
            .arg(doing, response.from),
        startOf(response));
}

Result<QJsonObject> jsonOf(const Response& response, const QString& doing)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(response.body, &problem);
    if (problem.error == QJsonParseError::NoError && document.isObject())
        return document.object();
    PLUMB_CHECK(refuseWebPage(response, doing));
    return failure(Error::Kind::Invalid,
                   u"%1 failed: the answer of %2 is not a JSON object (%3)."_s.arg(
                       doing, response.from,
                       problem.error == QJsonParseError::NoError ? u"another JSON value"_s
                                                                 : problem.errorString()),
                   startOf(response));
}

Request reading(QByteArray path)
{
    Request request;
    request.path = std::move(path);
    return request;
}

const ApiResource kNamespaces{{{}, u"v1"_s, u"Namespace"_s}, u"namespaces"_s, false, {}, {}};

QString objectWords(const ApiResource& type, const QString& ns, const QString& name)
{
    return objects::describe(
        {type.gvk.group, type.gvk.kind, type.namespaced ? ns : QString(), name});
}

struct Pages
{
    ObjectList list;
    bool isComplete = false;
};

//! A list in pages, or its first pages.
Result<Pages> pagesOf(ApiClient& client, const ApiResource& type, const QString& ns,
                      const QString& query, int most, const std::stop_token& stop)
{
    const QString doing = u"Listing %1"_s.arg(describe(type, ns));
    const QByteArray base =
        collectionPath(type, ns) + '?' + (query.isEmpty() ? QByteArray() : query.toUtf8() + '&');
    Pages pages;
    QString next;
    int limit = kPage;
    for (int page = 0; page < most; ++page) {
        const auto response =
            ask(client,
                reading(base + "limit=" + QByteArray::number(limit)
                        + (next.isEmpty() ? QByteArray() : "&continue=" + encoded(next))),
                doing, stop);
        if (!response) {
            // The snapshot behind `continue` is gone: all at once, so that it cannot happen again.
            if (response.error().kind != Error::Kind::Expired || next.isEmpty())
                return response.error();
            pages = {};
            next.clear();
            limit = 0;
            continue;
        }
        PLUMB_CHECK(refuseWebPage(*response, doing));
        PLUMB_TRY(read, parseListPage(type, response->body, doing));
        pages.list.items += read.items;
        pages.list.resourceVersion = read.resourceVersion;
        next = read.next;
        pages.isComplete = next.isEmpty();
        if (pages.isComplete)
            break;
    }
    return pages;
}

} // namespace

Cluster::Cluster(std::shared_ptr<ApiClient> client)
    : m_client(std::move(client))
{
}

Result<Discovery> Cluster::discover(std::stop_token stop)
{
    const QString doing = u"Asking the server for its resource types"_s;
    Discovery discovery;
    QList<GroupVersion> versions;
    Request core = reading("/api"), named = reading("/apis");
    core.accept = named.accept = kDiscoveryAccept;
    const auto coreAnswer = m_client->send(core, stop), namedAnswer = m_client->send(named, stop);
    for (const bool isNamed : {false, true}) {
        PLUMB_TRY(response, isNamed ? answerTo(*m_client, named, namedAnswer, stop)
                                    : answerTo(*m_client, core, coreAnswer, stop));
        if (isNamed && response.status >= 500) {
            // The core group is known by now, and what lies in it can be judged. // W-30
            discovery.namedGroupsUnread = true;
            continue;
        }
        if (!isSuccess(response))
            return errorOf(response, doing);
        PLUMB_TRY(json, jsonOf(response, doing));
        static const QStringList kKinds{u"APIGroupDiscoveryList"_s, u"APIVersions"_s,
                                        u"APIGroupList"_s};
        if (!kKinds.contains(json.value(u"kind"_s).toString()))
            return failure(
                Error::Kind::Invalid,
                u"%1 failed: %2 answered with something else than a list of them. Is it a Kubernetes API server?"_s
                    .arg(doing, m_client->endpoint().server));
        if (isAggregated(response.contentType))
            readAggregated(json, discovery);
        else
            versions += readGroups(json);
    }
    QList<Future<Response>> answers;
    for (const GroupVersion& version : versions)
        answers += m_client->send(reading(version.path()), stop);
    for (qsizetype i = 0; i < versions.size(); ++i) {
        // One dead aggregated API must not take the others down. // W-30
        const auto response = await(answers.at(i));
        if (!response && response.error().kind == Error::Kind::Cancelled)
            return response.error();
        const auto json =
            response && isSuccess(*response) ? jsonOf(*response, doing) : Result<QJsonObject>();
        if (json)
            readResources(versions.at(i), *json, discovery);
        else
            discovery.unavailableGroups += objects::GroupVersionKind{
                versions.at(i).group,
                versions.at(i).version,
                {}}.apiVersion();
    }
    return discovery;
}

Result<Object> Cluster::get(const ApiResource& type, const QString& ns, const QString& name,
                            std::stop_token stop)
{
    const QString doing = u"Reading %1"_s.arg(objectWords(type, ns, name));
    PLUMB_TRY(response, ask(*m_client, reading(objectPath(type, ns, name)), doing, stop));
    PLUMB_TRY(json, jsonOf(response, doing));
    Object object = Object::fromJson(json);
    if (object.kind() != type.gvk.kind || object.name() != name)
        return failure(Error::Kind::Invalid,
                       u"%1 failed: the server answered with another object."_s.arg(doing));
    return object;
}

Result<ObjectList> Cluster::list(const ApiResource& type, const QString& ns, const QString& query,
                                 std::stop_token stop)
{
    PLUMB_TRY(pages, pagesOf(*m_client, type, ns, query, std::numeric_limits<int>::max(), stop));
    return pages.list;
}

std::vector<Result<Object>> Cluster::getMany(const ApiResource& type, const QString& ns,
                                             const QStringList& names, int atOnce,
                                             std::stop_token stop)
{
    QHash<QString, Object> listed;
    bool isComplete = false;
    if (names.size() >= kWorthAList) {
        // One that is asked for costs as much as some that come along in a list.
        const int mostPages = 1 + int(names.size()) * kListedForOneAsked / kPage;
        const auto pages = pagesOf(*m_client, type, ns, {}, mostPages, stop);
        // No list says of one object that it is not there; and who may not list may yet get.
        const bool mayAsk = !pages
                            && (pages.error().kind == Error::Kind::Forbidden
                                || pages.error().kind == Error::Kind::Unsupported
                                || pages.error().kind == Error::Kind::NotFound);
        if (!pages && !mayAsk)
            return std::vector<Result<Object>>(size_t(names.size()), pages.error());
        if (pages) {
            isComplete = pages->isComplete;
            for (const Object& object : pages->list.items)
                listed.insert(object.name(), object);
        }
    }
    std::vector<Result<Object>> found(size_t(names.size()), Result<Object>(Object()));
    std::vector<size_t> open;
    for (size_t i = 0; i < found.size(); ++i) {
        const QString& name = names.at(qsizetype(i));
        if (const auto known = listed.constFind(name); known != listed.constEnd())
            found[i] = *known;
        else if (isComplete)
            found[i] = failure(Error::Kind::NotFound,
                               u"%1 is not there."_s.arg(objectWords(type, ns, name)));
        else
            open.push_back(i);
    }
    QThreadPool pool; // they wait for the network
    pool.setMaxThreadCount(std::max(1, atOnce));
    for (const size_t i : open)
        pool.start([&, i] { found[i] = get(type, ns, names.at(qsizetype(i)), stop); });
    pool.waitForDone();
    return found;
}

Result<QList<Object>> Cluster::events(const QString& ns, const QString& uid, std::stop_token stop)
{
    const ApiResource type{{{}, u"v1"_s, u"Event"_s}, u"events"_s, true, {}, {}};
    PLUMB_TRY(list, this->list(type, ns,
                               u"fieldSelector=involvedObject.uid%3D"_s
                                   + QString::fromLatin1(encoded(uid)),
                               stop));
    const auto timeOf = [](const Object& event) {
        for (const QString& member : {u"lastTimestamp"_s, u"eventTime"_s, u"firstTimestamp"_s})
            if (const QString text = event.json().value(member).toString(); !text.isEmpty())
                return QDateTime::fromString(text, Qt::ISODateWithMs);
        return event.creationTimestamp();
    };
    std::stable_sort(list.items.begin(), list.items.end(),
                     [&](const Object& a, const Object& b) { return timeOf(a) < timeOf(b); });
    return list.items;
}

Result<QString> Cluster::log(const QString& ns, const QString& pod, const QString& container,
                             int lines, std::stop_token stop)
{
    const ApiResource pods{{{}, u"v1"_s, u"Pod"_s}, u"pods"_s, true, {}, {}};
    Request request =
        reading(objectPath(pods, ns, pod) + "/log?tailLines=" + QByteArray::number(lines)
                + (container.isEmpty() ? QByteArray() : "&container=" + encoded(container)));
    request.accept = "*/*";
    request.maxBody = 64LL << 20;
    PLUMB_TRY(response,
              ask(*m_client, request,
                  u"Reading the log of container %1 of Pod %2/%3"_s.arg(container, ns, pod), stop));
    return redacted(QString::fromUtf8(response.body));
}

Result<Cluster::Id> Cluster::clusterId(const QString& ns, std::stop_token stop)
{
    const QString doing = u"Asking which cluster this is"_s;
    const auto uidOf = [&](const QString& name) -> Result<QString> {
        Request request = reading(objectPath(kNamespaces, {}, name));
        request.pinAddress = true;
        PLUMB_TRY(response, ask(*m_client, request, doing, stop));
        PLUMB_TRY(json, jsonOf(response, doing));
        const QString uid = Object::fromJson(json).uid();
        if (uid.isEmpty())
            return failure(Error::Kind::Invalid,
                           u"%1 failed: namespace %2 has no uid."_s.arg(doing, name));
        return uid;
    };
    const auto uid = uidOf(u"kube-system"_s);
    if (uid)
        return Id{*uid, false};
    if (uid.error().kind != Error::Kind::Forbidden || ns.isEmpty())
        return uid.error();
    // A tenant: server, authority and the own namespace are the best there is. // docs/adr/0021
    PLUMB_TRY(own, uidOf(ns));
    const Endpoint& endpoint = m_client->endpoint();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray& part : {endpoint.server.toUtf8(), endpoint.caPem, own.toUtf8()})
        hash.addData(QCryptographicHash::hash(part, QCryptographicHash::Sha256));
    return Id{QString::fromLatin1(hash.result().toHex()), true};
}

} // namespace plumb::kube
