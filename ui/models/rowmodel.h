// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractTableModel>
#include <QList>
#include <QSet>

namespace plumb::ui {

//! A flat model over values. New values arrive as a whole; what the views see are the rows that
//! came, went, moved or changed, so that selection and focus survive a refresh.
template <typename Row>
class RowModel : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;
    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_rows.size());
    }
    int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : 1;
    }
    const Row& at(int row) const { return m_rows.at(row); }
    const QList<Row>& rows() const { return m_rows; }

protected:
    //! `key` tells rows apart; keys are unique.
    template <typename KeyOf>
    void replaceRows(QList<Row> wanted, KeyOf key)
    {
        QSet<QString> staying;
        for (const auto& row : wanted)
            staying.insert(key(row));
        for (auto i = int(m_rows.size()) - 1; i >= 0; --i) {
            if (staying.contains(key(m_rows[i])))
                continue;
            beginRemoveRows({}, i, i);
            m_rows.removeAt(i);
            endRemoveRows();
        }
        for (int i = 0; i < int(wanted.size()); ++i) {
            const auto wantedKey = key(wanted[i]);
            if (i < int(m_rows.size()) && key(m_rows[i]) == wantedKey) {
                m_rows[i] = wanted[i];
                continue;
            }
            int from = i + 1;
            while (from < int(m_rows.size()) && key(m_rows[from]) != wantedKey)
                ++from;
            if (from < int(m_rows.size())) {
                beginMoveRows({}, from, from, {}, i);
                m_rows.move(from, i);
                m_rows[i] = wanted[i];
                endMoveRows();
            } else {
                beginInsertRows({}, i, i);
                m_rows.insert(i, wanted[i]);
                endInsertRows();
            }
        }
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, columnCount() - 1));
    }
    QList<Row> m_rows;
};

//! The model as lines of text, for tests: display texts joined by " | ", children indented.
QString asText(const QAbstractItemModel& model, const QModelIndex& parent = {}, int depth = 0);

} // namespace plumb::ui
