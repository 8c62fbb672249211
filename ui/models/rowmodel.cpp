// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "models/rowmodel.h"

#include "base/result.h"

namespace plumb::ui {

QString asText(const QAbstractItemModel& model, const QModelIndex& parent, int depth)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(parent); ++column)
            cells << model.index(row, column, parent).data().toString();
        lines << QString(depth * 2, u' ') + cells.join(u" | "_s);
        const auto below = model.index(row, 0, parent);
        if (model.rowCount(below) > 0)
            lines << asText(model, below, depth + 1);
    }
    return lines.join(u'\n');
}

} // namespace plumb::ui
