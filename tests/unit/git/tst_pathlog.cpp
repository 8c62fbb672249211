// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// Which commits change a file or folder: the same as git's, with filters of changed paths, with
// some, and without.

#include "histories.h"
#include "pathhistory.h"

#include "git/commitgraphfile_p.h"

using namespace plumb;
using namespace plumb::git;

namespace {

const QStringList kAsked{u"a"_s,     u"a/x"_s,     u"b"_s,   u"b/c"_s,
                         u"b/ünï"_s, u"b/ünï/é"_s, u"top"_s, u"not/there"_s};

} // namespace

class PathLogTest : public QObject
{
    Q_OBJECT

    Folders m_folders;
    CountingRunner m_runner;

    void makeGraphFile(const QString& mirror, const QStringList& how)
    {
        QDir(mirror + u"/objects/info/commit-graphs"_s).removeRecursively();
        if (!how.isEmpty())
            GitFixture::at(mirror).git(
                QStringList{u"commit-graph"_s, u"write"_s, u"--reachable"_s, u"--split"_s} + how);
    }

private Q_SLOTS:
    void theFilterNeverHidesAChange()
    {
        QRandomGenerator random(5);
        GitFixture here(m_folders.fresh());
        here.git({u"fast-import"_s, u"--quiet"_s}, streamWithPaths(random, 250));
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        must(repository.open({}, {}));
        const auto file = CommitGraphFile::open(repository.mirrorPath());
        QVERIFY(file.ok());
        QCOMPARE((*file)->withoutFilter(), 0U);
        int no = 0, wrongly = 0;
        for (quint32 at = 0; at < (*file)->size(); ++at) {
            std::vector<quint32> parents;
            QVERIFY((*file)->parents(at, parents));
            const QString now = (*file)->id(at).toHex();
            const QString before = parents.empty() ? u"4b825dc642cb6eb9a060e54bf8d69288fbee4904"_s
                                                   : (*file)->id(parents[0]).toHex();
            QStringList changed =
                lines(here.git({u"-c"_s, u"core.quotePath=false"_s, u"diff-tree"_s, u"-r"_s,
                                u"-t"_s, u"--name-only"_s, u"--no-renames"_s, before, now}));
            for (const QString& path : kAsked) {
                const bool may = (*file)->mayChange(at, PathKey(path.toUtf8()));
                QVERIFY2(may || !changed.contains(path), qPrintable(now + u' ' + path));
                no += !may;
                wrongly += may && !changed.contains(path);
            }
        }
        QVERIFY2(no > 1000, qPrintable(QString::number(no)));
        QVERIFY2(wrongly < no / 10, qPrintable(QString::number(wrongly)));
    }

    void theLogOfPathsIsGits_data()
    {
        QTest::addColumn<QStringList>("how");
        QTest::newRow("filters") << QStringList{u"--changed-paths"_s};
        QTest::newRow("few filters")
            << QStringList{u"--changed-paths"_s, u"--max-new-filters=100"_s};
        QTest::newRow("no filters") << QStringList{u"--no-changed-paths"_s};
        QTest::newRow("no file") << QStringList();
    }
    void theLogOfPathsIsGits()
    {
        QFETCH(QStringList, how);
        int found = 0;
        for (const quint32 seed : {1U, 2U, 3U}) {
            QRandomGenerator random(seed);
            GitFixture here(m_folders.fresh());
            here.git({u"fast-import"_s, u"--quiet"_s}, streamWithPaths(random, 300));
            Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
            must(repository.open({}, {}));
            makeGraphFile(repository.mirrorPath(), how);
            m_runner.count = 0;
            for (int round = 0; round < 20; ++round) {
                LogFilter filter;
                QStringList command{u"rev-list"_s, u"--topo-order"_s};
                filter.all = random.bounded(2);
                if (filter.all)
                    command += u"--all"_s;
                else
                    command += filter.from = here.revision(u"main~%1"_s.arg(random.bounded(5)));
                if (!filter.all && random.bounded(2))
                    command += u'^'
                               + (filter.exclude =
                                      here.revision(u"main~%1"_s.arg(10 + random.bounded(9))));
                command += u"--"_s;
                for (int more = 1 + random.bounded(2); more > 0; --more)
                    filter.paths += kAsked[random.bounded(kAsked.size())];
                command += filter.paths;
                filter.order = CommitOrder::Topological;
                const QStringList ours = hexes(must(repository.log(filter, {})));
                QVERIFY2(ours == lines(here.git(command)), qPrintable(command.join(u' ')));
                command.insert(1, u"--parents"_s);
                const QByteArray git = here.git(command);
                QCOMPARE(linesBetween(listed(must(repository.graph(filter, {}, {})))),
                         linesBetween(git));
                filter.order = CommitOrder::Date;
                filter.limit = random.bounded(2) ? 0 : 1 + random.bounded(9);
                QByteArrayList dated = byDate(git.split('\n'), here.folder());
                dated.removeAll(QByteArray());
                if (filter.limit > 0)
                    dated = dated.mid(0, filter.limit);
                const auto graph = must(repository.graph(filter, {}, {}));
                QCOMPARE(linesBetween(listed(graph)), linesBetween(dated.join('\n')));
                // what a limit cuts goes on below
                for (int row = 0; row < graph.size(); ++row)
                    QCOMPARE(qsizetype(graph.parents(row).size()), dated[row].count(' '));
                filter.limit = 0;
                if (filter.exclude.isEmpty()) {
                    QStringList asTyped = hexes(must(repository.search(filter, {}, {})));
                    QStringList sorted = ours;
                    std::sort(asTyped.begin(), asTyped.end());
                    std::sort(sorted.begin(), sorted.end());
                    QCOMPARE(asTyped, sorted);
                }
                found += int(ours.size());
            }
            QCOMPARE(m_runner.count.load(), 0);
        }
        QVERIFY2(found > 1000, qPrintable(QString::number(found)));
    }

