// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "bench.h"
#include "plan/unfinished.h"

#include <QProcess>
#include <QtTest>

#include <csignal>
#include <sys/resource.h>

using namespace plumb;
using namespace plumb::plan;

namespace {

const objects::Object kWeb = deployment(u"web"_s, 2);
const objects::Object kApi = deployment(u"api"_s, 2);
const objects::Object kZoo = deployment(u"zoo"_s, 2);

QStringList journalled(Bench& bench, const Report& report)
{
    QStringList rows;
    const auto outcomes = bench.journal->outcomes(report.operation);
    for (const auto& each : *outcomes)
        rows.append(describe(each.key) + u' ' + each.outcome);
    return rows;
}

} // namespace

class ExecuteTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSyncCreatesAndUpdatesInOrderAndSaysSo()
    {
        Bench bench;
        bench.server->put(deployment(u"web"_s, 1));
        bench.server->put(kApi);
        const Plan plan = bench.review({kWeb, kApi, kZoo});
        const Report report = bench.run(plan);
        QVERIFY2(report.succeeded(), qPrintable(report.message));
        QCOMPARE(bench.server->writes(), (QStringList{u"PATCH Deployment shop/web 200"_s,
                                                      u"PATCH Deployment shop/zoo 201"_s}));
        QCOMPARE(table(report),
                 (QStringList{u"Deployment shop/api unchanged"_s, u"Deployment shop/web applied"_s,
                              u"Deployment shop/zoo applied"_s}));
        QCOMPARE(report.message, u"2 of 2 applied."_s);

        const auto operation = bench.journal->operations(1)->first();
        QCOMPARE(operation.id, report.operation);
        QCOMPARE(operation.outcome, u"succeeded"_s);
        QCOMPARE(operation.digest, plan.digest);
        QCOMPARE(operation.actor, u"ada"_s);
        QCOMPARE(operation.finished, bench.clock.now());
        const auto last = bench.journal->lastApplied(u"shop"_s, u"cluster-1"_s);
        QCOMPARE((*last)->commit, plan.commit.toHex());
        QCOMPARE((*last)->applied.size(), 3); // the unchanged one belongs to the application, too
    }

    void p1_anUpdateCarriesUidAndVersionACreateTheVersionOfNothing()
    {
        Bench bench;
        bench.server->put(deployment(u"web"_s, 1));
        const auto before = *bench.server->find(kWeb.key());
        QVERIFY(bench.run(bench.review({kWeb, kZoo})).succeeded());
        const QJsonObject update = bench.server->bodies().at(0).value(u"metadata"_s).toObject();
        QCOMPARE(update.value(u"uid"_s).toString(), before.uid());
        QCOMPARE(update.value(u"resourceVersion"_s).toString(), before.resourceVersion());
        const QJsonObject create = bench.server->bodies().at(1).value(u"metadata"_s).toObject();
        QVERIFY(!create.contains(u"uid"_s));
        QCOMPARE(create.value(u"resourceVersion"_s).toString(), u"1"_s);
    }

    void p1_aChangeSinceTheReviewIsNotOverwritten()
    {
        Bench bench;
        bench.server->put(deployment(u"web"_s, 1));
        bench.server->put(deployment(u"zoo"_s, 1));
        const Plan plan = bench.review({kWeb, kZoo});
        bench.server->edit(kWeb.key(), u"paused"_s, true);
        const Report report = bench.run(plan);
        QCOMPARE(report.outcome, u"failed"_s);
        QVERIFY(bench.server->writes().isEmpty());
        QVERIFY2(report.steps[0].message.startsWith(
                     u"It changed since the review (last by kubectl-edit at 12:00:"_s),
                 qPrintable(report.steps[0].message));
        QCOMPARE(table(report), (QStringList{u"Deployment shop/web not-sent"_s,
                                             u"Deployment shop/zoo not-sent"_s}));
        QCOMPARE(journalled(bench, report), table(report));
    }

    void aRolloutSinceTheReviewIsNoChange()
    {
        Bench bench;
        bench.server->put(deployment(u"web"_s, 1));
        const Plan plan = bench.review({kWeb});
        bench.server->rollOut(kWeb.key());
        QVERIFY(bench.run(plan).succeeded());
    }

    void p1_anObjectMadeAnewSinceTheReviewIsNotWritten()
    {
        Bench bench;
        bench.server->put(deployment(u"web"_s, 1));
        const Plan plan = bench.review({kWeb});
        bench.server->remove(kWeb.key());
        bench.server->put(deployment(u"web"_s, 1), u"kubectl-create"_s);
        const Report report = bench.run(plan);
        QVERIFY(bench.server->writes().isEmpty());
        QCOMPARE(
            report.steps[0].message,
            u"It was deleted and made anew since the review, so it was not written. Review the changes again."_s);
    }

    void p1_anObjectDeletedSinceTheReviewIsNotMadeAgain()
    {
        Bench bench;
        bench.server->put(deployment(u"web"_s, 1));
        const Plan plan = bench.review({kWeb});
        bench.server->remove(kWeb.key());
        const Report report = bench.run(plan);
        QVERIFY(bench.server->writes().isEmpty());
        QVERIFY(report.steps[0].message.startsWith(u"It was deleted since the review"_s));
    }

    void p1_anObjectThatAppearedSinceTheReviewIsNotWritten()
    {
        Bench bench;
        const Plan plan = bench.review({kWeb});
        bench.server->put(deployment(u"web"_s, 7), u"kubectl-create"_s);
        const Report report = bench.run(plan);
        QVERIFY(bench.server->writes().isEmpty());
        QVERIFY(report.steps[0].message.startsWith(
            u"It appeared since the review (last by kubectl-create"_s));
    }

    // Between our last look and the write: then the server's preconditions decide.
    void p1_aChangeInTheMomentOfWritingIsRefusedByTheServer()
    {
        Bench bench;
        bench.server->put(deployment(u"web"_s, 1));
        const Plan plan = bench.review({kWeb});
        bench.server->beforeWrite(0, [&] { bench.server->edit(kWeb.key(), u"paused"_s, true); });
        const Report report = bench.run(plan);
        QCOMPARE(table(report), QStringList{u"Deployment shop/web refused"_s});
        QVERIFY2(report.steps[0].message.startsWith(
                     u"It changed since the review (last by kubectl-edit"_s),
                 qPrintable(report.steps[0].message));
        QCOMPARE(bench.server->find(kWeb.key())->spec().value(u"replicas"_s).toInt(), 1);
    }

    void p1_anObjectMadeAnewInTheMomentOfWritingIsRefusedByTheServer()
    {
        Bench bench;
        bench.server->put(deployment(u"web"_s, 1));
        const Plan plan = bench.review({kWeb});
        bench.server->beforeWrite(0, [&] { bench.server->remove(kWeb.key()); });
        const Report report = bench.run(plan);
        QCOMPARE(table(report), QStringList{u"Deployment shop/web refused"_s});
        QVERIFY(!bench.server->find(kWeb.key())); // not made anew by our apply
    }

    void p1_anObjectThatAppearsInTheMomentOfWritingIsRefusedByTheServer()
    {
        Bench bench;
        const Plan plan = bench.review({kWeb, kZoo});
        bench.server->beforeWrite(
            0, [&] { bench.server->put(deployment(u"web"_s, 7), u"kubectl-create"_s); });
        const Report report = bench.run(plan);
        QCOMPARE(table(report), (QStringList{u"Deployment shop/web refused"_s,
                                             u"Deployment shop/zoo not-sent"_s}));
        QCOMPARE(bench.server->find(kWeb.key())->spec().value(u"replicas"_s).toInt(), 7);
    }

    // A server that minds no resourceVersion there: a 200 says that it was no creation.
    void p1_anAnswerThatIsNoCreationIsReportedHonestly()
    {
        Bench bench;
        const Plan plan = bench.review({kWeb, kZoo});
        bench.server->answerWith(kWeb.key(), 200, live(kWeb, u"u-1"_s, u"kubectl-create"_s).json(),
                                 true);
        const Report report = bench.run(plan);
        QCOMPARE(report.outcome, u"failed"_s);
        QCOMPARE(table(report), (QStringList{u"Deployment shop/web applied"_s,
                                             u"Deployment shop/zoo not-sent"_s}));
        QVERIFY(report.steps[0].message.startsWith(
            u"It appeared since the review (last by kubectl-create"_s));
    }

    // Only the status and the resourceVersion move: still what was reviewed.
    void aRolloutInTheMomentOfWritingIsNoReasonToStop()
    {
        Bench bench;
        bench.server->put(deployment(u"web"_s, 1));
        const Plan plan = bench.review({kWeb});
        bench.server->beforeWrite(0, [&] { bench.server->rollOut(kWeb.key()); });
        const Report report = bench.run(plan);
        QVERIFY2(report.succeeded(), qPrintable(report.message));
        QCOMPARE(bench.server->writes(), (QStringList{u"PATCH Deployment shop/web 409"_s,
                                                      u"PATCH Deployment shop/web 200"_s}));
    }

    void anObjectThatNeverSettlesIsGivenUp()
    {
        Bench bench;
        bench.server->put(deployment(u"web"_s, 1));
        const Plan plan = bench.review({kWeb});
        for (int i = 0; i < 20; ++i)
            bench.server->beforeWrite(i, [&] { bench.server->rollOut(kWeb.key()); });
        const Report report = bench.run(plan);
        QCOMPARE(table(report), QStringList{u"Deployment shop/web refused"_s});
        QVERIFY(report.steps[0].message.startsWith(u"It changes all the time"_s));
        QCOMPARE(bench.server->writes().size(), 5);
    }

    void p2_anotherClusterBehindTheSameContextGetsNothing()
    {
        Bench bench;
        const Plan plan = bench.review({kWeb});
        bench.server->setClusterId(u"cluster-2"_s);
        const Report report = bench.run(plan);
        QCOMPARE(report.outcome, u"failed"_s);
        QVERIFY(bench.server->writes().isEmpty());
        QVERIFY2(
            report.message.contains(
                u"reviewed for another cluster than the one that prod leads to now. Nothing was sent."_s),
            qPrintable(report.message));
        QVERIFY(!bench.journal->lastApplied(u"shop"_s, u"cluster-1"_s)->has_value());
    }

    void p4_withoutForceNothingForeignIsTaken()
    {
        Bench bench;
        bench.server->put(kWeb);
        bench.server->edit(kWeb.key(), u"replicas"_s, 5);
        bench.server->put(deployment(u"zoo"_s, 1));
        const Plan blocked = bench.review({kWeb, kZoo});
        QVERIFY(!blocked.blockers.isEmpty());
        const Report refused = bench.run(blocked);
        QCOMPARE(refused.outcome, u"failed"_s);
        QVERIFY(bench.server->writes().isEmpty());

        Options options;
        options.force = {kWeb.key()};
        const Report forced = bench.run(bench.review({kWeb, kZoo}, options));
        QVERIFY2(forced.succeeded(), qPrintable(forced.message));
        QCOMPARE(bench.server->find(kWeb.key())->spec().value(u"replicas"_s).toInt(), 2);
    }

    void p5_itStopsAtTheFirstRefusalAndTheRestIsNotSent()
    {
        Bench bench;
        const Plan plan = bench.review({kApi, kWeb, kZoo});
        bench.server->answerWith(
            kWeb.key(), 403,
            refusal(403, u"Forbidden"_s, u"admission webhook \"policy\" denied the request: no"_s),
            true);
        const Report report = bench.run(plan);
        QCOMPARE(report.outcome, u"failed"_s);
        QCOMPARE(table(report),
                 (QStringList{u"Deployment shop/api applied"_s, u"Deployment shop/web refused"_s,
                              u"Deployment shop/zoo not-sent"_s}));
        QCOMPARE(journalled(bench, report), table(report));
        QCOMPARE(
            report.message,
            u"1 of 3 applied. Deployment shop/web: The admission webhook policy refuses Deployment shop/web: no."_s);
        QCOMPARE((*bench.journal->lastApplied(u"shop"_s, u"cluster-1"_s))->applied.size(), 1);
    }

    void a05_a06_aRefusalAtTheWriteIsExplained_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QJsonArray>("causes");
        QTest::addColumn<QString>("said");
        QTest::newRow("immutable")
            << 422 << u"Deployment.apps \"web\" is invalid"_s
            << QJsonArray{QJsonObject{{u"reason"_s, u"FieldValueInvalid"_s},
                                      {u"message"_s, u"field is immutable"_s},
                                      {u"field"_s, u"spec.selector"_s}}}
            << u"spec.selector of Deployment shop/web cannot be changed"_s;
        QTest::newRow("unknown field")
            << 500 << u"failed: .spec.replica: field not declared in schema"_s << QJsonArray()
            << u"Deployment shop/web has no field spec.replica"_s;
        QTest::newRow("conflict") << 409 << u"Apply failed with 1 conflict"_s
                                  << QJsonArray{QJsonObject{
                                         {u"reason"_s, u"FieldManagerConflict"_s},
                                         {u"message"_s, u"conflict with \"hpa\" using v1"_s},
                                         {u"field"_s, u".spec.replicas"_s}}}
                                  << u"hpa owns spec.replicas since the review"_s;
    }
    void a05_a06_aRefusalAtTheWriteIsExplained()
    {
        QFETCH(const int, code);
        QFETCH(const QString, message);
        QFETCH(const QJsonArray, causes);
        QFETCH(const QString, said);
        Bench bench;
        const Plan plan = bench.review({kWeb});
        bench.server->answerWith(kWeb.key(), code, refusal(code, u"Invalid"_s, message, causes),
                                 true);
        const Report report = bench.run(plan);
        QCOMPARE(table(report), QStringList{u"Deployment shop/web refused"_s});
        QVERIFY2(report.steps[0].message.startsWith(said), qPrintable(report.steps[0].message));
    }

    void a15_aStopIsHeardBetweenObjects()
    {
        Bench bench;
        const Plan plan = bench.review({kApi, kWeb, kZoo});
        bench.server->beforeWrite(1, [&] { bench.stop.request_stop(); });
        const Report report = bench.run(plan);
        QCOMPARE(report.outcome, u"cancelled"_s);
        QCOMPARE(table(report),
                 (QStringList{u"Deployment shop/api applied"_s, u"Deployment shop/web applied"_s,
                              u"Deployment shop/zoo not-sent"_s}));
        QCOMPARE(journalled(bench, report), table(report));
        QCOMPARE(bench.journal->operations(1)->first().outcome, u"cancelled"_s);
        QCOMPARE(report.message, u"2 of 3 applied. The sync was stopped."_s);
    }

    void p9_withoutAJournalNothingIsSent()
    {
        Bench bench;
        const Plan plan = bench.review({kWeb});
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        const rlimit none{0, before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &none); // as a full disk
        const Report report = bench.run(plan);
        ::setrlimit(RLIMIT_FSIZE, &before);
        QCOMPARE(report.outcome, u"failed"_s);
        QVERIFY2(
            report.message.startsWith(u"The operation cannot be recorded; nothing was sent."_s),
            qPrintable(report.message));
        QVERIFY(bench.server->writes().isEmpty());
    }

    void p9_aDiskThatFillsUpInBetweenStopsTheSync()
    {
        Bench bench;
        const Plan plan = bench.review({kApi, kWeb});
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        bench.server->beforeWrite(0, [&] {
            const rlimit none{0, before.rlim_max};
            ::setrlimit(RLIMIT_FSIZE, &none);
        });
        const Report report = bench.run(plan);
        ::setrlimit(RLIMIT_FSIZE, &before);
        QCOMPARE(bench.server->writes().size(), 1);
        QCOMPARE(report.outcome, u"failed"_s);
        QVERIFY2(report.message.contains(
                     u"The result of Deployment shop/api (applied) cannot be recorded."_s),
                 qPrintable(report.message));
        QCOMPARE(table(report), (QStringList{u"Deployment shop/api applied"_s,
                                             u"Deployment shop/web not-sent"_s}));
    }

    void p7_whileAnotherSyncRunsNothingIsSent()
    {
        Bench bench;
        const Plan plan = bench.review({kWeb});
        const auto other = bench.folder.open();
        QVERIFY(other->begin(store::sync(u"blog"_s)));
        const Report report = bench.run(plan);
        QVERIFY2(report.message.startsWith(u"A sync of blog by ada is running on this cluster"_s),
                 qPrintable(report.message));
        QVERIFY(bench.server->writes().isEmpty());
    }

    void aPlanThatIsNotTheReviewedOneIsNotExecuted()
    {
        Bench bench;
        Plan plan = bench.review({kWeb});
        plan.operations[0].desired = deployment(u"web"_s, 99);
        const Report report = bench.run(plan);
        QVERIFY(report.message.contains(u"not the one that was reviewed"_s));
        QVERIFY(bench.server->writes().isEmpty());
    }

    void p3_aPruneCarriesUidAndResourceVersion()
    {
        Bench bench;
        bench.server->put(kWeb);
        const auto before = *bench.server->find(kWeb.key());
        bench.server->put(kApi);
        Options options;
        options.prune = true;
        const Plan plan = bench.review({kApi}, options, {kWeb});
        const Report report = bench.run(plan);
        QVERIFY2(report.succeeded(), qPrintable(report.message));
        QCOMPARE(bench.server->writes(), QStringList{u"DELETE Deployment shop/web 200"_s});
        const QJsonObject wanted =
            bench.server->bodies().first().value(u"preconditions"_s).toObject();
        QCOMPARE(wanted.value(u"uid"_s).toString(), before.uid());
        QCOMPARE(wanted.value(u"resourceVersion"_s).toString(), before.resourceVersion());
        QVERIFY(bench.journal->claimants(u"cluster-1"_s, kWeb.key())->isEmpty());
    }

    void p3_anObjectMadeAnewIsNotPruned()
    {
        Bench bench;
        bench.server->put(kWeb);
        bench.server->put(kApi);
        Options options;
        options.prune = true;
        const Plan plan = bench.review({kApi}, options, {kWeb});
        bench.server->remove(kWeb.key());
        bench.server->put(kWeb, u"kubectl-create"_s);
        const Report report = bench.run(plan);
        QCOMPARE(report.outcome, u"failed"_s);
        QVERIFY(bench.server->writes().isEmpty());
    }

    void anObjectThatIsGoneAlreadyNeedsNoPrune()
    {
        Bench bench;
        bench.server->put(kWeb);
        bench.server->put(kApi);
        Options options;
        options.prune = true;
        const Plan plan = bench.review({kApi}, options, {kWeb});
        bench.server->remove(kWeb.key());
        const Report report = bench.run(plan);
        QVERIFY(report.succeeded());
        QVERIFY(bench.server->writes().isEmpty());
    }

    void a12_aDeletionThatFinalizersHoldUpIsPending()
    {
        Bench bench;
        bench.server->put(kWeb);
        bench.server->finalize(kWeb.key(), u"example.org/keep"_s);
        bench.server->put(kApi);
        Options options;
        options.prune = true;
        const Report report = bench.run(bench.review({kApi}, options, {kWeb}));
        QVERIFY(report.succeeded());
        QCOMPARE(report.steps.last().message,
                 u"The deletion is pending; it waits for the finalizers example.org/keep."_s);
    }

    void aNamespaceOfThePlanIsMadeBeforeWhatIsInIt()
    {
        Bench bench;
        bench.server->remove({{}, u"Namespace"_s, {}, u"shop"_s});
        const Report report =
            bench.run(bench.review({kWeb, object(u"Namespace"_s, u"shop"_s, {}, u"v1"_s, {})}));
        QVERIFY2(report.succeeded(), qPrintable(report.message));
        QCOMPARE(bench.server->writes(),
                 (QStringList{u"PATCH Namespace shop 201"_s, u"PATCH Deployment shop/web 201"_s}));
    }

    void progressIsToldPerStep()
    {
        Bench bench;
        QStringList told;
        const Report report = bench.run(bench.review({kApi, kWeb}), [&](const Report& now) {
            told.append(word(now.steps[0].state) + u' ' + word(now.steps[1].state));
        });
        told.removeDuplicates();
        QCOMPARE(told,
                 (QStringList{u"waiting waiting"_s, u"running waiting"_s, u"applied waiting"_s,
                              u"applied running"_s, u"applied applied"_s}));
    }

    void p8_anOperationWhoseProcessDiedIsClosedWithWhatIsOpen()
    {
        Bench bench;
        bench.journal.reset();
        const QString helper = QCoreApplication::applicationFilePath();
        QProcess dying;
        dying.start(helper, {u"--die-while-sending"_s, bench.folder.file});
        QVERIFY(dying.waitForFinished());
        QVERIFY(dying.exitStatus() == QProcess::CrashExit);
        bench.journal = bench.folder.open();
        const auto said = closeUnfinished(*bench.journal, bench.clock);
        QVERIFY(said.ok());
        QCOMPARE(*said, QStringList{u"Plumbline ended during this sync of shop (2026-03-01 12:00 "
                                    u"UTC). No answer is on record for "
                                    "Deployment shop/web; look there. The rest was not sent."_s});
        QVERIFY(closeUnfinished(*bench.journal, bench.clock)->isEmpty());
        QVERIFY(bench.run(bench.review({kWeb})).succeeded());
    }

    void secretsAreSentAndJournalledAsMarkers()
    {
        Bench bench;
        const auto secret =
            fromText(u"{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"db\","
                     "\"namespace\":\"shop\"},\"data\":{\"password\":\"aHVudGVyMg==\"}}"_s);
        const Report report = bench.run(bench.review({secret}));
        QVERIFY2(report.succeeded(), qPrintable(report.message));
        QCOMPARE(bench.server->bodies()
                     .first()
                     .value(u"data"_s)
                     .toObject()
                     .value(u"password"_s)
                     .toString(),
                 u"aHVudGVyMg=="_s);
        const auto last = bench.journal->lastApplied(u"shop"_s, u"cluster-1"_s);
        QVERIFY((*last)->applied.value(secret.key()).contains(u"<secret:"_s));
    }
};

//! In a process of its own: is killed between the record and the send.
static int dieWhileSending(const QString& file)
{
    const auto journal = store::Journal::open(file);
    const auto id = (*journal)->begin(store::sync(u"shop"_s));
    (void)(*journal)->aboutToSend(*id, kWeb.key(), u"create"_s);
    return ::raise(SIGKILL);
}

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    if (application.arguments().value(1) == u"--die-while-sending")
        return dieWhileSending(application.arguments().value(2));
    ExecuteTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_execute.moc"
