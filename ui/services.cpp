// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "services.h"

namespace plumb::ui {

namespace {

template <typename T>
Future<T> nothing()
{
    return ready<T>(failure(Error::Kind::Unsupported, u"Nothing is connected."_s));
}

} // namespace

Services idleServices()
{
    Services s;
    s.now = [] { return QDateTime::currentDateTimeUtc(); };
    s.openRepository = s.fetch = [](auto&&...) { return nothing<git::Refs>(); };
    s.graph = [](auto&&...) { return nothing<git::CommitGraph>(); };
    s.log = [](auto&&...) { return nothing<QList<git::CommitId>>(); };
    s.search = [](auto&&...) { return nothing<QList<git::CommitId>>(); };
    s.touched = [](auto&&...) { return nothing<QList<git::Touched>>(); };
    s.fileHistory = [](auto&&...) { return nothing<QList<git::FileVersion>>(); };
    s.blame = [](auto&&...) { return nothing<QList<git::BlameLine>>(); };
    s.commits = [](auto&&...) { return nothing<QList<git::Commit>>(); };
    s.changes = [](auto&&...) { return nothing<QList<git::FileChange>>(); };
    s.diff = [](auto&&...) { return nothing<git::FileDiff>(); };
    s.pins = [](auto&&...) { return QList<std::pair<QString, engine::Pin>>(); };
    s.evaluate = [](auto&&...) { return nothing<engine::ApplicationSnapshot>(); };
    s.follow = s.unfollow = [](auto&&...) {};
    s.events = [](auto&&...) { return nothing<QList<objects::Object>>(); };
    s.podLog = [](auto&&...) { return nothing<QString>(); };
    s.plan = [](auto&&...) { return nothing<plan::Plan>(); };
    s.sync = [](auto&&...) { return nothing<plan::Report>(); };
    s.commandsOf = [](auto&&...) { return QString(); };
    s.savePlan = [](auto&&...) {
        return Result<QString>(failure(Error::Kind::Unsupported, u"Nothing is connected."_s));
    };
    s.previewRollback = [](auto&&...) { return nothing<engine::RollbackPreview>(); };
    s.rollback = [](auto&&...) { return nothing<engine::RollbackReport>(); };
    s.previewPush = [](auto&&...) { return nothing<engine::PushPreview>(); };
    s.push = [](auto&&...) { return nothing<Unit>(); };
    s.manifestFolders = [](auto&&...) { return nothing<QStringList>(); };
    s.detect = [](auto&&...) { return nothing<engine::Detection>(); };
    s.contextNames = [] { return QStringList(); };
    s.namedFiles = [](const QString&) { return QList<kube::NamedFile>(); };
    s.addApplication = [](auto&&...) { return nothing<Unit>(); };
    s.addApplications = [](auto&&...) { return nothing<Unit>(); };
    s.previewAddition = [](auto&&...) { return nothing<QString>(); };
    s.removeApplication = [](auto&&...) { return nothing<Unit>(); };
    s.addRepository = [](auto&&...) { return nothing<Unit>(); };
    s.confirmRemote = [](auto&&...) { return nothing<Unit>(); };
    s.whyNotSync = s.whyNotRollback = s.whyNotPush = [](auto&&...) { return QString(); };
    s.cancelJob = [](int) {};
    s.reconnect = [](auto&&...) {};
    return s;
}

} // namespace plumb::ui