    // Each byte of them once: never another history of a path, never a crash.
    void g07_damagedFiltersHideNothing()
    {
        const LogFilter kOfA{.paths = {u"a"_s}, .all = true, .order = CommitOrder::Topological};
        QRandomGenerator random(8);
        GitFixture here(m_folders.fresh());
        here.git({u"fast-import"_s, u"--quiet"_s}, streamWithPaths(random, 14));
        const QString data = m_folders.fresh();
        QString path;
        QStringList right;
        {
            Repository repository({u"shop"_s, here.folder()}, data, m_runner);
            must(repository.open({}, {}));
            right = hexes(must(repository.log(kOfA, {})));
            const QDir graphs(repository.mirrorPath() + u"/objects/info/commit-graphs"_s);
            path = graphs.filePath(graphs.entryList({u"*.graph"_s}).value(0));
        }
        QCOMPARE(right,
                 lines(here.git({u"rev-list"_s, u"--topo-order"_s, u"--all"_s, u"--"_s, u"a"_s})));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        QVERIFY(whole.indexOf("BIDX") > 0);
        file.close();
        // What lies between the table of chunks and the filters, behind all else:
        // tst_commitgraphfile.
        constexpr qsizetype kTable = 128, kFilters = 300;
        for (qsizetype at = 0; at < whole.size();
             at = at == kTable ? whole.size() - kFilters : at + 1) {
            QByteArray bytes = whole;
            bytes[at] = char(bytes[at] ^ 0x21);
            QVERIFY(QFile::remove(path));
            QFile damaged(path);
            QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write(bytes) == bytes.size());
            damaged.close();
            Repository repository({u"shop"_s, here.folder()}, data, m_runner);
            QCOMPARE(hexes(must(repository.log(kOfA, {}))), right);
        }
    }

    // Git says what stands at each path of each commit.
    void whatACommitChangesOfManyPathsIsWhatGitSays()
    {
        for (const quint32 seed : {21U, 22U}) {
            QRandomGenerator random(seed);
            GitFixture here(m_folders.fresh());
            here.git({u"fast-import"_s, u"--quiet"_s}, streamWithPaths(random, 200));
            Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
            must(repository.open({}, {}));
            const QStringList paths = kAsked + QStringList{QString()};
            const QString main = here.revision(u"main"_s), old = here.revision(u"main~15"_s);
            m_runner.count = 0;
            for (const TouchQuery& query :
                 {TouchQuery{.paths = paths}, TouchQuery{.paths = paths, .from = main},
                  TouchQuery{.paths = paths, .from = main, .exclude = old}}) {
                QStringList command{u"rev-list"_s, u"--parents"_s,
                                    query.from.isEmpty() ? u"--all"_s : query.from};
                if (!query.exclude.isEmpty())
                    command += u'^' + query.exclude;
                QList<QStringList> commits;
                QByteArray questions;
                for (const QString& line : lines(here.git(command))) {
                    commits += line.split(u' ');
                    for (const QString& commit : commits.last())
                        for (const QString& path : paths)
                            questions += (commit + u':' + path + u'\n').toUtf8();
                }
                const QStringList answers =
                    lines(here.git({u"cat-file"_s, u"--batch-check=%(objectname)"_s}, questions));
                qsizetype at = 0;
                const auto next = [&] {
                    QStringList ids = answers.mid(at, paths.size());
                    at += paths.size();
                    for (QString& one : ids)
                        one = one.endsWith(u" missing"_s) ? QString() : one;
                    return ids;
                };
                QMap<CommitId, QList<int>> theirs, ours;
                for (const QStringList& commit : std::as_const(commits)) {
                    const QStringList now = next();
                    QList<QStringList> before;
                    for (qsizetype parent = 1; parent < commit.size(); ++parent)
                        before += next();
                    if (before.isEmpty())
                        before += QStringList(paths.size());
                    for (int i = 0; i < paths.size(); ++i)
                        if (std::all_of(before.begin(), before.end(),
                                        [&](const QStringList& ids) { return ids[i] != now[i]; }))
                            theirs[id(commit[0])] += i;
                }
                for (const Touched& one : must(repository.touched(query, {})))
                    ours[one.commit] = one.paths;
                QVERIFY(ours.size() > 5);
                QVERIFY(ours == theirs);
            }
            QCOMPARE(m_runner.count.load(), 0);
        }
    }

    void theLineOfABranchItselfIsFollowedForAsLongAsWanted()
    {
        QRandomGenerator random(31);
        GitFixture here(m_folders.fresh());
        here.git({u"fast-import"_s, u"--quiet"_s}, streamWithPaths(random, 200));
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        must(repository.open({}, {}));
        for (const int limit : {0, 12}) {
            QStringList command{
                u"-c"_s, u"core.quotePath=false"_s, u"log"_s,          u"--first-parent"_s,
                u"-m"_s, u"--name-only"_s,          u"--no-renames"_s, u"--format=:%H"_s};
            if (limit > 0)
                command += u"-n%1"_s.arg(limit);
            QMap<CommitId, QList<int>> theirs;
            CommitId commit;
            for (const QString& line : lines(here.git(command))) {
                if (line.startsWith(u':')) {
                    commit = id(line.mid(1));
                    continue;
                }
                for (int i = 0; i < kAsked.size(); ++i)
                    if ((line == kAsked[i] || line.startsWith(kAsked[i] + u'/'))
                        && !theirs[commit].contains(i))
                        theirs[commit] += i;
            }
            for (auto it = theirs.begin(); it != theirs.end();) {
                std::sort(it->begin(), it->end());
                it = it->isEmpty() ? theirs.erase(it) : std::next(it);
            }
            QMap<CommitId, QList<int>> ours;
            const TouchQuery query{
                .paths = kAsked, .from = u"main"_s, .firstParent = true, .limit = limit};
            for (const Touched& one : must(repository.touched(query, {})))
                ours[one.commit] = one.paths;
            QVERIFY(ours == theirs);
            QVERIFY(ours.size() > 5);
        }
    }

    void aGraphFileOfBeforeThereWereFiltersGetsThem()
    {
        QRandomGenerator random(41);
        GitFixture here(m_folders.fresh());
        here.git({u"fast-import"_s, u"--quiet"_s}, streamWithPaths(random, 60));
        here.git({u"reset"_s, u"-q"_s, u"--hard"_s, u"main"_s});
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        must(repository.open({}, {}));
        makeGraphFile(repository.mirrorPath(), {u"--no-changed-paths"_s});
        const auto before = *CommitGraphFile::open(repository.mirrorPath());
        QVERIFY(before->size() > 20);
        QCOMPARE(before->withoutFilter(), before->size());
        here.commit(u"one more"_s, {{u"a/x"_s, "new"}});
        must(repository.open({}, {}));
        QCOMPARE((*CommitGraphFile::open(repository.mirrorPath()))->withoutFilter(), 0U);
    }

    void aPathOutOfTheRepositoryIsRefused()
    {
        GitFixture here(m_folders.fresh());
        here.commit(u"one"_s);
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        must(repository.open({}, {}));
        for (const QString& path : {u"../etc"_s, u"/etc"_s, u"a/../.."_s}) {
            QVERIFY(outcome(repository.search({.paths = {path}}, {}, {}))
                        .startsWith(u"Invalid: The path "_s));
            QVERIFY(outcome(repository.touched({.paths = {path}}, {}))
                        .startsWith(u"Invalid: The path "_s));
        }
    }
};

QTEST_GUILESS_MAIN(PathLogTest)
#include "tst_pathlog.moc"
