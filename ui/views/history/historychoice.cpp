// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// What is chosen in the history, and what can be done with it.

#include "views/history/historyview.h"

#include "actions/registry.h"
#include "widgets/segments.h"
#include "widgets/uniformlist.h"

#include <QMenu>
#include <QSplitter>

namespace plumb::ui {

static QString hexes(const QList<git::CommitId>& ids)
{
    QStringList lines;
    for (const auto& id : ids)
        lines << id.toHex();
    return lines.join(u'\n');
}

int HistoryView::notLiveCount() const
{
    for (const auto& application : m_applications) {
        if (application.config.name == m_chosen)
            return qMax(0, application.commitsNotLive);
    }
    return 0;
}

git::CommitId HistoryView::newestOf(const QString& application, const git::CommitId& tip) const
{
    const auto& graph = m_model->graph();
    const auto from = graph.rowOf(tip);
    for (int row = 0; from >= 0 && row < qMin(kLooked, m_model->rowCount()); ++row) {
        if (!m_model->touchedAt(row).contains(application))
            continue;
        const auto id = m_model->idAt(row);
        if (const auto at = graph.rowOf(id); at >= 0 && graph.isAncestor(at, from))
            return id; // others are of branches that nobody merged yet
    }
    return {};
}

// One row, whatever keys somebody holds while rows come.
void HistoryView::choose(int row)
{
    m_list->selectionModel()->setCurrentIndex(m_model->index(row),
                                              QItemSelectionModel::ClearAndSelect);
}

void HistoryView::select(const git::CommitId& id)
{
    const auto row = id.isNull() ? 0 : m_model->rowOf(id);
    if (row < 0 || row >= m_model->rowCount())
        return;
    choose(row);
    m_list->scrollTo(m_model->index(row));
}

git::CommitId HistoryView::selected() const
{
    return m_model->idAt(m_list->currentIndex().row());
}

QString HistoryView::chosenIds() const
{
    return m_range.isRange() && m_range.isWhole() ? hexes(m_range.commits) : selected().toHex();
}

void HistoryView::refreshRange()
{
    QList<git::CommitGraph::Row> rows;
    for (const auto& part : m_list->selectionModel()->selection()) {
        for (int row = part.top(); row <= part.bottom() && rows.size() <= RollbackRange::kLongest;
             ++row)
            rows.append(m_model->graphRow(row));
    }
    std::sort(rows.begin(), rows.end());
    const bool was = m_range.isRange();
    m_range = rollbackRange(m_model->graph(), rows, m_head, m_branch);
    if (was || m_range.isRange())
        Q_EMIT rangeChanged();
}

void HistoryView::openSelected()
{
    m_lowerWhat->setCurrent(1);
    if (m_splitter->sizes().value(1) < 80)
        m_splitter->setSizes({height() / 2, height() / 2});
}

void HistoryView::goToPin(bool forward)
{
    if (const auto row = m_model->nextPinned(m_list->currentIndex().row(), forward); row >= 0)
        choose(row);
}

void HistoryView::showMenu(const QPoint& at)
{
    const auto index = m_list->indexAt(at);
    if (!index.isValid())
        return;
    const auto id = m_model->idAt(index.row());
    const bool isOfRange = m_range.isRange() && m_list->selectionModel()->isSelected(index);
    const bool isWhole = isOfRange && m_range.isWhole();
    const auto chosen = isWhole ? m_range.commits : QList{id};
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    menu->setAccessibleName(tr("Commit %1").arg(id.shortHex()));
    menu->addAction(tr("Show changes of %1").arg(id.shortHex()), this, &HistoryView::openSelected);
    auto* rollback = menu->addAction(
        isWhole ? tr("Roll back %n commit(s)…", nullptr, int(chosen.size())) : tr("Roll back…"),
        this, [this, chosen] { Q_EMIT rollbackWanted(chosen); });
    explain(rollback, m_whyNotRollback.isEmpty() && isOfRange ? m_range.whyNot : m_whyNotRollback);
    menu->addSeparator();
    menu->addAction(isWhole ? tr("Copy commit ids") : tr("Copy commit id"), this,
                    [this, chosen] { Q_EMIT copyWanted(hexes(chosen)); });
    menu->addAction(tr("Copy as command"), this,
                    [this, id] { Q_EMIT copyWanted(u"git show "_s + id.toHex()); });
    menu->addSeparator();
    const bool isTopological = m_order == git::CommitOrder::Topological;
    auto* together =
        menu->addAction(tr("Keep lines of history together"), this, [this, isTopological] {
            Q_EMIT orderWanted(isTopological ? git::CommitOrder::Date
                                             : git::CommitOrder::Topological);
        });
    together->setCheckable(true);
    together->setChecked(isTopological);
    together->setToolTip(tr("git's topological order; without it the youngest commits come first"));
    menu->popup(m_list->viewport()->mapToGlobal(at));
}

} // namespace plumb::ui
