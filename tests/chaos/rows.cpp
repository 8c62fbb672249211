// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "rows.h"

namespace plumb::chaos {

Rows::Rows()
{
    // Five in CI; PLUMBLINE_SEEDS=25 on demand; PLUMBLINE_SEED=17 for the one that failed.
    const int count = qEnvironmentVariableIntValue("PLUMBLINE_SEEDS");
    const int one = qEnvironmentVariableIntValue("PLUMBLINE_SEED");
    for (quint32 seed = 1; seed <= quint32(count > 0 ? count : 5); ++seed)
        m_seeds += seed;
    if (one > 0)
        m_seeds = {quint32(one)};
    if (count > 5) // a row of so many takes its time
        qputenv("QTEST_FUNCTION_TIMEOUT", "7200000");
}

void Rows::play(const Options& options, const Row& row)
{
    Outcome outcome;
    outcome.row = QTest::currentTestFunction();
    QStringList problems;
    for (const quint32 seed : std::as_const(m_seeds)) {
        World world(seed, options.kinds, options.objects);
        world.live();
        row(world);
        const auto isThere = [&] { return options.end ? options.end(world) : world.isConverged(); };
        const Time healed = world.healedAt.value_or(world.clock.steady());
        const bool converged =
            world.runUntil(isThere, healed + options.within - world.clock.steady());
        const auto took =
            std::chrono::duration_cast<std::chrono::milliseconds>(world.clock.steady() - healed);
        // And it stays so: whatever happens now is followed.
        for (int i = 0; i < 20 && converged; ++i) {
            world.run(3s);
            world.require(isThere(), "what has converged stays so");
        }
        ++outcome.seeds;
        outcome.converged += converged ? 1 : 0;
        outcome.wrong += world.wrong;
        outcome.longest = std::max(outcome.longest, took);
        const QString problem = u"seed %1: "_s.arg(seed);
        if (!converged)
            problems +=
                problem
                + u"not converged after %1 s, in state %2"_s.arg(double(took.count()) / 1000)
                      .arg(int(world.freshness().state));
        if (world.wrong > 0)
            problems += problem + world.firstWrong;
        world.broken.removeDuplicates();
        for (const QString& broken : std::as_const(world.broken))
            problems += problem + u"does not hold: "_s + broken;
    }
    m_outcomes += outcome;
    QVERIFY2(problems.isEmpty(), qPrintable(u'\n' + problems.join(u'\n')));
}

void Rows::print() const
{
    const auto line = [](const QByteArray& row, const QByteArray& a, const QByteArray& b,
                         const QByteArray& c, const QByteArray& d) {
        std::printf("%-58s %6s %10s %22s %18s\n", row.constData(), a.constData(), b.constData(),
                    c.constData(), d.constData());
    };
    line("row", "seeds", "converged", "wrong shown as fresh", "longest, fake s");
    for (const Outcome& outcome : m_outcomes)
        line(outcome.row, QByteArray::number(outcome.seeds), QByteArray::number(outcome.converged),
             QByteArray::number(outcome.wrong),
             QByteArray::number(double(outcome.longest.count()) / 1000, 'f', 1));
    std::fflush(stdout);
}

} // namespace plumb::chaos
