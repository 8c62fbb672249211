// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// B1 to B4, and search: our history against git's own, whole processes, in turns, on one
// repository.
//
//   bench_history_ratios [--commits N] [--folder DIR] [--rounds N] [--json FILE] [--must]
//
// DIR keeps the repository for the next run. With --must a missed limit fails. Before anything is
// timed, both must name the same commits with the same parents.

#include "support/gitfixture.h"
#include "support/largehistory.h"

#include "git/repository.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace plumb;
using namespace plumb::git;

namespace {

constexpr int kFirstRows = 2000;

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
    if (what == u"search"_s) {
        if (must(repository.log({.text = u"SHOP-421"_s, .all = true}, {})).isEmpty())
            qFatal("nothing was found");
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

struct Cost
{
    double seconds = 0, mebibytes = 0;
};

//! A whole process from its start to its end, its output thrown away.
Cost run(const QStringList& command)
{
    std::vector<QByteArray> words;
    for (const QString& word : command)
        words.push_back(QFile::encodeName(word));
    std::vector<char*> arguments;
    for (QByteArray& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    QElapsedTimer timer;
    timer.start();
    pid_t child = 0;
    if (posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ) != 0)
        qFatal("%s cannot be started", arguments[0]);
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    const Cost cost{double(timer.nsecsElapsed()) / 1e9, double(usage.ru_maxrss) / 1024};
    posix_spawn_file_actions_destroy(&actions);
    if (status != 0)
        qFatal("%s failed", qPrintable(command.join(u' ')));
    return cost;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

QByteArray sortedOutput(const QStringList& command)
{
    QProcess process;
    process.start(command.first(), command.mid(1));
    process.waitForFinished(-1);
    QByteArrayList lines = process.readAllStandardOutput().trimmed().split('\n');
    std::sort(lines.begin(), lines.end());
    return lines.join('\n');
}

struct Bench
{
    QString id, what;
    QStringList ours, peer;
    double Cost::*measure;
    double mustBe, goal;
};

class Run
{
public:
    Run(QString folder, int rounds)
        : m_folder(std::move(folder))
        , m_rounds(rounds)
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
    void hideGraphFile(bool isHidden) const
    {
        const QString shown = m_mirror + u"/objects/info/commit-graphs"_s;
        if (!(isHidden ? QDir().rename(shown, shown + u"-off"_s)
                       : QDir().rename(shown + u"-off"_s, shown)))
            qFatal("the graph file cannot be moved");
    }
    //! One peer for several figures of the same pair of processes.
    QJsonObject measure(const Bench& bench) const
    {
        std::vector<double> ours, peer, ratios;
        for (int round = 0; round < m_rounds; ++round) {
            ours.push_back(run(bench.ours).*bench.measure);
            peer.push_back(run(bench.peer).*bench.measure);
            ratios.push_back(ours.back() / peer.back());
        }
        const double ratio = median(ratios);
        const QString verdict = ratio <= bench.goal     ? u"goal"_s
                                : ratio <= bench.mustBe ? u"held"_s
                                                        : u"MISSED"_s;
        std::printf("%-3s %10.3f %10.3f %8.4f %7.3f %7.3f  %-6s  %s\n", qPrintable(bench.id),
                    median(ours), median(peer), ratio, bench.mustBe, bench.goal,
                    qPrintable(verdict), qPrintable(bench.what));
        std::fflush(stdout);
        return {{u"id"_s, bench.id},     {u"ours"_s, median(ours)}, {u"peer"_s, median(peer)},
                {u"ratio"_s, ratio},     {u"must"_s, bench.mustBe}, {u"goal"_s, bench.goal},
                {u"verdict"_s, verdict}, {u"what"_s, bench.what}};
    }

private:
    QString m_folder, m_mirror;
    int m_rounds;
};

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"commits"_s, u"How long the history is."_s, u"N"_s, u"20000"_s},
                       {u"folder"_s, u"Keeps the repository."_s, u"DIR"_s},
                       {u"rounds"_s, u"Pairs of runs."_s, u"N"_s, u"5"_s},
                       {u"json"_s, u"Writes the figures."_s, u"FILE"_s},
                       {u"must"_s, u"Fails where a limit is missed."_s},
                       {u"verify"_s, u"Compares the answers."_s},
                       {u"probe"_s, u"What a timed process does."_s, u"WHAT"_s}});
    parser.addHelpOption();
    parser.process(application);
    if (parser.isSet(u"probe"_s))
        probe(parser.value(u"probe"_s), parser.value(u"folder"_s));

    QTemporaryDir temporary;
    Run bench(parser.isSet(u"folder"_s) ? parser.value(u"folder"_s) : temporary.path(),
              std::max(1, parser.value(u"rounds"_s).toInt()));
    if (parser.isSet(u"verify"_s)) {
        bench.find();
        bench.verifyAnswers();
        return 0;
    }
    bench.prepare(parser.value(u"commits"_s).toInt());
    // A process of its own: the memory of who starts a process counts as the process's.
    run({QCoreApplication::applicationFilePath(), u"--verify"_s, u"--folder"_s, bench.folder()});
    std::printf("%-3s %10s %10s %8s %7s %7s  %-6s\n", "id", "ours", "peer", "ratio", "must", "goal",
                "verdict");
    const QString first = u"-%1"_s.arg(kFirstRows);
    const QStringList full = bench.probeCommand(u"full"_s);
    QJsonArray figures{
        bench.measure({u"B1"_s, u"all rows and 2,000 messages / log --graph --all, s"_s, full,
                       bench.gitLog(), &Cost::seconds, 0.05, 0.01}),
        bench.measure({u"B2"_s, u"the same / log --graph --all -2000, s"_s, full,
                       bench.gitLog({first}), &Cost::seconds, 0.5, 0.12}),
        bench.measure({u"B4"_s, u"largest memory, as B1, MiB"_s, full, bench.gitLog(),
                       &Cost::mebibytes, 0.5, 0.25})};
    run(bench.probeCommand(u"search"_s)); // reads the words once
    figures.append(bench.measure(
        {u"S"_s, u"a first search by message / log --grep, s"_s, bench.probeCommand(u"search"_s),
         bench.gitCommand({u"rev-list"_s, u"--all"_s, u"-i"_s, u"-F"_s, u"--grep=SHOP-421"_s}),
         &Cost::seconds, 0.2, 0.05}));
    bench.hideGraphFile(true);
    figures.append(bench.measure({u"B3"_s, u"2,000 rows, no graph file / log -2000, s"_s,
                                  bench.probeCommand(u"first"_s), bench.gitLog({first}),
                                  &Cost::seconds, 0.05, 0.01}));
    bench.hideGraphFile(false);
    if (parser.isSet(u"json"_s)) {
        QFile file(parser.value(u"json"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(figures).toJson()) < 0)
            qFatal("%s cannot be written", qPrintable(file.fileName()));
    }
    const bool isMissed = std::any_of(figures.begin(), figures.end(), [](const auto& figure) {
        return figure.toObject()[u"verdict"_s] == u"MISSED"_s;
    });
    return isMissed && parser.isSet(u"must"_s) ? 1 : 0;
}
