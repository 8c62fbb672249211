// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/columnfit.h"

#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QTreeView>

namespace plumb::ui {

QList<int> fittedWidths(const QList<ColumnFit::Column>& columns, int elastic, int width)
{
    int least = 0, wanted = 0;
    for (const auto& column : columns) {
        least += column.least;
        wanted += column.wanted;
    }
    // what lies between the least and the wanted widths is given out in proportion
    const auto room = qBound(0, width - least, wanted - least);
    QList<int> widths;
    int used = 0;
    for (const auto& column : columns) {
        const auto more =
            wanted > least ? (column.wanted - column.least) * room / (wanted - least) : 0;
        widths.append(column.least + more);
        used += widths.last();
    }
    widths[elastic] += qMax(0, width - used);
    return widths;
}

ColumnFit::ColumnFit(QTreeView* view, const QList<Column>& columns, int elastic)
    : QObject(view)
    , m_view(view)
    , m_columns(columns)
    , m_elastic(elastic)
{
    auto* header = view->header();
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(40);
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    view->viewport()->installEventFilter(this);
    connect(header, &QHeaderView::sectionResized, this, [this] {
        if (QGuiApplication::mouseButtons() != Qt::NoButton)
            m_isChosen = true;
    });
}

QList<int> ColumnFit::chosen() const
{
    QList<int> widths;
    for (int i = 0; m_isChosen && i < m_columns.size(); ++i)
        widths.append(m_view->header()->sectionSize(i));
    return widths;
}

void ColumnFit::setChosen(const QList<int>& widths)
{
    if (widths.size() != m_columns.size())
        return;
    m_isChosen = true;
    for (int i = 0; i < m_columns.size(); ++i)
        m_view->header()->resizeSection(i, qBound(40, widths[i], 1000));
}

bool ColumnFit::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && !m_isChosen)
        fit(m_view->viewport()->width());
    return QObject::eventFilter(watched, event);
}

void ColumnFit::fit(int width)
{
    const auto widths = fittedWidths(m_columns, m_elastic, width);
    for (int i = 0; i < widths.size(); ++i)
        m_view->header()->resizeSection(i, widths[i]);
}

} // namespace plumb::ui
