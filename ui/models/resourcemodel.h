// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/snapshots.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace plumb::ui {

//! The owner tree of an application, from its objects down to Pods and containers.
class ResourceModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Kind, Name, Namespace, Sync, Health, Reason, Age, Restarts, ColumnCount };
    explicit ResourceModel(QObject* parent = nullptr);
    ~ResourceModel() override;
    //! `nodes` with children behind their parent, one level deeper.
    void setNodes(const QList<engine::ResourceNode>& nodes, const QDateTime& now);
    const engine::ResourceNode* node(const QModelIndex& index) const;
    int count() const { return m_count; }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const QDateTime& now() const { return m_now; }

private:
    struct Item;
    Item* itemOf(const QModelIndex& index) const;
    void merge(Item* into, Item* wanted);
    void mergeRows(Item* into, Item* wanted, const QModelIndex& place);
    QModelIndex indexOf(Item* item) const;
    std::unique_ptr<Item> m_root;
    QDateTime m_now;
    int m_count = 0;
};

} // namespace plumb::ui
