// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/find/findpage.h"

#include "delegates/proposaldelegate.h"
#include "models/proposalmodel.h"
#include "widgets/approvalbar.h"
#include "widgets/banner.h"
#include "widgets/combobox.h"
#include "widgets/difftext.h"
#include "widgets/emptystate.h"
#include "widgets/factlist.h"
#include "widgets/label.h"
#include "widgets/panehead.h"
#include "widgets/surface.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

namespace plumb::ui {

FindPage::FindPage(const Services& services, QWidget* parent)
    : DecisionPage(tr("Find applications"), parent)
    , m_services(services)
    , m_model(new ProposalModel(this))
    , m_empty(new EmptyState)
    , m_trouble(new Banner(Role::Warn))
{
    m_title->setText(tr("Find applications"));
    m_hint->setText(tr("Nothing is written until you add something."));
    auto* above = surface(u"page"_s);
    auto* column = columnOf(above);
    column->addWidget(makeQuestion());
    column->addWidget(m_trouble);
    layOut(above, makeLeft(), makeRight());
    m_copy = m_bar->addButton(tr("Copy commands"),
                              tr("Copies the plumb commands that would add the same."));
    connect(m_model, &ProposalModel::choiceChanged, this, [this] {
        refresh();
        preview();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &FindPage::showChosen);
    connect(m_all, &QPushButton::clicked, this, [this] { m_model->pick(true); });
    connect(m_none, &QPushButton::clicked, this, [this] { m_model->pick(false); });
    connect(m_look, &QPushButton::clicked, this, &FindPage::look);
    connect(m_namespace, &QLineEdit::returnPressed, this, &FindPage::look);
    connect(m_repository->lineEdit(), &QLineEdit::returnPressed, this, &FindPage::look);
    connect(m_repository, &QComboBox::currentTextChanged, this, &FindPage::refresh);
    connect(m_context, &QComboBox::currentIndexChanged, this, &FindPage::refresh);
    connect(m_empty->button(), &QPushButton::clicked, this, &FindPage::look);
    connect(m_bar, &ApprovalBar::approved, this, &FindPage::add);
    connect(m_bar, &ApprovalBar::cancelled, this, [this] {
        if (m_state == State::Looking)
            m_stop.request_stop();
        else
            Q_EMIT closed();
    });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QStringList lines;
        for (const auto& application : m_model->chosen())
            lines << u"plumb "_s
                         + engine::addCommand(application, m_detection.added
                                                               ? m_detection.added->location
                                                               : m_detection.repository);
        Q_EMIT copyWanted(lines.join(u'\n'));
    });
    setState(State::Idle);
}

QWidget* FindPage::makeQuestion()
{
    auto* question = surface(u"panel"_s);
    auto* row = new QHBoxLayout(question);
    row->setContentsMargins(18, 10, 16, 10);
    row->setSpacing(10);
    const auto field = [row](const QString& name, QWidget* widget, int stretch) {
        widget->setAccessibleName(name);
        row->addWidget(new Label(name, LabelStyle::Muted));
        row->addWidget(widget, stretch);
    };
    m_repository = new ComboBox;
    m_repository->setEditable(true);
    m_repository->setInsertPolicy(QComboBox::NoInsert);
    m_repository->lineEdit()->setPlaceholderText(tr("name, path or URL"));
    m_repository->lineEdit()->setAccessibleName(tr("Repository"));
    m_repository->lineEdit()->setMaxLength(4096);
    m_context = new ComboBox;
    m_namespace = new QLineEdit;
    m_namespace->setMaxLength(253);
    m_namespace->setPlaceholderText(tr("any"));
    for (auto* combo : {m_repository, m_context})
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    field(tr("Repository"), m_repository, 5);
    field(tr("Context"), m_context, 4);
    field(tr("Namespace"), m_namespace, 2);
    m_look = new QPushButton(tr("Look"));
    row->addWidget(m_look);
    return question;
}

QWidget* FindPage::makeLeft()
{
    auto* left = surface(u"panel"_s);
    left->setMinimumWidth(280);
    auto* column = columnOf(left);
    m_listHead = new PaneHead;
    m_all = new QPushButton(tr("All proposed"));
    m_none = new QPushButton(tr("None"));
    for (auto* pick : {m_all, m_none}) {
        pick->setProperty("link", true);
        pick->setAccessibleName(tr("Choose: %1").arg(pick->text()));
        m_listHead->addLeft(pick);
    }
    column->addWidget(m_listHead);
    m_list = new QListView;
    m_list->setObjectName(u"panellist"_s);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ProposalDelegate(m_model, m_list));
    m_list->setAccessibleName(tr("What was found"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_list);
    column->addWidget(m_stack, 1);
    return left;
}

QWidget* FindPage::makeRight()
{
    auto* right = surface(u"page"_s);
    m_head = new PaneHead;
    m_reason = new Banner(Role::Warn);
    m_facts = new FactList;
    m_facts->setMaximumWidth(560); // word and value are read together
    m_evidenceTitle = new Label(tr("Evidence"), LabelStyle::Section);
    m_evidence = new QVBoxLayout;
    m_evidence->setSpacing(10);
    auto* inside = new QWidget;
    inside->setObjectName(u"scrolled"_s);
    auto* lower = new QVBoxLayout(inside);
    lower->setContentsMargins(18, 14, 18, 16);
    lower->setSizeConstraint(QLayout::SetMinimumSize); // a low pane scrolls, it cuts no words
    lower->setSpacing(10);
    lower->addWidget(m_facts);
    lower->addSpacing(6);
    lower->addWidget(m_evidenceTitle);
    lower->addLayout(m_evidence);
    lower->addStretch(1);
    m_scroll = new QScrollArea;
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(inside);
    m_scroll->setAccessibleName(tr("Evidence"));
    m_addition = new QWidget;
    auto* addition = columnOf(m_addition);
    auto* additionHead = new PaneHead;
    const auto title = tr("What is written to your workspace file");
    additionHead->setTitle(title);
    m_lines = new DiffText(title);
    addition->addWidget(additionHead);
    addition->addWidget(m_lines, 1);
    m_addition->hide();
    auto* column = columnOf(right);
    column->addWidget(m_head);
    column->addWidget(m_reason);
    column->addWidget(m_scroll, 3);
    column->addWidget(m_addition, 2);
    return right;
}

} // namespace plumb::ui
