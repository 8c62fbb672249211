// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// B7: memory with 100,000 live Pods, the engine's process against Node.js with the same JSON in an
// array. B17: a storm of 5,000 events a second over 20,000 Pods, against kubectl get pods -w.
//
// The Pods come from a simulated server in a process of its own. Each of our processes compares
// what it has in the end with what the server's history says, so no event was lost.

#include "bench/live/liveprobe.h"
#include "support/podserver.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <unistd.h>

using namespace plumb;
using namespace plumb::bench;

namespace {

QStringList self(const QStringList& words)
{
    return QStringList{QCoreApplication::applicationFilePath()} + words;
}

//! The simulated server in a process of its own.
class ServerProcess
{
public:
    ServerProcess(int pods, int events, bool ends)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QCoreApplication::applicationFilePath(),
                        {u"--serve"_s, u"--pods"_s, QString::number(pods), u"--events"_s,
                         QString::number(events), ends ? u"--ends"_s : u"--stays"_s});
        if (!m_process.waitForStarted() || !m_process.waitForReadyRead(60'000))
            qFatal("the simulated server does not start");
        m_url = QString::fromLatin1(m_process.readLine()).trimmed();
    }
    ~ServerProcess() { (void)requests(); }
    //! Ends it; "1 watch, 0 pages" is what it was asked for.
    QString requests()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished(-1);
        return QString::fromLatin1(m_process.readAll()).trimmed();
    }
    const QString& url() const { return m_url; }

private:
    QProcess m_process;
    QString m_url;
};

[[noreturn]] void serve(const test::PodServer::Plan& plan)
{
    const test::PodServer server(plan);
    std::printf("%s\n", qPrintable(server.url()));
    std::fflush(stdout);
    (void)std::getchar(); // until the bench leaves
    std::printf("%d watch, %d pages\n", server.watches.load(), server.pages.load());
    std::fflush(stdout);
    ::_exit(0);
}

struct Sizes
{
    int held, stormPods, stormEvents, peerEvents;
};

QJsonObject probe(const QTemporaryDir& scratch, ServerProcess& server, int pods, int events,
                  bool rests, Cost* cost = nullptr)
{
    const QString report = scratch.filePath(u"report.json"_s);
    QStringList command =
        self({u"--probe"_s, u"--url"_s, server.url(), u"--pods"_s, QString::number(pods),
              u"--events"_s, QString::number(events), u"--report"_s, report});
    if (rests)
        command += u"--rests"_s;
    const Cost spent = run(command);
    if (cost)
        *cost = spent;
    // The list is the beginning of the watch. Only where the server is faster than we read it goes
    // on in pages.
    const QString asked = server.requests();
    if (pods < 1000 && asked != u"1 watch, 0 pages"_s)
        qFatal("the server was asked for %s", qPrintable(asked));
    std::fprintf(stderr, "%s; ", qPrintable(asked));
    return reportIn(report);
}

void memory(Bench& bench, const QTemporaryDir& scratch, const Sizes& sizes)
{
    QJsonObject report;
    const auto ours = [&] {
        ServerProcess server(sizes.held, 0, false);
        report = probe(scratch, server, sizes.held, 0, bench.isFull());
        const double each = report[u"held"_s].toDouble() / sizes.held;
        std::fprintf(stderr,
                     "%d Pods, %.0f bytes each of which %.0f body; %.0f MiB at rest, %.0f at most; "
                     "longest event %.1f ms\n",
                     sizes.held, each, report[u"bodies"_s].toDouble() / sizes.held,
                     report[u"rss"_s].toDouble(), report[u"peak"_s].toDouble(),
                     report[u"slice"_s].toDouble());
        if (report[u"parses"_s].toInt() > 0)
            qFatal("bodies were parsed that nobody asked for");
        // The small form has no dictionary yet; a tree of one Pod would be 50 KB.
        if (each > (bench.isFull() ? 1000 : 3500))
            qFatal("%.0f bytes are held for each Pod", each);
        return report[u"rss"_s].toDouble();
    };
    if (!bench.isFull()) {
        (void)ours();
        return;
    }
    if (QStandardPaths::findExecutable(u"node"_s).isEmpty())
        qFatal("B7's peer is Node.js: apt-get install nodejs");
    const auto node = [&] {
        const ServerProcess server(sizes.held, 0, false);
        const QByteArray script =
            "(async () => { const all = []; let next = '';"
            "do { const page = await (await fetch('"
            + server.url().toLatin1()
            + "/api/v1/pods?limit=500&continue=' + next)).json();"
              "all.push(...page.items); next = page.metadata.continue || ''; } while (next);"
              "global.gc(); if (all.length !== "
            + QByteArray::number(sizes.held)
            + ") process.exit(1); console.log(process.memoryUsage().rss / 1048576); })()";
        return output({u"node"_s, u"--expose-gc"_s, u"--max-old-space-size=8192"_s, u"-e"_s,
                       QString::fromLatin1(script)})
            .toDouble();
    };
    bench.measure({u"B7"_s, u"100,000 Pods at rest / the same in a Node.js array, MiB"_s, ours,
                   node, 0.5, 0.12});
    bench.measure({u"B7 MiB"_s,
                   u"100,000 Pods at rest, MiB"_s,
                   [&] { return report[u"rss"_s].toDouble(); },
                   {},
                   700,
                   220});
    bench.measure({u"B7 peak"_s,
                   u"the same, while they came, MiB"_s,
                   [&] { return report[u"peak"_s].toDouble(); },
                   {},
                   700,
                   220});
}

