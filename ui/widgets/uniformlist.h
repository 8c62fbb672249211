// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QListView>

namespace plumb::ui {

//! A flat list whose rows all have one height. It keeps nothing per row and does no work per row
//! that is not on screen, so that a million rows cost what forty do. Whole rows are selected, one
//! unless another mode is set; how a row looks is its delegate's business. A QListView for screen
//! readers and style sheets; its layout, which holds a number for each row, is never made.
class UniformList : public QListView
{
    Q_OBJECT
public:
    explicit UniformList(QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    QRect visualRect(const QModelIndex& index) const override;
    QModelIndex indexAt(const QPoint& point) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    //! Typed letters are the window's keys; a search by them would read every row.
    void keyboardSearch(const QString&) override { }
    void doItemsLayout() override;

protected:
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void rowsInserted(const QModelIndex& parent, int first, int last) override;
    void rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last) override;
    void dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight,
                     const QList<int>& roles) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void selectionChanged(const QItemSelection& selected,
                          const QItemSelection& deselected) override;

private:
    int rows() const;
    int fullRowsOnScreen() const;
    QModelIndex indexOf(int row) const;
    void setHovered(int row);
    int m_hovered = -1;
};

} // namespace plumb::ui
