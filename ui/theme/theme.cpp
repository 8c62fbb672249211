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
#include <QWidget>

namespace plumb::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const Tokens* g_tokens = nullptr;
int g_zoom = 100;
constexpr char kHeight[] = "zoomedHeight";

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

void setZoom(int percent)
{
    g_zoom = qBound(kLeastZoom, percent, kMostZoom);
}

int zoom()
{
    return g_zoom;
}

int zoomed(int pixels)
{
    return (pixels * g_zoom + 50) / 100;
}

int rowHeight()
{
    return zoomed(26);
}

void setZoomedHeight(QWidget* widget, int pixels)
{
    widget->setProperty(kHeight, pixels);
    widget->setFixedHeight(zoomed(pixels));
}

void followZoom(QWidget* root)
{
    for (auto* widget : root->findChildren<QWidget*>()) {
        if (const auto pixels = widget->property(kHeight); pixels.isValid())
            widget->setFixedHeight(zoomed(pixels.toInt()));
    }
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
    const auto pixels = zoomed(qMax(11, base.pixelSize() + pixelsMore));
    const std::pair key{pixels, int(weight)};
    if (!fonts.contains(key)) {
        auto font = base;
        font.setPixelSize(pixels);
        font.setWeight(weight);
        fonts.insert(key, font);
    }
    return fonts.value(key);
}

WithoutStyleSheet::WithoutStyleSheet()
    : m_sheet(qApp->styleSheet())
{
    qApp->setStyleSheet({});
    // Qt forgets with the style sheet to whom it was given and takes notice of a widget's end only
    // where this is not set; it takes it away itself only from what is polished, and not before
    // exec(). // qstylesheetstyle.cpp: initObject; QApplication::setStyle
    const auto all = QApplication::allWidgets();
    for (QWidget* widget : all)
        widget->setAttribute(Qt::WA_StyleSheet, false);
}

WithoutStyleSheet::~WithoutStyleSheet()
{
    qApp->setStyleSheet(m_sheet);
}

QFont monoFont()
{
    static const QFont mono = [] {
        auto font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        if (const auto family = firstInstalled({u"JetBrains Mono"_s}); !family.isEmpty())
            font.setFamily(family);
        font.setStyleHint(QFont::Monospace);
        return font;
    }();
    static QHash<int, QFont> fonts;
    if (!fonts.contains(zoomed(12))) {
        auto font = mono;
        font.setPixelSize(zoomed(12));
        fonts.insert(zoomed(12), font);
    }
    return fonts.value(zoomed(12));
}

} // namespace plumb::ui
