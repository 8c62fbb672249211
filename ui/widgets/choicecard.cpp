// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/choicecard.h"

#include "base/text.h"
#include "format/text.h"
#include "theme/theme.h"

#include <QPainter>

namespace plumb::ui {

static constexpr int kPad = 12;

ChoiceCard::ChoiceCard(QWidget* parent)
    : QAbstractButton(parent)
{
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    auto policy = QSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ChoiceCard::say(const QString& title, const QString& sentence, const QString& tag)
{
    m_title = printable(title, 200);
    m_sentence = printable(sentence, 400);
    m_tag = tag;
    setAccessibleName(m_title);
    setAccessibleDescription(m_sentence);
    updateGeometry();
    update();
}

int ChoiceCard::heightForWidth(int width) const
{
    const QFontMetrics text(uiFont(-1)), title(uiFont(0, QFont::DemiBold));
    const auto box = text.boundingRect(QRect(0, 0, qMax(60, width - 2 * kPad), 10'000),
                                       Qt::TextWordWrap, m_sentence);
    return 2 * kPad + title.height() + 3 + box.height();
}

QSize ChoiceCard::sizeHint() const
{
    return {260, heightForWidth(qMax(width(), 260))};
}

void ChoiceCard::paintEvent(QPaintEvent*)
{
    const auto& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool chosen = isChecked();
    painter.setPen(QPen(chosen || hasFocus() ? t.info.ink : t.border, hasFocus() ? 2 : 1));
    painter.setBrush(chosen ? t.info.tint : underMouse() ? t.alternate : t.base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);
    auto area = rect().adjusted(kPad, kPad, -kPad, -kPad);
    const auto tagWidth =
        m_tag.isEmpty() ? 0 : QFontMetrics(uiFont(-2)).horizontalAdvance(m_tag) + 14;
    if (tagWidth) {
        const QRect box(area.right() - tagWidth + 1, area.top() - 2, tagWidth, 18);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.neutral.tint);
        painter.drawRoundedRect(box, 4, 4);
        painter.setPen(t.muted);
        painter.setFont(uiFont(-2));
        painter.drawText(box, Qt::AlignCenter, m_tag);
    }
    painter.setFont(uiFont(0, QFont::DemiBold));
    painter.setPen(isEnabled() ? t.text : t.faint);
    const auto titleHeight = painter.fontMetrics().height();
    painter.drawText(
        QRect(area.left(), area.top(), area.width() - tagWidth - 6, titleHeight), Qt::AlignVCenter,
        painter.fontMetrics().elidedText(m_title, Qt::ElideMiddle, area.width() - tagWidth - 6));
    painter.setFont(uiFont(-1));
    painter.setPen(t.muted);
    painter.drawText(area.adjusted(0, titleHeight + 3, 0, 0), Qt::TextWordWrap, m_sentence);
}

} // namespace plumb::ui
