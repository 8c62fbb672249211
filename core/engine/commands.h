// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/snapshots.h"
#include "git/queries.h"
#include "plan/report.h"

namespace plumb::engine {

struct PlanRequest
{
    QString application;
    QString revision; //!< empty: the application's target
    plan::Options options;
};

struct RollbackRequest
{
    QString application, repository; //!< one of them
    git::RevertRequest::Kind kind = git::RevertRequest::Kind::Commit;
    QString revision;
    int mainline = 0;
    bool allPaths = false; //!< To: not only the application's paths
    QString since{}; //!< Range: what stays; all commits after it up to `revision` are undone
};

//! What a rollback would do; nothing is written yet. It is one plan. // docs/adr/0010
struct RollbackPreview
{
    RollbackRequest request;
    git::RevertPreview revert;
    QString repository, branch;
    git::CommitId expectedRemote;
    git::Identity identity;
    struct Effect
    {
        QString application;
        plan::Plan plan; //!< of the push application that the rollback goes on to sync, and of the
                         //!< others for show
        std::optional<Error> error; //!< why the effect is not known
    };
    QList<Effect> effects;
    QStringList blockers;
    QString digest;
};

struct RollbackStage
{
    QString title, detail;
    enum class State { Waiting, Running, Done, Failed, Skipped } state = State::Waiting;
    QDateTime at;
};
struct RollbackReport
{
    QList<RollbackStage> stages;
    git::CommitId commit;
    std::optional<Error> error;
    bool succeeded() const { return !error; }
};

struct PushPreview
{
    QString repository, branch, remote;
    git::CommitId expected, commit;
    QList<git::Commit> commits;
    QStringList blockers;
};

//! Why an action cannot be taken now; empty: it can.
using Reason = QString;

} // namespace plumb::engine
