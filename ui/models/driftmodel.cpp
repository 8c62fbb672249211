// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "models/driftmodel.h"

#include "base/text.h"
#include "format/text.h"
#include "format/verdict.h"

namespace plumb::ui {

static int differencesOf(const engine::ObjectState& object)
{
    int count = 0;
    for (const auto& field : object.drift.fields)
        count += isDifference(field);
    return count;
}

//! Missing and changed first, then what cannot be compared, then what only the cluster has.
static int rankOf(const engine::ObjectState& object)
{
    if (object.drift.notComparable)
        return 2;
    if (object.drift.presence == drift::Presence::OnlyInCluster)
        return 3;
    return object.sync == engine::SyncStatus::OutOfSync ? 0
           : object.sync == engine::SyncStatus::Unknown ? 1
                                                        : 4;
}

void DriftModel::setApplications(const QList<engine::ApplicationSnapshot>& applications)
{
    m_applications = applications;
    rebuild();
}

void DriftModel::setShowAll(bool all)
{
    m_all = all;
    rebuild();
}

void DriftModel::rebuild()
{
    QList<DriftRow> rows;
    m_inSync = m_outOfSync = 0;
    for (const auto& application : m_applications) {
        QList<DriftRow> own;
        for (const auto& object : application.objects) {
            m_inSync += object.sync == engine::SyncStatus::Synced;
            m_outOfSync += object.sync == engine::SyncStatus::OutOfSync;
            if (m_all || rankOf(object) < 4)
                own.append({application.config.name, false, object, differencesOf(object)});
        }
        std::stable_sort(own.begin(), own.end(), [](const auto& a, const auto& b) {
            return rankOf(a.object) < rankOf(b.object);
        });
        if (m_applications.size() > 1 && !own.isEmpty())
            rows.append({application.config.name, true, {}, 0});
        rows += own;
    }
    replaceRows(rows, [](const DriftRow& row) {
        const auto& key = row.object.key;
        return QStringList{
            row.application, QString::number(row.isHeading), key.group, key.kind, key.ns, key.name}
            .join(QChar(0x1f));
    });
}

QVariant DriftModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= int(m_rows.size()))
        return {};
    const auto& row = m_rows[index.row()];
    if (role == Qt::DisplayRole) {
        if (row.isHeading)
            return printable(row.application);
        return objectTitle(row.object.key) + u" · "_s
               + (row.differences ? QString::number(row.differences) : markOf(row.object).word);
    }
    if (role == Qt::AccessibleTextRole)
        return row.isHeading ? printable(row.application) : spoken(row.object);
    if (role == Qt::ToolTipRole && !row.isHeading)
        return plainTip(describe(row.object.key)
                        + (row.object.reason.isEmpty() ? QString() : u'\n' + row.object.reason));
    return {};
}

Qt::ItemFlags DriftModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (index.isValid() && m_rows[index.row()].isHeading)
        return Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

void FieldModel::setObject(const std::optional<engine::ObjectState>& object, const QDateTime& now)
{
    m_object = object;
    m_now = now;
    rebuild();
}

void FieldModel::setSides(const QString& desired, const QString& live)
{
    m_desiredTitle = printable(desired, 120);
    m_liveTitle = printable(live, 120);
    Q_EMIT headerDataChanged(Qt::Horizontal, Desired, Live);
}

void FieldModel::setShowHidden(bool show)
{
    m_showHidden = show;
    rebuild();
}

void FieldModel::rebuild()
{
    QList<drift::Field> rows;
    if (m_object) {
        for (const auto& field : m_object->drift.fields) {
            if (m_showHidden || isDifference(field))
                rows.append(field);
        }
    }
    replaceRows(rows, [](const drift::Field& field) { return field.path.toString(); });
}

int FieldModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString FieldModel::note(const QModelIndex& index) const
{
    const auto& field = m_rows[index.row()];
    if (index.column() == Desired)
        return desiredNote(field, *m_object);
    if (index.column() == Live)
        return liveNote(field, m_now);
    return markOf(field.what).word;
}

QVariant FieldModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= int(m_rows.size()))
        return {};
    const auto& field = m_rows[index.row()];
    if (role == Qt::DisplayRole) {
        if (index.column() == Path)
            return pathText(field.path);
        return valueText(index.column() == Desired ? field.desired : field.live);
    }
    if (role == Qt::AccessibleTextRole)
        return spoken(field);
    if (role == Qt::ToolTipRole) {
        const auto value = index.column() == Path
                               ? field.path.toString()
                               : valueFull(index.column() == Desired ? field.desired : field.live);
        auto tip = value.left(2000) + u'\n' + note(index);
        if (index.column() == Live && field.time.isValid())
            tip += u'\n'
                   + tr("%1 last wrote at %2. Kubernetes keeps the program, not the person.")
                         .arg(field.manager, exactly(field.time));
        return plainTip(tip);
    }
    return {};
}

QVariant FieldModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    if (section == Path)
        return tr("Field");
    const auto& side = section == Desired ? m_desiredTitle : m_liveTitle;
    const auto word = section == Desired ? tr("Git") : tr("Live");
    return side.isEmpty() ? word : word + u" · "_s + side;
}

} // namespace plumb::ui
