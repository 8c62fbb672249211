// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/cluster.h"
#include "kube/packedobject.h"

#include <QObject>
#include <QSet>

namespace plumb::kube {

struct Packing;

struct StoreDelta
{
    QList<objects::ResourceKey> added, changed, removed;
    bool isEmpty() const { return added.isEmpty() && changed.isEmpty() && removed.isEmpty(); }
};

//! The live objects of one type (and namespace) of one cluster. Lives on the UI thread; filled by
//! its Reflector. Objects rest packed (docs/adr/0023): what is asked of many of them is a column or
//! an index, and only find() and all() unpack. changed() comes at most every 100 ms; a delta names
//! at most 2,000 objects, the rest follows at once in deltas of their own.
class ObjectStore : public QObject
{
    Q_OBJECT
public:
    explicit ObjectStore(QObject* parent = nullptr);
    ~ObjectStore() override;

    qsizetype size() const;
    //! Unpacks and parses; the last ones asked for are kept.
    std::optional<objects::Object> find(const objects::ResourceKey& key) const;
    //! The object as it rests, for a worker that unpacks it.
    std::optional<PackedObject> packed(const objects::ResourceKey& key) const;
    std::optional<Summary> summary(const objects::ResourceKey& key) const;
    QList<objects::ResourceKey> keys() const;
    QList<objects::ResourceKey> inNamespace(const QString& ns) const;
    //! Those that name this uid among their owners.
    QList<objects::ResourceKey> ownedBy(const QString& uid) const;
    //! Parses every one: for few objects.
    QList<objects::Object> all() const;

    //! What Git declares, and was declared before by others who share the store, keeps its
    //! managedFields from now on; of what is here already they are read from the server
    //! (Summary::hasManagedFields tells).
    void declare(const QSet<objects::ResourceKey>& keys);
    //! How answers for this store are packed, for the workers that read them.
    Packing packing(const objects::GroupVersionKind& kind);

    enum class Change { Added, Modified, Deleted };
    //! A complete list takes the place of all that is here, at once.
    void replace(const QList<objects::Object>& items);
    //! The same for a list that comes in parts: nothing of it is seen before commit().
    void stage(const QList<PackedObject>& part);
    void stage(Change change, const PackedObject& object);
    qsizetype staged() const; //!< how many have come
    void commit();
    void dropStaged();

    void apply(Change change, const PackedObject& object);
    void apply(Change change, const objects::Object& object);

    //! Counted for tests and benches.
    struct Statistics
    {
        qsizetype objects = 0, heldBytes = 0, bodyBytes = 0, withoutDictionary = 0;
        qint64 parses = 0, events = 0; //!< events: applied or seen to be replays
        int compactions = 0;
    };
    Statistics statistics() const;

Q_SIGNALS:
    void changed(const plumb::kube::StoreDelta& delta);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace plumb::kube
