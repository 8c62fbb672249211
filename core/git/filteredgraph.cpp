// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// The graph of the commits that a filter leaves: which of them is whose parent.

#include "git/searchstate_p.h"

namespace plumb::git {

namespace {

using Node = CommitTable::Node;

//! Where the line that leads to a commit ends, as `git rev-list --parents` says: commits that
//! change none of the paths are skipped. Without paths, at that commit.
class LineEnds
{
public:
    LineEnds(const CommitTable& table, const PathLog& log)
        : m_table(table)
        , m_log(log)
    {
        if (log.rows.table == nullptr)
            return;
        const std::vector<Node>& nodes = log.rows.nodes;
        m_rowOf.assign(table.size(), kNoRow);
        m_ends.resize(nodes.size());
        for (size_t row = nodes.size(); row-- > 0;) { // parents stand behind their children
            m_rowOf[nodes[row]] = quint32(row);
            const std::span<const Node> parents = parentsOf(row);
            m_ends[row] = log.isShown[row]  ? nodes[row]
                          : parents.empty() ? CommitTable::kNone
                                            : endAt(parents.front());
        }
    }
    //! Of a commit that is listed; each once.
    Result<std::vector<Node>> of(Node node) const
    {
        std::vector<Node> parents;
        if (m_ends.empty()) {
            if (!m_table.parents(node, parents))
                return failure(Error::Kind::Invalid, u"The commit graph is damaged."_s);
        } else if (const quint32 row = m_rowOf[node]; row != kNoRow) {
            for (const Node parent : parentsOf(row))
                parents.push_back(endAt(parent));
        }
        std::vector<Node> ends;
        for (const Node end : parents)
            if (end != CommitTable::kNone && std::find(ends.begin(), ends.end(), end) == ends.end())
                ends.push_back(end);
        return ends;
    }

private:
    static constexpr quint32 kNoRow = 0xffff'ffff;

    std::span<const Node> parentsOf(size_t row) const
    {
        const std::vector<quint32>& first = m_log.rows.firstParent;
        return std::span(m_log.rows.parents).subspan(first[row], first[row + 1] - first[row]);
    }
    Node endAt(Node node) const
    {
        const quint32 row = m_rowOf[node];
        return row == kNoRow ? node : m_ends[row]; // what was left out ends every line
    }

    const CommitTable& m_table;
    const PathLog& m_log;
    std::vector<quint32> m_rowOf; // by commit
    std::vector<Node> m_ends; // by row of the log
};

} // namespace

Result<CommitGraph> readFilteredGraph(Worker& worker, const LogFilter& filter,
                                      const std::stop_token& stop)
{
    PathLog log;
    PLUMB_TRY(ids, searchCommits(worker, filter, log, stop));
    CommitGraph::Builder builder;
    if (ids.isEmpty())
        return builder.build(true);
    const GraphRows whole = rowsOf(worker.search->graph);
    const CommitTable& table = *whole.table;
    const LineEnds ends(table, log);
    const QSet<CommitId> listed(ids.begin(), ids.end());
    const WantedWords wanted(filter);
    std::vector<CommitId> parents;
    for (const CommitId& id : std::as_const(ids)) {
        parents.clear();
        PLUMB_TRY(candidates, ends.of(table.find(id)));
        for (const Node end : candidates) {
            const CommitId parent = table.id(end);
            // A line goes on to what is beyond the limit or was excluded, but not to what the words
            // leave out.
            if (!listed.contains(parent) && !wanted.isAnything() && whole.rowOfNode[end] >= 0) {
                PLUMB_TRY(words, foldedWords(worker, parent));
                if (!wanted.areIn(words))
                    continue;
            }
            parents.push_back(parent);
        }
        builder.add(id, parents);
    }
    return builder.build(true);
}

} // namespace plumb::git
