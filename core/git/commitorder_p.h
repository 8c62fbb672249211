// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/commitgraph.h"
#include "git/committable_p.h"

#include <optional>

namespace plumb::git {

//! Commits in the order in which they are shown, with their parents.
struct CommitRows
{
    using Node = CommitTable::Node;
    std::shared_ptr<const CommitTable> table;
    std::vector<Node> nodes; //!< by row
    std::vector<quint32> firstParent{0}; //!< of row i: parents[firstParent[i]] to before [i + 1]
    std::vector<Node> parents;
};

//! What of a table is shown: what leads to a tip and to none of the hidden.
struct CommitChoice
{
    std::span<const CommitTable::Node> tips{}, hidden{};
    CommitOrder order = CommitOrder::Date;
    int limit = 0; //!< 0: none
};

//! Nothing: the table is damaged, for a parent does not come behind its child.
std::optional<CommitRows> orderCommits(std::shared_ptr<const CommitTable> table,
                                       const CommitChoice& choice);

//! The graph of these rows, with lanes.
CommitGraph layOut(CommitRows rows, bool isComplete);

//! What stands behind a graph; lives as long as it.
struct GraphRows
{
    std::shared_ptr<const CommitTable> table; //!< null: there are no rows
    std::span<const CommitTable::Node> nodes; //!< by row
    std::span<const CommitGraph::Row> rowOfNode; //!< -1: not in the graph
};
GraphRows rowsOf(const CommitGraph& graph);

//! The same rows, sorted again as `git rev-list --topo-order` would: no line of history is left
//! before its end, the youngest tip first, after a merge the side that came in last.
CommitRows topologically(const CommitRows& rows, std::span<const CommitTable::Node> tips,
                         int limit);

} // namespace plumb::git
