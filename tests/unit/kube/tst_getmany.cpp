// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/cluster.h"

#include "kubetest.h"

#include <QJsonDocument>

using namespace plumb;
using namespace plumb::kube;

namespace {

const ApiResource kMaps{{{}, u"v1"_s, u"ConfigMap"_s}, u"configmaps"_s, true, {}, {}};

QByteArray map(const QString& name, bool isListed = false)
{
    const QString type = isListed ? QString() : u"\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\","_s;
    return u"{%2\"metadata\":{\"name\":\"%1\",\"namespace\":\"shop\",\"uid\":\"u-%1\"}}"_s
        .arg(name, type)
        .toUtf8();
}

QByteArray page(const QStringList& names, const QByteArray& next = {})
{
    QByteArrayList items;
    for (const QString& name : names)
        items += map(name, true);
    return "{\"kind\":\"ConfigMapList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":"
           "\"90\",\"continue\":\""
           + next + "\"},\"items\":[" + items.join(',') + "]}";
}

QByteArray status(int code, const QByteArray& reason)
{
    return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"no\","
           "\"reason\":\""
           + reason + "\",\"code\":" + QByteArray::number(code) + '}';
}

//! Answers lists with `list`, and of single objects those in `there`.
FakeServer::Script server(std::function<void(Peer&, const Received&)> list, QStringList there)
{
    return FakeServer::serving([=](Peer& peer, const Received& request) {
        const QString name = QString::fromUtf8(request.target).section(u'/', -1);
        if (name.startsWith(u"configmaps"))
            return list(peer, request);
        if (there.contains(name))
            return peer.answer(200, map(name));
        peer.answer(404, status(404, "NotFound"));
    });
}

int countOf(const FakeServer& server, bool isList)
{
    int count = 0;
    for (const Received& request : server.requests())
        count += request.target.contains("configmaps?") == isList;
    return count;
}

QStringList found(const std::vector<Result<objects::Object>>& all)
{
    QStringList words;
    for (const auto& each : all)
        words += each ? each->name() : nameOf(each.error().kind);
    return words;
}

} // namespace

class GetManyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void manyComeFromOneList()
    {
        FakeServer fake(server(
            [](Peer& peer, const Received&) {
                peer.answer(200, page({u"d"_s, u"b"_s, u"a"_s, u"other"_s}));
            },
            {}));
        Cluster cluster(makeApiClient(endpointOf(fake)));
        const auto all = cluster.getMany(kMaps, u"shop"_s, {u"a"_s, u"b"_s, u"c"_s, u"d"_s}, 4, {});
        QCOMPARE(found(all), QStringList({u"a"_s, u"b"_s, u"NotFound"_s, u"d"_s}));
        QCOMPARE(all[0]->gvk(), kMaps.gvk);
        QCOMPARE(fake.requests().size(), 1);
    }
    void fewAreAskedForOneByOne()
    {
        FakeServer fake(
            server([](Peer& peer, const Received&) { peer.answer(500, {}); }, {u"b"_s}));
        Cluster cluster(makeApiClient(endpointOf(fake)));
        QCOMPARE(found(cluster.getMany(kMaps, u"shop"_s, {u"a"_s, u"b"_s}, 4, {})),
                 QStringList({u"NotFound"_s, u"b"_s}));
        QCOMPARE(countOf(fake, true), 0);
    }
    void whoMayNotListMayYetGet_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("w31_forbidden") << 403;
        QTest::newRow("the server lists no such type") << 405;
        QTest::newRow("a list that is not found says nothing of its objects") << 404;
    }
    void whoMayNotListMayYetGet()
    {
        QFETCH(int, code);
        FakeServer fake(server(
            [code](Peer& peer, const Received&) { peer.answer(code, status(code, "Refused")); },
            {u"a"_s, u"b"_s, u"d"_s}));
        Cluster cluster(makeApiClient(endpointOf(fake)));
        QCOMPARE(found(cluster.getMany(kMaps, u"shop"_s, {u"a"_s, u"b"_s, u"c"_s, u"d"_s}, 4, {})),
                 QStringList({u"a"_s, u"b"_s, u"NotFound"_s, u"d"_s}));
    }
    void w08_aListThatFailsIsNoAbsence()
    {
        FakeServer fake(server(
            [](Peer& peer, const Received&) { peer.answer(500, status(500, "InternalError")); },
            {u"a"_s}));
        Cluster cluster(makeApiClient(endpointOf(fake)));
        QCOMPARE(found(cluster.getMany(kMaps, u"shop"_s, {u"a"_s, u"b"_s, u"c"_s, u"d"_s}, 4, {})),
                 QStringList(4, u"Internal"_s));
        QCOMPARE(countOf(fake, false), 0);
    }
    //! Four objects among a hundred thousand are not worth two hundred pages.
    void aLongListIsLeftForSingleObjects()
    {
        FakeServer fake(
            server([](Peer& peer, const Received&) { peer.answer(200, page({u"a"_s}, "more")); },
                   {u"b"_s, u"c"_s, u"d"_s}));
        Cluster cluster(makeApiClient(endpointOf(fake)));
        QCOMPARE(found(cluster.getMany(kMaps, u"shop"_s, {u"a"_s, u"b"_s, u"c"_s, u"d"_s}, 4, {})),
                 QStringList({u"a"_s, u"b"_s, u"c"_s, u"d"_s}));
        QCOMPARE(countOf(fake, true), 1);
        QCOMPARE(countOf(fake, false), 3);
    }

    void w01_aReadThatWasLostWithItsConnectionIsSentOnceMore_data()
    {
        QTest::addColumn<int>("lost");
        QTest::addColumn<int>("received");
        QTest::addColumn<bool>("isFine");
        QTest::newRow("once") << 1 << 2 << true;
        QTest::newRow("and no more often") << 9 << 2 << false;
    }
    void w01_aReadThatWasLostWithItsConnectionIsSentOnceMore()
    {
        QFETCH(int, lost);
        QFETCH(int, received);
        QFETCH(bool, isFine);
        std::atomic<int> asked = 0;
        FakeServer fake([&](Peer& peer) {
            Received request;
            while (peer.read(request)) {
                if (++asked <= lost)
                    return; // the connection ends without an answer
                peer.answer(200, map(u"a"_s));
            }
        });
        Cluster cluster(makeApiClient(endpointOf(fake)));
        QCOMPARE(cluster.get(kMaps, u"shop"_s, u"a"_s, {}).ok(), isFine);
        QCOMPARE(asked.load(), received);
    }
    void p06_onlyADryRunIsSentOnceMoreAndNeverAWrite()
    {
        std::atomic<int> asked = 0;
        FakeServer fake([&](Peer& peer) {
            Received request;
            while (peer.read(request)) {
                ++asked;
                return;
            }
        });
        Cluster cluster(makeApiClient(endpointOf(fake)));
        const auto object =
            objects::Object::fromJson(QJsonDocument::fromJson(map(u"a"_s)).object());
        QVERIFY(!cluster.apply(kMaps, object, {.dryRun = true}, {}));
        QCOMPARE(asked.exchange(0), 2);
        QVERIFY(!cluster.apply(kMaps, object, {}, {}));
        QCOMPARE(asked.load(), 1);
    }
};

QTEST_GUILESS_MAIN(GetManyTest)
#include "tst_getmany.moc"
