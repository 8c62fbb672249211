// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "mainwindow.h"

#include "views/drift/driftpane.h"
#include "views/find/findpage.h"
#include "views/firstrun/firstrunpage.h"
#include "views/fleet/fleetview.h"
#include "views/history/historyview.h"
#include "views/review/reviewpage.h"
#include "views/rollback/rollbackpage.h"
#include "views/sidebar/sidebar.h"
#include "views/workbench.h"
#include "widgets/approvalbar.h"
#include "widgets/combobox.h"
#include "widgets/selectorbutton.h"
#include "widgets/toolbar.h"

#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QStackedWidget>
#include <QTreeView>

// Where the window stands and how it gets elsewhere.

namespace plumb::ui {

MainWindow::Page MainWindow::page() const
{
    return Page(m_centre->currentIndex());
}

void MainWindow::showFleet(const QString& context)
{
    m_context = context;
    m_application.clear();
    m_centre->setCurrentWidget(m_fleet);
    refresh();
}

void MainWindow::showApplication(const QString& name)
{
    const auto* application = find(name);
    if (!application)
        return;
    m_context.clear();
    m_application = m_lastApplication = name;
    m_repository = application->config.repository;
    m_centre->setCurrentWidget(m_workbench);
    m_workbench->history()->showRepository(m_repository);
    refresh();
    if (!focusWidget() || focusWidget() == m_toolbar->repository())
        m_sidebar->list()->setFocus();
}

void MainWindow::showRepository(const QString& name)
{
    m_context.clear();
    m_application.clear();
    m_repository = name;
    m_centre->setCurrentWidget(m_workbench);
    m_workbench->setTab(Workbench::History);
    m_workbench->history()->showRepository(name);
    refresh();
}

void MainWindow::showReview(const QString& name)
{
    const auto* application = find(name);
    if (!application)
        return;
    if (m_review->state() != ReviewPage::State::Running || m_review->application() != name) {
        const auto* cluster = findCluster(application->config.context);
        m_review->open(*application,
                       cluster
                           ? cluster->config
                           : workspace::Context{application->config.context, {}, {}, false, false});
        const auto& graph = m_workbench->history()->model()->graph();
        const auto base = application->pin ? graph.rowOf(application->pin->commit) : -1;
        const auto tip = application->target ? graph.rowOf(*application->target) : -1;
        if (base >= 0 && tip >= 0) {
            QList<git::CommitId> ids;
            const auto* history = m_workbench->history()->model();
            for (const auto row : graph.between(base, tip)) {
                const auto listed = history->rowOf(graph.id(row));
                if (listed >= 0 && history->touchedAt(listed).contains(name))
                    ids.append(graph.id(row));
            }
            observe(m_services.commits(application->config.repository, ids.mid(0, 40)), this,
                    [this, name](const Result<QList<git::Commit>>& commits) {
                        if (commits && m_review->application() == name)
                            m_review->setArriving(*commits);
                    });
        }
    }
    m_centre->setCurrentWidget(m_review);
    refresh();
    m_review->list()->setFocus();
}

bool MainWindow::isRangeChosen() const
{
    return page() == Page::Workbench && m_workbench->tab() == Workbench::History
           && m_workbench->history()->range().isRange();
}

void MainWindow::showRollback(const QString& name, const QList<git::CommitId>& commits)
{
    const auto* application = find(name);
    if (!application)
        return;
    if (m_rollback->state() == RollbackPage::State::Running) {
        m_centre->setCurrentWidget(m_rollback);
        return refresh();
    }
    const auto target = application->target.value_or(git::CommitId{});
    const auto newest = m_workbench->history()->newestOf(name, target);
    const auto fallback = newest.isNull() ? target : newest;
    const auto wanted = commits.isEmpty() ? QList{fallback} : commits;
    m_busy.begin();
    observe(m_services.commits(application->config.repository, wanted), this,
            [this, name, newest, wanted](const Result<QList<git::Commit>>& read) {
                m_busy.end();
                const auto* still = find(name);
                if (!read || read->size() != wanted.size() || !still) {
                    if (!read)
                        showError(read.error());
                    return;
                }
                const auto* cluster = findCluster(still->config.context);
                m_rollback->open(
                    *still,
                    cluster ? cluster->config
                            : workspace::Context{still->config.context, {}, {}, false, false},
                    *read, newest);
                m_centre->setCurrentWidget(m_rollback);
                refresh();
                m_rollback->firstField()->setFocus();
                git::LogFilter filter;
                filter.paths = {still->config.path};
                filter.limit = 40;
                observe(m_services.log(still->config.repository, filter, m_stop.get_token()), this,
                        [this, repository = still->config.repository](
                            const Result<QList<git::CommitId>>& ids) {
                            if (!ids)
                                return;
                            observe(m_services.commits(repository, *ids), this,
                                    [this](const Result<QList<git::Commit>>& recent) {
                                        if (recent)
                                            m_rollback->setCommits(*recent);
                                    });
                        });
            });
}

void MainWindow::showFirstRun()
{
    m_firstRun->refresh();
    m_centre->setCurrentWidget(m_firstRun);
    refresh();
    m_firstRun->location()->setFocus();
}

void MainWindow::showFind(const QString& repository)
{
    QStringList names;
    for (const auto& each : m_repositories)
        names << each.config.name;
    m_find->open(names, repository.isEmpty() ? m_repository : repository);
    m_centre->setCurrentWidget(m_find);
    refresh();
    m_find->repository()->setFocus();
}

void MainWindow::goBack()
{
    switch (page()) {
    case Page::Review:
        m_review->close();
        break;
    case Page::Rollback:
        m_rollback->close();
        break;
    case Page::FirstRun:
        if (m_applications.isEmpty() && m_repositories.isEmpty())
            return;
        break;
    case Page::Find:
        m_find->close();
        if (m_applications.isEmpty() && m_repositories.isEmpty())
            return showFirstRun();
        break;
    case Page::Fleet:
    case Page::Workbench:
        return;
    }
    m_centre->setCurrentWidget(find(m_application) || !m_repository.isEmpty()
                                   ? static_cast<QWidget*>(m_workbench)
                                   : m_fleet);
    refresh();
    if (page() == Page::Workbench)
        m_workbench->mainList()->setFocus();
    else
        m_fleet->list()->setFocus();
}

void MainWindow::chooseInSidebar()
{
    using Kind = SidebarRow::Kind;
    if (!m_application.isEmpty())
        m_sidebar->choose(Kind::Application, m_application);
    else if (!m_context.isEmpty())
        m_sidebar->choose(Kind::Cluster, m_context);
    else if (page() == Page::Fleet || m_repository.isEmpty())
        m_sidebar->choose(Kind::Fleet, u"fleet"_s);
    else
        m_sidebar->choose(Kind::Repository, m_repository);
}

void MainWindow::goToTab(int tab)
{
    goBack();
    m_workbench->setTab(Workbench::Tab(tab));
    m_workbench->mainList()->setFocus();
}

QAbstractButton* MainWindow::primaryButton() const
{
    switch (page()) {
    case Page::Review:
        return m_review->bar()->primary();
    case Page::Rollback:
        return m_rollback->bar()->primary();
    case Page::FirstRun:
        return m_firstRun->openButton();
    case Page::Find:
        return m_find->bar()->primary();
    case Page::Fleet:
    case Page::Workbench:
        break;
    }
    return nullptr;
}

void MainWindow::goToDifference(bool forward)
{
    if (page() == Page::Review)
        m_review->goToDifference(forward);
    else if (auto* drift = m_workbench->visibleDrift())
        drift->goToDifference(forward);
}

} // namespace plumb::ui
