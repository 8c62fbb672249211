// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "yaml/parse.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>

using namespace plumb;

class EmitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anObjectIsBlockYamlWithSortedKeys();
    void documentsAreSeparated();
    void textsThatOtherReadersWouldMistakeAreQuoted_data();
    void textsThatOtherReadersWouldMistakeAreQuoted();
    void whateverIsWrittenIsReadBackTheSame_data();
    void whateverIsWrittenIsReadBackTheSame();
    void allScalarsOfTheTableComeBack();
};

void EmitTest::anObjectIsBlockYamlWithSortedKeys()
{
    const QJsonObject object{
        {u"kind"_s, u"ConfigMap"_s},
        {u"apiVersion"_s, u"v1"_s},
        {u"data"_s, QJsonObject{{u"on"_s, u"yes"_s}, {u"file"_s, u"a\nb\n"_s}}},
        {u"list"_s, QJsonArray{1, 1.5, true, QJsonValue::Null, QJsonArray(), QJsonObject()}}};
    QCOMPARE(yaml::emitYaml({object}), QByteArray("apiVersion: v1\n"
                                                  "data:\n"
                                                  "  file: |\n"
                                                  "    a\n"
                                                  "    b\n"
                                                  "  \"on\": \"yes\"\n"
                                                  "kind: ConfigMap\n"
                                                  "list:\n"
                                                  "  - 1\n"
                                                  "  - 1.5\n"
                                                  "  - true\n"
                                                  "  - null\n"
                                                  "  - []\n"
                                                  "  - {}\n"));
}

void EmitTest::documentsAreSeparated()
{
    QCOMPARE(yaml::emitYaml({}), QByteArray());
    QCOMPARE(yaml::emitYaml({QJsonObject{{u"a"_s, 1}}, QJsonArray{u"b"_s}}),
             QByteArray("a: 1\n---\n- b\n"));
}

void EmitTest::textsThatOtherReadersWouldMistakeAreQuoted_data()
{
    QTest::addColumn<QString>("text");
    for (const auto text :
         {u"y",      u"No",       u"on",   u"~",    u"null",       u"",    u"0644", u"0o644",
          u"1_000",  u"12:30:45", u"1e3",  u".inf", u"2001-01-01", u"=",   u"<<",   u"0x1F",
          u"7e9112", u"-",        u"---",  u"a: b", u"# c",        u" a",  u"a ",   u"*a",
          u"&a",     u"!a",       u"@a",   u"%a",   u"{",          u"[a]", u"'a'",  u"\"",
          u"a\tb",   u"?",        u"a\nb", u"\n",   u"1.10",       u"-1",  u"+1",   u".5"})
        QTest::newRow(qPrintable(QString::fromUtf16(text))) << QString::fromUtf16(text);
}

void EmitTest::textsThatOtherReadersWouldMistakeAreQuoted()
{
    QFETCH(QString, text);
    const QByteArray written = yaml::emitYaml({QJsonObject{{u"v"_s, text}}});
    QVERIFY2(written.startsWith("v: \"") || written.startsWith("v: '"), written.constData());
}

void EmitTest::whateverIsWrittenIsReadBackTheSame_data()
{
    QTest::addColumn<QJsonValue>("value");
    int row = 0;
    for (const QJsonValue& value : QList<QJsonValue>{0,
                                                     -1,
                                                     qint64(9007199254740993),
                                                     qint64(9223372036854775807),
                                                     std::numeric_limits<qint64>::min(),
                                                     QJsonArray{-9223372036854775808.0},
                                                     1.5,
                                                     0.1,
                                                     1e21,
                                                     1e-7,
                                                     1.7976931348623157e308,
                                                     5e-324,
                                                     1e19,
                                                     true,
                                                     false,
                                                     QJsonValue::Null,
                                                     u""_s,
                                                     u"a"_s,
                                                     u"a\n"_s,
                                                     u"a\n\n"_s,
                                                     u"\na\n"_s,
                                                     u" a\nb\n"_s,
                                                     u"a\n b\n\n  c\n"_s,
                                                     u"a  \nb\n"_s,
                                                     u"#a\nb\n"_s,
                                                     u"a\tb\n"_s,
                                                     u"a\r\nb\r\n"_s,
                                                     u"- a\n- b\n"_s,
                                                     u"\u00e9 \u65e5\u672c \U0001F600"_s,
                                                     u"\u0085\u2028\u2029\u00a0x"_s,
                                                     u"\u00e9\n\u2028\n"_s,
                                                     u"\u0001\u0007\u001b"_s,
                                                     u"\ufeffa"_s,
                                                     u"\u007f"_s,
                                                     QString(5000, u'k'),
                                                     QString(200, u'a') + u' ' + QString(200, u'b'),
                                                     u"'it''s' \"x\""_s,
                                                     u"\\n"_s,
                                                     u"---\na\n"_s,
                                                     u"...\n"_s,
                                                     u"a: b\n"_s,
                                                     u"| x"_s,
                                                     u"> y"_s,
                                                     u"\t"_s,
                                                     u"\n"_s,
                                                     u"\n\n"_s,
                                                     u"   \n"_s,
                                                     u"a\n   \nb\n"_s})
        QTest::newRow(qPrintable(QString::number(row++))) << value;
}

void EmitTest::whateverIsWrittenIsReadBackTheSame()
{
    QFETCH(QJsonValue, value);
    const QJsonObject object{
        {u"v"_s, value},
        {u"list"_s, QJsonArray{value, QJsonArray{value}}},
        {value.isString() ? value.toString() : u"k"_s, QJsonObject{{u"deep"_s, value}}}};
    const QByteArray written = yaml::emitYaml({object, value});
    for (const auto parser : {&yaml::parseManifest, &yaml::parseConfig}) {
        if (parser == &yaml::parseConfig && written.contains("\xE2\x80\xA8"))
            continue; // yaml-cpp takes no notice of U+2028 as a line break
        const auto parsed = parser(written, {});
        QVERIFY2(parsed.problems.isEmpty(),
                 qPrintable(parsed.problems.value(0).message + u'\n' + QString::fromUtf8(written)));
        QCOMPARE(parsed.documents.size(), 2);
        QVERIFY2(parsed.documents[0].root->toJson() == object, written.constData());
        const auto* second = parsed.documents[1].root.get();
        QVERIFY2((second ? second->toJson() : QJsonValue()) == value, written.constData());
    }
}

void EmitTest::allScalarsOfTheTableComeBack()
{
    QFile table(QStringLiteral(FIXTURES "/scalars.tsv"));
    QVERIFY(table.open(QFile::ReadOnly));
    while (!table.atEnd()) {
        const QByteArray expected = table.readLine().chopped(1).split('\t').value(1);
        if (expected == "refused")
            continue;
        const QJsonValue value = QJsonDocument::fromJson('[' + expected + ']').array().at(0);
        const QByteArray written = yaml::emitYaml({value});
        const auto parsed = yaml::parseManifest(written);
        QVERIFY2(parsed.problems.isEmpty() && parsed.documents.value(0).root->toJson() == value,
                 written.constData());
    }
}

QTEST_APPLESS_MAIN(EmitTest)
#include "tst_emit.moc"
