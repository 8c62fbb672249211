// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace plumb::ui {

class ProposalModel;

//! A proposal in two lines: check box, name and state; below them folder, namespace and objects.
class ProposalDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit ProposalDelegate(const ProposalModel* model, QObject* parent = nullptr);
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

private:
    const ProposalModel* m_model;
};

} // namespace plumb::ui
