// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyleOptionViewItem>

class QPainter;

namespace plumb::ui {

//! Ground of a row: selection with its bar at the left, hover, focus ring.
void paintRow(QPainter* painter, const QStyleOptionViewItem& option, bool withBar);
//! One elided line, vertically centred.
void paintText(QPainter* painter, const QRect& rect, const QString& text, const QFont& font,
               const QColor& colour, Qt::Alignment align = Qt::AlignLeft,
               Qt::TextElideMode elide = Qt::ElideRight);
//! A count in a rounded box at the right end of `area`; answers its width.
int paintBadge(QPainter* painter, const QRect& area, const QString& text, const QColor& ink,
               const QColor& tint);

} // namespace plumb::ui
