// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "health/health.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace plumb;
using health::Status;

namespace {

objects::Object read(const QString& file)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return {};
    return objects::Object::fromJson(QJsonDocument::fromJson(in.readAll()).object());
}

struct Expectation
{
    QString fixture, status, message;
};

QList<Expectation> expectations()
{
    QList<Expectation> all;
    QFile in(QStringLiteral(FIXTURES "/expected.txt"));
    if (!in.open(QIODevice::ReadOnly))
        return all;
    for (const QString& line : QString::fromUtf8(in.readAll()).split(u'\n')) {
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        const QStringList cells = line.split(u'|');
        all.append({cells.value(0).trimmed(), cells.value(1).trimmed(),
                    cells.mid(2).join(u'|').trimmed()});
    }
    return all;
}

objects::Object deployment(const QJsonObject& status)
{
    return objects::Object::fromJson({{u"apiVersion"_s, u"apps/v1"_s},
                                      {u"kind"_s, u"Deployment"_s},
                                      {u"metadata"_s, QJsonObject{{u"name"_s, u"web"_s}}},
                                      {u"spec"_s, QJsonObject{{u"replicas"_s, 1}}},
                                      {u"status"_s, status}});
}

} // namespace

class HealthTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    //! Each situation in fixtures/ gets the verdict that expected.txt names for it.
    void everySituationHasArgoCdsVerdict_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("message");
        for (const Expectation& each : expectations())
            QTest::newRow(qPrintable(each.fixture))
                << QStringLiteral(FIXTURES "/") + each.fixture + u".json"_s << each.status
                << each.message;
    }

    void everySituationHasArgoCdsVerdict()
    {
        QFETCH(QString, file);
        QFETCH(QString, status);
        QFETCH(QString, message);
        const auto object = read(file);
        QVERIFY2(object.isValid(), qPrintable(file));
        const auto verdict = health::assess(object);
        QCOMPARE(verdict ? health::toString(verdict->status) : u"none"_s, status);
        QCOMPARE(verdict ? verdict->message : QString(), message);
    }

    void everyFixtureIsExpected()
    {
        QSet<QString> expected;
        for (const Expectation& each : expectations())
            expected.insert(each.fixture + u".json"_s);
        QSet<QString> found;
        const QDir root(QStringLiteral(FIXTURES));
        QDirIterator files(root.path(), {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            found.insert(root.relativeFilePath(files.next()));
        QCOMPARE(found, expected);
    }

    void everyKindOfTheTableHasFixtures()
    {
        QMap<QString, QSet<QString>> verdicts;
        for (const Expectation& each : expectations()) {
            const auto gvk = read(QStringLiteral(FIXTURES "/") + each.fixture + u".json"_s).gvk();
            verdicts[gvk.group.isEmpty() ? gvk.kind : gvk.group + u'/' + gvk.kind].insert(
                each.status);
        }
        QVERIFY(!health::kinds().isEmpty());
        for (const QString& kind : health::kinds())
            QVERIFY2(verdicts.value(kind).size() >= 2,
                     qPrintable(kind + u" needs fixtures with at least two different verdicts"_s));
    }

    void theRuleIsNamed()
    {
        const auto object = deployment({});
        QCOMPARE(health::assess(object)->rule, u"argocd: Deployment"_s);
        QJsonObject json = object.json();
        json.insert(u"metadata"_s,
                    QJsonObject{{u"name"_s, u"web"_s},
                                {u"deletionTimestamp"_s, u"2026-11-20T10:00:00Z"_s}});
        QCOMPARE(health::assess(object.withJson(json))->rule, u"argocd: deletion"_s);
    }

    void aMemberOfTheWrongTypeIsUnknownAndNamed()
    {
        const auto verdict = health::assess(deployment({{u"updatedReplicas"_s, u"three"_s}}));
        QVERIFY(verdict->status == Status::Unknown);
        QCOMPARE(verdict->message, u"failed to convert unstructured Deployment to typed: "
                                   "status.updatedReplicas is not a whole number"_s);
        const auto inList = health::assess(
            deployment({{u"conditions"_s, QJsonArray{QJsonObject{{u"type"_s, 7}}}}}));
        QCOMPARE(inList->message, u"failed to convert unstructured Deployment to typed: "
                                  "status.conditions[0].type is not a string"_s);
    }

    void anHpaAnnotationThatIsNoJsonIsUnknown()
    {
        const QJsonObject annotations{{u"autoscaling.alpha.kubernetes.io/conditions"_s, u"[{"_s}};
        const auto verdict = health::assess(objects::Object::fromJson(
            {{u"apiVersion"_s, u"autoscaling/v1"_s},
             {u"kind"_s, u"HorizontalPodAutoscaler"_s},
             {u"metadata"_s,
              QJsonObject{{u"name"_s, u"web"_s}, {u"annotations"_s, annotations}}}}));
        QVERIFY(verdict->status == Status::Unknown);
        QVERIFY(verdict->message.startsWith(u"failed to convert conditions annotation to typed: "));
    }

    void theWorseOfTwoFollowsArgoCdsOrder()
    {
        const QList<Status> order{Status::Healthy, Status::Suspended, Status::Progressing,
                                  Status::Missing, Status::Degraded,  Status::Unknown};
        for (qsizetype better = 0; better < order.size(); ++better) {
            for (qsizetype worse = better; worse < order.size(); ++worse) {
                QVERIFY(health::worst(order[better], order[worse]) == order[worse]);
                QVERIFY(health::worst(order[worse], order[better]) == order[worse]);
            }
        }
    }
};

QTEST_APPLESS_MAIN(HealthTest)
#include "tst_health.moc"
