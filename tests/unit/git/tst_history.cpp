// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "histories.h"

#include <QSemaphore>

using namespace plumb;
using namespace plumb::git;

namespace {

// Branches, merges (also of three), merges that take one side whole, cherry-picks of equal content.
QByteArray stream(QRandomGenerator& random, int commits)
{
    static const QStringList kPaths{u"a/x"_s, u"a/y"_s, u"b/x"_s, u"b/c/z"_s, u"top"_s};
    static const QStringList kPeople{u"Ada <ada@example.org>"_s, u"Zoë <zoe@example.org>"_s,
                                     u"Bob [x] <BOB@example.net>"_s};
    QByteArray text = "reset refs/heads/main\n";
    for (int n = 1; n <= commits; ++n) {
        const QString person = kPeople[random.bounded(3)];
        const QByteArray message = QStringLiteral("%1 change %2\n\nTicket ABC-%3")
                                       .arg(n % 3 ? u"Fix"_s : u"fix ünit"_s, QString::number(n),
                                            QString::number(random.bounded(5)))
                                       .toUtf8();
        text += "commit refs/heads/main\nmark :" + QByteArray::number(n) + "\ncommitter "
                + person.toUtf8() + ' '
                + QByteArray::number(1'700'000'000 + n * 60 - random.bounded(600)) + " +0000\ndata "
                + QByteArray::number(message.size()) + '\n' + message + '\n';
        if (n > 1) {
            QList<int> parents{std::max(1, n - 1 - random.bounded(3))};
            for (int more = random.bounded(6) ? 0 : 1 + random.bounded(2); more > 0; --more)
                if (const int other = 1 + random.bounded(n - 1); !parents.contains(other))
                    parents += other;
            text += "from :" + QByteArray::number(parents.takeFirst()) + '\n';
            for (const int parent : parents)
                text += "merge :" + QByteArray::number(parent) + '\n';
        }
        for (int file = random.bounded(4) ? 1 : 2; file > 0; --file) {
            const QByteArray content =
                QByteArray::number(random.bounded(4)); // few contents: equal sides
            text += "M 100644 inline " + kPaths[random.bounded(5)].toUtf8() + "\ndata "
                    + QByteArray::number(content.size()) + '\n' + content + '\n';
        }
        text += '\n';
        if (random.bounded(20) == 0)
            text += "reset refs/heads/side" + QByteArray::number(n)
                    + "\nfrom :" + QByteArray::number(n) + "\n\n";
    }
    return text;
}

void forgetGraphFile(const Repository& repository)
{
    QDir(repository.mirrorPath() + u"/objects/info/commit-graphs"_s).removeRecursively();
}

} // namespace

class HistoryTest : public QObject
{
    Q_OBJECT

    Folders m_folders;
    ProcessRunner m_runner;

private Q_SLOTS:
    // The same commits as git's, for every combination of filters; the topological order is git's.
    void aLogIsGitsLog()
    {
        for (const quint32 seed : {11U, 12U, 13U}) {
            QRandomGenerator random(seed);
            GitFixture here(m_folders.fresh());
            here.git({u"fast-import"_s, u"--quiet"_s}, stream(random, 300));
            Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
            must(repository.open({}, {}));
            int found = 0, lineCount = 0;
            for (int round = 0; round < 25; ++round) {
                LogFilter filter;
                const bool isByDate = random.bounded(2);
                filter.order = isByDate ? CommitOrder::Date : CommitOrder::Topological;
                QStringList command{u"log"_s, u"--topo-order"_s, u"--format=%H"_s, u"-i"_s,
                                    u"-F"_s};
                if (random.bounded(2)) {
                    filter.author = QStringList{u"ada"_s, u"ZOE@"_s, u"bob ["_s,
                                                u"nobody"_s}[random.bounded(4)];
                    command += u"--author="_s + filter.author;
                }
                if (random.bounded(2)) {
                    filter.text = QStringList{u"FIX"_s, u"abc-3"_s, u"change 1"_s,
                                              u".*"_s}[random.bounded(4)];
                    command += u"--grep="_s + filter.text;
                }
                if (random.bounded(3) == 0)
                    filter.limit = 1 + random.bounded(20);
                if (filter.limit > 0 && !isByDate) // git's first ones are others
                    command += u"-n%1"_s.arg(filter.limit);
                filter.all = random.bounded(2);
                if (filter.all)
                    command += u"--all"_s;
                else if (random.bounded(2))
                    command += filter.from = u"main~%1"_s.arg(random.bounded(5));
                command += u"--"_s;
                for (const QString& path : {u"a"_s, u"b/c"_s, u"top"_s, u"a/x"_s})
                    if (random.bounded(4) == 0)
                        filter.paths += path;
                command += filter.paths;
                const QStringList ours = hexes(must(repository.log(filter, {})));
                QByteArrayList theirs = here.git(command).split('\n');
                theirs.removeAll(QByteArray());
                if (isByDate)
                    theirs = byDate(theirs, here.folder());
                if (filter.limit > 0)
                    theirs = theirs.mid(0, filter.limit);
                QCOMPARE(ours.join(u'\n'), QString::fromLatin1(theirs.join('\n')));
                if (filter.paths.isEmpty() && filter.author.isEmpty() && filter.text.isEmpty())
                    continue;
                command[0] = u"rev-list"_s;
                command.removeOne(u"--format=%H"_s);
                command.insert(1, u"--parents"_s);
                if (!filter.all && filter.from.isEmpty())
                    command.insert(command.indexOf(u"--"_s), u"HEAD"_s);
                QByteArrayList graph = here.git(command).split('\n');
                if (isByDate)
                    graph = byDate(graph, here.folder());
                if (filter.limit > 0)
                    graph = graph.mid(0, filter.limit);
                const auto drawn = must(repository.graph(filter, {}, {}));
                QCOMPARE(linesBetween(listed(drawn)), linesBetween(graph.join('\n')));
                // what ends a line is listed, unless it is beyond the limit
                QVERIFY(filter.limit > 0 || !listed(drawn).contains("outside"));
                for (int row = 0; row < drawn.size(); ++row)
                    lineCount += int(drawn.parents(row).size());
                found += int(ours.size());
            }
            QVERIFY(found > 200 && lineCount > 200);
        }
    }

