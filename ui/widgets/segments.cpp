// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/segments.h"

#include "base/result.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

namespace plumb::ui {

Segments::Segments(const QStringList& words, const QString& accessibleName, QWidget* parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
{
    setAccessibleName(accessibleName);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    for (int i = 0; i < words.size(); ++i) {
        auto* button = new QToolButton;
        button->setText(words[i]);
        button->setAccessibleName(accessibleName + u": "_s + words[i]);
        button->setCheckable(true);
        button->setProperty("segment", true);
        button->setFocusPolicy(Qt::TabFocus);
        m_group->addButton(button, i);
        row->addWidget(button);
    }
    m_group->button(0)->setChecked(true);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on)
            Q_EMIT changed(id);
    });
}

int Segments::current() const
{
    return m_group->checkedId();
}

void Segments::setCurrent(int index)
{
    if (auto* button = m_group->button(index))
        button->setChecked(true);
}

void Segments::setWord(int index, const QString& word)
{
    m_group->button(index)->setText(word);
    m_group->button(index)->setAccessibleName(accessibleName() + u": "_s + word);
}

void Segments::setSegmentVisible(int index, bool visible)
{
    m_group->button(index)->setVisible(visible);
}

} // namespace plumb::ui
