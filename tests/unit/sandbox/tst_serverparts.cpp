// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

// The pure parts of the simulated server; what they do together is under the contract.

#include "objects/schema.h"
#include "sandbox/decode.h"
#include "sandbox/listing.h"
#include "sandbox/patch.h"
#include "sandbox/resources.h"
#include "sandbox/status.h"
#include "sandbox/typed.h"

#include <QJsonDocument>
#include <QTest>

using namespace plumb;
using namespace plumb::sandbox;

namespace {

//! JSON written with single quotes: moc stumbles over raw strings.
QJsonObject json(QByteArray text)
{
    return QJsonDocument::fromJson(text.replace('\'', '"')).object();
}

QJsonArray list(QByteArray text)
{
    return QJsonDocument::fromJson(text.replace('\'', '"')).array();
}

const Resource& maps()
{
    return *findResource({}, u"v1"_s, u"configmaps"_s);
}

const objects::FieldType& podType()
{
    return *objects::Schema::builtIn().typeOf({{}, u"v1"_s, u"Pod"_s});
}

QJsonObject pod(const QByteArray& containers)
{
    return json("{'spec':{'containers':" + containers + "}}");
}

QString names(const QJsonObject& object)
{
    QStringList all;
    for (const QJsonValue& each : object[u"spec"_s][u"containers"_s].toArray())
        all += each[u"name"_s].toString() + each[u"image"_s].toString();
    return all.join(u' ');
}

} // namespace

class ServerPartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyServedKindIsInTheSchema()
    {
        for (const Resource& each : resources())
            QVERIFY2(objects::Schema::builtIn().typeOf(each.gvk()), qPrintable(each.kind));
    }

    void quantitiesHaveOneForm_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical");
        const auto row = [](const char* text, const char* canonical) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(canonical);
        };
        row("0.5", "500m");
        row("1", "1");
        row("1000m", "1");
        row("1500m", "1500m");
        row("1024Mi", "1Gi");
        row("1000Mi", "1000Mi");
        row("1000k", "1M");
        row("0", "0");
        row("0.1m", "1m");
        row("-2", "-2");
        row("1.1", "1100m");
        row("1.5Gi", "1536Mi");
        row("many", "many");
    }
    void quantitiesHaveOneForm()
    {
        QFETCH(QString, text);
        QFETCH(QString, canonical);
        QCOMPARE(canonicalQuantity(text), canonical);
    }

    void strategicPatchesKnowTheirLists_data()
    {
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QString>("result");
        QTest::newRow("by name") << QByteArray("[{'name':'b','image':'9'}]") << u"a1 b9 c3"_s;
        QTest::newRow("new goes first")
            << QByteArray("[{'name':'n','image':'9'}]") << u"n9 a1 b2 c3"_s;
        QTest::newRow("deleted") << QByteArray("[{'name':'b','$patch':'delete'}]") << u"a1 c3"_s;
        QTest::newRow("replaced") << QByteArray("[{'name':'n','image':'9'},{'$patch':'replace'}]")
                                  << u"n9"_s;
    }
    void strategicPatchesKnowTheirLists()
    {
        QFETCH(QByteArray, patch);
        QFETCH(QString, result);
        const auto before =
            pod("[{'name':'a','image':'1'},{'name':'b','image':'2'},{'name':'c','image':'3'}]");
        const auto after = strategicPatched(podType(), before, pod(patch));
        QVERIFY(after.ok());
        QCOMPARE(names(*after), result);
    }

    void theOrderThatAPatchAsksForIsKept()
    {
        const auto before = pod("[{'name':'a','image':'1'},{'name':'b','image':'2'}]");
        const auto after = strategicPatched(
            podType(), before,
            json("{'spec':{'$setElementOrder/containers':[{'name':'b'},{'name':'a'}]}}"));
        QCOMPARE(names(*after), u"b2 a1"_s);
    }

    void aListElementWithoutItsKeyIsRefused()
    {
        const auto refused = strategicPatched(podType(), pod("[]"), pod("[{'image':'x'}]"));
        QVERIFY(!refused.ok());
        QCOMPARE(codeOf(refused.error()), 400);
    }

    void jsonPatchesAreAllOrNothing()
    {
        const auto refused =
            jsonPatched(json("{'a':1}"), list("[{'op':'add','path':'/b','value':2},"
                                              "{'op':'remove','path':'/none'}]"));
        QVERIFY(!refused.ok());
        QCOMPARE(codeOf(refused.error()), 422);
        const auto moved =
            jsonPatched(json("{'a':[1,2,3]}"), list("[{'op':'move','from':'/a/0','path':'/a/-'}]"));
        QCOMPARE(*moved, json("{'a':[2,3,1]}"));
    }

    void aMergeKeepsWhatItDoesNotName()
    {
        const auto live = pod("[{'name':'a','image':'1','tty':true},{'name':'z','image':'2'}]");
        const auto merge =
            merged(podType(), live, pod("[{'name':'n','image':'3'},{'name':'a','image':'4'}]"))
                .toObject();
        QCOMPARE(names(merge), u"n3 a4 z2"_s);
        QVERIFY(merge[u"spec"_s][u"containers"_s][1][u"tty"_s].toBool());
    }

    void aSelectorThatCannotBeReadIsRefused_data()
    {
        QTest::addColumn<QString>("labels");
        QTest::addColumn<QString>("fields");
        QTest::newRow("operator alone") << u"=="_s << QString();
        QTest::newRow("bracket") << u"a in (b"_s << QString();
        QTest::newRow("unknown field") << QString() << u"spec.replicas=1"_s;
        QTest::newRow("no operator") << QString() << u"metadata.name"_s;
    }
    void aSelectorThatCannotBeReadIsRefused()
    {
        QFETCH(QString, labels);
        QFETCH(QString, fields);
        const auto selector = Selector::parse(maps(), labels, fields);
        QVERIFY(!selector.ok());
        QCOMPARE(codeOf(selector.error()), 400);
    }

    void anOldStateIsRebuiltFromTheHistory()
    {
        Store store;
        store.put(maps(), json("{'metadata':{'name':'a','namespace':'n'},'data':{'k':'1'}}"));
        const auto before = store.revision();
        store.put(maps(), json("{'metadata':{'name':'a','namespace':'n'},'data':{'k':'2'}}"));
        store.put(maps(), json("{'metadata':{'name':'b','namespace':'n'}}"));
        store.remove(maps(), u"n"_s, u"a"_s);
        const auto then = store.allAt(maps(), before);
        QCOMPARE(then.size(), 1);
        QCOMPARE(then.first()[u"data"_s][u"k"_s], QJsonValue(u"1"_s));
        const auto loaded = Store::load(store.saved());
        QVERIFY(loaded.ok());
        QCOMPARE(loaded->revision(), store.revision());
        QCOMPARE(loaded->all(maps()), store.all(maps()));
    }

    void aDamagedClusterFileIsNamed()
    {
        const auto loaded = Store::load("{");
        QVERIFY(!loaded.ok());
        QVERIFY(loaded.error().summary.contains(u"Reset the sandbox"));
    }

    void aWatchOfAForgottenVersionEndsWith410()
    {
        Store store;
        store.put(maps(), json("{'metadata':{'name':'a','namespace':'n'}}"));
        auto watch = Watch::open(store, maps(), u"n"_s, {{u"resourceVersion"_s, u"101"_s}});
        QVERIFY(watch.ok());
        store.put(maps(), json("{'metadata':{'name':'b','namespace':'n'}}"));
        store.compactTo(store.revision());
        const auto lines = watch->take(store);
        QCOMPARE(lines.size(), 1);
        const QJsonObject event = QJsonDocument::fromJson(lines.first()).object();
        QCOMPARE(event[u"type"_s], QJsonValue(u"ERROR"_s));
        QCOMPARE(event[u"object"_s][u"message"_s],
                 QJsonValue(u"too old resource version: 101 (102)"_s));
        QVERIFY(watch->isOver());
    }
};

QTEST_GUILESS_MAIN(ServerPartsTest)
#include "tst_serverparts.moc"
