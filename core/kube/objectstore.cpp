// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/objectstore.h"

#include "kube/bodycodec_p.h"
#include "kube/objecttable_p.h"
#include "kube/packing_p.h"
#include "kube/resourceversion_p.h"

#include <QCache>
#include <QElapsedTimer>
#include <QTimer>

namespace plumb::kube {

using objects::Object;
using objects::ResourceKey;
using Row = ObjectTable::Row;

namespace {

constexpr int kBatch = 100; // ms; a model repaints no more often
constexpr qsizetype kSlice = 2000; // rows at once: no event of the UI thread may be a long one
constexpr qsizetype kRepack = 200; // bodies per task of a worker
constexpr qsizetype kMaxDead = 4096; // uids; a replay reaches back only so far
constexpr int kParsed = 128; // objects kept parsed

bool isNewer(QByteArrayView a, QByteArrayView b)
{
    return kube::isNewer(QString::fromUtf8(a), QString::fromUtf8(b));
}

} // namespace

struct ObjectStore::Private
{
    ObjectStore* const q;
    std::unique_ptr<ObjectTable> live = std::make_unique<ObjectTable>();
    std::unique_ptr<ObjectTable> staged; //!< a list that is still coming in
    // What was live before the last commit, as far as it was not yet compared with what is now: the
    // rows of `live` behind `settled` are to be looked up in it, then what it has below `swept` is
    // gone.
    std::unique_ptr<ObjectTable> former;
    Row settled = 0, swept = 0;

    std::vector<Row> touched; //!< rows that may have a mark, some of them twice
    struct Gone
    {
        QByteArray uid, resourceVersion;
    };
    QHash<ResourceKey, Gone> removed; //!< not told yet
    QSet<QByteArray> dead; //!< uids that were deleted: an event of theirs is a replay
    QTimer flush;
    QElapsedTimer sinceFlush;

    std::shared_ptr<KindCodec> codec;
    std::shared_ptr<const QSet<ResourceKey>> declared;
    bool isRepacking = false;
    Row repacked = 0;

    mutable QCache<Row, Object> parsed{kParsed};
    mutable qint64 parses = 0;
    qint64 events = 0;

    explicit Private(ObjectStore* owner)
        : q(owner)
    {
        flush.setSingleShot(true);
    }

