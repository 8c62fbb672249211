// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/backoff.h"
#include "base/future.h"

#include <QSemaphore>
#include <QTest>

using namespace plumb;

class ResultTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFailureLeavesTheFunctionWithItsWords()
    {
        const Result<int> bad = failure(Error::Kind::NotFound, u"There is no such thing."_s);
        const auto next = [&]() -> Result<QString> {
            PLUMB_TRY(number, bad);
            return QString::number(number);
        }();
        QVERIFY(!next);
        QCOMPARE(next.error().kind, Error::Kind::NotFound);
        QCOMPARE(next.error().summary, u"There is no such thing."_s);
        QCOMPARE(bad.valueOr(7), 7);
    }
    void aProducerThatGoesAwayCountsAsCancelled()
    {
        Future<int> future;
        {
            QPromise<Result<int>> promise;
            promise.start();
            future = promise.future();
        }
        QCOMPARE(await(future).error().kind, Error::Kind::Cancelled);
    }
    void observingCallsOnTheOwnersThreadOnce()
    {
        QObject owner;
        int calls = 0;
        QThread* where = nullptr;
        observe<int>(QtConcurrent::run([]() -> Result<int> { return 5; }), &owner,
                     [&](const Result<int>& result) {
                         calls += *result;
                         where = QThread::currentThread();
                     });
        QTRY_COMPARE(calls, 5);
        QCOMPARE(where, QThread::currentThread());
    }
    void anOwnerThatIsGoneIsNotCalled()
    {
        auto owner = std::make_unique<QObject>();
        QPromise<Result<int>> promise;
        promise.start();
        bool called = false;
        observe<int>(promise.future(), owner.get(), [&](const Result<int>&) { called = true; });
        owner.reset();
        promise.addResult(1);
        promise.finish();
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }
    void whoWaitsForAQueuedTaskDoesNotRunIt()
    {
        QThreadPool pool;
        pool.setMaxThreadCount(1);
        QSemaphore secondRuns;
        const auto first = runOn(&pool, [&]() -> Result<bool> {
            return secondRuns.tryAcquire(1, 200); // in vain, since it queues behind this one
        });
        const auto second = runOn(&pool, [&]() -> Result<QThread*> {
            secondRuns.release();
            return QThread::currentThread();
        });
        QVERIFY(await(second).value() != QThread::currentThread());
        QVERIFY(!await(first).value());
    }
    void waitingTimesDoubleUpToThirtySeconds()
    {
        Backoff backoff([] { return 0.0; });
        QCOMPARE(backoff.next().count(), 800);
        QCOMPARE(backoff.next().count(), 1600);
        for (int i = 0; i < 8; ++i)
            (void)backoff.next();
        QCOMPARE(backoff.next().count(), 30'000);
        backoff.reset();
        QCOMPARE(backoff.next().count(), 800);
        Backoff unlucky([] { return 0.5; });
        QCOMPARE(unlucky.next().count(), 1200);
    }
};

QTEST_GUILESS_MAIN(ResultTest)
#include "tst_result.moc"
