// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "theme/theme.h"

#include <QHash>

namespace plumb::ui {

using namespace Qt::Literals::StringLiterals;

static const char kSheet[] = R"(
QToolTip { background: @bar; color: @text; border: 1px solid @border; padding: 4px 6px; }
QWidget#toolbar { background: @bar; border-bottom: 1px solid @border; }
QWidget#statusstrip { background: @bar; border-top: 1px solid @border; }
QWidget#footer { background: @bar; border-top: 1px solid @border; }
QWidget#pagehead { background: @panel; border-bottom: 1px solid @border; }
QWidget#panehead { background: @panel; border-bottom: 1px solid @border; }
QWidget#sidebar, QWidget#inspector, QWidget#panel { background: @panel; }
QWidget#inspector { border-left: 1px solid @border; }
QWidget#page, QWidget#surface { background: @base; }
QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget#scrolled { background: transparent; }
QSplitter::handle { background: @border; }
QAbstractItemView, QPlainTextEdit { border: none; background: @base; color: @text;
    selection-background-color: @selection; selection-color: @text; }
QListView#sidebarlist { background: @panel; }
QTreeView#panellist, QListView#panellist { background: @panel; }
QAbstractItemView::item { border: none; }
QHeaderView { background: @base; border: none; }
QHeaderView::section { background: @base; color: @muted; border: none; border-bottom: 1px solid @border;
    padding: 4px 8px; font-size: 12px; }
QTabBar { background: @panel; border: none; }
QTabBar::tab { background: transparent; color: @muted; padding: 7px 12px 7px 12px; border: none;
    border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; font-weight: 600; border-bottom: 2px solid @infoInk; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:focus { color: @text; border-bottom: 2px solid @text; }
QPushButton { background: @button; color: @text; border: 1px solid @buttonBorder; border-radius: 5px;
    padding: 4px 12px; min-height: 17px; font-weight: 500; }
QPushButton:hover { background: @buttonHover; }
QPushButton:focus { border: 2px solid @infoInk; padding: 3px 11px; }
QPushButton:disabled { color: @faint; background: @panel; border-color: @border; }
QPushButton[primary="true"] { background: @primary; color: @onPrimary; border-color: @primary; }
QPushButton[primary="true"]:hover { background: @primaryHover; }
QPushButton[primary="true"]:focus { border: 2px solid @text; }
QPushButton[primary="true"]:disabled { background: @panel; color: @faint; border-color: @border; }
QPushButton[link="true"] { background: transparent; border: none; color: @infoInk; padding: 1px 2px;
    font-weight: 400; font-size: 12px; text-align: left; text-decoration: underline; min-height: 14px; }
QPushButton[link="true"]:focus { border: 1px solid @infoInk; }
QPushButton[link="true"]:disabled { color: @faint; text-decoration: none; }
QToolButton { background: transparent; color: @text; border: 1px solid transparent; border-radius: 4px; padding: 3px 6px; }
QToolButton:hover { background: @buttonHover; }
QToolButton:focus { border: 2px solid @infoInk; padding: 2px 5px; }
QToolButton:disabled { color: @faint; }
QToolButton[segment="true"] { color: @muted; padding: 2px 6px; }
QToolButton[segment="true"]:checked { color: @text; font-weight: 600; }
QToolButton::menu-indicator { image: none; }
QLineEdit, QComboBox, QSpinBox { background: @field; color: @text; border: 1px solid @fieldBorder;
    border-radius: 5px; padding: 4px 8px; min-height: 17px; selection-background-color: @primary;
    selection-color: @onPrimary; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus { border: 2px solid @infoInk; padding: 3px 7px; }
QLineEdit:disabled, QComboBox:disabled { color: @faint; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url(:/icons/chevron-@mode.svg); width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: @bar; color: @text; border: 1px solid @border;
    selection-background-color: @selection; selection-color: @text; }
QCheckBox, QRadioButton { spacing: 8px; color: @text; }
QCheckBox:disabled, QRadioButton:disabled { color: @faint; }
QMenu { background: @bar; color: @text; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: @selection; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
QProgressBar { background: @buttonHover; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @infoInk; border-radius: 3px; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle { background: @scroll; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QDialog { background: @panel; }
QFrame#card { background: @panel; border: 1px solid @border; border-radius: 8px; }
QFrame#card[chosen="true"] { background: @infoTint; border: 1px solid @infoInk; }
QFrame#protectedframe { border: 2px solid @badInk; }
QFrame#rule { background: @border; border: none; max-height: 1px; min-height: 1px; }
)";

QString styleSheet(const Tokens& t)
{
    const auto scroll = t.isDark ? QColor(0xff3A424B) : QColor(0xffC3C9CF);
    const QHash<QString, QString> values{
        {u"bar"_s, t.bar.name()},
        {u"text"_s, t.text.name()},
        {u"border"_s, t.border.name()},
        {u"panel"_s, t.panel.name()},
        {u"base"_s, t.base.name()},
        {u"selection"_s, t.selection.name()},
        {u"muted"_s, t.muted.name()},
        {u"faint"_s, t.faint.name()},
        {u"button"_s, t.button.name()},
        {u"buttonHover"_s, t.buttonHover.name()},
        {u"buttonBorder"_s, t.isDark ? t.button.name() : t.border.name()},
        {u"primary"_s, t.primary.name()},
        {u"primaryHover"_s, t.primaryHover.name()},
        {u"onPrimary"_s, t.onPrimary.name()},
        {u"infoInk"_s, t.info.ink.name()},
        {u"infoTint"_s, t.info.tint.name()},
        {u"badInk"_s, t.bad.ink.name()},
        {u"field"_s, t.base.name()},
        {u"fieldBorder"_s, t.border.name()},
        {u"scroll"_s, scroll.name()},
        {u"mode"_s, t.isDark ? u"dark"_s : u"light"_s},
    };
    const auto source = QString::fromLatin1(kSheet);
    QString sheet;
    sheet.reserve(source.size() + 2048);
    for (qsizetype i = 0; i < source.size(); ++i) {
        if (source[i].isDigit()) {
            auto end = i;
            while (source[end].isDigit())
                ++end;
            // lines stay as thin as they are; what holds text grows with it
            const auto size = source.mid(i, end - i).toInt();
            const bool grows = size > 4 && source.mid(end, 2) == u"px";
            sheet += QString::number(grows ? zoomed(size) : size);
            i = end - 1;
            continue;
        }
        if (source[i] != u'@') {
            sheet += source[i];
            continue;
        }
        qsizetype end = i + 1;
        while (end < source.size() && source[end].isLetter())
            ++end;
        const auto name = source.mid(i + 1, end - i - 1);
        Q_ASSERT_X(values.contains(name), "styleSheet", qPrintable(name));
        sheet += values.value(name);
        i = end - 1;
    }
    return sheet;
}

} // namespace plumb::ui
