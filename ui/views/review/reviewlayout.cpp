// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/review/reviewpage.h"

#include "base/text.h"
#include "delegates/driftdelegates.h"
#include "delegates/operationdelegate.h"
#include "format/text.h"
#include "models/driftmodel.h"
#include "models/operationmodel.h"
#include "theme/theme.h"
#include "widgets/approvalbar.h"
#include "widgets/banner.h"
#include "widgets/chip.h"
#include "widgets/difftext.h"
#include "widgets/emptystate.h"
#include "widgets/label.h"
#include "widgets/segments.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>

namespace plumb::ui {

ReviewPage::ReviewPage(const Services& services, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_operations(new OperationModel(this))
    , m_empty(new EmptyState)
    , m_fields(new FieldModel(this))
    , m_bar(new ApprovalBar)
{
    setAccessibleName(tr("Review and sync"));
    setObjectName(u"page"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_outcome = new Banner(Role::Info);
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->addWidget(makeLeft());
    splitter->addWidget(makeRight());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({390, 820});
    splitter->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(m_outcome);
    column->addWidget(splitter, 1);
    m_copy = m_bar->addButton(tr("Copy commands"),
                              tr("Copies the kubectl commands that would do the same."));
    m_save = m_bar->addButton(tr("Save plan…"),
                              tr("Keeps this plan for 15 minutes, so that plumb can apply it."));
    column->addWidget(m_bar);

    connect(m_operations, &OperationModel::choiceChanged, this, &ReviewPage::choiceChanged);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ReviewPage::operationChosen);
    connect(m_mode, &Segments::changed, this, &ReviewPage::operationChosen);
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

QWidget* ReviewPage::makeHead()
{
    auto* head = new QWidget;
    head->setObjectName(u"pagehead"_s);
    head->setAttribute(Qt::WA_StyledBackground);
    head->setFixedHeight(48);
    m_title = new Label({}, LabelStyle::Title);
    m_planText = new Label({}, LabelStyle::Small);
    m_chips = new QHBoxLayout;
    m_chips->setSpacing(8);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(18, 0, 16, 0);
    row->setSpacing(12);
    row->addWidget(m_title);
    row->addLayout(m_chips);
    row->addStretch(1);
    row->addWidget(m_planText);
    return head;
}

QWidget* ReviewPage::makeLeft()
{
    auto* left = new QWidget;
    left->setObjectName(u"panel"_s);
    left->setAttribute(Qt::WA_StyledBackground);
    left->setMinimumWidth(280);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    auto* head = new QWidget;
    head->setObjectName(u"panehead"_s);
    head->setAttribute(Qt::WA_StyledBackground);
    head->setFixedHeight(34);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(14, 0, 12, 0);
    row->setSpacing(8);
    m_count = new Label({}, LabelStyle::Strong);
    row->addWidget(m_count);
    const QString words[] = {tr("All"), tr("Out of sync"), tr("None")};
    for (int i = 0; i < 3; ++i) {
        m_picks[i] = new QPushButton(words[i]);
        m_picks[i]->setProperty("link", true);
        m_picks[i]->setAccessibleName(tr("Choose: %1").arg(words[i]));
        row->addWidget(m_picks[i]);
    }
    row->addStretch(1);
    m_unchanged = new Label({}, LabelStyle::Small);
    row->addWidget(m_unchanged);
    column->addWidget(head);

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
    auto* right = new QWidget;
    right->setObjectName(u"page"_s);
    right->setAttribute(Qt::WA_StyledBackground);
    auto* head = new QWidget;
    head->setObjectName(u"panehead"_s);
    head->setAttribute(Qt::WA_StyledBackground);
    head->setFixedHeight(34);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(10);
    m_objectTitle = new Label({}, LabelStyle::Body);
    m_objectTitle->setElide(Qt::ElideMiddle);
    m_dryRun = new Chip;
    m_mode = new Segments({tr("Fields"), tr("Unified")}, tr("How differences are shown"));
    row->addWidget(m_objectTitle, 1);
    row->addWidget(m_dryRun);
    row->addWidget(m_mode);

    m_concern = new Banner(Role::Warn);
    m_table = new QTreeView;
    m_table->setModel(m_fields);
    m_table->setItemDelegate(new FieldDelegate(m_fields, m_table));
    m_table->setRootIsDecorated(false);
    m_table->setIndentation(0);
    m_table->setAccessibleName(tr("Fields that change"));
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->header()->resizeSection(0, 230);
    m_table->header()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_table->header()->setSectionResizeMode(2, QHeaderView::Stretch);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(m_table->header(), &QHeaderView::sectionResized, m_table,
            [this] { m_table->doItemsLayout(); });
    m_text = new DiffText(tr("Change as text"));
    m_body = new QStackedWidget;
    m_body->addWidget(m_table);
    m_body->addWidget(m_text);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    column->addWidget(m_concern);
    column->addWidget(m_body, 1);
    return right;
}

} // namespace plumb::ui
