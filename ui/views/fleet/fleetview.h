// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "format/verdict.h"
#include "models/rowmodel.h"

#include <QWidget>

class QStackedWidget;
class QTreeView;

namespace plumb::ui {

class EmptyState;
class PaneHead;

//! All applications, the most urgent first.
class FleetModel : public RowModel<engine::ApplicationSnapshot>
{
    Q_OBJECT
public:
    enum Column { Application, Cluster, Namespace, Sync, Health, Revision, Reason, ColumnCount };
    using RowModel::RowModel;
    void setApplications(QList<engine::ApplicationSnapshot> applications);
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

class FleetView : public QWidget
{
    Q_OBJECT
public:
    explicit FleetView(QWidget* parent = nullptr);
    //! `context` empty: all of them.
    void setApplications(const QList<engine::ApplicationSnapshot>& applications,
                         const QString& context);
    FleetModel* model() const { return m_model; }
    QTreeView* list() const { return m_list; }

Q_SIGNALS:
    void chosen(const QString& application);
    void addWanted();

private:
    FleetModel* m_model;
    PaneHead* m_head;
    QTreeView* m_list;
    EmptyState* m_empty;
    QStackedWidget* m_stack;
};

} // namespace plumb::ui
