// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/searchfield.h"

#include "theme/shapes.h"
#include "theme/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace plumb::ui {

SearchField::SearchField(const QString& placeholder, const QString& hint, QWidget* parent)
    : QLineEdit(parent)
    , m_hint(hint)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    setMaxLength(512);
    setTextMargins(20, 0, 0, 0);
}

void SearchField::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    paintShape(&painter, QRect(8, (height() - 13) / 2, 13, 13), Shape::Search, theme().faint);
    painter.setPen(theme().faint);
    painter.setFont(uiFont(-1));
    const auto needed = 44 + fontMetrics().horizontalAdvance(placeholderText())
                        + painter.fontMetrics().horizontalAdvance(m_hint);
    if (!text().isEmpty() || m_hint.isEmpty() || needed > width())
        return;
    painter.drawText(rect().adjusted(0, 0, -9, 0), Qt::AlignRight | Qt::AlignVCenter, m_hint);
}

bool SearchField::event(QEvent* event)
{
    // Escape empties the field before it means "back"
    if (event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void SearchField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        if (text().isEmpty())
            Q_EMIT escaped();
        else
            clear();
        event->accept();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace plumb::ui
