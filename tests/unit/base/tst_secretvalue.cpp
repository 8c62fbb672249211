// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/result.h"
#include "base/secretvalue.h"

#include <QTest>

using namespace plumb;

class SecretValueTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void equalBytesHaveEqualMarkers()
    {
        const SecretValue a("hunter2-hunter2"), b("hunter2-hunter2"), c("hunter3-hunter3");
        QCOMPARE(a.marker(), b.marker());
        QVERIFY(a.marker() != c.marker());
        QVERIFY(isSecretMarker(a.marker()));
        QVERIFY(!isSecretMarker(u"<secret:short>"_s));
    }
    void theMarkerTellsNothingOfTheLength()
    {
        QCOMPARE(SecretValue("x").marker().size(),
                 SecretValue(QByteArray(5000, 'x')).marker().size());
    }
    void theMarkerDependsOnTheInstallation()
    {
        const SecretValue secret("hunter2-hunter2");
        SecretValue::setMarkerKey("key one");
        const QString one = secret.marker();
        SecretValue::setMarkerKey("key two");
        QVERIFY(one != secret.marker());
    }
    void s05_everyWrittenFormIsRedacted_data()
    {
        QTest::addColumn<QString>("written");
        const QByteArray secret = "p@ss \"word\"/42";
        QTest::newRow("raw") << QString::fromUtf8(secret);
        QTest::newRow("base64") << QString::fromLatin1(secret.toBase64());
        QTest::newRow("url") << QString::fromLatin1(secret.toPercentEncoding());
        QTest::newRow("json") << u"p@ss \\\"word\\\"/42"_s;
    }
    void s05_everyWrittenFormIsRedacted()
    {
        QFETCH(QString, written);
        const SecretValue secret("p@ss \"word\"/42");
        const QString text = redacted(u"the server said: "_s + written + u" is wrong"_s);
        QCOMPARE(text, u"the server said: *** is wrong"_s);
    }
    void aSecretThatIsGoneIsNoLongerKnown()
    {
        {
            const SecretValue secret("temporary-canary");
            QCOMPARE(redacted(u"temporary-canary"_s), u"***"_s);
        }
        QCOMPARE(redacted(u"temporary-canary"_s), u"temporary-canary"_s);
    }
};

QTEST_GUILESS_MAIN(SecretValueTest)
#include "tst_secretvalue.moc"
