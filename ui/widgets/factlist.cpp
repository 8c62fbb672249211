// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/factlist.h"

#include "format/text.h"
#include "widgets/label.h"

#include <QGridLayout>

namespace plumb::ui {

FactList::FactList(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(5);
    m_grid->setColumnStretch(1, 1);
}

void FactList::setFacts(const QList<Fact>& facts)
{
    if (m_facts == facts)
        return;
    m_facts = facts;
    while (auto* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const auto& fact : facts) {
        auto* name = new Label(fact.name, LabelStyle::Muted);
        auto* value = new Label(fact.value, fact.mono ? LabelStyle::Mono : LabelStyle::Body);
        value->setElide(Qt::ElideMiddle);
        value->setText(fact.value);
        value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        value->setAccessibleName(fact.name + u": "_s + value->fullText());
        if (!fact.tip.isEmpty())
            value->setToolTip(plainTip(fact.tip));
        m_grid->addWidget(name, row, 0);
        m_grid->addWidget(value, row, 1);
        ++row;
    }
}

} // namespace plumb::ui
