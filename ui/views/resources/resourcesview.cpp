// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/resources/resourcesview.h"

#include "delegates/resourcedelegate.h"
#include "format/text.h"
#include "models/resourcemodel.h"
#include "theme/theme.h"
#include "widgets/banner.h"
#include "widgets/columnfit.h"
#include "widgets/emptystate.h"
#include "widgets/surface.h"

#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace plumb::ui {

QList<engine::ResourceNode> matching(const QList<engine::ResourceNode>& nodes,
                                     const QString& filter)
{
    const auto wanted = filter.trimmed();
    if (wanted.isEmpty())
        return nodes;
    QList<bool> keep(nodes.size(), false);
    for (qsizetype i = 0; i < nodes.size(); ++i) {
        if (!spoken(nodes[i]).contains(wanted, Qt::CaseInsensitive))
            continue;
        keep[i] = true;
        auto depth = nodes[i].depth;
        for (auto above = i - 1; above >= 0 && depth > 0; --above) {
            if (nodes[above].depth < depth) {
                keep[above] = true;
                depth = nodes[above].depth;
            }
        }
    }
    QList<engine::ResourceNode> shown;
    for (qsizetype i = 0; i < nodes.size(); ++i) {
        if (keep[i])
            shown.append(nodes[i]);
    }
    return shown;
}

ResourcesView::ResourcesView(QWidget* parent)
    : QWidget(parent)
    , m_model(new ResourceModel(this))
    , m_tree(new QTreeView)
    , m_banner(new Banner(Role::Warn))
    , m_empty(new EmptyState)
    , m_stack(new QStackedWidget)
{
    setAccessibleName(tr("Resources"));
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new ResourceDelegate(m_model, m_tree));
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setIndentation(18);
    m_tree->setMouseTracking(true);
    m_tree->setAccessibleName(tr("Resources"));
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    auto* header = m_tree->header();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_columns = new ColumnFit(
        m_tree,
        {{132, 150}, {130, 200}, {84, 92}, {116, 120}, {104, 108}, {70, 160}, {44, 48}, {64, 66}},
        ResourceModel::Reason);

    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_tree);
    auto* column = columnOf(this);
    column->addWidget(m_banner);
    column->addWidget(m_stack, 1);
    connect(m_empty->button(), &QPushButton::clicked, this, &ResourcesView::clearFilterWanted);
    auto* copyRule = m_banner->addButton(tr("Copy rule"), tr("Copy the missing access rule"));
    connect(copyRule, &QPushButton::clicked, this, [this] {
        if (m_application)
            Q_EMIT copyWanted(m_application->missingRules.join(u'\n'));
    });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                if (const auto* node = m_model->node(index))
                    Q_EMIT nodeChosen(*node);
            });
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex& index) {
        if (const auto* node = m_model->node(index); node && node->sync)
            Q_EMIT driftWanted(node->key);
    });
    connect(m_tree, &QTreeView::customContextMenuRequested, this, &ResourcesView::showMenu);
    // what is new is open; what the user closed stays closed
    connect(m_model, &QAbstractItemModel::rowsInserted, m_tree, [this](const QModelIndex& above) {
        if (above.isValid())
            m_tree->expand(above);
    });
    setApplication({}, {});
}

void ResourcesView::setApplication(const std::optional<engine::ApplicationSnapshot>& application,
                                   const QDateTime& now)
{
    const bool other =
        !application || !m_application || application->config.name != m_application->config.name;
    m_application = application;
    m_now = now;
    m_model->setNodes(application ? matching(application->resources, m_filter)
                                  : QList<engine::ResourceNode>(),
                      now);
    if (other)
        m_tree->expandAll();
    m_banner->say(application && !application->missingRules.isEmpty()
                      ? tr("Not all of this application can be read, so counts say “at least” and "
                           "verdicts are Unknown: %1")
                            .arg(application->missingRules.join(u"; "_s))
                      : QString());
    if (m_model->rowCount() > 0) {
        m_stack->setCurrentWidget(m_tree);
        return;
    }
    m_stack->setCurrentWidget(m_empty);
    if (!application)
        m_empty->say(Shape::Application, tr("Choose an application to see its resources."));
    else if (application->error)
        m_empty->say(Shape::Failed, application->error->summary);
    else if (application->phase == engine::Phase::Working
             || application->phase == engine::Phase::NotLoaded)
        m_empty->showLoading(tr("Reading the resources"));
    else if (!m_filter.trimmed().isEmpty())
        m_empty->say(Shape::Search, tr("No resource matches “%1”.").arg(m_filter),
                     tr("Clear the filter"));
    else
        m_empty->say(Shape::Empty, tr("This application has no resources in the cluster."));
}

void ResourcesView::setFilter(const QString& text)
{
    m_filter = text;
    setApplication(m_application, m_now);
}

QString ResourcesView::banner() const
{
    return m_banner->text();
}

void ResourcesView::showMenu(const QPoint& at)
{
    const auto* node = m_model->node(m_tree->indexAt(at));
    if (!node || node->isContainer)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(node->key.name);
    if (node->sync)
        menu->addAction(tr("Show drift"), this,
                        [this, key = node->key] { Q_EMIT driftWanted(key); });
    auto command = u"kubectl get %1 %2"_s.arg(node->key.kind.toLower(), node->key.name);
    if (!node->key.ns.isEmpty())
        command += u" -n "_s + node->key.ns;
    if (m_application)
        command += u" --context "_s + m_application->config.context;
    menu->addAction(tr("Copy name"), this,
                    [this, name = node->key.name] { Q_EMIT copyWanted(name); });
    menu->addAction(tr("Copy as command"), this, [this, command] { Q_EMIT copyWanted(command); });
    menu->popup(m_tree->viewport()->mapToGlobal(at));
}

} // namespace plumb::ui
