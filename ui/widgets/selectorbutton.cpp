// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/selectorbutton.h"

#include "actions/registry.h"
#include "base/text.h"
#include "format/text.h"
#include "theme/shapes.h"
#include "theme/theme.h"

#include <QMenu>
#include <QPainter>

namespace plumb::ui {

static constexpr int kMaxValue = 150;

SelectorButton::SelectorButton(const QString& caption, QWidget* parent)
    : QToolButton(parent)
    , m_caption(caption)
{
    setPopupMode(QToolButton::InstantPopup);
    setMenu(new QMenu(this));
    setFocusPolicy(Qt::TabFocus);
    setValue({});
}

void SelectorButton::setValue(const QString& value)
{
    m_value = printable(value, 200);
    setAccessibleName(m_caption + u' ' + (m_value.isEmpty() ? tr("none") : m_value));
    refresh();
    updateGeometry();
    update();
}

void SelectorButton::refresh()
{
    explain(this,
            !m_isEmpty          ? QString()
            : m_value.isEmpty() ? tr("There is no %1 to choose.").arg(m_caption)
                                : tr("There is no other %1 to choose.").arg(m_caption),
            m_value.isEmpty() ? QString() : m_caption + u": "_s + m_value);
}

void SelectorButton::setChoices(const QStringList& choices)
{
    menu()->clear();
    for (const auto& choice : choices) {
        auto* action = menu()->addAction(menuText(choice));
        connect(action, &QAction::triggered, this, [this, choice] { Q_EMIT chosen(choice); });
    }
    m_isEmpty = choices.isEmpty();
    refresh();
}

void SelectorButton::setSwatch(const QColor& colour)
{
    if (std::exchange(m_swatch, colour) == colour)
        return;
    updateGeometry();
    update();
}

QSize SelectorButton::sizeHint() const
{
    const auto caption = QFontMetrics(uiFont(-2)).horizontalAdvance(m_caption);
    const auto value =
        qMin(kMaxValue, QFontMetrics(uiFont(0, QFont::Medium)).horizontalAdvance(m_value));
    return {10 + caption + 7 + swatchRoom() + value + 8 + 9 + 9, zoomed(27)};
}

int SelectorButton::swatchRoom() const
{
    return m_swatch.isValid() ? 16 : 0;
}

QSize SelectorButton::minimumSizeHint() const
{
    return {80, zoomed(27)};
}

void SelectorButton::paintEvent(QPaintEvent*)
{
    const auto& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hasFocus() ? t.info.ink : t.border, hasFocus() ? 2 : 1));
    painter.setBrush(underMouse() && isEnabled() ? t.buttonHover : t.base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    painter.setFont(uiFont(-2));
    painter.setPen(t.faint);
    const auto caption = painter.fontMetrics().horizontalAdvance(m_caption);
    painter.drawText(QRect(10, 0, caption + 2, height()), Qt::AlignVCenter, m_caption);
    const auto left = 10 + caption + 7;
    if (m_swatch.isValid()) {
        painter.setPen(QPen(t.muted, 1));
        painter.setBrush(m_swatch);
        painter.drawRoundedRect(QRectF(left + 0.5, height() / 2 - 4.5, 10, 10), 2, 2);
    }
    painter.setFont(uiFont(0, QFont::Medium));
    painter.setPen(isEnabled() ? t.text : t.muted);
    const QRect room(left + swatchRoom(), 0, width() - left - swatchRoom() - 24, height());
    painter.drawText(room, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_value, Qt::ElideMiddle, room.width() + 2));
    painter.setPen(QPen(t.muted, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF c(width() - 13, height() / 2.0 + 0.5);
    painter.drawPolyline(
        QPolygonF{c + QPointF(-3.5, -1.8), c + QPointF(0, 1.8), c + QPointF(3.5, -1.8)});
}

} // namespace plumb::ui
