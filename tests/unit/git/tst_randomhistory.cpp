// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// Whatever the shape of a history and the form of its graph file, order and parents are git's.

#include "histories.h"

using namespace plumb;
using namespace plumb::git;

namespace {

constexpr int kForms = 5;

//! Makes the mirror's graph file one of the forms in which git writes or lacks it.
void giveForm(const QString& mirror, int form, QRandomGenerator& random)
{
    const GitFixture git = GitFixture::at(mirror);
    if (form == 0)
        return; // as the mirror wrote it
    QDir(mirror + u"/objects/info/commit-graphs"_s).removeRecursively();
    const auto write = [&](const QStringList& options, const QByteArray& commits) {
        git.git(QStringList{u"-c"_s,
                            u"commitGraph.generationVersion=%1"_s.arg(random.bounded(2) + 1),
                            u"commit-graph"_s, u"write"_s, u"--stdin-commits"_s}
                    + options,
                commits);
    };
    const QByteArray all = git.git({u"rev-list"_s, u"--glob=refs/clone"_s});
    const QByteArrayList ids = all.split('\n');
    const auto some = [&] { return ids[random.bounded(int(ids.size()))] + '\n'; };
    if (form == 1)
        write({}, all + '\n');
    if (form == 2)
        write({}, some()); // older than the history
    if (form == 3)
        for (const QByteArray& commits : {some(), some(), all + '\n'})
            write({u"--split=no-merge"_s}, commits);
    // 4: none
}

QString picture(const CommitGraph& graph)
{
    QString text;
    for (int row = 0; row < graph.size(); ++row) {
        text += u"%1/%2:"_s.arg(graph.lane(row)).arg(graph.laneCount(row));
        for (const auto& edge : graph.edges(row))
            text += u" %1>%2"_s.arg(edge.from).arg(edge.to);
        text += u'\n';
    }
    return text;
}

void verifyByDate(const CommitGraph& graph, const QByteArray& git, const QString& mirror)
{
    QCOMPARE(listed(graph), byDate(git.split('\n'), mirror).join('\n'));
    for (int row = 0; row < graph.size(); ++row) {
        QCOMPARE(graph.rowOf(graph.id(row)), row);
        for (const auto parent : graph.parents(row))
            QVERIFY(parent > row);
    }
}

} // namespace

class RandomHistoryTest : public QObject
{
    Q_OBJECT

    Folders m_folders;
    ProcessRunner m_runner;

private Q_SLOTS:
    void orderAndParentsAreGits_data()
    {
        QTest::addColumn<int>("first");
        for (int first = 0; first < 200; first += kShapes * kForms)
            QTest::addRow("from %d", first) << first;
    }
    void orderAndParentsAreGits()
    {
        QFETCH(int, first);
        for (int seed = first; seed < first + kShapes * kForms; ++seed) {
            QRandomGenerator random(1000U + quint32(seed));
            const auto shape = Shape(seed % kShapes);
            const int form = seed / kShapes % kForms;
            GitFixture here(m_folders.fresh());
            here.git({u"fast-import"_s, u"--quiet"_s}, streamOf(shape, 150, random));
            QString location = here.folder();
            if (shape == Shape::Shallow) {
                location = m_folders.fresh();
                here.git({u"clone"_s, u"-q"_s, u"--bare"_s, u"--no-single-branch"_s, u"--depth=7"_s,
                          u"file://"_s + here.folder(), location});
            }
            if (shape == Shape::Replaced)
                here.git({u"replace"_s, u"main~3"_s, u"main~6"_s});
            Repository repository({u"shop"_s, location}, m_folders.fresh(), m_runner);
            must(repository.open({}, {}));
            if (shape != Shape::Shallow)
                giveForm(repository.mirrorPath(), form, random);
            if (shape == Shape::Replaced && form == 1) // also one in the mirror itself
                GitFixture::at(repository.mirrorPath())
                    .git(
                        {u"replace"_s, u"refs/clone/heads/main~3"_s, u"refs/clone/heads/main~6"_s});
            const QByteArray git = listedByGit(repository.mirrorPath());
            const auto topological =
                must(repository.graph({.order = CommitOrder::Topological}, {}, {}));
            if (listed(topological) != git)
                qWarning("seed %d, shape %d, form %d", seed, int(shape), form);
            QCOMPARE(listed(topological), git);
            const auto dated = must(repository.graph({}, {}, {}));
            verifyByDate(dated, git, repository.mirrorPath());
            for (const auto* whole : {&topological, &dated}) {
                LogFilter filter{.all = true, .limit = 20};
                filter.order = whole == &dated ? CommitOrder::Date : CommitOrder::Topological;
                const auto limited = must(repository.graph(filter, {}, {}));
                const auto log = must(repository.log(filter, {}));
                QCOMPARE(limited.size(), std::min(20, whole->size()));
                QCOMPARE(log.size(), limited.size());
                for (int row = 0; row < limited.size(); ++row) {
                    QCOMPARE(limited.id(row), whole->id(row));
                    QCOMPARE(log[row], whole->id(row));
                }
            }
        }
    }

    // A mirror that followed the history step by step shows what one made at the end shows.
    void everyPrefixOfGrowthIsAFreshHistory()
    {
        for (const Shape shape : {Shape::Plain, Shape::Skew}) {
            QRandomGenerator random(77U + quint32(shape));
            GitFixture here(m_folders.fresh());
            here.git({u"fast-import"_s, u"--quiet"_s, u"--export-marks=marks"_s},
                     streamOf(shape, 60, random));
            QFile file(here.file(u"marks"_s));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QMap<int, QByteArray> ids;
            for (const QByteArray& line : file.readAll().trimmed().split('\n'))
                ids[line.mid(1).split(' ')[0].toInt()] = line.split(' ')[1];
            // All commits are there from the start; how far the refs have come is the growth.
            QByteArray noRefs;
            for (const QByteArray& ref :
                 here.git({u"for-each-ref"_s, u"--format=%(refname)"_s}).split('\n'))
                noRefs += "delete " + ref + '\n';
            here.git({u"update-ref"_s, u"--stdin"_s}, noRefs);
            Repository follower({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
            for (int n = 1; n <= 60; ++n) {
                const QByteArray refs = "update refs/heads/main " + ids[n] + "\nupdate refs/heads/n"
                                        + QByteArray::number(n % 5) + ' ' + ids[n] + '\n';
                here.git({u"update-ref"_s, u"--stdin"_s}, refs);
                must(follower.open({}, {}));
                Repository fresh({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
                must(fresh.open({}, {}));
                for (const auto order : {CommitOrder::Date, CommitOrder::Topological}) {
                    const auto grown = must(follower.graph({.order = order}, {}, {}));
                    const auto made = must(fresh.graph({.order = order}, {}, {}));
                    QCOMPARE(listed(grown), listed(made));
                    QCOMPARE(picture(grown), picture(made));
                }
            }
            QVERIFY(QDir(follower.mirrorPath() + u"/objects/info/commit-graphs"_s)
                        .entryList({u"*.graph"_s})
                        .size()
                    > 1);
        }
    }
};

QTEST_GUILESS_MAIN(RandomHistoryTest)
#include "tst_randomhistory.moc"
