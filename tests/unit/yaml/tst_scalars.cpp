// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "yaml/parse.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace plumb;

class ScalarsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void m03_ourJsonIsKubectls_data();
    void m03_ourJsonIsKubectls();
    void m05_numbersThatWouldBeRoundedAreRefused_data();
    void m05_numbersThatWouldBeRoundedAreRefused();
};

namespace {

QJsonValue fromText(const QByteArray& text)
{
    return QJsonDocument::fromJson('[' + text + ']').array().at(0);
}

// The API server would get another number than the file holds; kubectl sends it all the same.
const QStringList kRounded{
    u"v: 18446744073709551615"_s,
    u"v: 9223372036854775808"_s,
    u"v: -9223372036854775809"_s,
    u"v: 18446744073709551616"_s,
    u"v: 123456789012345678901234567890"_s,
    u"v: 0xffffffffffffffff"_s,
    u"v: 123456789012345680000"_s,
    u"v: 0b1111111111111111111111111111111111111111111111111111111111111111"_s,
};

// libyaml reads these otherwise than Go's port of it; none becomes another value.
const QStringList kOnlyWeRead{u"v: \"\\/\""_s, u"v: {a?: b}"_s};
const QStringList kOnlyKubectlReads{u"v: \"\\'\""_s, u"v: !!binary /w=="_s};

} // namespace

void ScalarsTest::m03_ourJsonIsKubectls_data()
{
    QTest::addColumn<QString>("yaml");
    QTest::addColumn<QByteArray>("expected");
    QFile table(QStringLiteral(FIXTURES "/scalars.tsv"));
    QVERIFY2(table.open(QFile::ReadOnly), "tests/unit/yaml/scalars.py writes this table");
    int rows = 0;
    while (!table.atEnd()) {
        const QList<QByteArray> row = table.readLine().chopped(1).split('\t');
        QCOMPARE(row.size(), 2);
        QTest::newRow(row[0].constData()) << fromText(row[0]).toString() << row[1];
        ++rows;
    }
    QVERIFY(rows >= 300);
}

void ScalarsTest::m03_ourJsonIsKubectls()
{
    QFETCH(QString, yaml);
    QFETCH(QByteArray, expected);
    const auto parsed = yaml::parseManifest(yaml.toUtf8() + '\n');
    if (kRounded.contains(yaml)) {
        QCOMPARE(parsed.problems.size(), 1);
        QVERIFY(parsed.problems[0].message.contains(u"does not fit into 64 bits"));
        return;
    }
    if (kOnlyWeRead.contains(yaml)) {
        QCOMPARE(expected, QByteArray("refused"));
        QVERIFY(parsed.problems.isEmpty());
        return;
    }
    if (expected == "refused" || kOnlyKubectlReads.contains(yaml)) {
        QVERIFY(!parsed.problems.isEmpty());
        QVERIFY(parsed.documents.isEmpty());
        return;
    }
    QVERIFY2(parsed.problems.isEmpty(), qPrintable(parsed.problems.value(0).message));
    QCOMPARE(parsed.documents.size(), 1);
    const QJsonValue ours = parsed.documents[0].root->toJson();
    QCOMPARE(QJsonDocument(ours.toObject()).toJson(),
             QJsonDocument(fromText(expected).toObject()).toJson());
}

void ScalarsTest::m05_numbersThatWouldBeRoundedAreRefused_data()
{
    QTest::addColumn<QString>("number");
    QTest::newRow("one past 64 bits") << u"9223372036854775808"_s;
    QTest::newRow("thirty digits") << u"123456789012345678901234567890"_s;
    QTest::newRow("hexadecimal") << u"0xffffffffffffffff"_s;
}

void ScalarsTest::m05_numbersThatWouldBeRoundedAreRefused()
{
    QFETCH(QString, number);
    for (const QString& source : {u"a: "_s + number, u"{\"a\": "_s + number + u'}'}) {
        const auto parsed = yaml::parseManifest(source.toUtf8());
        QVERIFY(parsed.documents.isEmpty());
        if (number.startsWith(u"0x") && source.startsWith(u'{'))
            continue; // not JSON; read as YAML below the same rule
        QCOMPARE(
            parsed.problems[0].message,
            u"the number %1 does not fit into 64 bits, and the API server would round it; quote it if it is text"_s
                .arg(number));
    }
}

QTEST_APPLESS_MAIN(ScalarsTest)
#include "tst_scalars.moc"
