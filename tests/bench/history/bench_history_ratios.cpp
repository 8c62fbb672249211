// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// B1 to B4, B12, and search: our history against git's own, whole processes, in turns, on one
// repository.
//
//   bench_history_ratios [--folder DIR] ...
//
// DIR keeps the repository for the next run. Before anything is timed, both must name the same
// commits with the same parents.

#include "historycounters.h"

#include "bench/support/ratios.h"
#include "support/gitfixture.h"
#include "support/largehistory.h"

#include "git/repository.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <unistd.h>

using namespace plumb;
using namespace plumb::git;

namespace {

constexpr int kFirstRows = 2000;
constexpr int kChanges = 1000; // commits of which it is asked what they change
const QString kPath = u"team7/app17/production"_s;

//! Folders of 500 applications.
QStringList applications()
{
    QStringList folders;
    for (int i = 0; i < 500; ++i)
        folders +=
            u"team%1/app%2/%3"_s.arg(QString::number(i % 200 % 10), QString::number(i % 200),
                                     QStringList{u"test"_s, u"stage"_s, u"production"_s}[i / 200]);
    return folders;
}

template <typename T>
T must(Future<T> future)
{
    auto result = await(future);
    if (!result)
        qFatal("%s | %s", qPrintable(result.error().summary), qPrintable(result.error().detail));
    return *std::move(result);
}

Repository repositoryIn(const QString& folder, CommandRunner& runner)
{
    return Repository({u"large"_s, folder + u"/here"_s}, folder + u"/data"_s, runner);
}

void readMessages(Repository& repository, const CommitGraph& graph)
{
    QList<CommitId> ids;
    for (int row = 0; row < std::min(kFirstRows, graph.size()); ++row) {
        ids += graph.id(row);
        (void)graph.edges(row).size();
    }
    if (must(repository.commits(ids)).size() != ids.size())
        qFatal("messages are missing");
}

//! What the timed process does.
void probe(const QString& what, const QString& folder)
{
    ProcessRunner runner;
    Repository repository = repositoryIn(folder, runner);
    if (what == u"search"_s || what == u"search-path"_s || what == u"search-first"_s) {
        const LogFilter filter = what == u"search-path"_s ? LogFilter{.paths = {kPath}}
                                                          : LogFilter{.anywhere = u"SHOP-421"_s};
        const auto onFound = [&](const QList<CommitId>&) {
            if (what == u"search-first"_s)
                ::_exit(0);
        };
        if (must(repository.search(filter, onFound, {})).isEmpty())
            qFatal("nothing was found");
        ::_exit(0);
    }
    if (what == u"touched"_s || what == u"touched-list"_s) {
        const TouchQuery query{
            .paths = applications(), .from = u"HEAD"_s, .firstParent = true, .limit = kChanges};
        const auto touched = must(repository.touched(query, {}));
        QByteArray text;
        for (const Touched& one : touched)
            for (const int path : one.paths)
                text += one.commit.toHex().toLatin1() + ' ' + query.paths[path].toUtf8() + '\n';
        if (what == u"touched-list"_s)
            ::fwrite(text.constData(), 1, size_t(text.size()), stdout);
        ::fflush(stdout);
        ::_exit(0);
    }
    const auto onPart = [&](const CommitGraph& part) {
        if (what != u"first"_s || part.size() < kFirstRows)
            return;
        readMessages(repository, part);
        ::_exit(0);
    };
    const CommitGraph graph = must(repository.graph({}, onPart, {}));
    if (what == u"list"_s) {
        QByteArray text;
        for (int row = 0; row < graph.size(); ++row) {
            text += graph.id(row).toHex().toLatin1();
            for (const auto parent : graph.parents(row))
                text += ' ' + graph.id(parent).toHex().toLatin1();
            text += '\n';
        }
        ::fwrite(text.constData(), 1, size_t(text.size()), stdout);
    } else {
        readMessages(repository, graph);
    }
    ::fflush(stdout);
    ::_exit(0);
}

QByteArray sortedOutput(const QStringList& command)
{
    QByteArrayList lines = bench::output(command).trimmed().split('\n');
    std::sort(lines.begin(), lines.end());
    return lines.join('\n');
}

class Large
{
public:
    explicit Large(QString folder)
        : m_folder(std::move(folder))
    {
    }

