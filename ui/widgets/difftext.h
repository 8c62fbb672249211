// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "format/yamltext.h"

#include <QPlainTextEdit>

namespace plumb::ui {

//! Lines with added and removed ones on their own ground and a gutter of + and −. Text over 2,000
//! lines is put in slices, so that the window keeps answering. // docs/adr/0001
class DiffText : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit DiffText(const QString& accessibleName, QWidget* parent = nullptr);
    void setLines(const QList<TextLine>& lines);
    void setPlain(const QString& text);
    //! All lines are in; until then the rest is on its way.
    bool isComplete() const { return m_shown == m_lines.size(); }
    //! Moves to the next or previous group of changed lines; false: there is none.
    bool goToChange(bool forward);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    friend class DiffGutter;
    void useFont();
    void insertSlice();
    void paintGutter(QPainter& painter, const QRect& area);
    QList<TextLine> m_lines;
    qsizetype m_shown = 0;
    QWidget* m_gutter;
};

} // namespace plumb::ui
