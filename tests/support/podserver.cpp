// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "support/podserver.h"

#include <chrono>

namespace plumb::test {

namespace {

constexpr int kPerOwner = 5, kSpaces = 40;

QByteArray number(qint64 value)
{
    return QByteArray::number(value);
}

//! Digits that nobody could have guessed, as in digests and uids: they are what does not compress.
QByteArray hex(quint64 seed, int count)
{
    QByteArray text;
    while (text.size() < count) {
        seed += 0x9e3779b97f4a7c15ULL; // splitmix64
        quint64 mixed = seed;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
        text += QByteArray::number(mixed ^ (mixed >> 31), 16).rightJustified(16, '0');
    }
    return text.left(count);
}

QByteArray uuid(quint64 seed)
{
    const QByteArray digits = hex(seed, 32);
    return digits.left(8) + '-' + digits.mid(8, 4) + '-' + digits.mid(12, 4) + '-'
           + digits.mid(16, 4) + '-' + digits.mid(20);
}

QByteArray time(int seed)
{
    const auto two = [](int value) { return number(value).rightJustified(2, '0'); };
    return "2026-" + two(1 + seed % 11) + '-' + two(1 + seed % 28) + 'T' + two(seed % 24) + ':'
           + two(seed % 60) + ':' + two(seed * 7 % 60) + 'Z';
}

//! managedFields of one manager over so many fields.
QByteArray managed(const QByteArray& manager, const QByteArray& when, int fields, bool ofStatus)
{
    QByteArray text = "{\"manager\":\"" + manager
                      + "\",\"operation\":\"Update\",\"apiVersion\":\"v1\",\"time\":\"" + when
                      + "\",\"fieldsType\":\"FieldsV1\",\"fieldsV1\":{\"f:"
                      + (ofStatus ? "status" : "spec") + "\":{\"f:containers\":{";
    for (int i = 0; i < fields; ++i)
        text += (i ? ",\"k:{\\\"name\\\":\\\"c" : "\"k:{\\\"name\\\":\\\"c") + number(i)
                + "\\\"}\":{\".\":{},\"f:image\":{},\"f:imagePullPolicy\":{},\"f:name\":{},\"f:"
                  "ports\":{\".\":{},"
                  "\"k:{\\\"containerPort\\\":80,\\\"protocol\\\":\\\"TCP\\\"}\":{\".\":{},\"f:"
                  "containerPort\":{},"
                  "\"f:protocol\":{}}},\"f:resources\":{\".\":{},\"f:limits\":{\".\":{},\"f:cpu\":{"
                  "},\"f:memory\":{}},"
                  "\"f:requests\":{\".\":{},\"f:cpu\":{},\"f:memory\":{}}},\"f:"
                  "terminationMessagePath\":{},"
                  "\"f:terminationMessagePolicy\":{}}";
    return text + "}}}" + (ofStatus ? ",\"subresource\":\"status\"}" : "}");
}

QByteArray container(const QByteArray& name, const QByteArray& app, int version)
{
    QByteArray text = "{\"name\":\"" + name + "\",\"image\":\"registry.example.com/shop/" + app
                      + ":1." + number(version % 40)
                      + "\",\"ports\":[{\"name\":\"http\",\"containerPort\":8080,\"protocol\":"
                        "\"TCP\"}],\"env\":[";
    for (int i = 0; i < 8; ++i)
        text += (i ? ",{\"name\":\"SETTING_" : "{\"name\":\"SETTING_") + number(i)
                + "\",\"value\":\"https://" + app + "-backend-" + number(i)
                + ".shop.svc.cluster.local:8443/api\"}";
    return text
           + "],\"resources\":{\"limits\":{\"cpu\":\"500m\",\"memory\":\"512Mi\"},\"requests\":{"
             "\"cpu\":\"100m\","
             "\"memory\":\"128Mi\"}},\"volumeMounts\":[{\"name\":\"kube-api-access\",\"readOnly\":"
             "true,\"mountPath\":"
             "\"/var/run/secrets/kubernetes.io/"
             "serviceaccount\"}],\"livenessProbe\":{\"httpGet\":{\"path\":\"/healthz\","
             "\"port\":\"http\",\"scheme\":\"HTTP\"},\"timeoutSeconds\":1,\"periodSeconds\":10,"
             "\"successThreshold\":1,"
             "\"failureThreshold\":3},\"terminationMessagePath\":\"/dev/"
             "termination-log\",\"terminationMessagePolicy\":"
             "\"File\",\"imagePullPolicy\":\"IfNotPresent\",\"securityContext\":{\"runAsNonRoot\":"
             "true}}";
}

QByteArray status(const QByteArray& name, const QByteArray& app, quint64 seed,
                  const QByteArray& when)
{
    return "{\"name\":\"" + name + "\",\"state\":{\"running\":{\"startedAt\":\"" + when
           + "\"}},\"lastState\":{},\"ready\":true,\"restartCount\":" + number(qint64(seed % 3))
           + ",\"image\":\"registry.example.com/shop/" + app
           + "\",\"imageID\":\"registry.example.com/shop/" + app + "@sha256:" + hex(seed % 97, 64)
           + "\",\"containerID\":\"containerd://" + hex(seed, 64) + "\",\"started\":true}";
}

QByteArray parameter(const QByteArray& query, const QByteArray& name)
{
    for (const QByteArray& part : query.split('&'))
        if (part.startsWith(name + '='))
            return part.mid(name.size() + 1);
    return {};
}

QByteArray line(const char* type, const QByteArray& object)
{
    return QByteArray("{\"type\":\"") + type + "\",\"object\":" + object + "}\n";
}

QByteArray bookmark(int version, bool endsInitialEvents)
{
    return line(
        "BOOKMARK",
        "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\""
            + number(version) + "\",\"creationTimestamp\":null"
            + (endsInitialEvents ? ",\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}" : "")
            + "},\"spec\":{\"containers\":null},\"status\":{}}");
}

const char* const kHead = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                          "Transfer-Encoding: chunked\r\n\r\n";

} // namespace

PodHistory::PodHistory(int pods)
    : m_pods(size_t(pods))
{
    for (Pod& pod : m_pods)
        pod = {++m_version, 1, true};
}

PodHistory::Event PodHistory::next()
{
    m_chance = m_chance * 1664525 + 1013904223;
    const int index = int((m_chance >> 8) % m_pods.size());
    Pod& pod = m_pods[size_t(index)];
    pod.version = ++m_version;
    if (!pod.isThere) {
        pod.isThere = true;
        ++pod.generation;
        return {"ADDED", index};
    }
    pod.isThere = m_version % 29 != 0;
    return {pod.isThere ? "MODIFIED" : "DELETED", index};
}

QByteArray PodHistory::name(int pod)
{
    return "app-" + number(pod / kPerOwner % 400) + '-' + hex(quint64(pod / kPerOwner), 10) + '-'
           + hex(quint64(pod) + (1ULL << 40), 5);
}

QByteArray PodHistory::space(int pod)
{
    return "team-" + number(pod / kPerOwner % kSpaces);
}

QByteArray PodHistory::uid(int pod, const Pod& state)
{
    return uuid(quint64(pod) * 1000 + quint64(state.generation));
}

QByteArray PodHistory::json(int pod, const Pod& state)
{
    const int owner = pod / kPerOwner;
    const QByteArray app = "app-" + number(owner % 400), hash = hex(quint64(owner), 10);
    const QByteArray when = time(pod), node = "node-" + number(pod % 300);
    const QByteArray ip = "10." + number(pod / 62500 % 250) + '.' + number(pod / 250 % 250) + '.'
                          + number(pod % 250 + 1);
    QByteArray conditions;
    for (const char* type : {"Initialized", "Ready", "ContainersReady", "PodScheduled"})
        conditions += (conditions.isEmpty() ? "{\"type\":\"" : ",{\"type\":\"") + QByteArray(type)
                      + "\",\"status\":\"True\",\"lastProbeTime\":null,\"lastTransitionTime\":\""
                      + when + "\"}";
    return "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"" + name(pod)
           + "\",\"generateName\":\"" + app + '-' + hash + "-\",\"namespace\":\"" + space(pod)
           + "\",\"uid\":\"" + uid(pod, state) + "\",\"resourceVersion\":\"" + number(state.version)
           + "\",\"creationTimestamp\":\"" + when + "\",\"labels\":{\"app\":\"" + app
           + "\",\"pod-template-hash\":\"" + hash
           + "\",\"app.kubernetes.io/part-of\":\"shop\"},\"annotations\":{\"prometheus.io/"
             "scrape\":\"true\","
             "\"checksum/config\":\""
           + hex(quint64(owner) + 77, 64)
           + "\"},\"ownerReferences\":[{\"apiVersion\":\"apps/"
             "v1\",\"kind\":\"ReplicaSet\",\"name\":\""
           + app + '-' + hash + "\",\"uid\":\"" + uuid(quint64(owner) + (1ULL << 50))
           + "\",\"controller\":true,\"blockOwnerDeletion\":true}],\"managedFields\":["
           + managed("kube-controller-manager", when, 4, false) + ','
           + managed("kubelet", time(pod + state.version), 3, true)
           + "]},\"spec\":{\"volumes\":[{\"name\":"
             "\"kube-api-access\",\"projected\":{\"sources\":[{\"serviceAccountToken\":{"
             "\"expirationSeconds\":3607,"
             "\"path\":\"token\"}},{\"configMap\":{\"name\":\"kube-root-ca.crt\",\"items\":[{"
             "\"key\":\"ca.crt\","
             "\"path\":\"ca.crt\"}]}}],\"defaultMode\":420}}],\"containers\":["
           + container("web", app, owner) + ',' + container("proxy", "envoy", 3)
           + "],\"restartPolicy\":\"Always\",\"terminationGracePeriodSeconds\":30,\"dnsPolicy\":"
             "\"ClusterFirst\","
             "\"serviceAccountName\":\"default\",\"serviceAccount\":\"default\",\"nodeName\":\""
           + node
           + "\",\"securityContext\":{},\"schedulerName\":\"default-scheduler\",\"tolerations\":[{"
             "\"key\":"
             "\"node.kubernetes.io/"
             "not-ready\",\"operator\":\"Exists\",\"effect\":\"NoExecute\",\"tolerationSeconds\":"
             "300},"
             "{\"key\":\"node.kubernetes.io/"
             "unreachable\",\"operator\":\"Exists\",\"effect\":\"NoExecute\","
             "\"tolerationSeconds\":300}],\"priority\":0,\"enableServiceLinks\":true,"
             "\"preemptionPolicy\":"
             "\"PreemptLowerPriority\"},\"status\":{\"phase\":\"Running\",\"conditions\":["
           + conditions + "],\"hostIP\":\"192.168.0." + number(pod % 250) + "\",\"podIP\":\"" + ip
           + "\",\"podIPs\":[{\"ip\":\"" + ip + "\"}],\"startTime\":\"" + when
           + "\",\"containerStatuses\":["
           + status("web", app, quint64(pod) * 2 + quint64(state.version % 7), when) + ','
           + status("proxy", "envoy", quint64(pod) * 2 + 1, when)
           + "],\"qosClass\":\"Burstable\"}}";
}

PodServer::PodServer(const Plan& plan)
    : m_plan(plan)
    , m_start(plan.pods)
    , m_server(FakeServer::serving(
          [this](Peer& peer, const Received& request) { serve(peer, request); }))
{
}

PodServer::~PodServer()
{
    {
        const std::lock_guard guard(m_lock);
        m_isClosed = true;
    }
    m_wake.notify_all();
}

void PodServer::serve(Peer& peer, const Received& request)
{
    const auto mark = request.target.indexOf('?');
    const QByteArray path = mark < 0 ? request.target : request.target.left(mark);
    const QByteArray query = mark < 0 ? QByteArray() : request.target.mid(mark + 1);
    if (path == "/api")
        return peer.answer(200, "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}");
    if (path == "/apis")
        return peer.answer(200, "{\"kind\":\"APIGroupList\",\"apiVersion\":\"v1\",\"groups\":[]}");
    if (path == "/api/v1")
        return peer.answer(200, "{\"kind\":\"APIResourceList\",\"groupVersion\":\"v1\","
                                "\"resources\":[{\"name\":\"pods\","
                                "\"singularName\":\"pod\",\"namespaced\":true,\"kind\":\"Pod\","
                                "\"verbs\":[\"get\",\"list\","
                                "\"watch\"],\"shortNames\":[\"po\"]}]}");
    if (path != "/api/v1/pods")
        return peer.answer(404, "{\"kind\":\"Status\",\"code\":404,\"reason\":\"NotFound\"}");
    const QByteArray word = parameter(query, "watch");
    return word == "1" || word == "true" ? watch(peer, query) : list(peer, query);
}

void PodServer::list(Peer& peer, const QByteArray& query)
{
    const int from = parameter(query, "continue").toInt();
    const int limit = parameter(query, "limit").toInt();
    const int to = limit > 0 ? std::min(m_plan.pods, from + limit) : m_plan.pods;
    lists += from == 0 ? 1 : 0;
    ++pages;
    QByteArray body =
        "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\""
        + number(m_start.version())
        + (to < m_plan.pods ? "\",\"continue\":\"" + number(to) : QByteArray()) + "\"},\"items\":[";
    for (int pod = from; pod < to; ++pod) {
        if (pod > from)
            body += ',';
        body += PodHistory::json(pod, m_start.pods()[size_t(pod)]);
    }
    peer.answer(200, body + "]}");
}

void PodServer::watch(Peer& peer, const QByteArray& query)
{
    if (parameter(query, "sendInitialEvents") == "true") {
        if (!m_plan.offersInitialEvents) {
            ++refusals;
            return peer.answer(422, "{\"kind\":\"Status\",\"code\":422,\"reason\":\"Invalid\","
                                    "\"message\":\"sendInitialEvents: "
                                    "Forbidden: sendInitialEvents is forbidden for watch unless "
                                    "the WatchList feature gate is enabled\"}");
        }
        ++watches;
        peer.write(kHead);
        initialEvents(peer);
    } else {
        ++watches;
        peer.write(kHead);
    }
    storm(peer);
    if (parameter(query, "allowWatchBookmarks") == "true")
        peer.chunk(bookmark(m_start.version() + m_plan.events, false));
    if (m_plan.endsAfterEvents)
        return peer.chunk({});
    std::unique_lock guard(m_lock);
    m_wake.wait(guard, [this] { return m_isClosed; });
}

void PodServer::initialEvents(Peer& peer)
{
    QByteArray bytes;
    for (int pod = 0; pod < m_plan.pods; ++pod) {
        bytes += line("ADDED", PodHistory::json(pod, m_start.pods()[size_t(pod)]));
        if (bytes.size() > (256 << 10))
            peer.chunk(std::exchange(bytes, {}));
    }
    peer.chunk(bytes + bookmark(m_start.version(), true));
}

void PodServer::storm(Peer& peer)
{
    using namespace std::chrono;
    constexpr milliseconds kTick{10};
    PodHistory history(m_plan.pods);
    const auto begin = steady_clock::now();
    int sent = 0;
    for (int tick = 1; sent < m_plan.events; ++tick) {
        const auto due =
            std::min<qint64>(m_plan.events, qint64(tick) * m_plan.perSecond * kTick.count() / 1000);
        QByteArray bytes;
        for (; sent < due; ++sent) {
            const PodHistory::Event event = history.next();
            bytes +=
                line(event.type, PodHistory::json(event.pod, history.pods()[size_t(event.pod)]));
        }
        if (!bytes.isEmpty())
            peer.chunk(bytes);
        if (!waitedUntil(begin + tick * kTick))
            return;
    }
}

bool PodServer::waitedUntil(std::chrono::steady_clock::time_point time)
{
    std::unique_lock guard(m_lock);
    return !m_wake.wait_until(guard, time, [this] { return m_isClosed; });
}

} // namespace plumb::test
