// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/mirror_p.h"

namespace plumb::git {

Result<QList<CommitId>> readLog(Worker& worker, const LogFilter& filter, std::stop_token stop)
{
    if (!filter.paths.isEmpty() || !filter.author.isEmpty() || !filter.text.isEmpty()
        || !filter.anywhere.isEmpty())
        return searchCommits(worker, filter, {}, stop);
    LogFilter whole = filter;
    if (!filter.from.isEmpty() || !filter.all) {
        PLUMB_TRY(from, resolveRevision(worker, filter.from));
        whole.from = from.toHex();
    }
    PLUMB_TRY(graph, readGraph(worker, whole, {}, stop));
    QList<CommitId> ids;
    ids.reserve(graph.size());
    for (CommitGraph::Row row = 0; row < graph.size(); ++row)
        ids.append(graph.id(row));
    return ids;
}

Result<bool> checkAncestor(const Mirror& mirror, const CommitId& ancestor, const CommitId& of)
{
    PLUMB_TRY(done, runGit(mirror,
                           {{u"merge-base"_s, u"--is-ancestor"_s, ancestor.toHex(), of.toHex()}}));
    if (done.exitCode == 0 || done.exitCode == 1)
        return done.exitCode == 0;
    return failure(Error::Kind::NotFound,
                   u"%1 or %2 is not in the repository %3 as last fetched."_s.arg(
                       ancestor.shortHex(), of.shortHex(), mirror.name()),
                   QString::fromUtf8(done.errors));
}

} // namespace plumb::git
