// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/bodycodec_p.h"
#include "kube/cluster.h"
#include "kube/packing_p.h"
#include "watchserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>

using namespace plumb;
using namespace plumb::kube;

namespace {

QJsonObject tree(const QByteArray& text)
{
    return QJsonDocument::fromJson(text).object();
}

//! The items of a list as they come out of the scan, or the sentence.
QString scanned(const QByteArray& item, QByteArrayList* texts = nullptr, bool managed = false)
{
    ScannedList list;
    const auto problem = scanList("{\"kind\":\"PodList\",\"metadata\":{\"resourceVersion\":\"7\","
                                  "\"continue\":\"n\"},\"items\":["
                                      + item + "]}",
                                  list, [&](const ScannedObject& object) {
                                      if (texts)
                                          *texts += object.json(managed, "Pod", "v1");
                                  });
    return problem ? *problem : list.kind + u' ' + list.resourceVersion + u' ' + list.next;
}

} // namespace

class StrictJsonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anItemComesOutAsItWas_data()
    {
        QTest::addColumn<QByteArray>("item");
        for (const char* item :
             {"{'metadata':{'name':'a'}}",
              "{'kind':'Pod','apiVersion':'v1','metadata':{'name':'a'}}",
              "{ 'metadata' : { 'name' : 'a' } , 'x' : [ 1 , -2.5e3 , true , null , '\\u00e9\\n' , "
              "{} , [] ] }",
              "{'x':9007199254740993,'y':-9223372036854775808,'z':9223372036854775807}", "{}",
              "{'metadata':{'labels':{'a':'b','c':'\\'}}'},'ownerReferences':[{'uid':'u'}]}}"})
            QTest::newRow(item) << json(item);
    }
    void anItemComesOutAsItWas()
    {
        QFETCH(QByteArray, item);
        QByteArrayList texts;
        QCOMPARE(scanned(item + ',' + item, &texts), u"PodList 7 n"_s);
        QCOMPARE(texts.size(), 2);
        QJsonObject expected = tree(item);
        expected.insert(u"kind"_s, u"Pod"_s);
        expected.insert(u"apiVersion"_s, u"v1"_s);
        for (const QByteArray& text : texts)
            QCOMPARE(tree(text), expected);
    }
    void managedFieldsAreCutOutWhereverTheyStand_data()
    {
        QTest::addColumn<QByteArray>("metadata");
        QTest::newRow("first") << json("{ 'managedFields' : [{'f:a':{}}] , 'name':'a'}");
        QTest::newRow("last") << json("{'name':'a' , 'managedFields':[{'manager':'k,}'}] }");
        QTest::newRow("between") << json("{'name':'a','managedFields':[],'uid':'u'}");
        QTest::newRow("alone") << json("{'managedFields':[{'x':{'name':'y'}}]}");
        QTest::newRow("not there") << json("{'name':'a'}");
    }
    void managedFieldsAreCutOutWhereverTheyStand()
    {
        QFETCH(QByteArray, metadata);
        const QByteArray item =
            json("{'kind':'Pod','apiVersion':'v1','metadata':") + metadata + '}';
        QByteArrayList without, with;
        scanned(item, &without, false);
        scanned(item, &with, true);
        QCOMPARE(tree(with.first()), tree(item));
        QJsonObject expected = tree(item), rest = expected.value(u"metadata"_s).toObject();
        rest.remove(u"managedFields"_s);
        expected.insert(u"metadata"_s, rest);
        QVERIFY(!tree(without.first()).isEmpty());
        QCOMPARE(tree(without.first()), expected);
    }
    void m02_m05_whatCouldBeReadInTwoWaysIsRefused_data()
    {
        QTest::addColumn<QByteArray>("item");
        QTest::addColumn<QString>("sentence");
        const QString number = u"a number is malformed, or larger than can be kept"_s;
        QTest::newRow("m02 twice")
            << json("{'a':1,'b':{'x':1,'y':2,'x':3}}") << u"the key \"x\" is there twice"_s;
        QTest::newRow("m02 twice in the metadata")
            << json("{'metadata':{'name':'a','name':'b'}}") << u"the key \"name\" is there twice"_s;
        QTest::newRow("m02 twice, once escaped")
            << json("{'ab':1,'\\u0061b':2}") << u"the key \"ab\" is there twice"_s;
        QByteArray many = "{";
        for (int i = 0; i < 100; ++i)
            many += "\"k" + QByteArray::number(i * 37 % 100) + "\":0,";
        QTest::newRow("m02 twice among many")
            << many + "\"k42\":1}" << u"the key \"k42\" is there twice"_s;
        QTest::newRow("m05 2^63") << json("{'a':9223372036854775808}") << number;
        QTest::newRow("m05 30 digits") << json("{'a':123456789012345678901234567890}") << number;
        QTest::newRow("m05 1e400") << json("{'a':1e400}") << number;
        QTest::newRow("too deep") << json("{'a':") + QByteArray(600, '[') + QByteArray(600, ']')
                                         + '}'
                                  << u"it is nested more than 500 levels deep"_s;
    }
    void m02_m05_whatCouldBeReadInTwoWaysIsRefused()
    {
        QFETCH(QByteArray, item);
        QTEST(scanned(item), "sentence");
    }
    void w11_whatIsNoJsonIsRefusedWhereverItStands_data()
    {
        QTest::addColumn<QByteArray>("item");
        for (const char* item :
             {"{'a':tru}", "{'a':nul}", "{'a':01}", "{'a':1.}", "{'a':'\\x'}", "{'a':'\\ud800'}",
              "{'a':[1,2}", "{'a':{'b':1]}", "{'a' 1}", "{'a':}", "{'a':1,}", "[1,]", "{'a':'\t'}",
              "{'metadata':{'managedFields':[{'a':truu}]}}",
              "{'metadata':{'annotations':{'a':1.}}}", "{'metadata':{'labels':{'a':fals}}}",
              "{'a':1}{}", "{'a':'\xff'}", ""})
            QTest::newRow(QByteArray(item).toHex().constData()) << json(item);
    }
    void w11_whatIsNoJsonIsRefusedWhereverItStands()
    {
        QFETCH(QByteArray, item);
        const QString outcome = scanned(item.isEmpty() ? QByteArray(1, 0) : item);
        QVERIFY2(!outcome.startsWith(u"PodList"_s), qPrintable(outcome));
    }
    // Cut at any byte, or with any byte changed, a list is refused or is what Qt reads in it.
    void w11_noCutAndNoByteMakesAnotherList()
    {
        const QByteArray whole =
            listJson(12, {mapJson("a", 1), json("{'metadata':{'name':'b','managedFields':[{'a':1}],"
                                                "'labels':{'x':'y'}},'n':[1,2.5,null]}")});
        const auto read = [](const QByteArray& body) -> std::optional<QJsonArray> {
            QJsonArray items;
            ScannedList list;
            if (scanList(body, list,
                         [&](const ScannedObject& object) { items += tree(object.json(true)); }))
                return std::nullopt;
            return items;
        };
        QVERIFY(read(whole));
        for (qsizetype i = 0; i < whole.size(); ++i)
            QVERIFY2(!read(whole.left(i)), QByteArray::number(i).constData());
        int accepted = 0;
        for (qsizetype i = 0; i < whole.size(); ++i)
            for (const char byte : QByteArray("\0\"\\{}[],:0x \x80", 13)) {
                QByteArray changed = whole;
                changed[i] = byte;
                const auto items = read(changed);
                const QJsonDocument peer = QJsonDocument::fromJson(changed);
                if (!items)
                    continue;
                ++accepted;
                QJsonArray expected;
                for (const auto& item : peer.object().value(u"items"_s).toArray())
                    expected += item.toObject();
                QVERIFY2(!peer.isNull() && *items == expected, changed.constData());
            }
        QVERIFY(accepted > 100);
    }

    void aBodyUnpacksToItsText()
    {
        QRandomGenerator chance(7);
        QByteArrayList texts;
        for (int i = 0; i < 300; ++i)
            texts += mapJson("web-" + QByteArray::number(chance.generate()), i)
                     + QByteArray(chance.bounded(2000), 'x');
        const auto dictionary = Dictionary::train(texts);
        QVERIFY(dictionary);
        qsizetype alone = 0, learnt = 0;
        for (const QByteArray& text : texts) {
            alone += pack(text, nullptr).size();
            const QByteArray packed = pack(text, dictionary.get());
            learnt += packed.size();
            QCOMPARE(unpack(packed, dictionary.get()), text);
            QCOMPARE(unpack(pack(text, nullptr), nullptr), text);
            QVERIFY(unpack(packed.chopped(1), dictionary.get()).isEmpty());
        }
        QVERIFY2(learnt * 2 < alone, qPrintable(u"%1 %2"_s.arg(learnt).arg(alone)));
    }
    void aSecretsLeavesAreInNoBody()
    {
        const QByteArray item =
            json("{'kind':'Secret','apiVersion':'v1','metadata':{'name':'s','namespace':'shop','"
                 "annotations':"
                 "{'kubectl.kubernetes.io/"
                 "last-applied-configuration':'{\\'data\\':{\\'p\\':\\'Y2FuYXJ5\\'}}'}},"
                 "'data':{'p':'Y2FuYXJ5'}}");
        ScannedList list;
        PackedObject secret;
        QVERIFY(!scanList("{\"items\":[" + item + "]}", list, [&](const ScannedObject& object) {
            secret = packed(object, {{}, u"v1"_s, u"Secret"_s}, {});
        }));
        QVERIFY(unpack(secret.body, nullptr).contains("<secret:"));
        QVERIFY(!unpack(secret.body, nullptr).contains("Y2FuYXJ5"));
        QCOMPARE(secret.object().revealed(), tree(item));
        const auto byTree = PackedObject::of(objects::Object::fromJson(tree(item)));
        QVERIFY(!unpack(byTree.body, nullptr).contains("Y2FuYXJ5"));
        QCOMPARE(byTree.object().revealed(), tree(item));
    }
    void timesAreReadAsQtReadsThem_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"2026-11-24T05:06:07Z", "1970-01-01T00:00:00Z", "2024-02-29T23:59:59Z",
              "2026-11-24T05:06:07.5Z", "2026-11-24T05:06:07+02:00", "", "soon",
              "2026-13-24T05:06:07Z", "2026-1x-24T05:06:07Z"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void timesAreReadAsQtReadsThem()
    {
        QFETCH(QString, text);
        const auto peer = QDateTime::fromString(text, Qt::ISODateWithMs);
        QCOMPARE(secondsOf(text.toStdString()),
                 peer.isValid() ? peer.toSecsSinceEpoch() : PackedObject::kNoTime);
    }
};

QTEST_GUILESS_MAIN(StrictJsonTest)
#include "tst_strictjson.moc"
