// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "support.h"
#include "support/gitserver.h"

using namespace plumb;
using namespace plumb::git;

class PushTest : public QObject
{
    Q_OBJECT

    Folders m_folders;
    ProcessRunner m_runner;

    // A served repository with one commit, and a mirror of it.
    struct Scene
    {
        GitServer server;
        std::unique_ptr<Repository> repository;
        CommitId first;

        explicit Scene(Folders& folders, CommandRunner& runner)
            : server(folders.fresh())
        {
            server.createRepository(u"shop.git"_s);
            GitFixture here(folders.fresh());
            first = id(here.commit(u"first"_s, {{u"a"_s, "1\n"}}));
            here.git({u"push"_s, u"-q"_s, server.url(u"shop.git"_s), u"main"_s});
            repository = std::make_unique<Repository>(Source{u"shop"_s, server.url(u"shop.git"_s)},
                                                      folders.fresh(), runner);
            must(repository->open({}, {}));
        }
        CommitId childOf(const CommitId& parent, const QString& message) const
        {
            const Commit commit = must(repository->commits({parent})).first();
            return must(repository->commitTree(commit.tree, {parent}, message,
                                               {u"Ada"_s, u"ada@example.org"_s}));
        }
        QString now(const QString& branch = u"main"_s) const
        {
            return server.revision(u"shop.git"_s, branch);
        }
        QString push(const CommitId& commit, const CommitId& expected,
                     const QString& branch = u"main"_s) const
        {
            return outcome(repository->push({branch, expected, commit}, {}, {}));
        }
        // Somebody else pushes.
        CommitId moveOn() const
        {
            server.run({u"-C"_s, server.folderOf(u"shop.git"_s), u"-c"_s, u"user.name=B"_s, u"-c"_s,
                        u"user.email=b@x"_s, u"update-ref"_s, u"refs/heads/main"_s,
                        QString::fromLatin1(server.run(
                            {u"-C"_s, server.folderOf(u"shop.git"_s), u"-c"_s, u"user.name=B"_s,
                             u"-c"_s, u"user.email=b@x"_s, u"commit-tree"_s, u"-m"_s, u"theirs"_s,
                             u"-p"_s, u"main"_s, u"main^{tree}"_s}))});
            return id(now());
        }
    };

private Q_SLOTS:
    void aUrlIsFetchedWithItsBranchesAndTags()
    {
        Scene scene(m_folders, m_runner);
        scene.server.run(
            {u"-C"_s, scene.server.folderOf(u"shop.git"_s), u"tag"_s, u"v1"_s, u"main"_s});
        const CommitId theirs = scene.moveOn();
        const Refs refs = must(scene.repository->fetch({}, {}));
        QCOMPARE(refs.branch, u"main"_s);
        QCOMPARE(refs.head, theirs);
        QCOMPARE(refs.all.size(), 2);
        QCOMPARE(refs.all[0].name, u"main"_s);
        QVERIFY(refs.all[0].kind == Ref::Kind::Branch && refs.all[0].isHead);
        QCOMPARE(refs.all[0].fullName, u"refs/heads/main"_s);
        QCOMPARE(refs.all[1].name, u"v1"_s);
        QCOMPARE(refs.all[1].target, scene.first);
        QCOMPARE(must(scene.repository->resolve(u"main^"_s)), scene.first);
    }

    void progressOfAFetchIsTold()
    {
        GitServer server(m_folders.fresh());
        server.createRepository(u"shop.git"_s);
        GitFixture here(m_folders.fresh());
        for (int i = 0; i < 30; ++i)
            here.commit(u"c"_s, {{QString::number(i), QByteArray::number(i)}});
        here.git({u"push"_s, u"-q"_s, server.url(u"shop.git"_s), u"main"_s});
        Repository repository({u"shop"_s, server.url(u"shop.git"_s)}, m_folders.fresh(), m_runner);
        QStringList phases;
        must(repository.open(
            [&](const Progress& progress) {
                if (progress.total > 0 && progress.done == progress.total)
                    phases += progress.phase;
            },
            {}));
        QVERIFY2(phases.contains(u"Receiving objects"_s), qPrintable(phases.join(u'|')));
    }

    void aPushMovesTheBranchAndIsSeen()
    {
        Scene scene(m_folders, m_runner);
        const CommitId second = scene.childOf(scene.first, u"second\n"_s);
        QCOMPARE(scene.push(second, scene.first), u"ok"_s);
        QCOMPARE(scene.now(), second.toHex());
        QCOMPARE(must(scene.repository->refs()).head, second);
        QCOMPARE(must(scene.repository->remoteBranch(u"main"_s, {})), second);
        // r02_ the answer of an earlier push was lost: nothing to do
        QCOMPARE(scene.push(second, scene.first), u"ok"_s);
    }

