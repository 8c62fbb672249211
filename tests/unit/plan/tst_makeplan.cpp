// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "planvalues.h"

#include <QtTest>

using namespace plumb;
using namespace plumb::plan;

namespace {

const objects::Object kNamespace = object(u"Namespace"_s, u"shop"_s, {}, u"v1"_s, {});

objects::Object definition()
{
    return object(
        u"CustomResourceDefinition"_s, u"drops.example.org"_s,
        {{u"group"_s, u"example.org"_s},
         {u"scope"_s, u"Namespaced"_s},
         {u"names"_s, QJsonObject{{u"kind"_s, u"Drop"_s}, {u"plural"_s, u"drops"_s}}},
         {u"versions"_s, QJsonArray{QJsonObject{
                             {u"name"_s, u"v1"_s}, {u"served"_s, true}, {u"storage"_s, true}}}}},
        u"apiextensions.k8s.io/v1"_s, {});
}

} // namespace

class MakePlanTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsMissingIsCreatedWhatDiffersUpdatedTheRestUnchanged()
    {
        const Plan plan =
            makePlan(inputOf({missing(deployment(u"new"_s)),
                              changing(deployment(u"old"_s, 1), deployment(u"old"_s, 2)),
                              same(deployment(u"steady"_s))}));
        QCOMPARE(lines(plan),
                 (QStringList{u"create Deployment shop/new"_s, u"update Deployment shop/old"_s,
                              u"unchanged Deployment shop/steady"_s}));
        QCOMPARE(plan.changeCount(), 2);
        QVERIFY(plan.blockers.isEmpty());
    }

    void theStatusAndTheBookkeepingOfTheServerAreNoChange()
    {
        PlanInput::Item item = same(deployment(u"web"_s));
        QJsonObject json = item.predicted->json();
        json.insert(u"status"_s, QJsonObject{{u"replicas"_s, 3}});
        item.predicted = withMetadata(
            item.predicted->withJson(json),
            {{u"managedFields"_s, QJsonArray{managedBy(u"plumbline"_s), managedBy(u"x"_s)}},
             {u"resourceVersion"_s, u"101"_s}});
        QVERIFY(makePlan(inputOf({item})).operations.first().action == Action::Unchanged);
    }

    void namespacesAndDefinitionsComeFirstThenByKindThenByName()
    {
        const Plan plan = makePlan(inputOf({
            missing(object(u"Drop"_s, u"a"_s, {}, u"example.org/v1"_s)),
            missing(object(u"Ingress"_s, u"web"_s, {}, u"networking.k8s.io/v1"_s)),
            missing(deployment(u"b"_s)),
            missing(deployment(u"a"_s)),
            missing(object(u"Service"_s, u"web"_s, {{u"x"_s, 1}})),
            missing(object(u"ConfigMap"_s, u"settings"_s)),
            missing(definition()),
            missing(kNamespace),
            missing(object(u"Service"_s, u"fn"_s, {}, u"serving.knative.dev/v1"_s)),
        }));
        QCOMPARE(lines(plan),
                 (QStringList{u"create Namespace shop"_s,
                              u"create CustomResourceDefinition drops.example.org"_s,
                              u"create ConfigMap shop/settings"_s, u"create Service shop/web"_s,
                              u"create Deployment shop/a"_s, u"create Deployment shop/b"_s,
                              u"create Ingress shop/web"_s, u"create Drop shop/a"_s,
                              u"create Service shop/fn"_s}));
    }

    void aKindThatThePlanDefinesGetsItsTypeFromTheDefinition()
    {
        PlanInput::Item item;
        item.desired = object(u"Drop"_s, u"a"_s, {}, u"example.org/v1"_s);
        item.unpreviewed = u"its kind is defined by this plan"_s;
        const Plan plan = makePlan(inputOf({item, missing(definition())}));
        QVERIFY(plan.blockers.isEmpty());
        QCOMPARE(plan.operations.last().type.plural, u"drops"_s);
        QVERIFY(plan.operations.last().type.namespaced);
        QVERIFY(plan.operations.last().chosen);
    }

    void onlyTheNamedObjectsAreChosen()
    {
        PlanInput input = inputOf({missing(deployment(u"a"_s)), missing(deployment(u"b"_s))});
        input.options.only = {deployment(u"b"_s).key()};
        const Plan plan = makePlan(input);
        QCOMPARE(lines(plan),
                 (QStringList{u"(create Deployment shop/a)"_s, u"create Deployment shop/b"_s}));
        QCOMPARE(plan.changeCount(), 1);
    }

    void choosingWhatThePlanDoesNotHoldIsSaid()
    {
        PlanInput input = inputOf({missing(deployment(u"a"_s))});
        input.options.only = {deployment(u"typo"_s).key()};
        QCOMPARE(
            makePlan(input).blockers,
            QStringList{u"Deployment shop/typo was chosen, but this plan does not hold it."_s});
    }

    void p4_foreignFieldsBlockUntilTheyAreTakenOverOrLeftOut()
    {
        PlanInput::Item item = changing(deployment(u"web"_s, 5), deployment(u"web"_s, 2));
        item.conflicts = {{u"kubectl-edit"_s, u"spec.replicas"_s},
                          {u"kubectl-edit"_s, u"spec.paused"_s}};
        PlanInput input = inputOf({item, missing(deployment(u"new"_s))});
        const Plan blocked = makePlan(input);
        QCOMPARE(blocked.blockers, QStringList{u"Deployment shop/web: kubectl-edit owns "
                                               u"spec.replicas, spec.paused. Take these fields "
                                               "over, or leave the object out."_s});
        QCOMPARE(lines(blocked),
                 (QStringList{u"create Deployment shop/new"_s, u"(update Deployment shop/web)"_s}));

        PlanInput forced = input;
        forced.options.force = {item.desired.key()};
        const Plan taken = makePlan(forced);
        QVERIFY(taken.blockers.isEmpty());
        QVERIFY(taken.operations.last().force && taken.operations.last().chosen);
        QVERIFY(!taken.operations.first().force); // only where it was asked for
        QVERIFY(taken.digest != blocked.digest);

        input.options.only = {deployment(u"new"_s).key()};
        QVERIFY(makePlan(input).blockers.isEmpty());
    }

    void forceWithoutAKnownConflictIsNotSent()
    {
        PlanInput input = inputOf({changing(deployment(u"web"_s, 1), deployment(u"web"_s, 2))});
        input.options.force = {deployment(u"web"_s).key()};
        QVERIFY(!makePlan(input).operations.first().force);
    }

    void aRefusedObjectBlocksUntilItIsLeftOut()
    {
        PlanInput::Item item = changing(deployment(u"web"_s, 1), deployment(u"web"_s, 2));
        item.predicted.reset();
        item.refused =
            failure(Error::Kind::Invalid, u"spec.selector cannot be changed once it exists."_s);
        PlanInput input = inputOf({item, missing(deployment(u"new"_s))});
        const Plan plan = makePlan(input);
        QCOMPARE(lines(plan).last(), u"(update Deployment shop/web)"_s);
        QCOMPARE(plan.blockers, QStringList{u"Deployment shop/web would fail: spec.selector cannot "
                                            u"be changed once it exists. Leave it "
                                            "out to sync the rest."_s});
        input.options.only = {deployment(u"new"_s).key()};
        QVERIFY(makePlan(input).blockers.isEmpty());
    }

    void a14_anObjectThatNoDryRunMayTryIsSentOnlyWhenItIsNamed()
    {
        PlanInput::Item item = missing(deployment(u"web"_s));
        item.predicted.reset();
        item.unpreviewed = u"a webhook of the server allows no dry run"_s;
        item.refused = failure(Error::Kind::Unsupported, u"The server cannot try it."_s);
        PlanInput input = inputOf({item});
        QCOMPARE(lines(makePlan(input)), QStringList{u"(create Deployment shop/web)"_s});
        QCOMPARE(makePlan(input).blockers.size(), 1);
        input.options.only = {item.desired.key()};
        QCOMPARE(lines(makePlan(input)), QStringList{u"create Deployment shop/web"_s});
        QVERIFY(makePlan(input).blockers.isEmpty());
    }

    void leavingOutTheNamespaceThatOthersNeedIsSaid()
    {
        PlanInput::Item item = missing(deployment(u"web"_s));
        item.predicted.reset();
        item.unpreviewed = u"its namespace is created by this plan"_s;
        PlanInput input = inputOf({missing(kNamespace), item});
        QVERIFY(makePlan(input).blockers.isEmpty());
        input.options.only = {item.desired.key()};
        QCOMPARE(makePlan(input).blockers,
                 QStringList{u"Namespace shop is left out, but Deployment shop/web needs it."_s});
    }

    void m09_anIncompleteRenderIsNeverSent()
    {
        PlanInput input = inputOf({missing(deployment(u"web"_s))});
        input.desiredComplete = false;
        QCOMPARE(
            makePlan(input).blockers,
            QStringList{
                u"Git's side could not be rendered completely; nothing is sent before it is."_s});
    }

    void theSameObjectTwiceIsSaid()
    {
        QCOMPARE(makePlan(inputOf({missing(deployment(u"web"_s)), missing(deployment(u"web"_s))}))
                     .blockers,
                 QStringList{u"Git names Deployment shop/web twice."_s});
    }

    void aNameThatTheServerWouldMakeUpCannotBeApplied()
    {
        PlanInput::Item item = missing(deployment({}));
        const Plan plan = makePlan(inputOf({item}));
        QVERIFY(!plan.operations.first().chosen);
        QVERIFY(plan.blockers.first().contains(u"only a generateName"_s));
    }

    void aWeakClusterIdIsSaid()
    {
        PlanInput input = inputOf({missing(deployment(u"web"_s))});
        input.weakClusterId = true;
        QVERIFY(makePlan(input).notes.first().contains(u"kube-system may not be read"_s));
    }

    void asCommandsShowsEveryWriteAndNoSecret()
    {
        objects::Object secret = fromText(u"{\"apiVersion\":\"v1\",\"kind\":\"Secret\","
                                          u"\"metadata\":{\"name\":\"db\",\"namespace\":\"shop\"},"
                                          "\"data\":{\"password\":\"aHVudGVyMg==\"}}"_s);
        PlanInput::Item owned = changing(deployment(u"web"_s, 5), deployment(u"web"_s, 2));
        owned.conflicts = {{u"kubectl-edit"_s, u"spec.replicas"_s}};
        PlanInput input = inputOf({missing(secret), owned, same(deployment(u"steady"_s))});
        input.context = u"it's prod"_s;
        input.options.force = {owned.desired.key()};
        input.options.prune = true;
        PlanInput::PruneCandidate old{
            typeOf(deployment(u"x"_s)), live(deployment(u"gone"_s), u"u-9"_s), {}, true};
        input.pruneCandidates = {old};
        const QString text = asCommands(makePlan(input));
        QVERIFY2(
            text.contains(
                u"kubectl --context='it'\\''s prod' apply --server-side --field-manager=plumbline "
                "--force-conflicts -f - <<'EOF'\n{\"apiVersion\":\"apps/v1\""_s),
            qPrintable(text));
        QVERIFY2(text.contains(u"delete --namespace=shop deployments.apps/gone\n"_s),
                 qPrintable(text));
        QVERIFY(text.contains(u"# Secret shop/db holds secret values, which are not shown."_s));
        QVERIFY(!text.contains(u"aHVudGVyMg"_s));
        QVERIFY(!text.contains(u"steady"_s));
    }
};

QTEST_GUILESS_MAIN(MakePlanTest)
#include "tst_makeplan.moc"
