// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

// Reliability 3.2, watch and cache: each row plays against a simulated server with a ground truth,
// on a walked clock. What must hold at every step is in World::check(); each row adds what is
// peculiar to its fault, and Rows::play() that it ends well in time.

#include "faults.h"
#include "rows.h"

using namespace plumb;
using namespace plumb::chaos;
using kube::Reflector;
using What = Call::What;

class WatchFaultsTest : public QObject
{
    Q_OBJECT
private:
    Rows m_rows;

private Q_SLOTS:
    void cleanupTestCase() { m_rows.print(); }

    void w01_aRestartedServerIsResumedWithoutAList()
    {
        m_rows.play({5s, 6}, [](World& w) {
            const auto lists = w.server->count(What::List);
            w.server->isDown = true;
            w.server->endStreams(response(200, {}));
            w.run(w.between(2s, 20s));
            w.require(w.freshness().state == State::Reconnecting, "it says that it reconnects");
            w.server->isDown = false;
            w.heal();
            w.requireWithin([&] { return w.isConverged(); }, 5s, "live again within 5 s");
            w.require(w.server->count(What::List) == lists, "nothing is listed anew");
        });
    }
    void w02_aKilledServerMeetsNoStorm()
    {
        m_rows.play({35s, 20, 4}, [](World& w) {
            w.server->isDown = true;
            w.server->endStreams(refusedConnection());
            const auto before = w.server->calls.size();
            w.run(60s);
            w.require(mostPerSecond(w.server->calls.mid(before)) <= 2,
                      "at most two connections per second while it is away");
            w.require(!w.reflector().store().all().isEmpty(), "the old content stays");
            w.server->isDown = false;
        });
    }
    void w03_goneAsAStatusListsAnew()
    {
        m_rows.play({20s}, [](World& w) { compactAway(w, false); });
    }
    void w04_goneAsAnEventListsAnew()
    {
        m_rows.play({20s}, [](World& w) { compactAway(w, true); });
    }
    void w05_aLostPageIsNeverMixedWithOthers()
    {
        m_rows.play({30s, 1, 1200}, [](World& w) {
            int pages = 0;
            w.server->onCall = [&w, &pages](const Call& call) {
                if (call.what == What::Page && ++pages == 1) {
                    w.mutate();
                    w.server->compact();
                }
            };
            w.server->compact();
            w.mutateAll(3);
            w.server->compact();
            w.server->endStreams(statusResponse(410, "Expired", "too old"));
            w.heal();
            w.requireWithin([&] { return pages == 1 && w.isConverged(); }, 30s,
                            "the list is begun again, in one piece");
            w.server->onCall = {};
            w.require(w.server->calls.constLast().what == What::Watch
                          && std::any_of(w.server->calls.begin(), w.server->calls.end(),
                                         [](const Call& call) {
                                             return queryOf(call.target, "limit") == "0";
                                         }),
                      "without a limit");
        });
    }
    void w06_aBusyServerIsGivenTheTimeItAsksFor()
    {
        m_rows.play({65s}, [](World& w) {
            const int wait = 1 + w.below(30);
            const auto lists = w.server->count(What::List);
            const Time until = w.clock.steady() + 20s;
            busy(w, statusResponse(429, "TooManyRequests", "slow down", wait), until);
            QList<Time> asked;
            for (const Call& call : std::as_const(w.server->calls))
                if (call.what == What::Watch || call.what == What::List)
                    asked += call.at;
            const auto gap = asked.last() - asked.at(asked.size() - 2);
            w.require(asked.size() < 3 || gap >= std::chrono::seconds(wait),
                      "not asked before the time it wants");
            w.require(w.server->count(What::List) == lists, "it is not listed because of that");
        });
    }
    void w07_absurdWaitingTimesAreClamped()
    {
        // Absent, a date or negative come as -1 from the head's reader. // tst_httphead
        m_rows.play({125s}, [](World& w) {
            const int wait = std::array{-1, 0, 1'000'000'000, 61}.at(size_t(w.below(4)));
            const auto before = w.server->calls.size();
            busy(w, statusResponse(429, "TooManyRequests", "slow down", wait),
                 w.clock.steady() + 60s);
            w.require(mostPerSecond(w.server->calls.mid(before)) <= 4, "never a busy loop");
        });
    }
    void w08_aBrokenServerIsNamedAndWaitedFor()
    {
        m_rows.play({125s}, [](World& w) {
            w.server->fault = [&w](const Call&) -> std::optional<Result<kube::Response>> {
                const int code = std::array{500, 502, 503, 504}.at(size_t(w.below(4)));
                switch (w.below(3)) {
                case 0:
                    return statusResponse(code, "InternalError", "etcd has no leader");
                case 1:
                    return response(code, "<html><h1>Bad gateway</h1></html>");
                default:
                    return response(code, {});
                }
            };
            w.server->endStreams(response(200, {}));
            const auto before = w.server->calls.size();
            w.run(w.between(20s, 100s));
            w.require(!w.freshness().isFresh(), "it is not shown as fresh");
            w.require(w.freshness().problem.has_value(), "and says why");
            w.require(mostPerSecond(w.server->calls.mid(before)) <= 4, "never a busy loop");
            w.server->fault = {};
        });
    }
    void w09_aHalfOpenConnectionIsStaleIn90Seconds()
    {
        m_rows.play({40s, 3}, [](World& w) {
            w.server->mute();
            w.server->isBlackHole = true;
            if (w.below(2)) // the keep-alive of the socket notices
                w.server->later(60s,
                                [server = w.server] { server->endStreams(refusedConnection()); });
            w.run(90s);
            for (const auto& reflector : w.reflectors)
                w.require(!reflector->freshness().isFresh(), "stale at 90 s at the latest");
            w.run(w.between(0s, 60s));
            w.server->isBlackHole = false;
        });
    }
    void w10_aListThatDripsIsGivenUp()
    {
        m_rows.play({65s}, [](World& w) {
            w.server->compact();
            w.mutateAll(2);
            w.server->compact();
            // What the transport makes of a byte per second: nothing, at its deadline.
            w.server->latency = [](const Call& call) {
                return call.what == What::List ? 60'000ms : 0ms;
            };
            w.server->fault = [](const Call& call) -> std::optional<Result<kube::Response>> {
                if (call.what != What::List)
                    return std::nullopt;
                return noAnswer();
            };
            w.server->endStreams(statusResponse(410, "Expired", "too old"));
            w.run(w.between(65s, 150s));
            w.require(!w.freshness().isFresh(), "it is not shown as fresh");
            w.require(w.reflector().store().size() > 0, "the old content stays");
            w.server->latency = {};
            w.server->fault = {};
            w.run(60s); // the last of the slow ones
        });
    }
    void w11_whatIsCutOffIsNotBelieved()
    {
        m_rows.play({65s}, [](World& w) {
            // Of a burst only the first lines arrive whole, then the stream ends.
            w.server->onLines = [&w](SimulatedServer::Stream& stream,
                                     SimulatedServer::Lines& lines) {
                lines = lines.mid(0, w.below(int(lines.size()) + 1));
                stream.isMute = true; // nothing comes behind a cut
                w.server->later(1ms, [&w] { w.server->endStreams(response(200, {})); });
            };
            for (int i = 0; i < 5; ++i) {
                w.heldSince = w.heldSince.value_or(w.clock.steady());
                w.mutateAll(3);
                w.run(5s);
            }
            w.server->onLines = {};
            w.heldSince.reset();
            w.server->endStreams(response(200, {}));
            w.run(5s);
            // A list that is cut off changes nothing.
            const auto shown = w.reflector().store().size();
            w.isChanging = false;
            w.server->compact();
            w.mutateAll(3);
            w.server->compact();
            w.server->fault = [](const Call& call) -> std::optional<Result<kube::Response>> {
                if (call.what != What::List)
                    return std::nullopt;
                return response(200,
                                quoted("{'kind':'Kind0List','metadata':{'resourceVersion':'99999"));
            };
            w.server->endStreams(statusResponse(410, "Expired", "too old"));
            w.run(10s);
            w.require(std::abs(w.reflector().store().size() - shown) <= 3, "the content stays");
            w.require(!w.freshness().isFresh(), "it is not shown as fresh");
            w.server->fault = {};
            w.isChanging = true;
        });
    }
    void w12_garbageListsAnewAndThenDegrades()
    {
        m_rows.play({12min, 2}, [](World& w) {
            const QByteArrayList kinds = garbage();
            int sent = 0;
            w.server->onLines = [&](SimulatedServer::Stream& stream,
                                    SimulatedServer::Lines& lines) {
                if (stream.call.plural != World::plural(0))
                    return;
                lines.insert(w.below(int(lines.size()) + 1), kinds.at(w.below(int(kinds.size()))));
                ++sent;
            };
            w.requireWithin([&] { return w.freshness().state == State::Degraded; }, 5min,
                            "the third time it is degraded");
            w.require(sent >= 3, "not before");
            w.require(w.freshness().problem.has_value(), "with the reason");
            w.server->onLines = {};
            const auto lists = w.server->count(What::List);
            w.run(5min);
            w.require(w.freshness().state == State::Degraded, "it stays degraded");
            w.require(!w.freshness().isStale, "it is read each minute");
            w.require(w.server->count(What::List) - lists >= 4, "by a list");
            w.require(w.freshness(1).state == State::Live, "the others live");
        });
    }
    void w13_aLineThatIsTooLongDegrades()
    {
        m_rows.play({12min}, [](World& w) {
            w.server->endStreams(failure(Error::Kind::Invalid, u"a line longer than the limit"_s));
            w.run(5s);
            w.require(w.freshness().state == State::Degraded, "it is degraded");
        });
    }
    void w13_aFloodLosesNothing()
    {
        m_rows.play({1s}, [](World& w) { w.mutateAll(3'000); });
    }
    void w14_replaysAreIgnored()
    {
        m_rows.play({1s}, [](World& w) {
            w.server->onLines = [&w](SimulatedServer::Stream&, SimulatedServer::Lines& lines) {
                const auto& events = w.truth().events();
                const SimulatedServer::Lines real = lines;
                for (const QByteArray& line : real)
                    lines += line;
                for (int i = 0; i < 5 && !events.isEmpty(); ++i) {
                    const auto& old = events.at(w.below(int(events.size())));
                    // Not the birth or the change of what was replaced under the same name: the
                    // list that would tell them apart has not been read.
                    lines += old.line;
                }
            };
            w.run(120s);
            w.server->onLines = {};
        });
    }
    void w15_theOrderAmongObjectsDoesNotMatter()
    {
        m_rows.play({1s}, [](World& w) {
            w.server->onLines = [&w](SimulatedServer::Stream&, SimulatedServer::Lines& lines) {
                std::shuffle(lines.begin(), lines.end(), w.random);
            };
            for (int i = 0; i < 30; ++i) {
                for (int n = 0; n < 6; ++n) // of different objects, without deaths
                    w.truth().put("o" + QByteArray::number(n), QByteArray::number(w.below(1'000)));
                w.server->flush();
                w.run(1s);
            }
            w.server->onLines = {};
        });
    }
    void w16_whatAnEventIsCalledMattersLittle()
    {
        m_rows.play({60s}, [](World& w) {
            w.server->onLines = [&w](SimulatedServer::Stream&, SimulatedServer::Lines& lines) {
                for (QByteArray& line : lines) {
                    if (w.below(2) && line.startsWith(quoted("{'type':'ADDED'")))
                        line.replace(0, 15, quoted("{'type':'MODIFIED'"));
                    else if (line.startsWith(quoted("{'type':'MODIFIED'")))
                        line.replace(0, 18, quoted("{'type':'ADDED'"));
                }
                lines += quoted("{'type':'DELETED','object':{'apiVersion':'example.io/v1',"
                                "'kind':'Kind0','metadata':{'namespace':'shop','name':'never',"
                                "'uid':'never','resourceVersion':'")
                         + QByteArray::number(w.server->revision) + quoted("'}}}");
            };
            w.run(90s);
            w.require(w.freshness().state == State::Live, "it goes on");
            const auto lists = w.server->count(What::List);
            w.server->onLines = [](SimulatedServer::Stream&, SimulatedServer::Lines& lines) {
                lines += quoted("{'type':'PATCHED','object':{}}");
            };
            w.mutateAll(1);
            w.server->onLines = {};
            w.requireWithin([&] { return w.server->count(What::List) > lists; }, 30s,
                            "an unknown word is answered with a list");
        });
    }
    void w17_sameNameNewUidIsAnother()
    {
        m_rows.play({1s}, [](World& w) {
            // The death of the old one may come behind the birth of the new one.
            w.server->onLines = [&w](SimulatedServer::Stream&, SimulatedServer::Lines& lines) {
                for (qsizetype i = 0; i + 1 < lines.size(); ++i)
                    if (w.below(2) && lines.at(i).startsWith(quoted("{'type':'DELETED'"))
                        && lines.at(i + 1).startsWith(quoted("{'type':'ADDED'")))
                        lines.swapItemsAt(i, i + 1);
            };
            for (int i = 0; i < 40; ++i) {
                const QByteArray name = "o" + QByteArray::number(w.below(4));
                w.truth().remove(name);
                w.truth().put(name, QByteArray::number(i));
                w.server->flush();
                w.run(w.between(1ms, 2s));
            }
            w.server->onLines = {};
        });
    }
    void w18_bookmarksMayBeMissingFrequentOrOld()
    {
        m_rows.play({1s}, [](World& w) {
            w.server->bookmarks = std::array{0ms, 100ms, 60'000ms}.at(size_t(w.below(3)));
            w.server->endStreams(response(200, {}));
            w.server->onLines = [&w](SimulatedServer::Stream&, SimulatedServer::Lines& lines) {
                lines += quoted("{'type':'BOOKMARK','object':{'kind':'Kind0',"
                                "'apiVersion':'example.io/v1','metadata':{'resourceVersion':'")
                         + QByteArray::number(w.below(int(w.server->revision)) + 1)
                         + quoted("'}}}");
            };
            w.run(60s);
            for (int i = 0; i < 5; ++i) {
                w.server->endStreams(response(200, {}));
                w.run(w.between(1s, 20s));
            }
            w.server->onLines = {};
            w.server->bookmarks = 60s;
        });
    }
    void w19_aStaleReadNeverTurnsTheScreenBack()
    {
        m_rows.play({40s}, [](World& w) {
            const Result<kube::Response> old =
                response(200, quoted("{'kind':'Kind0List','metadata':{'resourceVersion':'")
                                  + QByteArray::number(w.server->revision) + quoted("'},'items':[")
                                  + w.truth().items().join(',') + "]}");
            w.mutateAll(20);
            w.run(10s);
            int stale = 0;
            w.server->fault = [&](const Call& call) -> std::optional<Result<kube::Response>> {
                if (call.what != What::List || ++stale > 1)
                    return std::nullopt;
                return old;
            };
            w.server->endStreams(statusResponse(410, "Expired", "too old"));
            w.run(10s);
            w.server->fault = {};
            w.require(stale > 1, "an old list is asked for once more");
            w.require(!w.freshness().wentBackwards.isValid(), "and is no history gone backwards");
        });
    }
    void w20_afterASleepEverythingIsVerified()
    {
        m_rows.play({40s, 3}, [](World& w) {
            w.clock.jump(w.below(2) ? 1h : -1h); // somebody set it
            w.run(w.between(1s, 30s));
            w.require(w.freshness().isFresh(), "a clock that was set makes nothing stale");
            w.server->mute(); // the server gave us up long ago
            w.isChanging = false;
            w.mutateAll(30);
            w.server->compact();
            w.clock.jump(8h);
            w.isChanging = true;
            for (const auto& reflector : w.reflectors)
                reflector->tick();
        });
    }
    void w21_anExpiredTokenIsRenewedOrAskedFor()
    {
        m_rows.play({65s, 3}, [](World& w) {
            refuse(w, statusResponse(401, "Unauthorized", "token has expired"));
            w.server->fault = {};
        });
    }
    void w22_aRefusalOfOneGroupLeavesTheOthersAlone()
    {
        m_rows.play({65s, 3}, [](World& w) {
            const auto denied = statusResponse(401, "Unauthorized", "not with this token");
            const bool isFlapping = w.below(2);
            w.server->fault = [&w, denied, isFlapping](
                                  const Call& call) -> std::optional<Result<kube::Response>> {
                if (call.plural != World::plural(1) || (isFlapping && w.below(2)))
                    return std::nullopt;
                return denied;
            };
            for (int i = 0; i < 10; ++i) {
                w.server->endStreams(response(200, {}));
                w.run(20s);
            }
            w.requireWithin([&] { return w.freshness(0).isFresh() && w.freshness(2).isFresh(); },
                            10s, "the others live");
            w.require(isFlapping || w.freshness(1).state == State::AuthNeeded, "a person is asked");
            w.server->fault = {};
        });
    }
    void w23_aClientCertificateThatRanOutIsNamed()
    {
        m_rows.play({65s, 3}, [](World& w) {
            auto denied = statusResponse(401, "Unauthorized", "Unauthorized");
            denied.certificateEnded = QDateTime({2026, 3, 1}, {12, 0}, Qt::UTC);
            refuse(w, denied);
            const auto problem = w.freshness().problem;
            w.require(problem && problem->summary.contains(u"2026-03-01 12:00:00"), "with its end");
            w.server->fault = {};
        });
    }
    void w24_afterAnHourApartListsAreStaggered()
    {
        m_rows.play({30s, 20, 60}, [](World& w) {
            w.pace = 20s;
            w.server->mute();
            w.server->isBlackHole = true;
            const auto before = w.server->calls.size();
            w.run(1h);
            w.require(w.server->calls.size() - before < 20 * 3600 / 60,
                      "less than a request a minute of each");
            w.require(std::none_of(w.reflectors.begin(), w.reflectors.end(),
                                   [](const auto& r) { return r->freshness().isFresh(); }),
                      "nothing is shown as fresh");
            w.server->mostListsAtOnce = 0;
            w.server->compact();
            w.server->latency = [&w](const Call& call) {
                return call.what == What::List ? w.between(50ms, 500ms) : 0ms;
            };
            w.isChanging = false;
            w.server->isBlackHole = false;
            w.heal();
            w.requireWithin([&] { return w.isConverged(); }, 30s, "healed in 30 s");
            w.require(w.server->mostListsAtOnce <= 4, "at most four lists at once");
            w.server->latency = {};
            w.isChanging = true;
        });
    }
    void w25_aHistoryThatWentBackwardsIsNoticed()
    {
        m_rows.play({110s, 2}, [](World& w) {
            int told = 0;
            QObject::connect(&w.reflector(), &Reflector::historyWentBackwards, &w.reflector(),
                             [&told] { ++told; });
            const Restore restore(w);
            w.isChanging = false;
            w.mutateAll(40);
            w.isChanging = true;
            w.run(30s);
            const int how = w.below(3);
            if (how == 0) { // the server goes down for it
                w.server->isDown = true;
                w.server->endStreams(refusedConnection());
                w.run(w.between(1s, 40s));
                w.server->isDown = false;
            }
            restore.putBack(w);
            if (how == 1) // the streams end, and the next one waits for a version of the future
                w.server->endStreams(response(200, {}));
            w.isChanging = false; // so that versions of the past are not reached again by chance
            w.heal();
            w.heldSince = w.clock.steady(); // of the silent watch nobody can know yet
            w.requireWithin([&] { return w.isConverged(); }, 100s, "it is noticed");
            w.heldSince.reset();
            w.isChanging = true;
            w.require(told == 1, "once");
            w.require(w.freshness().wentBackwards.isValid(), "with the time");
        });
    }
    void w26_aRestoreWithNewVersionsIsAList()
    {
        m_rows.play({20s, 2}, [](World& w) {
            const Restore restore(w);
            w.mutateAll(40);
            w.server->isDown = true;
            w.server->endStreams(refusedConnection());
            w.run(w.between(1s, 20s));
            restore.putBack(w);
            w.server->revision += 1'000'000'000;
            w.server->compact();
            w.server->isDown = false;
            w.heal();
            w.requireWithin([&] { return w.isConverged(); }, 20s, "it is listed");
            w.require(!w.freshness().wentBackwards.isValid(), "no history went backwards");
        });
    }
    void w27_aNewTypeAppearsWithinAMinute()
    {
        m_rows.play({60s, 2}, [](World& w) {
            w.server->unserved = {World::plural(1)};
            w.server->endStreams(response(200, {}));
            w.requireWithin([&] { return w.freshness(1).state == State::Absent; }, 30s, "absent");
            w.run(w.between(1s, 10min));
            w.server->unserved.clear();
        });
    }
    void w28_aTypeThatIsGoneTakesItsRowsAlong()
    {
        const auto end = [](World& w) {
            return w.freshness(1).state == State::Absent && w.reflector(1).store().size() == 0
                   && w.freshness(0).isFresh() && w.freshness(2).isFresh();
        };
        m_rows.play({30s, 3, 12, end}, [](World& w) {
            w.server->unserved = {World::plural(1)};
            const auto streams = w.server->streams;
            for (const auto& stream : streams)
                if (stream->call.plural == World::plural(1))
                    stream->end(response(200, {}));
        });
    }
    void w29_aFailingConversionDegradesItsTypeAlone()
    {
        m_rows.play({65s, 3}, [](World& w) {
            degradeOne(w, statusResponse(500, "InternalError",
                                         "conversion webhook for example.io failed: refused"));
        });
    }
    void w30_aDeadAggregatedApiDegradesItsTypeAlone()
    {
        m_rows.play({65s, 3},
                    [](World& w) { degradeOne(w, response(503, "service unavailable\n")); });
    }
    void w31_aForbiddenTypeIsProbedAgain()
    {
        const auto end = [](World& w) { return w.isConverged() && !w.freshness(1).problem; };
        m_rows.play({12min, 3, 12, end}, [](World& w) {
            const bool mayList = w.below(2);
            forbid(w, 1, mayList);
            w.server->endStreams(response(200, {}));
            w.requireWithin(
                [&] {
                    return mayList ? w.freshness(1).state == State::Live
                                         && w.freshness(1).problem.has_value()
                                   : w.freshness(1).state == State::Forbidden;
                },
                30s, "it says so");
            w.require(mayList || w.freshness(1).problem->summary.contains(u"needs: list"_s),
                      "and which rule is missing");
            w.run(5min);
            w.require(!mayList || !w.freshness(1).isStale, "it is read each minute");
            w.require(w.freshness(0).state == State::Live, "the others live");
            w.server->fault = {};
        });
    }
    void w32_oneForbiddenScopeLeavesTheOtherAlone()
    {
        // Cluster-wide refused, in the namespace allowed: two reflectors of one type.
        m_rows.play({12min}, [](World& w) {
            Reflector everywhere(w.server, w.reflector().type(), {}, w.clock, [] { return 0.0; });
            w.server->fault = [](const Call& call) -> std::optional<Result<kube::Response>> {
                if (call.target.contains("/namespaces/"))
                    return std::nullopt;
                return forbidden("list");
            };
            w.others = {&everywhere};
            everywhere.start();
            w.runUntil([&] { return everywhere.freshness().state == State::Forbidden; }, 10s);
            w.require(everywhere.freshness().state == State::Forbidden, "forbidden everywhere");
            w.require(w.freshness().isFresh(), "allowed in the namespace");
            w.server->fault = {};
            everywhere.retry(); // by a button
            w.heal();
            w.requireWithin([&] { return everywhere.freshness().isFresh(); }, 5s,
                            "asked again at once when somebody says so");
            w.others.clear();
        });
    }
    void w33_revokedRowsDisappear()
    {
        const auto end = [](World& w) {
            return w.freshness(1).state == State::Forbidden && w.reflector(1).store().size() == 0
                   && w.freshness(0).isFresh();
        };
        m_rows.play({5s, 2, 12, end}, [](World& w) {
            forbid(w, 1, false);
            const auto streams = w.server->streams;
            for (const auto& stream : streams)
                if (stream->call.plural == World::plural(1))
                    stream->end(response(200, {}));
        });
    }
    void w34_whatIsNoApiServerIsNotBelieved()
    {
        m_rows.play({125s, 2}, [](World& w) {
            auto moved = response(302, {});
            moved.location = "https://login.example/";
            auto portal = response(200, "<html>Please sign in</html>");
            portal.contentType = "text/html";
            const QList<kube::Response> answers{
                moved, portal, response(200, "\x1f\x8b\x08"),
                response(200, quoted("{'kind':'Table','rows':[]}"))};
            const auto answer = answers.at(w.below(int(answers.size())));
            w.server->fault = [answer](const Call& call) -> std::optional<Result<kube::Response>> {
                if (call.what == What::Watch)
                    return statusResponse(504, "Timeout", "no");
                return answer;
            };
            w.server->endStreams(refusedConnection());
            w.run(w.between(20s, 120s));
            w.require(w.reflector().store().size() > 0, "the old content stays");
            w.require(!w.freshness().isFresh(), "it is not shown as fresh");
            w.server->fault = {};
        });
    }
    void w35_aServerThatCannotBeTrustedIsNotBelieved()
    {
        m_rows.play({65s, 3}, [](World& w) {
            const Error error = refusedHandshake(w.below(5));
            w.server->fault = [error](const Call&) { return error; };
            w.server->endStreams(error);
            w.run(w.between(20s, 300s));
            w.require(!w.freshness().isFresh(), "it is not shown as fresh");
            const auto problem = w.freshness().problem;
            w.require(problem && problem->summary == error.summary, "and says why");
            w.require(w.reflector().store().size() > 0, "the content stays");
            w.server->fault = {};
        });
    }
    void w36_anotherClusterBehindTheAddressStopsEverything()
    {
        const auto end = [](World& w) {
            return std::all_of(w.reflectors.begin(), w.reflectors.end(), [](const auto& r) {
                return r->freshness().state == State::OtherCluster;
            });
        };
        m_rows.play({30s, 4, 12, end}, [&end](World& w) {
            // What the others show until they hear of it is what the first cluster last said.
            w.heldSince = w.clock.steady() - 1h;
            w.server->clusterUid = "another-cluster";
            w.isChanging = false;
            for (int i = 0; i < 4; ++i)
                w.truth(i).restore({}); // the other one holds nothing
            w.server->isDown = w.below(2);
            w.server->streams.front()->end(refusedConnection()); // one is enough
            w.run(w.between(1s, 20s));
            w.server->isDown = false;
            w.heal();
            w.requireWithin([&] { return end(w); }, 30s, "all streams stop");
            const auto calls = w.server->calls.size();
            w.require(w.reflector().store().size() > 0, "the old content stays");
            w.run(10min);
            w.require(w.server->calls.size() == calls, "nothing more is asked");
            w.reflector().stop();
            w.reflector().start();
            w.require(end(w), "starting it again does not help");
        });
    }
    void w37_nothingLeftIsConfirmedByASecondList()
    {
        m_rows.play({20s, 1, 2'000}, [](World& w) {
            w.isChanging = false;
            for (const QByteArray& name : w.truth().names())
                w.truth().remove(name);
            w.server->compact();
            int half = w.below(2);
            w.server->fault = [&half](const Call& call) -> std::optional<Result<kube::Response>> {
                if (call.what == What::List && std::exchange(half, 0)) // no complete list
                    return response(200, quoted("{'kind':'Kind0List','metadata':"
                                                "{'resourceVersion':'900000','continue':'x@1'},"
                                                "'items':[]}"));
                return std::nullopt;
            };
            w.server->endStreams(response(200, {}));
            w.heal();
            w.requireWithin([&] { return w.reflector().store().size() == 0; }, 20s, "believed");
            w.require(w.freshness().isUnconfirmed, "but not yet to be acted upon");
            const Time emptied = w.clock.steady();
            w.requireWithin([&] { return !w.freshness().isUnconfirmed; }, 20s, "confirmed");
            w.require(w.clock.steady() - emptied >= 9s, "by a list ten seconds later");
            w.server->fault = {};
            w.isChanging = true;
        });
    }
};

QTEST_GUILESS_MAIN(WatchFaultsTest)
#include "tst_watchfaults.moc"
