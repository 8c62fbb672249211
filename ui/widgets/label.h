// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QLabel>

namespace plumb::ui {

enum class LabelStyle { Body, Strong, Muted, Title, Section, Mono, Small };

//! Plain text, always: never interprets markup, shows control characters as escapes. Elides when
//! asked.
class Label : public QLabel
{
    Q_OBJECT
public:
    explicit Label(const QString& text = {}, LabelStyle style = LabelStyle::Body,
                   QWidget* parent = nullptr);
    void setText(const QString& text);
    void setElide(Qt::TextElideMode mode);
    void setStyle(LabelStyle style);
    //! Room between the paragraphs of a wrapped text.
    void setParagraphGap(int pixels);
    QString fullText() const { return m_full; }
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void restyle();
    QString m_full;
    LabelStyle m_style;
    Qt::TextElideMode m_elide = Qt::ElideNone;
    bool m_restyling = false;
    int m_gap = 0;
};

} // namespace plumb::ui
