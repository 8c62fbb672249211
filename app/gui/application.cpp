// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "gui/application.h"

#include "base/files.h"
#include "base/log.h"
#include "gui/engineservices.h"
#include "plan/savedplan.h"
#include "process.h"
#include "views/find/findpage.h"
#include "views/history/historyview.h"
#include "views/review/reviewpage.h"
#include "views/rollback/rollbackpage.h"
#include "views/workbench.h"

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QPainter>
#include <QPixmap>
#include <QTextStream>

namespace plumb::gui {

static constexpr int kPictureDeadlineSeconds = 90;

Application::Application(Options options)
    : m_options(std::move(options))
{
}

Application::~Application()
{
    // the window asks the engine until its last breath
    m_window.reset();
    m_engine.reset();
    m_sandbox.reset();
}

Result<Unit> Application::start()
{
    m_began = m_clock.now();
    return build(m_options.sandbox);
}

Result<Unit> Application::build(bool sandbox)
{
    m_window.reset();
    m_engine.reset();
    engine::Settings settings;
    settings.paths = Paths::fromEnvironment();
    settings.workspaceFile = m_options.workspace;
    settings.kubeconfigFile = m_options.kubeconfig;
    if (sandbox) {
        PLUMB_TRY(opened, openSandbox(settings));
        m_sandbox = std::move(opened);
    }
    PLUMB_CHECK(prepare(settings));
    m_engine = std::make_unique<engine::Engine>(settings, m_runner, m_clock);

    auto services = servicesOf(*m_engine);
    services.savePlan = [folder = settings.paths.state](const plan::Plan& plan) -> Result<QString> {
        PLUMB_CHECK(plan::savePlan(folder, plan));
        return tr("The plan is kept for 15 minutes. Apply it with: plumb sync %1 --plan %2")
            .arg(plan.application, plan.digest);
    };
    ui::WindowOptions window;
    // a picture shows the first day, not what somebody left behind
    if (m_options.screenshot.isEmpty()) {
        const auto file = settings.paths.state + u"/window.json"_s;
        window.session = readFile(file, 1 << 20).valueOr({});
        // where it cannot be written the window simply opens as on the first day
        window.keepSession = [file](const QByteArray& session) {
            (void)writeFileDurably(file, session);
        };
    }
    window.isSandbox = sandbox;
    window.theme = m_options.theme;
    m_window = std::make_unique<ui::MainWindow>(services, window);
    m_window->resize(m_options.screenshot.isEmpty() && m_options.size == QSize(1440, 900)
                         ? m_window->size()
                         : m_options.size);
    connect(m_window.get(), &ui::MainWindow::sandboxWanted, this, [this] {
        QTimer::singleShot(0, this, [this] {
            if (const auto built = build(true); !built)
                m_window->setProblems({built.error().summary});
        });
    });
    connect(m_window.get(), &ui::MainWindow::sandboxResetWanted, this,
            [this] { QTimer::singleShot(0, this, &Application::resetSandbox); });
    connectEngine();
    m_window->show();
    observe(m_engine->load(), this, [this](const Result<Unit>& result) {
        if (!result)
            m_window->setProblems({result.error().summary});
        loaded();
    });
    return Unit{};
}

void Application::resetSandbox()
{
    // nobody may hold what is about to go
    m_window.reset();
    m_engine.reset();
    m_sandbox.reset();
    const auto reset = sandbox::Sandbox::reset(sandboxFolder(Paths::fromEnvironment()));
    const auto built = build(true);
    if (!built) {
        QTextStream(stderr) << built.error().summary << Qt::endl;
        QCoreApplication::exit(2);
    } else if (!reset) {
        m_window->setProblems({reset.error().summary});
    }
}

void Application::connectEngine()
{
    auto* engine = m_engine.get();
    connect(engine, &engine::Engine::workspaceChanged, this, &Application::feed);
    connect(engine, &engine::Engine::applicationChanged, m_window.get(),
            [this](const QString& name) {
                if (const auto snapshot = m_engine->application(name))
                    m_window->setApplication(*snapshot);
            });
    connect(engine, &engine::Engine::repositoryChanged, m_window.get(),
            [this] { m_window->setRepositories(m_engine->repositories()); });
    connect(engine, &engine::Engine::clusterChanged, m_window.get(),
            [this] { m_window->setClusters(m_engine->clusters()); });
    connect(engine, &engine::Engine::jobsChanged, m_window.get(),
            [this] { m_window->setJobs(m_engine->jobs()); });
}

void Application::feed()
{
    QStringList problems;
    for (const auto& problem : m_engine->workspace().problems)
        problems << problem.message;
    m_window->setProblems(problems + m_engine->kubeconfigProblems());
    m_window->setClusters(m_engine->clusters());
    m_window->setRepositories(m_engine->repositories());
    m_window->setApplications(m_engine->applications());
}

void Application::loaded()
{
    feed();
    m_window->setInterrupted(m_engine->interruptedOperations());
    if (m_options.page == u"firstrun" && !m_options.screenshot.isEmpty())
        m_window->showFirstRun();
    else
        m_window->start();
    if (m_options.screenshot.isEmpty()) {
        showPage();
        return;
    }
    // a picture is taken once nothing has been under way for a moment
    m_quiet.setInterval(100);
    connect(&m_quiet, &QTimer::timeout, this, &Application::takePicture);
    m_quiet.start();
}

void Application::showPage()
{
    const auto page = m_options.page;
    auto* window = m_window.get();
    if (page == u"drift")
        window->workbench()->setTab(ui::Workbench::Drift);
    else if (page == u"resources")
        window->workbench()->setTab(ui::Workbench::Resources);
    else if (page == u"fleet")
        window->showFleet();
    else if (page == u"firstrun")
        window->showFirstRun();
    else if (page == u"review")
        window->showReview(window->application());
    else if (page == u"rollback")
        window->showRollback(window->application(), {});
    else if (page == u"find")
        showFind();
    else if (page == u"add")
        window->showAddApplication()->open();
    m_pageShown = true;
}

//! What somebody would see who chose a context and looked.
void Application::showFind()
{
    m_window->showFind();
    m_window->findPage()->context()->setCurrentIndex(1);
    m_window->findPage()->look();
}

void Application::takePicture()
{
    auto* window = m_window.get();
    const bool late = m_began.secsTo(m_clock.now()) > kPictureDeadlineSeconds;
    using Review = ui::ReviewPage::State;
    using Rollback = ui::RollbackPage::State;
    const bool busy = !window->busy().isIdle() || !m_engine->jobs().isEmpty()
                      || window->workbench()->history()->isLoading()
                      || (m_options.page == u"review" && m_pageShown
                          && window->review()->state() == Review::Planning)
                      || (m_options.page == u"rollback" && m_pageShown
                          && window->rollback()->state() <= Rollback::Computing);
    static int quietTicks = 0;
    quietTicks = busy ? 0 : quietTicks + 1;
    if (quietTicks < 5 && !late)
        return;
    if (!m_pageShown) {
        // the application that shows most is the one that drifted
        for (const auto& application : m_engine->applications()) {
            if (application.sync == engine::SyncStatus::OutOfSync
                && application.differenceCount() > 0) {
                window->showApplication(application.config.name);
                break;
            }
        }
        showPage();
        quietTicks = 0;
        return;
    }
    m_quiet.stop();
    auto picture = window->grab();
    for (auto* dialog : window->findChildren<QDialog*>()) {
        if (!dialog->isVisible())
            continue;
        QPainter painter(&picture);
        painter.fillRect(window->rect(), QColor(0, 0, 0, 110));
        const auto shown = dialog->grab();
        painter.drawPixmap((window->width() - dialog->width()) / 2,
                           (window->height() - dialog->height()) / 2, shown);
    }
    QTextStream out(stdout), errors(stderr);
    if (!picture.save(m_options.screenshot, "PNG")) {
        errors << tr("The picture could not be written to %1.").arg(m_options.screenshot)
               << Qt::endl;
        QCoreApplication::exit(2);
        return;
    }
    out << m_options.screenshot << Qt::endl;
    QCoreApplication::exit(late ? 6 : 0);
}

} // namespace plumb::gui
