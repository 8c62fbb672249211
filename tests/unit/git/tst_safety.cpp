// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "support.h"
#include "support/files.h"
#include "support/fingerprint.h"
#include "support/gitserver.h"

#include "git/looseobject_p.h"

using namespace plumb;
using namespace plumb::git;
using plumb::test::fingerprint;
using plumb::test::writeFile;

class SafetyTest : public QObject
{
    Q_OBJECT

    Folders m_folders;
    ProcessRunner m_runner;

    // Everything that can be done with a repository.
    void exercise(const Source& source, const QString& branch = u"main"_s)
    {
        Repository repository(source, m_folders.fresh(), m_runner);
        const Refs refs = must(repository.open({}, {}));
        must(repository.fetch({}, {}));
        must(repository.refs());
        const CommitId tip = must(repository.resolve(branch));
        must(repository.graph({}, {}, {}));
        must(
            repository.log({.paths = {u"f"_s}, .author = u"a"_s, .text = u"o"_s, .all = true}, {}));
        must(repository.commits({tip}));
        must(repository.changes(tip));
        must(repository.diff(tip, u"f"_s));
        must(repository.files(tip, {}, {}));
        must(repository.chosenFiles(
            tip,
            {[](const QString&) { return true; },
             [](const QString&, const QByteArray&) { return FileChoice::Keep::Bytes; }},
            {}));
        (void)await(repository.identity()).ok();
        const RevertPreview preview =
            must(repository.previewRevert({RevertRequest::Kind::Commit, tip, tip, 0, {}}, {}));
        const CommitId made =
            must(repository.commitTree(preview.tree, {tip}, preview.message, {u"A"_s, u"a@x"_s}));
        if (!source.remote.isEmpty()) {
            const CommitId expected = must(repository.remoteBranch(branch, {}));
            QCOMPARE(outcome(repository.push({branch, expected, made}, {}, {})), u"ok"_s);
        }
    }

private Q_SLOTS:
    void g11_theCloneIsNeverTouched()
    {
        GitServer server(m_folders.fresh());
        server.createRepository(u"shop.git"_s);
        GitFixture here(m_folders.fresh());
        here.commit(u"one"_s, {{u"f"_s, "1\n"}, {u"g"_s, "1\n"}});
        here.commit(u"two"_s, {{u"f"_s, "2\n"}});
        here.git({u"push"_s, u"-q"_s, server.url(u"shop.git"_s), u"main"_s});
        here.git({u"gc"_s, u"-q"_s});
        here.git({u"tag"_s, u"v1"_s});
        // A rebase in the middle, a dirty tree, and the lock of a crashed git.
        here.git({u"switch"_s, u"-q"_s, u"--detach"_s});
        here.write(u"f"_s, "dirty\n");
        here.write(u"untracked"_s, "x");
        writeFile(here.file(u".git/index.lock"_s), "");
        writeFile(here.file(u".git/refs/heads/main.lock"_s), "");
        writeFile(here.file(u".git/rebase-merge/done"_s), "pick\n");
        const auto before = fingerprint(here.folder());
        exercise({u"shop"_s, here.folder(), u"main"_s, server.url(u"shop.git"_s)});
        const auto after = fingerprint(here.folder());
        for (auto it = after.begin(); it != after.end(); ++it)
            QVERIFY2(before.value(it.key()) == it.value(), qPrintable(it.key()));
        QCOMPARE(after.size(), before.size());
    }

