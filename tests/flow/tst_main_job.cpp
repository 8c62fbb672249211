// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "support/gitfixture.h"
#include "support/gitserver.h"
#include "support/plumbprocess.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>
#include <QUuid>

using namespace plumb;
using plumb::test::Outcome;
using plumb::test::PlumbProcess;

namespace {

QByteArray deployment(const QByteArray& image, const QByteArray& selector = {})
{
    return "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n"
           "  replicas: 2\n  progressDeadlineSeconds: 4\n"
           "  selector: {matchLabels: {app: web}}\n"
           "  template:\n    metadata: {labels: {app: web}}\n    spec:\n"
           + selector + "      containers:\n      - name: web\n        image: " + image
           + "\n        env:\n        - {name: LOG_LEVEL, value: info}\n";
}

QJsonObject item(const Outcome& outcome, int index = 0)
{
    return outcome.json().value(u"items"_s).toArray().at(index).toObject();
}

} // namespace

//! The main job from the first command to the roll back, with `plumb` alone, on a real control
//! plane and a repository behind smart HTTP. Judged by kubectl, git ls-remote and the API server's
//! audit log.
class MainJobTest : public QObject
{
    Q_OBJECT
private:
    PlumbProcess m_plumb;
    QTemporaryDir m_served;
    std::unique_ptr<GitServer> m_server;
    std::unique_ptr<GitFixture> m_work;
    QString m_namespace, m_first, m_bad;
    QElapsedTimer m_timer;

    QString realFile(const QString& name) const
    {
        return QFileInfo(qEnvironmentVariable("PLUMBLINE_REAL_KUBECONFIG")).path() + u'/' + name;
    }
    Outcome kubectl(const QString& person, const QStringList& arguments) const
    {
        return m_plumb.runProgram(
            u"kubectl"_s,
            QStringList{u"--kubeconfig"_s, realFile(person + u".kubeconfig"_s)} + arguments);
    }
    QString live(const QString& jsonPath) const
    {
        return kubectl(u"admin"_s, {u"-n"_s, m_namespace, u"get"_s, u"deployment/web"_s, u"-o"_s,
                                    u"jsonpath="_s + jsonPath})
            .output;
    }
    QString pushCommit(const QString& message, const QMap<QString, QByteArray>& files)
    {
        const QString id = m_work->commit(message, files);
        m_work->git({u"push"_s, u"-q"_s, u"origin"_s, u"main"_s});
        return id;
    }
    //! Plans and syncs; the digest is what the user would copy.
    Outcome planAndSync()
    {
        const Outcome plan = m_plumb.run({u"plan"_s, u"web"_s, u"-o"_s, u"json"_s});
        if (plan.exitCode != 1)
            return plan;
        return m_plumb.run({u"sync"_s, u"web"_s, u"--plan"_s,
                            plan.json().value(u"digest"_s).toString(), u"-o"_s, u"json"_s});
    }
    //! Requests that alice's and admin's programs sent to change objects of the namespace.
    QStringList writesInAuditLog(const QString& userAgentPart) const
    {
        QFile log(qEnvironmentVariable("PLUMBLINE_REAL_AUDIT"));
        if (!log.open(QIODevice::ReadOnly))
            qFatal("the audit log cannot be read");
        QStringList writes;
        while (!log.atEnd()) {
            const QJsonObject event = QJsonDocument::fromJson(log.readLine()).object();
            const QString verb = event.value(u"verb"_s).toString();
            const QString uri = event.value(u"requestURI"_s).toString();
            if (event.value(u"stage"_s).toString() == u"ResponseComplete"
                && uri.contains(m_namespace)
                && event.value(u"userAgent"_s).toString().contains(userAgentPart)
                && (verb == u"patch" || verb == u"create" || verb == u"update" || verb == u"delete")
                && !uri.contains(u"dryRun"))
                writes.append(verb + u' ' + uri);
        }
        return writes;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(qEnvironmentVariableIsSet("PLUMBLINE_REAL_KUBECONFIG"), "no real control plane");
        m_server = std::make_unique<GitServer>(m_served.path());
        m_server->createRepository(u"shop.git"_s);
        m_work = std::make_unique<GitFixture>(m_plumb.folder.filePath(u"work"_s));
        m_work->git({u"remote"_s, u"add"_s, u"origin"_s, m_server->url(u"shop.git"_s)});
        m_first =
            pushCommit(u"web: first release"_s,
                       {{u"apps/web/deployment.yaml"_s, deployment("shop/web:1.0.0")},
                        {u"apps/web/config.yaml"_s, "apiVersion: v1\nkind: ConfigMap\nmetadata: "
                                                    "{name: web}\ndata: {greeting: hello}\n"}});
        m_namespace = u"main-job-"_s + QUuid::createUuid().toString(QUuid::Id128).left(8);
        m_plumb.environment.insert(u"KUBECONFIG"_s, realFile(u"admin.kubeconfig"_s));
        m_plumb.write(u".gitconfig"_s, "[user]\nname = Olivia Ops\nemail = olivia@example.com\n");
        const Outcome made = kubectl(u"admin"_s, {u"create"_s, u"namespace"_s, m_namespace});
        QVERIFY2(made.exitCode == 0, made.all().constData());
        m_timer.start();
    }
    void cleanup() { qInfo("step took %lld ms", m_timer.restart()); }
    void cleanupTestCase()
    {
        kubectl(u"admin"_s, {u"delete"_s, u"namespace"_s, m_namespace, u"--wait=false"_s});
    }

