// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/uniformlist.h"

#include "theme/theme.h"

#include <QAccessible>
#include <QHoverEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <cmath>

namespace plumb::ui {

UniformList::UniformList(QWidget* parent)
    : QListView(parent)
{
    setSelectionMode(SingleSelection);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // the bar counts rows: its place is exact at any length
    setVerticalScrollMode(ScrollPerItem);
    viewport()->setAttribute(Qt::WA_Hover);
}

void UniformList::setModel(QAbstractItemModel* model)
{
    QListView::setModel(model);
    if (model)
        connect(model, &QAbstractItemModel::rowsRemoved, this, [this] {
            updateGeometries();
            viewport()->update();
        });
}

int UniformList::rows() const
{
    return model() ? model()->rowCount(rootIndex()) : 0;
}

int UniformList::fullRowsOnScreen() const
{
    return qMax(1, viewport()->height() / rowHeight());
}

QModelIndex UniformList::indexOf(int row) const
{
    return row >= 0 && row < rows() ? model()->index(row, 0, rootIndex()) : QModelIndex();
}

QRect UniformList::visualRect(const QModelIndex& index) const
{
    if (!index.isValid() || index.parent() != rootIndex())
        return {};
    return {0, (index.row() - verticalScrollBar()->value()) * rowHeight(), viewport()->width(),
            rowHeight()};
}

QModelIndex UniformList::indexAt(const QPoint& point) const
{
    if (point.y() < 0 || !viewport()->rect().contains(point))
        return {};
    return indexOf(verticalScrollBar()->value() + point.y() / rowHeight());
}

void UniformList::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int top = verticalScrollBar()->value(), page = fullRowsOnScreen(), row = index.row();
    int wanted = top;
    if (hint == PositionAtTop || (hint == EnsureVisible && row < top))
        wanted = row;
    else if (hint == PositionAtBottom || (hint == EnsureVisible && row >= top + page))
        wanted = row - page + 1;
    else if (hint == PositionAtCenter)
        wanted = row - page / 2;
    verticalScrollBar()->setValue(wanted);
}

int UniformList::verticalOffset() const
{
    return verticalScrollBar()->value() * rowHeight();
}

QModelIndex UniformList::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const auto last = rows() - 1;
    if (last < 0)
        return {};
    const auto here = currentIndex().isValid() ? currentIndex().row() : -1;
    const auto to = [&](int row) { return indexOf(qBound(0, row, last)); };
    switch (action) {
    case MoveHome:
        return to(0);
    case MoveEnd:
        return to(last);
    case MoveUp:
    case MovePrevious:
        return to(here - 1);
    case MoveDown:
    case MoveNext:
        return to(here + 1);
    case MovePageUp:
        return to(here - fullRowsOnScreen());
    case MovePageDown:
        return to(here + fullRowsOnScreen());
    case MoveLeft:
    case MoveRight:
        break;
    }
    return currentIndex();
}

void UniformList::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags)
{
    // Its corners are where the mouse or the cursor is and was, which may be out of sight.
    const auto rowAt = [this](int y) {
        return verticalScrollBar()->value() + int(std::floor(double(y) / rowHeight()));
    };
    if (selectionMode() == SingleSelection) {
        const auto index = indexOf(rowAt(rect.center().y()));
        selectionModel()->select(index.isValid() ? QItemSelection(index, index) : QItemSelection(),
                                 flags);
        return;
    }
    const auto area = rect.normalized();
    const auto first = indexOf(qMax(0, rowAt(area.top())));
    const auto last = indexOf(qMin(rows() - 1, rowAt(area.bottom())));
    selectionModel()->select(
        first.isValid() && last.isValid() ? QItemSelection(first, last) : QItemSelection(), flags);
}

QRegion UniformList::visualRegionForSelection(const QItemSelection& selection) const
{
    QRegion region;
    for (const auto& range : selection) {
        const auto box = visualRect(range.topLeft()) | visualRect(range.bottomRight());
        region += box & viewport()->rect();
    }
    return region;
}

void UniformList::updateGeometries()
{
    const auto page = fullRowsOnScreen();
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(1);
    verticalScrollBar()->setRange(0, qMax(0, rows() - page));
    QAbstractItemView::updateGeometries();
}

void UniformList::scrollContentsBy(int, int dy)
{
    const auto rowsMoved = qBound(-viewport()->height(), dy, viewport()->height());
    viewport()->scroll(0, rowsMoved * rowHeight());
}

void UniformList::resizeEvent(QResizeEvent* event)
{
    QAbstractItemView::resizeEvent(event);
    updateGeometries();
}

void UniformList::rowsInserted(const QModelIndex& parent, int first, int last)
{
    QAbstractItemView::rowsInserted(parent, first, last);
    updateGeometries();
    viewport()->update();
}

void UniformList::rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last)
{
    QAbstractItemView::rowsAboutToBeRemoved(parent, first, last);
}

void UniformList::dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight,
                              const QList<int>& roles)
{
    QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
}

void UniformList::doItemsLayout()
{
    QAbstractItemView::doItemsLayout();
}

//! What QListView tells a screen reader, by a layout that is not there.
static void tell(QWidget* list, QAccessible::Event what, int row)
{
    QAccessibleEvent event(list, what);
    event.setChild(row);
    QAccessible::updateAccessibility(&event);
}

void UniformList::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QAbstractItemView::currentChanged(current, previous);
    if (QAccessible::isActive() && current.isValid() && hasFocus())
        tell(this, QAccessible::Focus, current.row());
}

void UniformList::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QAbstractItemView::selectionChanged(selected, deselected);
    if (QAccessible::isActive() && !selected.isEmpty())
        tell(this, QAccessible::Selection, selected.first().top());
}

void UniformList::setHovered(int row)
{
    const auto before = std::exchange(m_hovered, row);
    if (before == row)
        return;
    for (const auto changed : {before, row}) {
        if (changed >= 0)
            viewport()->update(visualRect(indexOf(changed)));
    }
}

bool UniformList::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverMove)
        setHovered(indexAt(static_cast<QHoverEvent*>(event)->position().toPoint()).row());
    else if (event->type() == QEvent::HoverLeave || event->type() == QEvent::Leave)
        setHovered(-1);
    return QAbstractItemView::viewportEvent(event);
}

void UniformList::paintEvent(QPaintEvent* event)
{
    if (!model())
        return;
    QPainter painter(viewport());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const auto state = option.state & ~QStyle::State_HasFocus;
    const auto current = currentIndex();
    const auto top = verticalScrollBar()->value();
    const auto& area = event->rect();
    const auto last = qMin(rows() - 1, top + area.bottom() / rowHeight());
    for (int row = top + area.top() / rowHeight(); row <= last; ++row) {
        const auto index = indexOf(row);
        option.rect = QRect(0, (row - top) * rowHeight(), viewport()->width(), rowHeight());
        option.state = state;
        option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
        option.state.setFlag(QStyle::State_HasFocus, index == current && hasFocus());
        option.state.setFlag(QStyle::State_MouseOver, row == m_hovered);
        itemDelegateForIndex(index)->paint(&painter, option, index);
    }
}

} // namespace plumb::ui
