// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "mainwindow.h"

#include <QKeySequence>

class QAbstractButton;

namespace plumb::ui::test {

//! Somebody in front of the window: reads what is visible and sends key and mouse events. Knows no
//! class of a view; things are found by the names that they show, or tell a screen reader.
class Person
{
public:
    explicit Person(MainWindow& window)
        : m_window(window)
    {
    }
    //! The open dialog, or the window.
    QWidget* at() const;
    //! Every visible word there: texts, buttons, fields, rows, with what hovering tells.
    QString reads() const;
    bool sees(const QString& text) const { return reads().contains(text); }
    //! Of a table or tree by its accessible name: its rows, cells joined by " | ", then what
    //! hovering over the cells tells.
    QString rows(const QString& view) const;

    //! Null: no such visible button.
    QAbstractButton* button(const QString& name) const;
    //! Clicks it; false: it is not there, or disabled.
    bool click(const QString& name) const;
    //! Chooses the row whose text starts with `text` in the view of that accessible name.
    bool clickRow(const QString& view, const QString& text) const;
    //! To the widget that has the focus.
    void press(const QKeySequence& keys) const;
    //! Clicks into the field of that accessible name, and replaces what stands there key by key.
    bool type(const QString& field, const QString& text) const;

private:
    MainWindow& m_window;
};

} // namespace plumb::ui::test
