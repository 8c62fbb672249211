// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// Which applications a commit changes, for many of both at once.

#include "git/commitorder_p.h"
#include "git/treechanges_p.h"

namespace plumb::git {

namespace {

Error cancelled()
{
    return failure(Error::Kind::Cancelled,
                   u"Reading what commits change was stopped on request."_s);
}

class Collector
{
public:
    Collector(Worker& worker, const QByteArrayList& paths)
        : m_trees(worker, paths)
    {
    }
    //! `parents`: their trees; none: everything is new.
    Result<Unit> add(const CommitId& commit, const ObjectId& tree,
                     std::span<const ObjectId> parents)
    {
        PLUMB_TRY(changed, m_trees.between(parents.empty() ? ObjectId{} : parents[0], tree));
        std::sort(changed.begin(), changed.end());
        for (size_t i = 1; i < parents.size() && !changed.empty(); ++i) {
            PLUMB_TRY(there, m_trees.between(parents[i], tree));
            std::erase_if(changed, [&](int path) {
                return std::find(there.begin(), there.end(), path) == there.end();
            });
        }
        if (!changed.empty())
            found.append({commit, QList<int>(changed.begin(), changed.end())});
        return Unit{};
    }
    QList<Touched> found;

private:
    TreeChanges m_trees;
};

//! Straight from the commits: a thousand of them are read sooner than a million are put in order.
Result<Unit> alongFirstParents(Worker& worker, const TouchQuery& query, Collector& collector,
                               const std::stop_token& stop)
{
    PLUMB_TRY(id, resolveRevision(worker, query.from));
    PLUMB_TRY(commit, worker.commit(id));
    for (int n = 0; query.limit == 0 || n < query.limit; ++n) {
        if (stop.stop_requested())
            return cancelled();
        const ObjectId here = fromOid(*git_commit_id(commit.get()));
        const ObjectId tree = fromOid(*git_commit_tree_id(commit.get()));
        if (git_commit_parentcount(commit.get()) == 0)
            return collector.add(here, tree, {});
        PLUMB_TRY(parent, worker.commit(fromOid(*git_commit_parent_id(commit.get(), 0))));
        const ObjectId before = fromOid(*git_commit_tree_id(parent.get()));
        PLUMB_CHECK(collector.add(here, tree, {&before, 1}));
        commit = std::move(parent);
    }
    return Unit{};
}

} // namespace

Result<QList<Touched>> readTouched(Worker& worker, const TouchQuery& query,
                                   const std::stop_token& stop)
{
    QByteArrayList paths;
    for (const QString& path : query.paths) {
        PLUMB_TRY(canonical, canonicalPath(path));
        paths += canonical;
    }
    Collector collector(worker, paths);
    if (query.firstParent) {
        PLUMB_CHECK(alongFirstParents(worker, query, collector, stop));
        return collector.found;
    }
    PLUMB_TRY(graph, currentGraph(worker, {}, stop));
    CommitGraph::Row base = -1, tip = -1;
    if (!query.exclude.isEmpty()) {
        PLUMB_TRY(exclude, resolveRevision(worker, query.exclude));
        base = graph.rowOf(exclude);
    }
    if (!query.from.isEmpty()) {
        PLUMB_TRY(from, resolveRevision(worker, query.from));
        tip = graph.rowOf(from);
    }
    std::vector<CommitGraph::Row> rows;
    if (const bool isInGraph = (query.from.isEmpty() || tip >= 0)
                               && (query.exclude.isEmpty() || (base >= 0 && tip >= 0));
        !isInGraph) { // a revision that no ref leads to
        PLUMB_TRY(own, readGraph(worker, {.from = query.from, .exclude = query.exclude}, {}, stop));
        graph = own;
        tip = -1;
    }
    if (tip >= 0)
        rows = graph.between(base, tip);
    const GraphRows behind = rowsOf(graph);
    const auto size = tip >= 0 ? rows.size() : behind.nodes.size();
    std::vector<CommitTable::Node> parents;
    std::vector<ObjectId> trees;
    for (size_t i = 0; i < size && (query.limit == 0 || i < size_t(query.limit)); ++i) {
        if (stop.stop_requested())
            return cancelled();
        const CommitTable::Node node = behind.nodes[tip >= 0 ? size_t(rows[i]) : i];
        parents.clear();
        trees.clear();
        behind.table->parents(node, parents);
        for (const CommitTable::Node parent : parents)
            trees.push_back(behind.table->tree(parent));
        PLUMB_CHECK(collector.add(behind.table->id(node), behind.table->tree(node), trees));
    }
    return collector.found;
}

} // namespace plumb::git
