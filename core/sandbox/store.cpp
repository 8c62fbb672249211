// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/store.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace plumb::sandbox {

namespace {

// Enough for any watch of a desktop that was closed over lunch; older ones list again.
constexpr size_t kRemembered = 5000;

QString keyIn(const QJsonObject& object)
{
    const QJsonObject metadata = object.value(u"metadata"_s).toObject();
    return Store::keyOf(metadata.value(u"namespace"_s).toString(),
                        metadata.value(u"name"_s).toString());
}

QJsonObject withRevision(QJsonObject object, qint64 revision)
{
    QJsonObject metadata = object.value(u"metadata"_s).toObject();
    metadata.insert(u"resourceVersion"_s, QString::number(revision));
    object.insert(u"metadata"_s, metadata);
    return object;
}

} // namespace

void Store::compactTo(qint64 revision)
{
    while (!m_changes.empty() && m_changes.front().revision <= revision)
        m_changes.pop_front();
    m_compacted = std::max(m_compacted, std::min(revision, m_revision));
}

const Store::Objects& Store::all(const Resource& resource) const
{
    static const Objects none;
    const auto found = m_objects.constFind(resource.id());
    return found == m_objects.constEnd() ? none : *found;
}

Store::Objects Store::allAt(const Resource& resource, qint64 revision) const
{
    Objects objects = all(resource);
    for (auto change = m_changes.rbegin();
         change != m_changes.rend() && change->revision > revision; ++change) {
        if (change->resource != resource.id())
            continue;
        if (change->before.isEmpty())
            objects.remove(keyIn(change->after));
        else
            objects.insert(keyIn(change->before), change->before);
    }
    return objects;
}

QJsonObject Store::find(const Resource& resource, const QString& ns, const QString& name) const
{
    return all(resource).value(keyOf(ns, name));
}

QJsonObject Store::put(const Resource& resource, QJsonObject object)
{
    object = withRevision(std::move(object), ++m_revision);
    QJsonObject& place = m_objects[resource.id()][keyIn(object)];
    record({m_revision, resource.id(), place, object, false});
    place = object;
    return object;
}

QJsonObject Store::remove(const Resource& resource, const QString& ns, const QString& name)
{
    const QJsonObject old = m_objects[resource.id()].take(keyOf(ns, name));
    const QJsonObject last = withRevision(old, ++m_revision);
    record({m_revision, resource.id(), old, last, true});
    return last;
}

QList<Change> Store::changesAfter(qint64 revision) const
{
    QList<Change> changes;
    for (auto change = m_changes.rbegin();
         change != m_changes.rend() && change->revision > revision; ++change)
        changes.prepend(*change);
    return changes;
}

void Store::record(Change change)
{
    m_changes.push_back(std::move(change));
    m_dirty = true;
    if (m_changes.size() > kRemembered)
        compactTo(m_changes.front().revision);
}

QByteArray Store::saved() const
{
    QJsonObject objects;
    for (auto kind = m_objects.begin(); kind != m_objects.end(); ++kind) {
        QJsonArray list;
        for (const QJsonObject& object : *kind)
            list.append(object);
        objects.insert(kind.key(), list);
    }
    return QJsonDocument(QJsonObject{{u"revision"_s, m_revision},
                                     {u"serial"_s, m_serial},
                                     {u"objects"_s, objects}})
        .toJson(QJsonDocument::Compact);
}

Result<Store> Store::load(const QByteArray& bytes)
{
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    if (!json.contains(u"objects"_s))
        return failure(Error::Kind::Invalid,
                       u"The sandbox's cluster file is damaged. Reset the sandbox."_s);
    Store store;
    store.m_revision = json.value(u"revision"_s).toInteger(store.m_revision);
    // The history is not kept: watches of an earlier run list again.
    store.m_compacted = store.m_revision;
    store.m_serial = json.value(u"serial"_s).toInt();
    const QJsonObject objects = json.value(u"objects"_s).toObject();
    for (auto kind = objects.begin(); kind != objects.end(); ++kind) {
        for (const QJsonValue& each : kind.value().toArray())
            store.m_objects[kind.key()].insert(keyIn(each.toObject()), each.toObject());
    }
    return store;
}

} // namespace plumb::sandbox
