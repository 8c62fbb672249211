// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "services.h"
#include "widgets/decisionpage.h"

class QComboBox;
class QLineEdit;
class QListView;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace plumb::ui {

class Banner;
class ComboBox;
class DiffText;
class EmptyState;
class FactList;
class Label;
class PaneHead;
class ProposalModel;

//! Finds applications in a repository and a cluster: where to look, what was found with its
//! evidence, and the one button that adds what is chosen. Opening it contacts nothing; looking is
//! asked for.
class FindPage : public DecisionPage
{
    Q_OBJECT
public:
    explicit FindPage(const Services& services, QWidget* parent = nullptr);
    ~FindPage() override;
    //! `repository` may be a path or a URL that the workspace does not hold.
    void open(const QStringList& repositories, const QString& repository);
    void close(); //!< stops looking

    enum class State { Idle, Looking, Found, Failed, Adding };
    State state() const { return m_state; }
    ProposalModel* model() const { return m_model; }
    QListView* list() const { return m_list; }
    QComboBox* repository() const;
    QComboBox* context() const;
    QPushButton* lookButton() const { return m_look; }
    DiffText* lines() const { return m_lines; }
    void look();

Q_SIGNALS:
    void closed();
    void added(const QStringList& names);
    void copyWanted(const QString& text);

private:
    QWidget* makeQuestion();
    QWidget* makeLeft();
    QWidget* makeRight();
    void setState(State state);
    void refresh();
    void showChosen();
    void tell(const QList<engine::Claim>& evidence);
    void preview();
    void add();
    QString whyNotLook() const;
    QString whyNotAdd() const;

    const Services& m_services;
    State m_state = State::Idle;
    engine::Detection m_detection;
    std::optional<Error> m_error;
    std::stop_source m_stop;
    int m_asked = 0, m_previewed = 0; //!< only the last answer counts

    ProposalModel* m_model;
    ComboBox* m_repository;
    ComboBox* m_context;
    QLineEdit* m_namespace;
    QPushButton* m_look;
    QPushButton* m_all;
    QPushButton* m_none;
    QPushButton* m_copy;
    PaneHead* m_listHead;
    QListView* m_list;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    Banner* m_trouble;
    PaneHead* m_head;
    Banner* m_reason;
    QScrollArea* m_scroll;
    FactList* m_facts;
    Label* m_evidenceTitle;
    QVBoxLayout* m_evidence;
    QString m_whyNoPreview; //!< empty: what adding would write is on screen
    QWidget* m_addition; //!< the lines that adding would write
    DiffText* m_lines;
};

} // namespace plumb::ui
