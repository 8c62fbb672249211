// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "support.h"

using namespace plumb;
using namespace plumb::git;

class FileHistoryTest : public QObject
{
    Q_OBJECT

    Folders m_folders;
    ProcessRunner m_runner;

    std::unique_ptr<Repository> opened(const GitFixture& here)
    {
        auto repository = std::make_unique<Repository>(Source{u"shop"_s, here.folder()},
                                                       m_folders.fresh(), m_runner);
        must(repository->open({}, {}));
        return repository;
    }

private Q_SLOTS:
    void aFileIsFollowedThroughItsRenames()
    {
        GitFixture here(m_folders.fresh());
        QByteArray text;
        for (int i = 0; i < 30; ++i)
            text += "line " + QByteArray::number(i) + '\n';
        const QString made = here.commit(u"made"_s, {{u"apps/ünits/\"a\\ b"_s, text}});
        here.commit(u"another"_s, {{u"other"_s, "x\n"}});
        here.git({u"mv"_s, u"apps/ünits/\"a\\ b"_s, u"moved"_s});
        const QString moved = here.commit(u"moved"_s);
        const QString edited = here.commit(u"edited"_s, {{u"moved"_s, text + "more\n"}});
        const auto repository = opened(here);
        const auto versions = must(repository->fileHistory(id(edited), u"./moved"_s, {}));
        QCOMPARE(versions, (QList<FileVersion>{
                               {id(edited), u"moved"_s, u"moved"_s},
                               {id(moved), u"moved"_s, u"apps/ünits/\"a\\ b"_s},
                               {id(made), u"apps/ünits/\"a\\ b"_s, u"apps/ünits/\"a\\ b"_s}}));
        QVERIFY(must(repository->fileHistory(id(edited), u"absent"_s, {})).isEmpty());

        const auto lines = must(repository->blame(id(edited), u"moved"_s, {}));
        QCOMPARE(lines.size(), 31);
        QCOMPARE(lines[0].commit, id(made));
        QCOMPARE(lines[0].path, u"apps/ünits/\"a\\ b"_s);
        QCOMPARE(lines[29].text, u"line 29"_s);
        QCOMPARE(lines[29].lineThen, 30);
        QCOMPARE(lines[30].commit, id(edited));
        QCOMPARE(lines[30].path, u"moved"_s);
        QCOMPARE(lines[30].text, u"more"_s);
    }

    void aBlameOfWhatIsNoFileIsRefused()
    {
        GitFixture here(m_folders.fresh());
        const CommitId tip = id(here.commit(
            u"one"_s, {{u"folder/f"_s, "1\n"}, {u"huge"_s, QByteArray((5 << 20) + 1, '\n')}}));
        const auto repository = opened(here);
        for (const QString& path : {u"folder"_s, u"absent"_s})
            QCOMPARE(outcome(repository->blame(tip, path, {})),
                     u"NotFound: There is no file %1 at commit %2."_s.arg(path, tip.shortHex()));
        QCOMPARE(outcome(repository->blame(tip, u"huge"_s, {})),
                 u"Invalid: huge is too large to be shown line by line: limit 5242880 bytes "
                 u"exceeded (actual 5242881)."_s);
    }

    // Neither is what it looks like: a name for another repository's commit, or for a file that is
    // kept elsewhere.
    void submodulesAndLfsPointersAreShownAsSuch()
    {
        GitFixture here(m_folders.fresh());
        here.commit(u"one"_s, {{u"f"_s, "1\n"}});
        here.git({u"update-index"_s, u"--add"_s, u"--cacheinfo"_s,
                  u"160000,%1,vendor/lib"_s.arg(here.revision(u"HEAD"_s))});
        here.write(u"model.bin"_s, "version https://git-lfs.example.org/spec/v1\noid sha256:"
                                       + QByteArray(64, 'a') + "\nsize 12345\n");
        here.git({u"add"_s, u"model.bin"_s});
        here.git({u"commit"_s, u"-q"_s, u"-m"_s, u"two"_s});
        const CommitId tip = id(here.revision(u"HEAD"_s));
        const auto repository = opened(here);
        QMap<QString, bool> isSubmodule;
        for (const FileChange& change : must(repository->changes(tip)))
            isSubmodule[change.path] = change.isSubmodule;
        QCOMPARE(isSubmodule,
                 (QMap<QString, bool>{{u"model.bin"_s, false}, {u"vendor/lib"_s, true}}));
        const FileDiff submodule = must(repository->diff(tip, u"vendor/lib"_s));
        QVERIFY(submodule.change.isSubmodule && !submodule.isLfsPointer);
        QVERIFY(submodule.lines.last().text.startsWith(u"Subproject commit "_s));
        const FileDiff pointer = must(repository->diff(tip, u"model.bin"_s));
        QVERIFY(pointer.isLfsPointer && !pointer.change.isSubmodule);
        QVERIFY(!must(repository->diff(id(here.revision(u"HEAD~1"_s)), u"f"_s)).isLfsPointer);
    }

