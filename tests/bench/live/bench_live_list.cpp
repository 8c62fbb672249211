// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// B6: 5,000 Pods of a real API server in a searchable store, against kubectl get pods -A -o json:
// whole processes, time and memory.

#include "bench/live/liveprobe.h"
#include "support/podserver.h"

#include "base/future.h"
#include "kube/cluster.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <unistd.h>

using namespace plumb;
using namespace plumb::bench;
using kube::ApiResource;

namespace {

constexpr int kAtOnce = 40;
const QString kSpace = u"bench-live"_s;

QString kubeconfig()
{
    const QString file = qEnvironmentVariable("PLUMBLINE_REAL_KUBECONFIG");
    if (!QFile::exists(file))
        qFatal("PLUMBLINE_REAL_KUBECONFIG names no file: tests/real/up makes it");
    return file;
}

kube::Endpoint admin()
{
    const auto config = kube::readKubeconfig({kubeconfig()});
    const auto endpoint = kube::endpoint(config, config.currentContext, {});
    if (!endpoint)
        qFatal("%s", qPrintable(endpoint.error().summary));
    return *endpoint;
}

//! To delete all of them in one request takes the server a while.
kube::TransportLimits patient()
{
    kube::TransportLimits limits;
    limits.head = std::chrono::minutes(5);
    return limits;
}

kube::Request request(const QByteArray& method, const QByteArray& path, const QByteArray& body = {})
{
    kube::Request made;
    made.method = method;
    made.path = path;
    made.body = body;
    made.contentType = "application/json";
    made.deadline = std::chrono::minutes(5);
    return made;
}

int statusOf(const Future<kube::Response>& answer)
{
    const auto response = await(answer);
    if (!response)
        qFatal("%s", qPrintable(response.error().summary));
    return response->status;
}

//! A Pod that no node will take, with all that a person writes into one.
QByteArray podJson(int pod)
{
    QJsonObject json = QJsonDocument::fromJson(test::PodHistory::json(pod, {1, 1, true})).object();
    QJsonObject metadata = json.value(u"metadata"_s).toObject();
    json.insert(u"metadata"_s, QJsonObject{{u"name"_s, metadata.value(u"name"_s)},
                                           {u"namespace"_s, kSpace},
                                           {u"labels"_s, metadata.value(u"labels"_s)},
                                           {u"annotations"_s, metadata.value(u"annotations"_s)}});
    QJsonObject spec = json.value(u"spec"_s).toObject();
    for (const QString& member :
         {u"nodeName"_s, u"priority"_s, u"volumes"_s, u"preemptionPolicy"_s})
        spec.remove(member);
    QJsonArray containers = spec.value(u"containers"_s).toArray();
    for (auto it = containers.begin(); it != containers.end(); ++it) {
        QJsonObject container = it->toObject();
        container.remove(u"volumeMounts"_s);
        *it = container;
    }
    spec.insert(u"containers"_s, containers);
    spec.insert(u"automountServiceAccountToken"_s, false);
    spec.insert(u"nodeSelector"_s, QJsonObject{{u"bench"_s, u"none"_s}});
    json.insert(u"spec"_s, spec);
    json.remove(u"status"_s);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

//! The namespace with its Pods; it goes at the end.
class RealPods
{
public:
    explicit RealPods(int pods)
        : m_client(kube::makeApiClient(admin(), patient()))
        , m_pods(pods)
    {
        const QByteArray space = kSpace.toLatin1();
        send("POST", "/api/v1/namespaces", R"({"metadata":{"name":")" + space + R"("}})",
             {201, 409});
        send("POST", "/api/v1/namespaces/" + space + "/serviceaccounts",
             R"({"metadata":{"name":"default"}})", {201, 409});
        each(pods, {201, 409}, [&](int pod) {
            return request("POST", "/api/v1/namespaces/" + space + "/pods", podJson(pod));
        });
    }
    // One by one: the server takes minutes to delete a collection of thousands.
    ~RealPods()
    {
        const QByteArray path = "/api/v1/namespaces/" + kSpace.toLatin1();
        each(m_pods, {200, 404}, [&](int pod) {
            return request("DELETE",
                           path + "/pods/" + test::PodHistory::name(pod) + "?gracePeriodSeconds=0");
        });
        send("DELETE", path, {}, {200, 202, 409});
    }
    //! All of the cluster's. By name: what this process ever held counts as memory of those it
    //! starts.
    static int count()
    {
        QStringList command = kubectl();
        command.last() = u"name"_s;
        return int(output(command).count('\n'));
    }
    static QStringList kubectl()
    {
        return {u"kubectl"_s, u"--kubeconfig"_s, kubeconfig(), u"get"_s,
                u"pods"_s,    u"-A"_s,           u"-o"_s,      u"json"_s};
    }

private:
    template <typename Fn>
    void each(int pods, const QList<int>& accepted, Fn requestFor)
    {
        for (int first = 0; first < pods; first += kAtOnce) {
            QList<Future<kube::Response>> answers;
            for (int pod = first; pod < std::min(pods, first + kAtOnce); ++pod)
                answers += m_client->send(requestFor(pod), {});
            for (const auto& answer : answers)
                if (const int status = statusOf(answer); !accepted.contains(status))
                    qFatal("a Pod was refused: %d", status);
        }
    }
    void send(const QByteArray& method, const QByteArray& path, const QByteArray& body,
              const QList<int>& accepted)
    {
        if (const int status = statusOf(m_client->send(request(method, path, body), {}));
            !accepted.contains(status))
            qFatal("%s %s: %d", method.constData(), path.constData(), status);
    }
    const std::shared_ptr<kube::ApiClient> m_client;
    const int m_pods;
};

int measured(Bench& bench)
{
    const int pods = bench.isFull() ? 5000 : 60;
    const RealPods real(pods);
    const QTemporaryDir scratch;
    const QString report = scratch.filePath(u"report.json"_s);
    const int there = RealPods::count();
    const QStringList ours{QCoreApplication::applicationFilePath(),
                           u"--probe"_s,
                           u"--pods"_s,
                           QString::number(there),
                           u"--report"_s,
                           report};
    bench.measure({u"B6"_s, u"Pods in a searchable store / kubectl get pods -A -o json, s"_s,
                   [&] { return run(ours).seconds; },
                   [&] { return run(RealPods::kubectl()).seconds; }, 0.25, 0.12});
    const QJsonObject found = reportIn(report);
    if (found[u"objects"_s].toInt() != there)
        qFatal("we have %d Pods, kubectl %d", found[u"objects"_s].toInt(), there);
    // One body is unpacked by the look that ends the process.
    if (found[u"parses"_s].toInt() > 0)
        qFatal("bodies were parsed that nobody asked for");
    bench.measure({u"B6 memory"_s, u"the same, MiB at most"_s, [&] { return run(ours).mebibytes; },
                   [&] { return run(RealPods::kubectl()).mebibytes; }, 0.25, 0.1});
    return bench.finish();
}

} // namespace

int main(int argc, char** argv)
{
    WatchedApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"probe"_s, u"Be the timed process."_s},
                       {u"pods"_s, u"How many."_s, u"N"_s},
                       {u"pages"_s, u"List in pages."_s},
                       {u"report"_s, u"Where to report."_s, u"FILE"_s}});
    Bench bench(parser, application);
    if (parser.isSet(u"probe"_s))
        runProbe(application, {admin(), parser.value(u"pods"_s).toInt(), 0,
                               parser.value(u"report"_s), false, false, parser.isSet(u"pages"_s)});
    const int code = measured(bench);
    std::fflush(stdout);
    ::_exit(
        code); // the client's thread outlives the application, and would still tell it of events
}
