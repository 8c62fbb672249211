// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/label.h"

#include "base/text.h"
#include "format/text.h"
#include "theme/theme.h"

#include <QEvent>
#include <QPainter>
#include <QScopedValueRollback>

namespace plumb::ui {

Label::Label(const QString& text, LabelStyle style, QWidget* parent)
    : QLabel(parent)
    , m_style(style)
{
    setTextFormat(Qt::PlainText);
    restyle();
    setText(text);
}

void Label::setText(const QString& text)
{
    QStringList lines;
    for (const auto& line : text.split(u'\n'))
        lines << printable(line);
    m_full = lines.join(u'\n');
    if (m_style == LabelStyle::Section)
        m_full = m_full.toUpper();
    QLabel::setText(m_full);
    if (m_elide != Qt::ElideNone)
        setToolTip(plainTip(m_full));
}

void Label::setElide(Qt::TextElideMode mode)
{
    m_elide = mode;
    updateGeometry();
}

void Label::setStyle(LabelStyle style)
{
    m_style = style;
    restyle();
}

void Label::restyle()
{
    const QScopedValueRollback guard(m_restyling, true);
    const auto& t = theme();
    auto colour = t.text;
    switch (m_style) {
    case LabelStyle::Body:
        setFont(uiFont());
        break;
    case LabelStyle::Strong:
        setFont(uiFont(0, QFont::DemiBold));
        break;
    case LabelStyle::Muted:
        setFont(uiFont());
        colour = t.muted;
        break;
    case LabelStyle::Faint:
        setFont(uiFont(-1));
        colour = t.faint;
        break;
    case LabelStyle::Title:
        setFont(uiFont(4, QFont::DemiBold));
        break;
    case LabelStyle::Section: {
        auto font = uiFont(-2, QFont::DemiBold);
        font.setLetterSpacing(QFont::AbsoluteSpacing, 0.6);
        setFont(font);
        colour = t.muted;
        break;
    }
    case LabelStyle::Mono:
        setFont(monoFont());
        break;
    case LabelStyle::Small:
        setFont(uiFont(-1));
        colour = t.muted;
        break;
    }
    auto colours = palette();
    colours.setColor(QPalette::WindowText, colour);
    setPalette(colours);
}

QSize Label::minimumSizeHint() const
{
    if (m_elide == Qt::ElideNone)
        return QLabel::minimumSizeHint();
    return {fontMetrics().averageCharWidth() * 4, QLabel::sizeHint().height()};
}

void Label::paintEvent(QPaintEvent* event)
{
    if (m_elide == Qt::ElideNone || wordWrap()) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(contentsRect(), int(alignment()) | Qt::TextSingleLine,
                     fontMetrics().elidedText(m_full, m_elide, contentsRect().width()));
}

void Label::changeEvent(QEvent* event)
{
    // a change of theme arrives as a change of palette of the whole program
    if (event->type() == QEvent::StyleChange && !m_restyling)
        restyle();
    QLabel::changeEvent(event);
}

} // namespace plumb::ui
