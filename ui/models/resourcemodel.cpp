// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "models/resourcemodel.h"

#include "base/text.h"
#include "format/text.h"
#include "format/verdict.h"

namespace plumb::ui {

using engine::ResourceNode;

struct ResourceModel::Item
{
    ResourceNode node;
    Item* parent = nullptr;
    std::vector<std::unique_ptr<Item>> children;

    bool isSame(const Item& other) const
    {
        return node.key == other.node.key && node.uid == other.node.uid
               && node.isContainer == other.node.isContainer;
    }
    int row() const
    {
        for (size_t i = 0; parent && i < parent->children.size(); ++i) {
            if (parent->children[i].get() == this)
                return int(i);
        }
        return 0;
    }
};

ResourceModel::ResourceModel(QObject* parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Item>())
{
}
ResourceModel::~ResourceModel() = default;

void ResourceModel::setNodes(const QList<ResourceNode>& nodes, const QDateTime& now)
{
    m_now = now;
    m_count = int(nodes.size());
    Item root;
    std::vector<Item*> path{&root};
    for (const auto& node : nodes) {
        const auto depth = std::min(size_t(std::max(node.depth, 0)) + 1, path.size());
        path.resize(depth);
        auto item = std::make_unique<Item>();
        item->node = node;
        item->parent = path.back();
        path.push_back(item.get());
        item->parent->children.push_back(std::move(item));
    }
    merge(m_root.get(), &root);
}

void ResourceModel::merge(Item* into, Item* wanted)
{
    const auto place = indexOf(into);
    for (auto i = int(into->children.size()) - 1; i >= 0; --i) {
        const auto& old = *into->children[size_t(i)];
        const bool stays = std::any_of(wanted->children.begin(), wanted->children.end(),
                                       [&](const auto& child) { return child->isSame(old); });
        if (stays)
            continue;
        beginRemoveRows(place, i, i);
        into->children.erase(into->children.begin() + i);
        endRemoveRows();
    }
    for (size_t i = 0; i < wanted->children.size(); ++i) {
        auto& child = wanted->children[i];
        auto found = std::find_if(
            into->children.begin() + std::ptrdiff_t(std::min(i, into->children.size())),
            into->children.end(), [&](const auto& old) { return old->isSame(*child); });
        const auto from = size_t(found - into->children.begin());
        if (found != into->children.end() && from != i) {
            beginMoveRows(place, int(from), int(from), place, int(i));
            std::rotate(into->children.begin() + std::ptrdiff_t(i), found, found + 1);
            endMoveRows();
        }
        if (found != into->children.end()) {
            into->children[i]->node = child->node;
            merge(into->children[i].get(), child.get());
        } else {
            beginInsertRows(place, int(i), int(i));
            child->parent = into;
            into->children.insert(into->children.begin() + std::ptrdiff_t(i), std::move(child));
            endInsertRows();
        }
    }
    if (!into->children.empty())
        Q_EMIT dataChanged(index(0, 0, place),
                           index(int(into->children.size()) - 1, ColumnCount - 1, place));
}

ResourceModel::Item* ResourceModel::itemOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Item*>(index.internalPointer()) : m_root.get();
}

QModelIndex ResourceModel::indexOf(Item* item) const
{
    return item == m_root.get() ? QModelIndex() : createIndex(item->row(), 0, item);
}

const ResourceNode* ResourceModel::node(const QModelIndex& index) const
{
    return index.isValid() ? &itemOf(index)->node : nullptr;
}

QModelIndex ResourceModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, itemOf(parent)->children[size_t(row)].get());
}

QModelIndex ResourceModel::parent(const QModelIndex& index) const
{
    return index.isValid() ? indexOf(itemOf(index)->parent) : QModelIndex();
}

int ResourceModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : int(itemOf(parent)->children.size());
}

int ResourceModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant ResourceModel::data(const QModelIndex& index, int role) const
{
    const auto* n = node(index);
    if (!n)
        return {};
    if (role == Qt::AccessibleTextRole)
        return spoken(*n);
    if (role == Qt::ToolTipRole)
        return plainTip(n->created.isValid()
                            ? spoken(*n) + u'\n' + tr("created %1").arg(exactly(n->created))
                            : spoken(*n));
    if (role != Qt::DisplayRole)
        return {};
    const bool terminating = n->terminatingSince.isValid();
    switch (index.column()) {
    case Kind:
        return n->isContainer ? tr("container") : printable(n->key.kind, 120);
    case Name:
        return printable(n->key.name, 300);
    case Namespace:
        return printable(n->key.ns, 120);
    case Sync:
        return terminating ? markOfTerminating(n->terminatingSince, m_now).word
               : n->sync   ? markOf(*n->sync).word
                           : QString();
    case Health:
        return terminating || !n->health ? QString() : markOf(n->health->status).word;
    case Reason: {
        const auto why = n->reason.isEmpty() && n->health ? n->health->message : n->reason;
        // how long it has been going on is what tells slow from stuck
        const auto since =
            terminating ? tr("for %1").arg(shortAge(n->terminatingSince, m_now)) : QString();
        return printable(since.isEmpty() || why.isEmpty() ? since + why : since + u" · "_s + why,
                         400);
    }
    case Age:
        return n->created.isValid() ? shortAge(n->created, m_now) : QString();
    case Restarts:
        return n->restarts < 0 ? QString() : QString::number(n->restarts);
    default:
        return {};
    }
}

QVariant ResourceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    static const char* const kTitles[ColumnCount] = {
        QT_TR_NOOP("Kind"), QT_TR_NOOP("Name"),    QT_TR_NOOP("Namespace"),
        QT_TR_NOOP("Sync"), QT_TR_NOOP("Health"),  QT_TR_NOOP("Reason"),
        QT_TR_NOOP("Age"),  QT_TR_NOOP("Restarts")};
    return section >= 0 && section < ColumnCount ? tr(kTitles[section]) : QVariant();
}

} // namespace plumb::ui
