// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "delegates/operationdelegate.h"

#include "delegates/checkbox.h"
#include "delegates/paint.h"
#include "format/text.h"
#include "format/verdict.h"
#include "models/operationmodel.h"
#include "theme/theme.h"

#include <QPainter>

namespace plumb::ui {

OperationDelegate::OperationDelegate(const OperationModel* model, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

QSize OperationDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    return {120, m_model->operation(index) ? rowHeight() : zoomed(32)};
}

static QRect boxOf(const QRect& row)
{
    return {row.left() + 14, row.center().y() - 8, 16, 16};
}

void OperationDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const
{
    const auto& t = theme();
    const auto* operation = m_model->operation(index);
    painter->save();
    auto area = option.rect.adjusted(14, 0, -12, 0);
    if (!operation) {
        auto font = uiFont(-2, QFont::DemiBold);
        font.setLetterSpacing(QFont::AbsoluteSpacing, 0.6);
        paintText(painter, area.adjusted(0, 8, 0, 0), index.data().toString().toUpper(), font,
                  t.muted);
        painter->restore();
        return;
    }
    paintRow(painter, option, true);
    paintCheckBox(painter, boxOf(option.rect), index);
    const bool chosen = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    area.setLeft(area.left() + 26);

    const auto mark = markOf(operation->action);
    const auto& token = t.token(mark.role);
    const QRect badge(area.left(), area.center().y() - 8, 66, 17);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(token.tint);
    painter->drawRoundedRect(badge, 4, 4);
    paintText(painter, badge, mark.word, uiFont(-2, QFont::Medium), token.ink, Qt::AlignHCenter);
    area.setLeft(badge.right() + 9);

    int used = 0;
    const auto& row = m_model->at(index.row());
    if (row.step) {
        const auto state = markOf(row.step->state);
        const auto font = uiFont(-2);
        used = QFontMetrics(font).horizontalAdvance(state.word) + 20;
        const QRect end(area.right() - used + 1, area.top(), used, area.height());
        paintShape(painter, QRect(end.left(), end.center().y() - 6, 12, 12), state.shape,
                   t.token(state.role).ink);
        paintText(painter, end.adjusted(18, 0, 0, 0), state.word, font, t.token(state.role).ink);
    } else if (operation->refused) {
        used = 20;
        paintShape(painter, QRect(area.right() - 13, area.center().y() - 6, 13, 13), Shape::Failed,
                   t.bad.ink);
    } else if (!concernsOf(*operation, QDateTime()).isEmpty()) {
        used = 20;
        paintShape(painter, QRect(area.right() - 13, area.center().y() - 6, 13, 13), Shape::Warning,
                   t.warn.ink);
    } else if (!chosen) {
        const auto font = uiFont(-2);
        used = QFontMetrics(font).horizontalAdvance(tr("left out")) + 4;
        paintText(painter, area, tr("left out"), font, t.muted, Qt::AlignRight);
    }
    paintText(painter, area.adjusted(0, 0, -used - 6, 0), objectTitle(operation->key), uiFont(),
              chosen ? t.text : t.muted, Qt::AlignLeft, Qt::ElideMiddle);
    painter->restore();
}

bool OperationDelegate::editorEvent(QEvent* event, QAbstractItemModel* model,
                                    const QStyleOptionViewItem& option, const QModelIndex& index)
{
    return toggleCheckBox(event, model, boxOf(option.rect), index);
}

} // namespace plumb::ui
