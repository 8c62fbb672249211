// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRandomGenerator>
#include <QStringList>

#include <chrono>
#include <functional>

namespace plumb::chaos {

//! One seed of one row on a real server, and what came of it.
struct Trial
{
    explicit Trial(quint32 withSeed)
        : seed(withSeed)
        , random(withSeed)
    {
    }
    quint32 seed;
    QRandomGenerator random;
    int wrong = 0;
    QString firstWrong;
    QStringList broken;
    bool converged = false;
    std::chrono::milliseconds took{0}; //!< from the end of the fault
    int checks = 0;

    int below(int bound) { return int(random.bounded(bound)); }
    std::chrono::milliseconds between(std::chrono::milliseconds a, std::chrono::milliseconds b)
    {
        return a + std::chrono::milliseconds(below(int((b - a).count()) + 1));
    }
    bool require(bool holds, const QString& what)
    {
        if (!holds)
            broken += what;
        return holds;
    }
};

//! Plays rows on their seeds and keeps the table: one seed, PLUMBLINE_SEEDS=25 on demand, or
//! PLUMBLINE_SEED=17 for the one that failed.
class Trials
{
public:
    Trials();
    //! `where`: K, P or both, as in the list of faults.
    void play(const char* where, const std::function<void(Trial&)>& row);
    //! Of a trial that was played elsewhere, beside other rows.
    void take(const char* where, const QList<Trial>& trials, std::chrono::milliseconds lasted = {});
    void print() const;
    const QList<quint32>& seeds() const { return m_seeds; }

private:
    struct Outcome
    {
        QByteArray row, where;
        int seeds = 0, converged = 0, wrong = 0;
        qint64 checks = 0;
        std::chrono::milliseconds longest{0}, lasted{0};
    };
    QList<quint32> m_seeds;
    QList<Outcome> m_outcomes;
};

} // namespace plumb::chaos
