// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "drift/drift.h"
#include "situation.h"

#include <QTest>

using namespace plumb;

class CompareTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySituationGivesItsLines_data() { listSituations(); }

    void everySituationGivesItsLines()
    {
        QFETCH(QString, name);
        const auto expected = situation::expected(name, u"expected.txt"_s);
        QVERIFY2(expected, "expected.txt is missing");
        const auto drift = drift::compare(situation::read(name), objects::ListKeys::builtIn());
        verify(situation::lines(drift), *expected);
    }

    //! The same without the server's dry run, as `plumb diff` compares two files.
    void everySituationGivesItsLinesOffline_data() { listSituations(); }

    void everySituationGivesItsLinesOffline()
    {
        QFETCH(QString, name);
        const auto expected = situation::expected(name, u"offline.txt"_s);
        auto input = situation::read(name);
        QCOMPARE(expected.has_value(), input.predicted.has_value());
        if (!expected)
            return;
        input.predicted.reset();
        const auto drift = drift::compare(input, objects::ListKeys::builtIn());
        verify(situation::lines(drift), *expected);
    }

private:
    static void verify(const QStringList& found, const QStringList& expected)
    {
        if (found != expected) // QCOMPARE would cut both texts
            qInfo().noquote() << u"found:\n"_s + found.join(u'\n');
        QCOMPARE(found, expected);
    }

    static void listSituations()
    {
        QTest::addColumn<QString>("name");
        for (const QString& name : situation::names())
            QTest::newRow(qPrintable(name)) << name;
    }
};

QTEST_APPLESS_MAIN(CompareTest)
#include "tst_compare.moc"
