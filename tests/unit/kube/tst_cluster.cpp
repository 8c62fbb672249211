// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/cluster.h"

#include "kubetest.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace plumb;
using namespace plumb::kube;
using objects::Object;

namespace {

const ApiResource kDeployments{
    {u"apps"_s, u"v1"_s, u"Deployment"_s}, u"deployments"_s, true, {}, {}};
const ApiResource kSecrets{{{}, u"v1"_s, u"Secret"_s}, u"secrets"_s, true, {}, {}};

QByteArray deployment(const QString& name, const QString& extra = {})
{
    return u"{\"apiVersion\":\"apps/"
           u"v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"%1\",\"namespace\":\"shop\","
           "\"uid\":\"u-%1\",\"resourceVersion\":\"7\"%2}}"_s.arg(name, extra)
               .toUtf8();
}

Object parsed(const QByteArray& json)
{
    return Object::fromJson(QJsonDocument::fromJson(json).object());
}

QByteArray page(const QStringList& names, const QString& next = {})
{
    QByteArrayList items;
    for (const QString& name : names)
        items += u"{\"metadata\":{\"name\":\"%1\",\"namespace\":\"shop\"}}"_s.arg(name).toUtf8();
    return "{\"kind\":\"DeploymentList\",\"apiVersion\":\"apps/"
           "v1\",\"metadata\":{\"resourceVersion\":\"90\",\"continue\":\""
           + next.toUtf8() + "\"},\"items\":[" + items.join(',') + "]}";
}

QByteArray status(int code, const QByteArray& reason, const QByteArray& message,
                  const QByteArray& details = "{}")
{
    return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":"
           + QByteArray::number(code) + ",\"reason\":\"" + reason + "\",\"message\":\"" + message
           + "\",\"details\":" + details + "}";
}

QStringList names(const ObjectList& list)
{
    QStringList all;
    for (const Object& item : list.items)
        all += item.name();
    return all;
}

//! A server with one answer for everything, and the cluster behind it.
struct Fixed
{
    FakeServer server;
    Cluster cluster;
    Fixed(int code, const QByteArray& body, const QByteArray& headers = {})
        : server(FakeServer::serving(
            [=](Peer& peer, const Received&) { peer.answer(code, body, headers); }))
        , cluster(makeApiClient(endpointOf(server)))
    {
    }
};

} // namespace

class ClusterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aListIsReadInPages()
    {
        FakeServer server(FakeServer::serving([](Peer& peer, const Received& request) {
            peer.answer(200, request.target.contains("continue=two%2Fx")
                                 ? page({u"c"_s})
                                 : page({u"a"_s, u"b"_s}, u"two/x"_s));
        }));
        Cluster cluster(makeApiClient(endpointOf(server)));
        const auto list = cluster.list(kDeployments, u"shop"_s, u"labelSelector=app%3Dweb"_s, {});
        QVERIFY(list.ok());
        QCOMPARE(names(*list), QStringList({u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(list->resourceVersion, u"90"_s);
        QCOMPARE(list->items.first().gvk(), kDeployments.gvk);
        QCOMPARE(
            server.requests().first().target,
            QByteArray(
                "/apis/apps/v1/namespaces/shop/deployments?labelSelector=app%3Dweb&limit=500"));
    }
    void w05_anExpiredPageStartsAgainWithoutLimit()
    {
        FakeServer server(FakeServer::serving([](Peer& peer, const Received& request) {
            if (request.target.contains("continue="))
                return peer.answer(410, status(410, "Expired", "too old"));
            peer.answer(200, request.target.contains("limit=0") ? page({u"x"_s, u"y"_s})
                                                                : page({u"a"_s}, u"next"_s));
        }));
        Cluster cluster(makeApiClient(endpointOf(server)));
        const auto list = cluster.list(kDeployments, u"shop"_s, {}, {});
        QVERIFY(list.ok());
        QCOMPARE(names(*list), QStringList({u"x"_s, u"y"_s}));
        QCOMPARE(server.requests().size(), 3);
    }
    void w06_aBusyServerIsAskedAgainAsItWishes()
    {
        std::atomic<int> asked = 0;
        FakeServer server(FakeServer::serving([&](Peer& peer, const Received&) {
            if (++asked == 1)
                return peer.answer(429, "slow down", "Retry-After: 1\r\n");
            peer.answer(200, page({u"a"_s}));
        }));
        Cluster cluster(makeApiClient(endpointOf(server)));
        QVERIFY(cluster.list(kDeployments, u"shop"_s, {}, {}).ok());
        QCOMPARE(asked.load(), 2);
    }
    void w06_aBusyServerIsNotAskedAgainForAWrite()
    {
        Fixed fixed(429, "slow down", "Retry-After: 1\r\n");
        const auto applied =
            fixed.cluster.apply(kDeployments, parsed(deployment(u"web"_s)), {}, {});
        QCOMPARE(kindOf(applied), u"TooManyRequests"_s);
        QCOMPARE(fixed.server.requests().size(), 1);
    }

    // What the user reads when an answer is bad. One sentence per situation.
    void badAnswers_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("sentence");
        const QString doing = u"Listing deployments.apps in namespace shop failed: "_s;
        QTest::newRow("w11_truncated list")
            << 200 << page({u"a"_s}).left(60) << u"Invalid"_s
            << doing + u"the answer is not a list of objects (unterminated object at byte 60)."_s;
        QTest::newRow("w12_another kind")
            << 200 << deployment(u"a"_s) << u"Invalid"_s
            << doing + u"the answer is not a list of objects (its kind is \"Deployment\")."_s;
        QTest::newRow("w12_no resourceVersion")
            << 200 << QByteArray("{\"kind\":\"DeploymentList\",\"metadata\":{}}") << u"Invalid"_s
            << doing + u"the answer is not a list of objects (it has no resourceVersion)."_s;
        QTest::newRow("w12_nameless item")
            << 200
            << QByteArray("{\"kind\":\"DeploymentList\",\"metadata\":{\"resourceVersion\":\"1\"},"
                          "\"items\":[{}]}")
            << u"Invalid"_s
            << doing + u"the answer is not a list of objects (item 1 has no name)."_s;
        QTest::newRow("w34_captive portal")
            << 200 << QByteArray("<html>Please log in</html>") << u"Invalid"_s
            << doing
                   + u"{server} answered with a web page. Perhaps a proxy or a login page answers at this address instead of an API server."_s;
        QTest::newRow("w08_html from a proxy")
            << 502 << QByteArray("<html>\n<h1>Bad \x1b[31mGateway</h1>") << u"Unreachable"_s
            << doing + u"Answer 502 from {server}: <html> <h1>Bad \\x1b[31mGateway</h1>."_s;
        QTest::newRow("w31_forbidden")
            << 403
            << status(403, "Forbidden",
                      "deployments.apps is forbidden: User \\\"reader\\\" cannot list resource "
                      "\\\"deployments\\\" in API "
                      "group \\\"apps\\\" in the namespace \\\"shop\\\"")
            << u"Forbidden"_s
            << doing
                   + u"You lack the permission; needs: list deployments.apps in namespace shop. "
                     u"Answer 403: deployments.apps "
                     "is forbidden: User \"reader\" cannot list resource \"deployments\" in API "
                     "group \"apps\" in the namespace "
                     "\"shop\"."_s;
        QTest::newRow("unauthorised")
            << 401 << status(401, "Unauthorized", "Unauthorized") << u"Unauthorised"_s
            << doing
                   + u"The server does not accept these credentials; they may have expired. Answer 401: Unauthorized."_s;
        QTest::newRow("a07_quota")
            << 403
            << status(
                   403, "Forbidden",
                   "pods \\\"a\\\" is forbidden: exceeded quota: q, used: pods=2, limited: pods=2")
            << u"Forbidden"_s
            << doing
                   + u"This is a quota of the namespace, not a missing permission. Answer 403: "
                     u"pods \"a\" is forbidden: exceeded "
                     "quota: q, used: pods=2, limited: pods=2."_s;
        QTest::newRow("a13_too large")
            << 413 << status(413, "RequestEntityTooLarge", "limit is 3145728") << u"Invalid"_s
            << doing + u"The object is too large for the server. Answer 413: limit is 3145728."_s;
        QTest::newRow("gone")
            << 410 << status(410, "Expired", "too old") << u"Expired"_s
            << doing + u"The version asked for is too old for the server. Answer 410: too old."_s;
    }
    void badAnswers()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, body);
        Fixed fixed(code, body);
        const auto list = fixed.cluster.list(kDeployments, u"shop"_s, {}, {});
        QVERIFY(!list);
        QTEST(kindOf(list), "kind");
        QFETCH(QString, sentence);
        QCOMPARE(list.error().summary, sentence.replace(u"{server}"_s, fixed.server.url()));
    }

    void w34_aPageOfAProxyNamesServerAndProxy()
    {
        FakeServer proxy(FakeServer::serving([](Peer& peer, const Received&) {
            peer.answer(200, "<!DOCTYPE html><title>Log in</title>", "Content-Type: text/html\r\n");
        }));
        Endpoint endpoint;
        endpoint.server = u"http://api.example.invalid:6443"_s;
        endpoint.proxyUrl = proxy.url();
        endpoint.proxyUrl.replace(u"http://"_s, u"http://me:secret@"_s);
        Cluster cluster(makeApiClient(endpoint));
        QCOMPARE(
            cluster.discover({}).error().summary,
            u"Asking the server for its resource types failed: http://api.example.invalid:6443 (through the proxy %1) answered with a web page. Perhaps a proxy or a login page answers at this address instead of an API server."_s
                .arg(proxy.url()));
        const Received asked = proxy.requests().value(0);
        QVERIFY(asked.target.startsWith("http://api.example.invalid:6443/api"));
    }
    void w34_compressionIsNeitherAskedForNorUndone()
    {
        // 20 bytes that gzip opens to nothing; a bomb would be opened as little.
        const QByteArray zipped = QByteArray::fromHex("1f8b08000000000000ff03000000000000000000");
        Fixed fixed(200, zipped, "Content-Encoding: gzip\r\n");
        QCOMPARE(kindOf(fixed.cluster.list(kDeployments, u"shop"_s, {}, {})), u"Invalid"_s);
        QVERIFY(!fixed.server.requests().value(0).headers.contains("accept-encoding"));
    }
    void a12_aFinalizerThatKeepsTheObjectIsNoError()
    {
        Fixed fixed(
            200,
            deployment(
                u"web"_s,
                u",\"deletionTimestamp\":\"2026-01-01T00:00:00Z\",\"finalizers\":[\"x/y\"]"_s));
        QVERIFY(fixed.cluster
                    .remove(kDeployments, parsed(deployment(u"web"_s)).key(), {}, {}, false, {})
                    .ok());
    }
    void a01_anAdmissionDenialNamesItsWebhook()
    {
        Fixed fixed(400, status(400, "BadRequest",
                                "admission webhook \\\"policy.example.com\\\" denied the request: "
                                "no root\\u001b[31m"));
        const auto applied =
            fixed.cluster.apply(kDeployments, parsed(deployment(u"web"_s)), {}, {});
        QCOMPARE(kindOf(applied), u"Invalid"_s);
        QCOMPARE(applied.error().summary, u"Applying Deployment shop/web failed: Answer 400: "
                                          u"admission webhook \"policy.example.com\" denied "
                                          "the request: no root\\x1b[31m."_s);
    }
    void a02_aWebhookThatIsDownLeavesTheOutcomeOpen()
    {
        Fixed fixed(
            500,
            status(500, "InternalError",
                   "failed calling webhook \\\"policy.example.com\\\": context deadline exceeded"));
        const auto applied =
            fixed.cluster.apply(kDeployments, parsed(deployment(u"web"_s)), {}, {});
        QCOMPARE(kindOf(applied), u"Internal"_s);
        QCOMPARE(applied.error().detail, u"unknown"_s);
        QVERIFY2(applied.error().summary.contains(u"policy.example.com"_s),
                 qPrintable(applied.error().summary));
    }
    void a08_aNamespaceThatEndsIsSaidSo()
    {
        Fixed fixed(
            403,
            status(
                403, "Forbidden",
                "unable to create new content in namespace shop because it is being terminated"));
        const auto applied =
            fixed.cluster.apply(kDeployments, parsed(deployment(u"web"_s)), {}, {});
        QCOMPARE(applied.error().summary,
                 u"Applying Deployment shop/web failed: The namespace is being deleted. Answer "
                 u"403: unable to create new "
                 "content in namespace shop because it is being terminated."_s);
    }
    void anApplyIsOneServerSidePatch()
    {
        Fixed fixed(201, deployment(u"web"_s), "Warning: 299 - \"deprecated\"\r\n");
        ApplyOptions options;
        options.force = true;
        const auto applied = fixed.cluster.apply(
            kDeployments, parsed(deployment(u"web"_s, u",\"managedFields\":[]"_s)), options, {});
        QVERIFY(applied.ok());
        QVERIFY(applied->created);
        QCOMPARE(applied->warnings, QStringList{u"deprecated"_s});
        const Received seen = fixed.server.requests().value(0);
        QCOMPARE(seen.method, QByteArray("PATCH"));
        QCOMPARE(
            seen.target,
            QByteArray(
                "/apis/apps/v1/namespaces/shop/deployments/web?fieldManager=plumbline&force=true"
                "&fieldValidation=Strict"));
        QCOMPARE(seen.headers.value("content-type"), QByteArray("application/apply-patch+yaml"));
        QCOMPARE(seen.body,
                 QJsonDocument(parsed(deployment(u"web"_s)).json()).toJson(QJsonDocument::Compact));
    }
    void aDryRunSaysSo()
    {
        Fixed fixed(200, deployment(u"web"_s));
        ApplyOptions options;
        options.dryRun = true;
        const auto applied =
            fixed.cluster.apply(kDeployments, parsed(deployment(u"web"_s)), options, {});
        QVERIFY(applied.ok());
        QVERIFY(!applied->created);
        QVERIFY(fixed.server.requests().value(0).target.endsWith("&dryRun=All"));
    }
    void a03_aConflictNamesManagerAndField()
    {
        Fixed fixed(
            409,
            status(409, "Conflict",
                   "Apply failed with 1 conflict: conflict with \\\"kubectl\\\": .spec.replicas",
                   json("{'causes':[{'reason':'FieldManagerConflict','message':'conflict with "
                        "\\'kubectl\\'','field':'.spec.replicas'}]}")));
        const auto applied =
            fixed.cluster.apply(kDeployments, parsed(deployment(u"web"_s)), {}, {});
        QCOMPARE(kindOf(applied), u"Conflict"_s);
        QCOMPARE(applied.error().summary,
                 u"Applying Deployment shop/web failed: Answer 409: Apply failed with 1 conflict: "
                 "conflict with \"kubectl\": .spec.replicas."_s);
        const QList<StatusCause> expected{
            {u"FieldManagerConflict"_s, u"conflict with \"kubectl\""_s, u".spec.replicas"_s}};
        QCOMPARE(causesOf(applied.error()), expected);
    }
    void a06_anUnknownFieldIsInvalidAlthoughItIsA500()
    {
        Fixed fixed(
            500,
            status(500, "",
                   "failed to create typed patch object: .spec.x: field not declared in schema"));
        const auto applied =
            fixed.cluster.apply(kDeployments, parsed(deployment(u"web"_s)), {}, {});
        QCOMPARE(kindOf(applied), u"Invalid"_s);
        QVERIFY(applied.error().detail != u"unknown"_s);
    }
    void a11_anAnswerThatIsNotTheObjectIsUnknown_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << 200 << QByteArray();
        QTest::newRow("not JSON") << 200 << QByteArray("<html>ok</html>");
        QTest::newRow("cut but framed") << 200 << deployment(u"web"_s).left(30);
        QTest::newRow("another object") << 200 << deployment(u"other"_s);
        QTest::newRow("a Status") << 200
                                  << QByteArray(json(
                                         "{'kind':'Status','apiVersion':'v1','status':'Success'}"));
        QTest::newRow("proxy gave up") << 504 << QByteArray("<html>gateway timeout</html>");
        QTest::newRow("internal") << 500
                                  << status(500, "InternalError", "etcdserver: request timed out");
    }
    void a11_anAnswerThatIsNotTheObjectIsUnknown()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, body);
        Fixed fixed(code, body);
        const auto applied =
            fixed.cluster.apply(kDeployments, parsed(deployment(u"web"_s)), {}, {});
        QVERIFY(!applied);
        QCOMPARE(applied.error().detail, u"unknown"_s);
        QCOMPARE(fixed.server.requests().size(), 1);
    }
    void s05_aSecretInAnErrorIsNotShown()
    {
        const QByteArray canary = "c2VjcmV0LWNhbmFyeS1ieXRlcw==";
        Fixed fixed(
            422,
            status(
                422, "Invalid",
                "Secret \\\"db\\\" is invalid: data.password: Invalid value: secret-canary-bytes "
                    + canary,
                json("{'kind':'Secret','causes':[{'reason':'FieldValueInvalid','message':'")
                    + canary + json("','field':'data.password'}]}")));
        const Object secret = parsed(json("{'apiVersion':'v1','kind':'Secret','metadata':{'name':'"
                                          "db','namespace':'shop'},'data':{'password':'")
                                     + canary + "\"}}");
        const auto applied = fixed.cluster.apply(kSecrets, secret, {}, {});
        QCOMPARE(kindOf(applied), u"Invalid"_s);
        QCOMPARE(applied.error().summary, u"Applying Secret shop/db failed: Answer 422: Invalid "
                                          u"(the server's words are not shown, since they are "
                                          "about a Secret); fields: data.password."_s);
        QVERIFY(!applied.error().detail.contains(QString::fromLatin1(canary)));
        QVERIFY(fixed.server.requests().value(0).body.contains(canary)); // the wire has it
    }

    void aDeletionCarriesItsPreconditions()
    {
        Fixed fixed(200, json("{'kind':'Status','apiVersion':'v1','status':'Success'}"));
        const objects::ResourceKey key{u"apps"_s, u"Deployment"_s, u"shop"_s, u"web"_s};
        QVERIFY(fixed.cluster.remove(kDeployments, key, u"u-web"_s, u"7"_s, true, {}).ok());
        const Received seen = fixed.server.requests().value(0);
        QCOMPARE(seen.method, QByteArray("DELETE"));
        QCOMPARE(seen.target, QByteArray("/apis/apps/v1/namespaces/shop/deployments/web"));
        QCOMPARE(
            QJsonDocument::fromJson(seen.body).object(),
            QJsonDocument::fromJson(
                json("{'apiVersion':'v1','kind':'DeleteOptions','propagationPolicy':'Background','"
                     "preconditions':{'uid':'u-web','resourceVersion':'7'},'dryRun':['All']}"))
                .object());
    }
    void aDeletionThatFinalizersHoldBackSucceeds()
    {
        Fixed fixed(200, deployment(u"web"_s));
        QVERIFY(fixed.cluster
                    .remove(kDeployments, parsed(deployment(u"web"_s)).key(), {}, {}, false, {})
                    .ok());
    }

    void discoveryReadsTheAggregatedForm()
    {
        FakeServer server(FakeServer::serving([](Peer& peer, const Received& request) {
            const QByteArray type =
                "Content-Type: "
                "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList\r\n";
            peer.answer(
                200,
                request.target == "/api"
                    ? json("{'kind':'APIGroupDiscoveryList','items':[{'metadata':{'name':''},'"
                           "versions':[{'version':'v1','freshness':'Current','resources':[{'"
                           "resource':'pods','responseKind':{'kind':'Pod'},'scope':'Namespaced','"
                           "verbs':['get','list'],'shortNames':['po']}]}]}]}")
                    : json(
                        "{'kind':'APIGroupDiscoveryList','items':[{'metadata':{'name':'apps'},'"
                        "versions':[{'version':'v1','freshness':'Current','resources':[{'resource':"
                        "'deployments','responseKind':{'group':'apps','version':'v1','kind':'"
                        "Deployment'},'scope':'Namespaced'}]}]},{'metadata':{'name':'metrics.k8s."
                        "io'},'versions':[{'version':'v1beta1','freshness':'Stale'}]}]}"),
                type);
        }));
        const auto discovery = Cluster(makeApiClient(endpointOf(server))).discover({});
        QVERIFY(discovery.ok());
        QCOMPARE(discovery->resources.size(), 2);
        QCOMPARE(discovery->find(QString(), u"Pod"_s)->shortNames, QStringList{u"po"_s});
        QCOMPARE(discovery->find(kDeployments.gvk)->plural, u"deployments"_s);
        QCOMPARE(discovery->unavailableGroups, QStringList{u"metrics.k8s.io/v1beta1"_s});
        QCOMPARE(server.requests().size(), 2);
    }
    void w30_anOldServersGroupThatIsDownIsNamed()
    {
        FakeServer server(FakeServer::serving([](Peer& peer, const Received& request) {
            if (request.target == "/api")
                return peer.answer(200, json("{'kind':'APIVersions','versions':['v1']}"));
            if (request.target == "/apis")
                return peer.answer(
                    200, json("{'kind':'APIGroupList','groups':[{'name':'batch','versions':[{'"
                              "version':'v1beta1'},{'version':'v1'}],'preferredVersion':{'version':"
                              "'v1'}},{'name':'metrics.k8s.io','versions':[{'version':'v1beta1'}],'"
                              "preferredVersion':{'version':'v1beta1'}}]}"));
            if (request.target.contains("metrics"))
                return peer.answer(503, "service unavailable");
            if (request.target.startsWith("/apis/batch"))
                return peer.answer(200, json("{'kind':'APIResourceList','resources':[{'name':'jobs'"
                                             ",'kind':'Job','namespaced':true},{'name':'jobs/"
                                             "status','kind':'Job','namespaced':true}]}"));
            peer.answer(200, json("{'kind':'APIResourceList','resources':[{'name':'nodes','kind':'"
                                  "Node','namespaced':false}]}"));
        }));
        const auto discovery = Cluster(makeApiClient(endpointOf(server))).discover({});
        QVERIFY(discovery.ok());
        QCOMPARE(discovery->unavailableGroups, QStringList{u"metrics.k8s.io/v1beta1"_s});
        QVERIFY(discovery->isUnread(u"metrics.k8s.io"_s));
        QVERIFY(!discovery->isUnread(u"batch"_s));
        QCOMPARE(discovery->find(u"batch"_s, u"Job"_s)->gvk.version, u"v1"_s);
        QVERIFY(!discovery->find(QString(), u"Node"_s)->namespaced);
        QCOMPARE(discovery->resources.size(), 3);
    }

    void w30_withoutTheNamedGroupsTheCoreIsKnown()
    {
        FakeServer server(FakeServer::serving([](Peer& peer, const Received& request) {
            if (request.target == "/api")
                return peer.answer(200, json("{'kind':'APIVersions','versions':['v1']}"));
            if (request.target == "/apis")
                return peer.answer(503, "no endpoints");
            peer.answer(200, json("{'kind':'APIResourceList','resources':[{'name':'nodes','kind':'"
                                  "Node','namespaced':false}]}"));
        }));
        const auto discovery = Cluster(makeApiClient(endpointOf(server))).discover({});
        QVERIFY(discovery.ok());
        QVERIFY(discovery->find(QString(), u"Node"_s));
        QVERIFY(discovery->isPartial());
        QVERIFY(discovery->isUnread(kDeployments.gvk));
        QVERIFY(discovery->isUnread(u"apps"_s));
        QVERIFY(!discovery->isUnread(QString()));
    }

    void theClusterIdIsTheUidOfKubeSystem()
    {
        Fixed fixed(200, json("{'kind':'Namespace','apiVersion':'v1','metadata':{'name':'kube-"
                              "system','uid':'abc'}}"));
        const auto id = fixed.cluster.clusterId(u"shop"_s, {});
        QVERIFY(id.ok());
        QCOMPARE(id->id, u"abc"_s);
        QVERIFY(!id->isWeak);
    }
    void aTenantsClusterIdIsWeak()
    {
        FakeServer server(FakeServer::serving([](Peer& peer, const Received& request) {
            if (request.target.endsWith("kube-system"))
                return peer.answer(403, status(403, "Forbidden", "no"));
            peer.answer(
                200,
                json(
                    "{'kind':'Namespace','apiVersion':'v1','metadata':{'name':'shop','uid':'s'}}"));
        }));
        const auto id = Cluster(makeApiClient(endpointOf(server))).clusterId(u"shop"_s, {});
        QVERIFY(id.ok());
        QVERIFY(id->isWeak);
        QCOMPARE(id->id.size(), 64);
    }
    void aLogIsItsLastLines()
    {
        Fixed fixed(200, "one\ntwo\n", "Content-Type: text/plain\r\n");
        const auto log = fixed.cluster.log(u"shop"_s, u"web-1"_s, u"main"_s, 1000, {});
        QVERIFY(log.ok());
        QCOMPARE(*log, u"one\ntwo\n"_s);
        QCOMPARE(
            fixed.server.requests().value(0).target,
            QByteArray("/api/v1/namespaces/shop/pods/web-1/log?tailLines=1000&container=main"));
    }
    void anAnswerAboutAnotherObjectIsRefused()
    {
        Fixed fixed(200, deployment(u"other"_s));
        const auto object = fixed.cluster.get(kDeployments, u"shop"_s, u"web"_s, {});
        QCOMPARE(kindOf(object), u"Invalid"_s);
        QCOMPARE(object.error().summary,
                 u"Reading Deployment shop/web failed: the server answered with another object."_s);
    }
};

QTEST_GUILESS_MAIN(ClusterTest)
#include "tst_cluster.moc"
