// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "delegates/paint.h"

#include "theme/theme.h"

#include <QPainter>
#include <QTextLayout>

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
        painter->setPen(QPen(t.info.ink, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    }
}

QStringList wrappedLines(const QString& text, const QFont& font, int width, int most)
{
    QStringList lines;
    const QFontMetrics metrics(font);
    for (const auto& paragraph : text.split(u'\n')) {
        QTextLayout layout(paragraph, font);
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        layout.beginLayout();
        for (auto line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(qMax(40, width));
            if (lines.size() == most) {
                layout.endLayout();
                lines.last() = metrics.elidedText(lines.last() + u'…', Qt::ElideRight, width);
                if (!lines.last().endsWith(u'…'))
                    lines.last().append(u'…');
                return lines;
            }
            lines << paragraph.mid(line.textStart(), line.textLength());
        }
        layout.endLayout();
    }
    return lines;
}

void paintLines(QPainter* painter, const QPoint& topLeft, int width, const QStringList& lines,
                const QFont& font, const QColor& colour)
{
    painter->setFont(font);
    painter->setPen(colour);
    const auto step = painter->fontMetrics().lineSpacing();
    auto y = topLeft.y();
    for (const auto& line : lines) {
        // a little wider than it was broken for: a glyph may lean over its end
        painter->drawText(QRect(topLeft.x(), y, width + 4, step), Qt::TextSingleLine, line);
        y += step;
    }
}

int paintBadge(QPainter* painter, const QRect& area, const QString& text, const QColor& ink,
               const QColor& tint)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const auto font = uiFont(-2, QFont::DemiBold);
    const auto width = qMax(18, textWidth(text, font) + 12);
    const QRect box(area.right() - width + 1, area.center().y() - zoomed(17) / 2, width,
                    zoomed(17));
    painter->setPen(Qt::NoPen);
    painter->setBrush(tint);
    painter->drawRoundedRect(box, 8, 8);
    paintText(painter, box, text, font, ink, Qt::AlignHCenter);
    painter->restore();
    return width;
}

} // namespace plumb::ui