    void g01_nothingOfAClonesConfigRuns()
    {
        GitServer server(m_folders.fresh());
        server.createRepository(u"shop.git"_s);
        GitFixture here(m_folders.fresh());
        here.commit(u"one"_s, {{u"f"_s, "1\n"},
                               {u".gitattributes"_s, "* filter=evil diff=evil merge=evil\n"}});
        here.commit(u"two"_s, {{u"f"_s, "2\n"}});
        here.git({u"push"_s, u"-q"_s, server.url(u"shop.git"_s), u"main"_s});
        const QString canary = m_folders.fresh();
        const QString script = m_folders.fresh();
        writeFile(script, "#!/bin/sh\ntouch '" + canary.toUtf8() + "'\nexit 1\n");
        QFile::setPermissions(script, QFile::ReadOwner | QFile::ExeOwner);
        for (const QString& key : {u"core.fsmonitor"_s,
                                   u"core.sshCommand"_s,
                                   u"core.editor"_s,
                                   u"core.pager"_s,
                                   u"core.askPass"_s,
                                   u"core.gitProxy"_s,
                                   u"core.alternateRefsCommand"_s,
                                   u"credential.helper"_s,
                                   u"diff.external"_s,
                                   u"diff.evil.textconv"_s,
                                   u"diff.evil.command"_s,
                                   u"filter.evil.clean"_s,
                                   u"filter.evil.smudge"_s,
                                   u"filter.evil.process"_s,
                                   u"merge.evil.driver"_s,
                                   u"gpg.program"_s,
                                   u"gpg.ssh.program"_s,
                                   u"gpg.ssh.defaultKeyCommand"_s,
                                   u"remote.origin.uploadpack"_s,
                                   u"remote.origin.receivepack"_s,
                                   u"uploadpack.packObjectsHook"_s,
                                   u"alias.rev-list"_s,
                                   u"alias.merge-tree"_s,
                                   u"sequence.editor"_s,
                                   u"interactive.diffFilter"_s,
                                   u"pager.log"_s,
                                   u"protocol.ext.allow"_s,
                                   u"trailer.x.command"_s,
                                   u"browser.x.cmd"_s,
                                   u"difftool.x.cmd"_s})
            here.git({u"config"_s, key, script});
        here.git({u"config"_s, u"commit.gpgsign"_s, u"true"_s});
        here.git({u"config"_s, u"remote.origin.url"_s, u"ext::"_s + script});
        writeFile(here.file(u".git/more"_s),
                  "[core]\n\thooksPath = " + here.file(u".git/evil"_s).toUtf8() + '\n');
        here.git({u"config"_s, u"include.path"_s, u"more"_s});
        const QDir samples(here.file(u".git/hooks"_s));
        for (const QString& folder : {u".git/hooks"_s, u".git/evil"_s})
            for (const QString& hook :
                 {u"pre-push"_s, u"post-checkout"_s, u"reference-transaction"_s, u"pre-commit"_s,
                  u"post-index-change"_s, u"pre-auto-gc"_s, u"post-rewrite"_s,
                  u"fsmonitor-watchman"_s}) {
                QDir().mkpath(here.file(folder));
                QFile::copy(script, here.file(folder + u'/' + hook));
            }
        exercise({u"shop"_s, here.folder(), u"main"_s, server.url(u"shop.git"_s)});
        QVERIFY2(!QFileInfo::exists(canary), "something of the clone's configuration was executed");
    }