    void aNewBranchIsMadeOnlyWhereThereIsNone()
    {
        Scene scene(m_folders, m_runner);
        const CommitId second = scene.childOf(scene.first, u"second\n"_s);
        QVERIFY(must(scene.repository->remoteBranch(u"new"_s, {})).isNull());
        QCOMPARE(scene.push(second, {}, u"new"_s), u"ok"_s);
        QCOMPARE(scene.now(u"new"_s), second.toHex());
        QCOMPARE(scene.push(scene.childOf(second, u"third\n"_s), {}, u"new"_s),
                 u"Conflict: Remote moved from nothing to %1 since your review; nothing was "
                 u"pushed. Review the changes of new "
                 u"again."_s.arg(second.shortHex()));
    }

    void g09_aMovedRemoteIsAConflict()
    {
        Scene scene(m_folders, m_runner);
        const CommitId second = scene.childOf(scene.first, u"second\n"_s);
        const CommitId theirs = scene.moveOn();
        QCOMPARE(scene.push(second, scene.first),
                 u"Conflict: Remote moved from %1 to %2 since your review; nothing was pushed. "
                 u"Review the changes of main "
                 u"again."_s.arg(scene.first.shortHex(), theirs.shortHex()));
        QCOMPARE(scene.now(), theirs.toHex());
    }

    void g08_unrelatedHistoryIsNeverPushed()
    {
        Scene scene(m_folders, m_runner);
        const Commit first = must(scene.repository->commits({scene.first})).first();
        const CommitId unrelated = must(scene.repository->commitTree(
            first.tree, {}, u"other root\n"_s, {u"Ada"_s, u"ada@example.org"_s}));
        const QString answer = scene.push(unrelated, scene.first);
        QVERIFY2(answer.startsWith(u"Conflict: "_s)
                     && answer.contains(u"pushing it would drop commits"_s),
                 qPrintable(answer));
        QCOMPARE(scene.now(), scene.first.toHex());
    }

    void g08_aHooksRefusalShowsTheServersWords()
    {
        Scene scene(m_folders, m_runner);
        scene.server.setHook(u"shop.git"_s, u"pre-receive"_s,
                             "echo 'main is protected: open a merge request' >&2; exit 1");
        const CommitId second = scene.childOf(scene.first, u"second\n"_s);
        const QString answer = scene.push(second, scene.first);
        QVERIFY2(
            answer.startsWith(
                u"Forbidden: The remote refused the push to main: main is protected: open a merge request"_s),
            qPrintable(answer));
        QVERIFY2(answer.contains(u"Nothing was pushed, and the commit %1 is kept here."_s.arg(
                     second.shortHex())),
                 qPrintable(answer));
        QCOMPARE(scene.now(), scene.first.toHex());
        scene.server.setHook(u"shop.git"_s, u"pre-receive"_s, "exit 0");
        QCOMPARE(scene.push(second, scene.first), u"ok"_s); // nothing was lost
    }

    void g08_anUpdateHooksRefusalIsSeenToo()
    {
        Scene scene(m_folders, m_runner);
        scene.server.setHook(u"shop.git"_s, u"update"_s, "exit 1");
        const QString answer = scene.push(scene.childOf(scene.first, u"second\n"_s), scene.first);
        QVERIFY2(answer.startsWith(u"Forbidden: "_s) && answer.contains(u"hook declined"_s),
                 qPrintable(answer));
        QCOMPARE(scene.now(), scene.first.toHex());
    }

    // The branch moves between the advertisement and the update.
    void r01_aBranchThatMovesDuringThePushIsAConflict()
    {
        Scene scene(m_folders, m_runner);
        scene.server.setHook(
            u"shop.git"_s, u"pre-receive"_s,
            "unset GIT_QUARANTINE_PATH\n"
            "c=$(GIT_AUTHOR_NAME=B GIT_AUTHOR_EMAIL=b@x GIT_COMMITTER_NAME=B "
            "GIT_COMMITTER_EMAIL=b@x "
            "GIT_OBJECT_DIRECTORY=$PWD/objects git commit-tree -m race -p main 'main^{tree}')\n"
            "git update-ref refs/heads/main $c");
        const CommitId second = scene.childOf(scene.first, u"second\n"_s);
        const QString answer = scene.push(second, scene.first);
        QVERIFY2(
            answer.startsWith(u"Conflict: Remote moved from %1 to "_s.arg(scene.first.shortHex())),
            qPrintable(answer));
        QVERIFY(scene.now() != second.toHex());
    }

