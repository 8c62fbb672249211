// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QColor>

#include <array>

namespace plumb::ui {

//! What a colour means. Never the only carrier of it: a shape and a word stand beside.
enum class Role { Ok, Warn, Bad, Info, Neutral };

struct Token
{
    QColor ink; //!< text and icons
    QColor tint; //!< quiet background behind that ink
};

//! Every colour of the window; nothing else in ui names one.
struct Tokens
{
    bool isDark = false;
    Token ok, warn, bad, info, neutral;
    QColor base, alternate, panel, bar, button, buttonHover, border, text, muted, faint;
    QColor selection, primary, primaryHover, onPrimary;
    QColor added, addedStrong, removed, removedStrong;
    std::array<QColor, 8> lanes;

    const Token& token(Role role) const;
};

const Tokens& lightTokens();
const Tokens& darkTokens();

//! WCAG 2 contrast ratio, 1 to 21.
double contrast(const QColor& a, const QColor& b);

} // namespace plumb::ui
