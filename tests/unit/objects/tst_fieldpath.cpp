// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "objects/fieldpath.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace plumb;
using namespace plumb::objects;

namespace {

//! JSON written with single quotes: moc stumbles over raw strings.
QJsonObject json(QByteArray text)
{
    return QJsonDocument::fromJson(text.replace('\'', '"')).object();
}

} // namespace

class FieldPathTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPathIsReadAndWrittenTheSame_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"spec.replicas",
              "spec.template.spec.containers[name=web].ports[containerPort=80,protocol=TCP]",
              "metadata.finalizers[=x]",
              "metadata.finalizers[=kubernetes.io/pvc-protection]",
              "metadata.annotations[\"a/b.c\"]",
              "args[2]",
              "data[\"\"]",
              "data[\"a\\\"]b\"].x",
              "x[name=\"80\"]",
              "x[name=\"true\"]",
              "x[=80]",
              "x[=true]",
              "x[=null]",
              "x[=\"a,b]c\"]",
              "x[=\"a b\"]",
              "x[ip=10.0.0.1]",
              "x[\"odd key\"=1]",
              "x[={\"a\":[1,2]}]",
              "[\"a.b\"].c",
              "x[=-1.5]",
              "x[=\"\"]",
              "spec.$ref",
              ""})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void aPathIsReadAndWrittenTheSame()
    {
        QFETCH(QString, text);
        const auto path = FieldPath::parse(text);
        QVERIFY2(path.ok(), path ? "" : qPrintable(path.error().summary));
        QCOMPARE(path->toString(), text);
    }

    void whatIsNoPathIsRefusedWithTheColumn_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("column");
        QTest::newRow("empty name") << u"spec..x"_s << 6;
        QTest::newRow("open bracket") << u"spec[name=web"_s << 14;
        QTest::newRow("no key") << u"spec[=]"_s << 7;
        QTest::newRow("word in brackets") << u"spec[web]"_s << 9;
        QTest::newRow("trailing dot") << u"spec."_s << 6;
        QTest::newRow("text behind a bracket") << u"a[0]b"_s << 5;
        QTest::newRow("blank") << u"a b"_s << 2;
    }
    void whatIsNoPathIsRefusedWithTheColumn()
    {
        QFETCH(QString, text);
        QFETCH(int, column);
        const auto path = FieldPath::parse(text);
        QVERIFY(!path.ok());
        QVERIFY2(path.error().summary.contains(u"at column %1 "_s.arg(column)),
                 qPrintable(path.error().summary));
    }

    void aPathLeadsToItsValue()
    {
        const QJsonObject object =
            json("{'spec':{'c':[{'name':'a','v':1},{'name':'b','v':2}], "
                 "'ports':[{'port':80,'protocol':'UDP'},{'port':80}], 'set':['x','y'], 'n':null}}");
        const auto at = [&](const char* text) {
            return FieldPath::parse(QString::fromUtf8(text))->in(object);
        };
        QCOMPARE(at("spec.c[name=b].v"), QJsonValue(2));
        QCOMPARE(at("spec.c[1].v"), QJsonValue(2));
        QCOMPARE(at("spec.set[=y]"), QJsonValue(u"y"_s));
        QVERIFY(at("spec.set[=z]").isUndefined());
        QVERIFY(at("spec.c[name=z].v").isUndefined());
        QVERIFY(at("spec.c[9]").isUndefined());
        QVERIFY(at("spec.c.v").isUndefined());
        QVERIFY(at("spec.n").isNull());
        // An element that leaves out a key with a default is found when no other fits better.
        QCOMPARE(at("spec.ports[port=80,protocol=TCP]"), QJsonValue(QJsonObject{{u"port"_s, 80}}));
        QCOMPARE(at("spec.ports[port=80,protocol=UDP].protocol"), QJsonValue(u"UDP"_s));
    }

    void aPrefixIsRecognised()
    {
        const auto path = *FieldPath::parse(u"spec.c[name=a].v"_s);
        QVERIFY(path.startsWith(*FieldPath::parse(u"spec.c[name=a]"_s)));
        QVERIFY(path.startsWith({}));
        QVERIFY(!path.startsWith(*FieldPath::parse(u"spec.c[name=b]"_s)));
        QVERIFY(!FieldPath().startsWith(path));
    }
};

QTEST_GUILESS_MAIN(FieldPathTest)
#include "tst_fieldpath.moc"
