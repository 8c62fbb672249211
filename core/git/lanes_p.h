// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/commitgraph.h"

#include <set>
#include <unordered_map>

namespace plumb::git {

//! Which lane each commit stands in, one row after the other. A lane belongs to the commit that is
//! awaited in it; two children of one parent share a lane from the second child on.
class Lanes
{
public:
    using Node = qint32; //!< a commit that was heard of, added or not
    struct Line
    {
        Node awaited = -1; //!< -1: the lane is free
        quint16 colour = 0;
    };
    struct Place
    {
        quint16 lane = 0, colour = 0, laneCount = 0;
    };
    //! From here on a replay of the same rows gives the same lanes.
    struct Checkpoint
    {
        std::vector<Line> lines;
        quint16 nextColour = 0;
    };

    Lanes() = default;
    explicit Lanes(const Checkpoint& checkpoint);
    Checkpoint checkpoint() const { return {m_lines, m_nextColour}; }
    //! Places the next row; appends its edges where somebody wants them.
    Place place(Node commit, std::span<const Node> parents,
                std::vector<CommitGraph::Edge>* edges = nullptr);

private:
    quint16 takeLane();
    void leaveLane(quint16 lane);
    quint16 colourOf(quint16 lane) const
    {
        return lane < m_lines.size() ? m_lines[lane].colour : quint16(0);
    }

    std::vector<Line> m_lines;
    std::set<quint16> m_free;
    std::unordered_map<Node, quint16> m_laneOf;
    quint16 m_nextColour = 0;
};

} // namespace plumb::git
