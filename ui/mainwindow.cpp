// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "mainwindow.h"

#include "base/text.h"
#include "format/text.h"
#include "format/verdict.h"
#include "views/find/findpage.h"
#include "views/firstrun/firstrunpage.h"
#include "views/fleet/fleetview.h"
#include "views/history/historyview.h"
#include "views/inspector/inspector.h"
#include "views/review/reviewpage.h"
#include "views/rollback/rollbackpage.h"
#include "views/sidebar/sidebar.h"
#include "views/workbench.h"
#include "widgets/announcer.h"
#include "widgets/focusring.h"
#include "widgets/jobstrip.h"
#include "widgets/locator.h"
#include "widgets/selectorbutton.h"
#include "widgets/surface.h"
#include "widgets/toolbar.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace plumb::ui {

MainWindow::MainWindow(Services services, WindowOptions options)
    : m_services(std::move(services))
    , m_options(std::move(options))
{
    setObjectName(u"mainwindow"_s);
    setWindowTitle(u"Plumbline"_s);
    setMinimumSize(1024, 640);
    resize(1440, 900);
    std::optional<WithoutStyleSheet> bare(std::in_place);
    m_locator = new Locator;
    addActions();
    m_toolbar = new Toolbar(m_actions, m_locator);
    m_sidebar = new Sidebar;
    m_workbench = new Workbench(m_services);
    m_fleet = new FleetView;
    m_review = new ReviewPage(m_services);
    m_rollback = new RollbackPage(m_services);
    m_firstRun = new FirstRunPage(m_services);
    m_find = new FindPage(m_services);
    m_inspector = new Inspector(m_services);
    m_strip = new JobStrip;
    m_announcer = new Announcer(m_strip);
    m_centre = new QStackedWidget;
    // in the order of Page
    for (QWidget* page : std::initializer_list<QWidget*>{m_fleet, m_workbench, m_review, m_rollback,
                                                         m_firstRun, m_find})
        m_centre->addWidget(page);

    m_splitter = new QSplitter(Qt::Horizontal);
    m_splitter->addWidget(m_sidebar);
    m_splitter->addWidget(m_centre);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({m_sidebarWidth, 914, m_inspectorWidth});
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] {
        if (m_sidebar->isVisible())
            m_sidebarWidth = m_sidebar->width();
        if (!m_isInspectorOver && m_inspector->isVisible())
            m_inspectorWidth = m_inspector->width();
    });
    m_splitter->setCollapsible(1, false);
    // the widest of all pages must not squeeze the sidebar beside another
    m_centre->setMinimumWidth(620);
    auto* frame = new QFrame;
    frame->setObjectName(u"windowframe"_s);
    auto* column = columnOf(frame);
    column->addWidget(m_toolbar);
    column->addWidget(m_splitter, 1);
    column->addWidget(m_strip);
    setCentralWidget(frame);
    new FocusRing(this);

    m_toolbar->setSandbox(m_options.isSandbox);
    m_firstRun->setSandboxOffered(!m_options.isSandbox);
    m_splitter->installEventFilter(this);
    connectViews();
    bare.reset();
    m_refreshLater.setSingleShot(true);
    m_refreshLater.setInterval(30);
    connect(&m_refreshLater, &QTimer::timeout, this, &MainWindow::refresh);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this,
            &MainWindow::refreshStrip); // ages grow without any news
    m_tick.start();
    restoreSession();
    refresh();
}

MainWindow::~MainWindow()
{
    m_stop.request_stop();
}

const engine::ApplicationSnapshot* MainWindow::find(const QString& name) const
{
    for (const auto& application : m_applications) {
        if (application.config.name == name)
            return &application;
    }
    return nullptr;
}

const engine::RepositorySnapshot* MainWindow::findRepository(const QString& name) const
{
    for (const auto& repository : m_repositories) {
        if (repository.config.name == name)
            return &repository;
    }
    return nullptr;
}

const engine::ClusterSnapshot* MainWindow::findCluster(const QString& name) const
{
    for (const auto& cluster : m_clusters) {
        if (cluster.config.name == name)
            return &cluster;
    }
    return nullptr;
}

const engine::ClusterSnapshot* MainWindow::shownCluster() const
{
    const auto* application = find(m_application);
    return findCluster(application ? application->config.context : m_context);
}

void MainWindow::setApplications(const QList<engine::ApplicationSnapshot>& applications)
{
    m_applications = applications;
    m_refreshLater.start();
}