    void r02_aPushWhoseAnswerIsLostSucceedsWhenTheRemoteShowsIt()
    {
        Scene scene(m_folders, m_runner);
        // The report never comes back: the process that would send it is ended after the update.
        scene.server.setHook(u"shop.git"_s, u"post-receive"_s, "kill -9 $PPID");
        const CommitId second = scene.childOf(scene.first, u"second\n"_s);
        QCOMPARE(scene.push(second, scene.first), u"ok"_s);
        QCOMPARE(scene.now(), second.toHex());
    }

    void r02_aRemoteThatIsGoneAfterwardsLeavesItUncertain()
    {
        Scene scene(m_folders, m_runner);
        scene.server.setHook(u"shop.git"_s, u"post-receive"_s, "mv \"$PWD\" \"$PWD.away\"");
        const CommitId second = scene.childOf(scene.first, u"second\n"_s);
        QCOMPARE(scene.push(second, scene.first),
                 u"Uncertain: Whether the push of %1 arrived is not known: the remote does not "
                 "answer any more. It is safe to push again; nothing is sent twice."_s.arg(
                     second.shortHex()));
    }

    void aCloneWithoutAConfirmedRemoteIsNotPushed()
    {
        GitFixture remote(m_folders.fresh());
        const QString first = remote.commit(u"first"_s);
        const QString clone = m_folders.fresh();
        remote.git({u"clone"_s, u"-q"_s, remote.folder(), clone});
        Repository repository({u"shop"_s, clone}, m_folders.fresh(), m_runner);
        must(repository.open({}, {}));
        const QString answer = outcome(repository.push({u"main"_s, {}, id(first)}, {}, {}));
        QCOMPARE(answer, u"Forbidden: The remote of shop is not confirmed yet, so nothing can be "
                         u"pushed. Its clone names %1; "
                         u"confirm that address once in the workspace."_s.arg(remote.folder()));
    }

    void aCloneWithItsRemoteConfirmedIsFetchedAndPushed()
    {
        GitServer server(m_folders.fresh());
        server.createRepository(u"shop.git"_s);
        GitFixture here(m_folders.fresh());
        const CommitId first = id(here.commit(u"first"_s, {{u"a"_s, "1"}}));
        here.git({u"remote"_s, u"add"_s, u"upstream"_s, server.url(u"shop.git"_s)});
        here.git({u"push"_s, u"-q"_s, u"upstream"_s, u"main"_s});
        Repository repository({u"shop"_s, here.folder(), {}, server.url(u"shop.git"_s)},
                              m_folders.fresh(), m_runner);
        must(repository.open({}, {}));
        const Commit commit = must(repository.commits({first})).first();
        const CommitId second =
            must(repository.commitTree(commit.tree, {first}, u"second\n"_s, {u"A"_s, u"a@x"_s}));
        QCOMPARE(outcome(repository.push({u"main"_s, first, second}, {}, {})), u"ok"_s);
        const Refs refs = must(repository.fetch({}, {}));
        QCOMPARE(refs.head, second);
        QStringList shown;
        for (const Ref& ref : refs.all)
            shown += ref.name + u'=' + ref.target.toHex();
        QCOMPARE(shown,
                 (QStringList{u"main="_s + first.toHex(), u"upstream/main="_s + second.toHex()}));
        QCOMPARE(here.revision(u"upstream/main"_s), first.toHex()); // the clone knows nothing of it

        // What the user fetches in the clone later is news to us, too.
        here.git({u"pull"_s, u"-q"_s, u"upstream"_s, u"main"_s});
        const CommitId third = id(here.commit(u"third"_s));
        here.git({u"push"_s, u"-q"_s, u"upstream"_s, u"main"_s});
        QCOMPARE(must(repository.open({}, {})).head, third);
    }

    void aBareRepositoryIsPushedTo()
    {
        GitFixture here(m_folders.fresh());
        const CommitId first = id(here.commit(u"first"_s));
        const QString bare = m_folders.fresh();
        here.git({u"clone"_s, u"-q"_s, u"--bare"_s, here.folder(), bare});
        Repository repository({u"shop"_s, bare}, m_folders.fresh(), m_runner);
        must(repository.open({}, {}));
        const Commit commit = must(repository.commits({first})).first();
        const CommitId second =
            must(repository.commitTree(commit.tree, {first}, u"second\n"_s, {u"A"_s, u"a@x"_s}));
        QCOMPARE(outcome(repository.push({u"main"_s, first, second}, {}, {})), u"ok"_s);
        QCOMPARE(must(repository.refs()).head, second);
    }

