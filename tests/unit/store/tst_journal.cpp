// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "journalfolder.h"

#include <QtTest>

using namespace plumb;
using namespace plumb::store;

namespace {

const QString kWeb = u"{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"n\":1}"_s;
const QString kWebNewer = u"{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"n\":2}"_s;

qint64 applied(Journal& journal, const OperationRecord& record, const QString& name,
               const QString& json, const QString& action = u"update"_s)
{
    const auto id = journal.begin(record);
    if (!id || !journal.record(*id, {deployment(name), action, u"applied"_s, {}}, json)
        || !journal.finish(*id, u"succeeded"_s, {}))
        qFatal("the journal failed");
    return *id;
}

} // namespace

class JournalTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anOperationIsReadBackAsWritten()
    {
        JournalFolder folder;
        const auto journal = folder.open();
        const auto id = journal->begin(sync(u"shop"_s));
        QVERIFY(id);
        QVERIFY(journal->aboutToSend(*id, deployment(u"web"_s), u"update"_s));
        QVERIFY(journal->record(*id, {deployment(u"web"_s), u"update"_s, u"applied"_s, u"fine"_s},
                                kWeb));
        const QDateTime end(QDate(2026, 3, 1), QTime(12, 0, 3), Qt::UTC);
        QVERIFY(journal->finish(*id, u"succeeded"_s, u"1 applied"_s, end));

        const auto all = journal->operations(10);
        QVERIFY(all);
        QCOMPARE(all->size(), 1);
        const OperationRecord& one = all->first();
        QCOMPARE(one.application, u"shop"_s);
        QCOMPARE(one.clusterId, u"cluster-1"_s);
        QCOMPARE(one.context, u"prod"_s);
        QCOMPARE(one.kind, u"sync"_s);
        QCOMPARE(one.commit, u"c1"_s);
        QCOMPARE(one.tree, u"tree-c1"_s);
        QCOMPARE(one.digest, u"sha256:00"_s);
        QCOMPARE(one.actor, u"ada"_s);
        QCOMPARE(one.started, sync({}).started);
        QCOMPARE(one.finished, end);
        QCOMPARE(one.outcome, u"succeeded"_s);
        QCOMPARE(one.message, u"1 applied"_s);
        const auto outcomes = journal->outcomes(*id);
        QVERIFY(outcomes);
        QCOMPARE(outcomes->size(), 1);
        QCOMPARE(outcomes->first().key, deployment(u"web"_s));
        QCOMPARE(outcomes->first().outcome, u"applied"_s);
        QCOMPARE(outcomes->first().message, u"fine"_s);
    }

    void anApplicationThatWasNeverAppliedHasNoLastApplied()
    {
        JournalFolder folder;
        const auto journal = folder.open();
        const auto id = journal->begin(sync(u"shop"_s));
        QVERIFY(journal->record(*id, {deployment(u"web"_s), u"update"_s, u"refused"_s, {}}, kWeb));
        QVERIFY(journal->finish(*id, u"failed"_s, {}));
        const auto last = journal->lastApplied(u"shop"_s, u"cluster-1"_s);
        QVERIFY(last);
        QVERIFY(!last->has_value());
    }

    void lastAppliedHoldsTheNewestContentOfEachObjectOverAllOperations()
    {
        JournalFolder folder;
        const auto journal = folder.open();
        applied(*journal, sync(u"shop"_s, u"c1"_s), u"web"_s, kWeb);
        applied(*journal, sync(u"shop"_s, u"c1"_s), u"api"_s, kWeb);
        applied(*journal, sync(u"shop"_s, u"c2"_s), u"web"_s, kWebNewer);
        const auto last = journal->lastApplied(u"shop"_s, u"cluster-1"_s);
        QVERIFY(last && last->has_value());
        QCOMPARE((*last)->commit, u"c2"_s);
        QCOMPARE((*last)->tree, u"tree-c2"_s);
        QCOMPARE((*last)->applied.size(), 2);
        QCOMPARE((*last)->applied.value(deployment(u"web"_s)), kWebNewer);
        QCOMPARE((*last)->applied.value(deployment(u"api"_s)), kWeb);
    }

    void aFailedOperationThatAppliedSomethingCounts()
    {
        JournalFolder folder;
        const auto journal = folder.open();
        applied(*journal, sync(u"shop"_s, u"c1"_s), u"web"_s, kWeb);
        const auto id = journal->begin(sync(u"shop"_s, u"c2"_s));
        QVERIFY(journal->record(*id, {deployment(u"api"_s), u"create"_s, u"applied"_s, {}}, kWeb));
        QVERIFY(
            journal->record(*id, {deployment(u"web"_s), u"update"_s, u"refused"_s, {}}, kWebNewer));
        QVERIFY(journal->finish(*id, u"failed"_s, {}));
        const auto last = journal->lastApplied(u"shop"_s, u"cluster-1"_s);
        QCOMPARE((*last)->commit, u"c2"_s);
        QCOMPARE((*last)->applied.value(deployment(u"web"_s)),
                 kWeb); // the refused content never was there
        QCOMPARE((*last)->applied.size(), 2);
    }

    void aPruneTakesTheObjectOutOfTheInventoryOfItsApplicationOnly()
    {
        JournalFolder folder;
        const auto journal = folder.open();
        applied(*journal, sync(u"shop"_s), u"web"_s, kWeb);
        applied(*journal, sync(u"blog"_s), u"web"_s, kWeb);
        QCOMPARE(*journal->claimants(u"cluster-1"_s, deployment(u"web"_s)),
                 (QStringList{u"blog"_s, u"shop"_s}));
        applied(*journal, sync(u"shop"_s, u"c2"_s), u"web"_s, {}, u"prune"_s);
        QCOMPARE(*journal->claimants(u"cluster-1"_s, deployment(u"web"_s)), QStringList{u"blog"_s});
        QVERIFY((*journal->lastApplied(u"shop"_s, u"cluster-1"_s))->applied.isEmpty());
    }

    void aPruneWithoutAnAnswerKeepsTheObject()
    {
        JournalFolder folder;
        const auto journal = folder.open();
        applied(*journal, sync(u"shop"_s), u"web"_s, kWeb);
        const auto id = journal->begin(sync(u"shop"_s, u"c2"_s));
        QVERIFY(journal->record(*id, {deployment(u"web"_s), u"prune"_s, u"unknown"_s, {}}, {}));
        QVERIFY(journal->finish(*id, u"unknown"_s, {}));
        QCOMPARE(*journal->claimants(u"cluster-1"_s, deployment(u"web"_s)), QStringList{u"shop"_s});
    }

    void clustersAreKeptApart()
    {
        JournalFolder folder;
        const auto journal = folder.open();
        applied(*journal, sync(u"shop"_s), u"web"_s, kWeb);
        QVERIFY(!journal->lastApplied(u"shop"_s, u"cluster-2"_s)->has_value());
        QVERIFY(journal->claimants(u"cluster-2"_s, deployment(u"web"_s))->isEmpty());
    }

    void anUnchangedObjectEntersTheInventory()
    {
        JournalFolder folder;
        const auto journal = folder.open();
        const auto id = journal->begin(sync(u"shop"_s));
        QVERIFY(
            journal->record(*id, {deployment(u"web"_s), u"unchanged"_s, u"unchanged"_s, {}}, kWeb));
        QVERIFY(journal->finish(*id, u"succeeded"_s, {}));
        QCOMPARE((*journal->lastApplied(u"shop"_s, u"cluster-1"_s))->applied.size(), 1);
    }

    void aPushIsNoApply()
    {
        JournalFolder folder;
        const auto journal = folder.open();
        OperationRecord push = sync(u"shop"_s, u"c9"_s);
        push.kind = u"push"_s;
        const auto id = journal->begin(push);
        QVERIFY(journal->finish(*id, u"succeeded"_s, {}));
        QVERIFY(!journal->lastApplied(u"shop"_s, u"cluster-1"_s)->has_value());
    }

    void historyCanBeSeededWithItsOwnTimes()
    {
        JournalFolder folder;
        const auto journal = folder.open();
        OperationRecord old = sync(u"shop"_s);
        old.outcome = u"succeeded"_s;
        old.finished = old.started.addSecs(7);
        const auto id = journal->begin(old);
        QVERIFY(journal->record(*id, {deployment(u"web"_s), u"create"_s, u"applied"_s, {}}, kWeb));
        QVERIFY(journal->unfinished()->isEmpty());
        const auto last = journal->lastApplied(u"shop"_s, u"cluster-1"_s);
        QCOMPARE((*last)->when, old.finished);
        QCOMPARE(journal->operations(1)->first().finished, old.finished);
    }

    void p7_aSecondOperationOnTheSameClusterIsRefusedWithTheNameOfTheFirst()
    {
        JournalFolder folder;
        const auto mine = folder.open(), theirs = folder.open();
        const auto first = mine->begin(sync(u"shop"_s));
        QVERIFY(first);
        const auto second = theirs->begin(sync(u"blog"_s));
        QVERIFY(!second);
        QVERIFY(second.error().kind == Error::Kind::AlreadyExists);
        QCOMPARE(
            second.error().summary,
            u"A sync of shop by ada is running on this cluster since 12:00:00 UTC. Wait for it to end."_s);
        OperationRecord elsewhere = sync(u"blog"_s);
        elsewhere.clusterId = u"cluster-2"_s;
        QVERIFY(theirs->begin(elsewhere));
        QVERIFY(mine->finish(*first, u"succeeded"_s, {}));
        QVERIFY(theirs->begin(sync(u"blog"_s)));
    }

    void p7_ofManyThatBeginAtOnceExactlyOneDoes()
    {
        JournalFolder folder;
        std::vector<std::unique_ptr<Journal>> journals;
        for (int i = 0; i < 4; ++i)
            journals.push_back(folder.open());
        std::atomic<int> begun = 0;
        std::vector<std::thread> threads;
        for (const auto& journal : journals)
            threads.emplace_back(
                [&begun, at = journal.get()] { begun += at->begin(sync(u"shop"_s)).ok() ? 1 : 0; });
        for (auto& thread : threads)
            thread.join();
        QCOMPARE(begun.load(), 1);
    }

    void manyThreadsRecordAtOnce()
    {
        JournalFolder folder;
        const auto journal = folder.open();
        const auto id = journal->begin(sync(u"shop"_s));
        std::vector<std::thread> threads;
        for (int t = 0; t < 8; ++t)
            threads.emplace_back([&journal, id = *id, t] {
                for (int i = 0; i < 5; ++i)
                    (void)journal->record(
                        id, {deployment(u"%1-%2"_s.arg(t).arg(i)), u"create"_s, u"applied"_s, {}},
                        kWeb);
            });
        for (auto& thread : threads)
            thread.join();
        QCOMPARE(journal->outcomes(*id)->size(), 40);
    }

    void manyCanOpenANewJournalAtOnce()
    {
        JournalFolder folder;
        std::atomic<int> opened = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 8; ++t)
            threads.emplace_back([&] {
                const auto journal = Journal::open(folder.file);
                if (!journal)
                    qWarning() << journal.error().summary << journal.error().detail;
                opened += journal.ok() ? 1 : 0;
            });
        for (auto& thread : threads)
            thread.join();
        QCOMPARE(opened.load(), 8);
    }

    void aJournalIsReadAgainByTheNextProcess()
    {
        JournalFolder folder;
        applied(*folder.open(), sync(u"shop"_s), u"web"_s, kWeb);
        QCOMPARE((*folder.open()->lastApplied(u"shop"_s, u"cluster-1"_s))->commit, u"c1"_s);
    }

    void aManyObjectsAreRecordedTogether()
    {
        JournalFolder folder;
        const auto journal = folder.open();
        const auto id = journal->begin(sync(u"shop"_s));
        QList<RecordedOutcome> all;
        for (int i = 0; i < 200; ++i)
            all.append(
                {{deployment(QString::number(i)), u"unchanged"_s, u"unchanged"_s, {}}, kWeb});
        QVERIFY(journal->record(*id, all));
        QCOMPARE(journal->outcomes(*id)->size(), 200);
        QCOMPARE(journal->outcomes(*id)->at(17).key.name, u"17"_s);
    }
};

QTEST_GUILESS_MAIN(JournalTest)
#include "tst_journal.moc"
