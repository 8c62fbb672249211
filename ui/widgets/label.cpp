// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/label.h"

#include "base/text.h"
#include "format/text.h"
#include "theme/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QScopedValueRollback>
#include <QTextLayout>
#include <QtMath>

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

void Label::setParagraphGap(int pixels)
{
    m_gap = pixels;
    updateGeometry();
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

//! Lays wrapped text out; a word that is longer than a line breaks anywhere, as paths and ids must.
static qreal layOut(QTextLayout& layout, int width, Qt::Alignment align, int gap)
{
    QTextOption option(align);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    qreal y = 0;
    layout.beginLayout();
    for (auto line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(qMax(20, width));
        line.setPosition({0, y});
        y += line.height();
        const auto end = line.textStart() + line.textLength();
        if (end > 0 && end < layout.text().size() && layout.text()[end - 1] == QChar::LineSeparator)
            y += gap;
    }
    layout.endLayout();
    return y;
}

QSize Label::minimumSizeHint() const
{
    if (wordWrap())
        return {40, fontMetrics().height()};
    if (m_elide == Qt::ElideNone)
        return QLabel::minimumSizeHint();
    return {fontMetrics().averageCharWidth() * 4, QLabel::sizeHint().height()};
}

int Label::heightForWidth(int width) const
{
    if (!wordWrap())
        return QLabel::heightForWidth(width);
    const auto margins = contentsMargins();
    auto text = m_full;
    QTextLayout layout(text.replace(u'\n', QChar::LineSeparator), font());
    const auto inner = width - margins.left() - margins.right();
    return qCeil(layOut(layout, inner, alignment(), m_gap)) + margins.top() + margins.bottom();
}

void Label::paintEvent(QPaintEvent* event)
{
    if (m_elide == Qt::ElideNone && !wordWrap()) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    const auto area = contentsRect();
    if (!wordWrap()) {
        painter.drawText(area, int(alignment()) | Qt::TextSingleLine,
                         fontMetrics().elidedText(m_full, m_elide, area.width()));
        return;
    }
    auto text = m_full;
    QTextLayout layout(text.replace(u'\n', QChar::LineSeparator), font());
    const auto height = layOut(layout, area.width(), alignment(), m_gap);
    const auto top = alignment() & Qt::AlignTop
                         ? qreal(area.top())
                         : area.top() + qMax(0.0, (area.height() - height) / 2);
    layout.draw(&painter, QPointF(area.left(), top));
}

void Label::contextMenuEvent(QContextMenuEvent* event)
{
    if (!wordWrap() && m_style != LabelStyle::Mono)
        return QLabel::contextMenuEvent(event);
    QMenu menu(this);
    menu.addAction(tr("Copy"), this, [this] { QGuiApplication::clipboard()->setText(m_full); });
    menu.exec(event->globalPos());
}

void Label::changeEvent(QEvent* event)
{
    // a change of theme arrives as a change of palette of the whole program
    if (event->type() == QEvent::StyleChange && !m_restyling)
        restyle();
    QLabel::changeEvent(event);
}

} // namespace plumb::ui
