// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/snapshots.h"
#include "models/rowmodel.h"

namespace plumb::ui {

struct DriftRow
{
    QString application;
    bool isHeading = false;
    engine::ObjectState object;
    int differences = 0;
};

//! Objects that differ, with those in sync at the end or left out; under a heading per application
//! where there are several.
class DriftModel : public RowModel<DriftRow>
{
    Q_OBJECT
public:
    using RowModel::RowModel;
    void setApplications(const QList<engine::ApplicationSnapshot>& applications);
    void setShowAll(bool all);
    bool showsAll() const { return m_all; }
    int inSync() const { return m_inSync; }
    int outOfSync() const { return m_outOfSync; }
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    void rebuild();
    QList<engine::ApplicationSnapshot> m_applications;
    bool m_all = false;
    int m_inSync = 0, m_outOfSync = 0;
};

//! Fields of one object: path, value in Git, value in the cluster.
class FieldModel : public RowModel<drift::Field>
{
    Q_OBJECT
public:
    enum Column { Path, Desired, Live, ColumnCount };
    using RowModel::RowModel;
    void setObject(const std::optional<engine::ObjectState>& object, const QDateTime& now);
    void setSides(const QString& desired, const QString& live);
    void setShowHidden(bool show);
    bool showsHidden() const { return m_showHidden; }
    const std::optional<engine::ObjectState>& object() const { return m_object; }
    //! The second, quiet line of a cell.
    QString note(const QModelIndex& index) const;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void rebuild();
    std::optional<engine::ObjectState> m_object;
    QDateTime m_now;
    QString m_desiredTitle, m_liveTitle;
    bool m_showHidden = false;
};

} // namespace plumb::ui
