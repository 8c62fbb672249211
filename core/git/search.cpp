// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/searchstate_p.h"

#include "git/refnames_p.h"

#include <QCryptographicHash>

namespace plumb::git {

namespace {

// Whatever changes the graph of this filter, changes this.
Result<QByteArray> fingerprint(Worker& worker, const LogFilter& filter)
{
    QCryptographicHash sum(QCryptographicHash::Sha1);
    const auto add = [&](const ObjectId& id) {
        sum.addData(QByteArrayView(id.bytes.data(), qsizetype(id.bytes.size())));
    };
    if (!filter.exclude.isEmpty()) {
        PLUMB_TRY(hidden, resolveRevision(worker, filter.exclude));
        add(hidden);
    }
    add({});
    if (!filter.from.isEmpty()) {
        PLUMB_TRY(from, resolveRevision(worker, filter.from));
        add(from);
        return sum.result();
    }
    for (const RefName& ref : readRefNames(worker.mirror().path, kShownRefs))
        add(ref.id);
    return sum.result();
}

} // namespace

Result<QList<CommitId>> searchCommits(Worker& worker, LogFilter filter, const std::stop_token& stop)
{
    PLUMB_CHECK(worker.mirror().facts());
    if (filter.from.isEmpty() && !filter.all)
        filter.from = u"HEAD"_s;
    PLUMB_TRY(now, fingerprint(worker, filter));
    if (!worker.search)
        worker.search = std::make_unique<Worker::SearchState>(worker.mirror().path);
    Worker::SearchState& state = *worker.search;
    if (state.fingerprint != now) {
        LogFilter whole{.from = filter.from, .exclude = filter.exclude, .all = filter.all};
        whole.order = CommitOrder::Topological;
        PLUMB_TRY(graph, readGraph(worker, whole, {}, stop));
        PLUMB_CHECK(state.words.add(worker, graph, stop));
        state.graph = graph;
        state.fingerprint = now;
    }
    const auto oneLine = [](QString text) { return text.replace(u'\n', u' '); };
    std::vector<CommitGraph::Row> rows;
    for (const CommitId& id : state.words.find(oneLine(filter.author), oneLine(filter.text)))
        if (const auto row = state.graph.rowOf(id); row >= 0)
            rows.push_back(row);
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    if (filter.limit > 0 && rows.size() > size_t(filter.limit))
        rows.resize(size_t(filter.limit));
    QList<CommitId> ids;
    ids.reserve(qsizetype(rows.size()));
    for (const auto row : rows)
        ids.append(state.graph.id(row));
    return ids;
}

} // namespace plumb::git
