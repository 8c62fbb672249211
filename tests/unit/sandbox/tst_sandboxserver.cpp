// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/server.h"

#include "support/apisession.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace plumb;
using plumb::test::ApiSession;

namespace {

const QByteArray kApply = "application/apply-patch+yaml";
const QString kMaps = u"/api/v1/namespaces/default/configmaps"_s;
const QString kDeployments = u"/apis/apps/v1/namespaces/default/deployments"_s;

QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

QByteArray deployment(const QByteArray& name, const QByteArray& image, int replicas)
{
    return json("{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'" + name
                + "'},'spec':{'replicas':" + QByteArray::number(replicas)
                + ",'selector':{'matchLabels':{'app':'" + name
                + "'}},'template':{'metadata':{'labels':{'app':'" + name
                + "'}},'spec':{'containers':[{'name':'web','image':'" + image + "'}]}}}}");
}

} // namespace

class SandboxServerTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<sandbox::Server> m_server;
    std::unique_ptr<ApiSession> m_api;

    void start(const sandbox::ServerOptions& options = {})
    {
        m_server.reset();
        auto server = sandbox::Server::start(options);
        QVERIFY2(server.ok(), server ? "" : qPrintable(server.error().summary));
        m_server = std::move(*server);
        m_api = ApiSession::fromKubeconfig(m_server->kubeconfig());
        QVERIFY(m_api);
    }

