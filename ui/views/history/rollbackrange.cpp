// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/history/rollbackrange.h"

#include <QCoreApplication>

namespace plumb::ui {

// In the context that lupdate sees in a function of this namespace.
static QString tr(const char* text)
{
    return QCoreApplication::translate("plumb::ui", text);
}

static QString whyNot(const git::CommitGraph& graph, const QList<git::CommitGraph::Row>& rows,
                      const git::CommitId& branchHead, const QString& branch)
{
    if (rows.size() > RollbackRange::kLongest)
        return tr("More than %1 commits are not undone one by one; go back to the commit before "
                  "them instead.")
            .arg(RollbackRange::kLongest);
    const auto name = [&](git::CommitGraph::Row row) { return graph.id(row).shortHex(); };
    for (const auto row : rows) {
        if (graph.parents(row).size() > 1)
            return tr("%1 is a merge; roll it back by itself, where its parent is chosen.")
                .arg(name(row));
    }
    for (qsizetype i = 0; i + 1 < rows.size(); ++i) {
        const auto parents = graph.parents(rows[i]);
        const auto next = rows[i + 1];
        if (!parents.empty() && parents[0] == next)
            continue;
        if (!parents.empty() && parents[0] >= 0 && graph.isAncestor(next, rows[i]))
            return tr("%1 lies between the chosen commits and is not chosen.")
                .arg(name(parents[0]));
        return tr("%1 and %2 are not on one line of history.").arg(name(rows[i]), name(next));
    }
    const auto before = graph.parents(rows.last());
    if (before.empty() || before[0] < 0)
        return tr("There is no commit before %1 to go back to.").arg(name(rows.last()));
    if (const auto head = branchHead.isNull() ? -1 : graph.rowOf(branchHead);
        head >= 0 && !graph.isAncestor(rows.first(), head))
        return tr("%1 is not on %2.").arg(name(rows.first()), branch);
    return {};
}

RollbackRange rollbackRange(const git::CommitGraph& graph, const QList<git::CommitGraph::Row>& rows,
                            const git::CommitId& branchHead, const QString& branch)
{
    RollbackRange range;
    for (const auto row : rows)
        range.commits.append(graph.id(row));
    if (range.isRange())
        range.whyNot = whyNot(graph, rows, branchHead, branch);
    return range;
}

} // namespace plumb::ui
