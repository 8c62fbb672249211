// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "support.h"

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
        QCOMPARE(must(repository->folder(one.tree, u"apps/shop"_s, {})).tree,
                 must(repository->folder(first, u"apps/shop"_s, {})).tree);
        QCOMPARE(must(repository->folder(one.tree, u"apps/web"_s, {})).tree,
                 must(repository->folder(web, u"apps/web"_s, {})).tree);
        const RevertPreview everything =
            must(repository->previewRevert({RevertRequest::Kind::To, first, web, 0, {}}, {}));
        QCOMPARE(everything.tree, must(repository->folder(first, {}, {})).tree);
        QCOMPARE(everything.undone.size(), 2);
        // A folder that did not exist then is removed, one that never existed changes nothing.
        const RevertPreview removed = must(repository->previewRevert(
            {RevertRequest::Kind::To, first, web, 0, {u"apps/new"_s}}, {}));
        QCOMPARE(int(await(repository->folder(removed.tree, u"apps/new"_s, {})).error().kind),
                 int(Error::Kind::NotFound));
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
        QCOMPARE(commit.tree, must(repository->folder(first, {}, {})).tree);
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
        QCOMPARE(clean.tree, must(repository.folder(second, {}, {})).tree);
        const RevertPreview conflict =
            must(repository.previewRevert({RevertRequest::Kind::Commit, second, third, 0, {}}, {}));
        QCOMPARE(paths(conflict), QStringList{u"f"_s});
        QCOMPARE(conflict.conflicts[0].theirs, QByteArray("1\n"));
        Q_UNUSED(first);
    }
};

QTEST_GUILESS_MAIN(RevertTest)
#include "tst_revert.moc"
