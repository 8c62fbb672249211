// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/types.h"

#include <memory>
#include <span>
#include <vector>

namespace plumb::git {

//! In which order commits are shown. In both, children come before their parents.
enum class CommitOrder {
    Date, //!< the latest first; a commit that claims to be older than its parents counts as later
    Topological //!< as `git rev-list --topo-order`: lines of history are not mixed
};

struct CommitRows;
struct GraphRows;

//! The commits of a repository, children first, with their lanes. A value, implicitly shared, cheap
//! at a million rows: messages are not in it.
class CommitGraph
{
public:
    using Row = qint32;
    //! One line of the picture between the middle of a row and the middle of the next.
    struct Edge
    {
        quint16 from = 0, to = 0; //!< lanes
        quint16 colour = 0; //!< follows the line, an index into any palette
    };
    struct Builder;

    CommitGraph();
    Row size() const;
    CommitId id(Row row) const;
    Row rowOf(const CommitId& id) const; //!< -1: not in it
    //! Negative: a parent that is not in it, each another number.
    std::span<const Row> parents(Row row) const;
    quint16 lane(Row row) const;
    quint16 colour(Row row) const;
    std::span<const Edge> edges(Row row) const; //!< those that leave this row downwards
    quint16 laneCount(Row row) const;
    bool isAncestor(Row ancestor, Row of) const;
    //! Commits reachable from `tip` and not from `base`, newest first; both are rows. -1: no base.
    std::vector<Row> between(Row base, Row tip) const;
    bool isComplete() const; //!< false while rows are still being read

private:
    friend CommitGraph layOut(CommitRows rows, bool isComplete);
    friend GraphRows rowsOf(const CommitGraph& graph);
    struct Data;
    std::shared_ptr<const Data> m_data;
};

//! A graph of rows in a given order, with parents behind children.
struct CommitGraph::Builder
{
    void add(const CommitId& id, std::span<const CommitId> parents);
    CommitGraph build(bool complete); //!< may be called again after more were added
    Builder();
    ~Builder();
    Builder(Builder&&) noexcept;
    struct State;
    std::unique_ptr<State> state;
};

} // namespace plumb::git
