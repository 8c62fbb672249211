// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/resources.h"

#include <QMap>

#include <deque>

namespace plumb::sandbox {

//! One change, as a watch tells it.
struct Change
{
    qint64 revision = 0;
    QString resource; //!< Resource::id()
    QJsonObject before,
        after; //!< before is empty for a creation; after, for a deletion, is the last state
    bool deleted = false;
};

//! The objects of the cluster and their recent history. A plain value behind the server's one lock.
class Store
{
public:
    using Objects = QMap<QString, QJsonObject>; //!< by "namespace/name", the order of a list
    static QString keyOf(const QString& ns, const QString& name) { return ns + u'/' + name; }

    qint64 revision() const { return m_revision; }
    //! Changes up to this revision are forgotten; to ask for them is a 410.
    qint64 compacted() const { return m_compacted; }
    void compactTo(qint64 revision);

    const Objects& all(const Resource& resource) const;
    //! As it was; revision must lie above compacted().
    Objects allAt(const Resource& resource, qint64 revision) const;
    //! Empty when it is not there.
    QJsonObject find(const Resource& resource, const QString& ns, const QString& name) const;
    //! Stores an object under the next revision and returns it with that revision.
    QJsonObject put(const Resource& resource, QJsonObject object);
    //! Takes an object out; returns its last state with the revision of the removal.
    QJsonObject remove(const Resource& resource, const QString& ns, const QString& name);
    //! What happened after a revision, oldest first.
    QList<Change> changesAfter(qint64 revision) const;

    int nextSerial() { return ++m_serial; } //!< for generated addresses
    bool takeDirty() { return std::exchange(m_dirty, false); }
    QByteArray saved() const;
    static Result<Store> load(const QByteArray& bytes);

private:
    void record(Change change);

    QMap<QString, Objects> m_objects;
    std::deque<Change> m_changes;
    qint64 m_revision = 100;
    qint64 m_compacted = 100;
    int m_serial = 0;
    bool m_dirty = false;
};

} // namespace plumb::sandbox
