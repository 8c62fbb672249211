// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

// Reliability 3.2, the rows marked K: a real kube-apiserver and etcd, which are restarted, killed,
// compacted, put back and exchanged. What must hold at every moment is in Scene::check().

#include "behind.h"

#include <QTest>

#include <csignal>

using namespace plumb;
using namespace plumb::chaos;
using kube::Reflector;
using Steady = std::chrono::steady_clock;

namespace {

//! An API server as it was before it began lists as watches, and without its cache: what etcd has
//! forgotten is forgotten.
const QStringList kOld{u"--feature-gates=WatchList=false"_s, u"--watch-cache=false"_s,
                       u"--shutdown-watch-termination-grace-period=2s"_s};

} // namespace

class RealFaultsTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<ControlPlane> m_plane, m_otherPlane;
    Trials m_trials;

    //! The server goes, whatever it says meanwhile is not heard, and what stood is gone too.
    void compactAway(Trial& trial, bool asStatus)
    {
        Behind w(trial, *m_plane);
        w.scene.live();
        w.away();
        w.scene.run(trial.between(100ms, 2s));
        w.scene.writeAll(20);
        w.scene.isChanging = false;
        trial.require(m_plane->compact(), u"etcd forgets"_s);
        const auto before = w.proxy.log().size();
        w.proxy.choose([asStatus](const Exchange& exchange) {
            // Of its own accord this version of the server says it in the stream.
            return asStatus ? Behind::goneOr(exchange, {}) : Fault();
        });
        w.proxy.leadTo(m_plane->port());
        w.scene.requireWithin(
            [&] { return w.count([](const Exchange& e) { return e.isList(); }, before) > 0; }, 20s,
            "it is listed");
        const auto log = w.proxy.log().mid(before);
        const auto isWatch = [](const Exchange& e) { return e.isWatch(); };
        const auto isList = [](const Exchange& e) { return e.isList(); };
        const auto watched = std::find_if(log.begin(), log.end(), isWatch);
        const auto listed = std::find_if(log.begin(), log.end(), isList);
        trial.require(watched != log.end() && watched < listed, u"after the watch was refused"_s);
        trial.require(listed != log.end() && !listed->target.contains("resourceVersion"),
                      u"consistently"_s);
        w.proxy.healthy();
        w.scene.judge(10s);
    }

    //! Between the first page of a list and the second what the pages are of is forgotten.
    void loseAPage(Trial& trial, Behind& w)
    {
        std::atomic<int> pages = 0;
        w.proxy.choose([&](const Exchange& exchange) {
            if (exchange.target.contains("continue=") && ++pages == 1)
                QMetaObject::invokeMethod(
                    qApp,
                    [&] {
                        w.scene.writeAll(5);
                        trial.require(m_plane->compact(), u"etcd forgets"_s);
                    },
                    Qt::BlockingQueuedConnection);
            return pages == 0 ? Behind::goneOr(exchange, {}) : Fault();
        });
        w.proxy.cut();
        w.scene.requireWithin([&] { return w.scene.showsWhatIsThere() && pages > 0; }, 15s,
                              "a page is lost, and the list complete");
        w.proxy.healthy();
        trial.require(w.count([](const Exchange& e) {
            return e.target.contains("continue=") && e.status == 410;
        }) == 1,
                      u"the server says so"_s);
        trial.require(w.count([](const Exchange& e) { return e.target.endsWith("?limit=0"); }) == 1,
                      u"it is listed again, in one piece"_s);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_plane = std::make_unique<ControlPlane>(QStringLiteral(BINARY_ROOT "/real-faults"));
        m_otherPlane =
            std::make_unique<ControlPlane>(QStringLiteral(BINARY_ROOT "/real-faults-other"));
        QVERIFY2(m_plane->up(kOld), qPrintable(m_plane->said()));
        const auto reply = m_plane->session()->send(
            "POST", u"/apis/apiextensions.k8s.io/v1/customresourcedefinitions"_s,
            widgetDefinition());
        QCOMPARE(reply.code, 201);
        QVERIFY(spinUntil(
            [this] {
                return m_plane->session()->get(u"/apis/faults.example/v1/widgets"_s).code == 200;
            },
            30s));
    }
    void cleanupTestCase()
    {
        m_trials.print();
        m_plane.reset();
        m_otherPlane.reset();
    }

    // The old API server.

    void w03_goneAsAStatusListsAnew()
    {
        m_trials.play("K, P", [this](Trial& trial) { compactAway(trial, true); });
    }
    void w04_goneAsAnEventListsAnew()
    {
        m_trials.play("K", [this](Trial& trial) { compactAway(trial, false); });
    }
    void w05_w37_pagesAreNeverMixedAndNothingLeftIsConfirmed()
    {
        m_trials.play("K", [this](Trial& trial) {
            Scene::Options options = faster(4);
            options.types = {kWidgets};
            options.objects = 520; // two pages
            Behind w(trial, *m_plane, options);
            w.scene.isChanging = false;
            w.scene.live();
            loseAPage(trial, w);
            w.scene.judge(10s);
            w.away();
            w.scene.removeAll(0);
            trial.require(m_plane->compact(), u"etcd forgets"_s);
            w.proxy.leadTo(m_plane->port());
            w.scene.requireWithin([&] { return w.scene.reflector().store().size() == 0; }, 15s,
                                  "believed");
            const auto emptied = Steady::now();
            trial.require(w.scene.freshness().isUnconfirmed, u"but not yet to be acted upon"_s);
            w.scene.requireWithin([&] { return !w.scene.freshness().isUnconfirmed; }, 5s,
                                  "confirmed");
            trial.require(Steady::now() - emptied > 2s, u"by a list ten seconds later"_s);
            w.scene.judge(5s);
        });
    }
    void w19_anOldServerAndAStaleReadNeverTurnTheScreenBack()
    {
        m_trials.play("K, P", [this](Trial& trial) {
            Scene::Options options;
            options.listing = Reflector::Listing::AsStream;
            Behind w(trial, *m_plane, options);
            w.scene.live();
            trial.require(w.count([](const Exchange& e) {
                return e.target.contains("sendInitialEvents") && e.status / 100 == 4;
            }) > 0 && w.lists() > 0,
                          u"what the server does not know is asked for in pages"_s);
            // A list of before, as a server that lags behind would give it.
            const QByteArray old =
                w.scene.ask("GET", w.scene.collection(kMaps) + u"?limit=500"_s).bytes;
            w.scene.writeAll(20);
            w.scene.requireWithin([&] { return w.scene.showsWhatIsThere(); }, 5s, "followed");
            std::atomic<int> stale = 0;
            w.proxy.choose([&stale, old](const Exchange& exchange) {
                if (exchange.isList())
                    return ++stale == 1 ? answered(httpAnswer(200, old)) : Fault();
                return stale == 0 ? Behind::goneOr(exchange, {}) : Fault();
            });
            w.proxy.cut();
            w.scene.requireWithin([&] { return stale > 1; }, 10s, "it is asked once more");
            w.scene.judge(10s);
            trial.require(!w.scene.freshness().wentBackwards.isValid(),
                          u"and is no history gone backwards"_s);
        });
    }
    // From here on with a cache, and lists as the beginning of a watch.

    void w01_aRestartedServerIsResumed()
    {
        m_trials.play("K", [this](Trial& trial) {
            Scene w(trial, *m_plane, asAdmin(*m_plane), {});
            w.live();
            w.isChanging = false;
            trial.require(m_plane->end(u"kube-apiserver"_s, SIGTERM), u"it ends"_s);
            w.requireWithin([&] { return w.freshness().state == State::Reconnecting; }, 10s,
                            "it says that it reconnects");
            trial.require(w.reflector().store().size() > 0, u"the old content stays"_s);
            m_plane->begin();
            w.requireWithin([&] { return m_plane->isReady(); }, 60s, "the server is ready");
            w.judge(5s);
            trial.require(m_plane->finish(), m_plane->said());
        });
    }
    void w02_aKilledServerMeetsNoStorm()
    {
        m_trials.play("K", [this](Trial& trial) {
            // Away for some 10 s in place of 60.
            Scene::Options options;
            options.types = {kMaps, kWidgets};
            Behind w(trial, *m_plane, options);
            std::vector<Reflector*> others;
            for (const QString& kind : {u"Secret"_s, u"Service"_s, u"Pod"_s, u"PodTemplate"_s})
                others.push_back(&w.scene.other(
                    {{{}, u"v1"_s, kind}, kind.toLower() + u's', true, {}, {}}, w.scene.ns));
            w.scene.live();
            w.scene.requireWithin(
                [&] {
                    return std::all_of(others.begin(), others.end(),
                                       [](const auto* r) { return r->freshness().isFresh(); });
                },
                10s, "all begin well");
            w.scene.isChanging = false;
            trial.require(m_plane->end(u"kube-apiserver"_s, SIGKILL), u"it is killed"_s);
            const auto gone = Steady::now();
            const int before = w.proxy.connections();
            w.scene.run(trial.between(6s, 10s));
            trial.require(!w.scene.freshness().isFresh(), u"it is not shown as fresh"_s);
            trial.require(w.scene.reflector().store().size() > 0, u"the old content stays"_s);
            m_plane->begin();
            w.scene.requireWithin([&] { return m_plane->isReady(); }, 60s, "the server is ready");
            const std::chrono::duration<double> away = Steady::now() - gone;
            const int tried = w.proxy.connections() - before;
            trial.require(tried > 0 && tried <= 2 * away.count(),
                          u"%1 connections in %2 s"_s.arg(tried).arg(away.count()));
            w.scene.judge(35s);
            trial.require(m_plane->finish(), m_plane->said());
        });
    }
    void w25_aHistoryThatWentBackwardsIsNoticed()
    {
        m_trials.play("K", [this](Trial& trial) {
            Scene w(trial, *m_plane, asAdmin(*m_plane), faster(5));
            int told = 0;
            QObject::connect(&w.reflector(), &Reflector::historyWentBackwards, &w.reflector(),
                             [&told] { ++told; });
            w.live();
            w.isChanging = false;
            trial.require(m_plane->saveData(), u"etcd is saved"_s);
            const auto then = w.history().current();
            // Far enough for what the controllers write at the next start.
            trial.require(m_plane->burn(300), u"versions are used up"_s);
            w.writeAll(30);
            w.requireWithin([&] { return w.showsWhatIsThere(); }, 5s, "followed");
            trial.require(m_plane->killServers(), u"the servers are down"_s);
            trial.require(m_plane->restoreData(), u"etcd is put back"_s);
            w.history().restore(then, Steady::now());
            m_plane->begin();
            w.requireWithin([&] { return m_plane->isReady(); }, 60s, "the server is ready");
            w.judge(20s); // 100 s on its own clock
            trial.require(m_plane->finish(), m_plane->said());
            trial.require(told == 1, u"noticed once, not %1 times"_s.arg(told));
            trial.require(w.freshness().wentBackwards.isValid(), u"with the time"_s);
        });
    }
    void w26_aRestoreWithNewVersionsIsAList()
    {
        m_trials.play("K", [this](Trial& trial) {
            Behind w(trial, *m_plane);
            w.scene.live();
            w.scene.isChanging = false;
            trial.require(m_plane->saveData(), u"etcd is saved"_s);
            const auto then = w.scene.history().current();
            w.scene.writeAll(30);
            w.scene.requireWithin([&] { return w.scene.showsWhatIsThere(); }, 5s, "followed");
            const qint64 last = m_plane->revision();
            trial.require(m_plane->killServers() && m_plane->restoreData(), u"etcd is put back"_s);
            w.scene.history().restore(then, Steady::now());
            // As etcdutl does with --bump-revision and --mark-compacted: before anybody reads,
            // versions are used up beyond the last one, and all of the past is gone.
            trial.require(m_plane->upEtcd(), m_plane->said());
            trial.require(m_plane->burn(int(last - m_plane->revision()) + 50), u"bumped"_s);
            trial.require(m_plane->revision() > last && m_plane->compact(), u"compacted"_s);
            const auto lists = w.lists();
            m_plane->begin();
            w.scene.requireWithin([&] { return m_plane->isReady(); }, 60s, "the server is ready");
            w.scene.judge(15s);
            trial.require(m_plane->finish(), m_plane->said());
            trial.require(w.lists() > lists, u"it is listed"_s);
            trial.require(!w.scene.freshness().wentBackwards.isValid(),
                          u"no history went backwards"_s);
        });
    }
    void w36_anotherClusterBehindTheAddressStopsEverything()
    {
        QVERIFY2(m_otherPlane->up(), qPrintable(m_otherPlane->said()));
        m_trials.play("K", [this](Trial& trial) {
            Scene::Options options;
            options.types = {kMaps, kWidgets};
            Behind w(trial, *m_plane, options);
            Reflector& other =
                w.scene.other({{{}, u"v1"_s, u"Secret"_s}, u"secrets"_s, true, {}, {}}, w.scene.ns);
            w.scene.live();
            w.scene.isChanging = false;
            w.scene.requireWithin([&] { return w.scene.showsWhatIsThere(); }, 5s, "followed");
            w.proxy.leadTo(m_otherPlane->port());
            w.proxy.cut();
            const auto areStopped = [&] {
                return w.scene.freshness(0).state == State::OtherCluster
                       && w.scene.freshness(1).state == State::OtherCluster
                       && other.freshness().state == State::OtherCluster;
            };
            const auto began = Steady::now();
            trial.converged = spinUntil(areStopped, 30s);
            trial.took =
                std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - began);
            const auto asked = w.proxy.log().size();
            trial.require(w.scene.holdsWhatIsThere(), u"the old content stays"_s);
            w.scene.run(3s);
            trial.require(w.proxy.log().size() == asked, u"nothing more is asked"_s);
            w.scene.reflector().stop();
            w.scene.reflector().start();
            trial.require(areStopped(), u"starting it again does not help"_s);
        });
    }
};

QTEST_GUILESS_MAIN(RealFaultsTest)
#include "tst_realfaults.moc"
