// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/emptystate.h"

#include "theme/theme.h"
#include "widgets/label.h"

#include <QPainter>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace plumb::ui {

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
    , m_sentence(new Label({}, LabelStyle::Muted))
    , m_button(new QPushButton)
{
    setObjectName(u"surface"_s);
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->addStretch(1);
    column->addSpacing(56);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    column->addWidget(m_sentence);
    column->addSpacing(8);
    column->addWidget(m_button, 0, Qt::AlignCenter);
    column->addStretch(2);
    m_button->hide();
}

void EmptyState::say(Shape shape, const QString& sentence, const QString& button)
{
    m_loading = m_skeleton = false;
    m_shape = shape;
    m_sentence->setText(sentence);
    m_sentence->show();
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
    setAccessibleName(m_sentence->fullText());
    update();
}

void EmptyState::showLoading(const QString& what)
{
    m_sentence->setText(what);
    m_sentence->hide();
    m_button->hide();
    setAccessibleName(m_sentence->fullText());
    if (m_loading)
        return;
    m_loading = true;
    m_skeleton = false;
    QTimer::singleShot(150, this, [this] {
        m_skeleton = m_loading;
        update();
    });
    update();
}

QString EmptyState::sentence() const
{
    return m_sentence->fullText();
}

void EmptyState::paintEvent(QPaintEvent* event)
{
    QWidget::paintEvent(event);
    QPainter painter(this);
    painter.fillRect(rect(), theme().base);
    if (!m_loading) {
        const auto top = m_sentence->y() - 60;
        paintShape(&painter, QRect(width() / 2 - 24, top, 48, 48), m_shape, theme().border);
        return;
    }
    if (!m_skeleton)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().alternate);
    for (int y = 8, i = 0; y < height() - kRow; y += kRow, ++i) {
        painter.drawEllipse(QPoint(24, y + kRow / 2), 5, 5);
        painter.drawRoundedRect(QRect(48, y + 8, (width() - 320) * (55 + (i * 37) % 40) / 100, 10),
                                4, 4);
        painter.drawRoundedRect(QRect(width() - 240, y + 8, 90, 10), 4, 4);
        painter.drawRoundedRect(QRect(width() - 80, y + 8, 52, 10), 4, 4);
    }
}

} // namespace plumb::ui
