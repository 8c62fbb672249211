// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/rollback/rollbackpage.h"

#include "theme/theme.h"
#include "views/rollback/undonelist.h"
#include "widgets/approvalbar.h"
#include "widgets/banner.h"
#include "widgets/choicecard.h"
#include "widgets/combobox.h"
#include "widgets/difftext.h"
#include "widgets/emptystate.h"
#include "widgets/label.h"
#include "widgets/panehead.h"
#include "widgets/segments.h"
#include "widgets/stagelist.h"
#include "widgets/surface.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QStackedWidget>

namespace plumb::ui {

using Kind = git::RevertRequest::Kind;

RollbackPage::RollbackPage(const Services& services, QWidget* parent)
    : DecisionPage(tr("Roll back"), parent)
    , m_services(services)
    , m_empty(new EmptyState)
{
    layOut(nullptr, makeLeft(), makeRight());
    auto* copy =
        m_bar->addButton(tr("Copy command"), tr("Copies the plumb command that does the same."));
    connect(copy, &QPushButton::clicked, this, [this] {
        const auto wanted = request();
        const bool isTo = wanted.kind == Kind::To;
        Q_EMIT copyWanted(
            u"plumb rollback %1 --%2 %3%4%5%6 --dry-run"_s
                .arg(wanted.application, isTo ? u"to"_s : u"commit"_s)
                .arg(wanted.kind == Kind::Range ? wanted.since + u".."_s : QString(),
                     wanted.revision,
                     wanted.mainline > 0 ? u" --mainline %1"_s.arg(wanted.mainline) : QString(),
                     wanted.allPaths ? u" --all-paths"_s : QString()));
    });
    connect(m_undo, &QAbstractButton::toggled, this, [this](bool on) {
        if (!on || m_filling)
            return;
        m_kind = undoKind();
        requestPreview(false);
    });
    connect(m_restore, &QAbstractButton::toggled, this, [this](bool on) {
        if (!on || m_filling)
            return;
        m_kind = Kind::To;
        requestPreview(false);
    });
    connect(m_own, &QRadioButton::toggled, this, [this] {
        if (!m_filling)
            requestPreview(false);
    });
    connect(m_which, &QComboBox::activated, this, [this](int index) {
        if (index < 0 || index >= m_commits.size())
            return;
        m_commit = m_commits[index];
        // nothing leads back to where the branch is
        if (isNewest() && m_kind == Kind::To)
            return m_undo->setChecked(true);
        requestPreview(false);
    });
    connect(m_mainline, &QComboBox::activated, this, [this] { requestPreview(false); });
    connect(m_what, &Segments::changed, this, &RollbackPage::refreshRight);
    connect(m_empty->button(), &QPushButton::clicked, this, [this] { requestPreview(false); });
    connect(m_bar, &ApprovalBar::approved, this, &RollbackPage::run);
    connect(m_bar, &ApprovalBar::cancelled, this, [this] {
        if (m_state == State::Running)
            m_runStop.request_stop();
        else
            Q_EMIT closed();
    });
    m_check.setSingleShot(true);
    m_check.setInterval(500);
    connect(&m_check, &QTimer::timeout, this, [this] { requestPreview(true); });
}

QWidget* RollbackPage::makeLeft()
{
    auto* inside = new QWidget;
    inside->setObjectName(u"scrolled"_s);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(8);
    m_whichTitle = new Label({}, LabelStyle::Section);
    column->addWidget(m_whichTitle);
    m_which = new ComboBox;
    m_which->setAccessibleName(tr("Commit"));
    m_which->setMinimumContentsLength(18);
    column->addWidget(m_which);
    m_undone = new UndoneList;
    column->addWidget(m_undone);
    m_undo = new ChoiceCard;
    m_restore = new ChoiceCard;
    column->addWidget(m_undo);
    column->addWidget(m_restore);
    column->addSpacing(4);
    m_scopeTitle = new Label(tr("Scope"), LabelStyle::Section);
    column->addWidget(m_scopeTitle);
    // an exclusive group of their own, beside the cards
    auto* scope = new QWidget;
    auto* scopeColumn = new QVBoxLayout(scope);
    scopeColumn->setContentsMargins(0, 0, 0, 0);
    m_own = new QRadioButton;
    m_everything = new QRadioButton;
    scopeColumn->addWidget(m_own);
    scopeColumn->addWidget(m_everything);
    column->addWidget(scope);
    m_mainlineText = new Label(tr("This is a merge: go back to the side of"), LabelStyle::Muted);
    m_mainline = new ComboBox;
    m_mainline->setAccessibleName(tr("Parent of the merge to go back to"));
    column->addWidget(m_mainlineText);
    column->addWidget(m_mainline);
    column->addWidget(new Label(tr("Push to"), LabelStyle::Section));
    m_push = new Label;
    m_push->setWordWrap(true);
    column->addWidget(m_push);
    column->addSpacing(4);
    column->addWidget(new Label(tr("Progress"), LabelStyle::Section));
    m_stages = new StageList;
    column->addWidget(m_stages);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(u"panel"_s);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inside);
    scroll->setMinimumWidth(300);
    scroll->setAccessibleName(tr("What to roll back"));
    auto* left = surface(u"panel"_s);
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->addWidget(scroll);
    return left;
}

QWidget* RollbackPage::makeRight()
{
    auto* right = surface(u"page"_s);
    m_rightHead = new PaneHead;
    m_what = new Segments({tr("Cluster"), tr("Files"), tr("Message"), tr("Conflicts")},
                          tr("Shown of the rollback"));
    m_rightHead->addRight(m_what);
    m_banner = new Banner(Role::Bad);
    m_text = new DiffText(tr("Effect of the rollback"));
    m_body = new QStackedWidget;
    m_body->addWidget(m_empty);
    m_body->addWidget(m_text);
    auto* column = columnOf(right);
    column->addWidget(m_rightHead);
    column->addWidget(m_banner);
    column->addWidget(m_body, 1);
    return right;
}

} // namespace plumb::ui
