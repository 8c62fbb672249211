// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "support/plumbprocess.h"

#include <QRegularExpression>
#include <QTest>

using namespace plumb;
using namespace plumb::test;

//! The tour of README.md, typed as it is written there, with the real program in an empty home.
class ReadmeTest : public QObject
{
    Q_OBJECT

    PlumbProcess m_plumb;
    QStringList m_lines;

    // Runs the next line of the tour that begins so; DIGEST is the one printed last.
    Outcome type(const QString& beginning)
    {
        if (m_lines.isEmpty() || !m_lines.constFirst().startsWith(beginning)) {
            qCritical("the next line of the tour is not %s", qPrintable(beginning));
            return {};
        }
        QString line = m_lines.takeFirst();
        line.replace(u"DIGEST"_s, m_digest);
        const auto outcome = m_plumb.run(line.split(u' ', Qt::SkipEmptyParts).mid(1));
        static const QRegularExpression digest(u"sha256:[0-9a-f]{64}"_s);
        if (const auto match = digest.match(outcome.output); match.hasMatch())
            m_digest = match.captured();
        return outcome;
    }
    QString m_digest = u"none"_s;

private Q_SLOTS:
    void initTestCase()
    {
        QFile readme(u"" SOURCE_ROOT "/README.md"_s);
        QVERIFY(readme.open(QIODevice::ReadOnly));
        for (const QString& line : QString::fromUtf8(readme.readAll()).split(u'\n'))
            if (line.startsWith(u"plumb --sandbox "))
                m_lines += line.section(u'#', 0, 0).trimmed();
    }
    void theTourIsAsItIsWritten()
    {
        auto seen = type(u"plumb --sandbox status"_s);
        QVERIFY2(seen.exitCode == 1, seen.all().constData());
        QCOMPARE(seen.output.count(u'\n'), 1 + 6);

        seen = type(u"plumb --sandbox drift checkout"_s);
        QVERIFY2(seen.exitCode == 1, seen.all().constData());
        QVERIFY2(seen.output.contains(u"kubectl-edit"), seen.all().constData());

        seen = type(u"plumb --sandbox history"_s);
        QVERIFY2(seen.exitCode == 0, seen.all().constData());
        for (const QString& text : {u"live:checkout"_s, u"| *"_s, u"314af8f"_s})
            QVERIFY2(seen.output.contains(text), seen.all().constData());

        seen = type(u"plumb --sandbox plan checkout"_s);
        QVERIFY2(seen.exitCode == 1, seen.all().constData());
        QVERIFY2(seen.output.contains(
                     u"  plumb --sandbox plan checkout --force Deployment/shop-prod/checkout\n"),
                 seen.all().constData());

        seen = type(u"plumb --sandbox plan checkout --force"_s);
        QVERIFY2(seen.exitCode == 1, seen.all().constData());
        QVERIFY2(
            seen.output.endsWith(u"  plumb --sandbox sync checkout --plan %1\n"_s.arg(m_digest)),
            seen.all().constData());

        seen = type(u"plumb --sandbox sync checkout"_s);
        QVERIFY2(seen.exitCode == 0, seen.all().constData());
        seen = m_plumb.run({u"--sandbox"_s, u"status"_s, u"checkout"_s});
        QVERIFY2(seen.exitCode == 0, seen.all().constData());

        seen = type(u"plumb --sandbox rollback recommendation"_s);
        QVERIFY2(seen.exitCode == 0, seen.all().constData());
        QVERIFY2(seen.output.endsWith(u"  plumb --sandbox rollback recommendation --commit 314af8f "
                                      "--digest %1\n"_s.arg(m_digest)),
                 seen.all().constData());

        seen = type(u"plumb --sandbox rollback recommendation"_s);
        QVERIFY2(seen.exitCode == 0, seen.all().constData());
        seen = m_plumb.run({u"--sandbox"_s, u"status"_s, u"recommendation"_s});
        QVERIFY2(seen.exitCode == 0, seen.all().constData());

        seen = type(u"plumb --sandbox sandbox reset"_s);
        QVERIFY2(seen.exitCode == 0, seen.all().constData());
        seen = m_plumb.run({u"--sandbox"_s, u"status"_s, u"recommendation"_s});
        QVERIFY2(seen.exitCode == 1, seen.all().constData());
        QVERIFY2(m_lines.isEmpty(), qPrintable(m_lines.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(ReadmeTest)
#include "tst_readme.moc"
