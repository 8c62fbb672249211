// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "models/proposalmodel.h"

#include "base/text.h"
#include "format/text.h"
#include "format/verdict.h"

namespace plumb::ui {

using State = engine::Proposal::State;

QString objectsText(const engine::Proposal& proposal)
{
    const int rendered = proposal.rendered;
    if (!proposal.found)
        return rendered > 0 ? ProposalModel::tr("%n object(s)", nullptr, rendered) : QString();
    auto text = ProposalModel::tr("%1 of %n object(s)", nullptr, rendered).arg(*proposal.found);
    if (proposal.differing.value_or(0) > 0)
        text += u", "_s + ProposalModel::tr("%n with differences", nullptr, *proposal.differing);
    return text;
}

QString folderText(const QString& path)
{
    return path.isEmpty() ? ProposalModel::tr("the root") : printable(path, 400);
}

void ProposalModel::setDetection(const engine::Detection& detection)
{
    QList<ProposalRow> rows;
    if (!detection.proposals.isEmpty())
        rows.append({tr("Applications"), {}, {}, false});
    for (const auto& one : detection.proposals)
        rows.append({{}, one, {}, one.state == State::Proposed});
    if (!detection.leftOut.isEmpty())
        rows.append({tr("Left out"), {}, {}, false});
    for (const auto& one : detection.leftOut)
        rows.append({{}, {}, one, false});
    replaceRows(rows, [](const ProposalRow& row) {
        if (row.proposal)
            return u"p/"_s + row.proposal->application.name;
        return row.leftOut ? u"l/"_s + row.leftOut->path : u"h/"_s + row.heading;
    });
    Q_EMIT choiceChanged();
}

const engine::Proposal* ProposalModel::proposal(const QModelIndex& index) const
{
    if (!index.isValid() || index.row() >= int(m_rows.size()))
        return nullptr;
    const auto& proposal = m_rows[index.row()].proposal;
    return proposal ? &*proposal : nullptr;
}

const engine::LeftOut* ProposalModel::leftOut(const QModelIndex& index) const
{
    if (!index.isValid() || index.row() >= int(m_rows.size()))
        return nullptr;
    const auto& leftOut = m_rows[index.row()].leftOut;
    return leftOut ? &*leftOut : nullptr;
}

void ProposalModel::pick(bool all)
{
    for (auto& row : m_rows)
        row.isChosen = all && row.proposal && row.proposal->state == State::Proposed;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0));
    Q_EMIT choiceChanged();
}

QList<workspace::Application> ProposalModel::chosen() const
{
    QList<workspace::Application> applications;
    for (const auto& row : m_rows)
        if (row.proposal && row.isChosen)
            applications.append(row.proposal->application);
    return applications;
}

QVariant ProposalModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= int(m_rows.size()))
        return {};
    const auto& row = m_rows[index.row()];
    const bool isText = role == Qt::DisplayRole || role == Qt::AccessibleTextRole;
    if (!row.heading.isEmpty())
        return isText ? QVariant(row.heading) : QVariant();
    if (row.leftOut) {
        if (role == Qt::ToolTipRole)
            return plainTip(row.leftOut->reason);
        return isText ? QVariant(folderText(row.leftOut->path) + u": "_s
                                 + printable(row.leftOut->reason, 400))
                      : QVariant();
    }
    const auto& one = *row.proposal;
    if (role == Qt::CheckStateRole)
        return one.state == State::Known ? QVariant()
               : row.isChosen            ? QVariant(Qt::Checked)
                                         : QVariant(Qt::Unchecked);
    const auto name = printable(one.application.name, 200);
    if (role == Qt::DisplayRole)
        return u"%1 · %2 · %3"_s.arg(name, markOf(one.state).word,
                                     folderText(one.application.path));
    if (role == Qt::AccessibleTextRole) {
        QStringList words{name, markOf(one.state).word};
        if (one.state != State::Known)
            words << (row.isChosen ? tr("chosen") : tr("not chosen"));
        words << tr("folder %1").arg(folderText(one.application.path));
        if (!one.application.ns.isEmpty())
            words << tr("namespace %1").arg(printable(one.application.ns, 200));
        words << objectsText(one) << printable(one.reason, 400);
        words.removeAll(QString());
        return words.join(u", "_s);
    }
    if (role == Qt::ToolTipRole)
        return plainTip(one.reason.isEmpty() ? folderText(one.application.path) : one.reason);
    return {};
}

bool ProposalModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const auto* one = proposal(index);
    if (role != Qt::CheckStateRole || !one || one->state == State::Known)
        return false;
    m_rows[index.row()].isChosen = value.toInt() == Qt::Checked;
    Q_EMIT dataChanged(index, index);
    Q_EMIT choiceChanged();
    return true;
}

Qt::ItemFlags ProposalModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (!m_rows.value(index.row()).heading.isEmpty())
        return Qt::ItemNeverHasChildren;
    const auto flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    const auto* one = proposal(index);
    return one && one->state != State::Known ? flags | Qt::ItemIsUserCheckable : flags;
}

} // namespace plumb::ui