    void credentialsAreTheUsersOwn()
    {
        GitServer server(m_folders.fresh(), u"ada"_s, u"s3cret"_s);
        server.createRepository(u"shop.git"_s);
        GitFixture here(m_folders.fresh());
        here.commit(u"first"_s);
        here.git({u"push"_s, u"-q"_s, server.url(u"shop.git"_s, u"ada:s3cret"_s), u"main"_s});
        const QString home = m_folders.fresh();
        QDir().mkpath(home);
        Environment itsHome("HOME", home.toUtf8());
        Environment noXdg("XDG_CONFIG_HOME", (home + u"/none"_s).toUtf8());
        Repository repository({u"shop"_s, server.url(u"shop.git"_s)}, m_folders.fresh(), m_runner);
        const QString refused = outcome(repository.open({}, {}));
        QVERIFY2(refused.startsWith(u"Unauthorised: "_s)
                     && refused.contains(u"did not accept your credentials"_s),
                 qPrintable(refused));
        QFile config(home + u"/.gitconfig"_s);
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write(
            "[credential]\n\thelper = \"!f() { echo username=ada; echo password=s3cret; }; f\"\n");
        config.close();
        QCOMPARE(outcome(repository.open({}, {})), u"ok"_s);
        // A password in the address works as well, and is in no sentence.
        Repository wrong({{}, server.url(u"shop.git"_s, u"ada:wr0ng"_s)}, m_folders.fresh(),
                         m_runner);
        const QString words = outcome(wrong.open({}, {}));
        QVERIFY2(words.startsWith(u"Unauthorised: "_s) && !words.contains(u"wr0ng"_s),
                 qPrintable(words));
    }

    void cancellingAFetchLeavesNoLock()
    {
        GitServer server(m_folders.fresh());
        server.createRepository(u"shop.git"_s);
        GitFixture here(m_folders.fresh());
        for (int i = 0; i < 40; ++i)
            here.commit(u"c"_s, {{QString::number(i), QByteArray(20'000, char('a' + i % 26))}});
        here.git({u"push"_s, u"-q"_s, server.url(u"shop.git"_s), u"main"_s});
        Repository repository({u"shop"_s, server.url(u"shop.git"_s)}, m_folders.fresh(), m_runner);
        std::stop_source stop;
        const auto cancelled =
            await(repository.open([&](const Progress&) { stop.request_stop(); }, stop.get_token()));
        if (!cancelled)
            QCOMPARE(cancelled.error().kind, Error::Kind::Cancelled);
        must(repository.open({}, {}));
        QDirIterator files(repository.mirrorPath(), QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString file = files.next();
            QVERIFY2(!file.endsWith(u".lock"_s) && !file.contains(u"tmp_"_s), qPrintable(file));
        }
    }

    void aServerThatHangsCanBeCancelled()
    {
        GitServer server(m_folders.fresh());
        server.createRepository(u"shop.git"_s);
        server.stop(); // the socket accepts, nobody answers
        Repository repository({u"shop"_s, server.url(u"shop.git"_s)}, m_folders.fresh(), m_runner);
        std::stop_source stop;
        auto opening = repository.open({}, stop.get_token());
        stop.request_stop();
        QVERIFY2(outcome(opening).startsWith(u"Cancelled"_s), "not cancelled");
    }

    void anUnreachableRemoteIsSaid()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost, 0));
        const QString url = u"http://127.0.0.1:%1/shop.git"_s.arg(closed.serverPort());
        closed.close();
        Repository repository({u"shop"_s, url}, m_folders.fresh(), m_runner);
        const QString answer = outcome(repository.open({}, {}));
        QVERIFY2(answer.startsWith(u"Unreachable: %1 cannot be reached: "_s.arg(url)),
                 qPrintable(answer));
        QVERIFY2(!answer.contains(u"fetched before"_s), qPrintable(answer)); // nothing ever was
        QCOMPARE(outcome(repository.refs()),
                 u"NotFound: The repository shop has not been opened yet."_s);
    }

    void aMissingRepositoryOfAServerIsSaid()
    {
        GitServer server(m_folders.fresh());
        Repository repository({u"shop"_s, server.url(u"absent.git"_s)}, m_folders.fresh(),
                              m_runner);
        const QString answer = outcome(repository.open({}, {}));
        QCOMPARE(answer, u"NotFound: There is no Git repository at %1, or you may not see it. "
                         u"Check the address and your "
                         u"rights."_s.arg(server.url(u"absent.git"_s)));
    }

    void theLastGoodStateStaysWhenTheRemoteGoes()
    {
        Scene scene(m_folders, m_runner);
        QFile::rename(scene.server.folderOf(u"shop.git"_s), scene.server.folderOf(u"gone.git"_s));
        QVERIFY(!await(scene.repository->fetch({}, {})));
        QCOMPARE(must(scene.repository->refs()).head, scene.first);
        QCOMPARE(must(scene.repository->graph({}, {}, {})).size(), 1);
    }
};

QTEST_GUILESS_MAIN(PushTest)
#include "tst_push.moc"
