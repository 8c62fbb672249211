// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/commitgraph.h"

#include "git/commitorder_p.h"
#include "git/lanes_p.h"

#include <algorithm>
#include <mutex>
#include <unordered_map>

namespace plumb::git {

namespace {

using Row = CommitGraph::Row;
using Node = CommitTable::Node;
constexpr Row kNoRow = -1;

struct Block
{
    std::once_flag once;
    std::vector<CommitGraph::Edge> edges;
    std::vector<quint32> firstEdge;
};

} // namespace

struct CommitGraph::Data
{
    std::shared_ptr<const CommitTable> table;
    std::vector<Node> nodes; // by row
    std::vector<Row> rowOfNode;
    std::vector<quint32> firstParent{0};
    std::vector<Row> parents;
    size_t outside = 0; // parents that are no row
    Lanes lanes;
    bool isComplete = true;
    mutable std::vector<Block> blocks;

    Lanes::Input input() const { return {nodes.size(), outside, firstParent, parents}; }
};

CommitGraph::CommitGraph()
{
    static const auto kEmpty = std::make_shared<const Data>();
    m_data = kEmpty;
}

CommitGraph::Row CommitGraph::size() const
{
    return Row(m_data->nodes.size());
}

CommitId CommitGraph::id(Row row) const
{
    return m_data->table->id(m_data->nodes[size_t(row)]);
}

CommitGraph::Row CommitGraph::rowOf(const CommitId& id) const
{
    const Node node = m_data->table ? m_data->table->find(id) : CommitTable::kNone;
    return node == CommitTable::kNone ? kNoRow : m_data->rowOfNode[node];
}

std::span<const CommitGraph::Row> CommitGraph::parents(Row row) const
{
    return m_data->input().parentsOf(size_t(row));
}

quint16 CommitGraph::lane(Row row) const
{
    return m_data->lanes.at(size_t(row)).lane;
}

quint16 CommitGraph::colour(Row row) const
{
    return m_data->lanes.at(size_t(row)).colour;
}

quint16 CommitGraph::laneCount(Row row) const
{
    return m_data->lanes.at(size_t(row)).laneCount;
}

std::span<const CommitGraph::Edge> CommitGraph::edges(Row row) const
{
    const size_t number = size_t(row) / Lanes::kBlock;
    Block& block = m_data->blocks[number];
    std::call_once(block.once, [&] {
        m_data->lanes.edgesOf(number, m_data->input(), block.edges, block.firstEdge);
    });
    const size_t at = size_t(row) % Lanes::kBlock;
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
    std::vector<quint8> marks(m_data->nodes.size(), quint8(0));
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

CommitGraph layOut(CommitRows rows, bool isComplete)
{
    auto data = std::make_shared<CommitGraph::Data>();
    data->rowOfNode.assign(rows.table->size(), kNoRow);
    for (size_t row = 0; row < rows.nodes.size(); ++row)
        data->rowOfNode[rows.nodes[row]] = Row(row);
    std::unordered_map<Node, Row> outside;
    data->parents.reserve(rows.parents.size());
    for (const Node parent : rows.parents) {
        Row row = data->rowOfNode[parent];
        if (row == kNoRow)
            row = outside.try_emplace(parent, -1 - Row(outside.size())).first->second;
        data->parents.push_back(row);
    }
    rows.parents = {};
    data->outside = outside.size();
    data->table = std::move(rows.table);
    data->nodes = std::move(rows.nodes);
    data->firstParent = std::move(rows.firstParent);
    data->isComplete = isComplete;
    data->lanes = Lanes(data->input());
    data->blocks = std::vector<Block>(data->lanes.blockCount());
    CommitGraph graph;
    graph.m_data = std::move(data);
    return graph;
}

GraphRows rowsOf(const CommitGraph& graph)
{
    const CommitGraph::Data& data = *graph.m_data;
    return {data.table, data.nodes, data.rowOfNode};
}

struct CommitGraph::Builder::State
{
    CommitTable table;
    CommitRows rows;
};

CommitGraph::Builder::Builder()
    : state(std::make_unique<State>())
{
}
CommitGraph::Builder::~Builder() = default;
CommitGraph::Builder::Builder(Builder&&) noexcept = default;

void CommitGraph::Builder::add(const CommitId& id, std::span<const CommitId> parents)
{
    CommitTable& table = state->table;
    const Node node = table.nodeOf(id);
    if (table.isRead(node))
        return; // told twice
    table.setRead(node, 0, parents);
    state->rows.nodes.push_back(node);
    table.parents(node, state->rows.parents);
    state->rows.firstParent.push_back(quint32(state->rows.parents.size()));
}

CommitGraph CommitGraph::Builder::build(bool complete)
{
    CommitRows rows = state->rows;
    rows.table = std::make_shared<const CommitTable>(state->table);
    return layOut(std::move(rows), complete);
}

} // namespace plumb::git
