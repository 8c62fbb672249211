// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "badinput.h"
#include "onemapcluster.h"
#include "support/gitfixture.h"

#include <QJsonArray>

using namespace plumb;
using namespace plumb::test;

namespace {

QByteArray status(int code, const QByteArray& reason, const QByteArray& message)
{
    return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\""
           + reason + "\",\"code\":" + QByteArray::number(code) + ",\"message\":\"" + message
           + "\"}";
}

const QByteArray kMap = "/api/v1/namespaces/x/configmaps/web";

QByteArray forbidden(const QByteArray& verb)
{
    return "configmaps \\\"web\\\" is forbidden: User \\\"alice\\\" cannot " + verb
           + " resource \\\"configmaps\\\" in API group \\\"\\\" in the namespace \\\"x\\\"";
}

enum class Then {
    AnswersAsItShould,
    GoesOn,
    HangsUp,
};
//! What a bad cluster does instead of an answer.
using Trouble = std::function<Then(Peer&, const Received&)>;

Trouble on(const QByteArray& method, const QByteArray& path, int code, const QByteArray& body,
           const QByteArray& headers = {})
{
    return [=](Peer& peer, const Received& request) {
        if (request.target.split('?').constFirst() != path || request.method != method)
            return Then::AnswersAsItShould;
        peer.answer(code, body, headers);
        return Then::GoesOn;
    };
}

Trouble always(int code, const QByteArray& body, const QByteArray& headers = {})
{
    return [=](Peer& peer, const Received&) {
        peer.answer(code, body, headers);
        return Then::GoesOn;
    };
}

//! These bytes for the live object, and then the end of the connection.
Trouble raw(const QByteArray& bytes)
{
    return [=](Peer& peer, const Received& request) {
        if (!request.target.startsWith(kMap))
            return Then::AnswersAsItShould;
        peer.write(bytes);
        return Then::HangsUp;
    };
}

QJsonObject application(const Outcome& outcome, int index)
{
    return outcome.json().value(u"items"_s).toArray().at(index).toObject();
}

} // namespace

//! Answers that no API server should give, on the way of `plumb status` and `plumb plan`. Beside
//! each broken cluster a good one is asked, which nothing may keep from its verdict.
class BadApiTest : public QObject
{
    Q_OBJECT
private:
    PlumbProcess m_plumb;
    std::unique_ptr<FakeServer> m_good;

    std::unique_ptr<FakeServer> badCluster(const Trouble& trouble)
    {
        // No FakeServer::serving: a connection that a trouble cut must end.
        auto server = std::make_unique<FakeServer>([trouble](Peer& peer) {
            Received request;
            while (peer.read(request)) {
                const Then then = trouble(peer, request);
                if (then == Then::HangsUp)
                    return;
                if (then == Then::AnswersAsItShould)
                    answerAsCluster(peer, request);
            }
        });
        m_plumb.write(u".kube/config"_s,
                      "apiVersion: v1\nkind: Config\nclusters:\n- {name: good, cluster: {server: \""
                          + m_good->url().toUtf8() + "\"}}\n- {name: bad, cluster: {server: \""
                          + server->url().toUtf8()
                          + "\"}}\nusers:\n- {name: u, user: {token: t}}\ncontexts:\n"
                            "- {name: good, context: {cluster: good, user: u}}\n"
                            "- {name: bad, context: {cluster: bad, user: u}}\n");
        return server;
    }

private Q_SLOTS:
    void initTestCase()
    {
        GitFixture shop(m_plumb.folder.filePath(u"shop"_s));
        shop.commit(u"web"_s, {{u"web/config.yaml"_s, theOneMap()},
                               {u"mixed/config.yaml"_s, theOneMap()},
                               {u"mixed/web.yaml"_s, "apiVersion: apps/v1\nkind: Deployment\n"
                                                     "metadata: {name: web}\n"}});
        m_plumb.write(u"mixed.yaml"_s,
                      "version: 1\nrepositories:\n  - {name: shop, path: " + shop.folder().toUtf8()
                          + "}\napplications:\n"
                            "  - {name: mixed, repository: shop, path: mixed, context: bad, "
                            "namespace: x}\n");
        m_plumb.write(u"plumbline/config/workspace.yaml"_s,
                      "version: 1\nrepositories:\n  - {name: shop, path: " + shop.folder().toUtf8()
                          + "}\napplications:\n"
                            "  - {name: good, repository: shop, path: web, context: good, "
                            "namespace: x}\n"
                            "  - {name: bad, repository: shop, path: web, context: bad, "
                            "namespace: x}\n");
        m_good = std::make_unique<FakeServer>(FakeServer::serving(answerAsCluster));
    }

