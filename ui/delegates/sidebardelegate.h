// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace plumb::ui {

class SidebarModel;

class SidebarDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    SidebarDelegate(const SidebarModel* model, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const SidebarModel* m_model;
};

} // namespace plumb::ui
