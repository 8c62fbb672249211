// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "objects/owners.h"

#include <QJsonArray>

namespace plumb::objects {

namespace {

class TreeBuilder
{
public:
    explicit TreeBuilder(const QList<Object>& live)
        : m_live(live)
    {
        for (qsizetype i = 0; i < live.size(); ++i) {
            m_byKey.insert(live[i].key(), i);
            const auto owners = live[i].owners();
            const auto controller = std::find_if(
                owners.begin(), owners.end(), [](const auto& owner) { return owner.controller; });
            // The controller alone says where it belongs; without one every owner is asked.
            for (const OwnerReference& owner : owners) {
                if (controller == owners.end() || &owner == &*controller)
                    m_owned[owner.uid].append(i);
            }
        }
        for (auto& owned : m_owned)
            std::sort(owned.begin(), owned.end(), [&](qsizetype a, qsizetype b) {
                const ResourceKey left = live[a].key(), right = live[b].key();
                return std::tie(left.kind, left.name, left.ns)
                       < std::tie(right.kind, right.name, right.ns);
            });
    }

    QList<OwnerRow> build(const QList<ResourceKey>& roots)
    {
        for (const ResourceKey& root : roots) {
            if (const auto found = m_byKey.constFind(root); found != m_byKey.constEnd())
                m_seen.insert(*found);
        }
        for (const ResourceKey& root : roots) {
            const auto found = m_byKey.constFind(root);
            if (found == m_byKey.constEnd())
                m_rows.append(OwnerRow{OwnerRow::Kind::Object, root, {}, 0, -1, -1});
            else
                add(*found, 0, -1);
        }
        return m_rows;
    }

private:
    void add(qsizetype object, int depth, int parent)
    {
        const Object& live = m_live[object];
        const int row = int(m_rows.size());
        m_rows.append(OwnerRow{OwnerRow::Kind::Object, live.key(), {}, depth, parent, object});
        if (live.kind() == u"Pod") {
            addContainers(object, u"initContainers"_s, OwnerRow::Kind::InitContainer, depth + 1,
                          row);
            addContainers(object, u"containers"_s, OwnerRow::Kind::Container, depth + 1, row);
        }
        const auto owned = m_owned.constFind(live.uid());
        if (live.uid().isEmpty() || owned == m_owned.constEnd())
            return;
        for (const qsizetype child : *owned) {
            if (m_seen.contains(child))
                continue;
            m_seen.insert(child);
            add(child, depth + 1, row);
        }
    }

    void addContainers(qsizetype pod, const QString& member, OwnerRow::Kind kind, int depth,
                       int row)
    {
        for (const QJsonValue& each : m_live[pod].spec().value(member).toArray())
            m_rows.append(OwnerRow{kind, m_live[pod].key(),
                                   each.toObject().value(u"name"_s).toString(), depth, row, pod});
    }

    const QList<Object>& m_live;
    QHash<ResourceKey, qsizetype> m_byKey;
    QHash<QString, QList<qsizetype>> m_owned;
    QSet<qsizetype> m_seen;
    QList<OwnerRow> m_rows;
};

} // namespace

QList<OwnerRow> ownerTree(const QList<Object>& live, const QList<ResourceKey>& roots)
{
    return TreeBuilder(live).build(roots);
}

} // namespace plumb::objects