    void soon()
    {
        if (flush.isActive())
            return;
        const qint64 elapsed = sinceFlush.isValid() ? sinceFlush.elapsed() : kBatch;
        flush.start(int(std::clamp<qint64>(kBatch - elapsed, 0, kBatch)));
    }
    void setMark(Row row, ObjectTable::Mark mark)
    {
        live->setMark(row, mark);
        if (mark != ObjectTable::Clean)
            touched.push_back(row);
        soon();
    }
    bool isAs(const ObjectTable& table, Row row, QByteArrayView uid, QByteArrayView version) const
    {
        return !uid.isEmpty() && !version.isEmpty() && table.uid(row) == uid
               && table.resourceVersion(row) == version;
    }
    //! Finds out what a row that a list brought is to those who saw the former list.
    void settle(Row row)
    {
        if (!live->isUnsettled(row))
            return;
        live->setUnsettled(row, false);
        markNew(row, live->at(row));
    }
    //! Added, changed, or nothing new after all.
    void markNew(Row row, const PackedObject& now)
    {
        auto mark = ObjectTable::Added;
        const Row old = former ? former->find(now) : ObjectTable::kNone;
        if (old != ObjectTable::kNone) {
            const auto untold = former->mark(old);
            if (untold != ObjectTable::Added)
                mark =
                    untold == ObjectTable::Clean && isAs(*former, old, now.uid, now.resourceVersion)
                        ? ObjectTable::Clean
                        : ObjectTable::Changed;
            former->remove(old);
        } else if (!removed.isEmpty()) {
            const auto gone = removed.constFind(now.key());
            if (gone != removed.constEnd()) {
                mark = isAs(*live, row, gone->uid, gone->resourceVersion) ? ObjectTable::Clean
                                                                          : ObjectTable::Changed;
                removed.erase(gone);
            }
        }
        setMark(row, mark);
    }
    void noteRemoved(const ObjectTable& table, Row row)
    {
        if (table.mark(row) == ObjectTable::Added)
            return; // came and went: nobody needs to know
        removed.insert(table.key(row),
                       {table.uid(row).toByteArray(), table.resourceVersion(row).toByteArray()});
        soon();
    }
    //! Up to `most` rows of the comparison with the former list.
    void settleSome(qsizetype most)
    {
        if (!former)
            return;
        for (; most > 0 && settled < live->end(); ++settled, --most)
            if (live->isThere(settled))
                settle(settled);
        if (settled < live->end())
            return;
        for (; most > 0 && former->size() > 0; --most)
            if (former->isThere(--swept)) {
                noteRemoved(*former, swept);
                former->remove(swept);
            }
        if (former->size() == 0)
            former.reset();
    }
    StoreDelta take();
    void tell();
    void offer(const PackedObject& object)
    {
        if (codec && !codec->dictionary() && !object.dictionary)
            codec->offer(object.body);
    }
    void repackSome();
    //! A worker that began before the dictionary was there has packed without it.
    void repackFrom(Row row)
    {
        if (!codec || !codec->dictionary() || live->isPackedWithDictionary(row))
            return;
        repacked = std::min(repacked, row);
        repackSome();
    }
    void takeRepacked(const QList<std::pair<Row, PackedObject>>& objects);
};

StoreDelta ObjectStore::Private::take()
{
    StoreDelta delta;
    settleSome(kSlice);
    qsizetype room = kSlice;
    while (room > 0 && !touched.empty()) {
        const Row row = touched.back();
        touched.pop_back();
        if (!live->isThere(row) || live->mark(row) == ObjectTable::Clean)
            continue;
        (live->mark(row) == ObjectTable::Added ? delta.added : delta.changed) += live->key(row);
        live->setMark(row, ObjectTable::Clean);
        --room;
    }
    for (auto it = removed.begin(); room > 0 && it != removed.end(); --room) {
        delta.removed += it.key();
        it = removed.erase(it);
    }
    return delta;
}

void ObjectStore::Private::tell()
{
    const StoreDelta delta = take();
    if (former || !touched.empty() || !removed.isEmpty())
        flush.start(0);
    else
        sinceFlush.start();
    if (!delta.isEmpty())
        Q_EMIT q->changed(delta);
}

//! Once there is a dictionary, what was packed without it is packed anew, some at a time.
void ObjectStore::Private::repackSome()
{
    if (isRepacking || !codec || !codec->dictionary())
        return;
    QList<std::pair<Row, PackedObject>> objects;
    for (qsizetype looked = 0;
         looked < kSlice && objects.size() < kRepack && repacked < live->end();
         ++looked, ++repacked)
        if (live->isThere(repacked) && !live->isPackedWithDictionary(repacked))
            objects.append({repacked, live->at(repacked)});
    if (objects.isEmpty() && repacked >= live->end())
        return;
    isRepacking = true;
    static QThreadPool pool;
    pool.setMaxThreadCount(1);
    observe(runOn(&pool,
                  [objects, dictionary = codec->dictionary()]() mutable {
                      for (auto& [row, object] : objects) {
                          object.body = pack(unpack(object.body, nullptr), dictionary.get());
                          object.dictionary = dictionary;
                      }
                      return Result<QList<std::pair<Row, PackedObject>>>(objects);
                  }),
            q, [this](const Result<QList<std::pair<Row, PackedObject>>>& result) {
                isRepacking = false;
                if (result)
                    takeRepacked(*result);
                repackSome();
            });
}

void ObjectStore::Private::takeRepacked(const QList<std::pair<Row, PackedObject>>& objects)
{
    for (const auto& [row, object] : objects)
        if (live->isThere(row) && isAs(*live, row, object.uid, object.resourceVersion)
            && live->find(object) == row)
            live->repack(row, object);
}

ObjectStore::ObjectStore(QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this))
{
    connect(&d->flush, &QTimer::timeout, this, [this] { d->tell(); });
}

ObjectStore::~ObjectStore() = default;

qsizetype ObjectStore::size() const
{
    return d->live->size();
}

std::optional<PackedObject> ObjectStore::packed(const ResourceKey& key) const
{
    const Row row = d->live->find(key);
    return row == ObjectTable::kNone ? std::nullopt : std::optional(d->live->at(row));
}

std::optional<Summary> ObjectStore::summary(const ResourceKey& key) const
{
    const auto object = packed(key);
    return object ? std::optional(object->summary()) : std::nullopt;
}

std::optional<Object> ObjectStore::find(const ResourceKey& key) const
{
    const Row row = d->live->find(key);
    if (row == ObjectTable::kNone)
        return std::nullopt;
    if (const Object* known = d->parsed.object(row))
        return *known;
    ++d->parses;
    auto* const object = new Object(d->live->at(row).object());
    const Object copy = *object;
    d->parsed.insert(row, object);
    return copy;
}

QList<ResourceKey> ObjectStore::keys() const
{
    QList<ResourceKey> keys;
    keys.reserve(size());
    for (Row row = 0; row < d->live->end(); ++row)
        if (d->live->isThere(row))
            keys += d->live->key(row);
    return keys;
}

