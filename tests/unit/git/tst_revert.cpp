// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "support.h"

#include <QRandomGenerator>

using namespace plumb;
using namespace plumb::git;

namespace {

//! Says that git is old; everything else is the real git.
class OldGit : public CommandRunner
{
public:
    Result<CommandOutput> run(const Command& command, std::stop_token stop,
                              std::function<void(QByteArray)> onErrorText = {}) override
    {
        if (command.arguments.last() == u"version"_s)
            return CommandOutput{0, "git version 2.34.1\n", {}};
        return m_real.run(command, stop, onErrorText);
    }

private:
    ProcessRunner m_real;
};

QStringList paths(const RevertPreview& preview)
{
    QStringList names;
    for (const ConflictSides& sides : preview.conflicts)
        names += sides.path;
    names.sort();
    return names;
}

// A history that branches, merges, renames, deletes and edits near other edits.
void grow(GitFixture& here, QRandomGenerator& random, int commits)
{
    const auto lines = [&](int count) {
        QByteArray text;
        for (int i = 0; i < count; ++i)
            text += "line " + QByteArray::number(random.bounded(1000)) + '\n';
        return text;
    };
    for (const char* name : {"a/one", "a/two", "b/three", "four"})
        here.write(QString::fromLatin1(name), lines(12));
    here.write(u".gitattributes"_s, "two merge=union\n");
    here.commit(u"start"_s);
    for (int i = 0; i < commits; ++i) {
        const QStringList files =
            QString::fromUtf8(here.git({u"ls-files"_s})).split(u'\n', Qt::SkipEmptyParts);
        const QString file = files[random.bounded(int(files.size()))];
        const int what = random.bounded(20);
        if (what == 0 && files.size() > 3 && file != u".gitattributes"_s) {
            here.commit(u"delete %1"_s.arg(file), {{file, {}}});
        } else if (what == 1) {
            here.commit(u"add %1"_s.arg(i), {{u"new/f%1"_s.arg(i), lines(8)}});
        } else if (what <= 3 && file != u".gitattributes"_s) {
            QDir().mkpath(here.file(u"moved"_s));
            here.git({u"mv"_s, file, u"moved/m%1"_s.arg(i)});
            here.commit(u"move %1"_s.arg(file));
        } else if (what <= 5 && i > 2) {
            here.tick();
            const QString back = u"HEAD~%1"_s.arg(1 + random.bounded(2));
            here.git({u"switch"_s, u"-q"_s, u"-c"_s, u"side%1"_s.arg(i), back});
            here.commit(u"side %1"_s.arg(i), {{u"side/s%1"_s.arg(i), lines(3)}});
            here.git({u"switch"_s, u"-q"_s, u"main"_s});
            if (here.tryGit({u"merge"_s, u"-q"_s, u"--no-ff"_s, u"-m"_s, u"Merge side %1"_s.arg(i),
                             u"side%1"_s.arg(i)})
                    .exitCode
                != 0)
                here.git({u"merge"_s, u"--abort"_s});
        } else if (file != u".gitattributes"_s) {
            QFile content(here.file(file));
            if (!content.open(QIODevice::ReadOnly))
                qFatal("%s", qPrintable(file));
            QList<QByteArray> all = content.readAll().split('\n');
            for (int change = 0; change < 2; ++change)
                all[random.bounded(int(all.size()))] =
                    "edit " + QByteArray::number(random.bounded(1000));
            here.commit(u"edit \"%1\" %2\n\nbody"_s.arg(file, QString::number(i)),
                        {{file, all.join('\n')}});
        }
    }
}

} // namespace

