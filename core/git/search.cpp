// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/searchstate_p.h"

#include "git/pathlog_p.h"
#include "git/treechanges_p.h"

#include <QSet>

#include <chrono>
#include <numeric>

namespace plumb::git {

namespace {

constexpr qsizetype kShortestId = 4; // digits, as git's

//! Tells what was found so far: the first at once, then not more often than eyes can follow.
class Teller
{
public:
    Teller(const CommitGraph& graph, const OnFound& onFound)
        : m_graph(graph)
        , m_onFound(onFound)
    {
    }
    void tell(const std::vector<CommitGraph::Row>& rows)
    {
        using namespace std::chrono_literals;
        const auto now = std::chrono::steady_clock::now();
        if (!m_onFound || rows.size() == m_told || (m_told > 0 && now - m_last < 100ms))
            return;
        m_told = rows.size();
        m_last = now;
        m_onFound(idsOf(rows));
    }
    QList<CommitId> idsOf(const std::vector<CommitGraph::Row>& rows) const
    {
        QList<CommitId> ids;
        ids.reserve(qsizetype(rows.size()));
        for (const auto row : rows)
            ids.append(m_graph.id(row));
        return ids;
    }

private:
    const CommitGraph& m_graph;
    const OnFound& m_onFound;
    size_t m_told = 0;
    std::chrono::steady_clock::time_point m_last;
};

void sortAndCut(std::vector<CommitGraph::Row>& rows, int limit)
{
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    if (limit > 0 && rows.size() > size_t(limit))
        rows.resize(size_t(limit));
}

//! Digits that may be the beginning of an id; empty: they are none.
QByteArray idDigits(const LogFilter& filter)
{
    const QByteArray digits = filter.anywhere.trimmed().toLower().toLatin1();
    const bool areDigits = std::all_of(digits.begin(), digits.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    });
    return areDigits && digits.size() >= kShortestId && digits.size() <= 40 ? digits : QByteArray();
}

//! Commits that are named by the beginning of their id, and have the other words.
Result<std::vector<CommitGraph::Row>> rowsWithId(Worker& worker, const QByteArray& digits,
                                                 WantedWords wanted)
{
    std::vector<CommitGraph::Row> found;
    const GraphRows behind = rowsOf(worker.search->graph);
    if (digits.isEmpty())
        return found;
    wanted.anywhere.clear();
    for (const CommitTable::Node node : behind.table->findPrefix(digits)) {
        if (behind.rowOfNode[node] < 0)
            continue;
        if (!wanted.isAnything()) {
            PLUMB_TRY(words, foldedWords(worker, behind.table->id(node)));
            if (!wanted.areIn(words))
                continue;
        }
        found.push_back(behind.rowOfNode[node]);
    }
    return found;
}

Result<Unit> prepare(Worker& worker, const LogFilter& filter, const std::stop_token& stop)
{
    PLUMB_CHECK(worker.mirror().facts());
    PLUMB_TRY(now, fingerprintOf(worker, filter));
    if (!worker.search)
        worker.search = std::make_unique<Worker::SearchState>(worker.mirror().path);
    Worker::SearchState& state = *worker.search;
    if (state.fingerprint == now)
        return Unit{};
    LogFilter whole{.from = filter.from, .exclude = filter.exclude, .all = filter.all};
    whole.order = filter.order;
    PLUMB_TRY(graph, currentGraph(worker, whole, stop));
    PLUMB_TRY(tips, tipsOf(worker, whole));
    state.graph = graph;
    state.tips = tips;
    state.fingerprint = now;
    state.areWordsOfGraph = false;
    return Unit{};
}

Result<std::vector<CommitGraph::Row>> findWords(Worker& worker, const LogFilter& filter,
                                                Teller& teller, const std::stop_token& stop)
{
    Worker::SearchState& state = *worker.search;
    if (!state.areWordsOfGraph) {
        state.words.setGraph(state.graph);
        state.areWordsOfGraph = true;
    }
    const WantedWords wanted(filter);
    std::vector<CommitGraph::Row> rows = state.words.find(wanted);
    PLUMB_TRY(named, rowsWithId(worker, idDigits(filter), wanted));
    rows.insert(rows.end(), named.begin(), named.end());
    sortAndCut(rows, filter.limit);
    teller.tell(rows);
    const auto limit = size_t(filter.limit);
    const auto onRead = [&](CommitGraph::Row row, const QByteArray& words) {
        if (wanted.areIn(words)) {
            const auto place = std::lower_bound(rows.begin(), rows.end(), row);
            if (place == rows.end() || *place != row)
                rows.insert(place, row);
            if (limit > 0 && rows.size() > limit)
                rows.pop_back();
        }
        if (!rows.empty())
            teller.tell(rows);
        // What comes now is older than all of them.
        return limit == 0 || rows.size() < limit || rows.back() > row;
    };
    PLUMB_CHECK(state.words.readMissing(worker, onRead, stop));
    return rows;
}

//! Commits that change one of the paths, and have the words.
Result<QList<CommitId>> findPaths(Worker& worker, const LogFilter& filter,
                                  const QByteArrayList& paths, Teller& teller, PathLog* whole,
                                  const std::stop_token& stop)
{
    const Worker::SearchState& state = *worker.search;
    const bool isByDate = filter.order == CommitOrder::Date;
    const WantedWords wanted(filter);
    const QByteArray digits = idDigits(filter);
    std::optional<Error> error;
    const auto matches = [&](const CommitId& id) {
        WantedWords rest = wanted;
        if (!digits.isEmpty() && id.startsWith(digits))
            rest.anywhere.clear();
        if (rest.isAnything())
            return true;
        const auto words = foldedWords(worker, id);
        if (!words)
            error = words.error();
        return words && rest.areIn(*words);
    };
    std::vector<CommitGraph::Row> rows; // newest first, as they come
    const auto isFull = [&] { return filter.limit > 0 && rows.size() >= size_t(filter.limit); };
    const auto onShown = [&](CommitGraph::Row row) {
        if (!isByDate || isFull() || !matches(state.graph.id(row)))
            return !error;
        rows.push_back(row);
        teller.tell(rows);
        return whole || !isFull();
    };
    PLUMB_TRY(log, followPaths(worker, {state.graph, state.tips, paths}, onShown, stop));
    if (error)
        return *error;
    if (whole)
        *whole = log;
    if (isByDate)
        return teller.idsOf(rows);
    std::vector<CommitTable::Node> tips;
    for (const CommitId& tip : state.tips)
        tips.push_back(log.rows.table->find(tip));
    QSet<CommitTable::Node> shown;
    for (size_t row = 0; row < log.isShown.size(); ++row)
        if (log.isShown[row])
            shown.insert(log.rows.nodes[row]);
    QList<CommitId> ids;
    for (const CommitTable::Node node : topologically(log.rows, tips, 0).nodes) {
        if (!shown.contains(node) || !matches(log.rows.table->id(node)))
            continue;
        ids.append(log.rows.table->id(node));
        if (ids.size() == filter.limit)
            break;
    }
    if (error)
        return *error;
    return ids;
}

Result<QList<CommitId>> find(Worker& worker, LogFilter filter, const OnFound& onFound, PathLog* log,
                             const std::stop_token& stop)
{
    if (filter.from.isEmpty() && !filter.all)
        filter.from = u"HEAD"_s;
    QByteArrayList paths;
    for (const QString& path : std::as_const(filter.paths)) {
        PLUMB_TRY(canonical, canonicalPath(path));
        if (!paths.contains(canonical))
            paths += canonical;
    }
    PLUMB_CHECK(prepare(worker, filter, stop));
    const Worker::SearchState& state = *worker.search;
    if (state.graph.size() == 0)
        return QList<CommitId>();
    Teller teller(state.graph, onFound);
    if (!paths.isEmpty()) {
        if (filter.completesPaths) {
            PLUMB_TRY(head, resolveRevision(worker, u"HEAD"_s));
            PLUMB_TRY(completed, completedPaths(worker, head, paths));
            paths = completed;
        }
        return findPaths(worker, filter, paths, teller, log, stop);
    }
    if (WantedWords(filter).isAnything()) {
        std::vector<CommitGraph::Row> rows(size_t(
            filter.limit > 0 ? std::min(filter.limit, state.graph.size()) : state.graph.size()));
        std::iota(rows.begin(), rows.end(), 0);
        return teller.idsOf(rows);
    }
    PLUMB_TRY(rows, findWords(worker, filter, teller, stop));
    return teller.idsOf(rows);
}

} // namespace

Result<QList<CommitId>> searchCommits(Worker& worker, LogFilter filter, const OnFound& onFound,
                                      const std::stop_token& stop)
{
    return find(worker, std::move(filter), onFound, nullptr, stop);
}

Result<QList<CommitId>> searchCommits(Worker& worker, LogFilter filter, PathLog& log,
                                      const std::stop_token& stop)
{
    return find(worker, std::move(filter), {}, &log, stop);
}

} // namespace plumb::git
