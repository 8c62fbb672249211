// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/commitgraph.h"

#include "git/lanes_p.h"

#include <algorithm>
#include <mutex>
#include <numeric>

namespace plumb::git {

namespace {

using Row = CommitGraph::Row;

// Edges are worked out for a block of rows when somebody looks at one of them: kept for every row
// of a history with 2,840 parallel lanes they would fill gigabytes.
constexpr size_t kBlock = 256;

struct Rows
{
    std::vector<CommitId> ids;
    std::vector<quint32> firstParent{0}; // of row i: parents[firstParent[i]] to before [i + 1]
    std::vector<Lanes::Node> parentNodes;
    std::vector<Lanes::Node> nodeOfRow;
    std::vector<Lanes::Place> places;
    std::vector<Lanes::Checkpoint> checkpoints; // one at the start of each block
};

struct Block
{
    std::once_flag once;
    std::vector<CommitGraph::Edge> edges;
    std::vector<quint32> firstEdge;
};

} // namespace

struct CommitGraph::Data
{
    Rows rows;
    std::vector<Row> parentRows;
    bool isComplete = true;

    mutable std::once_flag sortedOnce;
    mutable std::vector<Row> sorted; // rows in the order of their ids
    mutable std::vector<Block> blocks;

    std::span<const Lanes::Node> parentNodes(size_t row) const
    {
        return std::span(rows.parentNodes)
            .subspan(rows.firstParent[row], rows.firstParent[row + 1] - rows.firstParent[row]);
    }
    void fill(size_t number) const
    {
        Block& block = blocks[number];
        Lanes lanes(rows.checkpoints[number]);
        const size_t end = std::min((number + 1) * kBlock, rows.ids.size());
        for (size_t row = number * kBlock; row < end; ++row) {
            block.firstEdge.push_back(quint32(block.edges.size()));
            lanes.place(rows.nodeOfRow[row], parentNodes(row), &block.edges);
        }
        block.firstEdge.push_back(quint32(block.edges.size()));
    }
};

CommitGraph::CommitGraph()
{
    static const auto kEmpty = std::make_shared<const Data>();
    m_data = kEmpty;
}

CommitGraph::Row CommitGraph::size() const
{
    return Row(m_data->rows.ids.size());
}

CommitId CommitGraph::id(Row row) const
{
    return m_data->rows.ids[size_t(row)];
}

CommitGraph::Row CommitGraph::rowOf(const CommitId& id) const
{
    const auto& ids = m_data->rows.ids;
    std::call_once(m_data->sortedOnce, [&] {
        auto& sorted = m_data->sorted;
        sorted.resize(ids.size());
        std::iota(sorted.begin(), sorted.end(), Row(0));
        std::sort(sorted.begin(), sorted.end(),
                  [&](Row a, Row b) { return ids[size_t(a)] < ids[size_t(b)]; });
    });
    const auto& sorted = m_data->sorted;
    const auto found =
        std::lower_bound(sorted.begin(), sorted.end(), id, [&](Row row, const CommitId& wanted) {
            return ids[size_t(row)] < wanted;
        });
    return found != sorted.end() && ids[size_t(*found)] == id ? *found : -1;
}

std::span<const CommitGraph::Row> CommitGraph::parents(Row row) const
{
    const auto& first = m_data->rows.firstParent;
    return std::span(m_data->parentRows)
        .subspan(first[size_t(row)], first[size_t(row) + 1] - first[size_t(row)]);
}

quint16 CommitGraph::lane(Row row) const
{
    return m_data->rows.places[size_t(row)].lane;
}

quint16 CommitGraph::colour(Row row) const
{
    return m_data->rows.places[size_t(row)].colour;
}

quint16 CommitGraph::laneCount(Row row) const
{
    return m_data->rows.places[size_t(row)].laneCount;
}

std::span<const CommitGraph::Edge> CommitGraph::edges(Row row) const
{
    const size_t number = size_t(row) / kBlock;
    Block& block = m_data->blocks[number];
    std::call_once(block.once, [&] { m_data->fill(number); });
    const size_t at = size_t(row) % kBlock;
    return std::span(std::as_const(block.edges))
        .subspan(block.firstEdge[at], block.firstEdge[at + 1] - block.firstEdge[at]);
}

bool CommitGraph::isAncestor(Row ancestor, Row of) const
{
    if (ancestor < of)
        return false;
    // Parents stand below their children, so nothing below the wanted row can lead to it.
    std::vector<bool> seen(size_t(ancestor - of) + 1);
    seen[0] = true;
    for (Row row = of; row < ancestor; ++row) {
        if (!seen[size_t(row - of)])
            continue;
        for (const Row parent : parents(row))
            if (parent >= 0 && parent <= ancestor)
                seen[size_t(parent - of)] = true;
    }
    return seen.back();
}

std::vector<CommitGraph::Row> CommitGraph::between(Row base, Row tip) const
{
    enum : quint8 { Wanted = 1, Hidden = 2 };
    std::vector<quint8> marks(m_data->rows.ids.size(), quint8(0));
    std::vector<Row> found;
    marks[size_t(tip)] |= Wanted;
    if (base >= 0)
        marks[size_t(base)] |= Hidden;
    qint64 open = 1; // rows marked Wanted and not Hidden that are still to come
    if (marks[size_t(tip)] & Hidden)
        open = 0;
    for (Row row = base >= 0 ? std::min(base, tip) : tip; row < size() && open > 0; ++row) {
        const quint8 mark = marks[size_t(row)];
        if (mark == 0)
            continue;
        if (mark == Wanted) {
            found.push_back(row);
            --open;
        }
        for (const Row parent : parents(row)) {
            if (parent < 0)
                continue;
            quint8& below = marks[size_t(parent)];
            const bool wasOpen = below == Wanted;
            below |= mark;
            open += int(below == Wanted) - int(wasOpen);
        }
    }
    return found;
}

bool CommitGraph::isComplete() const
{
    return m_data->isComplete;
}

struct CommitGraph::Builder::State
{
    Rows rows;
    Lanes lanes;
    std::unordered_map<CommitId, Lanes::Node, size_t (*)(const CommitId&)> nodes{
        1024, [](const CommitId& id) { return qHash(id, 0); }};
    std::vector<Row> rowOfNode;

