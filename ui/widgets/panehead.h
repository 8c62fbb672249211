// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/chip.h"

#include <QWidget>

class QHBoxLayout;

namespace plumb::ui {

class Label;

//! The line above a list or a page: a title at the left, quiet facts or controls at the right.
class PaneHead : public QWidget
{
    Q_OBJECT
public:
    explicit PaneHead(int height = 34, QWidget* parent = nullptr);
    void setTitle(const QString& text);
    void setHint(const QString& text);
    //! Chips beside the title; those for which there is no room give way to it.
    void setNotes(const QList<ChipLook>& notes);
    void addLeft(QWidget* widget);
    void addRight(QWidget* widget);
    Label* title() const { return m_title; }

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void giveWay();
    QList<Chip*> m_notes;
    Label* m_title;
    Label* m_hint;
    QHBoxLayout* m_row;
    int m_leftCount = 1;
};

} // namespace plumb::ui