    // 50,000 names of 3 commits: what the packed refs and the graph file tell is not asked of
    // objects.
    void manyRefsAreListedWithoutLookingIntoThem()
    {
        GitFixture here(m_folders.fresh(), {u"--bare"_s});
        QByteArray text;
        for (int i = 1; i <= 3; ++i)
            text += "commit refs/heads/main\nmark :" + QByteArray::number(i)
                    + "\ncommitter A <a@example.org> 160000000" + QByteArray::number(i)
                    + " +0000\ndata 1\nx\n";
        text += "tag signed\nfrom :2\ntagger A <a@example.org> 1600000000 +0000\ndata 1\nx\n";
        here.git({u"fast-import"_s, u"--quiet"_s}, text);
        const QByteArray tag = here.git({u"rev-parse"_s, u"refs/tags/signed"_s});
        const QByteArray commit = here.git({u"rev-parse"_s, u"main"_s});
        const QByteArray tagged = here.git({u"rev-parse"_s, u"main~1"_s});
        here.git({u"pack-refs"_s, u"--all"_s});
        QByteArray packed = "# pack-refs with: peeled fully-peeled sorted \n" + commit
                            + " refs/heads/main\n" + tag + " refs/tags/signed\n^" + tagged + '\n';
        for (int i = 10'000; i < 59'990; ++i)
            packed += (i % 2 ? tag : commit) + " refs/tags/t" + QByteArray::number(i) + '\n'
                      + (i % 2 ? '^' + tagged + '\n' : QByteArray());
        here.write(u"packed-refs"_s, packed);
        QElapsedTimer timer;
        timer.start();
        const auto repository = opened(here);
        qInfo("opened in %lld ms", timer.restart());
        const Refs refs = must(repository->refs());
        qInfo("%d refs in %lld ms", int(refs.all.size()), timer.elapsed());
        QCOMPARE(refs.all.size(), 49'992);
        QVERIFY(refs.problems.isEmpty());
        QMap<CommitId, int> targets;
        for (const Ref& ref : refs.all)
            ++targets[ref.target];
        QCOMPARE(targets[id(here.revision(u"main~1"_s))], 24'996);
        QCOMPARE(targets.size(), 2);

        // What was written for all of them at once is what git reads.
        const GitFixture mirror = GitFixture::at(repository->mirrorPath());
        const auto told = [](const GitFixture& git, const QString& folder) {
            return git.git({u"for-each-ref"_s,
                            u"--format=%(objectname) %(*objectname) %(refname:lstrip=-1)"_s,
                            folder});
        };
        QVERIFY(told(mirror, u"refs/clone/tags"_s) == told(here, u"refs/tags"_s));
        mirror.git({u"update-ref"_s, u"refs/plumbline/commits/x"_s, QString::fromLatin1(commit)});
        QByteArrayList lines = packed.split('\n');
        lines.erase(lines.begin() + 4, lines.begin() + 4 + 699); // t10000 to t10465
        lines.insert(2, commit + " refs/tags/a/b");
        here.write(u"packed-refs"_s, lines.join('\n'));
        must(repository->open({}, {}));
        QVERIFY(told(mirror, u"refs/clone/tags"_s) == told(here, u"refs/tags"_s));
        must(repository->open({}, {}));
        here.write(u"packed-refs"_s, packed);
        must(repository->open({}, {}));
        QVERIFY(told(mirror, u"refs/clone/tags"_s) == told(here, u"refs/tags"_s));
        QCOMPARE(mirror.revision(u"refs/plumbline/commits/x"_s).toLatin1(), commit); // ours stays

        // The objects may be gone: names and targets are there all the same.
        QDir(repository->mirrorPath() + u"/objects/pack"_s).removeRecursively();
        QCOMPARE(must(repository->refs()).all.size(), 49'992);
    }
};

QTEST_GUILESS_MAIN(FileHistoryTest)
#include "tst_filehistory.moc"
