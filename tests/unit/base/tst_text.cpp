// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/result.h"
#include "base/text.h"

#include <QTest>

using namespace plumb;

class TextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void l01_controlAndBidiCharactersAreShown()
    {
        QCOMPARE(printable(u"a\x1b[31mb"_s), u"a\\x1b[31mb"_s);
        QCOMPARE(printable(u"one\ntwo"_s), u"one\\ntwo"_s);
        QCOMPARE(printable(QString(QChar(0x202e)) + u"txt"_s), u"\\u202etxt"_s);
        QCOMPARE(printable(u"Grüße, 世界 🙂"_s), u"Grüße, 世界 🙂"_s);
    }
    void invalidUtf8IsShownAsBytes()
    {
        QCOMPARE(printable(QByteArray("ok \xff\xfe")), u"ok \\xff\\xfe"_s);
    }
    void l04_aLongNameIsCutInTheMiddle()
    {
        const QString cut = printable(QString(10'000, u'a') + u"end"_s, 21);
        QCOMPARE(cut.size(), 21);
        QVERIFY(cut.endsWith(u"end"_s));
    }
    void aDetailForProgramsIsNotShown()
    {
        const auto shown = [](const QString& detail) {
            return shownDetail(
                {Error::Kind::Forbidden, u"Listing Pods failed: no rights."_s, detail});
        };
        QCOMPARE(shown({}), QString());
        QCOMPARE(shown(u"{\"kind\":\"Status\",\"message\":\"no rights\"}"_s), QString());
        QCOMPARE(shown(u"unknown"_s), QString());
        QCOMPARE(shown(u"fatal: no rights\nremote: ask your admin"_s), u"remote: ask your admin"_s);
    }
    void agesAreInOneUnit_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("words");
        QTest::newRow("now") << qint64(0) << u"0 s"_s;
        QTest::newRow("a clock that is ahead") << qint64(-50) << u"0 s"_s;
        QTest::newRow("minutes") << qint64(125) << u"2 min"_s;
        QTest::newRow("hours") << qint64(7200) << u"2 h"_s;
        QTest::newRow("days") << qint64(3 * 86400) << u"3 d"_s;
        QTest::newRow("years") << qint64(800LL * 86400) << u"2 y"_s;
    }
    void agesAreInOneUnit()
    {
        QFETCH(qint64, seconds);
        QFETCH(QString, words);
        const QDateTime now = QDateTime::fromString(u"2026-01-01T00:00:00Z"_s, Qt::ISODate);
        QCOMPARE(shortAge(now.addSecs(-seconds), now), words);
    }
};

QTEST_GUILESS_MAIN(TextTest)
#include "tst_text.moc"
