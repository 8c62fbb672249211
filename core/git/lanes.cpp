// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/lanes_p.h"

#include <algorithm>
#include <bit>

namespace plumb::git {

namespace {

// Beyond this many parallel lines they are drawn over each other; nobody can read such a picture.
constexpr size_t kMostLanes = 60'000;
constexpr quint16 kNoLane = 0xffff;
constexpr qint32 kNobody = -1;

size_t placeOf(CommitGraph::Row row, size_t rows)
{
    return row >= 0 ? size_t(row) : rows + size_t(-1 - row);
}

//! Who is awaited in each lane, and which lanes are free.
class Lines
{
public:
    const std::vector<qint32>& awaited() const { return m_awaited; }
    size_t width() const { return m_awaited.size(); }
    bool isFree(quint16 lane) const { return lane >= width() || m_awaited[lane] == kNobody; }
    quint16 lowestFree()
    {
        for (; m_firstOpen < m_taken.size(); ++m_firstOpen)
            if (const quint64 word = m_taken[m_firstOpen]; ~word)
                return quint16(
                    std::min(m_firstOpen * 64 + size_t(std::countr_one(word)), kMostLanes - 1));
        return quint16(std::min(m_taken.size() * 64, kMostLanes - 1));
    }
    void await(quint16 lane, qint32 place)
    {
        if (lane >= width())
            m_awaited.resize(size_t(lane) + 1, kNobody);
        if (m_taken.size() <= lane / 64)
            m_taken.resize(size_t(lane) / 64 + 1);
        m_awaited[lane] = place;
        m_taken[lane / 64] |= quint64(1) << (lane % 64);
    }
    void leave(quint16 lane, qint32 place)
    {
        if (lane >= width() || m_awaited[lane] != place)
            return;
        m_awaited[lane] = kNobody;
        m_taken[lane / 64] &= ~(quint64(1) << (lane % 64));
        m_firstOpen = std::min(m_firstOpen, size_t(lane) / 64);
        while (!m_awaited.empty() && m_awaited.back() == kNobody)
            m_awaited.pop_back();
    }

private:
    std::vector<qint32> m_awaited;
    std::vector<quint64> m_taken; // a bit for each lane
    size_t m_firstOpen = 0; // no word before it has a free lane
};

} // namespace

Lanes::Lanes(const Input& input)
    : m_places(input.rows + input.outside, Place{kNoLane, 0, 0})
{
    Lines lines;
    quint16 nextColour = 0;
    for (size_t row = 0; row < input.rows; ++row) {
        if (row % kBlock == 0) {
            m_firstAwaited.push_back(quint32(m_awaited.size()));
            m_awaited.insert(m_awaited.end(), lines.awaited().begin(), lines.awaited().end());
        }
        Place& own = m_places[row];
        const size_t widthAbove = lines.width();
        if (own.lane == kNoLane) {
            own.lane = lines.lowestFree();
            own.colour = nextColour++;
        }
        lines.leave(own.lane, qint32(row));
        bool isFirst = true;
        for (const Row parent : input.parentsOf(row)) {
            const size_t place = placeOf(parent, input.rows);
            Place& below = m_places[place];
            if (below.lane == kNoLane) {
                below.lane = isFirst ? own.lane : lines.lowestFree();
                below.colour = isFirst ? own.colour : nextColour++;
                lines.await(below.lane, qint32(place));
            }
            isFirst = false;
        }
        own.laneCount = quint16(std::max({widthAbove, lines.width(), size_t(own.lane) + 1}));
    }
    m_firstAwaited.push_back(quint32(m_awaited.size()));
}

void Lanes::edgesOf(size_t block, const Input& input, std::vector<CommitGraph::Edge>& edges,
                    std::vector<quint32>& firstEdge) const
{
    std::vector<qint32> awaited(m_awaited.begin() + m_firstAwaited[block],
                                m_awaited.begin() + m_firstAwaited[block + 1]);
    const size_t end = std::min((block + 1) * kBlock, input.rows);
    for (size_t row = block * kBlock; row < end; ++row) {
        firstEdge.push_back(quint32(edges.size()));
        const Place& own = m_places[row];
        if (own.lane < awaited.size() && awaited[own.lane] == qint32(row))
            awaited[own.lane] = kNobody;
        for (size_t lane = 0; lane < awaited.size(); ++lane)
            if (awaited[lane] != kNobody)
                edges.push_back(
                    {quint16(lane), quint16(lane), m_places[size_t(awaited[lane])].colour});
        bool isFirst = true;
        for (const Row parent : input.parentsOf(row)) {
            const size_t place = placeOf(parent, input.rows);
            const Place& below = m_places[place];
            edges.push_back({own.lane, below.lane, isFirst ? own.colour : below.colour});
            if (below.lane >= awaited.size())
                awaited.resize(size_t(below.lane) + 1, kNobody);
            if (awaited[below.lane] == kNobody)
                awaited[below.lane] = qint32(place);
            isFirst = false;
        }
        while (!awaited.empty() && awaited.back() == kNobody)
            awaited.pop_back();
    }
    firstEdge.push_back(quint32(edges.size()));
}

} // namespace plumb::git
