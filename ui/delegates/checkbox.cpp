// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "delegates/checkbox.h"

#include <QApplication>
#include <QMouseEvent>
#include <QStyleOptionButton>

namespace plumb::ui {

static bool isChecked(const QModelIndex& index)
{
    return index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
}

void paintCheckBox(QPainter* painter, const QRect& box, const QModelIndex& index)
{
    QStyleOptionButton option;
    option.rect = box;
    option.state = isChecked(index) ? QStyle::State_On : QStyle::State_Off;
    if (index.flags() & Qt::ItemIsUserCheckable)
        option.state |= QStyle::State_Enabled;
    QApplication::style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &option, painter);
}

bool toggleCheckBox(QEvent* event, QAbstractItemModel* model, const QRect& box,
                    const QModelIndex& index)
{
    const auto toggle = [&] {
        return model->setData(index, isChecked(index) ? Qt::Unchecked : Qt::Checked,
                              Qt::CheckStateRole);
    };
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        return mouse->button() == Qt::LeftButton
               && box.adjusted(-4, -4, 4, 4).contains(mouse->position().toPoint()) && toggle();
    }
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space)
        return toggle();
    return false;
}

} // namespace plumb::ui
