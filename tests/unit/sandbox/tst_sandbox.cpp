// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/commandrunner.h"
#include "sandbox/sample.h"
#include "sandbox/samplecluster.h"
#include "sandbox/sandbox.h"
#include "support/apisession.h"
#include "support/files.h"
#include "support/gitfixture.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace plumb;
using namespace plumb::sandbox;
using plumb::test::ApiSession;
using plumb::test::bytesOf;

namespace {

QString condition(const QJsonObject& object, const QString& type)
{
    for (const QJsonValue& each : object[u"status"_s][u"conditions"_s].toArray()) {
        if (each[u"type"_s] == type)
            return each[u"reason"_s].toString();
    }
    return {};
}

} // namespace

class SandboxTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<Sandbox> m_sandbox;
    std::unique_ptr<ApiSession> m_api;

    QString place(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    void open()
    {
        auto opened = Sandbox::open(place("sandbox"));
        QVERIFY2(opened.ok(),
                 opened ? "" : qPrintable(opened.error().summary + opened.error().detail));
        m_sandbox = std::move(*opened);
        m_api = ApiSession::fromKubeconfig(QString::fromUtf8(bytesOf(m_sandbox->kubeconfigFile())));
        QVERIFY(m_api);
    }
    QJsonObject deployment(const QString& ns, const QString& name)
    {
        return m_api->get(u"/apis/apps/v1/namespaces/%1/deployments/%2"_s.arg(ns, name)).json;
    }

private Q_SLOTS:
    void initTestCase() { open(); }

    void theSampleTellsAStory()
    {
        const Sample sample = makeSample();
        QVERIFY(sample.commits.size() >= 200);
        QCOMPARE(sample.applications.size(), 6);
        const auto merges =
            std::count_if(sample.commits.begin(), sample.commits.end(),
                          [](const SampleCommit& each) { return each.merged >= 0; });
        QVERIFY(merges >= 5);
        const auto tags =
            std::count_if(sample.commits.begin(), sample.commits.end(),
                          [](const SampleCommit& each) { return !each.tag.isEmpty(); });
        QVERIFY(tags >= 5);
        for (const SampleCommit& each : sample.commits)
            QVERIFY2(each.parent < 0 || sample.commits[each.parent].files != each.files,
                     qPrintable(each.message));
        for (const SampleApplication& each : sample.applications)
            QVERIFY(objectsAt(sample, each, each.commit).ok());
    }

    void theRepositoryIsWholeAndAlwaysTheSame()
    {
        const QString repository = m_sandbox->repositoryPath();
        QCOMPARE(GitFixture::at(repository).git({u"fsck"_s, u"--strict"_s}), QByteArray());
        QVERIFY(GitFixture::at(repository).git({u"rev-list"_s, u"--count"_s, u"main"_s}).toInt()
                >= 200);
        QCOMPARE(GitFixture::at(repository).git({u"config"_s, u"user.name"_s}),
                 QByteArray("Sandbox"));
        auto other = Sandbox::open(place("other"));
        QVERIFY(other.ok());
        QCOMPARE(GitFixture::at((*other)->repositoryPath()).git({u"show-ref"_s}),
                 GitFixture::at(repository).git({u"show-ref"_s}));
    }

    void whatWasAppliedIsKnownWithItsCommit()
    {
        const auto seeded = m_sandbox->seeded();
        QVERIFY2(seeded.ok(), seeded ? "" : qPrintable(seeded.error().summary));
        QCOMPARE(seeded->size(), 6);
        const QString system = m_api->get(u"/api/v1/namespaces/kube-system"_s)
                                   .json[u"metadata"_s][u"uid"_s]
                                   .toString();
        for (const SeededApplication& each : *seeded) {
            QCOMPARE(each.clusterId, system);
            QCOMPARE(GitFixture::at(m_sandbox->repositoryPath())
                         .git({u"rev-parse"_s, each.commit + u"^{tree}"_s}),
                     each.tree.toLatin1());
            QVERIFY(!each.applied.isEmpty());
        }
    }

    void theSixStoriesShowInTheCluster()
    {
        QCOMPARE(condition(deployment(u"shop-prod"_s, u"catalog"_s), u"Progressing"_s),
                 u"NewReplicaSetAvailable"_s);
        QCOMPARE(condition(deployment(u"shop-dev"_s, u"recommendation"_s), u"Progressing"_s),
                 u"ProgressDeadlineExceeded"_s);
        QCOMPARE(deployment(u"shop-prod"_s, u"cart"_s)[u"spec"_s][u"replicas"_s].toInt(), 5);
        QCOMPARE(deployment(u"shop-prod"_s, u"cart"_s)[u"status"_s][u"readyReplicas"_s].toInt(), 5);
        const QJsonObject edited = deployment(u"shop-prod"_s, u"checkout"_s);
        QCOMPARE(edited[u"spec"_s][u"template"_s][u"spec"_s][u"containers"_s][0][u"env"_s][0]
                       [u"value"_s],
                 QJsonValue(u"debug"_s));
        QStringList managers;
        for (const QJsonValue& each : edited[u"metadata"_s][u"managedFields"_s].toArray())
            managers += each[u"manager"_s].toString();
        QVERIFY(managers.contains(u"kubectl-edit"_s));
        QCOMPARE(m_api->get(u"/api/v1/namespaces/shop-prod/secrets/payments-provider"_s).code, 200);
        const auto pods = m_api->get(u"/api/v1/pods?labelSelector=app%3Drecommendation"_s)
                              .json[u"items"_s]
                              .toArray();
        QStringList waiting;
        for (const QJsonValue& each : pods)
            waiting +=
                each[u"status"_s][u"containerStatuses"_s][0][u"state"_s][u"waiting"_s][u"reason"_s]
                    .toString();
        QVERIFY(waiting.contains(u"ImagePullBackOff"_s));
    }

    void aDryRunOfWhatWasAppliedChangesNothingWhereNobodyEdited()
    {
        const Sample sample = makeSample();
        for (const SampleApplication& app : sample.applications) {
            const auto all = objectsAt(sample, app, app.commit);
            for (const objects::Object& object : *all) {
                if (object.kind() != u"Deployment"
                    || app.story == SampleApplication::Story::EditedByHand
                    || app.story == SampleApplication::Story::Autoscaled)
                    continue;
                const QString path =
                    u"/apis/apps/v1/namespaces/%1/deployments/%2"_s.arg(app.ns(), app.name);
                const QJsonObject live = m_api->get(path).json;
                const QJsonObject dry =
                    m_api
                        ->send("PATCH", path + u"?fieldManager=plumbline&dryRun=All&force=true"_s,
                               object.wireBytes(), "application/apply-patch+yaml")
                        .json;
                QCOMPARE(dry[u"spec"_s], live[u"spec"_s]);
            }
        }
    }

    void aSecondOneFindsTheFirst()
    {
        auto second = Sandbox::open(place("sandbox"));
        QVERIFY(second.ok());
        QVERIFY(m_sandbox->isServing());
        QVERIFY(!(*second)->isServing());
        const auto api =
            ApiSession::fromKubeconfig(QString::fromUtf8(bytesOf((*second)->kubeconfigFile())));
        QCOMPARE(api->url(), m_api->url());
        second->reset();
        QCOMPARE(m_api->get(u"/version"_s).code, 200);
    }

    void aServedSandboxIsNotReset()
    {
        const auto refused = Sandbox::reset(place("sandbox"));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, Error::Kind::Conflict);
        QVERIFY2(refused.error().summary.contains(u"open in another process"),
                 qPrintable(refused.error().summary));
    }

    // In a container every start has the same process id, and a process may be ended at any time.
    void aLockThatOnlySeemsToBeOursIsTaken()
    {
        const QByteArray ours = bytesOf(place("sandbox/lock"));
        QVERIFY(ours.startsWith(QByteArray::number(QCoreApplication::applicationPid()) + '\n'));
        m_sandbox.reset();
        QFile lock(place("sandbox/lock"));
        QVERIFY(!lock.exists() && lock.open(QIODevice::WriteOnly) && lock.write(ours) > 0);
        lock.close();
        open();
        QVERIFY(m_sandbox->isServing());
    }

    void changesStayUntilTheReset()
    {
        const QString path = u"/api/v1/namespaces/shop-dev/configmaps/cart-settings"_s;
        QCOMPARE(m_api->get(path).code, 404); // only prod's cart is an application
        QCOMPARE(m_api
                     ->send("POST", u"/api/v1/namespaces/shop-dev/configmaps"_s,
                            "{\"metadata\":{\"name\":\"cart-settings\"}}")
                     .code,
                 201);
        m_sandbox.reset();
        open();
        QVERIFY(!m_sandbox->isNew());
        QCOMPARE(m_api->get(path).code, 200);
        m_sandbox.reset();
        QVERIFY(Sandbox::reset(place("sandbox")).ok());
        open();
        QVERIFY(m_sandbox->isNew());
        QCOMPARE(m_api->get(path).code, 404);
    }

    void anInterruptedStartIsDoneAgain()
    {
        m_sandbox.reset();
        QVERIFY(QFile::remove(place("sandbox/complete")));
        open();
        QVERIFY(m_sandbox->isNew());
        QVERIFY(m_sandbox->seeded().ok());
    }
};

QTEST_GUILESS_MAIN(SandboxTest)
#include "tst_sandbox.moc"