QList<ResourceKey> ObjectStore::inNamespace(const QString& ns) const
{
    QList<ResourceKey> keys;
    for (const Row row : d->live->inNamespace(ns.toUtf8()))
        keys += d->live->key(row);
    return keys;
}

QList<ResourceKey> ObjectStore::ownedBy(const QString& uid) const
{
    QList<ResourceKey> keys;
    for (const Row row : d->live->ownedBy(uid.toUtf8()))
        keys += d->live->key(row);
    return keys;
}

QList<Object> ObjectStore::all() const
{
    QList<Object> objects;
    objects.reserve(size());
    for (Row row = 0; row < d->live->end(); ++row)
        if (d->live->isThere(row)) {
            ++d->parses;
            objects += d->live->at(row).object();
        }
    return objects;
}

void ObjectStore::declare(const QSet<ResourceKey>& keys)
{
    if (!d->declared
        || !d->declared->contains(keys)) // workers may be reading the set that is there
        d->declared = std::make_shared<QSet<ResourceKey>>(
            d->declared ? QSet<ResourceKey>(*d->declared).unite(keys) : keys);
}

Packing ObjectStore::packing(const objects::GroupVersionKind& kind)
{
    if (!d->codec) {
        d->codec = KindCodec::of(kind.group, kind.kind);
        connect(d->codec.get(), &KindCodec::trained, this, [this] { d->repackSome(); });
    }
    return {d->codec->dictionary(), d->declared};
}

void ObjectStore::replace(const QList<Object>& items)
{
    dropStaged();
    QList<PackedObject> packed;
    for (const Object& item : items)
        packed += PackedObject::of(item);
    stage(packed);
    commit();
}

void ObjectStore::stage(const QList<PackedObject>& part)
{
    for (const PackedObject& object : part)
        stage(Change::Added, object);
}

void ObjectStore::stage(Change change, const PackedObject& object)
{
    if (!d->staged)
        d->staged = std::make_unique<ObjectTable>();
    const Row known = d->staged->find(object);
    if (change == Change::Deleted) {
        if (known != ObjectTable::kNone)
            d->staged->remove(known);
        return;
    }
    if (known == ObjectTable::kNone)
        d->staged->setUnsettled(d->staged->insert(object), true);
    else
        d->staged->update(known, object);
    d->offer(object);
}

qsizetype ObjectStore::staged() const
{
    return d->staged ? d->staged->size() : 0;
}

void ObjectStore::dropStaged()
{
    d->staged.reset();
}

void ObjectStore::commit()
{
    while (d->former) // a list behind a list: rare, and then in one piece
        d->settleSome(kSlice);
    d->former =
        std::exchange(d->live, d->staged ? std::move(d->staged) : std::make_unique<ObjectTable>());
    d->staged.reset();
    d->settled = 0;
    d->swept = d->former->end();
    d->repacked = 0;
    d->touched.clear(); // the marks are in the rows
    d->parsed.clear();
    d->dead.clear();
    d->soon();
    d->repackSome();
}

void ObjectStore::apply(Change change, const Object& object)
{
    apply(change, PackedObject::of(object));
}

void ObjectStore::apply(Change change, const PackedObject& object)
{
    ++d->events;
    ObjectTable& live = *d->live;
    const Row row = live.find(object);
    const bool isKnown = row != ObjectTable::kNone;
    const bool isSameUid = isKnown && live.uid(row) == object.uid;
    if (change == Change::Deleted) {
        if (!object.uid.isEmpty()) {
            if (d->dead.size() >= kMaxDead)
                d->dead.clear();
            d->dead.insert(object.uid);
        }
        if (!isSameUid)
            return; // the one that is here now is another // W-17
        d->settle(row);
        d->noteRemoved(live, row);
        d->parsed.remove(row);
        live.remove(row);
        return;
    }
    // A replay: of what is dead, or older than what we have. // W-14, W-15
    if (d->dead.contains(object.uid))
        return;
    if (isSameUid && !isNewer(object.resourceVersion, live.resourceVersion(row)))
        return;
    d->offer(object);
    if (!isKnown) {
        const Row added = live.insert(object);
        d->markNew(added, object);
        return d->repackFrom(added);
    }
    d->settle(row);
    d->parsed.remove(row);
    live.update(row, object);
    if (live.mark(row) != ObjectTable::Added)
        d->setMark(row, ObjectTable::Changed);
    d->repackFrom(row);
}

ObjectStore::Statistics ObjectStore::statistics() const
{
    const ObjectTable& live = *d->live;
    return {live.size(), live.heldBytes(), live.bodyBytes(),  live.withoutDictionary(),
            d->parses,   d->events,        live.compactions()};
}

} // namespace plumb::kube
