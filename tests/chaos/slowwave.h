// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "behind.h"

#include <array>

namespace plumb::chaos {

//! W-09 and W-10 in real time: a minute and a half, that passes beside the other rows.
class SlowWave
{
public:
    SlowWave(quint32 seed, const ControlPlane& plane)
    {
        for (int i = 0; i < kRows; ++i) {
            trials.push_back(std::make_unique<Trial>(seed));
            m_rows.push_back(std::make_unique<Behind>(*trials.back(), plane));
            m_rows.back()->scene.pace = 1s;
            m_rows.back()->scene.live();
        }
        m_begin = std::chrono::steady_clock::now();
        row(Vanished).proxy.vanish();
        row(Vanished).proxy.appear();
        row(Held).proxy.hold();
        row(HeldAndMute).proxy.choose([](const Exchange&) {
            Fault fault;
            fault.isMute = true;
            return fault;
        });
        row(HeldAndMute).proxy.hold();
        m_watches = row(Held).count([](const Exchange& e) { return e.isWatch(); });
        const auto drip = [this](Row which, const Fault& slow) {
            row(which).proxy.choose([slow](const Exchange& exchange) {
                return Behind::goneOr(exchange, exchange.isList() ? slow : Fault());
            });
            row(which).proxy.cut();
        };
        Fault head, body;
        head.bytesPerSecond = 1;
        body.bodyPerSecond = 2; // not even an empty list is whole within 30 s
        drip(HeadDrips, head);
        drip(BodyDrips, body);
    }

    void finish()
    {
        // Each kind of trouble has had its time by then, and one that is heard of late shows.
        const auto left = m_begin + 96s - std::chrono::steady_clock::now();
        row(Held).scene.run(std::chrono::ceil<std::chrono::milliseconds>(left));
        for (const Row drips : {HeldAndMute, HeadDrips, BodyDrips}) {
            const auto fresh = row(drips).scene.freshness();
            m_atTheEnd[drips] = fresh;
            row(drips).proxy.healthy();
            row(drips).proxy.cut(); // those that are mute, or still drip
        }
        judgeVanished();
        judgeHeld();
        judgeHalfOpen();
        judgeDrip(HeadDrips, u"did not begin to answer within 15 s");
        judgeDrip(BodyDrips, u"answered with less than 1 KiB per second");
        m_rows.clear();
    }

    enum Row { Vanished, Held, HeldAndMute, HeadDrips, BodyDrips, kRows };
    std::vector<std::unique_ptr<Trial>> trials;

private:
    Behind& row(Row which) { return *m_rows.at(size_t(which)); }
    //! When it was first not shown as fresh.
    std::optional<std::chrono::duration<double>> doubted(Row which)
    {
        for (const auto& moment : std::as_const(row(which).scene.timeline))
            if (moment.at > m_begin && !moment.isFresh)
                return moment.at - m_begin;
        return std::nullopt;
    }
    void judgeVanished()
    {
        // Without an answer to its keep-alive the kernel gives up: 30 s, and three times 10.
        const auto noticed = doubted(Vanished);
        trials[Vanished]->require(
            noticed && *noticed > 55s && *noticed < 64s,
            u"noticed within 60 s, not after %1"_s.arg(noticed ? noticed->count() : -1.0));
        row(Vanished).scene.judge(5s);
    }
    void judgeHeld()
    {
        // The keep-alive is answered; after 75 s of silence the server's version is asked for, and
        // where that goes out on a connection that was kept, 15 s later again.
        trials[Held]->require(row(Held).count([](const Exchange& e) { return e.isWatch(); })
                                  > m_watches,
                              u"a new watch was begun"_s);
        const auto noticed = doubted(Held);
        trials[Held]->require(!noticed || (*noticed > 74s && *noticed < 92s),
                              u"in doubt after %1 s"_s.arg(noticed ? noticed->count() : 0.0));
        row(Held).scene.judge(5s);
    }
    void judgeHalfOpen()
    {
        Scene& scene = row(HeldAndMute).scene;
        const auto noticed = doubted(HeldAndMute);
        trials[HeldAndMute]->require(noticed && *noticed < 92s, u"stale at 90 s"_s);
        trials[HeldAndMute]->require(!m_atTheEnd[HeldAndMute].isFresh(), u"and remains so"_s);
        scene.judge(40s);
    }
    void judgeDrip(Row which, QStringView why)
    {
        Scene& scene = row(which).scene;
        Trial& trial = *trials.at(size_t(which));
        const auto problem = m_atTheEnd[which].problem;
        trial.require(problem && problem->summary.contains(why),
                      problem ? problem->summary : u"it says why"_s);
        trial.require(!m_atTheEnd[which].isFresh(), u"it is not shown as fresh"_s);
        trial.require(scene.reflector().store().size() > 0, u"the old content stays"_s);
        // After so long it would wait half a minute and more.
        scene.run(200ms);
        scene.reflector().retry();
        scene.judge(65s);
    }

    std::vector<std::unique_ptr<Behind>> m_rows;
    std::chrono::steady_clock::time_point m_begin;
    qsizetype m_watches = 0;
    std::array<kube::Reflector::Freshness, kRows> m_atTheEnd;
};

} // namespace plumb::chaos
