// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace plumb::ui {

class OperationModel;

//! A check box, what happens, to which object, and how far it got.
class OperationDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    OperationDelegate(const OperationModel* model, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

private:
    const OperationModel* m_model;
};

} // namespace plumb::ui
