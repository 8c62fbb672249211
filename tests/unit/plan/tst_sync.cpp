// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

// Reviews and syncs on the real kube-apiserver; its audit log tells what was sent, and kubectl is
// the other program that writes.

#include "objects/fieldset.h"
#include "plan/dryrun.h"
#include "plan/execute.h"
#include "planvalues.h"
#include "synctarget.h"
#include "unit/store/journalfolder.h"

#include <QtTest>

#include <atomic>

using namespace plumb;
using namespace plumb::plan;

namespace {

//! The real server, but the answers to writes are lost on the way.
class LosingClient final : public kube::ApiClient
{
public:
    explicit LosingClient(std::shared_ptr<kube::ApiClient> client)
        : m_client(std::move(client))
    {
    }
    Future<kube::Response> send(kube::Request request, std::stop_token stop) override
    {
        const bool isWrite = request.effect == kube::Request::Effect::Write;
        auto answer = m_client->send(std::move(request), stop);
        if (!isWrite)
            return answer;
        answer.waitForFinished();
        return ready<kube::Response>(
            failure(Error::Kind::Unreachable, u"The connection broke."_s, u"unknown"_s));
    }
    Future<kube::Response> stream(kube::Request, std::function<void()>,
                                  std::function<void(QByteArray)>, std::stop_token) override
    {
        return ready<kube::Response>(failure(Error::Kind::Unsupported, {}));
    }
    const kube::Endpoint& endpoint() const override { return m_client->endpoint(); }

private:
    std::shared_ptr<kube::ApiClient> m_client;
};

} // namespace

class SyncTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        auto target = SyncTarget::open();
        QVERIFY2(target.ok(), target ? "" : qPrintable(target.error().summary));
        m_target = std::move(*target);
        m_cluster = std::make_unique<kube::Cluster>(m_target->client());
        const auto discovery = m_cluster->discover({});
        QVERIFY(discovery.ok());
        m_knowsDefinitions =
            discovery->find(u"apiextensions.k8s.io"_s, u"CustomResourceDefinition"_s) != nullptr;
        m_losing =
            std::make_unique<kube::Cluster>(std::make_shared<LosingClient>(m_target->client()));
    }

    void init()
    {
        static int number = 0;
        m_ns = u"sync-%1-%2"_s.arg(QCoreApplication::applicationPid()).arg(++number);
        m_folder = std::make_unique<store::JournalFolder>();
        m_journal = m_folder->open();
    }

    void cleanup()
    {
        m_target->remove({}, u"namespaces"_s, m_ns);
        m_target->remove({}, u"customresourcedefinitions"_s, u"drops.%1.example.org"_s.arg(m_ns));
    }

    void aWholeApplicationIsMadeFromNothingAndIsThenUnchanged() { makesEverything(*m_cluster, {}); }

    // The content that a real server makes of an object (defaults, quantities, a Secret's
    // stringData, a Service's address) is recognised as what was sent.
    void a10_withEveryAnswerLostEveryObjectIsSettledByAsking()
    {
        makesEverything(
            *m_losing,
            u"The answer was lost; the server was asked, and the object is as it was sent."_s);
    }

    void anotherProgramsEditIsAConflictUntilItIsTakenOver()
    {
        QVERIFY(sync(*m_cluster, {ns(), web(2)}).succeeded());
        m_target->scale(m_ns, u"web"_s, 5);
        const Plan blocked = review({ns(), web(2)});
        QCOMPARE(
            blocked.blockers,
            QStringList{
                u"Deployment %1/web: kubectl owns spec.replicas. Take these fields over, or leave the object out."_s
                    .arg(m_ns)});
        Options options;
        options.force = {web(2).key()};
        const Report report = run(*m_cluster, review({ns(), web(2)}, options));
        QVERIFY2(report.succeeded(), qPrintable(report.message));
        QCOMPARE(replicas(), 2);
    }

    void p1_anEditBetweenReviewAndSyncIsNotOverwritten()
    {
        QVERIFY(sync(*m_cluster, {ns(), web(2)}).succeeded());
        const Plan plan = review({ns(), web(3)});
        QVERIFY(plan.blockers.isEmpty());
        m_target->label(m_ns, u"deployments"_s, u"web"_s);
        const int before = writesOf(web(2));
        const Report report = run(*m_cluster, plan);
        QVERIFY2(
            report.message.contains(u"It changed since the review (last by kubectl-label at "_s),
            qPrintable(report.message));
        QCOMPARE(writesOf(web(2)), before);
        QCOMPARE(replicas(), 2);
    }

    void p1_anObjectMadeAnewBetweenReviewAndSyncIsNotWritten()
    {
        QVERIFY(sync(*m_cluster, {ns(), web(2)}).succeeded());
        const Plan plan = review({ns(), web(3)});
        m_target->remove(m_ns, u"deployments"_s, u"web"_s);
        QVERIFY(sync(*m_cluster, {ns(), web(1)}).succeeded());
        const Report report = run(*m_cluster, plan);
        QVERIFY2(report.message.contains(u"It was deleted and made anew since the review"_s),
                 qPrintable(report.message));
        QCOMPARE(replicas(), 1);
    }

    void refusalsOfTheServerAreExplained()
    {
        QVERIFY(sync(*m_cluster, {ns(), web(2)}).succeeded());
        QJsonObject json = web(2).json(), spec = web(2).spec();
        spec.insert(u"replica"_s, 3);
        json.insert(u"spec"_s, spec);
        QCOMPARE(
            review({objects::Object::fromJson(json)}).blockers.value(0),
            u"Deployment %1/web would fail: Deployment %1/web has no field spec.replica in the "
            u"server's schema. "
            "Correct the name or its place in Git. Leave it out to sync the rest."_s.arg(m_ns));
        const auto other = fromText(QString::fromUtf8(QJsonDocument(web(2).json()).toJson())
                                        .replace(u"\"app\": \"web\""_s, u"\"app\": \"other\""_s));
        const Plan immutable = review({other});
        QVERIFY2(
            immutable.blockers.value(0).contains(
                u"spec.selector of Deployment %1/web cannot be changed once it exists"_s.arg(m_ns)),
            qPrintable(immutable.blockers.join(u'\n')));
    }

    void whatGitNoLongerNamesIsPrunedWithItsPreconditions()
    {
        const auto settings = map(u"settings"_s);
        QVERIFY(sync(*m_cluster, {ns(), web(2), settings}).succeeded());
        Options options;
        options.prune = true;
        const Plan plan = review({ns(), web(2)}, options, {settings});
        QCOMPARE(lines(plan).last(), u"prune ConfigMap %1/settings"_s.arg(m_ns));
        m_target->label(m_ns, u"configmaps"_s, u"settings"_s);
        QVERIFY(!run(*m_cluster, plan).succeeded()); // it moved
        QVERIFY(m_cluster->get(typeOf(settings), m_ns, u"settings"_s, {}).ok());

        const Report report = run(*m_cluster, review({ns(), web(2)}, options, {settings}));
        QVERIFY2(report.succeeded(), qPrintable(report.message));
        QVERIFY(!m_cluster->get(typeOf(settings), m_ns, u"settings"_s, {}).ok());
        QVERIFY(m_journal->claimants(m_id, settings.key())->isEmpty());
    }

