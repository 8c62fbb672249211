// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/snapshots.h"

#include <QWidget>

class QStackedWidget;
class QTreeView;

namespace plumb::ui {

class Banner;
class ColumnFit;
class EmptyState;
class ResourceModel;

//! The owner tree of one application.
class ResourcesView : public QWidget
{
    Q_OBJECT
public:
    explicit ResourcesView(QWidget* parent = nullptr);
    void setApplication(const std::optional<engine::ApplicationSnapshot>& application,
                        const QDateTime& now);
    void setFilter(const QString& text);
    ResourceModel* model() const { return m_model; }
    QTreeView* tree() const { return m_tree; }
    ColumnFit* columns() const { return m_columns; }
    QString banner() const;

Q_SIGNALS:
    void nodeChosen(const engine::ResourceNode& node);
    void driftWanted(const objects::ResourceKey& key);
    void copyWanted(const QString& text);
    void clearFilterWanted();

private:
    void showMenu(const QPoint& at);
    std::optional<engine::ApplicationSnapshot> m_application;
    QDateTime m_now;
    QString m_filter;
    ResourceModel* m_model;
    QTreeView* m_tree;
    ColumnFit* m_columns;
    Banner* m_banner;
    EmptyState* m_empty;
    QStackedWidget* m_stack;
};

//! Nodes whose text holds the filter, with their owners. Pure.
QList<engine::ResourceNode> matching(const QList<engine::ResourceNode>& nodes,
                                     const QString& filter);

} // namespace plumb::ui
