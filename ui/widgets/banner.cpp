// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/banner.h"

#include "format/text.h"
#include "theme/theme.h"
#include "widgets/label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace plumb::ui {

Banner::Banner(Role role, QWidget* parent)
    : QWidget(parent)
    , m_role(role)
    , m_text(new Label)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(36, 8, 12, 8);
    row->setSpacing(8);
    m_text->setWordWrap(true);
    row->addWidget(m_text, 1);
    hide();
}

void Banner::say(const QString& text, const QString& detail)
{
    m_text->setText(text);
    setAccessibleName(m_text->fullText());
    setToolTip(plainTip(detail));
    setVisible(!text.isEmpty());
}

QString Banner::text() const
{
    return m_text->fullText();
}

void Banner::setRole(Role role)
{
    m_role = role;
    update();
}

QPushButton* Banner::addButton(const QString& text, const QString& accessibleName)
{
    auto* button = new QPushButton(text);
    if (!accessibleName.isEmpty())
        button->setAccessibleName(accessibleName);
    layout()->addWidget(button);
    return button;
}

void Banner::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& token = theme().token(m_role);
    painter.setPen(Qt::NoPen);
    painter.setBrush(token.tint);
    painter.drawRoundedRect(rect().adjusted(8, 4, -8, -4), 5, 5);
    const auto shape = m_role == Role::Info      ? Shape::Clock
                       : m_role == Role::Ok      ? Shape::Synced
                       : m_role == Role::Neutral ? Shape::NoAccess
                                                 : Shape::Warning;
    paintShape(&painter, QRect(18, (height() - 13) / 2, 13, 13), shape, token.ink);
}

} // namespace plumb::ui
