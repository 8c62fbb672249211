// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/bodycodec_p.h"
#include "kube/objectstore.h"
#include "kube/objecttable_p.h"
#include "kube/packing_p.h"
#include "watchserver.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QSignalSpy>

using namespace plumb;
using namespace plumb::kube;
using objects::Object;
using objects::ResourceKey;
using Change = ObjectStore::Change;

namespace {

const objects::GroupVersionKind kPod{{}, u"v1"_s, u"Pod"_s};

QByteArray podJson(int space, int name, int version, int generation, int owner)
{
    const auto number = [](int value) { return QByteArray::number(value); };
    return json("{'kind':'Pod','apiVersion':'v1','metadata':{'name':'p" + number(name)
                + "','namespace':'n" + number(space) + "','uid':'u" + number(name) + '-'
                + number(space) + '-' + number(generation) + "','resourceVersion':'"
                + number(version) + "','labels':{'app':'a" + number(owner)
                + "'},'creationTimestamp':'2026-11-24T05:06:07Z','ownerReferences':[{'apiVersion':'"
                  "apps/v1',"
                  "'kind':'ReplicaSet','name':'r','uid':'r"
                + number(owner)
                + "','controller':true}],'managedFields':[{'manager':'kubelet'}]},'spec':{'text':'"
                + QByteArray(name % 50, 'x') + number(version) + "'}}");
}

PackedObject pack(const QByteArray& text, const Packing& how = {})
{
    PackedObject made;
    ScannedList list;
    scanList("{\"items\":[" + text + "]}", list,
             [&](const ScannedObject& object) { made = packed(object, kPod, how); });
    return made;
}

//! What one who only hears of the deltas believes to be there.
struct Listener
{
    QSet<ResourceKey> keys;
    QMap<ResourceKey, QString> versions;
    qsizetype largest = 0;
    int deltas = 0;
    QString wrong;

    explicit Listener(ObjectStore& store)
    {
        QObject::connect(&store, &ObjectStore::changed, &store,
                         [this, &store](const StoreDelta& delta) { take(store, delta); });
    }
    void take(const ObjectStore& store, const StoreDelta& delta)
    {
        ++deltas;
        largest =
            std::max(largest, delta.added.size() + delta.changed.size() + delta.removed.size());
        for (const auto& key : delta.added)
            if (keys.contains(key))
                wrong = u"added twice: "_s + key.name;
        for (const auto& key : delta.changed)
            if (!keys.contains(key))
                wrong = u"changed, but never added: "_s + key.name;
        for (const auto& key : delta.removed) {
            if (!keys.remove(key))
                wrong = u"removed, but never added: "_s + key.name;
            versions.remove(key);
        }
        for (const auto& key : delta.added + delta.changed) {
            keys.insert(key);
            versions[key] = store.summary(key)->resourceVersion;
        }
    }
};

} // namespace

class PackedStoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anObjectIsKnownWithoutItsBody()
    {
        ObjectStore store;
        store.stage({pack(podJson(1, 2, 3, 4, 5))});
        QCOMPARE(store.size(), 0); // nothing is seen before commit()
        store.commit();
        const ResourceKey key{{}, u"Pod"_s, u"n1"_s, u"p2"_s};
        const auto summary = store.summary(key);
        QVERIFY(summary);
        QCOMPARE(summary->uid, u"u2-1-4"_s);
        QCOMPARE(summary->resourceVersion, u"3"_s);
        QCOMPARE(summary->created.toString(Qt::ISODate), u"2026-11-24T05:06:07Z"_s);
        QVERIFY(!summary->terminating.isValid());
        QCOMPARE(summary->labels, (QMap<QString, QString>{{u"app"_s, u"a5"_s}}));
        QCOMPARE(summary->owners.size(), 1);
        QCOMPARE(summary->owners.first().uid, u"r5"_s);
        QVERIFY(!summary->hasManagedFields);
        QCOMPARE(store.statistics().parses, 0);
        QCOMPARE(store.find(key)->spec().value(u"text"_s).toString(), u"xx3"_s);
        QVERIFY(!store.find(key)->metadata().contains(u"managedFields"_s));
        QCOMPARE(store.statistics().parses, 1); // and the second time it was still there
        QCOMPARE(store.packed(key)->object(), *store.find(key));
    }
    void onlyWhatGitDeclaresKeepsItsManagedFields()
    {
        ObjectStore store;
        const ResourceKey declared{{}, u"Pod"_s, u"n1"_s, u"p1"_s},
            other{{}, u"Pod"_s, u"n1"_s, u"p2"_s};
        store.declare({declared});
        store.declare(
            {{{}, u"Pod"_s, u"n1"_s, u"of another application"_s}}); // that shares the store
        const Packing how = store.packing(kPod);
        store.stage({pack(podJson(1, 1, 3, 4, 5), how), pack(podJson(1, 2, 3, 4, 5), how)});
        store.commit();
        QVERIFY(store.summary(declared)->hasManagedFields);
        QVERIFY(store.find(declared)->metadata().contains(u"managedFields"_s));
        QVERIFY(!store.summary(other)->hasManagedFields);
        QVERIFY(!store.find(other)->metadata().contains(u"managedFields"_s));
    }
    // Lists and events at random against a plain map; whoever listens knows the same in the end,
    // however the list, its comparison with the former one and the events after it fall together.
    void anySequenceLeavesWhatAPlainMapHolds_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 8; ++seed)
            QTest::addRow("%d", seed) << seed;
    }
    void anySequenceLeavesWhatAPlainMapHolds()
    {
        QFETCH(int, seed);
        QRandomGenerator chance = QRandomGenerator(quint32(seed));
        ObjectStore store;
        Listener listener(store);
        QMap<ResourceKey, PackedObject> truth;
        QMap<ResourceKey, int> owners, versions, generations;
        int version = 1;
        const int names = seed == 4 ? 800 : 40;
        const auto random = [&] {
            const int space = chance.bounded(5), name = chance.bounded(names);
            const ResourceKey key{{}, u"Pod"_s, u"n%1"_s.arg(space), u"p%1"_s.arg(name)};
            if (!truth.contains(key))
                ++generations[key];
            owners[key] = chance.bounded(7);
            versions[key] = ++version;
            return std::pair(
                key, pack(podJson(space, name, version, generations.value(key), owners[key])));
        };
        for (int round = 0; round < 30; ++round) {
            if (round % 5 == seed % 5) { // a list: some are gone, some new, some changed
                for (const auto& key : truth.keys())
                    if (chance.bounded(3) == 0)
                        truth.remove(key);
                for (int i = chance.bounded(names * 2); i > 0; --i) {
                    const auto [key, object] = random();
                    truth.insert(key, object);
                }
                if (round % 7 == 0)
                    truth.clear();
                store.stage({pack(podJson(9, 9, 1, 1, 1))}); // of a list that was given up
                store.dropStaged();
                store.stage(truth.values());
                store.commit();
            }
            for (int i = chance.bounded(60); i > 0; --i) {
                const auto [key, object] = random();
                if (truth.contains(key) && chance.bounded(3) == 0) {
                    store.apply(Change::Deleted, truth.value(key));
                    truth.remove(key);
                } else {
                    store.apply(chance.bounded(2) ? Change::Added : Change::Modified, object);
                    truth.insert(key, object);
                }
            }
            if (chance.bounded(3) == 0)
                QCoreApplication::processEvents(); // in the middle of telling
            QCOMPARE(store.size(), truth.size());
        }
        QTRY_VERIFY([&] {
            QSignalSpy more(&store, &ObjectStore::changed);
            return !more.wait(130);
        }());
        QVERIFY2(listener.wrong.isEmpty(), qPrintable(listener.wrong));
        QVERIFY(listener.largest <= 2000);
        const auto keys = store.keys();
        QCOMPARE(QSet<ResourceKey>(keys.begin(), keys.end()), listener.keys);
        QHash<QString, int> byOwner, bySpace;
        for (auto it = truth.cbegin(); it != truth.cend(); ++it) {
            const auto summary = store.summary(it.key());
            QVERIFY(summary);
            QCOMPARE(summary->resourceVersion, listener.versions.value(it.key()));
            QCOMPARE(summary->key, it.key());
            const Object expected = it.value().object();
            QCOMPARE(*store.find(it.key()), expected);
            QCOMPARE(summary->resourceVersion, expected.resourceVersion());
            ++byOwner[expected.owners().first().uid];
            ++bySpace[expected.ns()];
        }
        for (int i = 0; i < 7; ++i)
            QCOMPARE(store.ownedBy(u"r%1"_s.arg(i)).size(), byOwner.value(u"r%1"_s.arg(i)));
        for (int i = 0; i < 5; ++i)
            QCOMPARE(store.inNamespace(u"n%1"_s.arg(i)).size(), bySpace.value(u"n%1"_s.arg(i)));
    }
    void churnDoesNotLetTheStoreGrow()
    {
        ObjectStore store;
        constexpr int kObjects = 700;
        for (int i = 0; i < kObjects; ++i)
            store.apply(Change::Added, pack(podJson(1, i, 1, 1, i % 9)));
        const auto before = store.statistics();
        int version = 1;
        for (int round = 0; round < 20; ++round)
            for (int i = 0; i < kObjects; ++i)
                store.apply(Change::Modified, pack(podJson(1, i, ++version, 1, (i + round) % 9)));
        const auto after = store.statistics();
        QVERIFY(after.compactions > 0);
        QVERIFY2(after.heldBytes < 2 * before.heldBytes + (1 << 20),
                 qPrintable(u"%1 -> %2"_s.arg(before.heldBytes).arg(after.heldBytes)));
        QCOMPARE(store.find({{}, u"Pod"_s, u"n1"_s, u"p7"_s})->spec().value(u"text"_s).toString(),
                 u"xxxxxxx%1"_s.arg(19 * kObjects + 9));
    }
    void aDictionaryIsTrainedOnTheFirstThousandAndAllArePackedAnew()
    {
        ObjectStore store;
        const objects::GroupVersionKind kind{u"test"_s, u"v1"_s, u"Trained"_s};
        QVERIFY(!store.packing(kind).dictionary);
        QList<PackedObject> part;
        for (int i = 0; i < 1500; ++i)
            part += pack(podJson(1, i, 1, 1, i % 9));
        store.stage(part);
        store.commit();
        const auto before = store.statistics();
        QCOMPARE(before.withoutDictionary, 1500);
        QTRY_COMPARE(store.statistics().withoutDictionary, 0);
        const auto dictionary = store.packing(kind).dictionary;
        QVERIFY(dictionary);
        QVERIFY2(store.statistics().bodyBytes * 3 < before.bodyBytes * 2,
                 qPrintable(u"%1 -> %2"_s.arg(before.bodyBytes).arg(store.statistics().bodyBytes)));
        for (int i = 0; i < 1500; ++i)
            QCOMPARE(*store.find({{}, u"Pod"_s, u"n1"_s, u"p%1"_s.arg(i)}), part.at(i).object());
        ObjectStore another; // of the same kind: it need not learn again
        QCOMPARE(another.packing(kind).dictionary, dictionary);
    }
    // No event of the UI thread grows with the list: the counter is how much a delta names.
    void aLargeListIsToldInSlices()
    {
        ObjectStore store;
        Listener listener(store);
        constexpr int kObjects = 10'000;
        for (int i = 0; i < kObjects; ++i)
            store.stage({pack(podJson(i % 5, i, 1, 1, i % 9))});
        store.commit();
        QTRY_COMPARE(listener.keys.size(), kObjects);
        QVERIFY(listener.largest <= 2000);
        QVERIFY(listener.deltas >= 5);
        store.commit(); // an empty list
        QCOMPARE(store.size(), 0);
        QTRY_COMPARE(listener.keys.size(), 0);
        QVERIFY2(listener.wrong.isEmpty(), qPrintable(listener.wrong));
    }
};

QTEST_GUILESS_MAIN(PackedStoreTest)
#include "tst_packedstore.moc"
