// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/review/reviewpage.h"

#include "base/text.h"
#include "delegates/operationdelegate.h"
#include "format/text.h"
#include "models/driftmodel.h"
#include "models/operationmodel.h"
#include "theme/theme.h"
#include "views/difference/differenceview.h"
#include "widgets/approvalbar.h"
#include "widgets/banner.h"
#include "widgets/emptystate.h"
#include "widgets/label.h"
#include "widgets/panehead.h"
#include "widgets/surface.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

namespace plumb::ui {

ReviewPage::ReviewPage(const Services& services, QWidget* parent)
    : DecisionPage(tr("Review and sync"), parent)
    , m_services(services)
    , m_operations(new OperationModel(this))
    , m_empty(new EmptyState)
    , m_outcome(new Banner(Role::Info))
{
    layOut(m_outcome, makeLeft(), makeRight());
    m_copy = m_bar->addButton(tr("Copy commands"),
                              tr("Copies the kubectl commands that would do the same."));
    m_save = m_bar->addButton(tr("Save plan…"),
                              tr("Keeps this plan for 15 minutes, so that plumb can apply it."));
    connect(m_operations, &OperationModel::choiceChanged, this, &ReviewPage::choiceChanged);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ReviewPage::operationChosen);
    const OperationModel::Pick picks[] = {
        OperationModel::Pick::All, OperationModel::Pick::OutOfSync, OperationModel::Pick::None};
    for (int i = 0; i < 3; ++i)
        connect(m_picks[i], &QPushButton::clicked, this,
                [this, what = picks[i]] { m_operations->pick(what); });
    connect(m_prune, &QCheckBox::toggled, this, [this] {
        m_replan.start();
        refresh();
    });
    connect(m_force, &QCheckBox::clicked, this, [this](bool on) {
        if (const auto* operation = m_operations->operation(m_list->currentIndex())) {
            const auto key = describe(operation->key);
            on ? void(m_forced.insert(key)) : void(m_forced.remove(key));
            // who takes fields over wants the change
            if (on)
                m_operations->setData(m_list->currentIndex(), Qt::Checked, Qt::CheckStateRole);
            m_replan.start();
            refresh();
        }
    });
    connect(m_bar, &ApprovalBar::approved, this, &ReviewPage::approve);
    connect(m_bar, &ApprovalBar::cancelled, this, [this] {
        if (m_state == State::Running)
            m_runStop.request_stop();
        else
            Q_EMIT closed();
    });
    connect(m_copy, &QPushButton::clicked, this,
            [this] { Q_EMIT copyWanted(m_services.commandsOf(m_plan)); });
    connect(m_save, &QPushButton::clicked, this, &ReviewPage::save);
    connect(m_empty->button(), &QPushButton::clicked, this, [this] { requestPlan(false); });
    m_replan.setSingleShot(true);
    m_replan.setInterval(300);
    connect(&m_replan, &QTimer::timeout, this, [this] { requestPlan(true); });
    m_check.setSingleShot(true);
    m_check.setInterval(400);
    connect(&m_check, &QTimer::timeout, this, [this] { requestPlan(true); });
}

QWidget* ReviewPage::makeLeft()
{
    auto* left = surface(u"panel"_s);
    left->setMinimumWidth(280);
    auto* column = columnOf(left);

    m_listHead = new PaneHead;
    const QString words[] = {tr("All"), tr("Out of sync"), tr("None")};
    for (int i = 0; i < 3; ++i) {
        m_picks[i] = new QPushButton(words[i]);
        m_picks[i]->setProperty("link", true);
        m_picks[i]->setAccessibleName(tr("Choose: %1").arg(words[i]));
        m_listHead->addLeft(m_picks[i]);
    }
    column->addWidget(m_listHead);

    m_list = new QListView;
    m_list->setObjectName(u"panellist"_s);
    m_list->setModel(m_operations);
    m_list->setItemDelegate(new OperationDelegate(m_operations, m_list));
    m_list->setAccessibleName(tr("Changes"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_listStack = new QStackedWidget;
    m_listStack->addWidget(m_empty);
    m_listStack->addWidget(m_list);
    column->addWidget(m_listStack, 3);

    auto* inside = new QWidget;
    inside->setObjectName(u"scrolled"_s);
    auto* lower = new QVBoxLayout(inside);
    lower->setContentsMargins(14, 8, 14, 12);
    lower->setSpacing(5);
    lower->addWidget(new Label(tr("Options"), LabelStyle::Section));
    const auto option = [lower](QCheckBox*& box, Label*& text, const QString& word) {
        box = new QCheckBox(word);
        text = new Label({}, LabelStyle::Small);
        text->setWordWrap(true);
        text->setContentsMargins(24, 0, 0, 0);
        lower->addWidget(box);
        lower->addWidget(text);
    };
    option(m_prune, m_pruneText, tr("Prune objects that Git no longer has"));
    option(m_force, m_forceText, tr("Take over fields of other writers (this object)"));
    m_notes = new Label({}, LabelStyle::Small);
    m_notes->setWordWrap(true);
    lower->addWidget(m_notes);
    lower->addSpacing(8);
    m_arrivingTitle = new Label(tr("Commits that arrive"), LabelStyle::Section);
    lower->addWidget(m_arrivingTitle);
    m_arriving = new QVBoxLayout;
    m_arriving->setSpacing(3);
    lower->addLayout(m_arriving);
    lower->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inside);
    scroll->setAccessibleName(tr("Options"));
    column->addWidget(scroll, 2);
    return left;
}

QWidget* ReviewPage::makeRight()
{
    auto* right = surface(u"page"_s);
    m_objectHead = new PaneHead;
    m_concern = new Banner(Role::Warn);
    m_difference = new DifferenceView(m_objectHead, tr("Fields that change"));
    // an update without a field to show is shown whole
    m_difference->setNothing(Shape::None, {});
    auto* column = columnOf(right);
    column->addWidget(m_objectHead);
    column->addWidget(m_concern);
    column->addWidget(m_difference, 1);
    return right;
}

} // namespace plumb::ui