void MainWindow::setApplication(const engine::ApplicationSnapshot& application)
{
    for (auto& known : m_applications) {
        if (known.config.name != application.config.name)
            continue;
        // only what changes under the user's eyes; the first verdict is what was waited for
        if (known.phase == engine::Phase::Ready && markOf(known) != markOf(application))
            m_announcer->say(spoken(application));
        const bool moved = planInputs(known) != planInputs(application);
        known = application;
        if (application.config.name == m_review->application())
            m_review->setApplication(application);
        if (moved && application.config.name == m_rollback->application())
            m_rollback->check();
        m_refreshLater.start();
        return;
    }
}

void MainWindow::setRepositories(const QList<engine::RepositorySnapshot>& repositories)
{
    for (const auto& repository : repositories) {
        const auto* known = findRepository(repository.config.name);
        const auto* application = find(m_rollback->application());
        if (known && known->head != repository.head && application
            && application->config.repository == repository.config.name)
            m_rollback->check();
    }
    m_repositories = repositories;
    m_refreshLater.start();
}

void MainWindow::setClusters(const QList<engine::ClusterSnapshot>& clusters)
{
    m_clusters = clusters;
    m_refreshLater.start();
}

void MainWindow::setJobs(const QList<engine::Job>& jobs)
{
    m_jobs = jobs;
    m_strip->setJobs(jobs, m_services.now());
}

void MainWindow::setProblems(const QStringList& problems)
{
    m_problems = problems;
    m_firstRun->setProblems(problems);
    m_refreshLater.start();
}

void MainWindow::setInterrupted(const QStringList& sentences)
{
    m_interrupted = sentences;
    m_refreshLater.start();
}

void MainWindow::start()
{
    m_firstRun->refresh();
    if (m_applications.isEmpty() && m_repositories.isEmpty())
        return showFirstRun();
    QStringList names;
    for (const auto& application : m_applications)
        names << application.config.name;
    if (names.removeOne(m_lastApplication))
        names.prepend(m_lastApplication);
    if (!m_applications.isEmpty())
        showApplication(find(m_lastApplication) ? m_lastApplication : names.first());
    else
        showRepository(m_repositories.first().config.name);
    // the first keys belong to the list, not to a field that happens to come first
    m_sidebar->list()->setFocus();
    evaluate(names);
}

void MainWindow::evaluate(const QStringList& applications)
{
    for (const auto& name : applications) {
        m_busy.begin();
        observe(m_services.evaluate(name, m_stop.get_token()), this,
                [this, name](const Result<engine::ApplicationSnapshot>& snapshot) {
                    m_busy.end();
                    if (snapshot)
                        setApplication(*snapshot);
                    m_services.follow(name);
                });
    }
}

void MainWindow::refresh()
{
    m_sidebar->setState(m_applications, m_repositories, m_clusters);
    if (!m_application.isEmpty() && !find(m_application))
        m_application.clear();
    // a list without a current row makes its first one current when it gets the focus
    chooseInSidebar();
    refreshCentre();
    refreshToolbar();
    refreshActions();
    refreshStrip();
    protectedFrame();
}

void MainWindow::refreshCentre()
{
    const auto now = m_services.now();
    QList<engine::ApplicationSnapshot> ofRepository;
    for (const auto& application : m_applications) {
        if (application.config.repository == m_repository)
            ofRepository.append(application);
    }
    m_fleet->setApplications(m_applications, m_context);
    m_workbench->setApplications(ofRepository, m_application);
    if (const auto* repository = findRepository(m_repository))
        m_workbench->history()->setRepository(*repository);

    refreshPanels();
    if (const auto* application = find(m_application)) {
        // a chosen resource keeps the inspector until another tab or application is chosen
        if (m_workbench->tab() != Workbench::Resources
            || !m_inspector->refreshResource(*application, now))
            m_inspector->showApplication(*application, now);
    } else {
        m_inspector->showNothing();
    }
    refreshBanner();
}

