// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/textline.h"

#include <QStyleOptionViewItem>

class QPainter;

namespace plumb::ui {

//! Ground of a row: selection with its bar at the left, hover, focus ring.
void paintRow(QPainter* painter, const QStyleOptionViewItem& option, bool withBar);
//! Text broken into lines of this width, between words where it can; what is beyond `most` lines
//! ends in an ellipsis.
QStringList wrappedLines(const QString& text, const QFont& font, int width, int most);
void paintLines(QPainter* painter, const QPoint& topLeft, int width, const QStringList& lines,
                const QFont& font, const QColor& colour);
//! A count in a rounded box at the right end of `area`; answers its width.
int paintBadge(QPainter* painter, const QRect& area, const QString& text, const QColor& ink,
               const QColor& tint);

} // namespace plumb::ui
