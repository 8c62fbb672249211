// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "models/historymodel.h"

#include "base/text.h"
#include "format/text.h"

namespace plumb::ui {

using git::CommitId;

static constexpr int kMaxLanes = 10;

HistoryModel::HistoryModel(QObject* parent)
    : QAbstractListModel(parent)
{
    m_ask.setSingleShot(true);
    connect(&m_ask, &QTimer::timeout, this, [this] {
        const auto ids = std::exchange(m_wanted, {});
        Q_EMIT detailsWanted(ids);
    });
}

void HistoryModel::setGraph(const git::CommitGraph& graph)
{
    m_matches.reset();
    // what both graphs share at either end stays; only the middle comes and goes
    const auto before = m_graph.size(), after = graph.size();
    git::CommitGraph::Row head = 0, tail = 0;
    while (head < before && head < after && m_graph.id(head) == graph.id(head))
        ++head;
    while (tail < before - head && tail < after - head
           && m_graph.id(before - 1 - tail) == graph.id(after - 1 - tail))
        ++tail;
    if (before - head - tail > 0) {
        beginRemoveRows({}, head, before - tail - 1);
        // the rows in between must be gone while the views look: a filter over the old graph
        QList<git::CommitGraph::Row> left;
        left.reserve(head + tail);
        for (git::CommitGraph::Row row = 0; row < before; ++row) {
            if (row < head || row >= before - tail)
                left.append(row);
        }
        m_matches = left;
        endRemoveRows();
    }
    if (after - head - tail > 0) {
        beginInsertRows({}, head, after - tail - 1);
        m_graph = graph;
        m_matches.reset();
        endInsertRows();
    } else {
        m_graph = graph;
        m_matches.reset();
    }
    m_lanes = 1;
    for (git::CommitGraph::Row row = 0; row < after && m_lanes < kMaxLanes; ++row)
        m_lanes = qMax(m_lanes, qMin(kMaxLanes, int(m_graph.laneCount(row))));
    setNotLive(m_live, m_target);
    changed();
}

void HistoryModel::clear()
{
    beginResetModel();
    m_graph = {};
    m_refs.clear();
    m_pins.clear();
    m_notLive.clear();
    m_live = m_target = {};
    m_relevant.reset();
    m_touched.clear();
    m_matches.reset();
    m_asked.clear();
    m_wanted.clear();
    m_lanes = 1;
    endResetModel();
}

void HistoryModel::setCommits(const QList<git::Commit>& commits)
{
    for (const auto& commit : commits) {
        m_commits.insert(commit.id, new git::Commit(commit));
        if (const auto row = rowOf(commit.id); row >= 0)
            Q_EMIT dataChanged(index(row), index(row));
    }
}

void HistoryModel::answered(const QList<CommitId>& ids)
{
    for (const auto& id : ids)
        m_asked.remove(id);
}

void HistoryModel::setRefs(const QList<git::Ref>& refs)
{
    m_refs.clear();
    // QMultiHash answers the latest first
    for (auto it = refs.crbegin(); it != refs.crend(); ++it)
        m_refs.insert(it->target, *it);
    changed();
}

void HistoryModel::setPins(const QList<PinMark>& pins)
{
    m_pins.clear();
    for (auto it = pins.crbegin(); it != pins.crend(); ++it)
        m_pins.insert(it->commit, *it);
    changed();
}

void HistoryModel::setNotLive(const CommitId& live, const CommitId& target)
{
    m_live = live;
    m_target = target;
    m_notLive.clear();
    const auto base = live.isNull() ? -1 : m_graph.rowOf(live);
    const auto tip = target.isNull() ? -1 : m_graph.rowOf(target);
    // without a known live commit nothing can be said about what is not live
    if (base >= 0 && tip >= 0 && base != tip) {
        for (const auto row : m_graph.between(base, tip))
            m_notLive.insert(m_graph.id(row));
    }
    changed();
}

void HistoryModel::setRelevant(const std::optional<QSet<CommitId>>& commits)
{
    m_relevant = commits;
    changed();
}

void HistoryModel::setRelevantTo(const QString& application)
{
    QSet<CommitId> commits;
    for (auto it = m_touched.cbegin(); it != m_touched.cend(); ++it) {
        if (it.value().contains(application))
            commits.insert(it.key());
    }
    setRelevant(commits.isEmpty() ? std::nullopt : std::optional(commits));
}

void HistoryModel::setTouched(const QHash<CommitId, QStringList>& applications)
{
    m_touched = applications;
    changed();
}

void HistoryModel::setMatches(const std::optional<QList<CommitId>>& commits)
{
    if (!commits && !m_matches)
        return;
    std::optional<QList<git::CommitGraph::Row>> rows;
    if (commits) {
        rows.emplace();
        for (const auto& id : *commits) {
            if (const auto row = m_graph.rowOf(id); row >= 0)
                rows->append(row);
        }
        std::sort(rows->begin(), rows->end());
    }
    // a filter is another list, not a change of this one
    beginResetModel();
    m_matches = rows;
    endResetModel();
}

void HistoryModel::setNow(const QDateTime& now)
{
    m_now = now;
    changed();
}

void HistoryModel::changed()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

git::CommitGraph::Row HistoryModel::graphRow(int row) const
{
    return m_matches ? m_matches->at(row) : row;
}

CommitId HistoryModel::idAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_graph.id(graphRow(row)) : CommitId{};
}

