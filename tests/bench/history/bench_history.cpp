// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// The figures of a history of 100,000 commits: its first 200 rows within 500 ms, all within 5 s.

#include "support/largerepository.h"

#include "git/repository.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace plumb;
using namespace plumb::git;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr qint64 kSlowness = 4; // the figures are those of a program as it is delivered
#else
constexpr qint64 kSlowness = 1;
#endif
constexpr int kCommits = 100'000;

template <typename T>
T must(Future<T> future)
{
    auto result = await(future);
    if (!result)
        qFatal("%s | %s", qPrintable(result.error().summary), qPrintable(result.error().detail));
    return *std::move(result);
}

} // namespace

class HistoryBench : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    ProcessRunner m_runner;
    std::unique_ptr<Repository> m_repository;

private Q_SLOTS:
    void initTestCase()
    {
        const auto folder = m_folder.filePath(u"here"_s);
        QVERIFY(makeLargeRepository(folder, kCommits));
        m_repository = std::make_unique<Repository>(Source{u"large"_s, folder},
                                                    m_folder.filePath(u"data"_s), m_runner);
    }

    void openingMakesTheMirror()
    {
        QElapsedTimer timer;
        timer.start();
        const Refs refs = must(m_repository->open({}, {}));
        const qint64 first = timer.restart();
        must(m_repository->open({}, {}));
        qInfo("%d refs; the mirror is made in %lld ms, refreshed in %lld ms", int(refs.all.size()),
              first, timer.elapsed());
    }

    void theFirstRowsComeWithin500MsAndAllWithin5S()
    {
        QDir info(m_repository->mirrorPath() + u"/objects/info"_s);
        for (const bool hasGraphFile : {true, false}) {
            if (!hasGraphFile)
                QVERIFY(info.rename(u"commit-graphs"_s, u"graphs-off"_s));
            std::atomic<qint64> first{-1};
            QElapsedTimer timer;
            timer.start();
            const auto show = [&](const CommitGraph& part) {
                if (first >= 0)
                    return;
                QList<CommitId> ids;
                for (int row = 0; row < 200; ++row) {
                    ids += part.id(row);
                    (void)part.edges(row).size();
                }
                must(m_repository->commits(ids));
                first = timer.elapsed();
            };
            const CommitGraph graph = must(m_repository->graph({}, show, {}));
            const qint64 all = timer.elapsed();
            show(graph);
            QCOMPARE(graph.size(), kCommits);
            int lanes = 0;
            for (int row = 0; row < graph.size(); ++row)
                lanes = std::max<int>(lanes, graph.laneCount(row));
            qInfo("%s graph file: 200 rows with their messages %lld ms, all rows %lld ms, up to %d "
                  "lanes",
                  hasGraphFile ? "with a" : "without a", first.load(), all, lanes);
            QVERIFY(first <= 500 * kSlowness);
            QVERIFY(all <= 5000 * kSlowness);
        }
        QVERIFY(info.rename(u"graphs-off"_s, u"commit-graphs"_s));
    }

    void scrollingCostsLittle()
    {
        const CommitGraph graph = must(m_repository->graph({}, {}, {}));
        QElapsedTimer timer;
        qint64 longest = 0;
        size_t edges = 0;
        for (int top = 0; top + 40 < graph.size(); top += 997) {
            timer.start();
            for (int row = top; row < top + 40; ++row)
                edges += graph.edges(row).size();
            longest = std::max(longest, timer.nsecsElapsed() / 1000);
        }
        qInfo("a jump to any place lays out its lines in at most %lld us (%zu edges in all)",
              longest, edges);
        QVERIFY(longest <= 20'000 * kSlowness);
    }

    void filtersAnswerSoon()
    {
        QElapsedTimer timer;
        timer.start();
        const auto byPath = must(m_repository->log({.paths = {u"team7/app17/production"_s}}, {}));
        const qint64 path = timer.restart();
        const auto byText = must(m_repository->log({.text = u"shop-42"_s}, {}));
        const qint64 first = timer.restart();
        for (const QString& typed : {u"s"_s, u"sh"_s, u"shop-4"_s, u"shop-421"_s})
            QVERIFY(!must(m_repository->log({.text = typed}, {})).isEmpty());
        qInfo("by path %lld ms (%d), by text %lld ms the first time (%d), then %lld ms a keystroke",
              path, int(byPath.size()), first, int(byText.size()), timer.elapsed() / 4);
        QVERIFY(!byPath.isEmpty() && !byText.isEmpty());
        QVERIFY(timer.elapsed() <= 1000 * kSlowness);
    }
};

QTEST_GUILESS_MAIN(HistoryBench)
#include "bench_history.moc"