    void anAnswerThatNoServerShouldGiveIsNoVerdict_data()
    {
        QTest::addColumn<Trouble>("trouble");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* name, const Trouble& trouble, int exitCode,
                            const QString& sentence) {
            QTest::newRow(name) << trouble << exitCode << sentence;
        };
        row("w08_a proxy's 502 page", always(502, "<html>Bad gateway</html>"), 4,
            u"Asking the server for its resource types failed: Answer 502 from {server}: <html>Bad gateway</html>."_s);
        row("w21_the credentials are not accepted",
            always(401, status(401, "Unauthorized", "Unauthorized")), 5,
            u"Asking the server for its resource types failed: The server does not accept these credentials; they may have expired. Answer 401: Unauthorized."_s);
        row("w34_redirect to a login page",
            always(302, {}, "Location: https://login.example.com/\r\n"), 2,
            u"Asking the server for its resource types failed: Answer 302 from {server}: the server redirects to login.example.com, which is refused because credentials would go there."_s);
        row("discovery fails",
            on("GET", "/api", 503, status(503, "ServiceUnavailable", "starting")), 4,
            u"Asking the server for its resource types failed: Answer 503 from {server}: starting."_s);
        row("w34_a login page",
            always(200, "<!DOCTYPE html><title>Log in</title>", "Content-Type: text/html\r\n"), 2,
            u"Asking the server for its resource types failed: {server} answered with a web page. Perhaps a proxy or a login page answers at this address instead of an API server."_s);
        row("w34_a login page for an object", on("GET", kMap, 200, "<html>Log in</html>"), 6,
            u"ConfigMap x/web: Reading ConfigMap x/web failed: {server} answered with a web page. Perhaps a proxy or a login page answers at this address instead of an API server."_s);
        row(
            "another program listens there",
            [](Peer& peer, const Received&) {
                peer.write("SSH-2.0-OpenSSH_9.2p1\r\n");
                return Then::HangsUp;
            },
            4,
            u"What answers at {server} does not speak HTTP (Received HTTP/0.9 when not allowed). Another service may listen there, or the address in the kubeconfig should begin with https."_s);
        row("w31_not permitted to read",
            on("GET", kMap, 403, status(403, "Forbidden", forbidden("get"))), 6,
            u"Reading ConfigMap x/web failed: You lack the permission; needs: get configmaps in namespace x. Answer 403: configmaps \"web\" is forbidden: User \"alice\" cannot get resource \"configmaps\" in API group \"\" in the namespace \"x\"."_s);
        row("w12_another kind", on("GET", kMap, 200, "{\"kind\":\"Pod\",\"apiVersion\":\"v1\"}"), 6,
            u"ConfigMap x/web: Reading ConfigMap x/web failed: the server answered with another object."_s);
        row("w12_a list for an object", on("GET", kMap, 200, "[1, 2]"), 6,
            u"ConfigMap x/web: Reading ConfigMap x/web failed: the answer of {server} is not a JSON object (another JSON value)."_s);
        row("w11_half a JSON object", on("GET", kMap, 200, "{\"kind\":"), 6,
            u"ConfigMap x/web: Reading ConfigMap x/web failed: the answer of {server} is not a JSON object (unterminated object)."_s);
        row("w08_500",
            on("GET", kMap, 500, status(500, "InternalError", "etcdserver: request timed out")), 6,
            u"ConfigMap x/web: Reading ConfigMap x/web failed: Answer 500 from {server}: etcdserver: request timed out."_s);
        row("a02_a webhook fails",
            on("PATCH", kMap, 500,
               status(500, "InternalError", "failed calling webhook: connection refused")),
            6,
            u"ConfigMap x/web: Trying ConfigMap x/web without applying it failed: Answer 500 from {server}: failed calling webhook: connection refused."_s);
        row("a06_an invalid object",
            on("PATCH", kMap, 422, status(422, "Invalid", "ConfigMap is invalid: data: Too long")),
            6,
            u"ConfigMap x/web: Trying ConfigMap x/web without applying it failed: Answer 422: ConfigMap is invalid: data: Too long."_s);
        row("w13_a body of nine gigabytes",
            raw("HTTP/1.1 200 OK\r\nContent-Length: 9000000000\r\n\r\n{"), 6,
            u"ConfigMap x/web: The answer of {server} is larger than the limit of 268435456 bytes; it was refused."_s);
        row("a11_a body that is cut",
            raw("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"kind\":"), 6,
            u"ConfigMap x/web: The answer of {server} was cut off."_s);
    }
    void anAnswerThatNoServerShouldGiveIsNoVerdict()
    {
        QFETCH(Trouble, trouble);
        QFETCH(int, exitCode);
        QFETCH(QString, sentence);
        const auto server = badCluster(trouble);
        sentence.replace(u"{server}"_s, server->url());
        const Outcome both = m_plumb.run({u"status"_s, u"-o"_s, u"json"_s});
        QCOMPARE(both.exitCode, 6);
        const QJsonObject good = application(both, 0), bad = application(both, 1);
        QVERIFY2(good.value(u"sync"_s) == u"Synced"_s && good.value(u"health"_s) == u"Healthy"_s,
                 both.all().constData());
        QVERIFY2(bad.value(u"sync"_s) == u"Unknown"_s, both.all().constData());
        QVERIFY2(bad.value(u"reasons"_s).toArray().contains(sentence), both.all().constData());
        const Outcome alone = m_plumb.run({u"status"_s, u"bad"_s});
        QVERIFY2(alone.exitCode == exitCode, alone.all().constData());
        QVERIFY2(alone.output.contains(sentence), alone.all().constData());
    }
    //! Who may read and not patch gets a verdict, and is told what it rests on.
    void w31_withoutTheRightToTryItIsComparedLocally_data()
    {
        QTest::addColumn<QByteArray>("greeting");
        QTest::addColumn<QString>("sync");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("as Git says") << QByteArray("hello") << u"Synced"_s << 0;
        QTest::newRow("changed") << QByteArray("good evening") << u"OutOfSync"_s << 1;
    }
    void w31_withoutTheRightToTryItIsComparedLocally()
    {
        QFETCH(QByteArray, greeting);
        QFETCH(QString, sync);
        QFETCH(int, exitCode);
        const QByteArray live = theLiveMap().replace("hello", greeting);
        const auto denied = on("PATCH", kMap, 403, status(403, "Forbidden", forbidden("patch")));
        const auto server = badCluster([=](Peer& peer, const Received& request) {
            if (request.method != "GET" || !request.target.startsWith(kMap))
                return denied(peer, request);
            peer.answer(200, live);
            return Then::GoesOn;
        });
        const QString sentence =
            u"ConfigMap x/web: compared locally and not by the server, since the dry run is not permitted (needs: patch configmaps in namespace x). Defaults and admission are not foreseen there."_s;
        const Outcome seen = m_plumb.run({u"status"_s, u"bad"_s, u"-o"_s, u"json"_s});
        QVERIFY2(seen.exitCode == exitCode, seen.all().constData());
        const QJsonObject bad = application(seen, 0);
        QCOMPARE(bad.value(u"sync"_s).toString(), sync);
        QVERIFY2(bad.value(u"reasons"_s).toArray().contains(sentence), seen.all().constData());
        const Outcome drift = m_plumb.run({u"drift"_s, u"bad"_s, u"-o"_s, u"json"_s});
        QVERIFY2(drift.exitCode == exitCode, drift.all().constData());
        if (exitCode == 1)
            QCOMPARE(application(drift, 0)[u"comparedLocally"].toString(),
                     u"the dry run is not permitted (needs: patch configmaps in namespace x)"_s);
        // What may not be tried is not written either.
        const Outcome plan = m_plumb.run({u"plan"_s, u"bad"_s});
        QVERIFY2(plan.all().contains("needs: patch configmaps in namespace x") || exitCode == 0,
                 plan.all().constData());
    }
    void anEntryThatCannotBeReadMakesTheStatusIncomplete()
    {
        m_plumb.write(u"half.yaml"_s, "version: 1\nrepositories:\n  - {name: shop, path: "
                                          + m_plumb.folder.path().toUtf8()
                                          + "/shop}\napplications:\n"
                                            "  - {name: good, repository: shop, path: web, "
                                            "context: good, namespace: x}\n"
                                            "  - {name: bad, repository: shp, context: good}\n");
        const auto server = badCluster(always(500, {}));
        const QStringList half{u"--workspace"_s, u"half.yaml"_s, u"status"_s};
        const Outcome all = m_plumb.run(half + QStringList{u"-o"_s, u"json"_s});
        QVERIFY2(all.exitCode == 6, all.all().constData());
        QCOMPARE(application(all, 0).value(u"sync"_s).toString(), u"Synced"_s);
        const Outcome one = m_plumb.run(half + QStringList{u"good"_s});
        QVERIFY2(one.exitCode == 0, one.all().constData());
    }
    void w08_anObjectThatCannotBeReadIsNeitherPresentNorAbsent()
    {
        const auto server =
            badCluster(on("GET", kMap, 500, status(500, "InternalError", "etcd is down")));
        const Outcome table = m_plumb.run({u"drift"_s, u"bad"_s});
        QVERIFY2(table.exitCode == 6, table.all().constData());
        QVERIFY2(table.output.simplified().contains(
                     u"ConfigMap x/web – present unknown not comparable"_s),
                 table.all().constData());
        const Outcome json = m_plumb.run({u"drift"_s, u"bad"_s, u"-o"_s, u"json"_s});
        const QJsonObject item = application(json, 0);
        QCOMPARE(item[u"presence"], u"unknown"_s);
        QCOMPARE(item[u"notComparable"],
                 u"Reading ConfigMap x/web failed: Answer 500 from %1: etcd is down."_s.arg(
                     server->url()));
        const Outcome wide = m_plumb.run({u"status"_s, u"bad"_s, u"-o"_s, u"wide"_s});
        QVERIFY2(wide.output.simplified().contains(
                     u"plain folder 0 ConfigMap x/web: Reading ConfigMap x/web failed"_s),
                 wide.all().constData());
    }
    void w30_withoutTheNamedGroupsTheCoreIsJudged()
    {
        const auto server =
            badCluster(on("GET", "/apis", 503, status(503, "ServiceUnavailable", "no endpoints")));
        const Outcome both = m_plumb.run({u"status"_s, u"-o"_s, u"json"_s});
        QVERIFY2(application(both, 1).value(u"sync"_s) == u"Synced"_s, both.all().constData());
        // What lies in a group that could not be asked for is neither Synced nor missing.
        const Outcome mixed = m_plumb.run(
            {u"--workspace"_s, u"mixed.yaml"_s, u"status"_s, u"mixed"_s, u"-o"_s, u"json"_s});
        const QString sentence =
            u"Deployment x/web: The server could not say what apps/v1 serves, so whether it has Deployment x/web is not known now."_s;
        QVERIFY2(mixed.exitCode == 6, mixed.all().constData());
        const QJsonObject seen = application(mixed, 0);
        QVERIFY2(seen.value(u"sync"_s) == u"Unknown"_s && seen.value(u"health"_s) == u"Unknown"_s,
                 mixed.all().constData());
        QVERIFY2(seen.value(u"reasons"_s).toArray().contains(sentence), mixed.all().constData());
        const QJsonArray objects = seen.value(u"objects"_s).toArray();
        QCOMPARE(objects.at(0)[u"sync"], u"Synced"_s);
        QCOMPARE(objects.at(1)[u"sync"], u"Unknown"_s);
        // A plan does not create what may be there.
        const Outcome plan =
            m_plumb.run({u"--workspace"_s, u"mixed.yaml"_s, u"plan"_s, u"mixed"_s});
        QVERIFY2(plan.output.contains(u"whether it has Deployment x/web is not known now"_s),
                 plan.all().constData());
    }
    void w30_aStaleGroupLeavesTheOthersAlone()
    {
        const auto server = badCluster(
            on("GET", "/apis", 200,
               "{\"kind\":\"APIGroupDiscoveryList\",\"apiVersion\":\"apidiscovery.k8s.io/v2\","
               "\"metadata\":{},\"items\":[{\"metadata\":{\"name\":\"metrics.k8s.io\"},"
               "\"versions\":[{\"version\":\"v1beta1\",\"freshness\":\"Stale\"}]}]}",
               "Content-Type: application/json;g=apidiscovery.k8s.io;v=v2;"
               "as=APIGroupDiscoveryList\r\n"));
        const Outcome both = m_plumb.run({u"status"_s, u"-o"_s, u"json"_s});
        QVERIFY2(application(both, 1).value(u"sync"_s) == u"Synced"_s, both.all().constData());
    }
};

QTEST_GUILESS_MAIN(BadApiTest)
#include "tst_bad_api.moc"