int HistoryModel::rowOf(const CommitId& id) const
{
    const auto row = m_graph.rowOf(id);
    if (row < 0 || !m_matches)
        return row;
    const auto found = std::lower_bound(m_matches->begin(), m_matches->end(), row);
    return found != m_matches->end() && *found == row ? int(found - m_matches->begin()) : -1;
}

CommitId HistoryModel::startingWith(const QString& hex) const
{
    // whole bytes are compared as they are, text is made of those alone that fit so far
    const auto whole = QByteArray::fromHex(hex.left(hex.size() & ~1).toLatin1());
    if (hex.size() < 4 || whole.size() != hex.size() / 2)
        return {};
    for (git::CommitGraph::Row row = 0; row < m_graph.size(); ++row) {
        const auto id = m_graph.id(row);
        if (std::equal(whole.begin(), whole.end(), id.bytes.begin(),
                       [](char a, unsigned char b) { return static_cast<unsigned char>(a) == b; })
            && id.toHex().startsWith(hex, Qt::CaseInsensitive))
            return id;
    }
    return {};
}

int HistoryModel::nextPinned(int row, bool forward) const
{
    int nearest = -1;
    for (const auto& pin : m_pins) {
        const auto place = rowOf(pin.commit);
        if (place < 0 || (forward ? place <= row : place >= row))
            continue;
        if (nearest < 0 || (forward ? place < nearest : place > nearest))
            nearest = place;
    }
    return nearest;
}

const git::Commit* HistoryModel::commitAt(int row) const
{
    const auto id = idAt(row);
    if (const auto* commit = m_commits.object(id))
        return commit;
    askLater(id);
    return nullptr;
}

void HistoryModel::askLater(const CommitId& id) const
{
    if (m_asked.contains(id))
        return;
    m_asked.insert(id);
    m_wanted.append(id);
    if (!m_ask.isActive())
        m_ask.start(0);
}

QList<git::Ref> HistoryModel::refsAt(int row) const
{
    return m_refs.values(idAt(row));
}

QList<PinMark> HistoryModel::pinsAt(int row) const
{
    return m_pins.values(idAt(row));
}

QStringList HistoryModel::touchedAt(int row) const
{
    return m_touched.value(idAt(row));
}

bool HistoryModel::isNotLive(int row) const
{
    return m_notLive.contains(idAt(row));
}

bool HistoryModel::isFaint(int row) const
{
    return m_relevant && !m_relevant->contains(idAt(row));
}

QString HistoryModel::ageAt(int row) const
{
    const auto* commit = commitAt(row);
    return commit ? shortAge(commit->committer.when, m_now) : QString();
}

int HistoryModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    return m_matches ? int(m_matches->size()) : int(m_graph.size());
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto row = index.row();
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
        return {};
    const auto id = idAt(row);
    const auto* commit = commitAt(row);
    if (!commit)
        return id.shortHex();
    QStringList marks;
    for (const auto& ref : refsAt(row))
        marks << ref.name;
    for (const auto& pin : pinsAt(row)) {
        marks << (pin.isTarget ? tr("target of %1").arg(pin.application)
                  : pin.isStale
                      ? tr("%1 was live here when its cluster last answered").arg(pin.application)
                  : pin.isUnverified ? tr("%1 was live here, not verified").arg(pin.application)
                                     : tr("%1 is live here").arg(pin.application));
    }
    if (isNotLive(row))
        marks << tr("not live");
    if (role == Qt::DisplayRole) {
        QStringList cells{id.shortHex(), printable(commit->subject, 300),
                          printable(commit->author.name, 100)};
        if (!marks.isEmpty())
            cells << printable(u'(' + marks.join(u", "_s) + u')');
        return cells.join(u' ');
    }
    if (role == Qt::ToolTipRole)
        return plainTip(commit->subject + u'\n' + commit->author.name + u", "_s
                        + exactly(commit->committer.when)
                        + (marks.isEmpty() ? QString() : u'\n' + marks.join(u", "_s)));
    auto text = tr("Commit %1, %2, by %3, %4")
                    .arg(id.shortHex(), commit->subject, commit->author.name,
                         ago(commit->committer.when, m_now));
    if (!marks.isEmpty())
        text += u", "_s + marks.join(u", "_s);
    return printable(text);
}

} // namespace plumb::ui
