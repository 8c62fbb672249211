// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/chip.h"

#include "base/text.h"
#include "theme/textline.h"
#include "theme/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace plumb::ui {

namespace {

constexpr int kPad = 7, kMaxText = 220;

int chipHeight()
{
    return zoomed(18);
}

int iconSize()
{
    return zoomed(11);
}

QFont fontOf(const ChipLook& look)
{
    auto font = look.mono ? monoFont() : uiFont(-2, look.bold ? QFont::DemiBold : QFont::Medium);
    if (look.mono)
        font.setPixelSize(zoomed(11));
    return font;
}

QString textOf(const ChipLook& look)
{
    const auto text = printable(look.text, 200);
    const auto font = fontOf(look);
    return textWidth(text, font) <= kMaxText
               ? text
               : QFontMetrics(font).elidedText(text, Qt::ElideMiddle, kMaxText);
}

} // namespace

ChipLook chipOf(const Mark& mark)
{
    return {.text = mark.word, .shape = mark.shape, .role = mark.role, .bold = true};
}

int chipWidth(const ChipLook& look)
{
    const auto text = textWidth(textOf(look), fontOf(look));
    const auto icon = look.shape == Shape::None ? 0 : iconSize() + 4;
    return 2 * kPad + icon + text;
}

int paintChip(QPainter* painter, const QRect& area, const ChipLook& look)
{
    const auto& t = theme();
    const auto& token = t.token(look.role);
    const auto width = qMin(chipWidth(look), area.width());
    if (width < 2 * kPad)
        return 0;
    QRect box(area.left(), area.top() + (area.height() - chipHeight() + 1) / 2, width,
              chipHeight());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QPen pen(Qt::NoPen);
    if (look.frame == ChipLook::Frame::Outlined)
        pen = QPen(token.ink, 1);
    if (look.frame == ChipLook::Frame::Dashed)
        pen = QPen(token.ink, 1.2, Qt::CustomDashLine);
    if (look.frame == ChipLook::Frame::Dashed)
        pen.setDashPattern({2.5, 2});
    painter->setPen(pen);
    painter->setBrush(look.frame == ChipLook::Frame::Dashed ? QBrush(Qt::NoBrush)
                                                            : QBrush(token.tint));
    const auto radius =
        look.shape == Shape::None || look.frame == ChipLook::Frame::Outlined ? 4.0 : 8.5;
    painter->drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    auto left = box.left() + kPad;
    if (look.shape != Shape::None) {
        paintShape(painter, QRect(left, box.center().y() - iconSize() / 2, iconSize(), iconSize()),
                   look.shape, token.ink);
        left += iconSize() + 4;
    }
    const auto ink = look.frame == ChipLook::Frame::Quiet ? t.muted : token.ink;
    paintText(painter, QRect(left, box.top(), box.right() - kPad + 2 - left, box.height()),
              textOf(look), fontOf(look), ink, Qt::AlignLeft, Qt::ElideMiddle);
    painter->restore();
    return width;
}

Chip::Chip(const ChipLook& look, QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setLook(look);
}

void Chip::setLook(const ChipLook& look)
{
    m_look = look;
    setAccessibleName(printable(look.text));
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    return {chipWidth(m_look), chipHeight() + 2};
}

void Chip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintChip(&painter, rect(), m_look);
}

} // namespace plumb::ui
