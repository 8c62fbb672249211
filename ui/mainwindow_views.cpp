// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "mainwindow.h"

#include "dialogs/dialogs.h"
#include "views/drift/driftpane.h"
#include "views/find/findpage.h"
#include "views/firstrun/firstrunpage.h"
#include "views/fleet/fleetview.h"
#include "views/history/historyview.h"
#include "views/inspector/inspector.h"
#include "views/resources/resourcesview.h"
#include "views/review/reviewpage.h"
#include "views/rollback/rollbackpage.h"
#include "views/sidebar/sidebar.h"
#include "views/workbench.h"
#include "widgets/announcer.h"
#include "widgets/banner.h"
#include "widgets/jobstrip.h"
#include "widgets/locator.h"
#include "widgets/selectorbutton.h"
#include "widgets/toolbar.h"
#include "widgets/uniformlist.h"

#include <QAbstractItemView>
#include <QKeyEvent>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusTipEvent>

// Who hears whom.

namespace plumb::ui {

void MainWindow::connectViews()
{
    connect(m_sidebar, &Sidebar::chosen, this, [this](SidebarRow::Kind kind, const QString& id) {
        if (page() == Page::Review)
            m_review->close();
        if (page() == Page::Rollback)
            m_rollback->close();
        if (page() == Page::Find)
            m_find->close();
        switch (kind) {
        case SidebarRow::Kind::Fleet:
            return showFleet();
        case SidebarRow::Kind::Application:
            return showApplication(id);
        case SidebarRow::Kind::Repository:
            return showRepository(id);
        case SidebarRow::Kind::Cluster:
            return showFleet(id);
        case SidebarRow::Kind::Heading:
            return;
        }
    });
    const auto addDialog = [this] { showAddApplication()->open(); };
    connect(m_sidebar, &Sidebar::addWanted, this, addDialog);
    connect(m_sidebar, &Sidebar::removeWanted, this, [this](const QString& name) {
        auto* dialog = confirmDialog(
            tr("Remove the application"),
            tr("%1 leaves your workspace file. Nothing in Git or in the cluster changes.")
                .arg(name),
            tr("Remove"), this);
        connect(dialog, &QDialog::accepted, this, [this, name] {
            observe(m_services.removeApplication(name), this, [this](const Result<Unit>& done) {
                if (!done)
                    showError(done.error());
            });
        });
        dialog->open();
    });
    connect(m_fleet, &FleetView::addWanted, this, addDialog);
    connect(m_fleet, &FleetView::chosen, this, &MainWindow::showApplication);
    connect(m_firstRun, &FirstRunPage::addApplicationWanted, this, addDialog);
    connect(m_firstRun, &FirstRunPage::findWanted, this, &MainWindow::showFind);
    connect(m_find, &FindPage::closed, this, &MainWindow::goBack);
    connect(m_find, &FindPage::copyWanted, this, &MainWindow::copy);
    connect(m_find, &FindPage::added, this, [this](const QStringList& names) {
        // the snapshots come with the engine's word that the workspace changed
        m_lastApplication = names.first();
        evaluate(names);
        QTimer::singleShot(0, this, [this, name = names.first()] { showApplication(name); });
    });
    connect(m_firstRun, &FirstRunPage::sandboxWanted, this, &MainWindow::sandboxWanted);
    connect(m_firstRun, &FirstRunPage::repositoryAdded, this, &MainWindow::showRepository);

    auto* history = m_workbench->history();
    connect(history, &HistoryView::copyWanted, this, &MainWindow::copy);
    connect(history, &HistoryView::fetchWanted, this, &MainWindow::doFetch);
    connect(history, &HistoryView::orderWanted, m_actions.action(u"order"_s), &QAction::trigger);
    connect(history, &HistoryView::rollbackWanted, this, [this](const QList<git::CommitId>& ids) {
        if (m_actions.reason(u"rollback"_s).isEmpty())
            showRollback(m_application, ids);
    });
    connect(history, &HistoryView::rangeChanged, this, &MainWindow::refreshActions);
    for (auto* drift : {history->drift(), m_workbench->drift()}) {
        connect(drift, &DriftPane::copyWanted, this, &MainWindow::copy);
        connect(drift, &DriftPane::retryWanted, this,
                [this](const QString& name) { evaluate({name}); });
    }
    connect(m_workbench, &Workbench::tabChanged, this, [this] {
        refreshCentre();
        refreshActions();
    });
    connect(m_workbench->resources(), &ResourcesView::copyWanted, this, &MainWindow::copy);
    connect(m_workbench->resources(), &ResourcesView::nodeChosen, this,
            [this](const engine::ResourceNode& node) {
                if (const auto* application = find(m_application))
                    m_inspector->showResource(*application, node, m_services.now());
            });
    connect(m_workbench->resources(), &ResourcesView::driftWanted, this,
            [this](const objects::ResourceKey& key) {
                m_workbench->setTab(Workbench::Drift);
                m_workbench->drift()->showObject(m_application, key);
            });
    auto* read = m_workbench->banner()->addButton(
        tr("I have read it"), tr("I have read what became of it; do not show it again"));
    read->setObjectName(u"interrupted"_s);
    connect(read, &QPushButton::clicked, this, [this] { setInterrupted({}); });
    auto* confirm = m_workbench->banner()->addButton(tr("Confirm…"), tr("Confirm the remote"));
    confirm->setObjectName(u"confirmremote"_s);
    connect(confirm, &QPushButton::clicked, this, &MainWindow::confirmRemote);
    auto* reconnect = m_workbench->banner()->addButton(
        tr("Connect again"), tr("Connect to what the kubeconfig says now"));
    reconnect->setObjectName(u"reconnect"_s);
    connect(reconnect, &QPushButton::clicked, this, [this] {
        const auto* application = find(m_application);
        m_services.reconnect(application ? application->config.context : m_context);
    });

    connect(m_review, &ReviewPage::closed, this, &MainWindow::goBack);
    announcePages();
    connect(m_review, &ReviewPage::copyWanted, this, &MainWindow::copy);
    connect(m_review, &ReviewPage::finished, this,
            [this](const QString& name) { evaluate({name}); });
    connect(m_rollback, &RollbackPage::closed, this, &MainWindow::goBack);
    connect(m_rollback, &RollbackPage::copyWanted, this, &MainWindow::copy);
    connect(m_rollback, &RollbackPage::finished, this, [this](const QString& name) {
        m_workbench->history()->reload();
        evaluate({name});
    });
    connect(m_strip, &JobStrip::cancelWanted, this, [this](int job) { m_services.cancelJob(job); });
    connect(m_toolbar->repository(), &SelectorButton::chosen, this, &MainWindow::showRepository);
    connect(m_toolbar->context(), &SelectorButton::chosen, this, &MainWindow::showFleet);
    connect(m_toolbar->branch(), &SelectorButton::chosen, this, [this](const QString& branch) {
        if (const auto* repository = findRepository(m_repository)) {
            for (const auto& ref : repository->refs) {
                if (ref.kind == git::Ref::Kind::Branch && ref.name == branch)
                    m_workbench->history()->select(ref.target);
            }
        }
    });
    connect(m_toolbar->ns(), &SelectorButton::chosen, this, [this](const QString& ns) {
        const auto* here = find(m_application);
        for (const auto& application : m_applications) {
            if (here && application.config.ns == ns
                && application.config.context == here->config.context)
                return showApplication(application.config.name);
        }
    });
    m_locator->setEntries([this](const QString& typed) {
        QList<Locator::Entry> entries;
        for (const auto& a : m_applications)
            entries.append({{},
                            a.config.name,
                            tr("application on %1").arg(a.config.context),
                            [this, name = a.config.name] { showApplication(name); }});
        for (const auto& r : m_repositories)
            entries.append({{}, r.config.name, tr("repository"), [this, name = r.config.name] {
                                showRepository(name);
                            }});
        for (const auto& c : m_clusters)
            entries.append({u':', c.config.name, tr("cluster"),
                            [this, name = c.config.name] { showFleet(name); }});
        for (const auto& id : m_actions.ids()) {
            auto* action = m_actions.action(id);
            entries.append({u'>', action->text(),
                            action->isEnabled() ? tr("action") : m_actions.reason(id),
                            [action] { action->trigger(); }});
        }
        const auto hex = typed.startsWith(u'#') ? typed.mid(1).trimmed() : typed.trimmed();
        if (const auto id = m_workbench->history()->model()->startingWith(hex); !id.isNull())
            entries.append({u'#', id.toHex().left(12), tr("commit"), [this, id] {
                                goBack();
                                m_workbench->setTab(Workbench::History);
                                m_workbench->history()->select(id);
                            }});
        return entries;
    });
    // single letters act in lists only
    for (auto* view : findChildren<QAbstractItemView*>())
        view->installEventFilter(this);
    for (QWidget* root : std::initializer_list<QWidget*>{m_centre, m_sidebar, m_toolbar}) {
        for (auto* view : root->findChildren<QAbstractItemView*>())
            view->installEventFilter(this);
    }
}

//! What somebody who does not see a page of a write waits for; empty: nothing yet.
template <typename State>
static QString endOf(State state, const QString& what)
{
    if (state == State::Ready)
        return MainWindow::tr("%1 is there to review.").arg(what);
    if (state == State::Moved)
        return MainWindow::tr("%1 has to be reviewed again: Git or the cluster moved.").arg(what);
    if (state == State::Failed)
        return MainWindow::tr("%1 could not be computed.").arg(what);
    return state == State::Finished ? MainWindow::tr("%1 has ended.").arg(what) : QString();
}

void MainWindow::announcePages()
{
    connect(m_review, &ReviewPage::stateChanged, this, [this] {
        m_announcer->say(
            endOf(m_review->state(), tr("The sync of %1").arg(m_review->application())));
    });
    connect(m_rollback, &RollbackPage::stateChanged, this, [this] {
        m_announcer->say(
            endOf(m_rollback->state(), tr("The rollback of %1").arg(m_rollback->application())));
    });
}

bool MainWindow::event(QEvent* event)
{
    if (event->type() == QEvent::StatusTip) {
        m_strip->setHint(static_cast<QStatusTipEvent*>(event)->tip());
        return true;
    }
    return QMainWindow::event(event);
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_splitter && event->type() == QEvent::Resize)
        placeInspector();
    if (event->type() == QEvent::KeyPress && qobject_cast<QAbstractItemView*>(watched)) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->modifiers() == Qt::NoModifier
            && (key->key() == Qt::Key_J || key->key() == Qt::Key_K)) {
            QKeyEvent arrow(QEvent::KeyPress, key->key() == Qt::Key_J ? Qt::Key_Down : Qt::Key_Up,
                            Qt::NoModifier);
            QCoreApplication::sendEvent(watched, &arrow);
            return true;
        }
        if (key->matches(QKeySequence::Copy)) {
            const auto* view = qobject_cast<QAbstractItemView*>(watched);
            const auto at = view->currentIndex();
            if (at.isValid())
                copy(view == m_workbench->history()->list() ? m_workbench->history()->chosenIds()
                                                            : at.data().toString());
            return true;
        }
    }
    return QMainWindow::eventFilter(watched, event);
}

} // namespace plumb::ui
