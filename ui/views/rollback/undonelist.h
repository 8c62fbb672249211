// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/queries.h"

#include <QListWidget>

namespace plumb::ui {

//! The commits of a range in the order in which they are undone, and how far that went.
class UndoneList : public QListWidget
{
    Q_OBJECT
public:
    explicit UndoneList(QWidget* parent = nullptr);
    //! The youngest first.
    void setCommits(const QList<git::Commit>& commits);
    //! `undone` with conflicts: the last of them is the one that conflicts.
    void setUndone(const QList<git::Commit>& undone, bool isConflicting);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

private:
    QList<git::Commit> m_commits;
};

} // namespace plumb::ui
