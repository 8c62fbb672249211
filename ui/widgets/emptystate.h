// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "theme/shapes.h"

#include <QWidget>

class QPushButton;

namespace plumb::ui {

class DiffText;
class Label;

//! One sentence and one button where there is nothing to list; or grey rows while it loads.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);
    void say(Shape shape, const QString& sentence, const QString& button = {});
    //! What happened, the server's own words where there are any, one way on, and all of it behind
    //! "Details" and to copy.
    void fail(const Error& error, const QString& button);
    //! Skeleton rows and what is awaited; they appear after 150 ms, so that quick answers do not
    //! flicker.
    void showLoading(const QString& what);
    bool isLoading() const { return m_loading; }
    QString sentence() const;
    QPushButton* button() const { return m_button; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void clear();
    Shape m_shape = Shape::Empty;
    bool m_loading = false, m_skeleton = false;
    Label* m_sentence;
    Label* m_detail;
    QPushButton* m_button;
    QPushButton* m_details;
    QPushButton* m_copy;
    DiffText* m_raw;
    QString m_copied;
};

} // namespace plumb::ui
