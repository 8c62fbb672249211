// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "services.h"
#include "widgets/decisionpage.h"

#include <QTimer>

class QRadioButton;
class QStackedWidget;
class QVBoxLayout;

namespace plumb::ui {

class Banner;
class ChoiceCard;
class ComboBox;
class DiffText;
class EmptyState;
class Label;
class PaneHead;
class Segments;
class StageList;
class UndoneList;

//! Rollback of a commit or a range: what is undone, what the files become, what every application
//! that reads them would see; then one click commits, pushes and follows to live.
class RollbackPage : public DecisionPage
{
    Q_OBJECT
public:
    enum class State { Idle, Computing, Ready, Moved, Running, Finished, Failed };
    explicit RollbackPage(const Services& services, QWidget* parent = nullptr);
    ~RollbackPage() override;

    //! Several commits, the youngest first, are a range: each is the only parent of the one before.
    void open(const engine::ApplicationSnapshot& application, const workspace::Context& context,
              const QList<git::Commit>& chosen, const git::CommitId& newest);
    void close();
    //! News of Git or of an application: computes again in silence.
    void check();
    void setPreview(const engine::RollbackPreview& preview);
    void setReport(const engine::RollbackReport& report);
    //! Recent commits to choose from.
    void setCommits(const QList<git::Commit>& commits);

    State state() const { return m_state; }
    QString application() const { return m_application.config.name; }
    engine::RollbackRequest request() const;
    bool isNewest() const;
    bool isRange() const { return m_range.size() > 1; }
    ComboBox* choice() const { return m_which; }
    UndoneList* undone() const { return m_undone; }
    //! Where the keyboard begins.
    QWidget* firstField() const;
    QString text() const; //!< of the right side, for tests

Q_SIGNALS:
    void closed();
    void finished(const QString& application, const git::CommitId& commit);
    void copyWanted(const QString& text);
    void stateChanged();

private:
    void requestPreview(bool silent);
    void run();
    void refresh();
    void refreshRight();
    void setState(State state);
    //! What taking back, and what going back, is about.
    git::RevertRequest::Kind undoKind() const;
    git::CommitId goal() const;
    QWidget* makeLeft();
    QWidget* makeRight();
    QList<engine::RollbackStage> stages() const;

    const Services& m_services;
    engine::ApplicationSnapshot m_application;
    workspace::Context m_context;
    git::Commit m_commit; //!< of a range: the youngest
    QList<git::Commit> m_range; //!< empty: one commit
    git::CommitId m_newest; //!< nothing leads back to it: it is what the application has now
    QList<git::Commit> m_commits;
    engine::RollbackPreview m_preview;
    std::optional<engine::RollbackPreview> m_moved;
    engine::RollbackReport m_report;
    git::RevertRequest::Kind m_kind = git::RevertRequest::Kind::Commit;
    std::optional<Error> m_error;
    std::stop_source m_stop, m_runStop;
    State m_state = State::Idle;
    int m_asked = 0;
    QTimer m_check;
    bool m_filling = false;

    Label* m_whichTitle;
    ComboBox* m_which;
    UndoneList* m_undone;
    ChoiceCard* m_undo;
    ChoiceCard* m_restore;
    Label* m_scopeTitle;
    QRadioButton* m_own;
    QRadioButton* m_everything;
    Label* m_mainlineText;
    ComboBox* m_mainline;
    Label* m_push;
    StageList* m_stages;
    PaneHead* m_rightHead;
    Segments* m_what;
    Banner* m_banner;
    DiffText* m_text;
    EmptyState* m_empty;
    QStackedWidget* m_body;
};

} // namespace plumb::ui
