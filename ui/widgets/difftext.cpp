// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/difftext.h"

#include "base/text.h"
#include "theme/theme.h"

#include <QPaintEvent>
#include <QPainter>
#include <QTextBlock>
#include <QTimer>

namespace plumb::ui {

static constexpr int kGutter = 26, kSlice = 500;

class DiffGutter : public QWidget
{
public:
    explicit DiffGutter(DiffText* text)
        : QWidget(text)
        , m_text(text)
    {
    }

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QPainter painter(this);
        m_text->paintGutter(painter, event->rect());
    }

private:
    DiffText* m_text;
};

DiffText::DiffText(const QString& accessibleName, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_gutter(new DiffGutter(this))
{
    // YAML and its + and − stand at the left in every language
    setLayoutDirection(Qt::LeftToRight);
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setFont(monoFont());
    setAccessibleName(accessibleName);
    setViewportMargins(kGutter, 0, 0, 0);
    connect(this, &QPlainTextEdit::updateRequest, m_gutter, [this] { m_gutter->update(); });
}

void DiffText::setLines(const QList<TextLine>& lines)
{
    // news that change nothing must not lose the reader's place
    if (lines == m_lines && !lines.isEmpty())
        return;
    m_lines = lines;
    // the style sheet's font would win over the constructor's
    setFont(monoFont());
    document()->setDefaultFont(monoFont());
    clear();
    m_waiting = lines;
    insertSlice();
    moveCursor(QTextCursor::Start);
}

void DiffText::setPlain(const QString& text)
{
    QList<TextLine> lines;
    for (const auto& line : text.split(u'\n'))
        lines.append({LineKind::Context, line});
    setLines(lines);
}

void DiffText::insertSlice()
{
    if (m_waiting.isEmpty())
        return;
    const auto count = qMin<qsizetype>(m_waiting.size(), kSlice);
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.beginEditBlock();
    for (qsizetype i = 0; i < count; ++i) {
        const auto& line = m_waiting[i];
        if (!document()->isEmpty() || cursor.block().userState() >= 0)
            cursor.insertBlock();
        QTextCharFormat format;
        if (line.kind == LineKind::Gap)
            format.setForeground(theme().faint);
        if (line.kind == LineKind::Heading) {
            format.setForeground(theme().muted);
            format.setFontWeight(QFont::DemiBold);
        }
        cursor.insertText(printable(line.text), format);
        cursor.block().setUserState(int(line.kind));
    }
    cursor.endEditBlock();
    m_waiting.remove(0, count);
    if (!m_waiting.isEmpty())
        QTimer::singleShot(0, this, &DiffText::insertSlice);
}

bool DiffText::goToChange(bool forward)
{
    const auto isChange = [](const QTextBlock& block) {
        return block.userState() == int(LineKind::Added)
               || block.userState() == int(LineKind::Removed)
               || block.userState() == int(LineKind::Filler);
    };
    auto block = textCursor().block();
    const auto step = [&] { block = forward ? block.next() : block.previous(); };
    while (block.isValid() && isChange(block))
        step();
    while (block.isValid() && !isChange(block))
        step();
    if (!block.isValid())
        return false;
    setTextCursor(QTextCursor(block));
    centerCursor();
    return true;
}

void DiffText::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    const auto area = contentsRect();
    m_gutter->setGeometry(area.left(), area.top(), kGutter, area.height());
}

static QColor groundOf(int kind)
{
    if (kind == int(LineKind::Added))
        return theme().added;
    if (kind == int(LineKind::Removed))
        return theme().removed;
    if (kind == int(LineKind::Filler))
        return theme().alternate;
    return {};
}

void DiffText::paintEvent(QPaintEvent* event)
{
    {
        QPainter painter(viewport());
        for (auto block = firstVisibleBlock(); block.isValid(); block = block.next()) {
            const auto box = blockBoundingGeometry(block).translated(contentOffset());
            if (box.top() > event->rect().bottom())
                break;
            if (const auto ground = groundOf(block.userState()); ground.isValid())
                painter.fillRect(QRectF(0, box.top(), viewport()->width(), box.height()), ground);
        }
    }
    QPlainTextEdit::paintEvent(event);
}

void DiffText::paintGutter(QPainter& painter, const QRect& area)
{
    const auto& t = theme();
    painter.fillRect(area, t.base);
    painter.setFont(monoFont());
    for (auto block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const auto box = blockBoundingGeometry(block).translated(contentOffset());
        if (box.top() > area.bottom())
            break;
        const auto kind = block.userState();
        if (const auto ground = groundOf(kind); ground.isValid()) {
            painter.fillRect(QRectF(0, box.top(), kGutter, box.height()), ground);
            if (kind == int(LineKind::Filler))
                continue;
            painter.setPen(t.text);
            painter.drawText(QRectF(0, box.top(), kGutter - 8, box.height()),
                             Qt::AlignRight | Qt::AlignVCenter,
                             kind == int(LineKind::Added) ? u"+"_s : u"−"_s);
        }
    }
}

} // namespace plumb::ui
