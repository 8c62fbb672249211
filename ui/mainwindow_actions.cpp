// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "mainwindow.h"

#include "dialogs/addapplication.h"
#include "dialogs/dialogs.h"
#include "views/fleet/fleetview.h"
#include "views/history/historyview.h"
#include "views/inspector/inspector.h"
#include "views/sidebar/sidebar.h"
#include "views/workbench.h"
#include "widgets/jobstrip.h"
#include "widgets/locator.h"
#include "widgets/toolbar.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QListView>
#include <QPushButton>
#include <QTreeView>

namespace plumb::ui {

static constexpr int kZooms[] = {kLeastZoom, 100, 115, 130, kMostZoom};

void MainWindow::setZoom(int percent)
{
    const auto before = zoom();
    ui::setZoom(percent);
    if (zoom() == before)
        return;
    applyTheme(*qobject_cast<QApplication*>(QCoreApplication::instance()), m_options.theme);
    followZoom(this);
    m_toolbar->setSandbox(m_options.isSandbox);
    m_strip->setMessage(tr("Everything at %1 %").arg(zoom()));
    refresh();
}

void MainWindow::addActions()
{
    const auto add = [this](const QString& id, const QString& text, const QList<QKeySequence>& keys,
                            const QString& what, auto fn) {
        connect(m_actions.add(id, text, keys, what, this), &QAction::triggered, this, fn);
    };
    add(u"fetch"_s, tr("Fetch"), {QKeySequence(u"Ctrl+Shift+F"_s)},
        tr("Asks the remote what is new."), [this] { doFetch(); });
    add(u"push"_s, tr("Push…"), {}, tr("Shows the commits that would be pushed."),
        [this] { doPush(); });
    add(u"sync"_s, tr("Review sync…"), {QKeySequence(u"Ctrl+Shift+S"_s)},
        tr("Shows what a sync would write; nothing is written yet."),
        [this] { showReview(m_application); });
    add(u"rollback"_s, tr("Roll back…"), {QKeySequence(u"Ctrl+Shift+R"_s)},
        tr("Shows what undoing the chosen commit would do; nothing is written yet."),
        [this] { // a commit that changes something else is not what one wants to take back here
            const auto* model = m_workbench->history()->model();
            const auto id = m_workbench->history()->selected();
            const auto row = model->rowOf(id);
            const bool fits = row >= 0 && model->touchedAt(row).contains(m_application);
            QList<git::CommitId> chosen;
            if (isRangeChosen())
                chosen = m_workbench->history()->range().commits;
            else if (fits && page() == Page::Workbench)
                chosen = {id};
            showRollback(m_application, chosen);
        });
    add(u"refresh"_s, tr("Refresh"), {QKeySequence(Qt::Key_F5)},
        tr("Reads Git and the cluster again."), [this] {
            QStringList names;
            for (const auto& application : m_applications) {
                if (m_application.isEmpty() || application.config.name == m_application)
                    names << application.config.name;
            }
            if (page() == Page::Workbench)
                m_workbench->history()->reload();
            evaluate(names);
        });
    add(u"history"_s, tr("History"), {QKeySequence(u"Alt+1"_s)}, {},
        [this] { goToTab(Workbench::History); });
    add(u"drift"_s, tr("Drift"), {QKeySequence(u"Alt+2"_s)}, {},
        [this] { goToTab(Workbench::Drift); });
    add(u"resources"_s, tr("Resources"), {QKeySequence(u"Alt+3"_s)}, {},
        [this] { goToTab(Workbench::Resources); });
    add(u"nextTab"_s, tr("Next view"), {QKeySequence(u"Ctrl+Tab"_s)}, {},
        [this] { goToTab((m_workbench->tab() + 1) % 3); });
    add(u"fleet"_s, tr("Fleet"), {QKeySequence(u"Alt+0"_s)}, {}, [this] {
        showFleet();
        m_fleet->list()->setFocus();
    });
    add(u"primary"_s, tr("Do what this page is for"), {QKeySequence(u"Ctrl+Return"_s)}, {}, [this] {
        auto* button = primaryButton();
        if (button && !button->isEnabled())
            m_strip->setMessage(button->accessibleDescription());
        else if (button)
            button->click();
    });
    add(u"locator"_s, tr("Go to anything"), {QKeySequence(u"Ctrl+K"_s)}, {}, [this] {
        m_locator->setFocus();
        m_locator->selectAll();
    });
    add(u"filter"_s, tr("Filter this view"), {QKeySequence(u"/"_s), QKeySequence(u"Ctrl+F"_s)}, {},
        [this] {
            m_workbench->filter()->setFocus();
            m_workbench->filter()->selectAll();
        });
    add(u"sidebar"_s, tr("Show or hide the sidebar"), {QKeySequence(u"Ctrl+B"_s)}, {}, [this] {
        m_sidebarWanted = !m_sidebar->isVisible();
        refreshPanels();
    });
    add(u"inspector"_s, tr("Show or hide the inspector"), {QKeySequence(u"Ctrl+I"_s)}, {}, [this] {
        m_inspectorWanted = m_inspectorNarrow = !m_inspector->isVisible();
        refreshPanels();
    });
    add(u"previousApplication"_s, tr("Previous application"), {QKeySequence(u"Alt+Up"_s)}, {},
        [this] { m_sidebar->step(-1); });
    add(u"nextApplication"_s, tr("Next application"), {QKeySequence(u"Alt+Down"_s)}, {},
        [this] { m_sidebar->step(1); });
    add(u"nextDifference"_s, tr("Next difference"), {QKeySequence(Qt::Key_F7)}, {},
        [this] { goToDifference(true); });
    add(u"previousDifference"_s, tr("Previous difference"), {QKeySequence(u"Shift+F7"_s)}, {},
        [this] { goToDifference(false); });
    add(u"previousPin"_s, tr("Previous pin"), {QKeySequence(u"["_s)}, {},
        [this] { m_workbench->history()->goToPin(false); });
    add(u"nextPin"_s, tr("Next pin"), {QKeySequence(u"]"_s)}, {},
        [this] { m_workbench->history()->goToPin(true); });
    add(u"order"_s, tr("Keep lines of history together"), {QKeySequence(u"Ctrl+Shift+O"_s)},
        tr("git's topological order; without it the youngest commits come first."), [this] {
            m_workbench->history()->setOrder(m_actions.action(u"order"_s)->isChecked()
                                                 ? git::CommitOrder::Topological
                                                 : git::CommitOrder::Date);
        });
    m_actions.action(u"order"_s)->setCheckable(true);
    add(u"addApplication"_s, tr("Add application…"), {QKeySequence(u"Ctrl+N"_s)}, {},
        [this] { showAddApplication()->open(); });
    add(u"findApplications"_s, tr("Find applications…"), {QKeySequence(u"Ctrl+Shift+N"_s)},
        tr("Proposes applications from a repository and a cluster; nothing is written yet."),
        [this] { showFind(); });
    add(u"openRepository"_s, tr("Open repository…"), {QKeySequence(u"Ctrl+O"_s)}, {},
        [this] { showFirstRun(); });
    add(u"theme"_s, tr("Switch between light and dark"), {QKeySequence(u"Ctrl+Shift+D"_s)}, {},
        [this] {
            m_options.theme = theme().isDark ? ThemeChoice::Light : ThemeChoice::Dark;
            applyTheme(*qobject_cast<QApplication*>(QCoreApplication::instance()), m_options.theme);
            refresh();
        });
    add(u"zoomIn"_s, tr("Larger"), {QKeySequence(u"Ctrl++"_s), QKeySequence(u"Ctrl+="_s)}, {},
        [this] { setZoom(*std::upper_bound(std::begin(kZooms), std::end(kZooms) - 1, zoom())); });
    add(u"zoomOut"_s, tr("Smaller"), {QKeySequence(u"Ctrl+-"_s)}, {}, [this] {
        const auto* here = std::lower_bound(std::begin(kZooms), std::end(kZooms), zoom());
        setZoom(here == std::begin(kZooms) ? *here : *(here - 1));
    });
    add(u"zoomReset"_s, tr("As large as at first"), {QKeySequence(u"Ctrl+0"_s)}, {},
        [this] { setZoom(100); });
    add(u"copyCommand"_s, tr("Copy as command"), {QKeySequence(u"Ctrl+Shift+C"_s)}, {}, [this] {
        copy(m_application.isEmpty() ? u"plumb status"_s : u"plumb status "_s + m_application);
    });
    add(u"resetSandbox"_s, tr("Reset the sandbox…"), {},
        tr("Everything in the sandbox as on the first day."), [this] {
            auto* dialog = confirmDialog(tr("Reset the sandbox"),
                                         tr("The sample repository, the simulated cluster and "
                                            "their journal start again as on the first day. "
                                            "Nothing outside of the sandbox is touched."),
                                         tr("Reset"), this);
            connect(dialog, &QDialog::accepted, this, &MainWindow::sandboxResetWanted);
            dialog->open();
        });
    add(u"back"_s, tr("Back"), {QKeySequence(Qt::Key_Escape)}, {}, [this] { goBack(); });
    add(u"keys"_s, tr("Keyboard"), {QKeySequence(u"?"_s), QKeySequence(Qt::Key_F1)}, {},
        [this] { showCheatSheet(); });
    add(u"quit"_s, tr("Quit"), {QKeySequence(u"Ctrl+Q"_s)}, {}, [this] { close(); });
}

void MainWindow::refreshActions()
{
    const auto* application = find(m_application);
    const bool first = page() == Page::FirstRun;
    QString none =
        first ? tr("Open a repository first.") : tr("Choose an application at the left first.");
    m_actions.setReason(u"fetch"_s,
                        m_repository.isEmpty() ? tr("Choose a repository or an application first.")
                        : m_fetching.contains(m_repository) ? tr("Fetching is under way.")
                                                            : QString());
    const auto* repository = findRepository(m_repository);
    const auto unconfirmed =
        repository && repository->config.remote.isEmpty() && !repository->remoteOfClone.isEmpty()
            ? tr("Confirm first where %1 is pushed to.").arg(m_repository)
            : QString();
    m_actions.setReason(u"push"_s, m_repository.isEmpty()
                                       ? tr("Choose a repository or an application first.")
                                   : !unconfirmed.isEmpty() ? unconfirmed
                                                            : m_services.whyNotPush(m_repository));
    const auto* cluster = application ? findCluster(application->config.context) : nullptr;
    const auto stale = !application || !application->isStale ? QString()
                       : cluster && !cluster->changed.isEmpty()
                           ? cluster->changed
                           : tr("%1 does not answer; what would be written is not known.")
                                 .arg(application->config.context);
    auto sync = !application       ? none
                : !stale.isEmpty() ? stale
                                   : m_services.whyNotSync(m_application);
    if (sync.isEmpty() && page() == Page::Review)
        sync = tr("You are reviewing it.");
    auto rollback = !application             ? none
                    : !stale.isEmpty()       ? stale
                    : !unconfirmed.isEmpty() ? unconfirmed
                                             : m_services.whyNotRollback(m_application);
    if (rollback.isEmpty() && page() == Page::Rollback)
        rollback = tr("You are looking at it.");
    m_actions.setReason(u"sync"_s, sync);
    m_actions.setReason(u"rollback"_s, rollback.isEmpty() && isRangeChosen()
                                           ? m_workbench->history()->range().whyNot
                                           : rollback);
    m_actions.setReason(u"resetSandbox"_s,
                        m_options.isSandbox ? QString() : tr("This is not the sandbox."));
    m_workbench->history()->setRollbackReason(rollback);
    const auto nothing =
        first && m_repositories.isEmpty() ? tr("Open a repository first.") : QString();
    const auto only = [&](std::initializer_list<QString> ids, bool here, const QString& elsewhere) {
        for (const auto& id : ids)
            m_actions.setReason(id, !nothing.isEmpty() ? nothing : here ? QString() : elsewhere);
    };
    const bool bench = page() == Page::Workbench;
    const auto tab = m_workbench->tab();
    only({u"history"_s, u"drift"_s, u"resources"_s, u"refresh"_s}, true, {});
    m_actions.setReason(u"primary"_s, primaryButton()
                                          ? QString()
                                          : tr("This page only shows; nothing is done here."));
    only({u"nextTab"_s}, bench, tr("This page has no other view."));
    only({u"filter"_s}, bench && tab != Workbench::Drift, tr("This page has no filter."));
    only({u"previousPin"_s, u"nextPin"_s}, bench && tab == Workbench::History,
         tr("Pins are in the history."));
    only({u"order"_s}, bench && tab == Workbench::History, tr("The order is that of the history."));
    only({u"previousDifference"_s, u"nextDifference"_s},
         page() == Page::Review || m_workbench->visibleDrift(),
         tr("Differences are on the Drift and Review pages."));
    only({u"inspector"_s}, bench, tr("This page has no inspector."));
    m_actions.setReason(u"zoomIn"_s,
                        zoom() >= kMostZoom ? tr("It does not get larger.") : QString());
    m_actions.setReason(u"zoomOut"_s,
                        zoom() <= kLeastZoom ? tr("It does not get smaller.") : QString());
    only({u"sidebar"_s}, !first, tr("This page has no sidebar."));
    only({u"previousApplication"_s, u"nextApplication"_s}, !first && !m_applications.isEmpty(),
         first ? tr("This page has no sidebar.") : tr("There is no application to go to."));
    const bool page2 = page() == Page::Review || page() == Page::Rollback || page() == Page::Find
                       || (first && nothing.isEmpty());
    m_actions.setReason(u"back"_s, page2 ? QString() : tr("This is the first level."));
}

void MainWindow::doFetch()
{
    if (m_repository.isEmpty() || m_fetching.contains(m_repository))
        return;
    const auto name = m_repository;
    m_fetching.insert(name);
    m_busy.begin();
    refreshActions();
    observe(m_services.fetch(name, m_stop.get_token()), this,
            [this, name](const Result<git::Refs>& refs) {
                m_fetching.remove(name);
                m_busy.end();
                refreshActions();
                if (!refs) {
                    if (refs.error().kind != Error::Kind::Cancelled)
                        showError(refs.error());
                    return;
                }
                m_strip->setMessage(tr("Fetched %1.").arg(name));
                if (m_workbench->history()->repository() == name)
                    m_workbench->history()->reload();
                QStringList names;
                for (const auto& application : m_applications) {
                    if (application.config.repository == name)
                        names << application.config.name;
                }
                evaluate(names);
            });
}

void MainWindow::doPush()
{
    const auto name = m_repository;
    m_busy.begin();
    observe(m_services.previewPush(name, m_stop.get_token()), this,
            [this, name](const Result<engine::PushPreview>& preview) {
                m_busy.end();
                if (!preview)
                    return showError(preview.error());
                auto* dialog = pushDialog(*preview, this);
                connect(dialog, &QDialog::accepted, this, [this, name, wanted = *preview] {
                    m_busy.begin();
                    observe(m_services.push(wanted, m_stop.get_token()), this,
                            [this, name](const Result<Unit>& pushed) {
                                m_busy.end();
                                if (!pushed)
                                    return showError(pushed.error());
                                m_strip->setMessage(tr("Pushed %1.").arg(name));
                                m_workbench->history()->reload();
                            });
                });
                dialog->open();
            });
}

void MainWindow::confirmRemote()
{
    const auto* repository = findRepository(m_repository);
    if (!repository)
        return;
    const auto url = repository->remoteOfClone;
    auto* dialog = confirmRemoteDialog(m_repository, url, this);
    connect(dialog, &QDialog::accepted, this, [this, name = m_repository, url] {
        observe(m_services.confirmRemote(name, url), this, [this](const Result<Unit>& done) {
            if (!done)
                showError(done.error());
            refresh();
        });
    });
    dialog->open();
}

QDialog* MainWindow::showAddApplication()
{
    QStringList names;
    for (const auto& repository : m_repositories)
        names << repository.config.name;
    auto* dialog = new AddApplicationDialog(m_services, names, m_repository, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AddApplicationDialog::added, this, [this](const QString& name) {
        // the snapshot comes with the engine's word that the workspace changed
        m_lastApplication = name;
        evaluate({name});
        QTimer::singleShot(0, this, [this, name] { showApplication(name); });
    });
    return dialog;
}

void MainWindow::copy(const QString& text)
{
    QGuiApplication::clipboard()->setText(text);
    m_strip->setMessage(tr("Copied: %1").arg(text.section(u'\n', 0, 0)));
}

void MainWindow::showCheatSheet()
{
    cheatSheet(m_actions, this)->open();
}

void MainWindow::showError(const Error& error)
{
    m_strip->setMessage(error.summary);
    errorDialog(error, this)->open();
}

} // namespace plumb::ui
