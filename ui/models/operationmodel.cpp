// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "models/operationmodel.h"

#include "base/text.h"
#include "format/text.h"
#include "format/verdict.h"

namespace plumb::ui {

using plan::Action;

static QString keyText(const objects::ResourceKey& key)
{
    return QStringList{key.group, key.kind, key.ns, key.name}.join(QChar(0x1f));
}

void OperationModel::setPlan(const plan::Plan& plan)
{
    QMap<QString, bool> choices;
    for (const auto& row : m_rows) {
        if (row.operation)
            choices[keyText(row.operation->key)] = row.isChosen;
    }
    QList<OperationRow> rows;
    QString section;
    m_unchanged = 0;
    for (const auto& operation : plan.operations) {
        if (operation.action == Action::Unchanged) {
            ++m_unchanged;
            continue;
        }
        const auto heading =
            operation.action == Action::Prune ? tr("Deleted last") : tr("Applied in this order");
        if (heading != section)
            rows.append({section = heading, {}, false, {}});
        const bool isChosen = choices.value(keyText(operation.key), operation.chosen);
        rows.append({{}, operation, isChosen, {}});
    }
    replaceRows(rows, [](const OperationRow& row) {
        return row.operation ? keyText(row.operation->key) : u"h/"_s + row.heading;
    });
    Q_EMIT choiceChanged();
}

void OperationModel::setReport(const plan::Report& report)
{
    for (auto& row : m_rows) {
        for (const auto& step : report.steps) {
            if (row.operation && step.key == row.operation->key)
                row.step = step;
        }
    }
    allChanged();
}

void OperationModel::setEditable(bool editable)
{
    m_editable = editable;
    allChanged();
}

void OperationModel::allChanged()
{
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0));
}

const plan::Operation* OperationModel::operation(const QModelIndex& index) const
{
    if (!index.isValid() || index.row() >= int(m_rows.size()))
        return nullptr;
    const auto& operation = m_rows[index.row()].operation;
    return operation ? &*operation : nullptr;
}

void OperationModel::pick(Pick what)
{
    for (auto& row : m_rows) {
        if (row.operation)
            row.isChosen = what == Pick::All
                           || (what == Pick::OutOfSync && row.operation->action != Action::Prune
                               && row.operation->changes.isOutOfSync());
    }
    allChanged();
    Q_EMIT choiceChanged();
}

int OperationModel::chosenCount() const
{
    return int(chosenKeys().size());
}

int OperationModel::changeCount() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(),
                             [](const auto& row) { return row.operation.has_value(); }));
}

QList<objects::ResourceKey> OperationModel::chosenKeys() const
{
    QList<objects::ResourceKey> keys;
    for (const auto& row : m_rows) {
        if (row.operation && row.isChosen)
            keys.append(row.operation->key);
    }
    return keys;
}

QVariant OperationModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= int(m_rows.size()))
        return {};
    const auto& row = m_rows[index.row()];
    if (!row.operation)
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? QVariant(row.heading)
                                                                         : QVariant();
    const auto& operation = *row.operation;
    if (role == Qt::CheckStateRole)
        return row.isChosen ? Qt::Checked : Qt::Unchecked;
    const auto step = row.step ? u", "_s + markOf(row.step->state).word : QString();
    if (role == Qt::DisplayRole)
        return markOf(operation.action).word + u' ' + objectTitle(operation.key) + step;
    if (role == Qt::AccessibleTextRole) {
        const auto chosen = row.isChosen ? tr("chosen") : tr("left out");
        return printable(markOf(operation.action).word + u' ' + describe(operation.key) + u", "_s
                         + chosen + step);
    }
    if (role == Qt::ToolTipRole)
        return plainTip(row.step && !row.step->message.isEmpty() ? row.step->message
                                                                 : describe(operation.key));
    return {};
}

bool OperationModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || !operation(index) || !m_editable)
        return false;
    m_rows[index.row()].isChosen = value.toInt() == Qt::Checked;
    Q_EMIT dataChanged(index, index);
    Q_EMIT choiceChanged();
    return true;
}

Qt::ItemFlags OperationModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (!operation(index))
        return Qt::ItemNeverHasChildren;
    auto flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return m_editable ? flags | Qt::ItemIsUserCheckable : flags;
}

QStringList concernsOf(const plan::Operation& operation, const QDateTime& now)
{
    QStringList concerns;
    if (operation.refused)
        concerns << OperationModel::tr("The API server refuses this: %1")
                        .arg(operation.refused->summary);
    for (const auto& field : operation.changes.fields) {
        if (field.what != drift::Class::Manual || operation.action != Action::Update)
            continue;
        auto text = OperationModel::tr(
                        "This sync overwrites a change made in the cluster. %1 was set to %2")
                        .arg(pathText(field.path), valueText(field.live));
        if (!field.manager.isEmpty())
            text += u' ' + OperationModel::tr("by %1").arg(field.manager);
        if (field.time.isValid())
            text += u' ' + ago(field.time, now);
        concerns << text + u". "_s
                        + OperationModel::tr("Git says %1.").arg(valueText(field.desired));
    }
    QMap<QString, QStringList> owners;
    for (const auto& conflict : operation.conflicts)
        owners[conflict.manager] << conflict.field;
    for (auto it = owners.cbegin(); it != owners.cend(); ++it) {
        concerns
            << (operation.force
                    ? OperationModel::tr("%1 will be taken over from %2.")
                          .arg(it.value().join(u", "_s), it.key())
                    : OperationModel::tr(
                          "%1 belongs to %2. Unless you take it over, the API server refuses the "
                          "change.")
                          .arg(it.value().join(u", "_s), it.key()));
    }
    for (const auto& warning : operation.warnings)
        concerns << OperationModel::tr("The API server warns: %1").arg(warning);
    if (!operation.unpreviewed.isEmpty())
        concerns << OperationModel::tr("Not tried in advance: %1").arg(operation.unpreviewed);
    return concerns;
}

engine::ObjectState asObject(const plan::Operation& operation)
{
    engine::ObjectState object;
    object.key = operation.key;
    object.drift = operation.changes;
    object.live = operation.live;
    if (operation.action == Action::Prune) {
        object.drift.presence = drift::Presence::OnlyInCluster;
        return object;
    }
    if (operation.action == Action::Create)
        object.drift.presence = drift::Presence::MissingInCluster;
    object.predicted = operation.predicted;
    object.desired = operation.desired;
    return object;
}

} // namespace plumb::ui
