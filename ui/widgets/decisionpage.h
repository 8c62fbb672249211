// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QHBoxLayout;
class QSplitter;

namespace plumb::ui {

class ApprovalBar;
class Label;

//! A page that ends in a write: what it is about, what can be chosen at the left, what comes of it
//! at the right, and the bar with the one button that does it.
class DecisionPage : public QWidget
{
    Q_OBJECT
public:
    ApprovalBar* bar() const { return m_bar; }

protected:
    explicit DecisionPage(const QString& accessibleName, QWidget* parent = nullptr);
    //! `above`, which may be null, stands under the head over the whole width.
    void layOut(QWidget* above, QWidget* left, QWidget* right);
    void resizeEvent(QResizeEvent* event) override;

    Label* m_title;
    QHBoxLayout* m_chips;
    Label* m_hint;
    ApprovalBar* m_bar;

private:
    QSplitter* m_splitter;
    bool m_fits = true; //!< until somebody drags the border
};

} // namespace plumb::ui
