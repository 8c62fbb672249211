// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/future.h"
#include "engine/commands.h"
#include "engine/detect.h"

#include <QCoreApplication>
#include <QPointer>

namespace plumb::ui {

//! All that the window asks of the outside, as functions over values: the composition root binds
//! them to an engine, a test to whatever it likes. Everything is called and answered on the UI
//! thread.
struct Services
{
    std::function<QDateTime()> now;

    std::function<Future<git::Refs>(const QString&repository, std::stop_token)> openRepository,
        fetch;
    std::function<Future<git::CommitGraph>(const QString& repository, const git::LogFilter&,
                                           std::function<void(const git::CommitGraph&)> onPart,
                                           std::stop_token)>
        graph;
    std::function<Future<QList<git::CommitId>>(const QString& repository, const git::LogFilter&,
                                               std::stop_token)>
        log;
    std::function<Future<QList<git::CommitId>>(const QString& repository, const git::LogFilter&,
                                               git::OnFound, std::stop_token)>
        search;
    std::function<Future<QList<git::Touched>>(const QString& repository, const git::TouchQuery&,
                                              std::stop_token)>
        touched;
    std::function<Future<QList<git::FileVersion>>(const QString& repository, const git::CommitId&,
                                                  const QString& path, std::stop_token)>
        fileHistory;
    std::function<Future<QList<git::BlameLine>>(const QString& repository, const git::CommitId&,
                                                const QString& path, std::stop_token)>
        blame;
    std::function<Future<QList<git::Commit>>(const QString& repository,
                                             const QList<git::CommitId>&)>
        commits;
    std::function<Future<QList<git::FileChange>>(const QString& repository, const git::CommitId&)>
        changes;
    std::function<Future<git::FileDiff>(const QString& repository, const git::CommitId&,
                                        const QString& path)>
        diff;
    std::function<QList<std::pair<QString, engine::Pin>>(const QString& repository)> pins;

    std::function<Future<engine::ApplicationSnapshot>(const QString& application, std::stop_token)>
        evaluate;
    std::function<void(const QString&application)> follow, unfollow;
    std::function<Future<QList<objects::Object>>(const QString& application,
                                                 const objects::ResourceKey&, const QString& uid,
                                                 std::stop_token)>
        events;
    std::function<Future<QString>(const QString& application, const QString& pod, const QString& ns,
                                  const QString& container, std::stop_token)>
        podLog;

    std::function<Future<plan::Plan>(const engine::PlanRequest&, std::stop_token)> plan;
    std::function<Future<plan::Report>(const engine::PlanRequest&, const QString& digest,
                                       std::function<void(const plan::Report&)>, std::stop_token)>
        sync;
    std::function<QString(const plan::Plan&)> commandsOf;
    std::function<Result<QString>(const plan::Plan&)> savePlan; //!< answers what to tell the user
    std::function<Future<engine::RollbackPreview>(const engine::RollbackRequest&, std::stop_token)>
        previewRollback;
    std::function<Future<engine::RollbackReport>(const engine::RollbackPreview&,
                                                 std::function<void(const engine::RollbackReport&)>,
                                                 std::stop_token)>
        rollback;
    std::function<Future<engine::PushPreview>(const QString& repository, std::stop_token)>
        previewPush;
    std::function<Future<Unit>(const engine::PushPreview&, std::stop_token)> push;

    std::function<Future<QStringList>(const QString& repository)> manifestFolders;
    std::function<Future<engine::Detection>(const engine::DetectQuery&, std::stop_token)> detect;
    std::function<QStringList()> contextNames;
    std::function<QList<kube::NamedFile>(const QString& context)> namedFiles;
    std::function<Future<Unit>(const workspace::Application&,
                               const std::optional<workspace::Repository>&)>
        addApplication;
    std::function<Future<Unit>(const QList<workspace::Application>&,
                               const std::optional<workspace::Repository>&)>
        addApplications; //!< all of them or none
    //! The lines that this would change in the workspace file.
    std::function<Future<QString>(const QList<workspace::Application>&,
                                  const std::optional<workspace::Repository>&)>
        previewAddition;
    std::function<Future<Unit>(const QString& name)> removeApplication;
    std::function<Future<Unit>(const workspace::Repository&)> addRepository;
    std::function<Future<Unit>(const QString& repository, const QString& url)> confirmRemote;

    std::function<engine::Reason(const QString&application)> whyNotSync, whyNotRollback;
    std::function<engine::Reason(const QString& repository)> whyNotPush;
    std::function<void(int job)> cancelJob;
    std::function<void(const QString& context)> reconnect;
};

//! Every function answers, none does anything: a start for tests.
Services idleServices();

//! Hands values from any thread to the owner's; after the owner is gone they fall to the floor.
template <typename T, typename Fn>
std::function<void(const T&)> toOwner(QObject* owner, Fn fn)
{
    return [guard = QPointer<QObject>(owner), fn = std::move(fn)](const T& value) {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [guard, fn, value] {
                if (guard)
                    fn(value);
            },
            Qt::QueuedConnection);
    };
}

} // namespace plumb::ui
