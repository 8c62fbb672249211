// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// B17, the window's part: an application of 20,000 Pods, of which the news of a storm of watch
// events arrive thirty times a second, while its resources are on screen. No event of the UI thread
// may take longer than 50 ms. What the events cost before they are news is bench_livestate's.

#include "bench/support/ratios.h"
#include "ui/support/sample.h"

#include "models/resourcemodel.h"
#include "theme/theme.h"
#include "views/resources/resourcesview.h"
#include "views/workbench.h"
#include "widgets/watchdog.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace plumb;
using namespace plumb::ui;
using namespace plumb::ui::test;

namespace {

constexpr int kPerReplicaSet = 500;

void require(bool isTrue, const char* what)
{
    if (!isTrue)
        qFatal("%s", what);
}

engine::ResourceNode nodeOf(const QString& kind, const QString& name, int depth)
{
    engine::ResourceNode node;
    node.key = {kind == u"Pod" ? QString() : u"apps"_s, kind, u"shop"_s, name};
    node.uid = u"uid-"_s + name;
    node.depth = depth;
    node.health = health::Verdict{health::Status::Healthy, {}, u"rule"_s};
    return node;
}

QList<engine::ResourceNode> podsOf(int count)
{
    QList<engine::ResourceNode> nodes;
    for (int i = 0; i < count; ++i) {
        if (i % kPerReplicaSet == 0) {
            const auto name = u"web-%1"_s.arg(i / kPerReplicaSet);
            nodes << nodeOf(u"Deployment"_s, name, 0) << nodeOf(u"ReplicaSet"_s, name + u"-1"_s, 1);
        }
        nodes << nodeOf(u"Pod"_s, u"web-%1-%2"_s.arg(i / kPerReplicaSet).arg(i), 2);
    }
    return nodes;
}

//! One thirtieth of a second of a storm: these Pods say something else, one goes, one comes.
void storm(QList<engine::ResourceNode>& nodes, int round)
{
    for (int i = 0; i < 5000 / 30; ++i) {
        auto& node = nodes[(round * 131 + i * 17) % nodes.size()];
        node.reason = u"round %1"_s.arg(round);
        node.restarts = round;
    }
    if (round % 3 == 0) {
        auto& node = nodes.last();
        node.key.name = node.uid = u"web-new-%1"_s.arg(round);
    }
}

double longestSlice(Sample& sample, MainWindow& window, int rounds)
{
    auto application = sample.application(u"checkout"_s);
    auto nodes = application.resources;
    Watchdog::instance().reset();
    for (int round = 0; round < rounds; ++round) {
        storm(nodes, round);
        application.resources = nodes;
        QMetaObject::invokeMethod(
            &window, [&] { window.setApplication(application); }, Qt::QueuedConnection);
        QElapsedTimer timer;
        timer.start();
        // thirty times a second, with the picture that each makes
        while (timer.elapsed() < 33)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 33);
    }
    return Watchdog::instance().longest();
}

} // namespace

int main(int argc, char** argv)
{
    GuiApplication app(argc, argv);
    applyTheme(app, ThemeChoice::Dark);
    QCommandLineParser parser;
    bench::Bench figures(parser, app);
    const int pods = figures.isFull() ? 20'000 : 2'000;
    const int rounds = figures.isFull() ? 300 : 10;

    Sample sample;
    sample.application(u"checkout"_s).resources = podsOf(pods);
    const auto window = sample.window({1280, 800});
    window->showApplication(u"checkout"_s);
    window->workbench()->setTab(Workbench::Resources);
    const auto* tree = window->workbench()->resources()->tree();
    const auto* model = tree->model();
    require(QTest::qWaitFor([&] { return window->isQuiet() && model->rowCount() > 1; }),
            "the Pods do not come");

    // what changes is said as a change; what comes or goes, in one piece
    QSignalSpy inserted(model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy reset(model, &QAbstractItemModel::modelReset);
    longestSlice(sample, *window, 10);
    require(QTest::qWaitFor([&] { return window->isQuiet(); }), "the window does not come to rest");
    const auto last = model->index(model->rowCount() - 1, 0);
    const auto below = model->index(0, 0, last);
    const auto newest = model->index(model->rowCount(below) - 1, ResourceModel::Name, below);
    require(newest.data().toString() == u"web-new-9", "the last news are not on screen");
    require(inserted.size() <= 4 && removed.size() <= 4 && reset.isEmpty(),
            "news of a few rows move many");
    std::fprintf(stderr, "%d Pods, 10 rounds: %d insertions, %d removals\n", pods,
                 int(inserted.size()), int(removed.size()));
    figures.measure({u"B17 window"_s,
                     u"longest event during a storm, ms"_s,
                     [&] { return longestSlice(sample, *window, rounds); },
                     {},
                     50,
                     16});
    return figures.finish();
}
