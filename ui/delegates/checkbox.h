// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QModelIndex>
#include <QRect>

class QEvent;
class QPainter;

namespace plumb::ui {

//! The check box of a row, as its model has it; dimmed where it is not to be changed.
void paintCheckBox(QPainter* painter, const QRect& box, const QModelIndex& index);
//! A click on the box, or Space: changes what the model has. False: it was neither.
bool toggleCheckBox(QEvent* event, QAbstractItemModel* model, const QRect& box,
                    const QModelIndex& index);

} // namespace plumb::ui
