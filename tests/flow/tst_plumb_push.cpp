// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "badinput.h"
#include "store/journal.h"
#include "support/gitfixture.h"
#include "support/gitserver.h"

#include <QJsonArray>

using namespace plumb;
using namespace plumb::test;

//! `plumb push` from a clone to a server over smart HTTP; the server's folder is the judge.
class PlumbPushTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<PlumbProcess> m_plumb;
    std::unique_ptr<GitServer> m_server;
    std::unique_ptr<GitFixture> m_clone;
    QString m_first, m_second; //!< what the remote has, and the commit to push

    QString remote() const { return m_server->url(u"shop.git"_s); }
    QString journalFile() const
    {
        return m_plumb->folder.filePath(u"plumbline/state/plumbline.sqlite"_s);
    }
    QString onServer() const { return m_server->revision(u"shop.git"_s, u"main"_s); }
    Outcome push(const QStringList& options = {}) const
    {
        return m_plumb->run(QStringList{u"push"_s, u"--repo"_s, u"shop"_s} + options);
    }
    Outcome confirmAndPush(const QStringList& options = {}) const
    {
        return push(QStringList{u"--confirm-remote"_s, remote()} + options);
    }
    //! A commit by somebody else that the server holds and no branch names.
    QString commitOfAnother() const
    {
        const QString folder = m_server->folderOf(u"shop.git"_s);
        return QString::fromLatin1(m_server->run(
            {u"-C"_s, folder, u"-c"_s, u"user.name=B"_s, u"-c"_s, u"user.email=b@x"_s,
             u"commit-tree"_s, u"-m"_s, u"theirs"_s, u"-p"_s, m_first, m_first + u"^{tree}"_s}));
    }

