// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// B15: from the start of plumbline to its window on screen, and what it holds when it rests,
// against a browser that shows one static page as an application. Both under Xvfb, warm, in turns.
// Ours opens a workspace with a repository of 2,000 commits and shows its history.
//
// The small form needs no X server: it counts the programs that a warm start starts, and looks at
// the memory.

#include "bench/support/ratios.h"
#include "bench/window/processtree.h"
#include "support/files.h"
#include "support/largerepository.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <csignal>
#include <poll.h>
#include <xcb/xcb.h>

using namespace Qt::Literals::StringLiterals;
using namespace plumb;
using plumb::test::writeFile;

namespace {

QString programOf(const QString& name)
{
    const auto file = QStandardPaths::findExecutable(name);
    if (file.isEmpty())
        qFatal("%s is not installed (installers/packages bench installs it)", qPrintable(name));
    return file;
}

//! An X server of our own, and a client of it that sees windows appear.
class Display
{
public:
    Display()
    {
        m_server.setProgram(programOf(u"Xvfb"_s));
        m_server.setArguments({u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, u"1440x900x24"_s,
                               u"-nolisten"_s, u"tcp"_s});
        m_server.start();
        while (!m_server.canReadLine()) {
            if (!m_server.waitForReadyRead(30'000))
                qFatal("Xvfb does not start");
        }
        m_name = u':' + QString::fromLatin1(m_server.readLine().trimmed());
        m_connection = xcb_connect(qPrintable(m_name), nullptr);
        if (xcb_connection_has_error(m_connection))
            qFatal("the X server does not answer");
        const auto root = xcb_setup_roots_iterator(xcb_get_setup(m_connection)).data->root;
        const uint32_t mask = XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY;
        xcb_change_window_attributes(m_connection, root, XCB_CW_EVENT_MASK, &mask);
        xcb_flush(m_connection);
    }
    ~Display()
    {
        xcb_disconnect(m_connection);
        m_server.terminate();
        m_server.waitForFinished(10'000);
    }
    const QString& name() const { return m_name; }
    void forgetEvents() const
    {
        while (auto* event = xcb_poll_for_event(m_connection))
            free(event);
    }
    //! Until a window as large as a main window is mapped.
    void waitForWindow() const
    {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 60'000) {
            while (auto* event = xcb_poll_for_event(m_connection)) {
                const bool isMapped = (event->response_type & 0x7f) == XCB_MAP_NOTIFY;
                const auto window = reinterpret_cast<xcb_map_notify_event_t*>(event)->window;
                free(event);
                if (isMapped && isLarge(window))
                    return;
            }
            pollfd news{xcb_get_file_descriptor(m_connection), POLLIN, 0};
            ::poll(&news, 1, 1000);
        }
        qFatal("no window appears");
    }

private:
    bool isLarge(xcb_window_t window) const
    {
        auto* box =
            xcb_get_geometry_reply(m_connection, xcb_get_geometry(m_connection, window), nullptr);
        const bool isLarge = box && box->width >= 800 && box->height >= 500;
        free(box);
        return isLarge;
    }
    QProcess m_server;
    QString m_name;
    xcb_connection_t* m_connection = nullptr;
};

struct Start
{
    double seconds = 0, mebibytes = 0;
    int processes = 0;
};

Start start(const Display& display, const QStringList& command, const QProcessEnvironment& with)
{
    auto environment = with;
    environment.insert(u"DISPLAY"_s, display.name());
    environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
    display.forgetEvents();
    QProcess program;
    program.setProcessEnvironment(environment);
    program.setStandardOutputFile(QProcess::nullDevice());
    program.setStandardErrorFile(QProcess::nullDevice());
    Start start;
    QElapsedTimer timer;
    timer.start();
    program.start(command.first(), command.mid(1));
    display.waitForWindow();
    start.seconds = double(timer.nsecsElapsed()) / 1e9;
    bench::waitUntilIdle(program.processId());
    const auto tree = bench::treeOf(program.processId());
    start.processes = int(tree.size());
    start.mebibytes = bench::proportionalMebibytes(program.processId());
    // without an event loop it learns of its start and its end here alone
    if (!program.waitForStarted(10'000) || program.waitForFinished(0))
        qFatal("%s did not stay, and ended with %d%s", qPrintable(command.first()),
               program.exitCode(),
               program.exitStatus() == QProcess::CrashExit ? " (a signal)" : "");
    program.terminate();
    if (!program.waitForFinished(10'000))
        program.kill();
    program.waitForFinished(10'000);
    return start;
}

//! Both numbers of one start, for two figures.
class Starts
{
public:
    explicit Starts(std::function<Start()> once)
        : m_once(std::move(once))
    {
    }
    double seconds()
    {
        m_all << m_once();
        return m_all.last().seconds;
    }
    double mebibytes() { return m_all[m_next++ % m_all.size()].mebibytes; }
    const Start& last() const { return m_all.last(); }

private:
    std::function<Start()> m_once;
    QList<Start> m_all;
    qsizetype m_next = 0;
};

//! A workspace with one repository, and a home in which it has been opened before.
class Home
{
public:
    explicit Home(int commits)
    {
        if (!makeLargeRepository(m_folder.filePath(u"repository"_s), commits))
            qFatal("git fast-import failed");
        writeFile(m_folder.filePath(u"workspace.yaml"_s),
                  "schemaVersion: 1\nrepositories:\n- name: large\n  path: "
                      + m_folder.filePath(u"repository"_s).toUtf8() + "\n  branch: main\n");
        // git, counted
        QDir().mkpath(m_folder.filePath(u"bin"_s));
        const auto counted = m_folder.filePath(u"bin/git"_s);
        writeFile(counted, "#!/bin/sh\necho \"$*\" >>" + m_folder.filePath(u"started"_s).toUtf8()
                               + "\nexec " + programOf(u"git"_s).toUtf8() + " \"$@\"\n");
        QFile::setPermissions(counted, QFile::permissions(counted) | QFile::ExeOwner);
    }
    QString file(const QString& name) const { return m_folder.filePath(name); }
    QStringList plumbline(const QStringList& more = {}) const
    {
        return QStringList{QStringLiteral(BINARY_ROOT "/bin/plumbline"), u"--workspace"_s,
                           file(u"workspace.yaml"_s), u"--kubeconfig"_s, file(u"none"_s)}
               + more;
    }
    QProcessEnvironment environment() const
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PLUMBLINE_HOME"_s, file(u"home"_s));
        environment.insert(u"HOME"_s, file(u"home"_s));
        return environment;
    }
    QByteArrayList startedGits() const
    {
        QFile log(file(u"started"_s));
        QByteArrayList lines;
        if (log.open(QIODevice::ReadOnly))
            lines = log.readAll().trimmed().split('\n');
        lines.removeAll({});
        return lines;
    }
    void forgetGits() const { QFile::remove(file(u"started"_s)); }

private:
    QTemporaryDir m_folder;
};

//! A picture of the window proves that it came up, and ends the program by itself.
void countAWarmStart()
{
    const Home home(300);
    qputenv("PLUMBLINE_HOME", home.file(u"home"_s).toUtf8());
    qputenv("PATH", home.file(u"bin"_s).toUtf8() + ':' + qgetenv("PATH"));
    const auto picture = home.file(u"picture.png"_s);
    const auto command = home.plumbline({u"--screenshot"_s, picture, u"--page"_s, u"history"_s});
    bench::run(command); // makes the mirror
    if (home.startedGits().isEmpty())
        qFatal("the count of started programs counts nothing");
    home.forgetGits();
    const auto cost = bench::run(command);
    QFile png(picture);
    if (!png.open(QIODevice::ReadOnly) || !png.read(8).endsWith("PNG\r\n\x1a\n"))
        qFatal("there is no picture of the window");
    const auto gits = home.startedGits();
    std::fprintf(stderr, "a warm start starts %d programs, and needs %.0f MiB at most:\n%s\n",
                 int(gits.size()), cost.mebibytes, gits.join('\n').constData());
    if (gits.size() > 4)
        qFatal("a warm start starts too many programs");
#ifndef __SANITIZE_ADDRESS__
    if (cost.mebibytes > 160)
        qFatal("a small repository needs too much memory");
#endif
}

void measure(bench::Bench& figures)
{
    const QTemporaryDir page;
    writeFile(page.filePath(u"page.html"_s),
              "<!doctype html><title>Plumbline</title><h1>History</h1><p>A static page.");
    const Home home(2000);
    const Display display;
    const auto environment = home.environment();
    Starts ours([&] { return start(display, home.plumbline(), environment); });
    const QStringList browser{
        programOf(u"chromium"_s), u"--no-sandbox"_s,
        // it shows a page, and asks nobody for anything else
        u"--no-first-run"_s, u"--no-default-browser-check"_s, u"--disable-sync"_s,
        u"--disable-background-networking"_s, u"--disable-component-update"_s,
        u"--user-data-dir="_s + page.filePath(u"profile"_s), u"--window-size=1440,900"_s,
        u"--app=file://"_s + page.filePath(u"page.html"_s)};
    Starts peer([&] { return start(display, browser, environment); });
    // warm: the mirror is made, the profile too, and what both read is in memory
    for (auto* one : {&ours, &peer})
        one->seconds();
    figures.measure({u"B15"_s, u"start to window / chromium --app of a static page, s"_s,
                     [&] { return ours.seconds(); }, [&] { return peer.seconds(); }, 0.6, 0.35});
    figures.measure({u"B15 memory"_s, u"PSS at rest / the same, MiB"_s,
                     [&] { return ours.mebibytes(); }, [&] { return peer.mebibytes(); }, 0.35,
                     0.2});
    std::fprintf(stderr, "processes at rest: %d, chromium %d\n", ours.last().processes,
                 peer.last().processes);
    if (ours.last().processes != 1)
        qFatal("a window at rest is one process");
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    bench::Bench figures(parser, application);
    figures.useSeed(kLargeHistorySeed);
    if (figures.isFull())
        measure(figures);
    else
        countAWarmStart();
    return figures.finish();
}
