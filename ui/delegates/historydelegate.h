// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace plumb::ui {

class HistoryModel;

//! A commit on one line: rail, lanes, refs, pins, subject, applications, author, age, short id.
class HistoryDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    HistoryDelegate(const HistoryModel* model, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    int graphWidth() const;

private:
    void paintLanes(QPainter* painter, const QRect& rect, int row) const;
    int paintMarks(QPainter* painter, QRect area, int row) const;
    const HistoryModel* m_model;
};

} // namespace plumb::ui
