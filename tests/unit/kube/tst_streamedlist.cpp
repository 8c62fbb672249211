// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

// A complete list as the beginning of a watch (WatchList), and what becomes of it where the server
// does not know that or stops in the middle.

#include "kube/reflector.h"
#include "support/podserver.h"
#include "watchserver.h"

#include <QJsonDocument>
#include <QSignalSpy>

#include <semaphore>

using namespace plumb;
using namespace plumb::kube;
using namespace std::chrono_literals;
using State = Reflector::State;
using test::PodHistory;
using test::PodServer;

namespace {

const ApiResource kPods{{{}, u"v1"_s, u"Pod"_s}, u"pods"_s, true, {u"list"_s, u"watch"_s}, {}};

class SteppedClock final : public Clock
{
public:
    QDateTime now() const override
    {
        return QDateTime::currentDateTimeUtc().addMSecs(step.count());
    }
    std::chrono::steady_clock::time_point steady() const override
    {
        return std::chrono::steady_clock::now() + step;
    }
    std::chrono::milliseconds step{0};
};

struct Follower
{
    SteppedClock clock;
    Reflector reflector;
    QSignalSpy synced{&reflector, &Reflector::synced};
    Follower(std::shared_ptr<ApiClient> client, const ApiResource& type, const QString& ns)
        : reflector(std::move(client), type, ns, clock, [] { return 0.0; })
    {
        reflector.setListing(Reflector::Listing::AsStream);
    }
    explicit Follower(const WatchServer& server)
        : Follower(makeApiClient(endpointOf(server.server), quickLimits()), kMaps, u"shop"_s)
    {
    }
    State state() const { return reflector.freshness().state; }
    QString names()
    {
        QStringList all;
        for (const auto& object : reflector.store().all())
            all += object.name() + u'@' + object.resourceVersion();
        all.sort();
        return all.join(u' ');
    }
};

std::shared_ptr<ApiClient> clientOf(const PodServer& server)
{
    Endpoint endpoint;
    endpoint.server = server.url();
    return makeApiClient(endpoint);
}

QByteArray theEnd(int version)
{
    return watchLine("BOOKMARK",
                     json("{'kind':'ConfigMap','apiVersion':'v1','metadata':{'resourceVersion':'"
                          + QByteArray::number(version)
                          + "','annotations':{'k8s.io/initial-events-end':'true'}}}"));
}

bool asksForAll(const Received& request)
{
    return request.target.contains("sendInitialEvents=true");
}

} // namespace

class StreamedListTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneRequestListsAndWatches()
    {
        constexpr int kCount = 700, kEvents = 900;
        PodServer server({kCount, kEvents, 100'000, true, false});
        Follower follower(clientOf(server), kPods, {});
        follower.reflector.start();
        QTRY_COMPARE_WITH_TIMEOUT(follower.reflector.store().statistics().events, kEvents, 20'000);
        QCOMPARE(server.lists.load(), 0);
        QCOMPARE(server.watches.load(), 1);
        QCOMPARE(follower.synced.size(), 1);
        QCOMPARE(follower.state(), State::Live);
        PodHistory history(kCount);
        for (int i = 0; i < kEvents; ++i)
            (void)history.next();
        qsizetype there = 0;
        for (int i = 0; i < kCount; ++i) {
            const auto& pod = history.pods()[size_t(i)];
            const auto summary =
                follower.reflector.store().summary({{},
                                                    u"Pod"_s,
                                                    QString::fromLatin1(PodHistory::space(i)),
                                                    QString::fromLatin1(PodHistory::name(i))});
            QCOMPARE(summary.has_value(), pod.isThere);
            if (!summary)
                continue;
            ++there;
            QCOMPARE(summary->resourceVersion, QString::number(pod.version));
            QCOMPARE(summary->uid, QString::fromLatin1(PodHistory::uid(i, pod)));
        }
        QCOMPARE(follower.reflector.store().size(), there);
    }
    void theRequestIsTheOneOfWatchList()
    {
        WatchServer server;
        server.feed(theEnd(9));
        Follower follower(server);
        follower.reflector.start();
        QTRY_COMPARE(follower.state(), State::Live);
        QCOMPARE(server.server.requests().constFirst().target,
                 QByteArray("/api/v1/namespaces/shop/configmaps?watch=1&allowWatchBookmarks=true&"
                            "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&"
                            "resourceVersion=&timeoutSeconds=300"));
    }
    void w19_aServerThatDoesNotKnowItIsAskedOnceAndListedInPages()
    {
        constexpr int kCount = 1200;
        PodServer server({kCount, 0, 1, false, false});
        const auto client = clientOf(server);
        Follower one(client, kPods, {}), two(client, kPods, {});
        one.reflector.start();
        QTRY_COMPARE_WITH_TIMEOUT(one.reflector.store().size(), kCount, 20'000);
        QTRY_COMPARE(one.state(), State::Live);
        QCOMPARE(server.refusals.load(), 1);
        QCOMPARE(server.pages.load(), 3);
        two.reflector.start();
        QTRY_COMPARE_WITH_TIMEOUT(two.reflector.store().size(), kCount, 20'000);
        QCOMPARE(server.refusals.load(), 1);
        QCOMPARE(server.pages.load(), 6);
    }
    // Until the server has caught up with the version it promised, real events come in between.
    void whatHappensBeforeTheEndCounts()
    {
        WatchServer server;
        Follower follower(server);
        follower.reflector.start();
        server.feed(watchLine("ADDED", mapJson("a", 3)) + watchLine("ADDED", mapJson("b", 4)));
        server.feed(watchLine("MODIFIED", mapJson("a", 7)) + watchLine("DELETED", mapJson("b", 8)));
        QTRY_COMPARE(server.watches.load(), 1);
        QCOMPARE(follower.names(), QString()); // nothing of it is seen yet
        QVERIFY(follower.state() != State::Live);
        server.feed(theEnd(9) + watchLine("ADDED", mapJson("c", 10)));
        QTRY_COMPARE(follower.names(), u"a@7 c@10"_s);
        QCOMPARE(follower.synced.size(), 1);
        QCOMPARE(follower.state(), State::Live);
        QCOMPARE(server.lists.load(), 0);
    }
    void aLaterListTakesThePlaceOfTheFirst()
    {
        std::binary_semaphore isSeen(0);
        WatchServer server;
        server.onWatch = [&](Peer& peer, const Received& request, int number) {
            if (number == 1 || !asksForAll(request))
                return false;
            peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            peer.chunk(watchLine("ADDED", mapJson("a", 20)));
            isSeen.acquire();
            peer.chunk(theEnd(21));
            peer.untilClosed();
            return true;
        };
        server.feed(watchLine("ADDED", mapJson("a", 3)) + watchLine("ADDED", mapJson("gone", 4))
                    + theEnd(9));
        Follower follower(server);
        follower.reflector.start();
        QTRY_COMPARE(follower.names(), u"a@3 gone@4"_s);
        server.feed(watchLine(
            "ERROR", json("{'kind':'Status','code':410,'reason':'Expired','message':'x'}")));
        QTRY_COMPARE(follower.reflector.store().staged(), 1);
        const QString meanwhile = follower.names(); // W-03: what was there stays until then
        isSeen.release();
        QCOMPARE(meanwhile, u"a@3 gone@4"_s);
        QTRY_COMPARE(follower.names(), u"a@20"_s);
        QCOMPARE(follower.synced.size(), 2);
    }
    void w11_aListThatEndsEarlyIsNoList()
    {
        WatchServer server;
        server.onWatch = [](Peer& peer, const Received&, int number) {
            if (number > 1)
                return false;
            peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            peer.chunk(watchLine("ADDED", mapJson("half", 3)));
            peer.chunk({});
            return true;
        };
        server.feed(watchLine("ADDED", mapJson("a", 5)) + theEnd(9));
        Follower follower(server);
        follower.reflector.start();
        QTRY_COMPARE(follower.state(), State::Reconnecting);
        QCOMPARE(follower.names(), QString());
        QTRY_COMPARE_WITH_TIMEOUT(follower.names(), u"a@5"_s, 10'000);
        QCOMPARE(follower.synced.size(), 1);
    }
    void w10_aStreamThatStopsIsListedInPages()
    {
        WatchServer server;
        server.setList(listJson(10, {mapJson("a", 3)}));
        server.onWatch = [](Peer& peer, const Received& request, int) {
            if (!asksForAll(request))
                return false;
            peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            peer.chunk(watchLine("ADDED", mapJson("half", 3)));
            peer.untilClosed();
            return true;
        };
        Follower follower(server);
        follower.reflector.start();
        QTRY_COMPARE(server.watches.load(), 1);
        QTRY_COMPARE(follower.reflector.store().staged(), 1);
        follower.clock.step = 29s;
        follower.reflector.tick();
        QCOMPARE(follower.reflector.store().staged(), 1);
        follower.clock.step = 32s;
        follower.reflector.tick();
        QTRY_COMPARE(follower.names(), u"a@3"_s);
        QCOMPARE(server.lists.load(), 1);
        QTRY_COMPARE(follower.state(), State::Live);
    }
    void w31_withoutTheRightToWatchThePagesTell()
    {
        WatchServer server;
        server.setList(listJson(10, {mapJson("a", 3)}));
        server.onWatch = [](Peer& peer, const Received&, int) {
            peer.answer(403,
                        json("{'kind':'Status','code':403,'reason':'Forbidden','message':'x'}"));
            return true;
        };
        Follower follower(server);
        follower.reflector.start();
        QTRY_COMPARE(follower.names(), u"a@3"_s);
        QTRY_COMPARE(follower.state(), State::Live);
        QVERIFY(follower.reflector.freshness().problem);
    }
};

QTEST_GUILESS_MAIN(StreamedListTest)
#include "tst_streamedlist.moc"
