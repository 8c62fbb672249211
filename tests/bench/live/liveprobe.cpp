// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "bench/live/liveprobe.h"

#include "base/clock.h"
#include "base/commandrunner.h"
#include "engine/engine.h"
#include "kube/reflector.h"
#include "support/podserver.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>

#include <ctime>
#include <unistd.h>

namespace plumb::bench {

using kube::ObjectStore;
using test::PodHistory;

namespace {

double cpuMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

//! "VmRSS", "VmHWM": MiB of this process.
double memory(const char* name)
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no /proc");
    for (const QByteArray& line : file.readAll().split('\n'))
        if (line.startsWith(name))
            return line.mid(line.indexOf(':') + 1).simplified().split(' ').first().toDouble()
                   / 1024;
    return 0;
}

objects::ResourceKey keyOf(int pod)
{
    return {{},
            u"Pod"_s,
            QString::fromLatin1(PodHistory::space(pod)),
            QString::fromLatin1(PodHistory::name(pod))};
}

PodHistory historyAfter(const ProbePlan& plan)
{
    PodHistory history(plan.pods);
    for (int i = 0; i < plan.events; ++i)
        (void)history.next();
    return history;
}

//! Every Pod as the history left it, none too many, and the bodies of some of them word for word.
void verify(const ObjectStore& store, const PodHistory& history)
{
    qsizetype there = 0;
    for (int i = 0; i < int(history.pods().size()); ++i) {
        const PodHistory::Pod& pod = history.pods()[size_t(i)];
        const auto summary = store.summary(keyOf(i));
        if (summary.has_value() != pod.isThere)
            qFatal("pod %d: %s", i, pod.isThere ? "is missing" : "should be gone");
        if (!pod.isThere)
            continue;
        ++there;
        if (summary->resourceVersion != QString::number(pod.version)
            || summary->uid != QString::fromLatin1(PodHistory::uid(i, pod)))
            qFatal("pod %d is not what it last was", i);
        if (i % 97 != 0)
            continue;
        QJsonObject expected = QJsonDocument::fromJson(PodHistory::json(i, pod)).object();
        QJsonObject metadata = expected.value(u"metadata"_s).toObject();
        metadata.remove(u"managedFields"_s);
        expected.insert(u"metadata"_s, metadata);
        if (store.find(keyOf(i))->json() != expected)
            qFatal("the body of pod %d is another", i);
        bool isFound = false;
        for (const auto& key : store.ownedBy(summary->owners.first().uid))
            isFound = isFound || key == summary->key;
        if (!isFound)
            qFatal("pod %d is not found below its owner", i);
    }
    if (store.size() != there)
        qFatal("the store has objects that are nowhere else");
}

} // namespace

bool WatchedApplication::notify(QObject* receiver, QEvent* event)
{
    if (QThread::currentThread() != thread())
        return QCoreApplication::notify(receiver, event);
    const double begin = cpuMilliseconds();
    const bool result = QCoreApplication::notify(receiver, event);
    longestEvent = std::max(longestEvent, cpuMilliseconds() - begin);
    return result;
}

void runProbe(WatchedApplication& application, const ProbePlan& plan)
{
    // All that stands in a process of ours beside the store.
    const QTemporaryDir home;
    ProcessRunner runner;
    const SystemClock clock;
    engine::Engine engine({Paths::under(home.path()), {}, {}, false}, runner, clock);
    (void)engine.load();
    kube::Reflector reflector(
        kube::makeApiClient(plan.endpoint),
        {{{}, u"v1"_s, u"Pod"_s}, u"pods"_s, true, {u"list"_s, u"watch"_s}, {}}, {}, clock,
        [] { return 0.5; });
    ObjectStore& store = reflector.store();
    const PodHistory history = plan.isSimulated ? historyAfter(plan) : PodHistory(0);

    QElapsedTimer sinceTick;
    qint64 longestGap = 0, deltas = 0;
    QTimer tick; // what a screen would do
    tick.setTimerType(Qt::PreciseTimer);
    QObject::connect(&tick, &QTimer::timeout, &tick,
                     [&] { longestGap = std::max(longestGap, sinceTick.restart()); });
    if (plan.events > 0) {
        sinceTick.start();
        tick.start(4);
    }
    QObject::connect(&store, &ObjectStore::changed, &tick, [&] { ++deltas; });

    bool isListed = false;
    QObject::connect(&reflector, &kube::Reflector::synced, &tick, [&] { isListed = true; });
    const auto isDone = [&] {
        if (!isListed || store.statistics().events < plan.events)
            return false;
        return !plan.rests || store.statistics().withoutDictionary == 0;
    };
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &application, [&] {
        if (isDone())
            application.quit();
    });
    look.start(plan.isSimulated ? 50 : 5);
    QObject::connect(&reflector, &kube::Reflector::freshnessChanged, &tick, [&] {
        if (const auto fresh = reflector.freshness(); fresh.problem)
            qFatal("%s", qPrintable(fresh.problem->summary));
    });
    if (!plan.inPages) // as the engine does
        reflector.setListing(kube::Reflector::Listing::AsStream);
    QElapsedTimer whole;
    whole.start();
    reflector.start();
    QCoreApplication::exec();

    const auto statistics = store.statistics();
    const QJsonObject report{{u"rss"_s, memory("VmRSS")},
                             {u"peak"_s, memory("VmHWM")},
                             {u"objects"_s, statistics.objects},
                             {u"held"_s, statistics.heldBytes},
                             {u"bodies"_s, statistics.bodyBytes},
                             {u"parses"_s, statistics.parses},
                             {u"events"_s, statistics.events},
                             {u"compactions"_s, statistics.compactions},
                             {u"deltas"_s, deltas},
                             {u"elapsed"_s, whole.elapsed()},
                             {u"gap"_s, longestGap},
                             {u"slice"_s, application.longestEvent}};
    if (plan.isSimulated)
        verify(store, history);
    else if (store.size() < plan.pods || store.ownedBy(u"nobody"_s).size() > 0
             || !store.find(store.keys().constFirst()))
        qFatal("%lld of %d Pods", store.size(), plan.pods);
    QFile file(plan.report);
    if (!plan.report.isEmpty()
        && (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(report).toJson()) < 0))
        qFatal("%s cannot be written", qPrintable(plan.report));
    file.close();
    ::_exit(0);
}

QJsonObject reportIn(const QString& file)
{
    QFile report(file);
    if (!report.open(QIODevice::ReadOnly))
        qFatal("there is no report");
    return QJsonDocument::fromJson(report.readAll()).object();
}

} // namespace plumb::bench
