// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/approvalbar.h"

#include "actions/registry.h"
#include "theme/theme.h"
#include "widgets/label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace plumb::ui {

ApprovalBar::ApprovalBar(QWidget* parent)
    : QWidget(parent)
    , m_text(new Label({}, LabelStyle::Small))
    , m_ask(new Label({}, LabelStyle::Muted))
    , m_typed(new QLineEdit)
    , m_cancel(new QPushButton(tr("Cancel")))
    , m_primary(new QPushButton)
    , m_column(new QVBoxLayout(this))
    , m_row(new QHBoxLayout)
{
    setObjectName(u"footer"_s);
    setAttribute(Qt::WA_StyledBackground);
    setMinimumHeight(52);
    m_column->setContentsMargins(16, 8, 16, 8);
    m_column->setSpacing(6);
    m_column->addLayout(m_row);
    m_row->setSpacing(10);
    m_text->setWordWrap(true);
    m_typed->setFixedWidth(180);
    m_typed->setFont(monoFont());
    m_typed->setMaxLength(253);
    m_primary->setProperty("primary", true);
    m_ask->setElide(Qt::ElideMiddle);
    m_row->addWidget(m_ask);
    m_row->addWidget(m_typed);
    m_row->addWidget(m_text, 1);
    m_row->addStretch();
    m_row->addWidget(m_cancel);
    m_row->addWidget(m_primary);
    connect(m_typed, &QLineEdit::textChanged, this, &ApprovalBar::refresh);
    connect(m_primary, &QPushButton::clicked, this, &ApprovalBar::approved);
    connect(m_cancel, &QPushButton::clicked, this, &ApprovalBar::cancelled);
    setProtectedName({});
}

void ApprovalBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    // beside four buttons a sentence would become a column of words
    const bool above = width() < 900;
    if (above == (m_column->indexOf(m_text) >= 0))
        return;
    m_column->removeWidget(m_text);
    m_row->removeWidget(m_text);
    if (above)
        m_column->insertWidget(0, m_text);
    else
        m_row->insertWidget(m_row->indexOf(m_typed) + 1, m_text, 1);
}

QPushButton* ApprovalBar::addButton(const QString& text, const QString& what)
{
    auto* button = new QPushButton(text);
    explain(button, {}, what);
    m_row->insertWidget(m_row->indexOf(m_cancel), button);
    return button;
}

void ApprovalBar::setProtectedName(const QString& context)
{
    m_protected = context;
    m_typed->clear();
    m_ask->setText(tr("Type %1 to continue").arg(context));
    m_typed->setAccessibleName(m_ask->fullText());
    m_typed->setPlaceholderText(context);
    m_ask->setVisible(!context.isEmpty());
    m_typed->setVisible(!context.isEmpty());
    refresh();
}

void ApprovalBar::setPrimary(const QString& text)
{
    m_primary->setText(text);
}

void ApprovalBar::setReason(const QString& reason)
{
    m_reason = reason;
    refresh();
}

void ApprovalBar::setState(const QString& text)
{
    m_state = text;
    refresh();
}

void ApprovalBar::setCancelText(const QString& text)
{
    m_cancel->setText(text);
}

QString ApprovalBar::reason() const
{
    if (!m_reason.isEmpty())
        return m_reason;
    if (!m_protected.isEmpty() && m_typed->text() != m_protected)
        return tr("%1 is protected: type its name to continue.").arg(m_protected);
    return {};
}

void ApprovalBar::refresh()
{
    explain(m_primary, reason(), m_state);
    m_text->setText(m_reason.isEmpty() ? m_state : m_reason);
}

} // namespace plumb::ui
