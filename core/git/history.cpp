// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/log.h"
#include "git/commitorder_p.h"
#include "git/commitreader_p.h"
#include "git/refnames_p.h"

#include <QCryptographicHash>

#include <future>

namespace plumb::git {

namespace {

constexpr size_t kFirstPart = 400;
using File = std::shared_ptr<const CommitGraphFile>;

struct Ends
{
    std::vector<CommitId> tips, hidden;
};

Result<Ends> endsOf(Worker& worker, const LogFilter& filter, const CommitGraphFile* file)
{
    Ends ends;
    if (!filter.exclude.isEmpty()) {
        PLUMB_TRY(hidden, resolveRevision(worker, filter.exclude));
        ends.hidden.push_back(hidden);
    }
    if (!filter.from.isEmpty()) {
        PLUMB_TRY(from, resolveRevision(worker, filter.from));
        ends.tips.push_back(from);
        return ends;
    }
    PLUMB_CHECK(worker.mirror().facts());
    for (const RefName& ref : readRefNames(worker.mirror().path, kShownRefs)) {
        PLUMB_TRY(commit, commitOf(ref, file, worker));
        if (!commit.isNull())
            ends.tips.push_back(commit);
    }
    return ends;
}

//! Nothing: the file contradicts itself.
Result<std::optional<CommitGraph>> readWith(const File& file, Worker& worker,
                                            const LogFilter& filter,
                                            const std::function<void(const CommitGraph&)>& onPart,
                                            const std::stop_token& stop)
{
    PLUMB_TRY(ends, endsOf(worker, filter, file.get()));
    CommitTable table(file);
    const auto graphOf = [&](CommitTable commits, bool isComplete,
                             int limit) -> std::optional<CommitGraph> {
        std::vector<CommitTable::Node> tips, hidden;
        for (const CommitId& tip : ends.tips)
            tips.push_back(commits.nodeOf(tip));
        for (const CommitId& end : ends.hidden)
            hidden.push_back(commits.nodeOf(end));
        auto rows = orderCommits(std::make_shared<const CommitTable>(std::move(commits)),
                                 {tips, hidden, filter.order, limit});
        if (!rows)
            return std::nullopt;
        return layOut(*std::move(rows), isComplete);
    };

    size_t nextPart = kFirstPart;
    const auto onRead = [&](size_t popped) {
        if (popped != nextPart || !onPart)
            return;
        nextPart *= 8; // a part costs as much as it is long
        // Below the youngest ones stand tips whose descendants are not read yet.
        if (const auto part = graphOf(table, false, file ? 0 : int(popped)))
            onPart(*part);
    };
    CommitReader reader(worker, table);
    std::vector<CommitId> all = ends.tips;
    all.insert(all.end(), ends.hidden.begin(), ends.hidden.end());
    PLUMB_CHECK(reader.read(all, onRead, stop));
    return graphOf(std::move(table), true, filter.limit);
}

bool isOfAllRefs(const LogFilter& filter)
{
    return filter.from.isEmpty() && filter.exclude.isEmpty() && filter.limit == 0
           && filter.order == CommitOrder::Date;
}

//! Keeps a graph for whoever asks next. `refs`: of before it was read, for they may move meanwhile.
CommitGraph kept(Worker& worker, const QByteArray& refs, CommitGraph graph)
{
    if (!refs.isEmpty())
        worker.mirror().known->keep(refs, graph);
    return graph;
}

} // namespace

Result<CommitGraph> readGraph(Worker& worker, const LogFilter& filter,
                              const std::function<void(const CommitGraph&)>& onPart,
                              std::stop_token stop)
{
    if (!filter.paths.isEmpty() || !filter.author.isEmpty() || !filter.text.isEmpty())
        return readFilteredGraph(worker, filter, stop);
    QByteArray refs;
    if (isOfAllRefs(filter)) {
        PLUMB_TRY(now, fingerprintOf(worker, filter));
        refs = now;
    }
    const auto opened = CommitGraphFile::open(worker.mirror().path);
    if (opened) {
        // What a damaged file says looks right; its checksum is worked out beside the lanes.
        const File file = *opened;
        const std::shared_future<bool> isIntact =
            std::async(std::launch::async, [file, stop] { return file->isIntact(stop); });
        const auto onSafePart = [&](const CommitGraph& part) {
            if (onPart && isIntact.wait_for(std::chrono::seconds(0)) == std::future_status::ready
                && isIntact.get())
                onPart(part);
        };
        auto graph = readWith(file, worker, filter, onSafePart, stop);
        if (isIntact.get() && !graph)
            return graph.error();
        file->letGo();
        if (isIntact.get() && *graph)
            return kept(worker, refs, **std::move(graph));
        if (stop.stop_requested())
            return failure(Error::Kind::Cancelled,
                           u"Reading the history was stopped on request."_s);
        qCWarning(lcGit) << "the commit graph file is damaged and not used:"
                         << worker.mirror().path;
    } else if (opened.error().kind != Error::Kind::NotFound) {
        qCInfo(lcGit) << opened.error().summary;
    }
    PLUMB_TRY(graph, readWith({}, worker, filter, onPart, stop));
    if (!graph)
        return failure(Error::Kind::Invalid,
                       u"The history of %1 goes round in a circle."_s.arg(worker.mirror().name()));
    return kept(worker, refs, *std::move(graph));
}

Result<CommitGraph> currentGraph(Worker& worker, const LogFilter& filter, std::stop_token stop)
{
    if (isOfAllRefs(filter)) {
        PLUMB_TRY(now, fingerprintOf(worker, filter));
        if (const auto known = worker.mirror().known->of(now))
            return *known;
    }
    return readGraph(worker, filter, {}, stop);
}

Result<std::vector<CommitId>> tipsOf(Worker& worker, const LogFilter& filter)
{
    PLUMB_TRY(ends, endsOf(worker, filter, nullptr));
    return ends.tips;
}

Result<QByteArray> fingerprintOf(Worker& worker, const LogFilter& filter)
{
    QCryptographicHash sum(QCryptographicHash::Sha1);
    const auto add = [&](const ObjectId& id) {
        sum.addData(QByteArrayView(id.bytes.data(), qsizetype(id.bytes.size())));
    };
    sum.addData(filter.order == CommitOrder::Date ? QByteArrayView("date")
                                                  : QByteArrayView("topological"));
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

} // namespace plumb::git