void MainWindow::refreshToolbar()
{
    const auto* application = find(m_application);
    const auto* repository = findRepository(m_repository);
    QStringList repositories, contexts, namespaces, branches;
    for (const auto& known : m_repositories)
        repositories << known.config.name;
    for (const auto& cluster : m_clusters)
        contexts << cluster.config.name;
    for (const auto& known : m_applications) {
        if (application && known.config.context == application->config.context
            && !known.config.ns.isEmpty() && !namespaces.contains(known.config.ns))
            namespaces << known.config.ns;
    }
    if (repository) {
        for (const auto& ref : repository->refs) {
            if (ref.kind == git::Ref::Kind::Branch)
                branches << ref.name;
        }
    }
    const auto set = [](SelectorButton* selector, const QString& value,
                        const QStringList& choices) {
        if (selector->value() != value)
            selector->setValue(value);
        if (selector->property("choices").toStringList() != choices) {
            selector->setProperty("choices", choices);
            selector->setChoices(choices);
        }
    };
    set(m_toolbar->repository(), m_repository, repositories);
    set(m_toolbar->branch(), repository ? repository->branch : QString(), branches);
    set(m_toolbar->context(), application ? application->config.context : m_context, contexts);
    const auto* cluster = shownCluster();
    m_toolbar->context()->setSwatch(QColor(cluster ? cluster->config.colour : QString()));
    set(m_toolbar->ns(), application ? application->config.ns : QString(), namespaces);
    setWindowTitle(application ? tr("%1 — %2 — Plumbline")
                                     .arg(printable(application->config.name, 80),
                                          printable(application->config.context, 80))
                               : u"Plumbline"_s);
}

void MainWindow::refreshPanels()
{
    constexpr int kWide = 1280;
    const bool over = width() < kWide;
    const bool isBeginning =
        page() == Page::Find && m_applications.isEmpty() && m_repositories.isEmpty();
    m_sidebar->setVisible(page() != Page::FirstRun && !isBeginning && m_sidebarWanted);
    // beside the centre where there is room, else over its right end
    if (over != m_isInspectorOver) {
        m_isInspectorOver = over;
        if (over) {
            m_inspector->setParent(centralWidget());
        } else {
            m_splitter->addWidget(m_inspector);
        }
    }
    const bool wasHidden = m_inspector->isHidden();
    m_inspector->setVisible(page() == Page::Workbench
                            && (over ? m_inspectorNarrow : m_inspectorWanted));
    if (over)
        placeInspector();
    else if (wasHidden && !m_inspector->isHidden())
        giveInspectorItsWidth();
}

void MainWindow::placeInspector()
{
    if (!m_isInspectorOver)
        return;
    const auto area = m_splitter->geometry();
    const auto broad = qMin(m_inspectorWidth, area.width() / 2);
    const auto left = layoutDirection() == Qt::RightToLeft ? area.left() : area.right() + 1 - broad;
    m_inspector->setGeometry(left, area.top(), broad, area.height());
    m_inspector->raise();
}

void MainWindow::giveInspectorItsWidth()
{
    // not the sidebar's present width: before the first layout it has none
    const auto sidebar = m_sidebar->isHidden() ? 0 : m_sidebarWidth;
    m_splitter->setSizes({sidebar, width() - sidebar - m_inspectorWidth, m_inspectorWidth});
}

void MainWindow::refreshStrip()
{
    const auto now = m_services.now();
    m_strip->setJobs(m_jobs, now);
    const auto* cluster = shownCluster();
    const auto* repository = findRepository(m_repository);
    m_strip->setCluster(cluster ? std::optional(*cluster) : std::nullopt, now);
    m_strip->setRepository(repository ? std::optional(*repository) : std::nullopt, now);
}

void MainWindow::protectedFrame()
{
    const auto* cluster = shownCluster();
    const bool guarded = page() != Page::FirstRun && cluster && cluster->config.isProtected;
    auto label = guarded ? (cluster->config.label.isEmpty() ? tr("PROTECTED")
                                                            : cluster->config.label.toUpper())
                         : QString();
    if (guarded && cluster->config.label != cluster->config.name)
        label += u" · "_s + cluster->config.name;
    m_toolbar->setProtected(label);
    auto* frame = centralWidget();
    // the colour is the user's own mark of this cluster
    const QColor own(guarded ? cluster->config.colour : QString());
    const auto sheet = guarded ? u"QFrame#protectedframe { border: 2px solid %1; }"_s.arg(
                           (own.isValid() ? own : theme().bad.ink).name())
                               : QString();
    const auto wanted = guarded ? u"protectedframe"_s : u"windowframe"_s;
    if (frame->objectName() == wanted && frame->styleSheet() == sheet)
        return;
    frame->setObjectName(wanted);
    frame->layout()->setContentsMargins(guarded ? QMargins(2, 2, 2, 2) : QMargins());
    // an object name is matched once only, when the style sheet is set
    frame->setStyleSheet(sheet);
}

bool MainWindow::isQuiet() const
{
    const auto* history = m_workbench->history();
    return m_busy.isIdle() && !m_refreshLater.isActive() && !history->isLoading()
           && !history->model()->isAsking() && !m_review->isChecking()
           && m_rollback->state() != RollbackPage::State::Computing
           && m_find->state() != FindPage::State::Looking
           && m_find->state() != FindPage::State::Adding;
}

} // namespace plumb::ui
