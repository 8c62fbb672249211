// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "models/filestorymodel.h"

#include "base/text.h"
#include "format/text.h"
#include "theme/theme.h"

namespace plumb::ui {

void FileStoryModel::setVersions(const QList<git::FileVersion>& versions)
{
    QList<Row> rows;
    rows.reserve(versions.size());
    for (const auto& version : versions)
        rows.append({version.commit, version.path, version.oldPath, {}});
    setRows(std::move(rows), false);
}

void FileStoryModel::setLines(const QList<git::BlameLine>& lines)
{
    QList<Row> rows;
    rows.reserve(lines.size());
    for (const auto& line : lines)
        rows.append({line.commit, line.path, {}, line.text});
    setRows(std::move(rows), true);
}

void FileStoryModel::setRows(QList<Row> rows, bool areLines)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_isOfLines = areLines;
    endResetModel();
}

void FileStoryModel::clear()
{
    setRows({}, m_isOfLines);
}

void FileStoryModel::setCommits(const QList<git::Commit>& commits, const QDateTime& now)
{
    m_now = now;
    for (const auto& commit : commits)
        m_commits.insert(commit.id, commit);
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1));
}

git::CommitId FileStoryModel::idAt(int row) const
{
    return row >= 0 && row < m_rows.size() ? m_rows[row].commit : git::CommitId{};
}

QList<git::CommitId> FileStoryModel::ids() const
{
    QSet<git::CommitId> seen;
    QList<git::CommitId> ids;
    for (const auto& row : m_rows) {
        if (!seen.contains(row.commit))
            ids << row.commit;
        seen.insert(row.commit);
    }
    return ids;
}

int FileStoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int FileStoryModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QString FileStoryModel::cell(int at, int column) const
{
    const auto& row = m_rows[at];
    const auto commit = m_commits.value(row.commit);
    switch (column) {
    case CommitId:
        return row.commit.shortHex();
    case Author:
        return printable(commit.author.name, 100);
    case When:
        return shortAge(commit.author.when, m_now);
    case Line:
        return QString::number(at + 1);
    default:
        break;
    }
    if (m_isOfLines)
        return printable(row.text, 1000);
    const bool isRename = !row.oldPath.isEmpty() && row.oldPath != row.path;
    return printable(commit.subject, 300)
           + (isRename ? u" · "_s + tr("was %1").arg(printable(row.oldPath, 300)) : QString());
}

QVariant FileStoryModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto row = index.row(), column = index.column();
    switch (role) {
    case Qt::DisplayRole: {
        const bool repeats =
            m_isOfLines && column < Line && row > 0 && m_rows[row - 1].commit == m_rows[row].commit;
        return repeats ? QString() : cell(row, column);
    }
    case Qt::AccessibleTextRole:
        return m_isOfLines ? tr("Line %1, from %2 by %3: %4")
                                 .arg(cell(row, Line), cell(row, CommitId), cell(row, Author),
                                      cell(row, Text))
                           : tr("%1 by %2: %3")
                                 .arg(cell(row, CommitId), cell(row, Author), cell(row, Text));
    case Qt::ToolTipRole: {
        const auto commit = m_commits.value(m_rows[row].commit);
        return plainTip(commit.subject + u'\n' + commit.author.name + u", "_s
                        + exactly(commit.author.when) + u'\n' + m_rows[row].path);
    }
    case Qt::FontRole:
        return column == CommitId || (m_isOfLines && column == Text) ? QVariant(monoFont())
                                                                     : QVariant();
    case Qt::ForegroundRole:
        return column == Text ? QVariant() : QVariant(QColor(theme().muted));
    case Qt::TextAlignmentRole:
        return column == Line ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    default:
        return {};
    }
}

QVariant FileStoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case CommitId:
        return tr("Commit");
    case Author:
        return tr("Author");
    case When:
        return tr("Age");
    case Line:
        return tr("Line");
    default:
        return m_isOfLines ? tr("Text") : tr("Subject");
    }
}

} // namespace plumb::ui
