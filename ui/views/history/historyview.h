// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/historymodel.h"
#include "services.h"
#include "views/history/rollbackrange.h"

#include <QTimer>
#include <QWidget>

class QPushButton;
class QSplitter;
class QStackedWidget;

namespace plumb::ui {

class Banner;
class CommitPane;
class DriftPane;
class EmptyState;
class Segments;
class UniformList;

//! The commit graph with the places of applications on it; below, what drifted or what a commit
//! changed.
class HistoryView : public QWidget
{
    Q_OBJECT
public:
    explicit HistoryView(const Services& services, QWidget* parent = nullptr);
    ~HistoryView() override;

    //! Another repository is opened and read; the same one is left as it is.
    void showRepository(const QString& name);
    //! News of the repository on screen: reads the graph again where refs moved.
    void setRepository(const engine::RepositorySnapshot& snapshot);
    //! All applications of this repository, and the one that is chosen, if any.
    void setApplications(const QList<engine::ApplicationSnapshot>& all, const QString& chosen);
    //! Why no commit can be rolled back now; empty: it can.
    void setRollbackReason(const QString& reason) { m_whyNotRollback = reason; }
    void setFilter(const QString& text);
    //! The graph is read again where it is another order.
    void setOrder(git::CommitOrder order);
    git::CommitOrder order() const { return m_order; }
    void reload();

    HistoryModel* model() const { return m_model; }
    DriftPane* drift() const { return m_drift; }
    UniformList* list() const { return m_list; }
    QSplitter* splitter() const { return m_splitter; }
    QString repository() const { return m_repository; }
    void select(const git::CommitId& id);
    git::CommitId selected() const;
    //! All chosen commits, and whether they can be rolled back together.
    const RollbackRange& range() const { return m_range; }
    QString chosenIds() const; //!< one a line
    //! The latest commit in the history of `tip` that changes the application; null: not known.
    git::CommitId newestOf(const QString& application, const git::CommitId& tip) const;
    void openSelected();
    //! `[` and `]`: the previous or next commit with a pin.
    void goToPin(bool forward);
    //! Commits between what is live and the target that change the chosen application.
    int notLiveCount() const;
    bool isLoading() const { return m_loading; }

Q_SIGNALS:
    //! The youngest first; more than one is a range.
    void rollbackWanted(const QList<git::CommitId>& ids);
    void rangeChanged();
    void copyWanted(const QString& text);
    void fetchWanted();
    void orderWanted(git::CommitOrder order);
    void clearFilterWanted();
    void settled(); //!< a graph or a filter has been read, or could not be

private:
    void loadGraph();
    void loadTouched();
    void rowChosen();
    void applyFilter();
    void showMenu(const QPoint& at);
    void refreshEmpty();
    void refreshMarks();
    void refreshBanner();
    void refreshRange();
    void choose(int row);

    //! So many of the youngest commits are asked which applications they change.
    static constexpr int kLooked = 20'000;
    const Services& m_services;
    QString m_repository, m_filter, m_chosen, m_lost, m_problem, m_whyNotRollback, m_branch;
    git::CommitId m_head; //!< of the branch that is followed
    RollbackRange m_range;
    QList<git::Ref> m_refs;
    QList<engine::ApplicationSnapshot> m_applications;
    std::optional<Error> m_error;
    std::stop_source m_stop, m_filterStop;
    QTimer m_filterLater;
    bool m_loading = false;
    bool m_isTop = true; //!< nobody chose a commit: the youngest stays chosen when others come
    bool m_isPlacing = false; //!< rows move; what changes now nobody chose
    git::CommitOrder m_order = git::CommitOrder::Date;
    HistoryModel* m_model;
    Banner* m_banner;
    QPushButton* m_fetch;
    UniformList* m_list;
    EmptyState* m_empty;
    QStackedWidget* m_stack;
    QSplitter* m_splitter;
    QWidget* m_lower;
    QStackedWidget* m_lowerStack;
    Segments* m_lowerWhat;
    DriftPane* m_drift;
    CommitPane* m_commit;
};

//! "author:ann path:apps/web replicas" as a filter. Pure.
git::LogFilter parseFilter(const QString& text);

} // namespace plumb::ui
