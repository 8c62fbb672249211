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
    m_shown = 0;
    useFont();
    clear();
    insertSlice();
    moveCursor(QTextCursor::Start);
}

//! The style sheet's font would win over the constructor's.
void DiffText::useFont()
{
    if (font() == monoFont() && document()->defaultFont() == monoFont())
        return;
    setFont(monoFont());
    document()->setDefaultFont(monoFont());
}

void DiffText::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        useFont();
}

void DiffText::setPlain(const QString& text)
{
    QList<TextLine> lines;
    for (const auto& line : text.split(u'\n'))
        lines.append({LineKind::Context, line});
    setLines(lines);
}

//! How the few lines stand out that are neither text nor changed.
static QTextCharFormat formatOf(LineKind kind)
{
    QTextCharFormat format;
    if (kind == LineKind::Gap)
        format.setForeground(theme().faint);
    if (kind == LineKind::Heading) {
        format.setForeground(theme().muted);
        format.setFontWeight(QFont::DemiBold);
    }
    return format;
}

void DiffText::insertSlice()
{
    if (isComplete())
        return;
    const auto first = m_shown;
    m_shown = qMin(m_lines.size(), first + kSlice);
    // lines of one look go in together: each insertion costs the document as much as a long one
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.beginEditBlock();
    QString run;
    for (auto i = first; i < m_shown; ++i) {
        if (i > 0)
            run += u'\n';
        run += printable(m_lines[i].text);
        const auto format = formatOf(m_lines[i].kind);
        if (i + 1 < m_shown && formatOf(m_lines[i + 1].kind) == format)
            continue;
        cursor.insertText(std::exchange(run, {}), format);
    }
    cursor.endEditBlock();
    auto block = document()->findBlockByNumber(int(first));
    for (auto i = first; i < m_shown; ++i, block = block.next())
        block.setUserState(int(m_lines[i].kind));
    if (!isComplete())
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
