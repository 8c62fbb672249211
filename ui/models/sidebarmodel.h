// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "format/verdict.h"
#include "models/rowmodel.h"

namespace plumb::ui {

struct SidebarRow
{
    enum class Kind { Fleet, Heading, Application, Repository, Cluster };
    Kind kind = Kind::Heading;
    QString section; //!< under which heading; an application may stand under two
    QString id; //!< name of the application, repository or context
    QString text, hint;
    Mark mark;
    QString spoken;
    bool isProtected = false;
    QString colour = {}; //!< of a context: the user's own mark
};

//! Fleet, what needs attention, applications by context, repositories, clusters.
class SidebarModel : public RowModel<SidebarRow>
{
    Q_OBJECT
public:
    using RowModel::RowModel;
    void setState(const QList<engine::ApplicationSnapshot>& applications,
                  const QList<engine::RepositorySnapshot>& repositories,
                  const QList<engine::ClusterSnapshot>& clusters);
    //! First row of that kind and name; invalid: there is none.
    QModelIndex find(SidebarRow::Kind kind, const QString& id) const;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
};

} // namespace plumb::ui
