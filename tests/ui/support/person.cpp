// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "person.h"

#include "models/rowmodel.h"
#include "ui/support/visibletext.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QDialog>
#include <QLineEdit>
#include <QTest>
#include <QTextDocumentFragment>

namespace plumb::ui::test {

static void collectTips(const QAbstractItemModel& model, const QModelIndex& parent,
                        QStringList& tips)
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        for (int column = 0; column < model.columnCount(parent); ++column)
            tips << QTextDocumentFragment::fromHtml(
                        model.index(row, column, parent).data(Qt::ToolTipRole).toString())
                        .toPlainText();
        collectTips(model, model.index(row, 0, parent), tips);
    }
}

static QString rowsOf(const QAbstractItemView& view)
{
    QStringList words{asText(*view.model())};
    collectTips(*view.model(), {}, words);
    words.removeAll(QString());
    return words.join(u'\n');
}

static QModelIndex find(const QAbstractItemModel& model, const QString& text,
                        const QModelIndex& parent = {})
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const auto first = model.index(row, 0, parent);
        for (int column = 0; column < model.columnCount(parent); ++column) {
            if (model.index(row, column, parent).data().toString().startsWith(text))
                return first;
        }
        if (const auto below = find(model, text, first); below.isValid())
            return below;
    }
    return {};
}

QWidget* Person::at() const
{
    for (auto* dialog : m_window.findChildren<QDialog*>()) {
        if (dialog->isVisible())
            return dialog;
    }
    return &m_window;
}

QString Person::reads() const
{
    auto words = QStringList{at()->windowTitle()} + visibleText(at());
    for (const auto* view : at()->findChildren<QAbstractItemView*>()) {
        if (view->isVisible() && view->model())
            collectTips(*view->model(), {}, words);
    }
    words.removeAll(QString());
    return words.join(u'\n');
}

QString Person::rows(const QString& view) const
{
    for (const auto* widget : at()->findChildren<QAbstractItemView*>()) {
        if (widget->isVisible() && widget->accessibleName() == view && widget->model())
            return rowsOf(*widget);
    }
    return {};
}

QAbstractButton* Person::button(const QString& name) const
{
    for (auto* button : at()->findChildren<QAbstractButton*>()) {
        if (button->isVisible() && (button->accessibleName() == name || button->text() == name))
            return button;
    }
    return nullptr;
}

bool Person::click(const QString& name) const
{
    auto* wanted = button(name);
    if (!wanted || !wanted->isEnabled())
        return false;
    QTest::mouseClick(wanted, Qt::LeftButton);
    return true;
}

bool Person::clickRow(const QString& view, const QString& text) const
{
    for (auto* widget : at()->findChildren<QAbstractItemView*>()) {
        if (!widget->isVisible() || widget->accessibleName() != view)
            continue;
        const auto index = find(*widget->model(), text);
        if (!index.isValid())
            return false;
        widget->scrollTo(index);
        QTest::mouseClick(widget->viewport(), Qt::LeftButton, {},
                          widget->visualRect(index).center());
        return widget->currentIndex() == index;
    }
    return false;
}

void Person::press(const QKeySequence& keys) const
{
    // what a window manager does when a dialog has closed
    at()->activateWindow();
    if (!QTest::qWaitForWindowActive(at()))
        qFatal("%s does not become active", qPrintable(at()->windowTitle()));
    auto* target = at()->focusWidget() ? at()->focusWidget() : at();
    QTest::keySequence(target, keys);
}

bool Person::type(const QString& field, const QString& text) const
{
    for (auto* line : at()->findChildren<QLineEdit*>()) {
        if (!line->isVisible() || !line->isEnabled() || line->accessibleName() != field)
            continue;
        QTest::mouseClick(line, Qt::LeftButton);
        QTest::keySequence(line, QKeySequence::SelectAll);
        QTest::keyClicks(line, text);
        return line->text() == text;
    }
    return false;
}

} // namespace plumb::ui::test
