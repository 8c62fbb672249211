// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/decisionpage.h"

#include "theme/theme.h"
#include "widgets/approvalbar.h"
#include "widgets/label.h"
#include "widgets/surface.h"

#include <QResizeEvent>
#include <QSplitter>
#include <QVBoxLayout>

namespace plumb::ui {

DecisionPage::DecisionPage(const QString& accessibleName, QWidget* parent)
    : QWidget(parent)
    , m_title(new Label({}, LabelStyle::Title))
    , m_chips(new QHBoxLayout)
    , m_hint(new Label({}, LabelStyle::Small))
    , m_bar(new ApprovalBar)
    , m_splitter(new QSplitter(Qt::Horizontal))
{
    setAccessibleName(accessibleName);
    setObjectName(u"page"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_splitter->setChildrenCollapsible(false);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_fits = false; });
}

void DecisionPage::layOut(QWidget* above, QWidget* left, QWidget* right)
{
    auto* head = surface(u"pagehead"_s);
    setZoomedHeight(head, 48);
    m_title->setElide(Qt::ElideMiddle);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_hint->setElide(Qt::ElideRight);
    m_hint->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_chips->setSpacing(8);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(18, 0, 16, 0);
    row->setSpacing(12);
    row->addWidget(m_title);
    row->addLayout(m_chips);
    row->addWidget(m_hint, 1);

    m_splitter->addWidget(left);
    m_splitter->addWidget(right);
    m_splitter->setStretchFactor(1, 1);
    auto* column = columnOf(this);
    column->addWidget(head);
    if (above)
        column->addWidget(above);
    column->addWidget(m_splitter, 1);
    column->addWidget(m_bar);
}

void DecisionPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const auto left = qBound(345, event->size().width() * 3 / 8, 390);
    if (m_fits)
        m_splitter->setSizes({left, event->size().width() - left});
}

} // namespace plumb::ui