    void prepare(int commits)
    {
        if (!QFileInfo::exists(m_folder + u"/ready"_s)) {
            const GitFixture here(m_folder + u"/here"_s);
            QProcess import;
            import.setWorkingDirectory(here.folder());
            import.start(u"git"_s,
                         {u"-c"_s, u"core.compression=1"_s, u"fast-import"_s, u"--quiet"_s});
            writeLargeHistory(commits, [&](const QByteArray& piece) {
                import.write(piece);
                while (import.bytesToWrite() > (4 << 20))
                    import.waitForBytesWritten(-1);
            });
            import.closeWriteChannel();
            if (!import.waitForFinished(-1) || import.exitCode() != 0)
                qFatal("git fast-import failed");
            here.write(u"../ready"_s, {});
        }
        ProcessRunner runner;
        must(repositoryIn(m_folder, runner).open({}, {}));
        find();
    }
    void find()
    {
        ProcessRunner runner;
        m_mirror = repositoryIn(m_folder, runner).mirrorPath();
    }
    const QString& folder() const { return m_folder; }
    void verifyAnswers() const
    {
        const QByteArray ours = sortedOutput(probeCommand(u"list"_s));
        if (ours != sortedOutput(gitCommand({u"rev-list"_s, u"--all"_s, u"--parents"_s})))
            qFatal("the answers differ, so no ratio means anything");
        std::fprintf(stderr, "%lld commits, the same parents in both\n", ours.count('\n') + 1LL);
        verifyChanges();
    }
    void verifyChanges() const
    {
        const QStringList wanted = applications();
        QByteArrayList theirs;
        QByteArray commit;
        const QByteArray raw =
            bench::output(gitLogRaw({u"--format=%H"_s, u"--name-only"_s, u"--no-renames"_s}));
        for (const QByteArray& line : raw.split('\n')) {
            const QByteArray folder = line.left(line.lastIndexOf('/'));
            if (line.size() == 40 && !line.contains('/'))
                commit = line;
            else if (wanted.contains(QString::fromUtf8(folder)))
                theirs += commit + ' ' + folder;
        }
        std::sort(theirs.begin(), theirs.end());
        theirs.erase(std::unique(theirs.begin(), theirs.end()), theirs.end());
        if (theirs.isEmpty() || theirs.join('\n') != sortedOutput(probeCommand(u"touched-list"_s)))
            qFatal("what the commits change differs, so no ratio means anything");
        std::fprintf(stderr, "%lld changes of an application in %d commits, the same in both\n",
                     qint64(theirs.size()), kChanges);
    }
    QStringList probeCommand(const QString& what) const
    {
        return {QCoreApplication::applicationFilePath(), u"--probe"_s, what, u"--folder"_s,
                m_folder};
    }
    QStringList gitCommand(const QStringList& arguments) const
    {
        return QStringList{u"git"_s, u"--git-dir="_s + m_mirror} + arguments;
    }
    QStringList gitLog(const QStringList& more = {}) const
    {
        return gitCommand(QStringList{u"log"_s, u"--graph"_s, u"--oneline"_s, u"--all"_s} + more);
    }
    //! The peer of B12 says which files each commit changes.
    QStringList gitLogRaw(const QStringList& how) const
    {
        return gitCommand(
            QStringList{u"log"_s, u"--first-parent"_s, u"-n"_s, QString::number(kChanges)} + how
            + QStringList{u"refs/clone/heads/main"_s});
    }
    void forgetWords() const { QDir(m_mirror + u"/plumbline-words"_s).removeRecursively(); }
    void hideGraphFile(bool isHidden) const
    {
        const QString shown = m_mirror + u"/objects/info/commit-graphs"_s;
        if (!(isHidden ? QDir().rename(shown, shown + u"-off"_s)
                       : QDir().rename(shown + u"-off"_s, shown)))
            qFatal("the graph file cannot be moved");
    }

private:
    QString m_folder, m_mirror;
};

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"folder"_s, u"Keeps the repository."_s, u"DIR"_s},
                       {u"verify"_s, u"Compares the answers."_s},
                       {u"probe"_s, u"What a timed process does."_s, u"WHAT"_s}});
    bench::Bench figures(parser, application);
    if (parser.isSet(u"probe"_s))
        probe(parser.value(u"probe"_s), parser.value(u"folder"_s));

    const QTemporaryDir temporary;
    Large large(parser.isSet(u"folder"_s) ? parser.value(u"folder"_s)
                                          : figures.dataFolder(u"history"_s, temporary.path()));
    if (parser.isSet(u"verify"_s)) {
        large.find();
        large.verifyAnswers();
        return 0;
    }
    figures.useSeed(kLargeHistorySeed);
    large.prepare(figures.isFull() ? 1'000'000 : 20'000);
    // A process of its own: the memory of who starts a process counts as the process's.
    bench::run(
        {QCoreApplication::applicationFilePath(), u"--verify"_s, u"--folder"_s, large.folder()});
    const auto compare = [&](const QString& id, const QString& what, const QStringList& ours,
                             const QStringList& peer, double bench::Cost::*measure, double mustBe,
                             double goal) {
        figures.measure({id, what, [=] { return bench::run(ours).*measure; },
                         [=] { return bench::run(peer).*measure; }, mustBe, goal});
    };
    using bench::Cost;
    const QString rows = u"-%1"_s.arg(kFirstRows);
    const QStringList full = large.probeCommand(u"full"_s);
    compare(u"B1"_s, u"all rows and 2,000 messages / log --graph --all, s"_s, full, large.gitLog(),
            &Cost::seconds, 0.05, 0.01);
    compare(u"B2"_s, u"the same / log --graph --all -2000, s"_s, full, large.gitLog({rows}),
            &Cost::seconds, 0.5, 0.12);
    compare(u"B4"_s, u"largest memory, as B1, MiB"_s, full, large.gitLog(), &Cost::mebibytes, 0.5,
            0.25);
    if (!figures.isFull())
        verifyHistoryCounters(large.folder() + u"/here"_s, large.folder() + u"/data"_s);
    compare(u"B12"_s, u"which of 500 apps 1,000 commits change / log --first-parent --raw, s"_s,
            large.probeCommand(u"touched"_s), large.gitLogRaw({u"--raw"_s}), &Cost::seconds, 1.5,
            0.5);
    compare(u"search path"_s, u"a search by path / rev-list -- path, s"_s,
            large.probeCommand(u"search-path"_s),
            large.gitCommand({u"rev-list"_s, u"--all"_s, u"--"_s, kPath}), &Cost::seconds, 1.5,
            0.5);
    figures.measure({u"search first"_s,
                     u"first match of a first search ever, s"_s,
                     [&] {
                         large.forgetWords();
                         return bench::run(large.probeCommand(u"search-first"_s)).seconds;
                     },
                     {},
                     1,
                     0.3});
    const double first = bench::run(large.probeCommand(u"search"_s)).seconds; // reads the words
    std::fprintf(stderr, "all matches of a first search ever: %.2f s\n", first);
    compare(u"search"_s, u"a session's first search by message / log --grep, s"_s,
            large.probeCommand(u"search"_s),
            large.gitCommand({u"rev-list"_s, u"--all"_s, u"-i"_s, u"-F"_s, u"--grep=SHOP-421"_s}),
            &Cost::seconds, 0.2, 0.05);
    large.hideGraphFile(true);
    compare(u"B3"_s, u"2,000 rows, no graph file / log -2000, s"_s, large.probeCommand(u"first"_s),
            large.gitLog({rows}), &Cost::seconds, 0.05, 0.01);
    large.hideGraphFile(false);
    return figures.finish();
}
