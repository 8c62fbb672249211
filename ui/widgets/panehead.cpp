// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/panehead.h"

#include "theme/theme.h"
#include "widgets/label.h"

#include <QEvent>
#include <QHBoxLayout>

namespace plumb::ui {

PaneHead::PaneHead(int height, QWidget* parent)
    : QWidget(parent)
    , m_title(new Label({}, LabelStyle::Strong))
    , m_hint(new Label({}, LabelStyle::Small))
    , m_row(new QHBoxLayout(this))
{
    setObjectName(u"panehead"_s);
    setAttribute(Qt::WA_StyledBackground);
    setZoomedHeight(this, height);
    m_row->setContentsMargins(12, 0, 12, 0);
    m_row->setSpacing(8);
    m_title->setElide(Qt::ElideMiddle);
    m_row->addWidget(m_title, 1);
    m_row->addWidget(m_hint);
}

void PaneHead::setTitle(const QString& text)
{
    m_title->setText(text);
}

void PaneHead::setHint(const QString& text)
{
    m_hint->setText(text);
}

void PaneHead::addLeft(QWidget* widget)
{
    // the title keeps its own width once something stands beside it
    m_row->setStretch(0, 0);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    if (m_leftCount == 1)
        m_row->insertStretch(1, 1);
    m_row->insertWidget(m_leftCount++, widget);
}

void PaneHead::setNotes(const QList<ChipLook>& notes)
{
    while (m_notes.size() < notes.size()) {
        m_notes.append(new Chip);
        addLeft(m_notes.last());
    }
    for (qsizetype i = 0; i < m_notes.size(); ++i)
        m_notes[i]->setLook(notes.value(i));
    giveWay();
}

void PaneHead::giveWay()
{
    const auto margins = m_row->contentsMargins();
    auto room = width() - margins.left() - margins.right() - m_title->sizeHint().width();
    for (int i = 0; i < m_row->count(); ++i) {
        auto* widget = m_row->itemAt(i)->widget();
        if (widget && widget != m_title && !m_notes.contains(widget) && widget->isVisibleTo(this))
            room -= widget->sizeHint().width() + m_row->spacing();
    }
    for (auto* note : m_notes) {
        const auto wanted = note->sizeHint().width() + m_row->spacing();
        const bool fits = !note->look().text.isEmpty() && wanted <= room;
        note->setVisible(fits);
        if (fits)
            room -= wanted;
    }
}

bool PaneHead::event(QEvent* event)
{
    // a title, a hint or a switch beside it became longer or shorter
    if (event->type() == QEvent::LayoutRequest)
        giveWay();
    return QWidget::event(event);
}

void PaneHead::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    giveWay();
}

void PaneHead::addRight(QWidget* widget)
{
    m_row->addWidget(widget);
}

} // namespace plumb::ui
