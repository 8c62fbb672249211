// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/emptystate.h"

#include "base/text.h"
#include "theme/theme.h"
#include "widgets/difftext.h"
#include "widgets/label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
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
    , m_details(new QPushButton(tr("Details")))
    , m_copy(new QPushButton(tr("Copy the details")))
    , m_raw(new DiffText(tr("Details")))
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
    auto* links = new QHBoxLayout;
    links->setSpacing(16);
    links->addStretch(1);
    for (auto* link : {m_details, m_copy}) {
        link->setProperty("link", true);
        link->hide();
        links->addWidget(link);
    }
    links->addStretch(1);
    column->addLayout(links);
    m_raw->hide();
    column->addWidget(m_raw, 4);
    column->addStretch(2);
    m_button->hide();
    connect(m_details, &QPushButton::clicked, this,
            [this] { m_raw->setVisible(m_raw->isHidden()); });
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_copied); });
}

void EmptyState::clear()
{
    m_loading = m_skeleton = false;
    for (auto* part :
         std::initializer_list<QWidget*>{m_sentence, m_detail, m_button, m_details, m_copy, m_raw})
        part->hide();
}

void EmptyState::fail(const Error& error, const QString& button)
{
    // news that say the same must not close what somebody reads
    const auto all = (error.summary + u"\n\n"_s + error.detail).trimmed();
    const bool isOpen = all == m_copied && !m_raw->isHidden();
    say(Shape::Failed, error.summary, button);
    constexpr int kShown = 400;
    const auto words = shownDetail(error);
    m_detail->setText(words.size() > kShown ? words.left(kShown) + u'…' : words);
    m_detail->setVisible(!words.isEmpty());
    m_raw->setPlain(error.detail.left(20'000));
    m_raw->setVisible(isOpen);
    m_details->setVisible(!error.detail.isEmpty() && words != error.detail);
    m_copied = all;
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
    for (int y = 8, i = 0; y < height() - rowHeight(); y += rowHeight(), ++i) {
        // the rows make room for the words
        if (y + 2 * rowHeight() > m_sentence->y()
            && y < m_sentence->geometry().bottom() + rowHeight())
            continue;
        painter.drawEllipse(QPoint(24, y + rowHeight() / 2), 5, 5);
        painter.drawRoundedRect(QRect(48, y + 8, (width() - 320) * (55 + (i * 37) % 40) / 100, 10),
                                4, 4);
        painter.drawRoundedRect(QRect(width() - 240, y + 8, 90, 10), 4, 4);
        painter.drawRoundedRect(QRect(width() - 80, y + 8, 52, 10), 4, 4);
    }
}

} // namespace plumb::ui
