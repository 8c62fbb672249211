// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "services.h"
#include "widgets/decisionpage.h"

#include <QTimer>

class QCheckBox;
class QListView;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace plumb::ui {

class Banner;
class DifferenceView;
class EmptyState;
class Label;
class OperationModel;
class PaneHead;

//! Review & sync: every write with its difference, options with their consequence, and one button
//! that is bound to exactly what is shown. When Git or the cluster moves, the approval is void.
class ReviewPage : public DecisionPage
{
    Q_OBJECT
public:
    enum class State { Idle, Planning, Ready, Moved, Running, Finished, Failed };
    explicit ReviewPage(const Services& services, QWidget* parent = nullptr);
    ~ReviewPage() override;

    void open(const engine::ApplicationSnapshot& application, const workspace::Context& context);
    void close();
    //! F7 and Shift+F7: the next or previous difference, across changes.
    void goToDifference(bool forward);
    //! News of the application: plans again in silence, and voids the approval where the answer
    //! differs.
    void setApplication(const engine::ApplicationSnapshot& application);
    void setArriving(const QList<git::Commit>& commits);
    void setPlan(const plan::Plan& plan);
    void setReport(const plan::Report& report);

    QString application() const { return m_application.config.name; }
    State state() const { return m_state; }
    //! A choice was made that no plan was asked for yet.
    bool isChecking() const;
    OperationModel* operations() const { return m_operations; }
    QListView* list() const { return m_list; }
    DifferenceView* difference() const { return m_difference; }
    const plan::Plan& plan() const { return m_plan; }

Q_SIGNALS:
    void closed();
    void finished(const QString& application);
    void copyWanted(const QString& text);
    void stateChanged();

private:
    void requestPlan(bool silent);
    void choiceChanged();
    void operationChosen();
    void refresh();
    void approve();
    void save();
    void setState(State state);
    plan::Options options() const;
    QWidget* makeLeft();
    QWidget* makeRight();

    const Services& m_services;
    engine::ApplicationSnapshot m_application;
    workspace::Context m_context;
    plan::Plan m_plan;
    plan::Options m_requested; //!< what the plan was asked for with
    std::optional<plan::Plan> m_moved; //!< what it would be now
    QStringList m_seen; //!< what the application looked like when the plan was made
    QSet<QString> m_forced;
    State m_state = State::Idle;
    std::optional<Error> m_error;
    std::stop_source m_stop, m_runStop;
    int m_asked = 0;
    QTimer m_replan, m_check;
    plan::Report m_report;

    PaneHead* m_listHead;
    QPushButton* m_picks[3];
    OperationModel* m_operations;
    QListView* m_list;
    EmptyState* m_empty;
    QStackedWidget* m_listStack;
    QCheckBox* m_prune;
    Label* m_pruneText;
    QCheckBox* m_force;
    Label* m_forceText;
    Label* m_arrivingTitle;
    QVBoxLayout* m_arriving;
    Label* m_notes;
    PaneHead* m_objectHead;
    Banner* m_concern;
    Banner* m_outcome;
    DifferenceView* m_difference;
    QPushButton* m_copy;
    QPushButton* m_save;
};

//! What of an application a plan depends on; two equal lists need no new plan. Pure.
QStringList planInputs(const engine::ApplicationSnapshot& application);

} // namespace plumb::ui
