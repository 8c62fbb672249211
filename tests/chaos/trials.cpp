// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "trials.h"

#include <QTest>

namespace plumb::chaos {

using namespace Qt::Literals::StringLiterals;

Trials::Trials()
{
    const int count = qEnvironmentVariableIntValue("PLUMBLINE_SEEDS");
    const int one = qEnvironmentVariableIntValue("PLUMBLINE_SEED");
    for (quint32 seed = 1; seed <= quint32(std::max(count, 1)); ++seed)
        m_seeds += seed;
    if (one > 0)
        m_seeds = {quint32(one)};
    if (count > 1) // a row of several takes its time
        qputenv("QTEST_FUNCTION_TIMEOUT", "7200000");
}

void Trials::play(const char* where, const std::function<void(Trial&)>& row)
{
    QList<Trial> trials;
    const auto begin = std::chrono::steady_clock::now();
    for (const quint32 seed : std::as_const(m_seeds)) {
        Trial trial(seed);
        row(trial);
        trials += trial;
    }
    take(where, trials,
         std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now()
                                                               - begin));
}

void Trials::take(const char* where, const QList<Trial>& trials, std::chrono::milliseconds lasted)
{
    Outcome outcome;
    outcome.row = QTest::currentTestFunction();
    outcome.where = where;
    outcome.lasted = lasted;
    QStringList problems;
    for (const Trial& trial : trials) {
        ++outcome.seeds;
        outcome.converged += trial.converged ? 1 : 0;
        outcome.wrong += trial.wrong;
        outcome.checks += trial.checks;
        outcome.longest = std::max(outcome.longest, trial.took);
        const QString problem = u"seed %1: "_s.arg(trial.seed);
        if (!trial.converged)
            problems += problem + u"not converged"_s;
        if (trial.wrong > 0)
            problems += problem + trial.firstWrong;
        for (const QString& broken : trial.broken)
            problems += problem + u"does not hold: "_s + broken;
        // What was not looked at cannot have been seen to be right.
        if (trial.checks < 10)
            problems += problem + u"looked at only %1 times"_s.arg(trial.checks);
    }
    m_outcomes += outcome;
    QVERIFY2(problems.isEmpty(), qPrintable(u'\n' + problems.join(u'\n')));
}

void Trials::print() const
{
    const auto line = [](const QByteArrayList& cells) {
        std::printf("%-58s %5s %6s %10s %13s %8s %7s %21s\n", cells.at(0).constData(),
                    cells.at(1).constData(), cells.at(2).constData(), cells.at(3).constData(),
                    cells.at(4).constData(), cells.at(5).constData(), cells.at(6).constData(),
                    cells.at(7).constData());
    };
    const auto seconds = [](std::chrono::milliseconds time) {
        return QByteArray::number(double(time.count()) / 1000, 'f', 1);
    };
    line({"row", "where", "seeds", "converged", "s, at longest", "s in all", "checks",
          "wrong shown as fresh"});
    for (const Outcome& outcome : m_outcomes)
        line({outcome.row, outcome.where, QByteArray::number(outcome.seeds),
              QByteArray::number(outcome.converged), seconds(outcome.longest),
              seconds(outcome.lasted), QByteArray::number(outcome.checks),
              QByteArray::number(outcome.wrong)});
    std::fflush(stdout);
}

} // namespace plumb::chaos
