// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "planvalues.h"

#include <QtTest>

using namespace plumb;
using namespace plumb::plan;

namespace {

PlanInput::PruneCandidate ours(const objects::Object& object)
{
    return {typeOf(object), live(object, u"u-"_s + object.name()), {}, true};
}

PlanInput pruning(const QList<PlanInput::PruneCandidate>& candidates)
{
    QList<PlanInput::Item> items;
    for (int i = 0; i < 10; ++i)
        items.append(same(deployment(u"kept-%1"_s.arg(i))));
    PlanInput input = inputOf(items);
    input.options.prune = true;
    input.pruneCandidates = candidates;
    return input;
}

QStringList pruned(const Plan& plan)
{
    QStringList names;
    for (const Operation& each : plan.operations)
        if (each.action == Action::Prune)
            names.append(each.chosen ? each.key.name : u'(' + each.key.name + u')');
    return names;
}

} // namespace

//! reliability P3: nothing is deleted unless it is proven ours, known completely and asked for.
class PruneTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void p3_whatIsProvenOursAndNotInGitIsPruned()
    {
        const Plan plan = makePlan(pruning({ours(deployment(u"old"_s))}));
        QCOMPARE(pruned(plan), QStringList{u"old"_s});
        QCOMPARE(plan.operations.last().fingerprint, fingerprint(*plan.operations.last().live));
        QVERIFY(plan.notes.isEmpty());
    }

    void p3_withoutPruneItStaysAndIsNamed()
    {
        PlanInput input = pruning({ours(deployment(u"old"_s))});
        input.options.prune = false;
        const Plan plan = makePlan(input);
        QVERIFY(pruned(plan).isEmpty());
        QCOMPARE(plan.notes,
                 QStringList{
                     u"No longer in Git, and kept because prune is off: Deployment shop/old."_s});
    }

    void p3_nothingIsPruned_data()
    {
        QTest::addColumn<PlanInput>("input");
        QTest::addColumn<QString>("note");
        const auto row = [](const char* name, const std::function<void(PlanInput&)>& edit,
                            const QString& note) {
            PlanInput input = pruning({ours(deployment(u"old"_s))});
            edit(input);
            QTest::newRow(name) << input << note;
        };
        const auto editLive = [](const QJsonObject& metadata) {
            return [metadata](PlanInput& input) {
                auto& candidate = input.pruneCandidates.first();
                candidate.live = withMetadata(candidate.live, metadata);
            };
        };
        const auto annotated = [&](const QString& name, const QString& value) {
            return editLive({{u"annotations"_s, QJsonObject{{name, value}}}});
        };
        row(
            "not in the inventory",
            [](PlanInput& input) { input.pruneCandidates.first().inInventory = false; },
            u"journal does not know"_s);
        row("written by another manager",
            editLive({{u"managedFields"_s,
                       QJsonArray{managedBy(u"kubectl-client-side-apply"_s, u"Update"_s)}}}),
            u"managedFields do not name Plumbline"_s);
        row("our name, but not by apply",
            editLive({{u"managedFields"_s, QJsonArray{managedBy(u"plumbline"_s, u"Update"_s)}}}),
            u"managedFields do not name Plumbline"_s);
        row(
            "claimed by another application",
            [](PlanInput& input) { input.pruneCandidates.first().claimants = {u"blog"_s}; },
            u"also belongs to blog"_s);
        row("made by a controller",
            editLive({{u"ownerReferences"_s, QJsonArray{QJsonObject{{u"apiVersion"_s, u"apps/v1"_s},
                                                                    {u"kind"_s, u"ReplicaSet"_s},
                                                                    {u"name"_s, u"rs"_s},
                                                                    {u"uid"_s, u"u"_s},
                                                                    {u"controller"_s, true}}}}}),
            u"made by ReplicaSet rs"_s);
        row("being deleted", editLive({{u"deletionTimestamp"_s, u"2026-03-01T12:00:00Z"_s}}),
            u"being deleted already"_s);
        row("Prune=false",
            annotated(u"argocd.argoproj.io/sync-options"_s, u"Validate=false, Prune=false"_s),
            u"says Prune=false"_s);
        row("Prune=confirm", annotated(u"argocd.argoproj.io/sync-options"_s, u"Prune=confirm"_s),
            u"says Prune=confirm"_s);
        row("helm keep", annotated(u"helm.sh/resource-policy"_s, u"keep"_s), u"says keep"_s);
        row(
            "inventory unknown", [](PlanInput& input) { input.inventoryKnown = false; },
            u"prune list is unknown"_s);
        row(
            "incomplete render", [](PlanInput& input) { input.desiredComplete = false; },
            u"not complete"_s);
        row(
            "empty render", [](PlanInput& input) { input.items.clear(); },
            u"Git's side is empty"_s);
    }
    void p3_nothingIsPruned()
    {
        QFETCH(const PlanInput, input);
        QFETCH(const QString, note);
        const Plan plan = makePlan(input);
        QCOMPARE(pruned(plan), QStringList());
        QVERIFY2(plan.notes.join(u'\n').contains(note), qPrintable(plan.notes.join(u'\n')));
    }

    void p3_anObjectThatGitNamesUnderAnotherVersionStays()
    {
        const auto newer = object(u"Deployment"_s, u"old"_s, {}, u"apps/v2"_s);
        PlanInput input = pruning({ours(deployment(u"old"_s))});
        input.items.append(same(newer));
        QVERIFY(pruned(makePlan(input)).isEmpty());
    }

    void p3_whatTakesMoreWithItNeedsItsOwnTick_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char* kind : {"Namespace", "CustomResourceDefinition", "PersistentVolume",
                                 "PersistentVolumeClaim", "StatefulSet"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }
    void p3_whatTakesMoreWithItNeedsItsOwnTick()
    {
        QFETCH(const QString, kind);
        const auto candidate = ours(object(kind, u"data"_s));
        PlanInput input = pruning({candidate});
        const Plan plan = makePlan(input);
        QCOMPARE(pruned(plan), QStringList{u"(data)"_s});
        QVERIFY(plan.notes.first().contains(u"only when it is chosen by itself"_s));
        QVERIFY(plan.blockers.isEmpty());
        input.options.only = {candidate.live.key()};
        QCOMPARE(pruned(makePlan(input)), QStringList{u"data"_s});
    }

    void prunesComeLastAndInReverse()
    {
        const Plan plan = makePlan(
            pruning({ours(object(u"ConfigMap"_s, u"settings"_s)), ours(deployment(u"web"_s)),
                     ours(object(u"Ingress"_s, u"front"_s, {}, u"networking.k8s.io/v1"_s))}));
        QCOMPARE(lines(plan).mid(10),
                 (QStringList{u"prune Ingress shop/front"_s, u"prune Deployment shop/web"_s,
                              u"prune ConfigMap shop/settings"_s}));
    }

    void p3_moreThanAFifthIsNoted()
    {
        const auto candidates = [](int count) {
            QList<PlanInput::PruneCandidate> all;
            for (int i = 0; i < count; ++i)
                all.append(ours(deployment(u"old-%1"_s.arg(i))));
            return all;
        };
        QVERIFY(makePlan(pruning(candidates(2))).notes.isEmpty()); // 2 of 12
        QCOMPARE(
            makePlan(pruning(candidates(3))).notes,
            QStringList{
                u"This plan deletes 3 of 13 objects. Make sure that nothing was only moved or renamed."_s});
    }

    void onlyLimitsPrunesToo()
    {
        PlanInput input = pruning({ours(deployment(u"a"_s)), ours(deployment(u"b"_s))});
        input.options.only = {deployment(u"b"_s).key()};
        QCOMPARE(pruned(makePlan(input)), (QStringList{u"b"_s, u"(a)"_s}));
    }
};

QTEST_GUILESS_MAIN(PruneTest)
#include "tst_prune.moc"
