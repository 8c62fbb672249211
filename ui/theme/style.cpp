// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "theme/style.h"

#include "theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleFactory>
#include <QStyleOption>

namespace plumb::ui {

using namespace Qt::Literals::StringLiterals;

Style::Style()
    : QProxyStyle(QStyleFactory::create(u"Fusion"_s))
{
}

static void drawCheck(const QStyleOption* option, QPainter* painter, bool round)
{
    const auto& t = theme();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool on = option->state & QStyle::State_On;
    const bool partly = option->state & QStyle::State_NoChange;
    const bool enabled = option->state & QStyle::State_Enabled;
    const auto side = qMin(14, qMin(option->rect.width(), option->rect.height()));
    QRectF box(0, 0, side, side);
    box.moveCenter(QRectF(option->rect).center());
    box.adjust(0.5, 0.5, -0.5, -0.5);
    const bool filled = on || partly;
    painter->setPen(QPen(filled ? (enabled ? t.primary : t.border) : t.faint, 1));
    painter->setBrush(filled ? (enabled ? t.primary : t.button) : t.base);
    if (option->state & QStyle::State_HasFocus)
        painter->setPen(QPen(t.info.ink, 2));
    const auto radius = round ? side / 2.0 : 3.0;
    painter->drawRoundedRect(box, radius, radius);
    painter->setPen(
        QPen(enabled ? t.onPrimary : t.faint, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto c = box.center();
    if (on && round) {
        painter->setBrush(enabled ? t.onPrimary : t.faint);
        painter->setPen(Qt::NoPen);
        painter->drawEllipse(c, side / 5.0, side / 5.0);
    } else if (on) {
        painter->drawPolyline(
            QPolygonF{c + QPointF(-3.2, 0.2), c + QPointF(-0.9, 2.5), c + QPointF(3.4, -2.4)});
    } else if (partly) {
        painter->drawLine(c + QPointF(-3, 0), c + QPointF(3, 0));
    }
    painter->restore();
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const
{
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawCheck(option, painter, false);
        return;
    case PE_IndicatorRadioButton:
        drawCheck(option, painter, true);
        return;
    case PE_FrameFocusRect: {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(theme().info.ink, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), 3, 3);
        painter->restore();
        return;
    }
    case PE_IndicatorBranch: {
        // a plain chevron; Fusion draws lines that the eye does not need
        if (!(option->state & State_Children))
            return;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(theme().muted, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const auto c = QRectF(option->rect).center();
        if (option->state & State_Open)
            painter->drawPolyline(
                QPolygonF{c + QPointF(-3.5, -1.5), c + QPointF(0, 2), c + QPointF(3.5, -1.5)});
        else
            painter->drawPolyline(
                QPolygonF{c + QPointF(-1.5, -3.5), c + QPointF(2, 0), c + QPointF(-1.5, 3.5)});
        painter->restore();
        return;
    }
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 16;
    case PM_SplitterWidth:
        return 1;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                     QStyleHintReturn* data) const
{
    if (hint == SH_ItemView_ActivateItemOnSingleClick)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, data);
}

} // namespace plumb::ui
