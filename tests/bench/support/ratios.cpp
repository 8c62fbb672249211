// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/support/ratios.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryFile>

#include <algorithm>

#include <cstdlib>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace plumb::bench {

namespace {

double inSeconds(const timeval& time)
{
    return double(time.tv_sec) + double(time.tv_usec) / 1e6;
}

// Not QProcess: only wait4 tells the memory and the CPU time of this one child.
Cost runInto(const char* file, const QStringList& command, const QList<int>& accepted)
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
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, file, O_WRONLY | O_TRUNC, 0);
    QElapsedTimer timer;
    timer.start();
    pid_t child = 0;
    if (posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ) != 0)
        qFatal("%s cannot be started", arguments[0]);
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    const Cost cost{double(timer.nsecsElapsed()) / 1e9, double(usage.ru_maxrss) / 1024,
                    inSeconds(usage.ru_utime) + inSeconds(usage.ru_stime)};
    posix_spawn_file_actions_destroy(&actions);
    if (!WIFEXITED(status) || !accepted.contains(WEXITSTATUS(status)))
        qFatal("%s failed", qPrintable(command.join(u' ')));
    return cost;
}

// Of the last minute: what else the machine did meanwhile.
double load()
{
    double now = 0;
    return ::getloadavg(&now, 1) == 1 ? now : -1;
}

} // namespace

Cost run(const QStringList& command, const QList<int>& accepted)
{
    return runInto("/dev/null", command, accepted);
}

QByteArray output(const QStringList& command, const QList<int>& accepted)
{
    QTemporaryFile file;
    if (!file.open())
        qFatal("there is no room for a temporary file");
    runInto(QFile::encodeName(file.fileName()).constData(), command, accepted);
    return file.readAll();
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

double seconds(const std::function<void()>& work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e9;
}

Bench::Bench(QCommandLineParser& parser, const QStringList& arguments)
{
    parser.addOptions({{u"full"_s, u"The size that the figure is about."_s},
                       {u"rounds"_s, u"Pairs of runs; without --full one."_s, u"N"_s, u"5"_s},
                       {u"json"_s, u"Writes the figures."_s, u"FILE"_s},
                       {u"must"_s, u"Fails where a limit is missed."_s}});
    parser.addHelpOption();
    parser.process(arguments);
    m_isFull = parser.isSet(u"full"_s);
    m_mustHold = parser.isSet(u"must"_s);
    m_rounds =
        m_isFull || parser.isSet(u"rounds"_s) ? std::max(1, parser.value(u"rounds"_s).toInt()) : 1;
    m_file = parser.value(u"json"_s);
}

QString Bench::dataFolder(const QString& name, const QString& otherwise) const
{
    const QString root = qEnvironmentVariable("PLUMBLINE_BENCH_DATA");
    if (!m_isFull || root.isEmpty())
        return otherwise;
    QDir().mkpath(root + u'/' + name);
    return root + u'/' + name;
}

void Bench::useSeed(quint32 seed)
{
    std::fprintf(stderr, "seed %u\n", seed);
    m_seed = qint64(seed);
}

void Bench::measure(const Figure& figure)
{
    std::vector<double> ours, peer, ratios;
    for (int round = 0; round < m_rounds; ++round) {
        ours.push_back(figure.ours());
        peer.push_back(figure.peer ? figure.peer() : 1);
        ratios.push_back(ours.back() / peer.back());
    }
    const double ratio = median(ratios);
    const QString verdict = !m_isFull                ? u"-"_s
                            : ratio <= figure.goal   ? u"goal"_s
                            : ratio <= figure.mustBe ? u"held"_s
                                                     : u"MISSED"_s;
    if (m_figures.isEmpty())
        std::printf("%-10s %10s %10s %9s %8s %8s  %-6s\n", "id", "ours", "peer", "ratio", "must",
                    "goal", "verdict");
    const QString peerText = figure.peer ? QString::number(median(peer), 'f', 3) : u"-"_s;
    std::printf("%-10s %10.3f %10s %9.4f %8.3f %8.3f  %-6s  %s\n", qPrintable(figure.id),
                median(ours), qPrintable(peerText), ratio, figure.mustBe, figure.goal,
                qPrintable(verdict), qPrintable(figure.what));
    std::fflush(stdout);
    QJsonObject entry{
        {u"id"_s, figure.id},       {u"ours"_s, median(ours)}, {u"ratio"_s, ratio},
        {u"must"_s, figure.mustBe}, {u"goal"_s, figure.goal},  {u"verdict"_s, verdict},
        {u"what"_s, figure.what},   {u"seed"_s, m_seed},       {u"load"_s, load()}};
    if (figure.peer)
        entry.insert(u"peer"_s, median(peer));
    m_figures.append(entry);
}

int Bench::finish() const
{
    if (!m_file.isEmpty()) {
        QFile file(m_file);
        if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(m_figures).toJson()) < 0)
            qFatal("%s cannot be written", qPrintable(file.fileName()));
    }
    const bool isMissed =
        std::any_of(m_figures.begin(), m_figures.end(),
                    [](const QJsonValue& figure) { return figure[u"verdict"_s] == u"MISSED"_s; });
    return isMissed && m_mustHold ? 1 : 0;
}

} // namespace plumb::bench
