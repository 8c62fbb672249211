// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLineEdit>

namespace plumb::ui {

//! A line with a magnifier, a clear button and its shortcut shown while empty.
class SearchField : public QLineEdit
{
    Q_OBJECT
public:
    SearchField(const QString& placeholder, const QString& hint, QWidget* parent = nullptr);

Q_SIGNALS:
    void escaped();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    QString m_hint;
};

} // namespace plumb::ui
