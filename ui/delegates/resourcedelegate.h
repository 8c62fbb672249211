// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace plumb::ui {

class ResourceModel;

//! Chips for verdicts, quiet text for the rest.
class ResourceDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    ResourceDelegate(const ResourceModel* model, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const ResourceModel* m_model;
};

} // namespace plumb::ui
