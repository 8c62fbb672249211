// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/sidebar/sidebar.h"

#include "delegates/sidebardelegate.h"
#include "format/text.h"

#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace plumb::ui {

namespace {

//! A list without a current row takes its first when it gets the focus, which nobody has chosen.
class SidebarList : public QListView
{
public:
    explicit SidebarList(bool& quiet)
        : m_quiet(quiet)
    {
    }

protected:
    void focusInEvent(QFocusEvent* event) override
    {
        const QScopedValueRollback quiet(m_quiet, true);
        QListView::focusInEvent(event);
    }

private:
    bool& m_quiet;
};

} // namespace

Sidebar::Sidebar(QWidget* parent)
    : QWidget(parent)
    , m_model(new SidebarModel(this))
    , m_list(new SidebarList(m_quiet))
{
    setObjectName(u"sidebar"_s);
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Sidebar"));
    m_list->setObjectName(u"sidebarlist"_s);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new SidebarDelegate(m_model, m_list));
    m_list->setAccessibleName(tr("Applications, repositories and clusters"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    auto* add = new QPushButton(tr("Add application…"));
    add->setToolTip(plainTip(tr("Names a folder of a repository and the cluster it belongs to.")));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_list, 1);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(12, 8, 12, 10);
    foot->addWidget(add);
    column->addLayout(foot);
    setMinimumWidth(160);
    connect(add, &QPushButton::clicked, this, &Sidebar::addWanted);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QListView::customContextMenuRequested, this, [this](const QPoint& at) {
        const auto index = m_list->indexAt(at);
        if (!index.isValid() || m_model->at(index.row()).kind != SidebarRow::Kind::Application)
            return;
        const auto name = m_model->at(index.row()).id;
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->setAccessibleName(name);
        menu->addAction(tr("Remove from the workspace…"), this,
                        [this, name] { Q_EMIT removeWanted(name); });
        menu->popup(m_list->viewport()->mapToGlobal(at));
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                if (!index.isValid() || m_quiet)
                    return;
                const auto& row = m_model->at(index.row());
                if (row.kind == SidebarRow::Kind::Heading)
                    return;
                m_kind = row.kind;
                m_id = row.id;
                Q_EMIT chosen(m_kind, m_id);
            });
}

void Sidebar::setState(const QList<engine::ApplicationSnapshot>& applications,
                       const QList<engine::RepositorySnapshot>& repositories,
                       const QList<engine::ClusterSnapshot>& clusters)
{
    const QScopedValueRollback quiet(m_quiet, true);
    m_model->setState(applications, repositories, clusters);
    // an application that leaves "needs attention" takes the current row with it, and a new one may
    // have been chosen before its row came
    choose(m_kind, m_id);
}

void Sidebar::choose(SidebarRow::Kind kind, const QString& id)
{
    const QScopedValueRollback quiet(m_quiet, true);
    m_kind = kind;
    m_id = id;
    const auto current = m_list->currentIndex();
    if (current.isValid() && m_model->at(current.row()).kind == kind
        && m_model->at(current.row()).id == id)
        return;
    if (const auto index = m_model->find(kind, id); index.isValid())
        m_list->setCurrentIndex(index);
}

void Sidebar::step(int by)
{
    const auto current = m_list->currentIndex();
    const auto here = current.isValid() ? m_model->at(current.row()).id : QString();
    for (auto row = m_list->currentIndex().row() + by; row >= 0 && row < m_model->rowCount();
         row += by) {
        // who needs attention is listed twice
        if (m_model->at(row).kind != SidebarRow::Kind::Application || m_model->at(row).id == here)
            continue;
        m_list->setCurrentIndex(m_model->index(row, 0));
        return;
    }
}

} // namespace plumb::ui
