// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "theme/theme.h"

#include "theme/style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QGuiApplication>
#include <QHash>
#include <QPalette>

namespace plumb::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const Tokens* g_tokens = nullptr;

QPalette paletteOf(const Tokens& t)
{
    QPalette palette;
    palette.setColor(QPalette::Window, t.panel);
    palette.setColor(QPalette::WindowText, t.text);
    palette.setColor(QPalette::Base, t.base);
    palette.setColor(QPalette::AlternateBase, t.alternate);
    palette.setColor(QPalette::Text, t.text);
    palette.setColor(QPalette::PlaceholderText, t.faint);
    palette.setColor(QPalette::Button, t.button);
    palette.setColor(QPalette::ButtonText, t.text);
    palette.setColor(QPalette::Highlight, t.selection);
    palette.setColor(QPalette::HighlightedText, t.text);
    palette.setColor(QPalette::Link, t.info.ink);
    palette.setColor(QPalette::LinkVisited, t.info.ink);
    palette.setColor(QPalette::ToolTipBase, t.bar);
    palette.setColor(QPalette::ToolTipText, t.text);
    palette.setColor(QPalette::Light, t.buttonHover);
    palette.setColor(QPalette::Midlight, t.border);
    palette.setColor(QPalette::Mid, t.border);
    palette.setColor(QPalette::Dark, t.border);
    palette.setColor(QPalette::Shadow, t.border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, t.faint);
    return palette;
}

QString firstInstalled(const QStringList& families)
{
    const auto installed = QFontDatabase::families();
    for (const auto& family : families) {
        if (installed.contains(family))
            return family;
    }
    return {};
}

//! The system's dark or light, as far as its palette tells (Qt 6.4 has no better question).
bool systemIsDark()
{
    static const bool dark = QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
    return dark;
}

} // namespace

const Tokens& theme()
{
    return g_tokens ? *g_tokens : lightTokens();
}

void applyTheme(QApplication& app, ThemeChoice choice)
{
    const bool dark =
        choice == ThemeChoice::Dark || (choice == ThemeChoice::System && systemIsDark());
    g_tokens = dark ? &darkTokens() : &lightTokens();
    static bool styled = false;
    if (!std::exchange(styled, true))
        QApplication::setStyle(new Style);
    QApplication::setPalette(paletteOf(*g_tokens));
    QApplication::setFont(uiFont());
    app.setStyleSheet(styleSheet(*g_tokens));
}

QFont uiFont(int pixelsMore, QFont::Weight weight)
{
    static const QFont base = [] {
        auto font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
        if (const auto family = firstInstalled({u"Inter"_s}); !family.isEmpty())
            font.setFamily(family);
        // a system size, but in pixels: the rows are
        font.setPixelSize(qBound(12, QFontInfo(font).pixelSize(), 16));
        font.setPixelSize(qMax(13, font.pixelSize() > 14 ? 13 : font.pixelSize()));
        return font;
    }();
    // a font that is kept keeps its engine too, which a fresh one has to look for
    static QHash<std::pair<int, int>, QFont> fonts;
    auto& font = fonts[{pixelsMore, int(weight)}];
    if (font.pixelSize() < 0) {
        font = base;
        font.setPixelSize(qMax(11, base.pixelSize() + pixelsMore));
        font.setWeight(weight);
    }
    return font;
}

QFont monoFont()
{
    static const QFont mono = [] {
        auto font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        if (const auto family = firstInstalled({u"JetBrains Mono"_s}); !family.isEmpty())
            font.setFamily(family);
        font.setStyleHint(QFont::Monospace);
        font.setPixelSize(12);
        return font;
    }();
    return mono;
}

} // namespace plumb::ui
