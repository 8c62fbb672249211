// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/objectstore.h"

#include "kube/resourceversion_p.h"

#include <QElapsedTimer>
#include <QTimer>

namespace plumb::kube {

using objects::Object;
using objects::ResourceKey;

namespace {

constexpr int kBatch = 100; // ms; a model repaints no more often
constexpr qsizetype kMaxDead = 4096; // uids; a replay reaches back only so far

bool isSame(const Object& a, const Object& b)
{
    if (a.uid().isEmpty() || a.resourceVersion().isEmpty())
        return a == b;
    return a.uid() == b.uid() && a.resourceVersion() == b.resourceVersion();
}

} // namespace

struct ObjectStore::Private
{
    QHash<ResourceKey, Object> objects;
    QHash<ResourceKey, std::optional<Object>> before; //!< what was there when the batch began
    QSet<QString> dead; //!< uids that were deleted: an event of theirs is a replay
    QTimer flush;
    QElapsedTimer sinceFlush;

    void touch(const ResourceKey& key)
    {
        if (!before.contains(key)) {
            const auto found = objects.constFind(key);
            before.insert(key, found == objects.constEnd() ? std::nullopt : std::optional(*found));
        }
        if (!flush.isActive()) {
            const qint64 elapsed = sinceFlush.isValid() ? sinceFlush.elapsed() : kBatch;
            flush.start(int(std::clamp<qint64>(kBatch - elapsed, 0, kBatch)));
        }
    }
    StoreDelta take()
    {
        StoreDelta delta;
        for (auto it = before.cbegin(); it != before.cend(); ++it) {
            const auto now = objects.constFind(it.key());
            const bool isThere = now != objects.constEnd();
            if (isThere && !it.value())
                delta.added += it.key();
            else if (!isThere && it.value())
                delta.removed += it.key();
            else if (isThere && !isSame(*now, *it.value()))
                delta.changed += it.key();
        }
        before.clear();
        sinceFlush.start();
        return delta;
    }
};

ObjectStore::ObjectStore(QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->flush.setSingleShot(true);
    connect(&d->flush, &QTimer::timeout, this, [this] {
        if (const StoreDelta delta = d->take(); !delta.isEmpty())
            Q_EMIT changed(delta);
    });
}

ObjectStore::~ObjectStore() = default;

QList<Object> ObjectStore::all() const
{
    return d->objects.values();
}

std::optional<Object> ObjectStore::find(const ResourceKey& key) const
{
    const auto found = d->objects.constFind(key);
    return found == d->objects.constEnd() ? std::nullopt : std::optional(*found);
}

qsizetype ObjectStore::size() const
{
    return d->objects.size();
}

void ObjectStore::replace(const QList<Object>& items)
{
    QHash<ResourceKey, Object> fresh;
    fresh.reserve(items.size());
    for (const Object& item : items)
        fresh.insert(item.key(), item);
    for (auto it = d->objects.cbegin(); it != d->objects.cend(); ++it)
        if (!fresh.contains(it.key()))
            d->touch(it.key());
    for (auto it = fresh.cbegin(); it != fresh.cend(); ++it) {
        const auto old = d->objects.constFind(it.key());
        if (old == d->objects.constEnd() || !isSame(*old, *it))
            d->touch(it.key());
    }
    d->objects = std::move(fresh);
    d->dead.clear();
}

void ObjectStore::apply(Change change, const Object& object)
{
    const ResourceKey key = object.key();
    const auto known = d->objects.constFind(key);
    const bool isKnown = known != d->objects.constEnd();
    const bool isSameUid = isKnown && known->uid() == object.uid();
    if (change == Change::Deleted) {
        if (!object.uid().isEmpty()) {
            if (d->dead.size() >= kMaxDead)
                d->dead.clear();
            d->dead.insert(object.uid());
        }
        if (!isSameUid)
            return; // the one that is here now is another // W-17
        d->touch(key);
        d->objects.remove(key);
        return;
    }
    // A replay: of what is dead, or older than what we have. // W-14, W-15
    if (d->dead.contains(object.uid()))
        return;
    if (isSameUid && !isNewer(object.resourceVersion(), known->resourceVersion()))
        return;
    d->touch(key);
    d->objects.insert(key, object);
}

} // namespace plumb::kube
