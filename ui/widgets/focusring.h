// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace plumb::ui {

//! Goes with the keyboard: a ring around the text or the scrolled area that has the focus. Lists
//! mark their row and controls their border, these would show nothing.
class FocusRing : public QWidget
{
    Q_OBJECT
public:
    explicit FocusRing(QWidget* window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void follow(QWidget* focused);
    QWidget* m_window;
    QWidget* m_around = nullptr;
};

} // namespace plumb::ui