    void theGraphHasGitsParentsAndParentsComeLater()
    {
        for (const quint32 seed : {21U, 22U}) {
            QRandomGenerator random(seed);
            GitFixture here(m_folders.fresh());
            here.git({u"fast-import"_s, u"--quiet"_s}, stream(random, 900));
            Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
            must(repository.open({}, {}));
            forgetGraphFile(repository);
            std::vector<CommitGraph> parts;
            const CommitGraph graph =
                must(repository.graph({.order = CommitOrder::Topological},
                                      [&](const CommitGraph& part) { parts.push_back(part); }, {}));
            QStringList ours;
            for (int row = 0; row < graph.size(); ++row) {
                QString line = graph.id(row).toHex();
                for (const auto parent : graph.parents(row)) {
                    QVERIFY(parent > row);
                    line += u' ' + graph.id(parent).toHex();
                }
                ours += line;
            }
            QCOMPARE(ours, lines(here.git(
                               {u"rev-list"_s, u"--topo-order"_s, u"--parents"_s, u"--all"_s})));
            QCOMPARE(parts.size(), size_t(1));
            QCOMPARE(parts[0].size(), 400);
            QVERIFY(!parts[0].isComplete() && graph.isComplete());
            for (int row = 0; row < 400; ++row)
                for (const auto parent : parts[0].parents(row))
                    QVERIFY(parent < 0 || parent > row);
        }
    }

    void aShallowCloneEndsWhereItEnds()
    {
        GitFixture full(m_folders.fresh());
        for (int i = 0; i < 5; ++i)
            full.commit(QString::number(i), {{u"f"_s, QByteArray::number(i)}});
        const QString shallow = m_folders.fresh();
        full.git({u"clone"_s, u"-q"_s, u"--depth=2"_s, u"file://"_s + full.folder(), shallow});
        Repository repository({u"shop"_s, shallow}, m_folders.fresh(), m_runner);
        must(repository.open({}, {}));
        const CommitGraph graph = must(repository.graph({}, {}, {}));
        QCOMPARE(graph.size(), 2);
        QVERIFY(graph.parents(1).empty());
        QCOMPARE(must(repository.log({}, {})).size(), 2);
        const QString answer = outcome(repository.changes(graph.id(1)));
        QVERIFY2(answer.startsWith(u"NotFound: Object "_s)
                     && answer.contains(u"It may be a shallow or damaged clone"_s),
                 qPrintable(answer));
    }

    void aLogCanBeCancelled()
    {
        QRandomGenerator random(31);
        GitFixture here(m_folders.fresh());
        here.git({u"fast-import"_s, u"--quiet"_s}, stream(random, 600));
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        must(repository.open({}, {}));
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(outcome(repository.graph({}, {}, stop.get_token())).startsWith(u"Cancelled"_s));
        QVERIFY(outcome(repository.log({}, stop.get_token())).startsWith(u"Cancelled"_s));
        QVERIFY(outcome(repository.files(id(here.revision(u"main"_s)), {}, stop.get_token()))
                    .startsWith(u"Cancelled"_s));
    }

    void quickQuestionsDoNotWaitBehindLongOnes()
    {
        QRandomGenerator random(41);
        GitFixture here(m_folders.fresh());
        here.git({u"fast-import"_s, u"--quiet"_s}, stream(random, 1500));
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        must(repository.open({}, {}));
        forgetGraphFile(repository);
        QSemaphore held, release;
        auto graph = repository.graph({},
                                      [&](const CommitGraph&) {
                                          held.release();
                                          release.acquire();
                                      },
                                      {});
        held.acquire(); // the long one stands still in the middle
        QVERIFY(!must(repository.resolve(u"main"_s)).isNull());
        QCOMPARE(must(repository.commits({id(here.revision(u"main"_s))})).size(), 1);
        QVERIFY(!graph.isFinished());
        release.release();
        QCOMPARE(must(graph).size(), int(lines(here.git({u"rev-list"_s, u"--all"_s})).size()));
    }
};

QTEST_GUILESS_MAIN(HistoryTest)
#include "tst_history.moc"
