// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "drift/drift.h"
#include "drift/quantity.h"
#include "situation.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace plumb;
using drift::Class;
using drift::Quantity;

namespace {

drift::ObjectDrift compareRecorded(const QString& name)
{
    return drift::compare(situation::read(name), objects::ListKeys::builtIn());
}

drift::Field fieldOf(const drift::ObjectDrift& drift, const QString& path)
{
    for (const drift::Field& field : drift.fields) {
        if (field.path.toString() == path)
            return field;
    }
    return {};
}

drift::ObjectDrift withClass(Class what)
{
    drift::ObjectDrift drift;
    drift::Field field;
    field.what = what;
    drift.fields.append(field);
    return drift;
}

} // namespace

class DriftPartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quantitiesAreEqualByValue_data()
    {
        QTest::addColumn<QJsonValue>("one");
        QTest::addColumn<QJsonValue>("other");
        QTest::addColumn<bool>("equal");
        const auto row = [](const char* name, const QJsonValue& one, const QJsonValue& other,
                            bool equal) { QTest::newRow(name) << one << other << equal; };
        row("milli", u"1000m"_s, u"1"_s, true);
        row("a half", u"0.5"_s, u"500m"_s, true);
        row("a number", 2, u"2"_s, true);
        row("a fraction as number", 0.1, u"100m"_s, true);
        row("binary", u"1Gi"_s, u"1024Mi"_s, true);
        row("a binary fraction", u"0.5Gi"_s, u"512Mi"_s, true);
        row("exponent", u"1e3"_s, u"1k"_s, true);
        row("exa is no exponent", u"1E"_s, u"1e18"_s, true);
        row("decimal is not binary", u"1G"_s, u"1Gi"_s, false);
        row("nano", u"1n"_s, u"0.000000001"_s, true);
        row("zero", u"0Gi"_s, u"0m"_s, true);
        row("negative", u"-1"_s, u"-1000m"_s, true);
        row("sign", u"+1"_s, u"1"_s, true);
        row("leading point", u".5"_s, u"500m"_s, true);
        row("trailing point", u"5."_s, u"5"_s, true);
        row("other number", u"1"_s, u"2"_s, false);
    }

    void quantitiesAreEqualByValue()
    {
        QFETCH(QJsonValue, one);
        QFETCH(QJsonValue, other);
        QFETCH(bool, equal);
        QVERIFY(Quantity::from(one).has_value());
        QVERIFY(Quantity::from(other).has_value());
        QCOMPARE(Quantity::from(one) == Quantity::from(other), equal);
    }

    void whatIsNoQuantityIsNotTakenForOne()
    {
        for (const char* text : {"", "m", ".", "1x", "1 Gi", "1mi", "0x10", "1e", "--1", "1e9999",
                                 "99999999999999999999", "9000000Ei"})
            QVERIFY2(!Quantity::from(QString::fromLatin1(text)), text);
        QVERIFY(!Quantity::from(QJsonValue(true)));
        QVERIFY(!Quantity::from(QJsonValue()));
    }

    void pendingManualRemovedAndMissingMakeOutOfSync()
    {
        QVERIFY(withClass(Class::Pending).isOutOfSync());
        QVERIFY(withClass(Class::Manual).isOutOfSync());
        QVERIFY(withClass(Class::Removed).isOutOfSync());
        QVERIFY(!withClass(Class::Defaulted).isOutOfSync());
        QVERIFY(!withClass(Class::Additive).isOutOfSync());
        QVERIFY(!withClass(Class::Ignored).isOutOfSync());
        QVERIFY(!drift::ObjectDrift().isOutOfSync());
        drift::ObjectDrift missing;
        missing.presence = drift::Presence::MissingInCluster;
        QVERIFY(missing.isOutOfSync());
    }

    void aForeignWriterIsNamedWithOperationAndTime()
    {
        const auto field = fieldOf(compareRecorded(u"edited-with-kubectl-edit"_s),
                                   u"spec.template.spec.containers[name=web].image"_s);
        QCOMPARE(field.manager, u"kubectl-edit"_s);
        QCOMPARE(field.operation, u"Update"_s);
        QVERIFY(field.time.isValid());
    }

    //! A real server writes no time beside the owner of replicas set through the scale subresource.
    void whoScaledIsNamedWithoutATime()
    {
        const auto field = fieldOf(compareRecorded(u"scaled-by-hand"_s), u"spec.replicas"_s);
        QCOMPARE(field.manager, u"kubectl"_s);
        QVERIFY(!field.time.isValid());
    }

    void whatGitDroppedSaysWhetherASyncTakesItOut()
    {
        const QString path = u"spec.template.spec.containers[name=web].env[name=B]"_s;
        QCOMPARE(
            fieldOf(compareRecorded(u"env-entry-dropped-after-server-side-apply"_s), path).note,
            u"removed in Git; a sync keeps it: owned by kubectl"_s);
        QCOMPARE(fieldOf(compareRecorded(u"env-entry-dropped-after-our-apply"_s), path).note,
                 u"removed in Git; a sync takes it out"_s);
    }

    //! It is asked by a dry run that takes out what was called removed.
    void whatTheServerPutsBackIsItsDefault()
    {
        const QString path = u"spec.template.spec.containers[name=web].env[name=B]"_s;
        auto input = situation::read(u"env-entry-dropped-after-server-side-apply"_s);
        QVERIFY(drift::compare(input, objects::ListKeys::builtIn()).isOutOfSync());
        const QList tried{*objects::FieldPath::parse(path)};
        input.removal = drift::Removal{tried, *input.live};
        const auto putBack = drift::compare(input, objects::ListKeys::builtIn());
        QVERIFY(fieldOf(putBack, path).what == Class::Defaulted);
        QVERIFY(!putBack.isOutOfSync());
        const auto isRemoved = [&] {
            return fieldOf(drift::compare(input, objects::ListKeys::builtIn()), path).what
                   == Class::Removed;
        };
        // An answer without it leaves the difference, and so does one to another question.
        input.removal = drift::Removal{tried, input.desired};
        QVERIFY(isRemoved());
        input.removal =
            drift::Removal{{*objects::FieldPath::parse(u"spec.replicas"_s)}, *input.live};
        QVERIFY(isRemoved());
    }

    void aFileWithoutManagersSaysThatNobodyIsKnown()
    {
        const auto field = fieldOf(compareRecorded(u"a-live-file-without-managers"_s), u"data.a"_s);
        QCOMPARE(field.note, u"the live object names no managers, so who wrote it is not known"_s);
    }

    //! Reliability S4: a difference between secret values is told by markers alone.
    void s04_noSecretValueIsInADifference()
    {
        const QByteArray canary = "canary-7f3a9b";
        const QString encoded = QString::fromLatin1(canary.toBase64());
        const auto secret = [](const QJsonObject& data, const QJsonObject& strings) {
            return QJsonObject{{u"apiVersion"_s, u"v1"_s},
                               {u"kind"_s, u"Secret"_s},
                               {u"metadata"_s, QJsonObject{{u"name"_s, u"db"_s}}},
                               {u"data"_s, data},
                               {u"stringData"_s, strings}};
        };
        const QJsonObject desired = secret({{u"a"_s, encoded}, {u"broken"_s, u"%"_s + encoded}},
                                           {{u"b"_s, QString::fromLatin1(canary)}});
        QJsonObject live = secret({{u"a"_s, u"eA=="_s}, {u"c"_s, encoded}}, {});
        const auto copy = QString::fromUtf8(QJsonDocument(desired).toJson());
        live.insert(u"metadata"_s,
                    QJsonObject{{u"name"_s, u"db"_s},
                                {u"annotations"_s,
                                 QJsonObject{{u"kubectl.kubernetes.io/last-applied-configuration"_s,
                                              copy}}}});
        drift::Input input;
        input.desired = objects::Object::fromJson(desired);
        input.live = objects::Object::fromJson(live);
        const auto drift = drift::compare(input, objects::ListKeys::builtIn());
        QCOMPARE(drift.fields.size(), 4);
        QString told = situation::lines(drift).join(u'\n');
        for (const drift::Field& field : drift.fields)
            told += field.note + field.rule;
        QVERIFY2(!told.contains(QString::fromLatin1(canary)), qPrintable(told));
        QVERIFY2(!told.contains(encoded), qPrintable(told));
    }

    void normalisingTakesOutWhatTheServerWrites()
    {
        const auto live =
            situation::readObject(situation::folder(u"scaled-by-hand"_s) + u"live.json"_s);
        const QJsonObject kept = drift::normalised(live->json());
        QVERIFY(!kept.contains(u"status"_s));
        QCOMPARE(kept.value(u"metadata"_s).toObject().keys(),
                 (QStringList{u"annotations"_s, u"labels"_s, u"name"_s, u"namespace"_s}));
        QCOMPARE(kept.value(u"metadata"_s).toObject().value(u"annotations"_s).toObject().keys(),
                 QStringList{u"deployment.kubernetes.io/revision"_s});
        QCOMPARE(drift::normalised(kept), kept);
    }

    void fieldsAreInTheOrderOfTheirPaths()
    {
        QStringList paths;
        for (const auto& field : compareRecorded(u"git-moved-and-somebody-edited"_s).fields)
            paths.append(field.path.toString());
        QVERIFY(paths.size() > 5);
        QVERIFY(std::is_sorted(paths.begin(), paths.end()));
    }

    void everyClassHasAWord()
    {
        QStringList words;
        for (const auto what : {Class::Pending, Class::Manual, Class::Defaulted, Class::Additive,
                                Class::Ignored, Class::Removed})
            words.append(drift::toString(what));
        QCOMPARE(words.join(u' '), u"pending manual defaulted additive ignored removed"_s);
    }
};

QTEST_APPLESS_MAIN(DriftPartsTest)
#include "tst_driftparts.moc"
