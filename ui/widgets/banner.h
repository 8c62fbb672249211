// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/shapes.h"

#include <QWidget>

class QPushButton;

namespace plumb::ui {

class Label;

//! One sentence across a view: partial data, stale data, a warning, an error with its details.
class Banner : public QWidget
{
    Q_OBJECT
public:
    explicit Banner(Role role, QWidget* parent = nullptr);
    //! An empty text hides it.
    void say(const QString& text, const QString& detail = {});
    void setRole(Role role);
    QPushButton* addButton(const QString& text, const QString& accessibleName = {});
    QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Role m_role;
    Label* m_text;
};

} // namespace plumb::ui
