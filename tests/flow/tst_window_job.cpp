// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "gui/application.h"
#include "mainjob.h"
#include "ui/support/person.h"
#include "ui/support/windowmain.h"

#include <QElapsedTimer>
#include <QGuiApplication>

using namespace plumb;
using namespace plumb::ui;
using plumb::test::fingerprint;
using plumb::test::Outcome;
using plumb::ui::test::Person;

namespace {
constexpr int kPatience = 60'000;
}

#define WAIT_FOR(condition)                                                                        \
    QTRY_VERIFY2_WITH_TIMEOUT(condition, qPrintable(person().reads()), kPatience)

//! The main job from the first start to the rollback, in the real window with keys and mouse, on a
//! real control plane; the repository is the user's clone of one behind smart HTTP. Judged by
//! kubectl, git ls-remote, the API server's audit log, and the bytes of the clone.
class WindowJobTest : public QObject
{
    Q_OBJECT
private:
    plumb::test::MainJob m_job;
    std::unique_ptr<gui::Application> m_application;
    QString m_clone, m_bad;
    QMap<QString, QString> m_cloneBefore;
    QElapsedTimer m_timer;
    bool m_hasFailed = false;

    Person person() const { return Person(*m_application->window()); }
    QString sidebar() const { return person().rows(u"Applications, repositories and clusters"_s); }
    bool sidebarSays(const QString& text) const { return sidebar().contains(text); }
    //! Ready to be approved, and what it says on the button.
    bool canApprove(const QString& words) const
    {
        const auto* button = person().button(words);
        return button && button->isEnabled();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_job.begin(u"window-job"_s), m_job.problem.constData());
        m_clone = m_job.plumb.folder.filePath(u"shop"_s);
        const auto cloned =
            m_job.plumb.runProgram(u"git"_s, {u"clone"_s, u"-q"_s, m_job.url(), m_clone});
        QVERIFY2(cloned.exitCode == 0, cloned.all().constData());
        m_cloneBefore = fingerprint(m_clone);
        // the program's own process is this one
        qputenv("HOME", m_job.plumb.folder.path().toLocal8Bit());
        qputenv("PLUMBLINE_HOME", m_job.plumb.folder.filePath(u"plumbline"_s).toLocal8Bit());
        m_timer.start();
        gui::Options options;
        options.kubeconfig = m_job.fileOf(u"admin"_s);
        m_application = std::make_unique<gui::Application>(options);
        const auto started = m_application->start();
        QVERIFY2(started.ok(), started ? "" : qPrintable(started.error().summary));
        WAIT_FOR(person().sees(u"See what is true"_s));
    }
    //! Every step stands on the one before.
    void init() { QVERIFY2(!m_hasFailed, "an earlier step failed"); }
    void cleanup()
    {
        m_hasFailed = m_hasFailed || QTest::currentTestFailed();
        qInfo("step took %lld ms", m_timer.restart());
        const QString touched = plumb::test::touched(m_cloneBefore, fingerprint(m_clone));
        QVERIFY2(touched.isEmpty(), qPrintable(touched));
        if (m_application)
            m_application->window()->grab().save(u"%1/tests/%2-%3.png"_s.arg(
                QStringLiteral(BINARY_ROOT), QString::fromLatin1(metaObject()->className()),
                QString::fromLatin1(QTest::currentTestFunction())));
    }
    void cleanupTestCase()
    {
        m_application.reset();
        m_job.end();
    }

    void step01_theCloneIsOpenedAndItsRemoteConfirmed()
    {
        QVERIFY(person().type(u"Path or URL of a repository"_s, m_clone));
        person().press(Qt::Key_Return);
        WAIT_FOR(person().rows(u"Commits"_s).contains(u"web: first release"_s));
        WAIT_FOR(person().sees(
            u"Pushes and rollbacks are off until you confirm where shop is pushed to."_s));
        QVERIFY2(person().click(u"Confirm…"_s), qPrintable(person().reads()));
        QVERIFY2(person().sees(m_job.url()), qPrintable(person().reads()));
        QVERIFY2(person().sees(u"Host: 127.0.0.1"_s), qPrintable(person().reads()));
        person().press(Qt::Key_Return);
        WAIT_FOR(!person().sees(u"until you confirm"_s));
    }
    void step02_theApplicationIsAddedByKeyboardAndNothingIsLive()
    {
        person().press(QKeySequence(u"Ctrl+N"_s));
        WAIT_FOR(person().sees(u"1 folder with manifests or a kustomization"_s));
        QVERIFY2(person().sees(u"apps/web"_s), qPrintable(person().reads()));
        QVERIFY(person().type(u"Namespace"_s, m_job.ns));
        QVERIFY2(canApprove(u"Add application"_s), qPrintable(person().reads()));
        person().press(Qt::Key_Return);
        WAIT_FOR(sidebarSays(u"web"_s));
        WAIT_FOR(person().sees(u"Out of sync"_s) && person().sees(u"Missing"_s));
        QCOMPARE(m_job.writesInAuditLog(u"plumbline"_s), QStringList());
    }
    void step03_theFirstSyncBringsItUp()
    {
        person().press(QKeySequence(u"Ctrl+Shift+S"_s));
        WAIT_FOR(canApprove(u"Approve and sync 2 changes"_s));
        QCOMPARE(m_job.writesInAuditLog(u"plumbline"_s), QStringList());
        QVERIFY(person().click(u"Approve and sync 2 changes"_s));
        WAIT_FOR(person().button(u"Close"_s));
        WAIT_FOR(sidebarSays(u"web · live"_s));
        QCOMPARE(m_job.live(u"{.spec.template.spec.containers[0].image}"_s), u"shop/web:1.0.0"_s);
        QCOMPARE(m_job.writesInAuditLog(u"plumbline"_s).size(), 2);
        person().press(Qt::Key_Escape);
        WAIT_FOR(person().sees(u"Synced"_s) && person().sees(u"Healthy"_s));
    }
    void step04_anEditByAnotherUserShowsByItselfWithProgramAndTime()
    {
        const Outcome edited =
            m_job.kubectl(u"alice"_s, {u"-n"_s, m_job.ns, u"set"_s, u"image"_s, u"deployment/web"_s,
                                       u"web=shop/web:hotfix"_s});
        QVERIFY2(edited.exitCode == 0, edited.all().constData());
        WAIT_FOR(sidebarSays(u"drift"_s));
        person().press(QKeySequence(u"Alt+2"_s));
        WAIT_FOR(person().rows(u"Fields that differ"_s).contains(u"shop/web:hotfix"_s));
        const auto rows = person().rows(u"Fields that differ"_s);
        QVERIFY2(rows.contains(u"shop/web:1.0.0"_s), qPrintable(rows));
        QVERIFY2(person().sees(u"kubectl-set"_s), qPrintable(person().reads()));
    }
    void step05_anApprovalIsVoidOnceTheClusterMoved()
    {
        person().press(QKeySequence(u"Ctrl+Shift+S"_s));
        WAIT_FOR(person().button(u"Take over fields of other writers (this object)"_s));
        QVERIFY(person().click(u"Take over fields of other writers (this object)"_s));
        WAIT_FOR(canApprove(u"Approve and sync 1 change"_s));
        const Outcome scaled = m_job.kubectl(
            u"alice"_s, {u"-n"_s, m_job.ns, u"scale"_s, u"deployment/web"_s, u"--replicas=3"_s});
        QVERIFY2(scaled.exitCode == 0, scaled.all().constData());
        WAIT_FOR(canApprove(u"Review changes again"_s));
        QVERIFY(person().sees(
            u"Git or the cluster changed since this was shown; the approval is void."_s));
        QCOMPARE(m_job.writesInAuditLog(u"plumbline"_s).size(), 2);
    }
    void step06_whatIsReviewedAgainIsAppliedAndUndoesTheEdit()
    {
        QVERIFY(person().click(u"Review changes again"_s));
        WAIT_FOR(person().rows(u"Fields that change"_s).contains(u"replicas"_s));
        WAIT_FOR(canApprove(u"Approve and sync 1 change"_s));
        QVERIFY(person().click(u"Approve and sync 1 change"_s));
        WAIT_FOR(person().button(u"Close"_s));
        WAIT_FOR(sidebarSays(u"web · live"_s));
        QCOMPARE(m_job.live(u"{.spec.template.spec.containers[0].image} {.spec.replicas}"_s),
                 u"shop/web:1.0.0 2"_s);
        QVERIFY(person().click(u"Close"_s));
    }
    void step07_aBadCommitIsSyncedAndDegradedWithTheReason()
    {
        m_bad = m_job.pushBadCommit();
        person().press(QKeySequence(u"Ctrl+Shift+F"_s));
        WAIT_FOR(sidebarSays(u"drifted"_s));
        person().press(QKeySequence(u"Alt+1"_s));
        WAIT_FOR(person().rows(u"Commits"_s).contains(u"web: move to the fast disks"_s));
        person().press(QKeySequence(u"Ctrl+Shift+S"_s));
        WAIT_FOR(canApprove(u"Approve and sync 1 change"_s));
        QVERIFY(person().click(u"Approve and sync 1 change"_s));
        WAIT_FOR(person().button(u"Close"_s));
        QVERIFY(person().click(u"Close"_s));
        WAIT_FOR(sidebarSays(u"web · degraded"_s));
        WAIT_FOR(person().sees(u"exceeded its progress deadline"_s));
    }
    void step08_theRollBackIsPreviewedAndWritesNothing()
    {
        person().press(QKeySequence(u"Ctrl+Shift+R"_s));
        WAIT_FOR(canApprove(u"Commit, push and follow"_s));
        QVERIFY2(person().sees(u"nodeSelector"_s), qPrintable(person().reads()));
        QVERIFY(person().click(u"Message"_s));
        QVERIFY2(person().sees(u"Revert \"web: move to the fast disks\""_s),
                 qPrintable(person().reads()));
        QVERIFY2(person().sees(u"This reverts commit "_s + m_bad), qPrintable(person().reads()));
        QVERIFY(person().sees(u"Commit by Olivia Ops <olivia@example.com>"_s));
        QCOMPARE(m_job.tip(), m_bad);
    }
    void step09_oneClickRollsBackToHealthy()
    {
        QVERIFY(person().click(u"Commit, push and follow"_s));
        WAIT_FOR(person().sees(u"Rolled back by commit"_s));
        QVERIFY(person().click(u"Close"_s));
        WAIT_FOR(sidebarSays(u"web · live"_s));
        WAIT_FOR(person().sees(u"Synced"_s) && person().sees(u"Healthy"_s));
        QVERIFY(m_job.tip() != m_bad);
        m_job.colleague->git({u"pull"_s, u"-q"_s, u"origin"_s, u"main"_s});
        QCOMPARE(m_job.colleague->revision(u"HEAD^{tree}"_s),
                 m_job.colleague->revision(m_job.first + u"^{tree}"_s));
        QCOMPARE(QString::fromUtf8(
                     m_job.colleague->git({u"log"_s, u"-1"_s, u"--format=%an <%ae>|%P"_s})),
                 u"Olivia Ops <olivia@example.com>|"_s + m_bad);
        QCOMPARE(m_job.live(u"{.spec.template.spec.containers[0].image}"_s), u"shop/web:1.0.0"_s);
        WAIT_FOR(person().rows(u"Commits"_s).contains(u"Revert \"web: move to the fast disks\""_s));
    }
};

PLUMB_WINDOW_MAIN(WindowJobTest)

#include "tst_window_job.moc"
