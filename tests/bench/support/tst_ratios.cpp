// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "bench/support/ratios.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace plumb::bench;

//! What tests/bench/run relies on: a figure is the median of the ratios of pairs, and a missed
//! limit fails.
class RatiosTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMedianOfTheRatiosIsHeldAgainstTheLimits_data();
    void theMedianOfTheRatiosIsHeldAgainstTheLimits();
    void pairsAreMeasuredInTurns();
    void aSmallFormSaysNothingOfTime();
    void theJsonHoldsWhatTheFigureDependsOn();
    void aProcessIsMeasuredAsAWhole();
};

namespace {

QStringList arguments(const QStringList& more)
{
    return QStringList{u"bench"_s} + more;
}

std::function<double()> inTurn(std::vector<double> values)
{
    return [values, next = size_t(0)]() mutable { return values[next++ % values.size()]; };
}

QJsonArray written(const QString& file)
{
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(in.readAll()).array()
                                        : QJsonArray();
}

} // namespace

void RatiosTest::theMedianOfTheRatiosIsHeldAgainstTheLimits_data()
{
    QTest::addColumn<double>("ours");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<int>("code");
    QTest::newRow("goal") << 1.0 << u"goal"_s << 0;
    QTest::newRow("held") << 4.0 << u"held"_s << 0;
    QTest::newRow("missed") << 6.0 << u"MISSED"_s << 1;
}

void RatiosTest::theMedianOfTheRatiosIsHeldAgainstTheLimits()
{
    QFETCH(double, ours);
    QFETCH(QString, verdict);
    QFETCH(int, code);
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"figures.json"_s);
    for (const bool must : {false, true}) {
        QCommandLineParser parser;
        Bench bench(parser,
                    arguments(QStringList{u"--full"_s, u"--rounds"_s, u"3"_s, u"--json"_s, file}
                              + (must ? QStringList{u"--must"_s} : QStringList())));
        // one pair in three was disturbed
        bench.measure({u"B0"_s, u"planted"_s, inTurn({ours, 1000, ours}), inTurn({10}), 0.5, 0.2});
        QCOMPARE(bench.finish(), must ? code : 0);
        const QJsonValue figure = written(file).at(0);
        QCOMPARE(figure[u"verdict"_s].toString(), verdict);
        QCOMPARE(figure[u"ratio"_s].toDouble(), ours / 10);
        QCOMPARE(figure[u"peer"_s].toDouble(), 10.0);
    }
}

void RatiosTest::pairsAreMeasuredInTurns()
{
    QCommandLineParser parser;
    Bench bench(parser, arguments({u"--full"_s, u"--rounds"_s, u"3"_s}));
    QString order;
    const auto note = [&](QChar who) {
        return [&order, who] {
            order += who;
            return 1.0;
        };
    };
    bench.measure({u"B0"_s, {}, note(u'o'), note(u'p'), 1, 1});
    QCOMPARE(order, u"opopop"_s);
}

void RatiosTest::aSmallFormSaysNothingOfTime()
{
    QCommandLineParser parser;
    Bench bench(parser, arguments({u"--must"_s}));
    QVERIFY(!bench.isFull());
    int runs = 0;
    bench.measure({u"B0"_s, {}, [&] { return ++runs * 1000.0; }, {}, 1, 1});
    QCOMPARE(runs, 1);
    QCOMPARE(bench.finish(), 0);
}

void RatiosTest::theJsonHoldsWhatTheFigureDependsOn()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"figures.json"_s);
    QCommandLineParser parser;
    Bench bench(parser, arguments({u"--full"_s, u"--json"_s, file}));
    bench.measure({u"B0"_s, {}, [] { return 1.0; }, {}, 2, 1});
    bench.useSeed(7);
    bench.measure({u"B0 seeded"_s, {}, [] { return 1.0; }, {}, 2, 1});
    QCOMPARE(bench.finish(), 0);
    const QJsonArray figures = written(file);
    QCOMPARE(figures.size(), 2);
    QVERIFY(figures[0][u"seed"_s].isNull());
    QVERIFY(!figures[0].toObject().contains(u"peer"_s));
    QCOMPARE(figures[1][u"seed"_s].toInt(), 7);
    for (const auto& key :
         {u"id"_s, u"ours"_s, u"ratio"_s, u"must"_s, u"goal"_s, u"verdict"_s, u"what"_s, u"load"_s})
        QVERIFY2(figures[1].toObject().contains(key), qPrintable(key));
    QVERIFY(figures[1][u"load"_s].toDouble() >= 0);
}

void RatiosTest::aProcessIsMeasuredAsAWhole()
{
    QCOMPARE(output({u"printf"_s, u"a b"_s}), "a b");
    // some 40 MiB, and as much time as they take
    const Cost cost =
        run({u"sh"_s, u"-c"_s, u"x=$(head -c 20000000 /dev/zero | tr '\\0' x); exit 3"_s}, {3});
    QVERIFY2(cost.mebibytes > 15, qPrintable(QString::number(cost.mebibytes)));
    QVERIFY(cost.cpuSeconds > 0 && cost.cpuSeconds < cost.seconds * 64);
}

QTEST_GUILESS_MAIN(RatiosTest)
#include "tst_ratios.moc"
