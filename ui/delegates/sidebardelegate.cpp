// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "delegates/sidebardelegate.h"

#include "delegates/paint.h"
#include "models/sidebarmodel.h"
#include "theme/theme.h"

#include <QPainter>

namespace plumb::ui {

SidebarDelegate::SidebarDelegate(const SidebarModel* model, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

QSize SidebarDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    return {120,
            m_model->at(index.row()).kind == SidebarRow::Kind::Heading ? zoomed(32) : rowHeight()};
}

void SidebarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    const auto& t = theme();
    const auto& row = m_model->at(index.row());
    painter->save();
    auto area = option.rect.adjusted(14, 0, -14, 0);
    if (row.kind == SidebarRow::Kind::Heading) {
        auto font = uiFont(-2, QFont::DemiBold);
        font.setLetterSpacing(QFont::AbsoluteSpacing, 0.6);
        area.setTop(area.top() + 8);
        const auto hintWidth = textWidth(row.hint.toUpper(), font);
        if (const QColor own(row.colour); own.isValid()) {
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(QPen(t.muted, 1));
            painter->setBrush(own);
            painter->drawRoundedRect(QRectF(area.left() + 0.5, area.center().y() - 4.5, 10, 10), 2,
                                     2);
            painter->restore();
            area.setLeft(area.left() + 17);
        }
        if (row.isProtected) {
            paintShape(painter, QRect(area.left(), area.center().y() - 5, 11, 11), Shape::Lock,
                       t.bad.ink);
            area.setLeft(area.left() + 17);
        }
        paintText(painter, area.adjusted(0, 0, -hintWidth - 8, 0), row.text.toUpper(), font,
                  row.isProtected ? t.bad.ink : t.muted);
        paintText(painter, area, row.hint.toUpper(), font, t.faint, Qt::AlignRight);
        painter->restore();
        return;
    }
    paintRow(painter, option, true);
    if (row.kind != SidebarRow::Kind::Fleet)
        area.setLeft(area.left() + 12);
    const auto ink = row.kind == SidebarRow::Kind::Fleet ? t.text : t.token(row.mark.role).ink;
    paintShape(painter, QRect(area.left(), area.center().y() - 6, 13, 13), row.mark.shape, ink);
    area.setLeft(area.left() + 21);
    const auto hintFont = uiFont(-2);
    const auto hintWidth = qMin(area.width() / 2, textWidth(row.hint, hintFont) + 2);
    paintText(painter, area.adjusted(0, 0, -hintWidth - 8, 0), row.text, uiFont(), t.text,
              Qt::AlignLeft, Qt::ElideMiddle);
    paintText(painter, QRect(area.right() - hintWidth + 1, area.top(), hintWidth, area.height()),
              row.hint, hintFont, t.muted, Qt::AlignRight);
    painter->restore();
}

} // namespace plumb::ui
