// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "support/gitfixture.h"

#include "git/repository.h"

#include <QTemporaryDir>
#include <QTest>

using namespace plumb;
using namespace plumb::git;

namespace {

template <typename T>
T must(Future<T> future)
{
    auto result = await(future);
    if (!result)
        qFatal("%s | %s", qPrintable(result.error().summary), qPrintable(result.error().detail));
    return *std::move(result);
}

QStringList namesOf(const Refs& refs, Ref::Kind kind)
{
    QStringList names;
    for (const Ref& ref : refs.all)
        if (ref.kind == kind)
            names += ref.name;
    return names;
}

CommitId id(const QString& hex)
{
    return *ObjectId::fromHex(hex);
}

} // namespace

class RepositoryTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    ProcessRunner m_runner;
    int m_count = 0;

    QString fresh() { return m_folder.filePath(QString::number(++m_count)); }
    std::unique_ptr<Repository> opened(const QString& location)
    {
        auto repository =
            std::make_unique<Repository>(Source{u"shop"_s, location}, fresh(), m_runner);
        must(repository->open({}, {}));
        return repository;
    }

private Q_SLOTS:
    void aCloneIsOpenedWithItsNames()
    {
        GitFixture remote(fresh());
        const QString first = remote.commit(u"first"_s, {{u"a"_s, "1"}});
        GitFixture here = GitFixture::at(fresh());
        remote.git({u"clone"_s, u"-q"_s, remote.folder(), here.folder()});
        here.git({u"tag"_s, u"-a"_s, u"v1"_s, u"-m"_s, u"one"_s});
        here.git({u"switch"_s, u"-q"_s, u"-c"_s, u"feature/x"_s});
        const QString second = here.commit(u"second"_s, {{u"a"_s, "2"}});
        Repository repository({u"shop"_s, here.folder(), {}, {}}, fresh(), m_runner);
        const Refs refs = must(repository.open({}, {}));
        QCOMPARE(namesOf(refs, Ref::Kind::Branch), (QStringList{u"feature/x"_s, u"main"_s}));
        QCOMPARE(namesOf(refs, Ref::Kind::RemoteBranch), QStringList{u"origin/main"_s});
        QCOMPARE(namesOf(refs, Ref::Kind::Tag), QStringList{u"v1"_s});
        QCOMPARE(refs.branch, u"main"_s); // the remote's default, not what is checked out
        QCOMPARE(refs.head, id(first));
        QCOMPARE(refs.remoteOfClone, remote.folder());
        for (const Ref& ref : refs.all) {
            QCOMPARE(ref.target.toHex(), ref.name == u"feature/x"_s ? second : first);
            QCOMPARE(ref.isHead, ref.name == u"feature/x"_s);
        }
        QCOMPARE(must(repository.refs()).all, refs.all);
    }

    void openingAgainPicksUpNewCommits()
    {
        GitFixture here(fresh());
        here.commit(u"first"_s, {{u"a"_s, "1"}});
        const QString data = fresh();
        Repository repository({u"shop"_s, here.folder(), {}, {}}, data, m_runner);
        must(repository.open({}, {}));
        const QString second = here.commit(u"second"_s, {{u"a"_s, "2"}});
        here.git({u"gc"_s, u"-q"_s});
        here.git({u"branch"_s, u"other"_s});
        QCOMPARE(must(repository.open({}, {})).head, id(second));
        here.git({u"branch"_s, u"-D"_s, u"other"_s});
        const QString third = here.commit(u"third"_s, {{u"a"_s, "3"}});
        const Refs refs = must(repository.fetch({}, {}));
        QCOMPARE(refs.head, id(third));
        QCOMPARE(namesOf(refs, Ref::Kind::Branch), QStringList{u"main"_s});
        QCOMPARE(must(repository.commits({id(third)})).first().subject, u"third"_s);
    }

    void namesAreResolvedAsTheUserMeansThem()
    {
        GitFixture remote(fresh());
        const QString first = remote.commit(u"first"_s, {{u"a"_s, "1"}});
        const QString second = remote.commit(u"second"_s, {{u"a"_s, "2"}});
        GitFixture here = GitFixture::at(fresh());
        remote.git({u"clone"_s, u"-q"_s, remote.folder(), here.folder()});
        here.git({u"tag"_s, u"-a"_s, u"v1"_s, u"-m"_s, u"one"_s, u"HEAD~1"_s});
        const QString unpushed = here.commit(u"unpushed"_s, {{u"a"_s, "3"}});
        const auto holder = opened(here.folder());
        Repository& repository = *holder;
        const auto resolved = [&](const QString& name) {
            return must(repository.resolve(name)).toHex();
        };
        QCOMPARE(resolved(u"main"_s), second);
        QCOMPARE(resolved(u"HEAD"_s), second);
        QCOMPARE(resolved(u""_s), second);
        QCOMPARE(resolved(u"origin/main"_s), second);
        QCOMPARE(resolved(u"refs/heads/main"_s), unpushed);
        QCOMPARE(resolved(u"heads/main"_s), unpushed);
        QCOMPARE(resolved(u"heads/main~2"_s), first);
        QCOMPARE(resolved(u"v1"_s), first);
        QCOMPARE(resolved(u"v1^{commit}"_s), first);
        QCOMPARE(resolved(u"main~1"_s), first);
        QCOMPARE(resolved(u"main^"_s), first);
        QCOMPARE(resolved(second.left(7)), second);
        QCOMPARE(resolved(second.left(12) + u"^"_s), first);
        QCOMPARE(resolved(unpushed), unpushed);
        for (const QString& bad : {u"nope"_s, u"--all"_s, u"-x"_s, u"main~9"_s, u"main:a"_s,
                                   u"deadbeef"_s, u"@{u}"_s, u"../x"_s, u"a b"_s, u"x\n"_s}) {
            const auto result = await(repository.resolve(bad));
            QVERIFY2(!result, qPrintable(bad));
            QCOMPARE(result.error().kind, Error::Kind::NotFound);
            QVERIFY2(result.error().summary.startsWith(u"There is no branch, tag or commit"_s),
                     qPrintable(result.error().summary));
        }
    }

    void theGraphHoldsEveryCommitOfEveryRef()
    {
        GitFixture here(fresh());
        here.commit(u"a"_s, {{u"a"_s, "1"}});
        here.git({u"switch"_s, u"-q"_s, u"-c"_s, u"side"_s});
        here.commit(u"b"_s, {{u"b"_s, "1"}});
        here.git({u"switch"_s, u"-q"_s, u"main"_s});
        here.commit(u"c"_s, {{u"c"_s, "1"}});
        here.git({u"merge"_s, u"-q"_s, u"--no-ff"_s, u"-m"_s, u"m"_s, u"side"_s});
        const auto holder = opened(here.folder());
        Repository& repository = *holder;
        const CommitGraph graph = must(repository.graph({}, {}, {}));
        QCOMPARE(graph.size(), 4);
        const auto row = [&](const QString& name) { return graph.rowOf(id(here.revision(name))); };
        QCOMPARE(graph.parents(row(u"main"_s))[0], row(u"main^1"_s));
        QCOMPARE(graph.parents(row(u"main"_s))[1], row(u"side"_s));
        QVERIFY(graph.isAncestor(row(u"side"_s), row(u"main"_s)));
        QVERIFY(must(
            repository.isAncestor(id(here.revision(u"side"_s)), id(here.revision(u"main"_s)))));
        QVERIFY(!must(
            repository.isAncestor(id(here.revision(u"main"_s)), id(here.revision(u"side"_s)))));
    }

    void aCommitIsReadWithAllItsParts()
    {
        GitFixture here(fresh());
        here.setAuthor(u"Zoë Ünal"_s, u"zoe@example.org"_s);
        const QString first =
            here.commit(u"Subject\nstill subject\n\nBody line\n"_s, {{u"a"_s, "1"}});
        const auto holder = opened(here.folder());
        Repository& repository = *holder;
        const Commit commit = must(repository.commits({id(first)})).first();
        QCOMPARE(commit.subject, u"Subject still subject"_s);
        QCOMPARE(commit.message, u"Subject\nstill subject\n\nBody line\n"_s);
        QCOMPARE(commit.author.name, u"Zoë Ünal"_s);
        QCOMPARE(commit.author.when.offsetFromUtc(), 3600);
        QCOMPARE(commit.author.when.toSecsSinceEpoch(), 1'700'000'060);
    }

    void changesShowRenamesBinariesAndLargeFiles()
    {
        GitFixture here(fresh());
        QByteArray text;
        for (int i = 0; i < 50; ++i)
            text += "line " + QByteArray::number(i) + '\n';
        here.commit(u"first"_s,
                    {{u"old/name.yaml"_s, text}, {u"gone"_s, "x\n"}, {u"kept"_s, "a\nb\nc\n"}});
        const QString second =
            here.commit(u"second"_s, {{u"old/name.yaml"_s, {}},
                                      {u"gone"_s, {}},
                                      {u"new/name.yaml"_s, text + "one more\n"},
                                      {u"kept"_s, "a\nB\nc"},
                                      {u"picture"_s, QByteArray("\x89PNG\0\0\1", 7)},
                                      {u"huge"_s, QByteArray((5 << 20) + 1, 'x')}});
        const auto holder = opened(here.folder());
        Repository& repository = *holder;
        QStringList seen;
        for (const FileChange& change : must(repository.changes(id(second))))
            seen += QString::number(int(change.kind)) + change.oldPath + u'>' + change.path;
        seen.sort();
        QCOMPARE(seen, (QStringList{u"0huge>huge"_s, u"0picture>picture"_s, u"1gone>gone"_s,
                                    u"2kept>kept"_s, u"3old/name.yaml>new/name.yaml"_s}));
        const FileDiff kept = must(repository.diff(id(second), u"kept"_s));
        QStringList lines;
        for (const DiffLine& line : kept.lines)
            lines += QString::number(int(line.kind)) + line.text;
        QCOMPARE(lines, (QStringList{u"3@@ -1,3 +1,3 @@"_s, u"0a"_s, u"2b"_s, u"2c"_s, u"1B"_s,
                                     u"1c"_s, u"0\\ No newline at end of file"_s}));
        QVERIFY(must(repository.diff(id(second), u"picture"_s)).isBinary);
        QVERIFY(must(repository.diff(id(second), u"huge"_s)).isTooLarge);
        QCOMPARE(must(repository.diff(id(second), u"new/name.yaml"_s)).lines.last().text,
                 u"one more"_s);
        QCOMPARE(await(repository.diff(id(second), u"absent"_s)).error().kind,
                 Error::Kind::NotFound);
        QCOMPARE(await(repository.changes(id(second), 2)).error().kind, Error::Kind::Invalid);
    }

    void filesAreReadAtAnyCommit()
    {
        GitFixture here(fresh());
        const QString first =
            here.commit(u"first"_s, {{u"apps/shop/a.yaml"_s, "kind: A\napiVersion: v1\n"},
                                     {u"apps/web/kustomization.yml"_s, ""},
                                     {u"apps/web/part.yaml"_s, "x: 1\n"},
                                     {u"docs/readme.yaml"_s, "text: 1\n"},
                                     {u"x.json"_s, "{\"apiVersion\": \"v1\", \"kind\": \"B\"}"}});
        QFile::link(u"a.yaml"_s, here.file(u"apps/shop/link"_s));
        const QString second = here.commit(u"second"_s, {{u"apps/shop/b.yaml"_s, "2"}});
        const auto holder = opened(here.folder());
        Repository& repository = *holder;
        QStringList paths;
        const TreeFiles now = must(repository.files(id(second), u"apps/shop"_s, {}));
        for (const TreeEntry& entry : now.entries)
            paths += entry.path + u'=' + QString::fromUtf8(entry.bytes)
                     + QString::number(int(entry.kind));
        QCOMPARE(paths, (QStringList{u"a.yaml=kind: A\napiVersion: v1\n0"_s, u"b.yaml=20"_s,
                                     u"link=a.yaml2"_s}));
        QCOMPARE(must(repository.files(id(first), {}, {})).entries.size(), 5);
        // Of what is too large only the chooser knows whether it is missed.
        using Keep = FileChoice::Keep;
        QStringList opened;
        const FileChoice yaml{[](const QString& path) { return path.endsWith(u"ml"_s); },
                              [&](const QString& path, const QByteArray& bytes) {
                                  opened += path;
                                  return path.startsWith(u"docs"_s)     ? Keep::Nothing
                                         : bytes.contains("apiVersion") ? Keep::Bytes
                                                                        : Keep::Name;
                              }};
        QStringList chosen;
        for (const TreeEntry& entry : must(repository.chosenFiles(id(second), yaml, {})).entries)
            chosen += entry.path + (entry.bytes.isEmpty() ? u""_s : u"+"_s);
        QCOMPARE(chosen.join(u' '), u"apps/shop/a.yaml+ apps/shop/b.yaml "
                                    "apps/web/kustomization.yml apps/web/part.yaml"_s);
        QVERIFY(opened.contains(u"docs/readme.yaml"_s));
        QCOMPARE(must(repository.folder(id(second), u"apps/shop"_s, {})).tree, now.tree);
        QCOMPARE(int(await(repository.folder(id(second), u"absent"_s, {})).error().kind),
                 int(Error::Kind::NotFound));
        QCOMPARE(must(repository.files(now.tree, {}, {})).entries.size(), 3);
        QCOMPARE(await(repository.files(id(second), u"absent"_s, {})).error().kind,
                 Error::Kind::NotFound);
    }

    void aBareRepositoryIsItsOwnRemote()
    {
        GitFixture here(fresh());
        const QString first = here.commit(u"first"_s, {{u"a"_s, "1"}});
        const QString bare = fresh();
        here.git({u"clone"_s, u"-q"_s, u"--bare"_s, here.folder(), bare});
        Repository repository({u"shop"_s, bare, {}, {}}, fresh(), m_runner);
        const Refs refs = must(repository.open({}, {}));
        QCOMPARE(refs.branch, u"main"_s);
        QCOMPARE(refs.head, id(first));
        QCOMPARE(namesOf(refs, Ref::Kind::Branch), QStringList{u"main"_s});
    }

    void logFollowsPathAuthorAndText()
    {
        GitFixture here(fresh());
        here.commit(u"Fix the Shop"_s, {{u"shop/a"_s, "1"}});
        here.setAuthor(u"Bob"_s, u"bob@Example.org"_s);
        here.commit(u"web: other"_s, {{u"web/a"_s, "1"}});
        here.commit(u"shop again [x]"_s, {{u"shop/a"_s, "2"}});
        const auto holder = opened(here.folder());
        Repository& repository = *holder;
        const auto subjects = [&](const LogFilter& filter) {
            QStringList found;
            for (const Commit& commit : must(repository.commits(must(repository.log(filter, {})))))
                found += commit.subject;
            return found.join(u'|');
        };
        QCOMPARE(subjects({}), u"shop again [x]|web: other|Fix the Shop"_s);
        QCOMPARE(subjects({.paths = {u"shop"_s}}), u"shop again [x]|Fix the Shop"_s);
        QCOMPARE(subjects({.paths = {u"shop"_s}, .author = u"ADA"_s}), u"Fix the Shop"_s);
        QCOMPARE(subjects({.author = u"bob@example"_s}), u"shop again [x]|web: other"_s);
        QCOMPARE(subjects({.text = u"SHOP"_s}), u"shop again [x]|Fix the Shop"_s);
        QCOMPARE(subjects({.text = u"[x]"_s}), u"shop again [x]"_s);
        QCOMPARE(subjects({.from = u"main~1"_s, .limit = 1}), u"web: other"_s);
        QCOMPARE(subjects({.paths = {u"*"_s}}), QString());
        QCOMPARE(subjects({.paths = {u"."_s}, .limit = 2}), u"shop again [x]|web: other"_s);
    }
};

QTEST_GUILESS_MAIN(RepositoryTest)
#include "tst_repository.moc"
