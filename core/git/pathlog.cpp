// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/pathlog_p.h"

#include "git/treechanges_p.h"

namespace plumb::git {

namespace {

constexpr qsizetype kMostCompletions = 100; // that is what somebody types a letter more for

class Follower
{
public:
    Follower(Worker& worker, const PathQuery& query)
        : m_behind(rowsOf(query.graph))
        , m_trees(worker, query.paths)
    {
        // A filter holds the folders above a path too; a wrong guess has to be one for each.
        for (const QByteArray& path : query.paths) {
            m_keys.emplace_back();
            for (qsizetype end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1))
                m_keys.back().emplace_back(path.first(end));
            m_keys.back().emplace_back(path);
        }
        m_isEverything = query.paths.contains(QByteArray());
    }
    //! The parents that are left, and whether the commit is shown.
    Result<bool> simplify(CommitTable::Node node, std::vector<CommitTable::Node>& parents)
    {
        bool hasParents = false, isChanged = false, isChangedOutside = false;
        if (parents.empty())
            return differs(node, {}, true);
        for (size_t i = 0; i < parents.size(); ++i) {
            const CommitTable::Node parent = parents[i];
            const bool isInGraph = m_behind.rowOfNode[parent] >= 0;
            hasParents = hasParents || isInGraph;
            PLUMB_TRY(isOther, differs(node, m_behind.table->tree(parent), i == 0));
            if (isOther) {
                (isInGraph ? isChanged : isChangedOutside) = true;
            } else if (isInGraph) {
                parents = {parent};
                return false;
            }
        }
        return hasParents ? isChanged : isChangedOutside;
    }

private:
    Result<bool> differs(CommitTable::Node node, const ObjectId& before, bool isFirstParent)
    {
        const CommitTable& table = *m_behind.table;
        const auto mayChange = [&](const std::vector<PathKey>& keys) {
            return std::all_of(keys.rbegin(), keys.rend(),
                               [&](const PathKey& key) { return table.mayChange(node, key); });
        };
        if (isFirstParent && !m_isEverything
            && std::none_of(m_keys.begin(), m_keys.end(), mayChange))
            return false;
        return m_trees.anyBetween(before, table.tree(node));
    }

    GraphRows m_behind;
    TreeChanges m_trees;
    std::vector<std::vector<PathKey>> m_keys; // of each path and the folders above it
    bool m_isEverything = false;
};

} // namespace

Result<PathLog> followPaths(Worker& worker, const PathQuery& query,
                            const std::function<bool(CommitGraph::Row)>& onShown,
                            const std::stop_token& stop)
{
    PathLog log;
    const GraphRows behind = rowsOf(query.graph);
    log.rows.table = behind.table;
    std::vector<bool> isWanted(behind.nodes.size());
    for (const CommitId& tip : query.tips)
        if (const auto row = query.graph.rowOf(tip); row >= 0)
            isWanted[size_t(row)] = true;
    Follower follower(worker, query);
    std::vector<CommitTable::Node> parents;
    for (size_t row = 0; row < behind.nodes.size(); ++row) {
        if (!isWanted[row])
            continue;
        if (stop.stop_requested())
            return failure(Error::Kind::Cancelled, u"The search was stopped on request."_s);
        const CommitTable::Node node = behind.nodes[row];
        parents.clear();
        if (!behind.table->parents(node, parents))
            return failure(Error::Kind::Invalid,
                           u"The commit graph of %1 is damaged."_s.arg(worker.mirror().name()));
        PLUMB_TRY(isShown, follower.simplify(node, parents));
        for (const CommitTable::Node parent : parents)
            if (const auto above = behind.rowOfNode[parent]; above >= 0)
                isWanted[size_t(above)] = true;
        log.rows.nodes.push_back(node);
        log.rows.parents.insert(log.rows.parents.end(), parents.begin(), parents.end());
        log.rows.firstParent.push_back(quint32(log.rows.parents.size()));
        log.isShown.push_back(isShown);
        if (isShown && !onShown(CommitGraph::Row(row)))
            break;
    }
    return log;
}

Result<QByteArrayList> completedPaths(Worker& worker, const CommitId& at,
                                      const QByteArrayList& typed)
{
    QByteArrayList paths;
    for (const QByteArray& path : typed) {
        const qsizetype slash = path.lastIndexOf('/');
        const QByteArray folder = path.first(std::max<qsizetype>(0, slash));
        const QString begin = QString::fromUtf8(path.sliced(slash + 1)).toCaseFolded();
        PLUMB_TRY(tree, worker.tree(at));
        GitTreeEntry entry;
        if (!folder.isEmpty()) {
            if (git_tree_entry_bypath(out(entry), tree.get(), folder.constData()) != 0
                || git_tree_entry_type(entry.get()) != GIT_OBJECT_TREE) {
                paths += path;
                continue;
            }
            PLUMB_TRY(below, worker.tree(fromOid(*git_tree_entry_id(entry.get()))));
            tree = std::move(below);
        }
        QByteArrayList like;
        for (size_t i = 0; i < git_tree_entrycount(tree.get()); ++i) {
            const QByteArray name = git_tree_entry_name(git_tree_entry_byindex(tree.get(), i));
            const QByteArray whole = folder.isEmpty() ? name : folder + '/' + name;
            if (whole == path) {
                like = {path};
                break;
            }
            if (like.size() < kMostCompletions
                && QString::fromUtf8(name).toCaseFolded().startsWith(begin))
                like += whole;
        }
        paths += like.isEmpty() ? QByteArrayList{path} : like;
    }
    return paths;
}

} // namespace plumb::git
