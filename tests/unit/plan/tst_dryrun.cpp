// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "bench.h"

#include <QtTest>

using namespace plumb;
using namespace plumb::plan;

namespace {

const objects::Object kWeb = deployment(u"web"_s, 2);

objects::Object definition()
{
    return object(
        u"CustomResourceDefinition"_s, u"drops.example.org"_s,
        {{u"group"_s, u"example.org"_s},
         {u"scope"_s, u"Namespaced"_s},
         {u"names"_s, QJsonObject{{u"kind"_s, u"Drop"_s}, {u"plural"_s, u"drops"_s}}},
         {u"versions"_s, QJsonArray{QJsonObject{{u"name"_s, u"v1"_s}, {u"served"_s, true}}}}},
        u"apiextensions.k8s.io/v1"_s, {});
}

DryRunOutcome tryOne(Bench& bench, const objects::Object& object)
{
    return dryRun(bench.cluster, FakeCluster::discovery(), {object}, {}, {}, {}).first();
}

} // namespace

class DryRunTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aMissingObjectIsPredictedAndNothingIsWritten()
    {
        Bench bench;
        const auto outcome = tryOne(bench, kWeb);
        QVERIFY(!outcome.live);
        QVERIFY(outcome.predicted);
        QCOMPARE(outcome.type.plural, u"deployments"_s);
        QCOMPARE(bench.server->log(), (QStringList{u"GET Deployment shop/web 404"_s,
                                                   u"DRYRUN Deployment shop/web 201"_s}));
        QVERIFY(!bench.server->find(kWeb.key()));
    }

    void whereNobodyElseWroteThereIsNoSecondDryRun()
    {
        Bench bench;
        bench.server->put(deployment(u"web"_s, 1));
        const auto outcome = tryOne(bench, kWeb);
        QCOMPARE(outcome.live->spec().value(u"replicas"_s).toInt(), 1);
        QCOMPARE(outcome.predicted->spec().value(u"replicas"_s).toInt(), 2);
        QCOMPARE(bench.server->log().size(), 2);
    }

    void p4_foreignFieldsThatWouldBeTakenAreNamed()
    {
        Bench bench;
        bench.server->put(deployment(u"web"_s, 2));
        bench.server->edit(kWeb.key(), u"replicas"_s, 5);
        const auto outcome = tryOne(bench, kWeb);
        QCOMPARE(outcome.conflicts.size(), 1);
        QCOMPARE(outcome.conflicts.first().manager, u"kubectl-edit"_s);
        QCOMPARE(outcome.conflicts.first().field, u"spec.replicas"_s);
        QCOMPARE(outcome.predicted->spec().value(u"replicas"_s).toInt(),
                 2); // what force would bring
    }

    void aForeignFieldWithTheSameValueIsNoConflict()
    {
        Bench bench;
        bench.server->put(deployment(u"web"_s, 1));
        bench.server->edit(kWeb.key(), u"replicas"_s, 2);
        const auto outcome = tryOne(bench, kWeb);
        QVERIFY(outcome.conflicts.isEmpty());
        QCOMPARE(bench.server->log().size(), 2);
    }

    void anObjectInANamespaceOfTheSamePlanCannotBePreviewed()
    {
        Bench bench;
        bench.server->remove({{}, u"Namespace"_s, {}, u"shop"_s});
        const auto outcomes =
            dryRun(bench.cluster, FakeCluster::discovery(),
                   {object(u"Namespace"_s, u"shop"_s, {}, u"v1"_s, {}), kWeb}, {}, {}, {});
        QVERIFY(outcomes[0].predicted);
        QCOMPARE(outcomes[1].unpreviewed, u"its namespace is created by this plan"_s);
        QVERIFY(!outcomes[1].refused);
    }

    void aNamespaceThatNobodyMakesIsSaid()
    {
        Bench bench;
        bench.server->remove({{}, u"Namespace"_s, {}, u"shop"_s});
        QCOMPARE(tryOne(bench, kWeb).refused->summary,
                 u"The namespace shop does not exist. Create it, or add it to Git."_s);
    }

    void aKindOfTheSamePlanCannotBePreviewedAndGetsItsType()
    {
        Bench bench;
        const auto outcomes =
            dryRun(bench.cluster, FakeCluster::discovery(),
                   {object(u"Drop"_s, u"a"_s, {}, u"example.org/v1"_s), definition()}, {}, {}, {});
        QCOMPARE(outcomes[0].unpreviewed, u"its kind is defined by this plan"_s);
        QCOMPARE(outcomes[0].type.plural, u"drops"_s);
    }

    void anUnknownKindIsSaid()
    {
        Bench bench;
        QCOMPARE(tryOne(bench, object(u"Drop"_s, u"a"_s, {}, u"example.org/v1"_s)).refused->summary,
                 u"The server does not know the kind Drop of example.org/v1. Install what defines "
                 u"it, or correct the "
                 "apiVersion in Git."_s);
    }

    void whatMayNotBeReadIsUnreadableAndNotTried()
    {
        Bench bench;
        bench.server->answerWith(kWeb.key(), 403,
                                 refusal(403, u"Forbidden"_s, u"deployments.apps is forbidden"_s));
        const auto outcome = tryOne(bench, kWeb);
        QVERIFY(outcome.unreadable->kind == Error::Kind::Forbidden);
        QCOMPARE(bench.server->log().size(), 1);
    }

    void a06_anUnknownFieldIsRefusedWithItsPath()
    {
        Bench bench;
        bench.server->answerWith(
            kWeb.key(), 500,
            refusal(
                500, {},
                u"failed to create typed patch object: .spec.replica: field not declared in schema"_s));
        const auto outcome = tryOne(bench, kWeb);
        QVERIFY(outcome.refused->kind == Error::Kind::Invalid);
        QVERIFY(outcome.refused->summary.startsWith(
            u"Deployment shop/web has no field spec.replica "_s));
    }

    void a14_aWebhookWithoutDryRunMakesItUnpreviewed()
    {
        Bench bench;
        bench.server->answerWith(
            kWeb.key(), 400,
            refusal(400, u"BadRequest"_s, u"admission webhook \"w\" does not support dry run"_s));
        const auto outcome = tryOne(bench, kWeb);
        QVERIFY(outcome.refused && !outcome.unpreviewed.isEmpty());
    }

    void aSecretsPredictionHoldsMarkersOnly()
    {
        Bench bench;
        const auto outcome = tryOne(
            bench,
            fromText(u"{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"db\","
                     "\"namespace\":\"shop\"},\"data\":{\"password\":\"aHVudGVyMg==\"}}"_s));
        QVERIFY(!QJsonDocument(outcome.predicted->json()).toJson().contains("aHVudGVyMg"));
    }

    void manyObjectsKeepTheirOrderAndProgressIsCounted()
    {
        Bench bench;
        QList<objects::Object> desired;
        for (int i = 0; i < 50; ++i)
            desired.append(deployment(u"web-%1"_s.arg(i), i));
        QList<int> progress;
        const auto outcomes = dryRun(bench.cluster, FakeCluster::discovery(), desired, {},
                                     [&](int done, int total) {
                                         QCOMPARE(total, 50);
                                         progress.append(done);
                                     },
                                     {});
        for (int i = 0; i < 50; ++i)
            QCOMPARE(outcomes[i].predicted->spec().value(u"replicas"_s).toInt(), i);
        QCOMPARE(progress.size(), 50);
        QVERIFY(std::is_sorted(progress.begin(), progress.end()));
        QVERIFY(bench.server->writes().isEmpty());
    }

    void b08_manyObjectsAreReadAtOnceAndWhatIsCertainIsNotAsked()
    {
        Bench bench;
        QList<objects::Object> desired;
        for (int i = 0; i < 50; ++i) {
            desired.append(deployment(u"web-%1"_s.arg(i), 1));
            bench.server->put(deployment(u"web-%1"_s.arg(i), i == 7 ? 2 : 1), u"kubectl"_s);
        }
        DryRunOptions options;
        options.findConflicts = false;
        const auto outcomes =
            dryRun(bench.cluster, FakeCluster::discovery(), desired, options, {}, {});
        QCOMPARE(bench.server->log(), (QStringList{u"GET Deployment shop/ 200"_s,
                                                   u"DRYRUN Deployment shop/web-7 200"_s}));
        for (int i = 0; i < 50; ++i)
            QCOMPARE(outcomes[i].predicted->spec().value(u"replicas"_s).toInt(), 1);
    }

    void whatAWatchHoldsIsNotRead()
    {
        Bench bench;
        bench.server->put(deployment(u"web"_s, 2), u"kubectl"_s);
        DryRunOptions options;
        options.live.insert(kWeb.key(), *bench.server->find(kWeb.key()));
        const auto outcomes =
            dryRun(bench.cluster, FakeCluster::discovery(), {kWeb}, options, {}, {});
        QVERIFY(outcomes.first().live && outcomes.first().predicted);
        QVERIFY(bench.server->log().isEmpty());
    }

    void a14_w31_whatIsNotAskedSaysWhy_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("why");
        QTest::newRow("a missing right")
            << u"deployments.apps \"web\" is forbidden: User \"x\" cannot patch resource "
               "\"deployments\" in API group \"apps\" in the namespace \"shop\""_s
            << u"the dry run is not permitted (needs: patch deployments.apps in namespace shop)"_s;
        QTest::newRow("a refusal of this very object")
            << u"deployments.apps \"web\" is forbidden: exceeded quota: pods"_s << QString();
    }

    void a14_w31_whatIsNotAskedSaysWhy()
    {
        QFETCH(QString, message);
        QFETCH(QString, why);
        Bench bench;
        DryRunOptions options; // as a watch has it: who may not patch may yet read
        bench.server->put(deployment(u"web"_s, 1));
        options.live.insert(kWeb.key(), *bench.server->find(kWeb.key()));
        bench.server->answerWith(kWeb.key(), 403, refusal(403, u"Forbidden"_s, message, {}));
        const auto outcome =
            dryRun(bench.cluster, FakeCluster::discovery(), {kWeb}, options, {}, {}).first();
        QVERIFY(outcome.refused && !outcome.predicted);
        QCOMPARE(outcome.notAsked, why);
    }

    void stoppedItSaysSoForEachObject()
    {
        Bench bench;
        bench.stop.request_stop();
        const auto outcomes = dryRun(bench.cluster, FakeCluster::discovery(),
                                     {kWeb, deployment(u"b"_s)}, {}, {}, bench.stop.get_token());
        for (const auto& outcome : outcomes)
            QVERIFY(outcome.unreadable->kind == Error::Kind::Cancelled);
        QVERIFY(bench.server->log().isEmpty());
    }
};

QTEST_GUILESS_MAIN(DryRunTest)
#include "tst_dryrun.moc"
