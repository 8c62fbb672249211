// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "bench.h"

#include <QtTest>

using namespace plumb;
using namespace plumb::plan;
using Cut = FakeCluster::Cut;

namespace {

constexpr int kObjects = 10;

//! Five creations, four updates and a prune.
Plan tenWrites(Bench& bench)
{
    QList<objects::Object> desired;
    for (int i = 0; i < kObjects - 1; ++i) {
        if (i % 2)
            bench.server->put(deployment(u"web-%1"_s.arg(i), 1));
        desired.append(deployment(u"web-%1"_s.arg(i), 2));
    }
    const auto old = deployment(u"old"_s);
    bench.server->put(old);
    Options options;
    options.prune = true;
    return bench.review(desired, options, {old});
}

} // namespace

class LostAnswersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void p05_p06_theTableIsTheServersLog_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<Cut>("cut");
        QTest::addColumn<bool>("staysDown");
        const QList<std::pair<const char*, Cut>> cuts{{"nothing left", Cut::NothingLeft},
                                                      {"request lost", Cut::RequestLost},
                                                      {"answer lost", Cut::AnswerLost}};
        for (const auto& [name, cut] : cuts)
            for (int at = 0; at < kObjects; ++at)
                for (const bool staysDown : {false, true})
                    QTest::addRow("%s at %d%s", name, at, staysDown ? ", then down" : "")
                        << at << cut << staysDown;
    }
    void p05_p06_theTableIsTheServersLog()
    {
        QFETCH(const int, at);
        QFETCH(const Cut, cut);
        QFETCH(const bool, staysDown);
        Bench bench;
        const Plan plan = tenWrites(bench);
        QCOMPARE(plan.changeCount(), kObjects);
        bench.server->cutWrite(at, cut, staysDown);
        const Report report = bench.run(plan);

        const QStringList writes = bench.server->writes();
        for (qsizetype i = 0; i < report.steps.size(); ++i) {
            const Step& step = report.steps.at(i);
            const auto received = writes.filter(u' ' + describe(step.key) + u' ').size();
            QVERIFY(received <= 1); // P6: each write reached the server once at most
            if (step.state == Step::State::Applied)
                QCOMPARE(received, 1);
            if (step.state == Step::State::NotSent)
                QCOMPARE(received, 0);
            QVERIFY(step.state == Step::State::Applied || step.state == Step::State::NotSent
                    || (step.state == Step::State::Unknown && i == at));
        }
        // Nothing left us: certain. The answer was lost: asking settles it, unless nobody answers.
        const Step::State hit = report.steps.at(at).state;
        if (cut == Cut::NothingLeft)
            QVERIFY(hit == Step::State::NotSent);
        else if (cut == Cut::AnswerLost && !staysDown)
            QVERIFY2(hit == Step::State::Applied && report.succeeded(), qPrintable(report.message));
        else
            QVERIFY(hit == Step::State::Unknown);
        QCOMPARE(report.outcome, hit == Step::State::Unknown                 ? u"unknown"_s
                                 : hit == Step::State::Applied && !staysDown ? u"succeeded"_s
                                                                             : u"failed"_s);

        QStringList recorded;
        const auto outcomes = bench.journal->outcomes(report.operation);
        for (const auto& each : *outcomes)
            recorded.append(describe(each.key) + u' ' + each.outcome);
        QCOMPARE(recorded, table(report));
        QCOMPARE(bench.journal->operations(1)->first().outcome, report.outcome);
    }

    void a10_aSettledAnswerSaysHowItIsKnown()
    {
        Bench bench;
        const Plan plan = bench.review({deployment(u"web"_s, 2)});
        bench.server->cutWrite(0, Cut::AnswerLost);
        QCOMPARE(bench.run(plan).steps[0].message,
                 u"The answer was lost; the server was asked, and the object is as it was sent."_s);
    }

    void a10_anUnknownOutcomeSaysWhatToDo()
    {
        Bench bench;
        const Plan plan = bench.review({deployment(u"web"_s, 2)});
        bench.server->cutWrite(0, Cut::RequestLost);
        const QString said = bench.run(plan).steps[0].message;
        QVERIFY2(said.startsWith(u"It was sent once and the answer is lost; the object was not "
                                 u"there when the server was "
                                 "asked. Look at the object before trying again."_s),
                 qPrintable(said));
    }

    void a10_whatAnotherWriterDidMeanwhileIsNotTakenForOurs()
    {
        Bench bench;
        bench.server->put(deployment(u"web"_s, 1));
        const Plan plan = bench.review({deployment(u"web"_s, 2)});
        bench.server->cutWrite(0, Cut::RequestLost);
        bench.server->beforeWrite(
            0, [&] { bench.server->edit(deployment(u"web"_s).key(), u"paused"_s, true); });
        const Report report = bench.run(plan);
        QCOMPARE(table(report), QStringList{u"Deployment shop/web unknown"_s});
    }

    void a11_anAnswerAboutAnotherObjectIsNoSuccess()
    {
        Bench bench;
        const auto web = deployment(u"web"_s, 2);
        const Plan plan = bench.review({web});
        bench.server->answerWith(web.key(), 201, live(deployment(u"other"_s)).json(), true);
        const Report report = bench.run(plan);
        QCOMPARE(table(report), QStringList{u"Deployment shop/web unknown"_s});
        QCOMPARE(report.outcome, u"unknown"_s);
    }

    void a02_aFailedWebhookIsSettledByAsking()
    {
        Bench bench;
        const auto web = deployment(u"web"_s, 2);
        const Plan plan = bench.review({web});
        bench.server->answerWith(
            web.key(), 500, refusal(500, u"InternalError"_s, u"failed calling webhook: timeout"_s),
            true);
        QCOMPARE(table(bench.run(plan)), QStringList{u"Deployment shop/web unknown"_s});
    }

    void aBusyServerHasNotActed()
    {
        Bench bench;
        const auto web = deployment(u"web"_s, 2);
        const Plan plan = bench.review({web});
        bench.server->answerWith(web.key(), 429,
                                 refusal(429, u"TooManyRequests"_s, u"too many requests"_s), true);
        QCOMPARE(table(bench.run(plan)), QStringList{u"Deployment shop/web refused"_s});
        QCOMPARE(bench.server->writes().size(), 1);
    }
};

QTEST_GUILESS_MAIN(LostAnswersTest)
#include "tst_lostanswers.moc"
