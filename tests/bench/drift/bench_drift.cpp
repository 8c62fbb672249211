// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// Drift of 1,000 objects of a real API server, 25 of them changed by another program, against
// `kubectl diff`: B8 as it is fastest, B9 as people type it, B10 with watches that stand, B11 where
// Git moved every object, so that each needs a dry run.

#include "bench/drift/driftworld.h"
#include "bench/support/ratios.h"
#include "support/answered.h"

#include "base/clock.h"
#include "base/commandrunner.h"
#include "engine/engine.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

using namespace plumb;
using namespace plumb::bench;
using test::answered;

namespace {

constexpr int kServesDryRuns = 40; // beside the dry runs: discovery, identity, lists

void mustBeEqual(const QSet<QString>& ours, const QSet<QString>& theirs, int expected)
{
    if (ours != theirs || ours.size() != expected)
        qFatal("we found %lld, kubectl %lld, and %d were changed", qlonglong(ours.size()),
               qlonglong(theirs.size()), expected);
}

//! Runs the event loop until that holds; ends the bench when it does not come to be.
void waitFor(const char* what, const std::function<bool()>& holds)
{
    QEventLoop loop;
    QTimer look, limit;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (holds())
            loop.quit();
    });
    QObject::connect(&limit, &QTimer::timeout, &loop, [&] { qFatal("it never came: %s", what); });
    look.start(5);
    limit.start(120'000);
    if (!holds())
        loop.exec();
}

//! An engine that follows the application, as the window has one.
class Followed
{
public:
    explicit Followed(const DriftWorld& world)
        : m_engine(settings(world), m_runner, m_clock)
    {
        answered(m_engine.load());
        m_engine.follow(kName);
        waitFor("a verdict", [this] {
            const auto now = m_engine.application(kName);
            return now && now->phase == engine::Phase::Ready;
        });
    }
    engine::ApplicationSnapshot look() { return answered(m_engine.reevaluate(kName, {})); }
    static QSet<QString> foundIn(const engine::ApplicationSnapshot& snapshot)
    {
        QSet<QString> found;
        for (const auto& object : snapshot.objects)
            if (object.drift.isOutOfSync())
                found.insert(object.key.kind + u' ' + object.key.name);
        return found;
    }

private:
    static engine::Settings settings(const DriftWorld& world)
    {
        engine::Settings settings;
        settings.paths = Paths::under(world.home());
        settings.workspaceFile = world.workspaceFile();
        settings.kubeconfigFile = qEnvironmentVariable("PLUMBLINE_REAL_KUBECONFIG");
        return settings;
    }
    static inline const QString kName = QStringLiteral("shop");
    ProcessRunner m_runner;
    SystemClock m_clock;
    engine::Engine m_engine;
};

int measured(Bench& bench)
{
    DriftWorld world(bench.isFull() ? 1000 : 80);
    const QStringList ours = world.plumb({u"drift"_s, u"shop"_s, u"-o"_s, u"json"_s});
    const QStringList best{u"diff"_s, u"--server-side"_s, u"--force-conflicts"_s,
                           u"-f"_s,   world.folder(),     u"--concurrency=50"_s};
    const QStringList typed{u"diff"_s, u"-f"_s, world.oneFile()};
    const auto cold = [&] {
        world.forgetRenders();
        return run(ours, {0, 1}).seconds;
    };
    const auto peer = [&](const QStringList& diff) {
        return [&world, diff] { return run(world.kubectl(diff), {0, 1}).seconds; };
    };

    mustBeEqual(world.foundByPlumb(), world.foundByKubectl(best), world.drifted());
    mustBeEqual(world.foundByPlumb(), world.foundByKubectl(typed), world.drifted());
    world.requestsSince();
    cold();
    const auto asked = world.requestsSince();
    if (asked.dryRuns != world.drifted() || asked.gets + asked.lists > kServesDryRuns
        || asked.others > 0)
        qFatal(
            "%d objects drifted, and a cold look asked for %d dry runs, %d lists, %d objects and "
            "%d others",
            world.drifted(), asked.dryRuns, asked.lists, asked.gets, asked.others);
    bench.measure({u"B8"_s,
                   u"drift, cold / kubectl diff --server-side -f DIR --concurrency=50, s"_s, cold,
                   peer(best), 0.5, 0.08});
    bench.measure(
        {u"B9"_s, u"drift, cold / kubectl diff -f all.yaml, s"_s, cold, peer(typed), 0.05, 0.004});
    {
        Followed followed(world);
        // The watches have listed when a look asks nothing any more.
        waitFor("a look without a request", [&] {
            world.requestsSince();
            followed.look();
            const auto now = world.requestsSince();
            return now.dryRuns + now.lists + now.gets + now.others == 0;
        });
        const auto warm = [&] { return seconds([&] { followed.look(); }); };
        mustBeEqual(Followed::foundIn(followed.look()), world.foundByKubectl(best),
                    world.drifted());
        world.requestsSince();
        bench.measure(
            {u"B10"_s, u"drift, warm watches / as B8, s"_s, warm, peer(best), 0.01, 0.001});
        const auto now = world.requestsSince();
        if (now.dryRuns + now.lists + now.gets + now.others > 0)
            qFatal("warm looks asked the server: %d dry runs, %d lists, %d objects, %d others",
                   now.dryRuns, now.lists, now.gets, now.others);
    }
    world.moveGit();
    mustBeEqual(world.foundByPlumb(), world.foundByKubectl(best), world.drifted());
    world.requestsSince();
    cold();
    if (const auto now = world.requestsSince();
        now.dryRuns != world.drifted() || now.gets + now.lists > kServesDryRuns)
        qFatal("%d objects drifted: %d dry runs, %d lists, %d objects", world.drifted(),
               now.dryRuns, now.lists, now.gets);
    bench.measure(
        {u"B11"_s, u"as many dry runs as objects / as B8, s"_s, cold, peer(best), 0.7, 0.42});
    return bench.finish();
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    Bench bench(parser, application);
    return measured(bench);
}
