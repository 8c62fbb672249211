// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/objectstore.h"

#include "kube/resourceversion_p.h"
#include "kube/watchbatch_p.h"
#include "watchserver.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QSignalSpy>

using namespace plumb;
using namespace plumb::kube;
using objects::Object;
using objects::ResourceKey;
using Change = ObjectStore::Change;

namespace {

Object map(const QByteArray& name, int version, const QByteArray& uid = {})
{
    return Object::fromJson(QJsonDocument::fromJson(mapJson(name, version, uid)).object());
}

ResourceKey key(const QString& name)
{
    return {{}, u"ConfigMap"_s, u"shop"_s, name};
}

//! "+a ~b -c", names in order.
QString told(const QSignalSpy& spy)
{
    QStringList words;
    for (const auto& arguments : spy) {
        const auto delta = arguments.first().value<StoreDelta>();
        for (const auto& [sign, keys] :
             {std::pair(u'+', delta.added), std::pair(u'~', delta.changed),
              std::pair(u'-', delta.removed)})
            for (const ResourceKey& changed : keys)
                words += sign + changed.name;
    }
    words.sort();
    return words.join(u' ');
}

} // namespace

class ObjectStoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aBatchTellsWhatBecameOfEachObject()
    {
        ObjectStore store;
        store.replace({map("a", 1), map("b", 1), map("c", 1)});
        QSignalSpy spy(&store, &ObjectStore::changed);
        QVERIFY(spy.wait());
        QCOMPARE(told(spy), u"+a +b +c"_s);
        spy.clear();
        store.apply(Change::Modified, map("a", 2));
        store.apply(Change::Modified, map("a", 3));
        store.apply(Change::Deleted, map("b", 4));
        store.apply(Change::Added, map("d", 5));
        store.apply(Change::Added, map("e", 6)); // comes and goes: nobody needs to know
        store.apply(Change::Deleted, map("e", 7));
        QVERIFY(spy.wait());
        QCOMPARE(spy.size(), 1);
        QCOMPARE(told(spy), u"+d -b ~a"_s);
        QCOMPARE(store.size(), 3);
        QCOMPARE(store.find(key(u"a"_s))->resourceVersion(), u"3"_s);
        QVERIFY(!store.find(key(u"b"_s)));
    }
    void batchesAreAtLeast100MillisecondsApart()
    {
        ObjectStore store;
        QSignalSpy spy(&store, &ObjectStore::changed);
        store.apply(Change::Added, map("a", 1));
        QVERIFY(spy.wait());
        QElapsedTimer since;
        since.start();
        store.apply(Change::Added, map("b", 2));
        QVERIFY(spy.wait());
        QVERIFY2(since.elapsed() >= 95, QByteArray::number(since.elapsed()).constData());
    }
    void replacingTellsOnlyTheDifference()
    {
        ObjectStore store;
        store.replace({map("a", 1), map("b", 1), map("c", 1)});
        QSignalSpy spy(&store, &ObjectStore::changed);
        QVERIFY(spy.wait());
        spy.clear();
        store.replace({map("a", 1), map("b", 2), map("d", 1)});
        QVERIFY(spy.wait());
        QCOMPARE(told(spy), u"+d -c ~b"_s);
    }
    void replacingWithTheSameTellsNothing()
    {
        ObjectStore store;
        store.replace({map("a", 1)});
        QSignalSpy spy(&store, &ObjectStore::changed);
        QVERIFY(spy.wait());
        store.replace({map("a", 1)});
        QVERIFY(!spy.wait(150));
    }
    void w14_replaysAndOlderVersionsAreIgnored()
    {
        ObjectStore store;
        store.replace({map("a", 5), map("b", 5)});
        store.apply(Change::Modified, map("a", 4));
        QCOMPARE(store.find(key(u"a"_s))->resourceVersion(), u"5"_s);
        store.apply(Change::Deleted, map("b", 6));
        store.apply(Change::Added, map("b", 5)); // replayed behind its deletion
        QVERIFY(!store.find(key(u"b"_s)));
    }
    void w15_theOrderAcrossObjectsDoesNotMatter()
    {
        ObjectStore store;
        store.apply(Change::Modified, map("b", 12));
        store.apply(Change::Modified, map("a", 11));
        store.apply(Change::Modified, map("b", 10)); // of one object the older is dropped
        QCOMPARE(store.find(key(u"a"_s))->resourceVersion(), u"11"_s);
        QCOMPARE(store.find(key(u"b"_s))->resourceVersion(), u"12"_s);
    }
    void w16_addedAndModifiedMeanTheSame()
    {
        ObjectStore store;
        store.replace({map("a", 1)});
        store.apply(Change::Added, map("a", 2));
        store.apply(Change::Modified, map("new", 3));
        store.apply(Change::Deleted, map("never seen", 4));
        QCOMPARE(store.size(), 2);
        QCOMPARE(store.find(key(u"a"_s))->resourceVersion(), u"2"_s);
    }
    void w17_aNewUidReplacesTheOldObject()
    {
        ObjectStore store;
        store.replace({map("a", 9, "old")});
        store.apply(Change::Added, map("a", 12, "new"));
        store.apply(Change::Deleted, map("a", 10, "old")); // late
        QCOMPARE(store.find(key(u"a"_s))->uid(), u"new"_s);
    }
    void versionsAreComparedAsNumbers()
    {
        QVERIFY(isNewer(u"10"_s, u"9"_s));
        QVERIFY(!isNewer(u"9"_s, u"10"_s));
        QVERIFY(!isNewer(u"9"_s, u"9"_s));
        QVERIFY(isNewer(u"123456789012345678901234567890"_s, u"123456789012345678901234567889"_s));
        QVERIFY(isNewer(u"opaque-a"_s, u"opaque-b"_s));
    }

    // What a line of a watch can be, and what is made of it.
    void w12_linesOfAWatch_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("outcome"); // "change name", "version n" or the sentence
        const QString failed = u"Watching configmaps failed: "_s;
        QTest::newRow("added") << watchLine("ADDED", mapJson("a", 7)) << u"0 a 7"_s;
        QTest::newRow("deleted") << watchLine("DELETED", mapJson("a", 7)) << u"2 a 7"_s;
        QTest::newRow("bookmark") << watchLine(
            "BOOKMARK",
            json("{'kind':'ConfigMap','apiVersion':'v1','metadata':{'resourceVersion':'9'}}"))
                                  << u"9"_s;
        QTest::newRow("garbage") << QByteArray("\x16\x03\x01 hello")
                                 << failed + u"the server sent a line that is not a JSON object."_s;
        QTest::newRow("cut") << watchLine("ADDED", mapJson("a", 7)).left(40)
                             << failed + u"the server sent a line that is not a JSON object."_s;
        QTest::newRow("unknown type")
            << watchLine("RENAMED", mapJson("a", 7))
            << failed + u"the server sent an event of the unknown type \"RENAMED\"."_s;
        QTest::newRow("table") << watchLine("ADDED",
                                            json("{'kind':'Table','apiVersion':'meta.k8s.io/"
                                                 "v1','metadata':{'resourceVersion':'1'}}"))
                               << failed
                                      + u"the server sent an object of another kind (\"Table\")."_s;
        QTest::newRow("no version")
            << watchLine("ADDED",
                         json("{'kind':'ConfigMap','apiVersion':'v1','metadata':{'name':'a'}}"))
            << failed + u"the server sent an object without name or resourceVersion."_s;
        QTest::newRow("w04 gone")
            << watchLine("ERROR", json("{'kind':'Status','code':410,'reason':'Expired','message':'"
                                       "too old resource version'}"))
            << failed
                   + u"The version asked for is too old for the server. Answer 410: too old resource version."_s;
    }
    void w12_linesOfAWatch()
    {
        QFETCH(QByteArray, line);
        const WatchBatch batch = readWatch(kMaps, {line});
        QString outcome;
        if (batch.error)
            outcome = batch.error->summary;
        else if (!batch.events.isEmpty())
            outcome = u"%1 %2 %3"_s.arg(int(batch.events.first().change))
                          .arg(batch.events.first().object.key().name, batch.resourceVersion);
        else
            outcome = batch.resourceVersion;
        QTEST(outcome, "outcome");
    }
    void theEventsBeforeABadLineCount()
    {
        const WatchBatch batch = readWatch(kMaps, {watchLine("ADDED", mapJson("a", 7)), "garbage",
                                                   watchLine("ADDED", mapJson("b", 8))});
        QCOMPARE(batch.events.size(), 1);
        QCOMPARE(batch.resourceVersion, u"7"_s);
        QVERIFY(batch.error);
    }
};

QTEST_GUILESS_MAIN(ObjectStoreTest)
#include "tst_objectstore.moc"
