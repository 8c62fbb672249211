// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/commitgraph.h"

namespace plumb::git {

//! Which lane each commit stands in. The first child that reaches a parent hands its own lane over;
//! every further parent that nobody awaits yet takes the lowest free one. Constant work per edge.
class Lanes
{
public:
    using Row = CommitGraph::Row;
    struct Place
    {
        quint16 lane = 0, colour = 0, laneCount = 0;
    };
    //! Rows in their order, with their parents; those outside are negative, from -1 downwards.
    struct Input
    {
        size_t rows = 0, outside = 0;
        std::span<const quint32> firstParent;
        std::span<const Row> parents;

        std::span<const Row> parentsOf(size_t row) const
        {
            return parents.subspan(firstParent[row], firstParent[row + 1] - firstParent[row]);
        }
    };
    //! Edges are worked out for a block of rows when somebody looks at one of them: kept for every
    //! row of a history with 2,840 parallel lanes they would fill gigabytes.
    static constexpr size_t kBlock = 256;

    Lanes() = default;
    explicit Lanes(const Input& input);
    const Place& at(size_t row) const { return m_places[row]; }
    size_t blockCount() const { return m_firstAwaited.empty() ? 0 : m_firstAwaited.size() - 1; }
    //! Appends the edges of a block, and where those of each of its rows begin.
    void edgesOf(size_t block, const Input& input, std::vector<CommitGraph::Edge>& edges,
                 std::vector<quint32>& firstEdge) const;

private:
    std::vector<Place> m_places; // of the rows, then of the commits outside
    std::vector<qint32> m_awaited; // at the start of each block: by lane, the place awaited there
    std::vector<quint32> m_firstAwaited;
};

} // namespace plumb::git
