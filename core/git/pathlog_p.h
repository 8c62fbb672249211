// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/commitorder_p.h"
#include "git/mirror_p.h"

namespace plumb::git {

//! The history of some paths as git simplifies it: where a merge has the content of one of its
//! parents, only that parent is followed.
struct PathLog
{
    CommitRows rows; //!< the commits that were followed, with the parents that are left of them
    std::vector<bool> isShown; //!< by row: it changes one of the paths
};

//! Where to begin, in which graph. Both orders of a graph will do.
struct PathQuery
{
    CommitGraph graph;
    std::vector<CommitId> tips;
    QByteArrayList paths; //!< canonical
};

//! `onShown` gets each shown commit in the order of the graph and says whether to go on. The trees
//! of a commit are read only where its filter of changed paths does not say no.
Result<PathLog> followPaths(Worker& worker, const PathQuery& query,
                            const std::function<bool(CommitGraph::Row)>& onShown,
                            const std::stop_token& stop);

//! The paths that are meant by what somebody has typed so far: the path itself where the commit
//! holds it or nothing like it, else all that begin so.
Result<QByteArrayList> completedPaths(Worker& worker, const CommitId& at,
                                      const QByteArrayList& typed);

} // namespace plumb::git
