// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/types.h"

#include <QAbstractTableModel>

namespace plumb::ui {

//! Where a file comes from: its versions (one row each) or its lines (blame). Author and date stand
//! in the first of several lines that come from one commit.
class FileStoryModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { CommitId, Author, When, Line, Text, Columns };
    using QAbstractTableModel::QAbstractTableModel;

    void setVersions(const QList<git::FileVersion>& versions);
    void setLines(const QList<git::BlameLine>& lines);
    void setCommits(const QList<git::Commit>& commits, const QDateTime& now);
    void clear();

    bool isOfLines() const { return m_isOfLines; }
    git::CommitId idAt(int row) const;
    //! Those whose words are wanted, each once.
    QList<git::CommitId> ids() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        git::CommitId commit;
        QString path, oldPath, text; // text: of a line
    };
    void setRows(QList<Row> rows, bool areLines);
    QString cell(int row, int column) const;
    QList<Row> m_rows;
    QHash<git::CommitId, git::Commit> m_commits;
    QDateTime m_now;
    bool m_isOfLines = false;
};

} // namespace plumb::ui
