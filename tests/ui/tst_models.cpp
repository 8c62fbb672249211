// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "format/text.h"
#include "format/yamltext.h"
#include "models/driftmodel.h"
#include "models/historymodel.h"
#include "models/operationmodel.h"
#include "models/proposalmodel.h"
#include "models/resourcemodel.h"
#include "models/sidebarmodel.h"
#include "ui/support/sample.h"
#include "views/fleet/fleetview.h"
#include "views/history/historyview.h"
#include "views/inspector/inspector.h"
#include "views/resources/resourcesview.h"
#include "views/rollback/previewtext.h"
#include "widgets/watchdog.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace plumb;
using namespace plumb::ui;
using namespace plumb::ui::test;

//! Values in, text out.
class ModelsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSidebarPutsWhatNeedsAttentionFirst()
    {
        Sample sample;
        SidebarModel model;
        QAbstractItemModelTester tester(&model);
        model.setState(sample.applications, sample.repositories, sample.clusters);
        QCOMPARE(
            asText(model).split(u'\n'),
            (QStringList{u"Fleet · 6 apps"_s, u"Needs attention · 2"_s, u"payments · prod-eu"_s,
                         u"checkout · prod-eu · 6"_s, u"Production · push"_s,
                         u"checkout · 6 drifted"_s, u"payments · degraded"_s, u"cart · live"_s,
                         u"staging · push"_s, u"frontend · live"_s, u"catalog · progressing"_s,
                         u"search · unknown"_s, u"Repositories"_s, u"shop-config · main"_s,
                         u"Clusters"_s, u"prod-eu · live"_s, u"staging · live"_s}));
        QVERIFY(!model.flags(model.index(1, 0)).testFlag(Qt::ItemIsSelectable));
    }

    void newsMoveRowsInsteadOfResettingThem()
    {
        Sample sample;
        SidebarModel model;
        QAbstractItemModelTester tester(&model);
        model.setState(sample.applications, sample.repositories, sample.clusters);
        const QPersistentModelIndex cart = model.find(SidebarRow::Kind::Application, u"cart"_s);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        sample.application(u"payments"_s).health = health::Status::Healthy;
        sample.application(u"cart"_s).health = health::Status::Degraded;
        model.setState(sample.applications, sample.repositories, sample.clusters);
        QCOMPARE(resets.size(), 0);
        QVERIFY(cart.isValid());
        QCOMPARE(model.at(cart.row()).id, u"cart"_s);
    }

    void driftListsWhatDiffersMostUrgentFirst()
    {
        Sample sample;
        DriftModel model;
        QAbstractItemModelTester tester(&model);
        model.setApplications({sample.application(u"checkout"_s)});
        QCOMPARE(asText(model).split(u'\n'),
                 (QStringList{u"Deployment / checkout · 3"_s, u"ConfigMap / checkout-flags · 1"_s,
                              u"PodDisruptionBudget / checkout · missing"_s,
                              u"Secret / checkout-token · not comparable"_s,
                              u"Job / debug-shell · only in cluster"_s}));
        QCOMPARE(model.inSync(), 1);
        model.setShowAll(true);
        QVERIFY(asText(model).contains(u"Service / checkout"_s));
    }

    void severalApplicationsStandUnderHeadings()
    {
        Sample sample;
        DriftModel model;
        model.setApplications({sample.application(u"checkout"_s), sample.application(u"cart"_s)});
        QVERIFY(model.at(0).isHeading);
        QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsSelectable));
    }

    void fieldsThatAreNoDifferenceStayCountable()
    {
        Sample sample;
        FieldModel model;
        QAbstractItemModelTester tester(&model);
        const auto& object = sample.application(u"checkout"_s).objects.first();
        model.setObject(object, sample.now);
        QCOMPARE(asText(model).split(u'\n'),
                 (QStringList{
                     u"spec.replicas | 6 | 4"_s,
                     u"containers[checkout].image | shop/checkout:1.8.2 | shop/checkout:1.8.1"_s,
                     u"containers[checkout].env[LOG_LEVEL].value | info | debug"_s}));
        QCOMPARE(
            hiddenFields(object.drift),
            u"3 fields hidden: 2 defaulted by the API server, 1 ignored by rule hpa-replicas"_s);
        model.setShowHidden(true);
        QCOMPARE(model.rowCount(), 6);
        QVERIFY(model.data(model.index(0, 0), Qt::AccessibleTextRole)
                    .toString()
                    .startsWith(u"spec.replicas, 6 in Git, 4 live"_s));
    }

    void theWriterIsAProgramNeverAPerson()
    {
        Sample sample;
        FieldModel model;
        model.setObject(sample.application(u"checkout"_s).objects.first(), sample.now);
        QCOMPARE(model.note(model.index(2, FieldModel::Live)),
                 u"changed in the cluster · kubectl-edit (Update) · 2 h ago"_s);
        QVERIFY(model.data(model.index(2, FieldModel::Live), Qt::ToolTipRole)
                    .toString()
                    .contains(u"keeps the program, not the person"_s));
    }

    void resourcesAreATreeOfOwners()
    {
        Sample sample;
        ResourceModel model;
        QAbstractItemModelTester tester(&model);
        model.setNodes(sample.application(u"checkout"_s).resources, sample.now);
        const auto text = asText(model);
        QVERIFY(
            text.contains(
                u"\n  ReplicaSet | checkout-6d9f | shop |  | Healthy |  | 6 d | \n    Pod | checkout-6d9f-4xk2p"_s)
            || text.contains(u"    Pod | checkout-6d9f-4xk2p"_s));
        QVERIFY(text.contains(
            u"Degraded | CrashLoopBackOff: back-off 40s restarting failed container | 6 min | 7"_s));
    }

    void aPodThatComesAndGoesLeavesTheOthersAlone()
    {
        Sample sample;
        ResourceModel model;
        QAbstractItemModelTester tester(&model);
        auto nodes = sample.application(u"checkout"_s).resources;
        model.setNodes(nodes, sample.now);
        const auto deployment = model.index(2, 0);
        const auto replicaSet = model.index(0, 0, deployment);
        const QPersistentModelIndex second = model.index(1, 0, replicaSet);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        nodes.removeAt(4);
        auto third = nodes[4];
        third.key.name = u"checkout-6d9f-zzzzz"_s;
        third.uid = u"uid-new"_s;
        nodes.insert(5, third);
        model.setNodes(nodes, sample.now);
        QCOMPARE(resets.size(), 0);
        QVERIFY(second.isValid());
        QCOMPARE(second.row(), 0);
        QCOMPARE(model.rowCount(replicaSet), 2);
    }

    void terminatingReplacesBothVerdicts()
    {
        Sample sample;
        auto nodes = sample.application(u"checkout"_s).resources;
        nodes[0].terminatingSince = sample.now.addSecs(-90);
        ResourceModel model;
        model.setNodes(nodes, sample.now);
        QCOMPARE(model.index(0, ResourceModel::Sync).data().toString(), u"Terminating"_s);
        QCOMPARE(model.index(0, ResourceModel::Health).data().toString(), QString());
    }

    void aFilterOfResourcesKeepsTheOwners()
    {
        Sample sample;
        const auto shown = matching(sample.application(u"checkout"_s).resources, u"crashloop"_s);
        QStringList names;
        for (const auto& node : shown)
            names << node.key.kind + u' ' + node.key.name;
        QCOMPARE(names, (QStringList{u"Deployment checkout"_s, u"ReplicaSet checkout-6d9f"_s,
                                     u"Pod checkout-6d9f-9s7tt"_s}));
    }

    void historyAsksForWordsOnlyOfRowsThatAreLookedAt()
    {
        Sample sample;
        HistoryModel model;
        QAbstractItemModelTester tester(&model);
        QSignalSpy wanted(&model, &HistoryModel::detailsWanted);
        model.setNow(sample.now);
        model.setGraph(sample.graph);
        wanted.clear();
        QCOMPARE(model.index(0).data().toString(), idOf(1).shortHex());
        QTRY_VERIFY(wanted.size() > 0);
        model.setCommits(sample.commits);
        model.setRefs(sample.refs);
        QVERIFY(model.index(0).data().toString().contains(
            u"checkout: raise replicas to 6 for the winter sale checkout-team (main, origin/main)"_s));
    }

    void commitsBetweenLiveAndTargetAreNotLive()
    {
        Sample sample;
        HistoryModel model;
        model.setGraph(sample.graph);
        model.setNotLive(idOf(5), idOf(1));
        QStringList rail;
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.isNotLive(row))
                rail << model.idAt(row).shortHex();
        }
        QCOMPARE(rail, (QStringList{idOf(1).shortHex(), idOf(2).shortHex(), idOf(3).shortHex(),
                                    idOf(4).shortHex()}));
        model.setNotLive({}, idOf(1));
        QCOMPARE(model.notLiveCount(), 0); // nothing is known to be live, so nothing is said
    }

    void aGraphThatGrowsOnlyAddsRows()
    {
        Sample sample;
        git::CommitGraph::Builder builder;
        for (int i = 0; i < 5; ++i)
            builder.add(sample.commits[i].id, std::span(sample.commits[i].parents.constData(),
                                                        size_t(sample.commits[i].parents.size())));
        const auto part = builder.build(false);
        HistoryModel model;
        QAbstractItemModelTester tester(&model);
        model.setGraph(part);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset),
            removed(&model, &QAbstractItemModel::rowsRemoved);
        const QPersistentModelIndex third = model.index(2);
        model.setGraph(sample.graph);
        QCOMPARE(model.rowCount(), 13);
        QCOMPARE(resets.size() + removed.size(), 0);
        QCOMPARE(third.row(), 2);
    }

    void aFetchedCommitComesInAtTheTop()
    {
        Sample sample;
        HistoryModel model;
        QAbstractItemModelTester tester(&model);
        model.setGraph(sample.graph);
        const QPersistentModelIndex first = model.index(0);
        git::CommitGraph::Builder builder;
        builder.add(idOf(50), std::span(&sample.commits[0].id, 1));
        for (const auto& commit : sample.commits)
            builder.add(commit.id,
                        std::span(commit.parents.constData(), size_t(commit.parents.size())));
        model.setGraph(builder.build(true));
        QCOMPARE(model.rowCount(), 14);
        QCOMPARE(first.row(), 1);
    }

    void aFilterListsOnlyItsMatches()
    {
        Sample sample;
        HistoryModel model;
        QAbstractItemModelTester tester(&model);
        model.setGraph(sample.graph);
        model.setMatches(QList{idOf(7), idOf(3), idOf(77)});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.idAt(0), idOf(3));
        QCOMPARE(model.rowOf(idOf(7)), 1);
        QCOMPARE(model.rowOf(idOf(1)), -1);
    }

    void theFilterUnderstandsAuthorAndPath()
    {
        const auto filter = parseFilter(u"author:ann path:apps/web raise replicas"_s);
        QCOMPARE(filter.author, u"ann"_s);
        QCOMPARE(filter.paths, QStringList{u"apps/web"_s});
        QCOMPARE(filter.anywhere, u"raise replicas"_s);
    }

    void operationsCountWhatIsChosen()
    {
        Sample sample;
        OperationModel model;
        QAbstractItemModelTester tester(&model);
        model.setPlan(sample.plan);
        QCOMPARE(asText(model).split(u'\n'),
                 (QStringList{u"Applied in this order"_s, u"update ConfigMap / checkout-flags"_s,
                              u"update Deployment / checkout"_s,
                              u"create PodDisruptionBudget / checkout"_s, u"Deleted last"_s,
                              u"delete ConfigMap / checkout-old"_s}));
        QCOMPARE(model.changeCount(), 4);
        QCOMPARE(model.chosenCount(), 3); // a delete is never chosen for you
        QCOMPARE(model.unchangedCount(), 1);
        model.pick(OperationModel::Pick::None);
        QCOMPARE(model.chosenCount(), 0);
        model.pick(OperationModel::Pick::OutOfSync);
        QCOMPARE(model.chosenCount(), 3);
        QVERIFY(model.setData(model.index(1, 0), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(model.chosenKeys().size(), 2);
        model.setPlan(sample.plan); // a new look at the same objects keeps what was left out
        QCOMPARE(model.chosenCount(), 2);
    }

    void aReviewerIsToldWhatIsOverwritten()
    {
        Sample sample;
        const auto concerns = concernsOf(sample.plan.operations[1], sample.now);
        QCOMPARE(
            concerns.value(0),
            u"This sync overwrites a change made in the cluster. containers[checkout].env[LOG_LEVEL].value was set to debug by kubectl-edit 2 h ago. Git says info."_s);
        QVERIFY(concerns.value(1).contains(u"belongs to kubectl-edit"_s));
    }

    void theFleetIsSortedByUrgency()
    {
        Sample sample;
        FleetModel model;
        QAbstractItemModelTester tester(&model);
        model.setApplications(sample.applications);
        QStringList names;
        for (const auto& row : model.rows())
            names << row.config.name;
        QCOMPARE(names, (QStringList{u"payments"_s, u"checkout"_s, u"search"_s, u"catalog"_s,
                                     u"cart"_s, u"frontend"_s}));
    }

    void partialReadingIsSaidAsAtLeast()
    {
        Sample sample;
        const auto facts = factsOf(sample.application(u"search"_s), sample.now);
        const auto objects = std::find_if(
            facts.begin(), facts.end(), [](const auto& fact) { return fact.first == u"Objects"; });
        QCOMPARE(objects->second, u"at least 0"_s);
    }

    void textDifferencesKeepTheirContext()
    {
        const QStringList before{u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s, u"g"_s, u"h"_s};
        auto after = before;
        after[7] = u"H"_s;
        const auto lines = lineDiff(before, after, 2);
        QCOMPARE(lines.first().kind, LineKind::Gap);
        QCOMPARE(lines.size(), 5);
        QCOMPARE(lines[3], (TextLine{LineKind::Removed, u"h"_s}));
        QCOMPARE(lines[4], (TextLine{LineKind::Added, u"H"_s}));
    }

    void objectsReadLikeManifests()
    {
        const QJsonObject json{
            {u"kind"_s, u"ConfigMap"_s},
            {u"apiVersion"_s, u"v1"_s},
            {u"list"_s, QJsonArray{QJsonObject{{u"name"_s, u"a"_s}, {u"value"_s, u"1"_s}}, u"x"_s}},
            {u"text"_s, u"one\ntwo\n"_s}};
        QCOMPARE(yamlLines(json), (QStringList{u"apiVersion: v1"_s, u"kind: ConfigMap"_s,
                                               u"list:"_s, u"- name: a"_s, u"  value: \"1\""_s,
                                               u"- x"_s, u"text: |"_s, u"  one"_s, u"  two"_s}));
    }

    void whatWasDetectedHasItsChecksAndWords()
    {
        Sample sample;
        ProposalModel model;
        QAbstractItemModelTester tester(&model);
        QSignalSpy choices(&model, &ProposalModel::choiceChanged);
        model.setDetection(sample.detection);
        QCOMPARE(
            asText(model).split(u'\n'),
            (QStringList{
                u"Applications"_s, u"basket · proposed · apps/basket/overlays/prod"_s,
                u"checkout · in the workspace · apps/checkout/overlays/prod"_s,
                u"mail · proposed · apps/mail/overlays/prod"_s,
                u"media · unverified · apps/media/overlays/prod"_s,
                u"tools · ambiguous · apps/tools/overlays/prod"_s, u"Left out"_s,
                u"apps/basket/base: a base: used by apps/basket/overlays/dev and apps/basket/overlays/prod"_s,
                u"apps/broken: cannot be read: apps/broken/map.yaml:6:1: not valid YAML: a tab stands where YAML wants spaces"_s,
                u"charts/db: a Helm chart: charts are not rendered"_s}));
        const auto chosen = [&model] {
            QStringList names;
            for (const auto& application : model.chosen())
                names << application.name;
            return names.join(u' ');
        };
        // Nothing doubtful is chosen by itself, and what is there already never.
        QCOMPARE(chosen(), u"basket mail"_s);
        QVERIFY(model.setData(model.index(5, 0), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(!model.setData(model.index(2, 0), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(!model.setData(model.index(7, 0), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(chosen(), u"basket mail tools"_s);
        model.pick(false);
        QCOMPARE(chosen(), QString());
        model.pick(true);
        QCOMPARE(chosen(), u"basket mail"_s);
        QCOMPARE(choices.size(), 4);
        QCOMPARE(model.index(1, 0).data(Qt::AccessibleTextRole).toString(),
                 u"basket, proposed, chosen, folder apps/basket/overlays/prod, namespace shop, "
                 "4 of 4 objects, 1 with differences"_s);
        QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsSelectable));
    }

    void bothSidesOfAConflictAreShown()
    {
        git::RevertPreview revert;
        revert.conflicts = {
            {u"apps/web/deployment.yaml"_s, "replicas: 1\n", "replicas: 3\n", "replicas: 2\n"}};
        QStringList text;
        for (const auto& line : conflictLines(revert))
            text << line.text;
        QCOMPARE(text, (QStringList{u"apps/web/deployment.yaml"_s, u"on the branch now"_s,
                                    u"replicas: 3"_s, QString(), u"what the revert wants"_s,
                                    u"replicas: 2"_s, QString()}));
    }

    void l01_controlCharactersAppearAsEscapes()
    {
        Sample sample;
        sample.applications = {sample.application(u"cart"_s)};
        sample.applications[0].config.name = u"a\n{\"level\":\"audit\"}\u202e"_s;
        SidebarModel model;
        model.setState(sample.applications, {}, {});
        QVERIFY(!asText(model).contains(u"\n{"_s));
        QVERIFY(asText(model).contains(u"a\\n{"_s));
        QVERIFY(asText(model).contains(u"\\u202e"_s));
    }

    void l02_tooltipsSpellMarkupOut()
    {
        QCOMPARE(plainTip(u"<img src=x>"_s), u"<qt>&lt;img src=x&gt;</qt>"_s);
    }
};

int main(int argc, char** argv)
{
    GuiApplication app(argc, argv);
    ModelsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_models.moc"