QStringList kubectl(const ServerProcess& server)
{
    return {u"kubectl"_s, u"--server"_s, server.url(), u"get"_s, u"pods"_s,
            u"-A"_s,      u"-w"_s,       u"-o"_s,      u"json"_s};
}

//! kubectl, too, tells every Pod and every event before it ends.
void checkPeer()
{
    constexpr int kPods = 300, kEvents = 1000;
    const ServerProcess server(kPods, kEvents, true);
    const auto told = output(kubectl(server), {0, 1}).count("\n    \"kind\": \"Pod\",");
    if (told != kPods + kEvents)
        qFatal("kubectl told %lld of %d", told, kPods + kEvents);
}

void storm(Bench& bench, const QTemporaryDir& scratch, const Sizes& sizes)
{
    QJsonObject report;
    const auto run = [&](int events) {
        ServerProcess server(sizes.stormPods, events, false);
        Cost cost;
        report = probe(scratch, server, sizes.stormPods, events, false, &cost);
        std::fprintf(
            stderr,
            "%d events over %d Pods, none lost: %.1f s of CPU, longest gap %.0f ms, longest "
            "event %.1f ms of CPU, %d deltas\n",
            events, sizes.stormPods, cost.cpuSeconds, report[u"gap"_s].toDouble(),
            report[u"slice"_s].toDouble(), report[u"deltas"_s].toInt());
        if (report[u"events"_s].toInt() != events)
            qFatal("%d of %d events were applied", report[u"events"_s].toInt(), events);
        return cost.cpuSeconds;
    };
    (void)run(sizes.stormEvents);
    const QJsonObject whole = report;
    // The window hears of it ten times a second, in parts of at most 2,000 objects.
    const int most = whole[u"elapsed"_s].toInt() / 100 + 2 * (sizes.stormPods / 2000 + 1) + 2;
    if (whole[u"deltas"_s].toInt() > most)
        qFatal("%d deltas, at most %d were expected", whole[u"deltas"_s].toInt(), most);
    if (!bench.isFull())
        return;
    checkPeer();
    bench.measure({u"B17 gap"_s,
                   u"longest gap of the event loop in a storm of 30 s, ms"_s,
                   [&] { return whole[u"gap"_s].toDouble(); },
                   {},
                   50,
                   16});
    bench.measure({u"B17 event"_s,
                   u"longest single event, ms of CPU"_s,
                   [&] { return whole[u"slice"_s].toDouble(); },
                   {},
                   50,
                   16});
    bench.measure({u"B17"_s,
                   u"20,000 Pods and 25,000 events / kubectl get pods -w -o json, s of CPU"_s,
                   [&] { return run(sizes.peerEvents); },
                   [&] {
                       const ServerProcess server(sizes.stormPods, sizes.peerEvents, true);
                       return bench::run(kubectl(server), {0, 1}).cpuSeconds;
                   },
                   1, 0.2});
}

} // namespace

int main(int argc, char** argv)
{
    WatchedApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"serve"_s, u"Be the simulated server."_s},
                       {u"probe"_s, u"Be the timed process."_s},
                       {u"url"_s, u"Of the server."_s, u"URL"_s},
                       {u"pods"_s, u"How many."_s, u"N"_s},
                       {u"events"_s, u"How many."_s, u"N"_s},
                       {u"ends"_s, u"The watch ends behind them."_s},
                       {u"stays"_s, u"It does not."_s},
                       {u"rests"_s, u"Wait until everything is packed."_s},
                       {u"report"_s, u"Where to report."_s, u"FILE"_s}});
    Bench bench(parser, application);
    const auto number = [&](const QString& name) { return parser.value(name).toInt(); };
    if (parser.isSet(u"serve"_s))
        serve({number(u"pods"_s), number(u"events"_s), 5000, true, parser.isSet(u"ends"_s)});
    if (parser.isSet(u"probe"_s)) {
        kube::Endpoint endpoint;
        endpoint.server = parser.value(u"url"_s);
        runProbe(application, {endpoint, number(u"pods"_s), number(u"events"_s),
                               parser.value(u"report"_s), true, parser.isSet(u"rests"_s)});
    }
    const QTemporaryDir scratch;
    const Sizes sizes =
        bench.isFull() ? Sizes{100'000, 20'000, 150'000, 25'000} : Sizes{900, 500, 2'000, 0};
    memory(bench, scratch, sizes);
    storm(bench, scratch, sizes);
    return bench.finish();
}
