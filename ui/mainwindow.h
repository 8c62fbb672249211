// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "actions/registry.h"
#include "models/sidebarmodel.h"
#include "services.h"
#include "theme/theme.h"
#include "widgets/busymeter.h"

#include <QMainWindow>
#include <QPointer>
#include <QTimer>

class QAbstractButton;
class QDialog;
class QSplitter;
class QStackedWidget;

namespace plumb::ui {

class Announcer;
class FindPage;
class FirstRunPage;
class FleetView;
class Inspector;
class JobStrip;
class Locator;
class ReviewPage;
class RollbackPage;
class Sidebar;
class Toolbar;
class Workbench;

struct WindowOptions
{
    QByteArray session; //!< sizes and choices of last time
    std::function<void(const QByteArray&)> keepSession;
    bool isSandbox = false;
    ThemeChoice theme = ThemeChoice::System;
};

//! The window. It is fed with snapshots and asks through Services; it knows no engine.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(Services services, WindowOptions options);
    ~MainWindow() override;

    void setApplications(const QList<engine::ApplicationSnapshot>& applications);
    void setApplication(const engine::ApplicationSnapshot& application); //!< news of one
    void setRepositories(const QList<engine::RepositorySnapshot>& repositories);
    void setClusters(const QList<engine::ClusterSnapshot>& clusters);
    void setJobs(const QList<engine::Job>& jobs);
    void setProblems(const QStringList& problems);
    //! Writes that were under way when their process died, a sentence each. They stand in the
    //! banner until somebody says to have read them.
    void setInterrupted(const QStringList& sentences);
    //! The workspace has been read: chooses what was chosen last, or shows the first-run page.
    void start();

    enum class Page { Fleet, Workbench, Review, Rollback, FirstRun, Find };
    Page page() const;
    void showFleet(const QString& context = {});
    void showApplication(const QString& name);
    void showRepository(const QString& name);
    void showReview(const QString& application);
    //! None: the newest that changes the application. Several, the youngest first: a range.
    void showRollback(const QString& application, const QList<git::CommitId>& commits);
    void showFirstRun();
    //! `repository`: where to look first; empty: the one on screen.
    void showFind(const QString& repository = {});
    QDialog* showAddApplication();
    void goBack();

    ActionRegistry& actions() { return m_actions; }
    BusyMeter& busy() { return m_busy; }
    //! Nothing that this window started is under way.
    bool isQuiet() const;
    Workbench* workbench() const { return m_workbench; }
    Sidebar* sidebar() const { return m_sidebar; }
    Inspector* inspector() const { return m_inspector; }
    ReviewPage* review() const { return m_review; }
    RollbackPage* rollback() const { return m_rollback; }
    FirstRunPage* firstRun() const { return m_firstRun; }
    FindPage* findPage() const { return m_find; }
    FleetView* fleet() const { return m_fleet; }
    JobStrip* strip() const { return m_strip; }
    Announcer* announcer() const { return m_announcer; }
    QSplitter* splitter() const { return m_splitter; }
    QString application() const { return m_application; }
    QString repository() const { return m_repository; }

Q_SIGNALS:
    void sandboxWanted();
    void sandboxResetWanted();

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void addActions();
    void connectViews();
    void refresh();
    void refreshActions();
    void chooseInSidebar();
    void refreshToolbar();
    void refreshCentre();
    void refreshBanner();
    void refreshStrip();
    void refreshPanels();
    void placeInspector();
    void giveInspectorItsWidth();
    void setZoom(int percent);
    void announcePages();
    void restoreSession();
    void saveSession() const;
    void evaluate(const QStringList& applications);
    void goToTab(int tab);
    //! Several commits are chosen in the history on screen.
    bool isRangeChosen() const;
    //! The button that this page ends in; null: none, it only shows.
    QAbstractButton* primaryButton() const;
    void goToDifference(bool forward);
    void doFetch();
    void doPush();
    void confirmRemote();
    void copy(const QString& text);
    void showCheatSheet();
    void showError(const Error& error);
    void protectedFrame();
    const engine::ApplicationSnapshot* find(const QString& name) const;
    const engine::RepositorySnapshot* findRepository(const QString& name) const;
    const engine::ClusterSnapshot* findCluster(const QString& name) const;
    //! Of the application on screen, else the one that was chosen itself.
    const engine::ClusterSnapshot* shownCluster() const;

    Services m_services;
    WindowOptions m_options;
    ActionRegistry m_actions;
    BusyMeter m_busy;
    QList<engine::ApplicationSnapshot> m_applications;
    QList<engine::RepositorySnapshot> m_repositories;
    QList<engine::ClusterSnapshot> m_clusters;
    QList<engine::Job> m_jobs;
    QStringList m_problems, m_interrupted;
    QString m_application, m_repository, m_context, m_lastApplication;
    std::stop_source m_stop;
    QSet<QString> m_fetching;
    QTimer m_tick, m_refreshLater;

    Locator* m_locator;
    Toolbar* m_toolbar;
    Sidebar* m_sidebar;
    Workbench* m_workbench;
    FleetView* m_fleet;
    ReviewPage* m_review;
    RollbackPage* m_rollback;
    FirstRunPage* m_firstRun;
    FindPage* m_find;
    Inspector* m_inspector;
    JobStrip* m_strip;
    Announcer* m_announcer;
    QStackedWidget* m_centre;
    QSplitter* m_splitter;
    //! In a narrow window the inspector shows only on request, over the centre.
    bool m_isInspectorOver = false;
    int m_sidebarWidth = 226, m_inspectorWidth = 300; //!< until somebody drags them
    bool m_inspectorWanted = true, m_inspectorNarrow = false, m_sidebarWanted = true;
};

} // namespace plumb::ui