    void step01_theApplicationIsAddedWithoutContactingAnything()
    {
        const Outcome added = m_plumb.run({u"apps"_s, u"add"_s, u"web"_s, u"--repo"_s,
                                           m_server->url(u"shop.git"_s), u"--path"_s, u"apps/web"_s,
                                           u"--to-context"_s, u"real"_s, u"-n"_s, m_namespace});
        QVERIFY2(added.exitCode == 0, added.all().constData());
        const Outcome listed = m_plumb.run({u"apps"_s, u"list"_s, u"-o"_s, u"json"_s});
        QCOMPARE(item(listed).value(u"namespace"_s).toString(), m_namespace);
    }
    void step02_nothingIsLiveYet()
    {
        const Outcome status = m_plumb.run({u"status"_s, u"web"_s, u"-o"_s, u"json"_s});
        QVERIFY2(status.exitCode == 1, status.all().constData());
        QCOMPARE(item(status).value(u"sync"_s).toString(), u"OutOfSync"_s);
        QCOMPARE(item(status).value(u"health"_s).toString(), u"Missing"_s);
        QCOMPARE(item(status).value(u"target"_s).toString(), m_first);
        QVERIFY2(writesInAuditLog(u"plumbline"_s).isEmpty(),
                 qPrintable(writesInAuditLog(u"plumbline"_s).join(u'\n')));
    }
    void step03_theFirstSyncBringsItUp()
    {
        const Outcome synced = planAndSync();
        QVERIFY2(synced.exitCode == 0, synced.all().constData());
        const Outcome status = m_plumb.run({u"status"_s, u"web"_s, u"-o"_s, u"json"_s});
        QVERIFY2(status.exitCode == 0, status.all().constData());
        QCOMPARE(item(status).value(u"sync"_s).toString(), u"Synced"_s);
        QCOMPARE(item(status).value(u"health"_s).toString(), u"Healthy"_s);
        QCOMPARE(item(status).value(u"revision"_s).toString(), m_first);
        QCOMPARE(item(status).value(u"unverified"_s).toBool(), false);
        QCOMPARE(live(u"{.spec.template.spec.containers[0].image}"_s), u"shop/web:1.0.0"_s);
        QCOMPARE(writesInAuditLog(u"plumbline"_s).size(), 2);
    }
    void step04_anEditByAnotherUserIsDriftWithProgramAndTime()
    {
        const Outcome edited = kubectl(u"alice"_s, {u"-n"_s, m_namespace, u"set"_s, u"image"_s,
                                                    u"deployment/web"_s, u"web=shop/web:hotfix"_s});
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
        const Outcome scaled = kubectl(
            u"alice"_s, {u"-n"_s, m_namespace, u"scale"_s, u"deployment/web"_s, u"--replicas=3"_s});
        QVERIFY2(scaled.exitCode == 0, scaled.all().constData());
        const Outcome refused = m_plumb.run(
            {u"sync"_s, u"web"_s, u"--plan"_s, plan.json().value(u"digest"_s).toString()});
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(
            refused.errors.contains(
                u"Git or the cluster changed since the review, so the approval is void and nothing was written."_s),
            refused.all().constData());
        QCOMPARE(live(u"{.spec.replicas}"_s), u"3"_s);
        QCOMPARE(writesInAuditLog(u"plumbline"_s).size(), 2);
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
        QCOMPARE(live(u"{.spec.template.spec.containers[0].image} {.spec.replicas}"_s),
                 u"shop/web:1.0.0 2"_s);
        const Outcome status = m_plumb.run({u"status"_s, u"web"_s, u"-o"_s, u"json"_s});
        QVERIFY2(status.exitCode == 0, status.all().constData());
    }
    void step07_aBadCommitIsSyncedAndDegradedWithTheReason()
    {
        m_bad = pushCommit(
            u"web: move to the fast disks"_s,
            {{u"apps/web/deployment.yaml"_s,
              deployment("shop/web:1.1.0", "      nodeSelector: {disk: does-not-exist}\n")}});
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
        QCOMPARE(document.value(u"tree"_s).toString(), m_work->revision(m_first + u"^{tree}"_s));
        QVERIFY2(document.value(u"message"_s)
                     .toString()
                     .startsWith(u"Revert \"web: move to the fast disks\""_s),
                 preview.all().constData());
        QCOMPARE(m_server->revision(u"shop.git"_s, u"main"_s), m_bad);
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
        QCOMPARE(m_server->revision(u"shop.git"_s, u"main"_s), commit);
        m_work->git({u"pull"_s, u"-q"_s, u"origin"_s, u"main"_s});
        QCOMPARE(m_work->revision(u"HEAD^{tree}"_s), m_work->revision(m_first + u"^{tree}"_s));
        QCOMPARE(QString::fromUtf8(m_work->git({u"log"_s, u"-1"_s, u"--format=%an <%ae>|%P"_s})),
                 u"Olivia Ops <olivia@example.com>|"_s + m_bad);
        const Outcome status = m_plumb.run({u"status"_s, u"web"_s, u"-o"_s, u"json"_s});
        QVERIFY2(status.exitCode == 0, status.all().constData());
        QCOMPARE(item(status).value(u"health"_s).toString(), u"Healthy"_s);
        QCOMPARE(item(status).value(u"revision"_s).toString(), commit);
        QCOMPARE(live(u"{.spec.template.spec.containers[0].image}"_s), u"shop/web:1.0.0"_s);
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
        m_plumb.environment.insert(u"KUBECONFIG"_s, realFile(u"tenant.kubeconfig"_s));
        const Outcome status = m_plumb.run({u"status"_s, u"web"_s, u"-o"_s, u"json"_s});
        QCOMPARE(item(status).value(u"sync"_s).toString(), u"Unknown"_s);
        QVERIFY2(status.exitCode == 5 || status.exitCode == 6, status.all().constData());
        QVERIFY2(status.output.contains(u"needs: get "_s), status.all().constData());
        m_plumb.environment.insert(u"KUBECONFIG"_s, realFile(u"admin.kubeconfig"_s));
    }
};

QTEST_GUILESS_MAIN(MainJobTest)
#include "tst_main_job.moc"