private Q_SLOTS:
    void init()
    {
        m_plumb = std::make_unique<PlumbProcess>();
        m_server = std::make_unique<GitServer>(m_plumb->folder.path());
        m_server->createRepository(u"shop.git"_s);
        m_clone = std::make_unique<GitFixture>(m_plumb->folder.filePath(u"shop"_s));
        m_clone->git({u"remote"_s, u"add"_s, u"origin"_s, remote()});
        m_first = m_clone->commit(u"first"_s, {{u"a"_s, "1\n"}});
        m_clone->git({u"push"_s, u"-q"_s, u"origin"_s, u"main"_s});
        m_second = m_clone->commit(u"second"_s, {{u"a"_s, "2\n"}});
        m_plumb->write(u"plumbline/config/workspace.yaml"_s,
                       "version: 1\nrepositories:\n  - {name: shop, path: "
                           + m_clone->folder().toUtf8() + "}\n");
    }
    void cleanup()
    {
        // Whatever came of it, the clone is as its user left it.
        QCOMPARE(m_clone->revision(u"main"_s), m_second);
        QCOMPARE(m_clone->git({u"status"_s, u"--porcelain"_s}), QByteArray());
        m_server.reset();
    }

    void anUnconfirmedRemoteIsNotPushedTo()
    {
        const QByteArray wrong = disagreement(
            *m_plumb, push(), 2,
            u"plumb: The clone says its remote is %1. Confirm it once (`plumb push --confirm-remote %1`), then it is kept in the workspace."_s
                .arg(remote()));
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        QCOMPARE(onServer(), m_first);
    }
    void aPreviewPushesNothing()
    {
        const Outcome seen = confirmAndPush({u"--dry-run"_s});
        QVERIFY2(seen.exitCode == 1, seen.all().constData());
        QCOMPARE(seen.output, u"Would push 1 commit to main of %1:\n  %2 second\n"_s.arg(
                                  remote(), m_second.left(7)));
        QCOMPARE(onServer(), m_first);
    }
    void anAcceptedPushIsOnTheServer()
    {
        const Outcome pushed = confirmAndPush({u"-o"_s, u"json"_s});
        QVERIFY2(pushed.exitCode == 0, pushed.all().constData());
        QCOMPARE(onServer(), m_second);
        const QJsonObject json = pushed.json();
        QCOMPARE(json[u"pushed"], true);
        QCOMPARE(json[u"from"], m_first);
        QCOMPARE(json[u"to"], m_second);
        QCOMPARE(json[u"commits"].toArray().size(), 1);
        const Outcome again = push();
        QVERIFY2(again.exitCode == 0, again.all().constData());
        QCOMPARE(again.output,
                 u"Nothing to push: main is at %1 on both sides.\n"_s.arg(m_second.left(7)));
    }
    void p8_aPushIsOnRecord()
    {
        QVERIFY(confirmAndPush().exitCode == 0);
        const auto journal = store::Journal::open(journalFile());
        QVERIFY(journal.ok());
        const auto all = (*journal)->operations(10);
        QVERIFY(all.ok());
        QCOMPARE(all->size(), 1);
        const store::OperationRecord& record = all->first();
        QCOMPARE(record.kind, u"push"_s);
        QCOMPARE(record.repository, u"shop"_s);
        QCOMPARE(record.branch, u"main"_s);
        QCOMPARE(record.before, m_first);
        QCOMPARE(record.commit, m_second);
        QCOMPARE(record.outcome, u"succeeded"_s);
    }
    void p9_withoutAJournalNothingIsPushed()
    {
        m_plumb->write(u"plumbline/state/plumbline.sqlite"_s, QByteArray(4096, 'x'));
        QVERIFY(QFile::setPermissions(QFileInfo(journalFile()).path(),
                                      QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        const Outcome refused = confirmAndPush();
        QVERIFY2(refused.exitCode == 2, refused.all().constData());
        QVERIFY2(
            refused.errors.contains(
                u"The journal cannot be opened, so nothing can be recorded and nothing is sent: "_s),
            refused.all().constData());
        QCOMPARE(onServer(), m_first);
    }
    void g08_r03_aRefusalOfAHookIsInTheServersWords()
    {
        m_server->setHook(u"shop.git"_s, u"pre-receive"_s,
                          "echo 'Only on Tuesdays, says the release board.' >&2; exit 1");
        const Outcome refused = confirmAndPush();
        const QByteArray wrong = disagreement(
            *m_plumb, refused, 5,
            u"plumb: The remote refused the push to main: Only on Tuesdays, says the release board. [remote rejected] (pre-receive hook declined). Nothing was pushed, and the commit %1 is kept here."_s
                .arg(m_second.left(7)));
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        QVERIFY2(refused.errors.count(u"Only on Tuesdays"_s) == 1, refused.all().constData());
        QCOMPARE(onServer(), m_first);
    }
    void g09_aBranchThatMovedIsNotOverwritten()
    {
        const QString theirs = commitOfAnother();
        m_server->run({u"-C"_s, m_server->folderOf(u"shop.git"_s), u"update-ref"_s,
                       u"refs/heads/main"_s, theirs});
        const Outcome refused = confirmAndPush();
        const QByteArray wrong = disagreement(
            *m_plumb, refused, 2,
            u"plumb: The remote's main is at %1, which is not behind the clone's %2: others pushed in between. Fetch, rebase or merge in your clone, then push."_s
                .arg(theirs.left(7), m_second.left(7)));
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        QCOMPARE(onServer(), theirs);
    }
    void g08_aBranchThatMovesDuringThePushIsNotOverwritten()
    {
        const QString theirs = commitOfAnother();
        m_server->setHook(u"shop.git"_s, u"pre-receive"_s,
                          "unset GIT_QUARANTINE_PATH; git update-ref refs/heads/main "
                              + theirs.toLatin1());
        const Outcome refused = confirmAndPush();
        const QByteArray wrong = disagreement(
            *m_plumb, refused, 2,
            u"plumb: Remote moved from %1 to %2 since your review; nothing was pushed. Review the changes of main again."_s
                .arg(m_first.left(7), theirs.left(7)));
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        QCOMPARE(onServer(), theirs);
    }
    void aRemoteThatIsGoneIsNamed()
    {
        QVERIFY(QDir().rename(m_server->folderOf(u"shop.git"_s), m_server->folderOf(u"x.git"_s)));
        const Outcome refused = confirmAndPush();
        QVERIFY(QDir().rename(m_server->folderOf(u"x.git"_s), m_server->folderOf(u"shop.git"_s)));
        const QByteArray wrong = disagreement(
            *m_plumb, refused, 2,
            u"plumb: There is no Git repository at %1, or you may not see it. Check the address and your rights."_s
                .arg(remote()));
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        QCOMPARE(onServer(), m_first);
    }
};

QTEST_GUILESS_MAIN(PlumbPushTest)
#include "tst_plumb_push.moc"
