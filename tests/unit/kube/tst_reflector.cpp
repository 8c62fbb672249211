// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/reflector.h"

#include "watchserver.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <thread>

using namespace plumb;
using namespace plumb::kube;
using namespace std::chrono_literals;
using State = Reflector::State;

namespace {

//! The system's clock, and a hand that can move it on.
class MovedClock final : public Clock
{
public:
    QDateTime now() const override
    {
        return QDateTime::currentDateTimeUtc().addMSecs(m_wall.load().count());
    }
    std::chrono::steady_clock::time_point steady() const override
    {
        return std::chrono::steady_clock::now() + m_steady.load();
    }
    void move(std::chrono::milliseconds time)
    {
        m_wall = m_wall.load() + time;
        m_steady = m_steady.load() + time;
    }
    void sleepThrough(std::chrono::milliseconds time) { m_wall = m_wall.load() + time; }

private:
    std::atomic<std::chrono::milliseconds> m_wall{0ms}, m_steady{0ms};
};

QString names(Reflector& reflector)
{
    QStringList all;
    for (const auto& object : reflector.store().all())
        all += object.name() + u'@' + object.resourceVersion();
    all.sort();
    return all.join(u' ');
}

QByteArray status(int code, const QByteArray& reason = "x")
{
    return json("{'kind':'Status','code':" + QByteArray::number(code) + ",'reason':'" + reason
                + "','message':'" + reason + "'}");
}

//! A reflector of the server, its clock, and what it said.
struct Watcher
{
    MovedClock clock;
    Reflector reflector;
    QSignalSpy synced{&reflector, &Reflector::synced};
    QSignalSpy told{&reflector, &Reflector::freshnessChanged};
    explicit Watcher(const WatchServer& server)
        : reflector(makeApiClient(endpointOf(server.server), quickLimits()), kMaps, u"shop"_s,
                    clock, [] { return 0.0; })
    {
    }
    State state() const { return reflector.freshness().state; }
};

} // namespace

class ReflectorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itListsAndFollows()
    {
        WatchServer server;
        server.setList(listJson(10, {mapJson("a", 3), mapJson("b", 4)}));
        Watcher watcher(server);
        watcher.reflector.start();
        QTRY_COMPARE(watcher.state(), State::Live);
        QCOMPARE(names(watcher.reflector), u"a@3 b@4"_s);
        server.feed(watchLine("MODIFIED", mapJson("a", 11))
                    + watchLine("DELETED", mapJson("b", 12)));
        server.feed(watchLine("ADDED", mapJson("c", 13)));
        QTRY_COMPARE(names(watcher.reflector), u"a@11 c@13"_s);
        QCOMPARE(watcher.synced.size(), 1);
        const QByteArray target = server.last();
        QCOMPARE(target, QByteArray("/api/v1/namespaces/shop/"
                                    "configmaps?watch=1&allowWatchBookmarks=true&resourceVersion=10"
                                    "&timeoutSeconds=300"));
    }
    void w01_anEndedWatchGoesOnFromItsLastVersion()
    {
        WatchServer server;
        Watcher watcher(server);
        watcher.reflector.start();
        server.feed(watchLine("ADDED", mapJson("a", 20)));
        server.feed(watchLine(
            "BOOKMARK",
            json("{'kind':'ConfigMap','apiVersion':'v1','metadata':{'resourceVersion':'35'}}")));
        QTRY_COMPARE(names(watcher.reflector), u"a@20"_s);
        watcher.clock.move(2s); // long enough not to be a short watch
        server.endWatch();
        QTRY_COMPARE(server.watches.load(), 2);
        QTRY_VERIFY(server.last().contains("resourceVersion=35"));
        QCOMPARE(server.lists.load(), 1);
        QCOMPARE(watcher.state(), State::Live);
    }
    void w09_whatWasMissedComesBeforeItIsCalledFresh()
    {
        WatchServer server;
        server.setList(listJson(10, {mapJson("a", 3)}));
        server.onWatch = [](Peer& peer, const Received&, int number) {
            if (number == 2)
                peer.answer(503, status(503, "ServiceUnavailable"));
            return number == 2;
        };
        Watcher watcher(server);
        watcher.reflector.start();
        QTRY_COMPARE(watcher.state(), State::Live);
        watcher.clock.move(2s);
        server.endWatch();
        QTRY_COMPARE(watcher.state(), State::Reconnecting);
        const QDateTime proof = watcher.reflector.freshness().lastProof;
        server.feed(watchLine("MODIFIED", mapJson("a", 20)));
        watcher.clock.move(1s);
        watcher.reflector.tick();
        QTRY_COMPARE(names(watcher.reflector), u"a@20"_s);
        // More may be on its way.
        QCOMPARE(watcher.state(), State::Reconnecting);
        QCOMPARE(watcher.reflector.freshness().lastProof, proof);
        watcher.clock.move(1s);
        watcher.reflector.tick();
        QCOMPARE(watcher.state(), State::Live);
        QVERIFY(watcher.reflector.freshness().lastProof > proof);
    }
    void w03_goneAsAStatusListsAnew()
    {
        WatchServer server;
        server.setList(listJson(10, {mapJson("a", 3), mapJson("gone", 4)}));
        server.onWatch = [&](Peer& peer, const Received&, int number) {
            if (number > 1)
                return false;
            server.setList(listJson(50, {mapJson("a", 30)}));
            peer.answer(410, status(410, "Expired"));
            return true;
        };
        Watcher watcher(server);
        watcher.reflector.start();
        QTRY_COMPARE(names(watcher.reflector), u"a@30"_s);
        QTRY_COMPARE(watcher.synced.size(), 2);
        QTRY_VERIFY(server.last().contains("resourceVersion=50"));
    }
    void w04_goneAsAnEventListsAnew()
    {
        WatchServer server;
        server.setList(listJson(10, {mapJson("a", 3)}));
        Watcher watcher(server);
        watcher.reflector.start();
        QTRY_COMPARE(watcher.state(), State::Live);
        server.setList(listJson(60, {mapJson("b", 40)}));
        server.feed(watchLine("ERROR", status(410, "Expired")));
        QTRY_COMPARE(names(watcher.reflector), u"b@40"_s);
        QCOMPARE(server.lists.load(), 2);
    }
    void w05_anExpiredPageListsInOnePiece()
    {
        WatchServer server;
        server.onList = [](Peer& peer, const Received& request) {
            if (request.target.contains("continue="))
                return peer.answer(410, status(410, "Expired"));
            peer.answer(200, request.target.contains("limit=0")
                                 ? listJson(12, {mapJson("x", 1), mapJson("y", 2)})
                                 : listJson(10, {mapJson("old", 1)}, "next"));
        };
        Watcher watcher(server);
        watcher.reflector.start();
        QTRY_COMPARE(watcher.state(), State::Live);
        QCOMPARE(names(watcher.reflector), u"x@1 y@2"_s);
        QCOMPARE(watcher.synced.size(), 1);
    }
    void w06_aBusyServerIsNotListedAnew()
    {
        WatchServer server;
        server.setList(listJson(10, {mapJson("a", 3)}));
        server.onWatch = [](Peer& peer, const Received&, int number) {
            if (number == 1)
                peer.answer(429, "{}", "Retry-After: 1\r\n");
            return number == 1;
        };
        Watcher watcher(server);
        watcher.reflector.start();
        QTRY_COMPARE(watcher.state(), State::Reconnecting);
        QCOMPARE(nameOf(watcher.reflector.freshness().problem->kind), u"TooManyRequests"_s);
        QTRY_COMPARE(watcher.state(), State::Live);
        QCOMPARE(server.lists.load(), 1);
        QVERIFY(!watcher.reflector.freshness().problem);
    }
    void w08_aBrokenServerKeepsTheContent()
    {
        WatchServer server;
        server.setList(listJson(10, {mapJson("a", 3)}));
        server.onWatch = [](Peer& peer, const Received&, int number) {
            if (number == 1)
                peer.answer(502, "<html>Bad gateway</html>", "Content-Type: text/html\r\n");
            return number == 1;
        };
        Watcher watcher(server);
        watcher.reflector.start();
        QTRY_COMPARE(watcher.state(), State::Reconnecting);
        QCOMPARE(
            watcher.reflector.freshness().problem->summary,
            u"Watching configmaps in namespace shop failed: Answer 502 from %1: <html>Bad gateway</html>."_s
                .arg(server.server.url()));
        QCOMPARE(names(watcher.reflector), u"a@3"_s);
        QTRY_COMPARE(watcher.state(), State::Live);
        QCOMPARE(server.lists.load(), 1);
    }

    // The promise of the issue: stale is marked within 90 s of losing contact. The socket stays
    // open and nothing comes; the clock is moved by hand.
    void w09_aSilentConnectionIsStaleAt90Seconds()
    {
        WatchServer server;
        server.setList(listJson(10, {mapJson("a", 3)}));
        server.onWatch = [](Peer& peer, const Received&, int number) {
            if (number > 1)
                peer.untilClosed(); // black hole: accepted, never answered
            return number > 1;
        };
        Watcher watcher(server);
        watcher.reflector.start();
        QTRY_COMPARE(watcher.state(), State::Live);
        watcher.clock.move(74s);
        QVERIFY(!watcher.reflector.freshness().isStale);
        QCOMPARE(server.watches.load(), 1);
        watcher.clock.move(2s); // 76 s: the idle guard asks for a proof of life
        QTRY_COMPARE(server.watches.load(), 2);
        QTRY_COMPARE(watcher.state(), State::Reconnecting);
        QVERIFY(!watcher.reflector.freshness().isStale);
        watcher.told.clear();
        watcher.clock.move(15s); // 91 s
        QVERIFY(watcher.reflector.freshness().isStale);
        QTRY_VERIFY(!watcher.told.isEmpty()); // and it says so by itself
        QCOMPARE(names(watcher.reflector), u"a@3"_s);
    }
    void anIdleTypeStaysFreshThroughRewatching()
    {
        WatchServer server;
        Watcher watcher(server);
        watcher.reflector.start();
        QTRY_COMPARE(watcher.state(), State::Live);
        for (int round = 2; round <= 3; ++round) {
            watcher.clock.move(76s);
            QTRY_COMPARE(server.watches.load(), round);
            QTRY_VERIFY(watcher.reflector.freshness().lastProof.secsTo(watcher.clock.now()) < 10);
            QVERIFY(!watcher.reflector.freshness().isStale);
        }
        QCOMPARE(server.lists.load(), 1);
    }
    void w20_afterASleepTheStreamIsVerified()
    {
        WatchServer server;
        Watcher watcher(server);
        watcher.reflector.start();
        QTRY_COMPARE(watcher.state(), State::Live);
        watcher.clock.sleepThrough(8h);
        QTRY_COMPARE(server.watches.load(), 2);
    }
    void w11_aTruncatedListKeepsTheContent()
    {
        WatchServer server;
        server.setList(listJson(10, {mapJson("a", 3)}));
        Watcher watcher(server);
        watcher.reflector.start();
        QTRY_COMPARE(watcher.state(), State::Live);
        server.setList(listJson(20, {mapJson("b", 15)}).chopped(5));
        server.feed(watchLine("ERROR", status(410, "Expired")));
        QTRY_COMPARE(watcher.state(), State::Reconnecting);
        QCOMPARE(names(watcher.reflector), u"a@3"_s);
        server.setList(listJson(20, {mapJson("b", 15)}));
        QTRY_COMPARE(names(watcher.reflector), u"b@15"_s);
        QTRY_COMPARE(watcher.state(), State::Live);
    }
    void w11_aCutLineIsReadAgainByTheNextWatch()
    {
        WatchServer server;
        server.onWatch = [](Peer& peer, const Received&, int number) {
            if (number > 1)
                return false;
            peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            peer.chunk(watchLine("ADDED", mapJson("a", 11))
                       + watchLine("ADDED", mapJson("b", 12)).left(30));
            peer.chunk({});
            return true;
        };
        server.feed(watchLine("ADDED", mapJson("b", 12)));
        Watcher watcher(server);
        watcher.reflector.start();
        QTRY_COMPARE(names(watcher.reflector), u"a@11 b@12"_s);
        QVERIFY(server.last().contains("resourceVersion=11"));
        QCOMPARE(server.lists.load(), 1);
    }
    void w12_garbageInTheStreamListsAnew()
    {
        WatchServer server;
        Watcher watcher(server);
        watcher.reflector.start();
        QTRY_COMPARE(watcher.state(), State::Live);
        server.setList(listJson(30, {mapJson("a", 25)}));
        server.feed(watchLine("ADDED", mapJson("z", 11)) + "garbage\n");
        QTRY_COMPARE(watcher.state(), State::Reconnecting);
        QCOMPARE(
            watcher.reflector.freshness().problem->summary,
            u"Watching configmaps failed: the server sent a line that is not a JSON object."_s);
        QTRY_COMPARE(names(watcher.reflector), u"a@25"_s);
        QTRY_COMPARE(watcher.state(), State::Live);
    }
    void w13_aFloodLosesNothing()
    {
        WatchServer server;
        Watcher watcher(server);
        QSignalSpy deltas(&watcher.reflector.store(), &ObjectStore::changed);
        watcher.reflector.start();
        QTRY_COMPARE(watcher.state(), State::Live);
        QByteArray burst;
        int version = 100;
        for (int i = 0; i < 20'000; ++i)
            burst += watchLine("MODIFIED", mapJson("m" + QByteArray::number(i % 500), ++version));
        QElapsedTimer time;
        time.start();
        server.feed(burst);
        QTRY_COMPARE_WITH_TIMEOUT(watcher.reflector.store().size(), 500, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(names(watcher.reflector).contains(u"m499@20100"_s), 30'000);
        QTest::qWait(0);
        QVERIFY2(deltas.size() <= time.elapsed() / 100 + 2,
                 QByteArray::number(deltas.size()).constData());
    }
    void w18_anOldBookmarkDoesNotTurnBack()
    {
        WatchServer server;
        Watcher watcher(server);
        watcher.reflector.start();
        server.feed(watchLine("ADDED", mapJson("a", 40)));
        server.feed(watchLine(
            "BOOKMARK",
            json("{'kind':'ConfigMap','apiVersion':'v1','metadata':{'resourceVersion':'15'}}")));
        QTRY_COMPARE(names(watcher.reflector), u"a@40"_s);
        watcher.clock.move(2s);
        server.endWatch();
        QTRY_COMPARE(server.watches.load(), 2);
        QTRY_VERIFY(server.last().contains("resourceVersion=40"));
    }
    void w28_aTypeThatIsGoneIsAbsent()
    {
        WatchServer server;
        server.setList(listJson(10, {mapJson("a", 3)}));
        Watcher watcher(server);
        watcher.reflector.start();
        QTRY_COMPARE(watcher.state(), State::Live);
        server.onWatch = [](Peer& peer, const Received&, int) {
            peer.answer(404, "404 page not found");
            return true;
        };
        watcher.clock.move(2s);
        server.endWatch();
        QTRY_COMPARE(watcher.state(), State::Absent);
        QCOMPARE(names(watcher.reflector), QString());
    }
    void w31_aForbiddenListSaysTheMissingRule()
    {
        WatchServer server;
        server.onList = [](Peer& peer, const Received&) {
            peer.answer(
                403,
                json(
                    "{'kind':'Status','code':403,'reason':'Forbidden','message':'configmaps is "
                    "forbidden: User \\'r\\' cannot list "
                    "resource \\'configmaps\\' in API group \\'\\' in the namespace \\'shop\\''}"));
        };
        Watcher watcher(server);
        watcher.reflector.start();
        QTRY_COMPARE(watcher.state(), State::Forbidden);
        QVERIFY2(watcher.reflector.freshness().problem->summary.contains(
                     u"needs: list configmaps in namespace shop."_s),
                 qPrintable(watcher.reflector.freshness().problem->summary));
        QVERIFY(!watcher.reflector.freshness().isStale);
    }
    void w31_withoutTheRightToWatchItPolls()
    {
        WatchServer server;
        server.setList(listJson(10, {mapJson("a", 3)}));
        server.onWatch = [](Peer& peer, const Received&, int) {
            peer.answer(403, status(403, "Forbidden"));
            return true;
        };
        Watcher watcher(server);
        watcher.reflector.start();
        QTRY_COMPARE(server.lists.load(), 2);
        QTRY_COMPARE(watcher.state(), State::Live);
        QCOMPARE(nameOf(watcher.reflector.freshness().problem->kind), u"Forbidden"_s);
        QCOMPARE(names(watcher.reflector), u"a@3"_s);
    }
    void w33_revokedRowsDisappear()
    {
        WatchServer server;
        server.setList(listJson(10, {mapJson("a", 3)}));
        Watcher watcher(server);
        watcher.reflector.start();
        QTRY_COMPARE(watcher.state(), State::Live);
        server.onList = [](Peer& peer, const Received&) {
            peer.answer(403, status(403, "Forbidden"));
        };
        server.onWatch = [](Peer& peer, const Received&, int) {
            peer.answer(403, status(403, "Forbidden"));
            return true;
        };
        watcher.clock.move(2s);
        server.endWatch();
        QTRY_COMPARE(watcher.state(), State::Forbidden);
        QCOMPARE(names(watcher.reflector), QString());
    }
    void w21_aRotatedTokenIsTakenUp()
    {
        QTemporaryDir folder;
        const auto rotate = [&](const QByteArray& token) {
            QFile file(folder.filePath(u"token"_s));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(token);
        };
        rotate("old");
        WatchServer server;
        server.setList(listJson(10, {mapJson("a", 3)}));
        std::atomic<bool> isExpired = false;
        server.onWatch = [&](Peer& peer, const Received& request, int) {
            if (isExpired && request.headers.value("authorization") != "Bearer new") {
                peer.answer(401, status(401, "Unauthorized"));
                return true;
            }
            return false;
        };
        Endpoint endpoint = endpointOf(server.server);
        endpoint.tokenFile = folder.filePath(u"token"_s);
        MovedClock clock;
        Reflector reflector(makeApiClient(endpoint), kMaps, u"shop"_s, clock, [] { return 0.0; });
        reflector.start();
        QTRY_COMPARE(reflector.freshness().state, State::Live);
        isExpired = true;
        clock.move(2s);
        server.endWatch();
        QTRY_COMPARE(reflector.freshness().state, State::Reconnecting);
        QCOMPARE(nameOf(reflector.freshness().problem->kind), u"Unauthorised"_s);
        QCOMPARE(names(reflector), u"a@3"_s); // kept on screen
        rotate("new");
        QTRY_COMPARE(reflector.freshness().state, State::Live);
        QCOMPARE(server.lists.load(), 1);
    }
    void w37_nothingLeftIsBelievedOfACompleteListOnly()
    {
        WatchServer server;
        server.setList(listJson(10, {mapJson("a", 3), mapJson("b", 4)}));
        Watcher watcher(server);
        watcher.reflector.start();
        QTRY_COMPARE(watcher.state(), State::Live);
        std::atomic<int> asked = 0;
        server.onList = [&](Peer& peer, const Received&) {
            if (++asked == 1) // an empty page with more behind it, which then fails
                return peer.answer(200, listJson(20, {}, "more"));
            peer.answer(asked == 2 ? 500 : 200, asked == 2 ? status(500) : listJson(30, {}));
        };
        server.feed(watchLine("ERROR", status(410, "Expired")));
        QTRY_COMPARE(watcher.state(), State::Reconnecting);
        QCOMPARE(names(watcher.reflector), u"a@3 b@4"_s);
        QTRY_COMPARE(watcher.reflector.store().size(), 0);
    }
    void w24_atMostFourListsAtOnce()
    {
        std::atomic<int> inside = 0, most = 0;
        WatchServer server;
        server.onList = [&](Peer& peer, const Received&) {
            const int now = ++inside;
            for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) { }
            // The fourth opens the door for all, the rest find it open; alone, a list waits a
            // moment.
            QElapsedTimer time;
            time.start();
            while (most < 4 && time.elapsed() < 2000)
                std::this_thread::yield();
            --inside;
            peer.answer(200, listJson(10, {mapJson("a", 3)}));
        };
        const auto client = makeApiClient(endpointOf(server.server));
        const SystemClock clock;
        std::vector<std::unique_ptr<Reflector>> reflectors;
        for (int i = 0; i < 12; ++i)
            reflectors.push_back(
                std::make_unique<Reflector>(client, kMaps, u"shop"_s, clock, [] { return 0.0; }));
        for (const auto& reflector : reflectors)
            reflector->start();
        reflectors.erase(reflectors.begin(),
                         reflectors.begin() + 2); // gone while it lists: its place is free
        for (const auto& reflector : reflectors)
            QTRY_COMPARE(reflector->freshness().state, State::Live);
        QCOMPARE(most.load(), 4);
    }
    void stoppedItIsIdleAndLeavesTheServerAlone()
    {
        WatchServer server;
        Watcher watcher(server);
        watcher.reflector.start();
        QTRY_COMPARE(watcher.state(), State::Live);
        watcher.reflector.stop();
        QCOMPARE(watcher.state(), State::Idle);
        server.feed(watchLine("ADDED", mapJson("late", 99)));
        watcher.reflector.start();
        QTRY_COMPARE(watcher.synced.size(), 2);
    }
    void destroyedInTheMiddleItIsSilent()
    {
        WatchServer server;
        for (int i = 0; i < 20; ++i) {
            Watcher watcher(server);
            watcher.reflector.start();
            if (i % 2)
                QTRY_COMPARE(watcher.state(), State::Live);
        }
    }
};

QTEST_GUILESS_MAIN(ReflectorTest)
#include "tst_reflector.moc"
