// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "mainwindow.h"

namespace plumb::ui::test {

//! A small world of values: one repository with merges, six applications in two contexts, and
//! services that answer at once.
struct Sample
{
    Sample();
    QDateTime now;
    QList<git::Commit> commits;
    git::CommitGraph graph;
    QList<git::Ref> refs;
    QList<engine::ApplicationSnapshot> applications;
    QList<engine::RepositorySnapshot> repositories;
    QList<engine::ClusterSnapshot> clusters;
    plan::Plan plan;
    engine::RollbackPreview rollback;
    engine::Detection detection;
    QStringList calls; //!< what was asked of the services, in order

    //! Changes what the services answer; asked each time services() is.
    std::function<void(Services&)> adapt;
    Services services();
    //! A window that holds all of it, shown at this size.
    std::unique_ptr<MainWindow> window(QSize size = {1440, 900}, WindowOptions options = {});
    engine::ApplicationSnapshot& application(const QString& name);
};

git::CommitId idOf(int number);
drift::Field field(const QString& path, const QJsonValue& desired, const QJsonValue& live,
                   drift::Class what, const QString& manager = {}, const QDateTime& time = {});
objects::Object object(const QString& apiVersion, const QString& kind, const QString& ns,
                       const QString& name, const QJsonObject& spec = {});

} // namespace plumb::ui::test
