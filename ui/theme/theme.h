// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/tokens.h"

#include <QFont>
#include <QString>

class QApplication;
class QWidget;

namespace plumb::ui {

enum class ThemeChoice { System, Light, Dark };

//! The tokens in force; light until a theme was set.
const Tokens& theme();

//! Gives style, palette, fonts and style sheet to the whole program. May be called again.
void applyTheme(QApplication& app, ThemeChoice choice);

//! While it lives widgets are put together without the style sheet; then all get it at once. Qt
//! gives a style sheet to a widget and everything below it anew with each parent that the widget
//! gets.
class WithoutStyleSheet
{
public:
    WithoutStyleSheet();
    ~WithoutStyleSheet();
    Q_DISABLE_COPY_MOVE(WithoutStyleSheet)

private:
    QString m_sheet;
};

QFont monoFont();
//! A font of the interface, relative to the base size.
QFont uiFont(int pixelsMore = 0, QFont::Weight weight = QFont::Normal);

//! How large everything is, in percent. Takes effect with the next applyTheme().
inline constexpr int kLeastZoom = 85, kMostZoom = 150;
void setZoom(int percent);
int zoom();
//! A size that is meant at 100 percent.
int zoomed(int pixels);
//! The height of a row in lists and trees.
int rowHeight();
//! A height that stays right when the zoom changes; followZoom() sees to it for all below `root`.
void setZoomedHeight(QWidget* widget, int pixels);
void followZoom(QWidget* root);

//! The style sheet for a set of tokens; a function of its own so that a test can read it.
QString styleSheet(const Tokens& tokens);

} // namespace plumb::ui
