// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/words/words.h"

#include <QTest>

using namespace plumb;
using drift::Class;
using engine::SyncStatus;
namespace words = engine::words;

namespace {

drift::ObjectDrift driftOf(const QList<Class>& classes)
{
    drift::ObjectDrift drift;
    for (const Class what : classes) {
        drift::Field field;
        field.what = what;
        drift.fields.append(field);
    }
    return drift;
}

} // namespace

class WordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void verdictsAreArgoCdsWords()
    {
        QCOMPARE(words::word(SyncStatus::Synced), u"Synced"_s);
        QCOMPARE(words::word(SyncStatus::OutOfSync), u"OutOfSync"_s);
        QCOMPARE(words::word(SyncStatus::Unknown), u"Unknown"_s);
        QCOMPARE(words::label(SyncStatus::OutOfSync), u"Out of sync"_s);
        QCOMPARE(words::label(SyncStatus::Synced), u"Synced"_s);
        QCOMPARE(words::word(health::Status::Degraded), u"Degraded"_s);
    }

    void everyClassHasALabelAndASentenceOfItsOwn()
    {
        QSet<QString> labels, sentences;
        for (const auto what : {Class::Pending, Class::Manual, Class::Defaulted, Class::Additive,
                                Class::Ignored, Class::Removed}) {
            labels.insert(words::label(what));
            sentences.insert(words::explain(what));
        }
        QCOMPARE(labels.size(), 6);
        QCOMPARE(sentences.size(), 6);
        QVERIFY(!labels.contains(QString()));
        QVERIFY(!sentences.contains(QString()));
    }

    void whatDiffersIsCountedByClass()
    {
        QCOMPARE(words::sentence(driftOf({Class::Pending, Class::Manual, Class::Pending})),
                 u"3 fields differ (2 pending, 1 manual)"_s);
        QCOMPARE(words::sentence(driftOf({Class::Removed})), u"1 field differs (1 removed)"_s);
    }

    void whatDoesNotCountIsNoDifference()
    {
        QCOMPARE(words::sentence(driftOf({})), u"as Git says"_s);
        QCOMPARE(words::sentence(driftOf({Class::Defaulted, Class::Additive})), u"as Git says"_s);
        QCOMPARE(words::sentence(driftOf({Class::Ignored})), u"as Git says (1 ignored)"_s);
    }

    void aMissingSideIsSaid()
    {
        drift::ObjectDrift drift;
        drift.presence = drift::Presence::MissingInCluster;
        QCOMPARE(words::sentence(drift), u"in Git, but not in the cluster"_s);
        drift.presence = drift::Presence::OnlyInCluster;
        QCOMPARE(words::sentence(drift), u"in the cluster, but not in Git"_s);
        drift.notComparable = failure(Error::Kind::Forbidden, u"Not allowed to read it."_s);
        QCOMPARE(words::sentence(drift), u"Not allowed to read it."_s);
    }
};

QTEST_APPLESS_MAIN(WordsTest)
#include "tst_words.moc"
