// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/lanes_p.h"

#include <algorithm>

namespace plumb::git {

namespace {
// Beyond this many parallel lines they are drawn over each other; nobody can read such a picture.
constexpr size_t kMostLanes = 60'000;
} // namespace

Lanes::Lanes(const Checkpoint& checkpoint)
    : m_lines(checkpoint.lines)
    , m_nextColour(checkpoint.nextColour)
{
    for (size_t lane = 0; lane < m_lines.size(); ++lane) {
        if (m_lines[lane].awaited >= 0)
            m_laneOf[m_lines[lane].awaited] = quint16(lane);
        else
            m_free.insert(quint16(lane));
    }
}

quint16 Lanes::takeLane()
{
    if (!m_free.empty()) {
        const quint16 lane = *m_free.begin();
        m_free.erase(m_free.begin());
        return lane;
    }
    if (m_lines.size() >= kMostLanes)
        return quint16(kMostLanes - 1);
    m_lines.emplace_back();
    return quint16(m_lines.size() - 1);
}

void Lanes::leaveLane(quint16 lane)
{
    m_lines[lane].awaited = -1;
    m_free.insert(lane);
    while (!m_lines.empty() && m_lines.back().awaited < 0) {
        m_lines.pop_back();
        m_free.erase(quint16(m_lines.size()));
    }
}

Lanes::Place Lanes::place(Node commit, std::span<const Node> parents,
                          std::vector<CommitGraph::Edge>* edges)
{
    Place place;
    const size_t widthAbove = m_lines.size();
    if (const auto known = m_laneOf.find(commit); known != m_laneOf.end()) {
        place.lane = known->second;
        m_laneOf.erase(known);
        place.colour = colourOf(place.lane);
        if (place.lane < m_lines.size() && m_lines[place.lane].awaited == commit)
            leaveLane(place.lane);
    } else {
        place.lane = takeLane();
        place.colour = m_nextColour++;
        leaveLane(place.lane);
    }
    if (edges)
        for (size_t lane = 0; lane < m_lines.size(); ++lane)
            if (m_lines[lane].awaited >= 0)
                edges->push_back({quint16(lane), quint16(lane), m_lines[lane].colour});

    for (size_t i = 0; i < parents.size(); ++i) {
        const Node parent = parents[i];
        const bool isFirst = i == 0;
        CommitGraph::Edge edge{place.lane, 0, place.colour};
        if (const auto known = m_laneOf.find(parent); known != m_laneOf.end()) {
            edge.to = known->second;
            if (!isFirst)
                edge.colour = colourOf(edge.to);
        } else {
            if (isFirst && m_free.erase(place.lane) > 0) {
                edge.to = place.lane;
            } else if (isFirst && place.lane >= m_lines.size()) {
                // The commit's own lane was trimmed at the end; the ones before it stay free.
                while (m_lines.size() < place.lane) {
                    m_free.insert(quint16(m_lines.size()));
                    m_lines.emplace_back();
                }
                m_lines.emplace_back();
                edge.to = place.lane;
            } else {
                edge.to = takeLane();
            }
            if (!isFirst)
                edge.colour = m_nextColour++;
            m_lines[edge.to] = {parent, edge.colour};
            m_laneOf[parent] = edge.to;
        }
        if (edges)
            edges->push_back(edge);
    }
    place.laneCount = quint16(std::max({widthAbove, m_lines.size(), size_t(place.lane) + 1}));
    return place;
}

} // namespace plumb::git
