// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/commitgraph.h"

#include <QList>

namespace plumb::ui {

//! Commits that are chosen together, and why they cannot be rolled back together.
struct RollbackRange
{
    QList<git::CommitId> commits; //!< the youngest first; not all of them where there are too many
    QString whyNot; //!< empty: they can
    bool isRange() const { return commits.size() > 1; }
    bool isWhole() const { return commits.size() <= kLongest; }
    static constexpr qsizetype kLongest = 1000; //!< so many are undone in one at most
};

//! What `git revert A..B` undoes is one line of a branch without gaps; a merge in it would need a
//! parent of its own. `rows` is sorted, and may end behind kLongest + 1 of them; `branchHead` is
//! null where it is not known. Pure.
RollbackRange rollbackRange(const git::CommitGraph& graph, const QList<git::CommitGraph::Row>& rows,
                            const git::CommitId& branchHead, const QString& branch);

} // namespace plumb::ui
