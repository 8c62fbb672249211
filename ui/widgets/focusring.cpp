// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/focusring.h"

#include "theme/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QEvent>
#include <QPainter>

namespace plumb::ui {

FocusRing::FocusRing(QWidget* window)
    : QWidget(window)
    , m_window(window)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget*, QWidget* focused) { follow(focused); });
}

void FocusRing::follow(QWidget* focused)
{
    if (m_around)
        m_around->removeEventFilter(this);
    m_around = nullptr;
    hide();
    if (!qobject_cast<QAbstractScrollArea*>(focused) || qobject_cast<QAbstractItemView*>(focused)
        || !m_window->isAncestorOf(focused))
        return;
    m_around = focused;
    m_around->installEventFilter(this);
    // it stays a child of the window: whoever builds a page again must not take it along
    setGeometry(QRect(m_around->mapTo(m_window, QPoint()), m_around->size()));
    raise();
    show();
}

bool FocusRing::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_around && (event->type() == QEvent::Resize || event->type() == QEvent::Move))
        setGeometry(QRect(m_around->mapTo(m_window, QPoint()), m_around->size()));
    if (watched == m_around
        && (event->type() == QEvent::Hide || event->type() == QEvent::Destroy)) {
        m_around = nullptr;
        hide();
    }
    return QWidget::eventFilter(watched, event);
}

void FocusRing::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme().info.ink, 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 2, 2);
}

} // namespace plumb::ui