    Lanes::Node nodeOf(const CommitId& id)
    {
        const auto [at, isNew] = nodes.try_emplace(id, Lanes::Node(rowOfNode.size()));
        if (isNew)
            rowOfNode.push_back(-1);
        return at->second;
    }
};

CommitGraph::Builder::Builder()
    : state(std::make_unique<State>())
{
}
CommitGraph::Builder::~Builder() = default;
CommitGraph::Builder::Builder(Builder&&) noexcept = default;

void CommitGraph::Builder::add(const CommitId& id, std::span<const CommitId> parents)
{
    Rows& rows = state->rows;
    const Lanes::Node node = state->nodeOf(id);
    if (state->rowOfNode[size_t(node)] >= 0)
        return; // told twice
    if (rows.ids.size() % kBlock == 0)
        rows.checkpoints.push_back(state->lanes.checkpoint());
    state->rowOfNode[size_t(node)] = Row(rows.ids.size());
    const size_t first = rows.parentNodes.size();
    for (const CommitId& parent : parents)
        rows.parentNodes.push_back(state->nodeOf(parent));
    rows.ids.push_back(id);
    rows.firstParent.push_back(quint32(rows.parentNodes.size()));
    rows.nodeOfRow.push_back(node);
    rows.places.push_back(state->lanes.place(node, std::span(rows.parentNodes).subspan(first)));
}

CommitGraph CommitGraph::Builder::build(bool complete)
{
    auto data = std::make_shared<Data>();
    data->rows = state->rows;
    data->isComplete = complete;
    data->parentRows.reserve(data->rows.parentNodes.size());
    for (const Lanes::Node node : data->rows.parentNodes)
        data->parentRows.push_back(state->rowOfNode[size_t(node)]);
    data->blocks = std::vector<Block>(data->rows.checkpoints.size());
    CommitGraph graph;
    graph.m_data = std::move(data);
    return graph;
}

} // namespace plumb::git
