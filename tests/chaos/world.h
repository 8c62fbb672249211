// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/reflector.h"
#include "simulatedserver.h"

#include <QRandomGenerator>

namespace plumb::chaos {

using State = kube::Reflector::State;

//! One seed of one row: a cluster that somebody keeps changing, reflectors of some of its types,
//! and the oracle that looks at every step whether something wrong is shown as fresh.
class World
{
public:
    //! Of `kinds` types, with about `objects` objects each.
    World(quint32 seed, int kinds, int objects);
    ~World();

    WalkedClock clock;
    QRandomGenerator random;
    std::shared_ptr<SimulatedServer> server;
    std::vector<std::unique_ptr<kube::Reflector>> reflectors;
    std::vector<kube::Reflector*> others; //!< that a row made, and no oracle judges
    kube::Reflector& reflector(int i = 0) { return *reflectors.at(size_t(i)); }
    kube::Reflector::Freshness freshness(int i = 0) { return reflector(i).freshness(); }
    Truth& truth(int i = 0) { return *server->truths.at(plural(i)); }
    static QByteArray plural(int i) { return "kind" + QByteArray::number(i) + "s"; }
    int below(int bound) { return int(random.bounded(bound)); }
    std::chrono::milliseconds between(std::chrono::milliseconds a, std::chrono::milliseconds b)
    {
        return a + std::chrono::milliseconds(below(int((b - a).count()) + 1));
    }

    //! Starts the reflectors and lives up to a minute with a healthy server.
    void live();
    void run(std::chrono::milliseconds time);
    //! Runs until that holds; false after `limit`.
    bool runUntil(const std::function<bool()>& holds, std::chrono::nanoseconds limit);
    void mutate(); //!< one random change of one random type
    void mutateAll(int times);
    std::chrono::milliseconds pace{2'000}; //!< a change comes about so often
    bool isChanging = true;

    //! The fault is over; from here on the row's time runs. By default that is its end.
    void heal() { healedAt = clock.steady(); }
    std::optional<Time> healedAt;

    //! What this fault must lead to, beside convergence.
    void require(bool holds, const char* what);
    void requireWithin(const std::function<bool()>& holds, std::chrono::milliseconds limit,
                       const char* what);
    QStringList broken;

    //! All reflectors fresh, and showing what the server holds.
    bool isConverged();
    //! Events that the fault holds back are not yet there for anybody: sent since then.
    std::optional<Time> heldSince;

    void check();
    int wrong = 0, steps = 0;
    QString firstWrong;

private:
    std::vector<kube::Reflector*> everyone() const;
    void step(Time until);
    void settle();
    std::optional<Time> m_nextChange;
    std::vector<std::pair<QDateTime, Time>> m_proofs; //!< by reflector
};

} // namespace plumb::chaos
