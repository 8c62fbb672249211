// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

// Reliability 3.2, the rows marked P: a real API server behind the fault proxy. What must hold at
// every moment is in Scene::check(); each row adds what is peculiar to its fault.

#include "slowwave.h"

#include <QTest>

using namespace plumb;
using namespace plumb::chaos;

class ProxyFaultsTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<ControlPlane> m_plane;
    Trials m_trials;
    std::unique_ptr<SlowWave> m_wave;
    std::vector<QList<Trial>> m_slow = std::vector<QList<Trial>>(SlowWave::kRows);

    void takeSlow(SlowWave::Row row)
    {
        const auto take = [this] {
            m_wave->finish();
            for (size_t i = 0; i < SlowWave::kRows; ++i)
                m_slow.at(i) += *m_wave->trials.at(i);
            m_wave.reset();
        };
        if (m_wave) {
            take();
            for (const quint32 seed : m_trials.seeds().mid(1)) {
                m_wave = std::make_unique<SlowWave>(seed, *m_plane);
                take();
            }
        }
        m_trials.take("P", m_slow.at(row));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_plane = std::make_unique<ControlPlane>(QStringLiteral(BINARY_ROOT "/real-proxyfaults"));
        QVERIFY2(m_plane->up(), qPrintable(m_plane->said()));
        m_wave = std::make_unique<SlowWave>(m_trials.seeds().first(), *m_plane);
    }
    void cleanupTestCase()
    {
        m_trials.print();
        m_wave.reset();
        m_plane.reset();
    }

    void w03_goneAsAStatusListsAnew()
    {
        m_trials.play("P", [this](Trial& trial) {
            Behind w(trial, *m_plane);
            w.scene.live();
            w.proxy.choose([](const Exchange& e) { return Behind::goneOr(e, {}); });
            w.proxy.cut();
            const auto lists = w.lists();
            w.scene.requireWithin([&] { return w.lists() > lists; }, 10s, "it is listed");
            w.proxy.healthy();
            w.scene.judge(10s);
        });
    }
    void w06_aBusyServerIsGivenTheTimeItAsksFor()
    {
        m_trials.play("P", [this](Trial& trial) {
            Behind w(trial, *m_plane);
            w.scene.live();
            const int wait = 2 + trial.below(3);
            const auto busy = answered(statusAnswer(
                429, "TooManyRequests", "Retry-After: " + QByteArray::number(wait) + "\r\n"));
            const auto isAsked = [](const Exchange& e) {
                return e.target.contains("/configmaps?");
            };
            w.proxy.choose([=](const Exchange& e) { return isAsked(e) ? busy : Fault(); });
            const auto before = w.proxy.log().size();
            w.proxy.cut();
            w.scene.run(wait * 2500ms);
            std::optional<History::Time> last;
            const auto log = w.proxy.log().mid(before);
            for (const Exchange& exchange : log) {
                if (!isAsked(exchange))
                    continue;
                trial.require(!last || exchange.at - *last >= std::chrono::seconds(wait),
                              u"not asked before the time it wants"_s);
                trial.require(!exchange.isList(), u"not listed because of that"_s);
                last = exchange.at;
            }
            trial.require(last.has_value(), u"it was busy"_s);
            trial.require(!w.scene.freshness().isFresh(), u"it is not shown as fresh"_s);
            w.proxy.healthy();
            w.scene.judge(15s);
        });
    }
    void w08_aBrokenServerIsNamedAndWaitedFor()
    {
        m_trials.play("P", [this](Trial& trial) {
            Behind w(trial, *m_plane, faster(10));
            w.scene.live();
            Dice dice(trial.seed);
            w.proxy.choose([&dice](const Exchange&) {
                const int code = std::array{500, 502, 503, 504}.at(size_t(dice.below(4)));
                Fault fault;
                switch (dice.below(4)) {
                case 0:
                    fault.answer = statusAnswer(code, "InternalError");
                    break;
                case 1:
                    fault.answer =
                        httpAnswer(code, "<html><h1>Bad gateway</h1></html>", "text/html");
                    break;
                case 2:
                    fault.swallows = true;
                    break;
                default:
                    fault.status = code; // with the body of the real answer
                }
                return fault;
            });
            const auto before = w.proxy.log().size();
            w.proxy.cut();
            w.scene.run(trial.between(4s, 8s));
            trial.require(!w.scene.freshness().isFresh(), u"it is not shown as fresh"_s);
            const auto problem = w.scene.freshness().problem;
            trial.require(problem
                              && problem->summary.contains(u"127.0.0.1:%1"_s.arg(w.proxy.port())),
                          problem ? problem->summary : u"it says why"_s);
            trial.require(w.scene.reflector().store().size() > 0, u"the old content stays"_s);
            trial.require(w.proxy.log().size() - before < 40, u"never a busy loop"_s);
            w.proxy.healthy();
            w.scene.judge(15s); // 125 s on its own clock
        });
    }
    void w11_whatIsCutOffIsNotBelieved()
    {
        m_trials.play("P", [this](Trial& trial) {
            Behind w(trial, *m_plane, faster(10));
            w.scene.live();
            w.scene.pace = 20ms;
            Dice dice(trial.seed);
            w.proxy.choose([&dice](const Exchange& exchange) {
                Fault fault;
                fault.end = dice.below(2) ? Fault::End::Fin : Fault::End::Reset;
                if (exchange.isWatch())
                    fault.cutAfter = 300 + dice.below(3'000);
                return fault;
            });
            w.proxy.cut(Fault::End::Reset);
            w.scene.run(6s);
            const auto isCut = [](const Exchange& e) { return e.did.contains(" after "); };
            trial.require(w.count(isCut) > 3, u"streams were cut"_s);
            // A list that is cut off changes nothing.
            const auto shown = w.scene.reflector().store().size();
            w.proxy.choose([&dice](const Exchange& exchange) {
                Fault fault;
                if (exchange.isList())
                    fault.cutAfter = 200 + dice.below(2'000);
                return Behind::goneOr(exchange, fault);
            });
            w.proxy.cut();
            w.scene.requireWithin(
                [&] {
                    return w.count([&](const Exchange& e) { return e.isList() && isCut(e); }) > 1;
                },
                10s, "lists are cut");
            trial.require(w.scene.reflector().store().size() > shown / 2,
                          u"the old content stays"_s);
            trial.require(!w.scene.freshness().isFresh(), u"it is not shown as fresh"_s);
            w.proxy.healthy();
            w.scene.judge(10s);
        });
    }
    void w11_aDamagedByteBreaksTheConnectionOnly()
    {
        m_trials.play("P", [this](Trial& trial) {
            Behind w(trial, *m_plane, faster(3), FaultProxy::Way::Bytes);
            w.scene.live();
            w.scene.pace = 20ms;
            Dice dice(trial.seed);
            w.proxy.choose([&dice](const Exchange&) {
                Fault fault;
                fault.flips = dice.below(2) ? dice.below(1'500) : 1'500 + dice.below(10'000);
                return fault;
            });
            w.proxy.cut(Fault::End::Reset);
            w.scene.run(5s);
            // Chance may make each wait for the next one twice as long.
            w.scene.requireWithin([&] { return w.proxy.connections() > 5; }, 20s,
                                  "new connections were needed");
            w.proxy.healthy();
            w.proxy.cut();
            w.scene.judge(10s);
        });
    }
    void w14_w15_repeatedAndShuffledLinesAreTakenAsTheyAre()
    {
        m_trials.play("P", [this](Trial& trial) {
            Behind w(trial, *m_plane);
            w.scene.live();
            w.scene.pace = 10ms;
            w.scene.isChanging = false;
            for (const auto lines : {Fault::Lines::Doubled, Fault::Lines::Shuffled}) {
                w.proxy.choose([lines](const Exchange& exchange) {
                    Fault fault;
                    if (exchange.isWatch())
                        fault.lines = lines;
                    return fault;
                });
                w.proxy.cut();
                // What comes while nobody is connected is one handful.
                w.scene.writeAll(20);
                w.scene.requireWithin([&] { return w.scene.showsWhatIsThere(); }, 10s, "followed");
                w.scene.isChanging = true;
                w.scene.run(2s);
                w.scene.isChanging = false;
                trial.require(w.scene.freshness().isFresh(), u"it goes on"_s);
            }
            w.scene.judge(5s);
        });
    }
    void w20_anotherTimeOfDayChangesNothing()
    {
        m_trials.play("P", [this](Trial& trial) {
            Behind w(trial, *m_plane);
            w.scene.live();
            const qint64 off = trial.below(2) ? 3'600 : -3'600;
            w.proxy.choose([off](const Exchange&) {
                Fault fault;
                fault.date = QLocale::c()
                                 .toString(QDateTime::currentDateTimeUtc().addSecs(off),
                                           u"ddd, dd MMM yyyy HH:mm:ss 'GMT'")
                                 .toLatin1();
                return fault;
            });
            const auto isWatch = [](const Exchange& e) { return e.isWatch(); };
            const auto watches = w.count(isWatch);
            w.proxy.cut();
            w.scene.requireWithin(
                [&] { return w.count(isWatch) > watches && w.scene.freshness().isFresh(); }, 8s,
                "the server's clock is its own");
            const auto before = w.proxy.log().size();
            w.scene.clock.jump(-1h); // somebody set ours
            w.scene.run(1s);
            trial.require(w.scene.freshness().isFresh(), u"a clock set back is no news"_s);
            w.scene.clock.jump(8h); // or the machine slept
            w.scene.requireWithin(
                [&] { return w.count(isWatch, before) > 0 && w.scene.freshness().isFresh(); }, 5s,
                "the stream is verified after a sleep");
            w.scene.judge(5s);
        });
    }
    void w24_afterATimeApartListsAreStaggered()
    {
        m_trials.play("P", [this](Trial& trial) {
            // An hour is shortened to 12 s, which are two minutes by the reflectors' clock.
            Behind w(trial, *m_plane, faster(10));
            w.scene.live();
            const QStringList core{u"Secret"_s,         u"Service"_s,
                                   u"ServiceAccount"_s, u"Pod"_s,
                                   u"Endpoints"_s,      u"Event"_s,
                                   u"PodTemplate"_s,    u"LimitRange"_s,
                                   u"ResourceQuota"_s,  u"ReplicationController"_s};
            std::vector<kube::Reflector*> others;
            for (const QString& kind : core) {
                const QString plural = kind.toLower() + (kind.endsWith(u's') ? u""_s : u"s"_s);
                others.push_back(
                    &w.scene.other({{{}, u"v1"_s, kind}, plural, true, {}, {}}, w.scene.ns));
            }
            const auto areFresh = [&] {
                return std::all_of(others.begin(), others.end(),
                                   [](const auto* r) { return r->freshness().isFresh(); });
            };
            w.scene.requireWithin(areFresh, 20s, "all begin well");
            const auto connections = w.proxy.connections();
            w.proxy.vanish();
            w.scene.run(12s);
            trial.require(
                !w.scene.freshness().isFresh()
                    && std::none_of(others.begin(), others.end(),
                                    [](const auto* r) { return r->freshness().isFresh(); }),
                u"nothing is shown as fresh"_s);
            // Each is listed anew, and slowly, so that two would meet.
            w.proxy.choose([](const Exchange& exchange) {
                Fault fault;
                if (exchange.target.contains("limit="))
                    fault.wait = 150ms;
                return fault;
            });
            const auto before = w.proxy.log().size();
            m_plane->compact();
            w.proxy.appear();
            w.scene.requireWithin(areFresh, 30s, "healed in 30 s");
            trial.require(w.proxy.connections() > connections, u"on new connections"_s);
            const auto log = w.proxy.log().mid(before);
            qsizetype most = 0;
            for (const Exchange& one : log)
                if (one.target.contains("limit="))
                    most = std::max(most,
                                    std::count_if(log.begin(), log.end(), [&](const Exchange& e) {
                                        return e.target.contains("limit=") && e.at <= one.at
                                               && e.ended > one.at;
                                    }));
            trial.require(most >= 2 && most <= 4, u"%1 were read at once"_s.arg(most));
            w.proxy.healthy();
            w.scene.judge(30s);
        });
    }
    void w34_whatIsNoApiServerIsNotBelieved()
    {
        m_trials.play("P", [this](Trial& trial) {
            Behind w(trial, *m_plane, faster(10));
            FaultProxy elsewhere(FaultProxy::Way::Bytes, m_plane->port());
            w.scene.live();
            const QByteArray to =
                "Location: https://127.0.0.1:" + QByteArray::number(elsewhere.port()) + "/\r\n";
            const QByteArray zipped = QByteArray::fromHex("1f8b08000000000000ff");
            const QByteArrayList answers{
                httpAnswer(302, {}, "text/html", to), httpAnswer(307, {}, "text/html", to),
                httpAnswer(200, "<html>Please sign in</html>", "text/html"),
                httpAnswer(200, zipped, "application/json", "Content-Encoding: gzip\r\n"),
                httpAnswer(200, R"({"kind":"Table","rows":[]})")};
            int asked = 0;
            for (const QByteArray& answer : answers) {
                const auto before = w.proxy.log().size();
                w.proxy.choose([answer](const Exchange&) { return answered(answer); });
                w.proxy.cut();
                w.scene.reflector().retry();
                w.scene.requireWithin([&] { return w.proxy.log().size() > before; }, 10s,
                                      "it is asked");
                w.scene.run(500ms);
                trial.require(!w.scene.freshness().isFresh(),
                              u"not fresh with "_s + QString::fromLatin1(answer.left(80)));
                trial.require(w.scene.reflector().store().size() > 0, u"the content stays"_s);
                asked += int(w.proxy.log().size() - before);
            }
            trial.require(asked < 100, u"never a busy loop"_s);
            trial.require(elsewhere.connections() == 0, u"no redirect is followed"_s);
            trial.require(w.count([](const Exchange& e) {
                return e.head.toLower().contains("accept-encoding");
            }) == 0,
                          u"compressed bodies are not asked for"_s);
            w.proxy.healthy();
            w.scene.judge(15s);
        });
    }

    // In real time, begun at the start.
    void w09_aVanishedPeerIsNoticedIn60Seconds() { takeSlow(SlowWave::Vanished); }
    void w09_aSilentWayIsVerifiedAfter75Seconds() { takeSlow(SlowWave::Held); }
    void w09_aHalfOpenConnectionIsStaleIn90Seconds() { takeSlow(SlowWave::HeldAndMute); }
    void w10_aHeadThatDripsIsGivenUp() { takeSlow(SlowWave::HeadDrips); }
    void w10_aBodyThatDripsIsGivenUp() { takeSlow(SlowWave::BodyDrips); }
};

QTEST_GUILESS_MAIN(ProxyFaultsTest)
#include "tst_proxyfaults.moc"