class RevertTest : public QObject
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
    // For histories by chance: our tree and message are those of `git revert`, or both conflict in
    // the same files.
    void aRevertIsGitsOwn()
    {
        int clean = 0, conflicting = 0, merges = 0;
        for (const quint32 seed : {1U, 2U, 3U}) {
            QRandomGenerator random(seed);
            GitFixture here(m_folders.fresh());
            grow(here, random, 20);
            const auto repository = opened(here);
            GitFixture scratch = GitFixture::at(m_folders.fresh());
            here.git({u"clone"_s, u"-q"_s, here.folder(), scratch.folder()});
            const CommitId tip = id(here.revision(u"main"_s));
            const QStringList all =
                QString::fromLatin1(here.git({u"rev-list"_s, u"main"_s})).split(u'\n');
            for (const QString& hex : all) {
                const Commit commit = must(repository->commits({id(hex)})).first();
                const int mainline = commit.parents.size() > 1 ? 1 + random.bounded(2) : 0;
                merges += mainline > 0;
                QStringList command{u"revert"_s, u"--no-edit"_s, hex};
                if (mainline)
                    command.insert(1, u"-m%1"_s.arg(mainline));
                const bool succeeded = scratch.tryGit(command).exitCode == 0;
                const RevertPreview preview = must(repository->previewRevert(
                    {RevertRequest::Kind::Commit, id(hex), tip, mainline, {}}, {}));
                if (succeeded) {
                    ++clean;
                    QCOMPARE(preview.tree.toHex(), scratch.revision(u"HEAD^{tree}"_s));
                    QCOMPARE(preview.message.trimmed().toUtf8(),
                             scratch.git({u"log"_s, u"-1"_s, u"--format=%B"_s}));
                    QVERIFY(preview.conflicts.isEmpty() && !preview.isEmpty);
                    scratch.git({u"reset"_s, u"-q"_s, u"--hard"_s, u"HEAD~1"_s});
                } else {
                    const QString unmerged = QString::fromUtf8(
                        scratch.git({u"diff"_s, u"--name-only"_s, u"--diff-filter=U"_s}));
                    QStringList expected = unmerged.split(u'\n', Qt::SkipEmptyParts);
                    expected.sort();
                    if (expected.isEmpty()) { // "nothing to commit"
                        QVERIFY(preview.isEmpty);
                    } else {
                        ++conflicting;
                        QVERIFY(preview.tree.isNull());
                        QCOMPARE(paths(preview), expected);
                    }
                    scratch.tryGit({u"revert"_s, u"--abort"_s});
                    scratch.git({u"reset"_s, u"-q"_s, u"--hard"_s, tip.toHex()});
                }
            }
        }
        qInfo("%d clean, %d conflicting, %d of merges", clean, conflicting, merges);
        QVERIFY(clean > 12 && conflicting > 5 && merges > 2);
    }

    void g10_conflictsShowBothSidesAndWriteNothing()
    {
        GitFixture here(m_folders.fresh());
        here.commit(u"one"_s, {{u"f"_s, "1\n"}});
        const CommitId second = id(here.commit(u"two"_s, {{u"f"_s, "2\n"}}));
        const CommitId third = id(here.commit(u"three"_s, {{u"f"_s, "3\n"}}));
        const auto repository = opened(here);
        const auto refs = must(repository->refs()).all;
        const RevertPreview preview = must(
            repository->previewRevert({RevertRequest::Kind::Commit, second, third, 0, {}}, {}));
        QVERIFY(preview.tree.isNull());
        QCOMPARE(preview.conflicts.size(), 1);
        QCOMPARE(preview.conflicts[0].path, u"f"_s);
        QCOMPARE(preview.conflicts[0].base, QByteArray("2\n"));
        QCOMPARE(preview.conflicts[0].ours, QByteArray("3\n"));
        QCOMPARE(preview.conflicts[0].theirs, QByteArray("1\n"));
        QCOMPARE(must(repository->refs()).all, refs);
        QCOMPARE(
            GitFixture::at(repository->mirrorPath()).tryGit({u"fsck"_s, u"--strict"_s}).exitCode,
            0);
    }

    void theAttributesOfTheTreeAreAtHand()
    {
        GitFixture here(m_folders.fresh());
        here.commit(u"one"_s, {{u"sub/.gitattributes"_s, "f merge=union\n"}, {u"sub/f"_s, "1\n"}});
        const CommitId second = id(here.commit(u"two"_s, {{u"sub/f"_s, "2\n"}}));
        const CommitId third = id(here.commit(u"three"_s, {{u"sub/f"_s, "3\n"}}));
        const auto repository = opened(here);
        const RevertPreview preview = must(
            repository->previewRevert({RevertRequest::Kind::Commit, second, third, 0, {}}, {}));
        QVERIFY2(!preview.tree.isNull(), "a union merge does not conflict");
        QCOMPARE(preview.files.size(), 1);
        QVERIFY(QDir(repository->mirrorPath()).entryList({u"plumbline-attributes-*"_s}).isEmpty());
    }

    void aMergeNeedsItsMainline()
    {
        GitFixture here(m_folders.fresh());
        here.commit(u"one"_s, {{u"f"_s, "1\n"}});
        here.git({u"switch"_s, u"-q"_s, u"-c"_s, u"side"_s});
        const QString side = here.commit(u"on the side"_s, {{u"g"_s, "1\n"}});
        here.git({u"switch"_s, u"-q"_s, u"main"_s});
        const QString straight = here.commit(u"straight on"_s, {{u"h"_s, "1\n"}});
        here.git({u"merge"_s, u"-q"_s, u"--no-ff"_s, u"-m"_s, u"join"_s, u"side"_s});
        const CommitId merge = id(here.revision(u"main"_s));
        const auto repository = opened(here);
        const auto preview = [&](int mainline) {
            return outcome(repository->previewRevert(
                {RevertRequest::Kind::Commit, merge, merge, mainline, {}}, {}));
        };
        const QString sentence = u"Invalid: Commit %1 is a merge; say which parent's side is kept "
                                 u"(the mainline): 1 is %2 "
                                 u"“straight on”; 2 is %3 “on the side”."_s.arg(
                                     merge.shortHex(), straight.left(7), side.left(7));
        QCOMPARE(preview(0), sentence);
        QCOMPARE(preview(3), sentence);
        QCOMPARE(preview(1), u"ok"_s);
    }

    void whatTheBranchDoesNotHoldIsNotUndone()
    {
        GitFixture here(m_folders.fresh());
        const CommitId first = id(here.commit(u"one"_s, {{u"f"_s, "1\n"}}));
        here.git({u"switch"_s, u"-q"_s, u"-c"_s, u"feature/x"_s});
        const CommitId side = id(here.commit(u"side"_s, {{u"g"_s, "1\n"}}));
        const auto repository = opened(here);
        for (const auto kind : {RevertRequest::Kind::Commit, RevertRequest::Kind::To})
            QCOMPARE(outcome(repository->previewRevert({kind, side, first, 0, {}}, {})),
                     u"Invalid: Commit %1 is not in the history of %2, so it cannot be undone "
                     u"there. These branches hold it: "
                     u"feature/x."_s.arg(side.shortHex(), first.shortHex()));
    }

    void revertingToACommitGivesThePathsTheirContent()
    {
        GitFixture here(m_folders.fresh());
        const CommitId first =
            id(here.commit(u"one"_s, {{u"apps/shop/a"_s, "1"}, {u"apps/web/a"_s, "1"}}));
        const CommitId shop =
            id(here.commit(u"shop"_s, {{u"apps/shop/a"_s, "2"}, {u"apps/shop/b"_s, "2"}}));
        const CommitId web =
            id(here.commit(u"web"_s, {{u"apps/web/a"_s, "2"}, {u"apps/new/x"_s, "1"}}));
        const auto repository = opened(here);
        const RevertPreview one = must(repository->previewRevert(
            {RevertRequest::Kind::To, first, web, 0, {u"apps/shop/"_s}}, {}));
        QCOMPARE(
            one.message,
            u"Revert to %1\n\nThis gives apps/shop the content of commit %2,\nundoing:\n\n%3 shop\n"_s
                .arg(first.shortHex(), first.toHex(), shop.shortHex()));
        QCOMPARE(one.undone.size(), 1);
        QCOMPARE(must(repository->treeAt(one.tree, u"apps/shop"_s)),
                 must(repository->treeAt(first, u"apps/shop"_s)));
        QCOMPARE(must(repository->treeAt(one.tree, u"apps/web"_s)),
                 must(repository->treeAt(web, u"apps/web"_s)));
        const RevertPreview everything =
            must(repository->previewRevert({RevertRequest::Kind::To, first, web, 0, {}}, {}));
        QCOMPARE(everything.tree, must(repository->treeAt(first, {})));
        QCOMPARE(everything.undone.size(), 2);
        // A folder that did not exist then is removed, one that never existed changes nothing.
        const RevertPreview removed = must(repository->previewRevert(
            {RevertRequest::Kind::To, first, web, 0, {u"apps/new"_s}}, {}));
        QVERIFY(must(repository->treeAt(removed.tree, u"apps/new"_s)).isNull());
        const RevertPreview nothing = must(repository->previewRevert(
            {RevertRequest::Kind::To, first, web, 0, {u"none/at/all"_s}}, {}));
        QVERIFY(nothing.isEmpty && nothing.undone.isEmpty());
        const RevertPreview same =
            must(repository->previewRevert({RevertRequest::Kind::To, web, web, 0, {}}, {}));
        QVERIFY(same.isEmpty);
    }

    void aCommittedRevertIsWhatWasPreviewed()
    {
        GitFixture here(m_folders.fresh());
        const CommitId first = id(here.commit(u"one"_s, {{u"f"_s, "1\n"}}));
        const CommitId second = id(here.commit(u"two"_s, {{u"f"_s, "2\n"}}));
        const auto repository = opened(here);
        const RevertPreview preview = must(
            repository->previewRevert({RevertRequest::Kind::Commit, second, second, 0, {}}, {}));
        const CommitId made = must(repository->commitTree(preview.tree, {second}, preview.message,
                                                          {u"Zoë"_s, u"zoe@example.org"_s}));
        const Commit commit = must(repository->commits({made})).first();
        QCOMPARE(commit.tree, must(repository->treeAt(first, {})));
        QCOMPARE(commit.parents, QList<CommitId>{second});
        QCOMPARE(commit.subject, u"Revert \"two\""_s);
        QCOMPARE(commit.author.name, u"Zoë"_s);
        QCOMPARE(commit.author.email, commit.committer.email);
        QCOMPARE(must(repository->refs()).head, second); // no branch moved
        GitFixture mirror = GitFixture::at(repository->mirrorPath());
        QCOMPARE(mirror.revision(u"refs/plumbline/commits/"_s + made.toHex()), made.toHex());
        // Reverting the revert, as git 2.39 says it.
        const CommitId tip = made;
        const RevertPreview again =
            must(repository->previewRevert({RevertRequest::Kind::Commit, made, tip, 0, {}}, {}));
        QVERIFY(again.message.startsWith(u"Revert \"Revert \"two\"\"\n\nThis reverts commit "_s));
    }

    void anOlderGitIsLabelled()
    {
        GitFixture here(m_folders.fresh());
        const CommitId first = id(here.commit(u"one"_s, {{u"f"_s, "1\n"}}));
        const CommitId second = id(here.commit(u"two"_s, {{u"f"_s, "2\n"}}));
        const CommitId third = id(here.commit(u"three"_s, {{u"f"_s, "3\n"}}));
        OldGit runner;
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), runner);
        must(repository.open({}, {}));
        const RevertPreview clean =
            must(repository.previewRevert({RevertRequest::Kind::Commit, third, third, 0, {}}, {}));
        QCOMPARE(clean.note, u"computed by libgit2, git is older than 2.38"_s);
        QCOMPARE(clean.tree, must(repository.treeAt(second, {})));
        const RevertPreview conflict =
            must(repository.previewRevert({RevertRequest::Kind::Commit, second, third, 0, {}}, {}));
        QCOMPARE(paths(conflict), QStringList{u"f"_s});
        QCOMPARE(conflict.conflicts[0].theirs, QByteArray("1\n"));
        Q_UNUSED(first);
    }
};

QTEST_GUILESS_MAIN(RevertTest)
#include "tst_revert.moc"
