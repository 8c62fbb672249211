// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "historycounters.h"

#include "bench/support/held.h"
#include "git/counters_p.h"
#include "git/repository.h"

#include <QDir>

using namespace plumb;
using namespace plumb::git;

namespace {

class CountingRunner : public CommandRunner
{
public:
    Result<CommandOutput> run(const Command& command, std::stop_token stop,
                              std::function<void(QByteArray)> onErrorText = {}) override
    {
        ++count;
        return m_real.run(command, stop, onErrorText);
    }
    std::atomic<qint64> count = 0;

private:
    ProcessRunner m_real;
};

template <typename T>
T must(Future<T> future)
{
    auto result = await(future);
    if (!result)
        qFatal("%s | %s", qPrintable(result.error().summary), qPrintable(result.error().detail));
    return *std::move(result);
}

class Counters
{
public:
    explicit Counters(const CountingRunner& runner)
        : m_runner(runner)
    {
    }
    void begin()
    {
        m_objects = objectsRead;
        m_processes = m_runner.count;
        m_bytes = bench::heldBytes();
    }
    //! What has happened since begin().
    void hold(const char* what, qint64 mostObjects, qint64 mostBytes = -1) const
    {
        const qint64 objects = objectsRead - m_objects, processes = m_runner.count - m_processes,
                     bytes = bench::heldBytes() - m_bytes;
        std::fprintf(stderr, "%s: %lld objects unpacked (at most %lld), %lld processes", what,
                     objects, mostObjects, processes);
        if (mostBytes >= 0)
            std::fprintf(stderr, ", %lld bytes held (at most %lld)", bytes, mostBytes);
        std::fprintf(stderr, "\n");
        if (objects > mostObjects || processes > 0 || (mostBytes >= 0 && bytes > mostBytes))
            qFatal("%s: over its bound", what);
    }

private:
    const CountingRunner& m_runner;
    qint64 m_objects = 0, m_processes = 0, m_bytes = 0;
};

} // namespace

void verifyHistoryCounters(const QString& clone, const QString& data)
{
    constexpr qint64 kRows = 2000, kBytesOfCommit = 40;
    CountingRunner runner;
    Counters counters(runner);
    {
        Repository repository({u"large"_s, clone}, data, runner);
        (void)must(repository.refs());
        counters.begin();
        const CommitGraph graph = must(repository.graph({}, {}, {}));
        counters.hold("B1, B4: order and lanes of all commits", 0, kBytesOfCommit * graph.size());
        QList<CommitId> ids;
        for (int row = 0; row < kRows; ++row)
            ids += graph.id(row);
        counters.begin();
        (void)must(repository.commits(ids));
        counters.hold("B2: messages of 2,000 rows", kRows);

        counters.begin();
        const TouchQuery query{
            .paths = {u"team7/app17/production"_s, u"team3/app3/stage"_s, u"team1"_s},
            .from = graph.id(graph.rowOf(must(repository.resolve({})))).toHex(),
            .firstParent = true,
            .limit = 1000};
        if (must(repository.touched(query, {})).isEmpty())
            qFatal("no commit changes any of them");
        // A commit and at most its tree, two folders of it, and three of the wanted.
        counters.hold("B12: what 1,000 commits change", 1000 * 6 + 10);

        counters.begin();
        const auto matches = must(repository.search({.paths = {query.paths[0]}}, {}, {})).size();
        if (matches == 0)
            qFatal("no commit was found by its path");
        // Three folders on each side of a match; the filters are wrong for one of some dozens.
        counters.hold("search by path", matches * 8 + graph.size() / 5);

        counters.begin();
        std::stop_source stop;
        const auto stopAtFirst = [&](const QList<CommitId>&) { stop.request_stop(); };
        if (await(repository.search({.anywhere = u"image"_s}, stopAtFirst, stop.get_token())))
            qFatal("the search went on");
        counters.hold("first match of a first search", 1);
    }
    Repository repository({u"large"_s, clone}, data, runner);
    const QString graphs = repository.mirrorPath() + u"/objects/info/commit-graphs"_s;
    if (!QDir().rename(graphs, graphs + u"-off"_s))
        qFatal("the graph file cannot be moved");
    counters.begin();
    qint64 objects = -1;
    const auto onPart = [&](const CommitGraph& part) {
        if (objects >= 0 || part.size() < kRows)
            return;
        objects = objectsRead;
        counters.hold("B3: 2,000 rows without a graph file", part.size() + 500);
    };
    (void)must(repository.graph({}, onPart, {}));
    if (objects < 0 || !QDir().rename(graphs + u"-off"_s, graphs))
        qFatal("there was no first part");
}
