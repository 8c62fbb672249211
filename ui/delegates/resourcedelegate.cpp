// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "delegates/resourcedelegate.h"

#include "delegates/paint.h"
#include "models/resourcemodel.h"
#include "theme/theme.h"
#include "widgets/chip.h"

#include <QPainter>

namespace plumb::ui {

ResourceDelegate::ResourceDelegate(const ResourceModel* model, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

QSize ResourceDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {80, rowHeight()};
}

void ResourceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    const auto& t = theme();
    const auto* node = m_model->node(index);
    if (!node)
        return;
    painter->save();
    auto row = option;
    row.state &= ~QStyle::State_HasFocus;
    paintRow(painter, row, index.column() == 0);
    const auto area = option.rect.adjusted(index.column() == 0 ? 4 : 8, 0, -8, 0);
    const auto text = index.data().toString();
    std::optional<Mark> mark;
    const bool terminating = node->terminatingSince.isValid();
    if (index.column() == ResourceModel::Sync && terminating)
        mark = markOfTerminating(node->terminatingSince, m_model->now());
    else if (index.column() == ResourceModel::Sync && node->sync)
        mark = markOf(*node->sync);
    else if (index.column() == ResourceModel::Health && node->health && !terminating)
        mark = markOf(node->health->status);
    if (mark) {
        paintChip(painter, area, chipOf(*mark));
    } else {
        const bool main = index.column() == ResourceModel::Name;
        const bool bad = index.column() == ResourceModel::Reason && node->health
                         && node->health->status == health::Status::Degraded;
        const auto colour = bad                                             ? t.bad.ink
                            : main || index.column() == ResourceModel::Kind ? t.text
                                                                            : t.muted;
        const bool number =
            index.column() == ResourceModel::Restarts || index.column() == ResourceModel::Age;
        paintText(painter, area, text,
                  uiFont(0, main && node->depth == 0 ? QFont::Medium : QFont::Normal), colour,
                  number ? Qt::AlignRight : Qt::AlignLeft, main ? Qt::ElideMiddle : Qt::ElideRight);
    }
    painter->restore();
}

} // namespace plumb::ui
