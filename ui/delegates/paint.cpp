// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "delegates/paint.h"

#include "theme/theme.h"

#include <QPainter>

namespace plumb::ui {

void paintRow(QPainter* painter, const QStyleOptionViewItem& option, bool withBar)
{
    const auto& t = theme();
    const bool selected = option.state & QStyle::State_Selected;
    if (selected)
        painter->fillRect(option.rect, t.selection);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, t.alternate);
    if (selected && withBar)
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()),
                          t.info.ink);
    if ((option.state & QStyle::State_HasFocus) && selected) {
        painter->setPen(QPen(t.info.ink, 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
}

void paintText(QPainter* painter, const QRect& rect, const QString& text, const QFont& font,
               const QColor& colour, Qt::Alignment align, Qt::TextElideMode elide)
{
    if (rect.width() <= 0 || text.isEmpty())
        return;
    painter->setFont(font);
    painter->setPen(colour);
    painter->drawText(rect, int(align | Qt::AlignVCenter) | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(text, elide, rect.width()));
}

int paintBadge(QPainter* painter, const QRect& area, const QString& text, const QColor& ink,
               const QColor& tint)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const auto font = uiFont(-2, QFont::DemiBold);
    painter->setFont(font);
    const auto width = qMax(18, painter->fontMetrics().horizontalAdvance(text) + 12);
    const QRect box(area.right() - width + 1, area.center().y() - 8, width, 17);
    painter->setPen(Qt::NoPen);
    painter->setBrush(tint);
    painter->drawRoundedRect(box, 8, 8);
    painter->setPen(ink);
    painter->drawText(box, Qt::AlignCenter, text);
    painter->restore();
    return width;
}

} // namespace plumb::ui
