// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/tokens.h"

#include <QFont>
#include <QString>

class QApplication;

namespace plumb::ui {

enum class ThemeChoice { System, Light, Dark };

//! The tokens in force; light until a theme was set.
const Tokens& theme();

//! Gives style, palette, fonts and style sheet to the whole program. May be called again.
void applyTheme(QApplication& app, ThemeChoice choice);

QFont monoFont();
//! A font of the interface, relative to the base size.
QFont uiFont(int pixelsMore = 0, QFont::Weight weight = QFont::Normal);

//! Row heights and distances stand on a grid of four pixels.
inline constexpr int kRow = 26;
inline constexpr int kGap = 8;

//! The style sheet for a set of tokens; a function of its own so that a test can read it.
QString styleSheet(const Tokens& tokens);

} // namespace plumb::ui
