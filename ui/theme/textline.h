// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFont>
#include <QString>

class QColor;
class QPainter;
class QRect;

namespace plumb::ui {

//! The width of a text on one line. Shaping is remembered: a list paints the same names, ages and
//! words over and over.
int textWidth(const QString& text, const QFont& font);
//! One elided line, vertically centred.
void paintText(QPainter* painter, const QRect& rect, const QString& text, const QFont& font,
               const QColor& colour, Qt::Alignment align = Qt::AlignLeft,
               Qt::TextElideMode elide = Qt::ElideRight);

} // namespace plumb::ui