private:
    objects::Object ns() const { return object(u"Namespace"_s, m_ns, {}, u"v1"_s, {}); }
    objects::Object web(int replicas) const
    {
        return fromText(
            u"{\"apiVersion\":\"apps/"
            u"v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"web\",\"namespace\":\"%1\"},"
            "\"spec\":{\"replicas\":%2,\"selector\":{\"matchLabels\":{\"app\":\"web\"}},"
            "\"template\":{\"metadata\":{\"labels\":"
            "{\"app\":\"web\"}},\"spec\":{\"containers\":[{\"name\":\"main\",\"image\":\"registry."
            "invalid/web:1\","
            "\"resources\":{\"limits\":{\"cpu\":\"1000m\"}},\"ports\":[{\"containerPort\":80}]}]}}}}"_s
                .arg(m_ns)
                .arg(replicas));
    }
    objects::Object map(const QString& name) const
    {
        return fromText(u"{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"%"
                        u"1\",\"namespace\":\"%2\"},"
                        "\"data\":{\"a\":\"b\"}}"_s.arg(name, m_ns));
    }
    QList<objects::Object> definitionAndOne() const
    {
        return {
            object(u"Drop"_s, u"a"_s, {{u"size"_s, 3}}, m_ns + u".example.org/v1"_s, m_ns),
            fromText(
                u"{\"apiVersion\":\"apiextensions.k8s.io/"
                u"v1\",\"kind\":\"CustomResourceDefinition\",\"metadata\":"
                "{\"name\":\"drops.%1.example.org\"},\"spec\":{\"group\":\"%1.example.org\","
                "\"scope\":\"Namespaced\","
                "\"names\":{\"kind\":\"Drop\",\"plural\":\"drops\"},\"versions\":[{\"name\":\"v1\","
                "\"served\":true,"
                "\"storage\":true,\"schema\":{\"openAPIV3Schema\":{\"type\":\"object\","
                "\"properties\":{\"spec\":{"
                "\"type\":\"object\",\"x-kubernetes-preserve-unknown-fields\":true}}}}}]}}"_s.arg(
                    m_ns))};
    }
    QList<objects::Object> everything() const
    {
        QList<objects::Object> all{
            web(2),
            fromText(
                u"{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"web\","
                u"\"namespace\":\"%1\"},"
                "\"spec\":{\"selector\":{\"app\":\"web\"},\"ports\":[{\"port\":80}]}}"_s.arg(m_ns)),
            fromText(u"{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"db\","
                     u"\"namespace\":\"%1\"},"
                     "\"stringData\":{\"password\":\"hunter2hunter2\"}}"_s.arg(m_ns)),
            map(u"settings"_s), ns()};
        if (m_knowsDefinitions) // the sandbox has none
            all = definitionAndOne() + all;
        return all;
    }

    void makesEverything(kube::Cluster& cluster, const QString& message)
    {
        const Plan plan = review(everything());
        QVERIFY2(plan.blockers.isEmpty(), qPrintable(plan.blockers.join(u'\n')));
        QCOMPARE(plan.changeCount(), int(everything().size()));
        const Report report = run(cluster, plan);
        QVERIFY2(report.succeeded(), qPrintable(report.message));
        for (const Step& step : report.steps)
            QCOMPARE(describe(step.key) + u": "_s + step.message,
                     describe(step.key) + u": "_s + message);
        for (const auto& each : everything())
            if (!each.ns().isEmpty())
                QCOMPARE(writesOf(each), 1);

        // On the next look nothing differs, and nothing is sent.
        const Plan again = review(everything());
        QVERIFY2(again.blockers.isEmpty(), qPrintable(again.blockers.join(u'\n')));
        QCOMPARE(again.changeCount(), 0);
        QVERIFY(run(*m_cluster, again).succeeded());
        QCOMPARE(writesOf(web(2)), 1);
        QCOMPARE((*m_journal->lastApplied(u"shop"_s, m_id))->applied.size(), everything().size());
    }

    Plan review(const QList<objects::Object>& desired, const Options& options = {},
                const QList<objects::Object>& leftOver = {})
    {
        const auto discovery = m_cluster->discover({});
        const auto id = m_cluster->clusterId(m_ns, {});
        if (!discovery || !id)
            qFatal("the cluster does not answer");
        m_id = id->id;
        const auto outcomes = dryRun(*m_cluster, *discovery, desired, {}, {}, {});
        QList<PlanInput::Item> items;
        for (qsizetype i = 0; i < desired.size(); ++i) {
            const DryRunOutcome& one = outcomes.at(i);
            items.append({desired.at(i),
                          one.type,
                          one.live,
                          one.predicted,
                          one.warnings,
                          one.conflicts,
                          one.refused ? one.refused : one.unreadable,
                          one.unpreviewed,
                          {}});
        }
        PlanInput input = inputOf(items);
        input.clusterId = m_id;
        input.options = options;
        for (const auto& each : leftOver) {
            PlanInput::PruneCandidate candidate;
            candidate.type = *discovery->find(each.gvk());
            candidate.live = *m_cluster->get(candidate.type, each.ns(), each.name(), {});
            candidate.inInventory = m_journal->claimants(m_id, each.key())->contains(u"shop"_s);
            input.pruneCandidates.append(candidate);
        }
        return makePlan(input);
    }

    Report run(kube::Cluster& cluster, const Plan& plan)
    {
        return execute({plan, u"sync"_s, u"ada"_s}, cluster, m_ns, *m_journal, m_clock, {}, {});
    }
    Report sync(kube::Cluster& cluster, const QList<objects::Object>& desired)
    {
        return run(cluster, review(desired));
    }

    int replicas() const
    {
        return m_cluster
            ->get({{u"apps"_s, u"v1"_s, u"Deployment"_s}, u"deployments"_s, true, {}, {}}, m_ns,
                  u"web"_s, {})
            ->spec()
            .value(u"replicas"_s)
            .toInt();
    }

    int writesOf(const objects::Object& object)
    {
        return m_target->writesOf(object.ns(), object.kind().toLower() + u's', object.name());
    }

    QString m_ns, m_id;
    std::unique_ptr<SyncTarget> m_target;
    std::unique_ptr<kube::Cluster> m_cluster, m_losing;
    std::unique_ptr<store::JournalFolder> m_folder;
    std::unique_ptr<store::Journal> m_journal;
    SystemClock m_clock;
    bool m_knowsDefinitions = false;
};

QTEST_GUILESS_MAIN(SyncTest)
#include "tst_sync.moc"
