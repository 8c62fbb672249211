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
    int row = 0; //!< among its siblings
    std::vector<std::unique_ptr<Item>> children;

    bool isSame(const Item& other) const
    {
        return node.key == other.node.key && node.uid == other.node.uid
               && node.isContainer == other.node.isContainer;
    }
    void renumber(size_t from)
    {
        for (; from < children.size(); ++from)
            children[from]->row = int(from);
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
        item->row = int(item->parent->children.size());
        item->parent->children.push_back(std::move(item));
    }
    merge(m_root.get(), &root);
}

//! What tells siblings apart.
static QString identityOf(const ResourceNode& node)
{
    return QStringList{node.key.group, node.key.kind, node.key.ns,
                       node.key.name,  node.uid,      QString::number(node.isContainer)}
        .join(QChar(0x1f));
}

void ResourceModel::merge(Item* into, Item* wanted)
{
    auto& old = into->children;
    auto& now = wanted->children;
    const auto place = indexOf(into);
    // most news change what rows say, not which there are
    const bool sameRows = old.size() == now.size()
                          && std::equal(old.begin(), old.end(), now.begin(),
                                        [](const auto& a, const auto& b) { return a->isSame(*b); });
    if (!sameRows)
        mergeRows(into, wanted, place);
    for (size_t i = 0; i < old.size(); ++i) {
        if (!now[i]) // it moved over with all below it
            continue;
        old[i]->node = now[i]->node;
        merge(old[i].get(), now[i].get());
    }
    if (!old.empty())
        Q_EMIT dataChanged(index(0, 0, place), index(int(old.size()) - 1, ColumnCount - 1, place));
}

//! Brings the rows of `into` into the order of `wanted`; new ones leave a gap there. Neighbours
//! come and go together: twenty thousand Pods are one insertion.
void ResourceModel::mergeRows(Item* into, Item* wanted, const QModelIndex& place)
{
    auto& old = into->children;
    auto& now = wanted->children;
    QSet<QString> staying;
    for (const auto& child : now)
        staying.insert(identityOf(child->node));
    QHash<QString, Item*> known;
    for (auto end = old.size(); end > 0;) {
        const auto last = end - 1;
        if (const auto id = identityOf(old[last]->node); staying.contains(id)) {
            known.insert(id, old[last].get());
            end = last;
            continue;
        }
        auto first = last;
        while (first > 0 && !staying.contains(identityOf(old[first - 1]->node)))
            --first;
        beginRemoveRows(place, int(first), int(last));
        old.erase(old.begin() + std::ptrdiff_t(first), old.begin() + std::ptrdiff_t(end));
        into->renumber(first);
        endRemoveRows();
        end = first;
    }
    for (size_t i = 0; i < now.size(); ++i) {
        if (i < old.size() && old[i]->isSame(*now[i]))
            continue;
        const auto* item = known.value(identityOf(now[i]->node));
        if (item && size_t(item->row) > i) {
            const auto from = size_t(item->row);
            beginMoveRows(place, int(from), int(from), place, int(i));
            std::rotate(old.begin() + std::ptrdiff_t(i), old.begin() + std::ptrdiff_t(from),
                        old.begin() + std::ptrdiff_t(from) + 1);
            into->renumber(i);
            endMoveRows();
            continue;
        }
        auto end = i + 1;
        while (end < now.size() && !known.contains(identityOf(now[end]->node)))
            ++end;
        beginInsertRows(place, int(i), int(end) - 1);
        for (auto at = i; at < end; ++at)
            now[at]->parent = into;
        old.insert(old.begin() + std::ptrdiff_t(i),
                   std::make_move_iterator(now.begin() + std::ptrdiff_t(i)),
                   std::make_move_iterator(now.begin() + std::ptrdiff_t(end)));
        into->renumber(i);
        endInsertRows();
        i = end - 1;
    }
    if (old.size() > now.size()) { // somebody listed one twice
        beginRemoveRows(place, int(now.size()), int(old.size()) - 1);
        old.resize(now.size());
        endRemoveRows();
    }
}

ResourceModel::Item* ResourceModel::itemOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Item*>(index.internalPointer()) : m_root.get();
}

QModelIndex ResourceModel::indexOf(Item* item) const
{
    return item == m_root.get() ? QModelIndex() : createIndex(item->row, 0, item);
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
