// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/emptystate.h"

#include "base/text.h"
#include "theme/theme.h"
#include "widgets/label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace plumb::ui {

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
    , m_sentence(new Label({}, LabelStyle::Muted))
    , m_detail(new Label({}, LabelStyle::Small))
    , m_button(new QPushButton)
    , m_copy(new QPushButton(tr("Copy the details")))
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
    m_detail->setAlignment(Qt::AlignCenter);
    m_detail->setWordWrap(true);
    m_detail->hide();
    column->addWidget(m_detail);
    column->addSpacing(8);
    column->addWidget(m_button, 0, Qt::AlignCenter);
    m_copy->setProperty("link", true);
    m_copy->hide();
    column->addWidget(m_copy, 0, Qt::AlignCenter);
    column->addStretch(2);
    m_button->hide();
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_copied); });
}

void EmptyState::clear()
{
    m_loading = m_skeleton = false;
    for (auto* part : std::initializer_list<QWidget*>{m_sentence, m_detail, m_button, m_copy})
        part->hide();
}

void EmptyState::fail(const Error& error, const QString& button)
{
    say(Shape::Failed, error.summary, button);
    constexpr int kShown = 400;
    const QString detail = shownDetail(error);
    m_detail->setText(detail.size() > kShown ? detail.left(kShown) + u'…' : detail);
    m_detail->setVisible(!detail.isEmpty());
    m_copied = (error.summary + u"\n\n"_s + error.detail).trimmed();
    m_copy->show();
}

void EmptyState::say(Shape shape, const QString& sentence, const QString& button)
{
    clear();
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
    const bool already = m_loading, shows = m_skeleton;
    clear();
    m_sentence->setText(what);
    m_sentence->setVisible(shows);
    setAccessibleName(m_sentence->fullText());
    m_loading = true;
    m_skeleton = shows;
    if (already)
        return;
    QTimer::singleShot(150, this, [this] {
        m_skeleton = m_loading;
        m_sentence->setVisible(m_skeleton || !m_loading);
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
        // the rows make room for the words
        if (y + 2 * kRow > m_sentence->y() && y < m_sentence->geometry().bottom() + kRow)
            continue;
        painter.drawEllipse(QPoint(24, y + kRow / 2), 5, 5);
        painter.drawRoundedRect(QRect(48, y + 8, (width() - 320) * (55 + (i * 37) % 40) / 100, 10),
                                4, 4);
        painter.drawRoundedRect(QRect(width() - 240, y + 8, 90, 10), 4, 4);
        painter.drawRoundedRect(QRect(width() - 80, y + 8, 52, 10), 4, 4);
    }
}

} // namespace plumb::ui