private Q_SLOTS:
    void init() { start(); }
    void cleanup() { m_server.reset(); }

    void aStrangerIsTurnedAway()
    {
        auto text = m_server->kubeconfig();
        const auto stranger =
            ApiSession::fromKubeconfig(text.replace(u"token: sandbox"_s, u"token: guess"_s));
        QCOMPARE(stranger->get(kMaps).code, 401);
    }

    void anAppliedObjectIsThereAndOwned()
    {
        const auto made = m_api->send(
            "PATCH", kMaps + u"/a?fieldManager=plumbline"_s,
            json("{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a'},'data':{'k':'v'}}"),
            kApply);
        QCOMPARE(made.code, 201);
        const auto read = m_api->get(kMaps + u"/a"_s);
        QCOMPARE(read.code, 200);
        QCOMPARE(read.json, made.json);
        QCOMPARE(read.json[u"metadata"_s][u"managedFields"_s][0][u"manager"_s],
                 QJsonValue(u"plumbline"_s));
        QVERIFY(
            m_server->requestLog().contains(u"PATCH %1/a?fieldManager=plumbline 201"_s.arg(kMaps)));
    }

    void yamlIsUnderstoodToo()
    {
        const auto made = m_api->send(
            "PATCH", kMaps + u"/plain?fieldManager=x"_s,
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: plain\ndata:\n  k: v\n", kApply);
        QVERIFY2(made.code == 201, made.bytes.constData());
        QCOMPARE(made.json[u"data"_s][u"k"_s], QJsonValue(u"v"_s));
    }

    void aDryRunLeavesNothing()
    {
        const auto made = m_api->send(
            "PATCH", kMaps + u"/a?fieldManager=plumbline&dryRun=All"_s,
            json("{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a'}}"), kApply);
        QCOMPARE(made.code, 201);
        QCOMPARE(m_api->get(kMaps + u"/a"_s).code, 404);
    }

    void aWatchTellsWhatHappens()
    {
        const auto before = m_api->get(kMaps).json[u"metadata"_s][u"resourceVersion"_s].toString();
        auto seen = std::async(std::launch::async, [&] {
            return m_api->watch(kMaps + u"?watch=true&resourceVersion="_s + before,
                                [](const auto& events) { return events.size() == 2; });
        });
        m_api->send("POST", kMaps, json("{'metadata':{'name':'w'}}"));
        m_api->send("DELETE", kMaps + u"/w"_s);
        const auto events = seen.get();
        QCOMPARE(events.size(), 2);
        QCOMPARE(events[0][u"type"_s], QJsonValue(u"ADDED"_s));
        QCOMPARE(events[1][u"type"_s], QJsonValue(u"DELETED"_s));
    }

    void manyWatchesLeaveRoomForAGet()
    {
        std::atomic<bool> enough = false;
        std::vector<std::future<void>> watches;
        for (int i = 0; i < 40; ++i)
            watches.push_back(std::async(std::launch::async, [&] {
                m_api->watch(kMaps + u"?watch=true&allowWatchBookmarks=true"_s,
                             [&](const auto&) { return enough.load(); });
            }));
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(m_api->get(kMaps).code, 200);
        QVERIFY(timer.elapsed() < 5000);
        enough = true;
        m_api->send("POST", kMaps, json("{'metadata':{'name':'end'}}"));
    }

    void aDeploymentComesUp()
    {
        m_api->send("POST", kDeployments, deployment("web", "shop/web:1.0", 2));
        QTRY_COMPARE_WITH_TIMEOUT(
            m_api->get(kDeployments + u"/web"_s).json[u"status"_s][u"readyReplicas"_s].toInt(), 2,
            10000);
        const auto pods =
            m_api->get(u"/api/v1/namespaces/default/pods?labelSelector=app%3Dweb"_s).json;
        QCOMPARE(pods[u"items"_s].toArray().size(), 2);
        const QString pod = pods[u"items"_s][0][u"metadata"_s][u"name"_s].toString();
        const auto log =
            m_api->get(u"/api/v1/namespaces/default/pods/%1/log?tailLines=1"_s.arg(pod));
        QCOMPARE(log.code, 200);
        QCOMPARE(log.bytes.count('\n'), 1);
    }

    void aBrokenImageStaysDegradedAndSaysWhy()
    {
        m_api->send("POST", kDeployments, deployment("web", "shop/web:2.0-broken", 1));
        const auto progressing = [&]() -> QString {
            for (const auto& each : m_api->get(kDeployments + u"/web"_s)
                                        .json[u"status"_s][u"conditions"_s]
                                        .toArray()) {
                if (each[u"type"_s] == u"Progressing"_s)
                    return each[u"reason"_s].toString();
            }
            return {};
        };
        QTRY_COMPARE_WITH_TIMEOUT(progressing(), u"ProgressDeadlineExceeded"_s, 30000);
        const auto pods =
            m_api->get(u"/api/v1/namespaces/default/pods"_s).json[u"items"_s].toArray();
        QCOMPARE(
            pods[0][u"status"_s][u"containerStatuses"_s][0][u"state"_s][u"waiting"_s][u"reason"_s],
            QJsonValue(u"ImagePullBackOff"_s));
        const auto events =
            m_api->get(u"/api/v1/namespaces/default/events?fieldSelector=reason%3DBackOff"_s).json;
        QCOMPARE(events[u"items"_s].toArray().size(), 1);
    }

    void deletingADeploymentTakesItsPods()
    {
        m_api->send("POST", kDeployments, deployment("web", "shop/web:1.0", 2));
        QTRY_COMPARE_WITH_TIMEOUT(
            m_api->get(u"/api/v1/namespaces/default/pods"_s).json[u"items"_s].toArray().size(), 2,
            10000);
        m_api->send("DELETE", kDeployments + u"/web"_s);
        QTRY_VERIFY_WITH_TIMEOUT(
            m_api->get(u"/api/v1/namespaces/default/pods"_s).json[u"items"_s].toArray().isEmpty(),
            10000);
    }

    void theClusterSurvivesARestart()
    {
        QTemporaryDir folder;
        sandbox::ServerOptions options;
        options.dataFile = folder.filePath(u"cluster.json"_s);
        start(options);
        const auto made = m_api->send("POST", kMaps, json("{'metadata':{'name':'kept'}}"));
        const QString id = u"/api/v1/namespaces/kube-system"_s;
        const auto system = m_api->get(id).json[u"metadata"_s][u"uid"_s];
        start(options);
        QCOMPARE(m_api->get(kMaps + u"/kept"_s).json[u"metadata"_s][u"uid"_s],
                 made.json[u"metadata"_s][u"uid"_s]);
        QCOMPARE(m_api->get(id).json[u"metadata"_s][u"uid"_s], system);
    }

    void anOldVersionIsGone()
    {
        m_api->send("POST", kMaps, json("{'metadata':{'name':'a'}}"));
        m_server->compact();
        const auto events = m_api->watch(kMaps + u"?watch=true&resourceVersion=101"_s,
                                         [](const auto&) { return false; });
        QCOMPARE(events.size(), 1);
        QCOMPARE(events[0][u"type"_s], QJsonValue(u"ERROR"_s));
        QCOMPARE(events[0][u"object"_s][u"code"_s].toInt(), 410);
    }
};

QTEST_GUILESS_MAIN(SandboxServerTest)
#include "tst_sandboxserver.moc"
