// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "mainjob.h"
#include "store/journal.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>

using namespace plumb;
using plumb::test::Outcome;
using plumb::test::PlumbProcess;

namespace {

QJsonObject item(const Outcome& outcome, int index = 0)
{
    return outcome.json().value(u"items"_s).toArray().at(index).toObject();
}

} // namespace

//! The main job from the first command to the rollback, with `plumb` alone, on a real control
//! plane and a repository behind smart HTTP. Judged by kubectl, git ls-remote and the API server's
//! audit log.
class MainJobTest : public QObject
{
    Q_OBJECT
private:
    plumb::test::MainJob m_job;
    PlumbProcess& m_plumb = m_job.plumb;
    QString m_bad;
    QElapsedTimer m_timer;

    //! Plans and syncs; the digest is what the user would copy.
    Outcome planAndSync()
    {
        const Outcome plan = m_plumb.run({u"plan"_s, u"web"_s, u"-o"_s, u"json"_s});
        if (plan.exitCode != 1)
            return plan;
        return m_plumb.run({u"sync"_s, u"web"_s, u"--plan"_s,
                            plan.json().value(u"digest"_s).toString(), u"-o"_s, u"json"_s});
    }
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_job.begin(u"main-job"_s), m_job.problem.constData());
        m_timer.start();
    }
    void cleanup() { qInfo("step took %lld ms", m_timer.restart()); }
    void cleanupTestCase() { m_job.end(); }

    void step00_addingAnApplicationContactsNeitherGitNorTheCluster()
    {
        // both addresses lead here, and the kernel takes connections without anybody's help
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        silent.pauseAccepting();
        const QByteArray there = "127.0.0.1:" + QByteArray::number(silent.serverPort());
        const QString kubeconfig = m_plumb.write(
            u"silent.kubeconfig"_s,
            "apiVersion: v1\nkind: Config\nclusters:\n- {name: c, cluster: {server: \"http://"
                + there
                + "\"}}\nusers:\n- {name: u, user: {token: t}}\n"
                  "contexts:\n- {name: silent, context: {cluster: c, user: u}}\n");
        const Outcome added = m_plumb.run(
            {u"--kubeconfig"_s, kubeconfig, u"apps"_s, u"add"_s, u"silent"_s, u"--repo"_s,
             u"http://%1/silent.git"_s.arg(QString::fromLatin1(there)), u"--path"_s, u"apps/web"_s,
             u"--to-context"_s, u"silent"_s, u"-n"_s, u"x"_s});
        QVERIFY2(added.exitCode == 0, added.all().constData());
        QVERIFY(!silent.waitForNewConnection(0));
        QTcpSocket somebody; // who had come would have been seen
        somebody.connectToHost(QHostAddress::LocalHost, silent.serverPort());
        QVERIFY(somebody.waitForConnected());
        QVERIFY(silent.waitForNewConnection(0));
        const Outcome removed = m_plumb.run({u"apps"_s, u"remove"_s, u"silent"_s});
        QVERIFY2(removed.exitCode == 0, removed.all().constData());
    }
    void step01_theApplicationIsAdded()
    {
        const Outcome added =
            m_plumb.run({u"apps"_s, u"add"_s, u"web"_s, u"--repo"_s, m_job.url(), u"--path"_s,
                         u"apps/web"_s, u"--to-context"_s, u"real"_s, u"-n"_s, m_job.ns});
        QVERIFY2(added.exitCode == 0, added.all().constData());
        const Outcome listed = m_plumb.run({u"apps"_s, u"list"_s, u"-o"_s, u"json"_s});
        QCOMPARE(item(listed).value(u"namespace"_s).toString(), m_job.ns);
    }
    void step02_nothingIsLiveYet()
    {
        const Outcome status = m_plumb.run({u"status"_s, u"web"_s, u"-o"_s, u"json"_s});
        QVERIFY2(status.exitCode == 1, status.all().constData());
        QCOMPARE(item(status).value(u"sync"_s).toString(), u"OutOfSync"_s);
        QCOMPARE(item(status).value(u"health"_s).toString(), u"Missing"_s);
        QCOMPARE(item(status).value(u"target"_s).toString(), m_job.first);
        QVERIFY2(m_job.writesInAuditLog(u"plumbline"_s).isEmpty(),
                 qPrintable(m_job.writesInAuditLog(u"plumbline"_s).join(u'\n')));
    }
    void step03_theFirstSyncBringsItUp()
    {
        const Outcome synced = planAndSync();
        QVERIFY2(synced.exitCode == 0, synced.all().constData());
        const Outcome status = m_plumb.run({u"status"_s, u"web"_s, u"-o"_s, u"json"_s});
        QVERIFY2(status.exitCode == 0, status.all().constData());
        QCOMPARE(item(status).value(u"sync"_s).toString(), u"Synced"_s);
        QCOMPARE(item(status).value(u"health"_s).toString(), u"Healthy"_s);
        QCOMPARE(item(status).value(u"revision"_s).toString(), m_job.first);
        QCOMPARE(item(status).value(u"unverified"_s).toBool(), false);
        QCOMPARE(m_job.live(u"{.spec.template.spec.containers[0].image}"_s), u"shop/web:1.0.0"_s);
        QCOMPARE(m_job.writesInAuditLog(u"plumbline"_s).size(), 2);
    }
    void step04_anEditByAnotherUserIsDriftWithProgramAndTime()
    {
        const Outcome edited =
            m_job.kubectl(u"alice"_s, {u"-n"_s, m_job.ns, u"set"_s, u"image"_s, u"deployment/web"_s,
                                       u"web=shop/web:hotfix"_s});
        QVERIFY2(edited.exitCode == 0, edited.all().constData());
        const Outcome drift = m_plumb.run({u"drift"_s, u"web"_s, u"-o"_s, u"json"_s});
        QVERIFY2(drift.exitCode == 1, drift.all().constData());
        QJsonObject manual;
        for (const QJsonValue& object : drift.json().value(u"items"_s).toArray())
            for (const QJsonValue& field : object.toObject().value(u"fields"_s).toArray())
                if (field.toObject().value(u"class"_s).toString() == u"manual")
                    manual = field.toObject();
        QCOMPARE(manual.value(u"path"_s).toString(),
                 u"spec.template.spec.containers[name=web].image"_s);
        QCOMPARE(manual.value(u"desired"_s).toString(), u"shop/web:1.0.0"_s);
        QCOMPARE(manual.value(u"live"_s).toString(), u"shop/web:hotfix"_s);
        QCOMPARE(manual.value(u"manager"_s).toString(), u"kubectl-set"_s);
        QVERIFY(QDateTime::fromString(manual.value(u"time"_s).toString(), Qt::ISODate).isValid());
        const Outcome status = m_plumb.run({u"status"_s, u"web"_s, u"-o"_s, u"json"_s});
        QCOMPARE(item(status).value(u"unverified"_s).toBool(), true);
    }
    void step05_anApprovalIsVoidOnceTheClusterMoved()
    {
        const Outcome plan = m_plumb.run({u"plan"_s, u"web"_s, u"-o"_s, u"json"_s});
        const Outcome scaled = m_job.kubectl(
            u"alice"_s, {u"-n"_s, m_job.ns, u"scale"_s, u"deployment/web"_s, u"--replicas=3"_s});
        QVERIFY2(scaled.exitCode == 0, scaled.all().constData());
        const Outcome refused = m_plumb.run(
            {u"sync"_s, u"web"_s, u"--plan"_s, plan.json().value(u"digest"_s).toString()});
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(
            refused.errors.contains(
                u"Git or the cluster changed since the review, so the approval is void and nothing was written."_s),
            refused.all().constData());
        QCOMPARE(m_job.live(u"{.spec.replicas}"_s), u"3"_s);
        QCOMPARE(m_job.writesInAuditLog(u"plumbline"_s).size(), 2);
    }
    void step06_theApprovedSyncUndoesTheEdit()
    {
        // The fields belong to kubectl-set and kubectl by now: taking them over is a choice.
        const Outcome plan = m_plumb.run(
            {u"plan"_s, u"web"_s, u"--force"_s, u"Deployment/web"_s, u"-o"_s, u"json"_s});
        QVERIFY2(plan.exitCode == 1, plan.all().constData());
        const Outcome synced = m_plumb.run(
            {u"sync"_s, u"web"_s, u"--plan"_s, plan.json().value(u"digest"_s).toString()});
        QVERIFY2(synced.exitCode == 0, synced.all().constData());
        QCOMPARE(m_job.live(u"{.spec.template.spec.containers[0].image} {.spec.replicas}"_s),
                 u"shop/web:1.0.0 2"_s);
        const Outcome status = m_plumb.run({u"status"_s, u"web"_s, u"-o"_s, u"json"_s});
        QVERIFY2(status.exitCode == 0, status.all().constData());
    }
    void step07_aBadCommitIsSyncedAndDegradedWithTheReason()
    {
        m_bad = m_job.pushBadCommit();
        const Outcome synced = planAndSync();
        QVERIFY2(synced.exitCode == 0, synced.all().constData());
        QVERIFY2(synced.json().value(u"message"_s).toString().contains(u"Degraded"_s),
                 synced.all().constData());
        const Outcome status = m_plumb.run({u"status"_s, u"web"_s, u"-o"_s, u"json"_s});
        QCOMPARE(item(status).value(u"health"_s).toString(), u"Degraded"_s);
        QCOMPARE(item(status).value(u"sync"_s).toString(), u"Synced"_s);
        QVERIFY2(status.output.contains(u"exceeded its progress deadline"_s),
                 status.all().constData());
    }
    void step08_theRollBackIsPreviewedAndWritesNothing()
    {
        const Outcome preview = m_plumb.run(
            {u"rollback"_s, u"web"_s, u"--commit"_s, m_bad, u"--dry-run"_s, u"-o"_s, u"json"_s});
        QVERIFY2(preview.exitCode == 0, preview.all().constData());
        const QJsonObject document = preview.json();
        QCOMPARE(document.value(u"conflicts"_s).toArray().size(), 0);
        QCOMPARE(document.value(u"files"_s).toArray().at(0).toString(),
                 u"apps/web/deployment.yaml"_s);
        QCOMPARE(document.value(u"tree"_s).toString(),
                 m_job.colleague->revision(m_job.first + u"^{tree}"_s));
        QVERIFY2(document.value(u"message"_s)
                     .toString()
                     .startsWith(u"Revert \"web: move to the fast disks\""_s),
                 preview.all().constData());
        QCOMPARE(m_job.tip(), m_bad);
    }
    void step09_theRollBackCommitsPushesAndFollowsToHealthy()
    {
        const Outcome preview = m_plumb.run(
            {u"rollback"_s, u"web"_s, u"--commit"_s, m_bad, u"--dry-run"_s, u"-o"_s, u"json"_s});
        const Outcome done =
            m_plumb.run({u"rollback"_s, u"web"_s, u"--commit"_s, m_bad, u"--digest"_s,
                         preview.json().value(u"digest"_s).toString(), u"-o"_s, u"json"_s});
        QVERIFY2(done.exitCode == 0, done.all().constData());
        qInfo("%s", qPrintable(done.output));
        const QString commit = done.json().value(u"commit"_s).toString();
        QCOMPARE(m_job.tip(), commit);
        m_job.colleague->git({u"pull"_s, u"-q"_s, u"origin"_s, u"main"_s});
        QCOMPARE(m_job.colleague->revision(u"HEAD^{tree}"_s),
                 m_job.colleague->revision(m_job.first + u"^{tree}"_s));
        QCOMPARE(QString::fromUtf8(
                     m_job.colleague->git({u"log"_s, u"-1"_s, u"--format=%an <%ae>|%P"_s})),
                 u"Olivia Ops <olivia@example.com>|"_s + m_bad);
        const Outcome status = m_plumb.run({u"status"_s, u"web"_s, u"-o"_s, u"json"_s});
        QVERIFY2(status.exitCode == 0, status.all().constData());
        QCOMPARE(item(status).value(u"health"_s).toString(), u"Healthy"_s);
        QCOMPARE(item(status).value(u"revision"_s).toString(), commit);
        QCOMPARE(m_job.live(u"{.spec.template.spec.containers[0].image}"_s), u"shop/web:1.0.0"_s);
    }
    void step09b_itsPushAndItsSyncAreOnRecord()
    {
        const auto journal =
            store::Journal::open(m_plumb.folder.filePath(u"plumbline/state/plumbline.sqlite"_s));
        QVERIFY(journal.ok());
        const auto newest = (*journal)->operations(2);
        QVERIFY(newest.ok());
        QStringList told;
        for (const auto& record : *newest)
            told.append(QStringList{record.kind, record.application, record.repository,
                                    record.branch, record.before, record.commit, record.outcome}
                            .join(u' '));
        QCOMPARE(told,
                 (QStringList{u"rollback web    %1 succeeded"_s.arg(m_job.tip()),
                              u"push web shop main %1 %2 succeeded"_s.arg(m_bad, m_job.tip())}));
    }
    void step10_historyShowsThePinOnTheRevert()
    {
        const Outcome history =
            m_plumb.run({u"history"_s, u"--app"_s, u"web"_s, u"-n"_s, u"0"_s, u"-o"_s, u"json"_s});
        QVERIFY2(history.exitCode == 0, history.all().constData());
        QCOMPARE(history.json().value(u"items"_s).toArray().size(), 3);
        QCOMPARE(item(history).value(u"pins"_s).toArray().at(0).toString(), u"web"_s);
    }
    void step11_whoMayNotReadGetsTheRuleAndNoVerdict()
    {
        m_plumb.environment.insert(u"KUBECONFIG"_s, m_job.fileOf(u"tenant"_s));
        const Outcome status = m_plumb.run({u"status"_s, u"web"_s, u"-o"_s, u"json"_s});
        QCOMPARE(item(status).value(u"sync"_s).toString(), u"Unknown"_s);
        QVERIFY2(status.exitCode == 5 || status.exitCode == 6, status.all().constData());
        QVERIFY2(status.output.contains(u"needs: get "_s), status.all().constData());
        m_plumb.environment.insert(u"KUBECONFIG"_s, m_job.fileOf(u"admin"_s));
    }
};

QTEST_GUILESS_MAIN(MainJobTest)
#include "tst_main_job.moc"