    void g02_aClonesConfigDoesNotRedirectTheRemote()
    {
        GitServer server(m_folders.fresh());
        server.createRepository(u"shop.git"_s);
        GitFixture here(m_folders.fresh());
        here.commit(u"one"_s, {{u"f"_s, "1\n"}});
        here.commit(u"two"_s, {{u"f"_s, "2\n"}});
        here.git({u"push"_s, u"-q"_s, server.url(u"shop.git"_s), u"main"_s});
        QTcpServer trap;
        QVERIFY(trap.listen(QHostAddress::LocalHost, 0));
        const QString elsewhere = u"http://127.0.0.1:%1/"_s.arg(trap.serverPort());
        const QString base = server.url({});
        here.git({u"config"_s, u"url.%1.insteadOf"_s.arg(elsewhere), base});
        here.git({u"config"_s, u"url.%1.pushInsteadOf"_s.arg(elsewhere), base});
        here.git({u"config"_s, u"http.proxy"_s, elsewhere});
        here.git({u"config"_s, u"remote.origin.url"_s, elsewhere + u"evil.git"_s});
        exercise({u"shop"_s, here.folder(), u"main"_s, server.url(u"shop.git"_s)});
        QVERIFY2(!trap.waitForNewConnection(0),
                 "somebody connected to the address of the clone's configuration");
        Repository shown({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        QCOMPARE(must(shown.open({}, {})).remoteOfClone, elsewhere + u"evil.git"_s);
    }

    void g03_aRepositoryOfAnotherUserIsRefused()
    {
        if (::geteuid() != 0)
            return; // only root can give a folder away, as the continuous build does
        GitFixture here(m_folders.fresh());
        here.commit(u"one"_s);
        for (const QString& name : {QString(), u".git"_s, u".git/config"_s})
            QCOMPARE(::chown(QFile::encodeName(here.file(name)).constData(), 12345, 12345), 0);
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        QCOMPARE(outcome(repository.open({}, {})),
                 u"Forbidden: The repository %1 belongs to another user; refusing to read its "
                 u"configuration. Take it over (chown) "
                 u"or make a clone of your own."_s.arg(here.folder()));
    }

    void g12_locksOfEndedProcessesAreRemovedInOurMirrorOnly()
    {
        GitFixture here(m_folders.fresh());
        here.commit(u"one"_s);
        const QString data = m_folders.fresh();
        Repository repository({u"shop"_s, here.folder()}, data, m_runner);
        must(repository.open({}, {}));
        const CommitId second = id(here.commit(u"two"_s));
        for (const QString& lock :
             {u"refs/clone/heads/main.lock"_s, u"packed-refs.lock"_s, u"config.lock"_s,
              u"HEAD.lock"_s, u"objects/info/commit-graphs/commit-graph-chain.lock"_s,
              u"objects/pack/tmp_pack_x"_s})
            writeFile(repository.mirrorPath() + u'/' + lock, "");
        writeFile(here.file(u".git/refs/heads/other.lock"_s), "");
        QCOMPARE(must(repository.open({}, {})).head, second);
        QVERIFY(!QFileInfo::exists(repository.mirrorPath() + u"/packed-refs.lock"_s));
        QVERIFY(!QFileInfo::exists(repository.mirrorPath() + u"/objects/pack/tmp_pack_x"_s));
        QVERIFY(QFileInfo::exists(here.file(u".git/refs/heads/other.lock"_s)));
    }

    void g05_namesThatMustNotBecomeFilesAreRefused()
    {
        GitFixture here(m_folders.fresh());
        here.commit(u"one"_s);
        const QByteArray blob =
            QByteArray::fromHex(here.git({u"hash-object"_s, u"-w"_s, u"--stdin"_s}, "x"));
        QByteArray tree;
        const QList<QByteArray> names{"..",
                                      ".GIT",
                                      "a\x1b[31mb",
                                      "a/b",
                                      "git~1",
                                      "ok",
                                      "ok",
                                      "x\xe2\x80\xaey",
                                      ".g\xe2\x80\x8cit",
                                      QByteArray(4096, 'n'),
                                      "\xff"};
        for (const QByteArray& name : names)
            tree += "100644 " + name + '\0' + blob;
        const QString treeId = QString::fromLatin1(here.git(
            {u"hash-object"_s, u"-t"_s, u"tree"_s, u"--literally"_s, u"-w"_s, u"--stdin"_s}, tree));
        const CommitId commit =
            id(QString::fromLatin1(here.git({u"commit-tree"_s, u"-m"_s, u"bad"_s, treeId})));
        here.git({u"update-ref"_s, u"refs/heads/bad"_s, commit.toHex()});
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        must(repository.open({}, {}));
        const TreeFiles files = must(repository.files(commit, {}, {}));
        QCOMPARE(files.entries.size(), 1);
        QCOMPARE(files.entries[0].path, u"ok"_s);
        QCOMPARE(files.problems.size(), names.size() - 1);
        const QString all = files.problems.join(u'\n');
        for (const QString& part : {u"a\\x1b[31mb: refused, the name holds a control character"_s,
                                    u"..: refused, the name leads out of its folder"_s,
                                    u".GIT: refused, the name means Git's own folder"_s,
                                    u"git~1: refused, the name means Git's own folder"_s,
                                    u"ok: refused, the name stands twice"_s,
                                    u"the name has 4096 bytes, the limit is 255"_s,
                                    u"\\xff: refused, the name is not UTF-8"_s})
            QVERIFY2(all.contains(part), qPrintable(part + u"\n---\n"_s + all));
    }

    void g06_limitsAreNamedWithTheirNumbers()
    {
        GitFixture here(m_folders.fresh());
        writeFile(here.file(u"huge"_s), QByteArray(6 << 20, '\0'));
        const CommitId huge = id(here.commit(u"huge"_s));
        QByteArray entries;
        const QByteArray blob = here.git({u"hash-object"_s, u"-w"_s, u"--stdin"_s}, "x");
        for (int i = 0; i < 20'001; ++i)
            entries += "100644 blob " + blob + "\tf" + QByteArray::number(100'000 + i) + '\n';
        const QString many = QString::fromLatin1(here.git({u"mktree"_s}, entries));
        for (int i = 20'001; i < 50'001; ++i)
            entries += "100644 blob " + blob + "\tf" + QByteArray::number(100'000 + i) + '\n';
        const QString tooMany = QString::fromLatin1(here.git({u"mktree"_s}, entries));
        QByteArray deep = here.git({u"mktree"_s}, "100644 blob " + blob + "\tf\n");
        for (int i = 0; i < 70; ++i)
            deep = here.git({u"mktree"_s}, "040000 tree " + deep + "\td\n");
        const QByteArray module =
            here.git({u"mktree"_s}, "160000 commit " + huge.toHex().toLatin1() + "\tvendor\n");
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        must(repository.open({}, {}));
        const auto problems = [&](const QString& tree) {
            return must(repository.files(id(tree), {}, {})).problems.join(u'|');
        };
        QCOMPARE(problems(huge.toHex()),
                 u"huge: too large to render, limit of 5242880 bytes exceeded (actual 6291456)"_s);
        QCOMPARE(problems(many), u"limit of 20000 files exceeded (actual 20001)"_s);
        QCOMPARE(problems(tooMany), u"limit of 50000 entries exceeded (actual 50001)"_s);
        QCOMPARE(problems(QString::fromLatin1(deep)),
                 u"limit of 64 nested folders exceeded (actual 65)"_s);
        QCOMPARE(problems(QString::fromLatin1(module)),
                 u"submodule vendor not fetched (disabled); put its files into this "
                 "repository, or add the repository that they come from"_s);
    }

    // Each byte of each object changed once: the same content, or it is not let in.
    void g07_damagedLooseObjectsAreRefused()
    {
        GitFixture here(m_folders.fresh());
        QByteArray text; // nothing repeats, else another distance of a copy gives the same bytes
        for (int i = 0; i < 200; ++i)
            text += QByteArray::number(i * 7919 % 1009);
        here.commit(u"one"_s, {{u"d/f"_s, text}});
        int errors = 0, bytes = 0;
        const QString scratch = m_folders.fresh();
        QDirIterator objects(here.file(u".git/objects"_s), QDir::Files,
                             QDirIterator::Subdirectories);
        while (objects.hasNext()) {
            const QFileInfo info(objects.next());
            const ObjectId name = id(info.path().right(2) + info.fileName());
            QCOMPARE(damageOfLooseObject(info.filePath(), name), QString());
            QFile file(info.filePath());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray content = file.readAll();
            for (qsizetype at = 0; at < content.size(); ++at) {
                QByteArray damaged = content;
                damaged[at] = char(damaged[at] ^ (1 << (at % 8)));
                writeFile(scratch, damaged);
                errors += !damageOfLooseObject(scratch, name).isEmpty();
                ++bytes;
                writeFile(scratch, content.left(at));
                QVERIFY(!damageOfLooseObject(scratch, name).isEmpty());
            }
            writeFile(scratch, content + 'x');
            QVERIFY(!damageOfLooseObject(scratch, name).isEmpty());
        }
        qInfo("%d bytes changed, %d noticed", bytes, errors);
        QVERIFY(bytes - errors < 30); // zlib's own header holds bits that mean nothing
    }

    // libgit2 1.5 writes past its buffer for such an object.
    void g07_anObjectLongerThanItsHeaderSaysDoesNotGetIn()
    {
        GitFixture here(m_folders.fresh());
        const CommitId tip = id(here.commit(u"one"_s, {{u"f"_s, "1\n"}}));
        QByteArray evil = qCompress(QByteArray("blob 1\0", 7) + QByteArray(50, 'A'));
        evil.remove(0, 4); // Qt's own prefix
        writeFile(here.file(u".git/objects/aa/%1"_s.arg(QString(38, u'a'))), evil);
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        const Refs refs = must(repository.open({}, {}));
        QCOMPARE(
            refs.problems,
            QStringList{
                u"Object %1 of shop is longer than it says; run “git fsck” in the clone."_s.arg(
                    QString(40, u'a'))});
        QCOMPARE(refs.head, tip);
        QVERIFY(
            outcome(repository.files(id(QString(40, u'a')), {}, {})).startsWith(u"NotFound: "_s));
    }

    // What is damaged later, in the mirror itself: the same answer, or an error.
    void g07_damagedPacksAreNeverReadAsSomethingElse()
    {
        GitFixture here(m_folders.fresh());
        QByteArray text;
        for (int i = 0; i < 40; ++i)
            text += "line " + QByteArray::number(i * 7919) + '\n';
        here.commit(u"one"_s, {{u"d/f"_s, text}});
        const CommitId tip = id(here.commit(u"two"_s, {{u"d/f"_s, text + "more\n"}}));
        here.git({u"repack"_s, u"-adq"_s});
        here.git({u"prune-packed"_s});
        const QString data = m_folders.fresh();
        const auto answers = [&]() -> QString {
            Repository repository({u"shop"_s, here.folder()}, data, m_runner);
            const auto commits = await(repository.commits({tip}));
            const auto files = await(repository.files(tip, {}, {}));
            const auto changes = await(repository.changes(tip));
            if (!commits || !files || !changes)
                return (!commits ? commits.error()
                        : !files ? files.error()
                                 : changes.error())
                    .summary;
            return commits->first().message + QString::fromUtf8(files->entries.value(0).bytes)
                   + files->tree.toHex() + changes->value(0).oldId.toHex();
        };
        QString mirror;
        {
            Repository first({u"shop"_s, here.folder()}, data, m_runner);
            must(first.open({}, {}));
            mirror = first.mirrorPath();
        } // libgit2 keeps a pack mapped as long as anybody has it open
        const QString good = answers();
        int errors = 0;
        QDir packs(mirror + u"/objects/pack"_s);
        const QString pack = packs.filePath(packs.entryList({u"*.pack"_s}).value(0));
        QFile file(pack);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        file.close();
        for (qsizetype at = 0; at < content.size(); ++at) {
            QByteArray damaged = content;
            damaged[at] = char(damaged[at] ^ (1 << (at % 8)));
            QFile::remove(pack);
            writeFile(pack, damaged);
            const QString answer = answers();
            if (answer == good)
                continue;
            ++errors;
            QVERIFY2(answer.contains(u"damaged"_s) || answer.contains(u"is missing"_s),
                     qPrintable(answer));
        }
        qInfo("%d bytes changed, %d errors", int(content.size()), errors);
        QVERIFY(errors > 100);
    }

    void g07_aRepairedCloneIsReadAnew()
    {
        GitFixture here(m_folders.fresh());
        const CommitId tip = id(here.commit(u"one"_s, {{u"f"_s, "1\n"}}));
        const QString object =
            here.file(u".git/objects/%1/%2"_s.arg(tip.toHex().left(2), tip.toHex().mid(2)));
        QFile file(object);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        file.close();
        QFile::remove(object);
        writeFile(object, content.left(20));
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        const Refs refs = must(repository.open({}, {}));
        QCOMPARE(refs.problems.value(0),
                 u"Object %1 of shop has no valid header; run “git fsck” in the clone."_s.arg(
                     tip.toHex()));
        QVERIFY(refs.head.isNull());
        QFile::remove(object);
        writeFile(object, content);
        QCOMPARE(must(repository.open({}, {})).head, tip);
        QCOMPARE(outcome(repository.commits({tip})), u"ok"_s);
    }

    void g07_aBranchWithoutItsCommitDoesNotHideTheOthers()
    {
        GitFixture here(m_folders.fresh());
        const CommitId tip = id(here.commit(u"one"_s));
        writeFile(here.file(u".git/refs/heads/broken"_s), QByteArray(40, 'a') + '\n');
        writeFile(here.file(u".git/refs/heads/garbage"_s), "not an id\n");
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        const Refs refs = must(repository.open({}, {}));
        QCOMPARE(refs.head, tip);
        QCOMPARE(refs.all.size(), 1);
        QVERIFY2(
            refs.problems.contains(
                u"heads/broken of shop points at the object aaaaaaa, which is missing; it is left out."_s),
            qPrintable(refs.problems.join(u'|')));
    }

    void g07_borrowedObjectsAreRefused()
    {
        GitFixture here(m_folders.fresh());
        here.commit(u"one"_s);
        const QString borrower = m_folders.fresh();
        here.git({u"clone"_s, u"-q"_s, u"--shared"_s, here.folder(), borrower});
        Repository repository({u"shop"_s, borrower}, m_folders.fresh(), m_runner);
        QCOMPARE(
            outcome(repository.open({}, {})),
            u"Unsupported: The clone %1 borrows objects from another folder "
            u"(objects/info/alternates), which Plumbline does not "
            u"follow. Run “git repack -a -d” in it and remove that file, or open the lending repository."_s
                .arg(borrower));
    }

    void anUnsupportedFormatIsSaid()
    {
        GitFixture here(m_folders.fresh(), {u"--object-format=sha256"_s});
        here.commit(u"one"_s);
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        const QString answer = outcome(repository.open({}, {}));
        QVERIFY2(
            answer.startsWith(
                u"Unsupported: The repository %1 uses a format that Plumbline cannot read"_s.arg(
                    here.folder())),
            qPrintable(answer));
    }

    void whatIsNotARepositoryIsSaid()
    {
        const auto open = [&](const QString& location) {
            Repository repository({u"shop"_s, location}, m_folders.fresh(), m_runner);
            return outcome(repository.open({}, {}));
        };
        const QString missing = m_folders.fresh();
        QCOMPARE(
            open(missing),
            u"NotFound: There is no folder %1. If the clone has moved, change the repository's path."_s
                .arg(missing));
        GitFixture moving(m_folders.fresh());
        moving.commit(u"first"_s, {{u"a"_s, "1\n"}});
        Repository known({u"shop"_s, moving.folder()}, m_folders.fresh(), m_runner);
        must(known.open({}, {}));
        QVERIFY(QDir().rename(moving.folder(), m_folders.fresh()));
        QCOMPARE(
            outcome(known.open({}, {})),
            u"NotFound: There is no folder %1. If the clone has moved, change the repository's path; what was read before is still shown."_s
                .arg(moving.folder()));
        const QString plain = m_folders.fresh();
        QDir().mkpath(plain);
        QCOMPARE(
            open(plain),
            u"Invalid: %1 is not a Git repository. Name a folder that holds .git, a bare repository or a URL."_s
                .arg(plain));
        GitFixture here(m_folders.fresh());
        here.commit(u"one"_s, {{u"apps/f"_s, "1"}});
        QCOMPARE(
            open(here.file(u"apps"_s)),
            u"Invalid: %1 is not a Git repository. It lies inside the clone %2/: name that."_s.arg(
                here.file(u"apps"_s), here.folder()));
        const QString file = here.file(u"apps/f"_s);
        QVERIFY2(open(file).startsWith(u"Invalid: %1 is not a Git repository."_s.arg(file)),
                 qPrintable(open(file)));
        QCOMPARE(open(u"ext::sh -c true"_s), u"Invalid: “ext::sh -c true” is not an address of a "
                                             u"Git repository. Use https://, ssh:// or "
                                             u"user@host:path."_s);
        QCOMPARE(
            open(u"http://ada:secret@git.example.org/x.git"_s),
            u"Forbidden: The address http://ada:***@git.example.org/x.git would send a password unencrypted. Use https:// or ssh://."_s);
        QVERIFY(open(u"-oProxyCommand=x:y"_s)
                    .startsWith(u"Invalid: “-oProxyCommand=x:y” is not an address"_s));
    }

    void aDamagedConfigIsSaid()
    {
        GitFixture here(m_folders.fresh());
        here.commit(u"one"_s);
        writeFile(here.file(u".git/config"_s), "[core\n");
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        const QString answer = outcome(repository.open({}, {}));
        QVERIFY2(
            answer.startsWith(u"Invalid: The repository %1 is damaged and cannot be opened: "_s.arg(
                here.folder())),
            qPrintable(answer));
    }

    void anEmptyRepositoryIsOpenedAndSaysSo()
    {
        GitFixture here(m_folders.fresh());
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        const Refs refs = must(repository.open({}, {}));
        QVERIFY(refs.all.isEmpty() && refs.head.isNull());
        QCOMPARE(must(repository.graph({}, {}, {})).size(), 0);
        QCOMPARE(
            outcome(repository.resolve(u"HEAD"_s)),
            u"NotFound: The repository shop is empty: it has no commits yet. Commit something and push it."_s);
        QCOMPARE(outcome(repository.log({}, {})), outcome(repository.resolve({})));
        GitServer server(m_folders.fresh());
        server.createRepository(u"shop.git"_s);
        Repository served({u"shop"_s, server.url(u"shop.git"_s)}, m_folders.fresh(), m_runner);
        QVERIFY(must(served.open({}, {})).head.isNull());
        QCOMPARE(outcome(served.resolve(u"HEAD"_s)), outcome(repository.resolve(u"HEAD"_s)));
    }

    void aMissingBranchIsSaid()
    {
        GitFixture here(m_folders.fresh());
        here.commit(u"one"_s);
        Repository repository({u"shop"_s, here.folder(), u"release"_s}, m_folders.fresh(),
                              m_runner);
        QVERIFY(must(repository.open({}, {})).head.isNull());
        QCOMPARE(outcome(repository.resolve({})),
                 u"NotFound: The repository shop has no branch release."_s);
    }
};

QTEST_GUILESS_MAIN(SafetyTest)
#include "tst_safety.moc"
