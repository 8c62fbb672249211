// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "format/verdict.h"

#include <QFont>
#include <QWidget>

namespace plumb::ui {

//! How a chip is drawn, in a widget or by a delegate.
struct ChipLook
{
    enum class Frame { Filled, Outlined, Dashed, Quiet };
    QString text;
    Shape shape = Shape::None;
    Role role = Role::Neutral;
    Frame frame = Frame::Filled;
    bool mono = false, bold = false;
};

int chipWidth(const ChipLook& look);
//! Paints at the left of `area`, vertically centred; answers the width that was used.
int paintChip(QPainter* painter, const QRect& area, const ChipLook& look);
ChipLook chipOf(const Mark& mark);

//! A verdict or a small fact on screen: shape and word, never colour alone.
class Chip : public QWidget
{
    Q_OBJECT
public:
    explicit Chip(const ChipLook& look = {}, QWidget* parent = nullptr);
    explicit Chip(const Mark& mark, QWidget* parent = nullptr)
        : Chip(chipOf(mark), parent)
    {
    }
    void setLook(const ChipLook& look);
    void setMark(const Mark& mark) { setLook(chipOf(mark)); }
    const ChipLook& look() const { return m_look; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ChipLook m_look;
};

} // namespace plumb::ui
