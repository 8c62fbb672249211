// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "format/verdict.h"

#include "engine/words/words.h"

#include <QCoreApplication>

namespace plumb::ui {

using engine::SyncStatus;

// In the context that lupdate sees in a function of this namespace.
static QString tr(const char* text, const char* about = nullptr, int n = -1)
{
    return QCoreApplication::translate("plumb::ui", text, about, n);
}

Mark markOf(SyncStatus status)
{
    switch (status) {
    case SyncStatus::Synced:
        return {Shape::Synced, tr("Synced"), Role::Ok};
    case SyncStatus::OutOfSync:
        return {Shape::OutOfSync, tr("Out of sync"), Role::Warn};
    case SyncStatus::Unknown:
        break;
    }
    return {Shape::SyncUnknown, tr("Unknown"), Role::Neutral};
}

Mark markOf(health::Status status)
{
    switch (status) {
    case health::Status::Healthy:
        return {Shape::Healthy, tr("Healthy"), Role::Ok};
    case health::Status::Suspended:
        return {Shape::Suspended, tr("Suspended"), Role::Neutral};
    case health::Status::Progressing:
        return {Shape::Progressing, tr("Progressing"), Role::Info};
    case health::Status::Missing:
        return {Shape::Missing, tr("Missing"), Role::Warn};
    case health::Status::Degraded:
        return {Shape::Degraded, tr("Degraded"), Role::Bad};
    case health::Status::Unknown:
        break;
    }
    return {Shape::HealthUnknown, tr("Unknown"), Role::Neutral};
}

Mark markOf(drift::Class what)
{
    switch (what) {
    case drift::Class::Pending:
        return {Shape::OutOfSync, tr("pending"), Role::Info};
    case drift::Class::Manual:
        return {Shape::Warning, tr("changed in the cluster"), Role::Bad};
    case drift::Class::Removed:
        return {Shape::Missing, tr("removed in Git"), Role::Warn};
    case drift::Class::Defaulted:
        return {Shape::Ring, tr("default"), Role::Neutral};
    case drift::Class::Additive:
        return {Shape::Plus, tr("only in the cluster"), Role::Neutral};
    case drift::Class::Ignored:
        return {Shape::Suspended, tr("ignored"), Role::Neutral};
    }
    return {};
}

Mark markOf(plan::Action action)
{
    switch (action) {
    case plan::Action::Create:
        return {Shape::Plus, tr("create"), Role::Ok};
    case plan::Action::Update:
        return {Shape::OutOfSync, tr("update"), Role::Info};
    case plan::Action::Prune:
        return {Shape::Cross, tr("delete"), Role::Bad};
    case plan::Action::Unchanged:
        break;
    }
    return {Shape::Check, tr("unchanged"), Role::Neutral};
}

Mark markOf(engine::ClusterSnapshot::State state)
{
    using State = engine::ClusterSnapshot::State;
    switch (state) {
    case State::NotContacted:
        return {Shape::Ring, tr("not contacted"), Role::Neutral};
    case State::Connecting:
        return {Shape::Progressing, tr("connecting"), Role::Info};
    case State::Live:
        return {Shape::Dot, tr("live"), Role::Ok};
    case State::Stale:
        return {Shape::Clock, tr("stale"), Role::Warn};
    case State::Unreachable:
        return {Shape::Failed, tr("unreachable"), Role::Bad};
    case State::Refused:
        return {Shape::NoAccess, tr("refused"), Role::Bad};
    }
    return {};
}

Mark markOf(plan::Step::State state)
{
    using State = plan::Step::State;
    switch (state) {
    case State::Waiting:
        return {Shape::Ring, tr("waiting"), Role::Neutral};
    case State::Running:
        return {Shape::Running, tr("applying"), Role::Info};
    case State::Applied:
        return {Shape::Synced, tr("applied"), Role::Ok};
    case State::Unchanged:
        return {Shape::Check, tr("unchanged"), Role::Neutral};
    case State::Refused:
        return {Shape::Failed, tr("refused"), Role::Bad};
    case State::NotSent:
        return {Shape::Suspended, tr("not sent"), Role::Neutral};
    case State::Unknown:
        return {Shape::SyncUnknown, tr("unknown"), Role::Warn};
    }
    return {};
}

Mark markOf(engine::Proposal::State state)
{
    using State = engine::Proposal::State;
    switch (state) {
    case State::Proposed:
        return {Shape::Plus, tr("proposed"), Role::Ok};
    case State::Ambiguous:
        return {Shape::SyncUnknown, tr("ambiguous"), Role::Warn};
    case State::Known:
        return {Shape::Check, tr("in the workspace"), Role::Neutral};
    case State::Unverified:
        break;
    }
    return {Shape::NoAccess, tr("unverified"), Role::Warn};
}

Mark markOf(engine::RollbackStage::State state)
{
    using State = engine::RollbackStage::State;
    switch (state) {
    case State::Waiting:
        return {Shape::Ring, tr("waiting"), Role::Neutral};
    case State::Running:
        return {Shape::Running, tr("running"), Role::Info};
    case State::Done:
        return {Shape::Synced, tr("done"), Role::Ok};
    case State::Failed:
        return {Shape::Failed, tr("failed"), Role::Bad};
    case State::Skipped:
        return {Shape::Suspended, tr("skipped"), Role::Neutral};
    }
    return {};
}

Mark markOf(const engine::ApplicationSnapshot& a)
{
    using engine::Phase;
    if (a.phase == Phase::Failed || (a.error && a.objects.isEmpty()))
        return {Shape::Failed, tr("failed"), Role::Bad};
    if (a.phase == Phase::NotLoaded)
        return {Shape::Ring, tr("not loaded"), Role::Neutral};
    if (a.phase == Phase::Working && a.objects.isEmpty())
        return {Shape::Progressing, tr("loading"), Role::Info};
    if (a.health == health::Status::Degraded || a.health == health::Status::Missing)
        return markOf(a.health);
    if (a.sync != SyncStatus::Synced)
        return markOf(a.sync);
    if (a.health == health::Status::Healthy)
        return markOf(a.sync);
    return markOf(a.health);
}

int urgency(const engine::ApplicationSnapshot& a)
{
    if (a.phase == engine::Phase::Failed)
        return 0;
    if (a.phase == engine::Phase::NotLoaded)
        return 9;
    if (a.health == health::Status::Degraded)
        return 2;
    if (a.health == health::Status::Missing)
        return 3;
    if (a.sync == SyncStatus::OutOfSync)
        return 4;
    if (a.sync == SyncStatus::Unknown)
        return 5;
    if (a.health == health::Status::Suspended)
        return 6;
    return a.health == health::Status::Progressing ? 7 : 8;
}

bool needsAttention(const engine::ApplicationSnapshot& a)
{
    return urgency(a) < 5;
}

QString hintOf(const engine::ApplicationSnapshot& a)
{
    if (a.phase == engine::Phase::NotLoaded)
        return {};
    if (a.phase == engine::Phase::Failed)
        return tr("failed");
    if (a.phase == engine::Phase::Working && a.objects.isEmpty())
        return tr("loading");
    if (a.isStale)
        return tr("stale");
    if (a.health == health::Status::Degraded || a.health == health::Status::Missing)
        return markOf(a.health).word.toLower();
    if (const auto differ = a.differenceCount(); differ > 0)
        return tr("%n drifted", nullptr, differ);
    if (a.commitsNotLive > 0)
        return tr("%n behind", nullptr, a.commitsNotLive);
    if (a.health == health::Status::Progressing)
        return tr("progressing");
    return a.sync == SyncStatus::Synced ? tr("live") : markOf(a.sync).word.toLower();
}

Mark markOf(const engine::ObjectState& object)
{
    if (object.drift.notComparable)
        return {Shape::NoAccess, tr("not comparable"), Role::Neutral};
    if (object.drift.presence == drift::Presence::MissingInCluster)
        return {Shape::Missing, tr("missing"), Role::Warn};
    if (object.drift.presence == drift::Presence::OnlyInCluster)
        return {Shape::Plus, tr("only in cluster"), Role::Neutral};
    return markOf(object.sync);
}

Mark markOfTerminating(const QDateTime& since, const QDateTime& now)
{
    const auto minutes = since.secsTo(now) / 60;
    return {Shape::Terminating, tr("Terminating"),
            minutes < 5    ? Role::Neutral
            : minutes < 30 ? Role::Warn
                           : Role::Bad};
}

} // namespace plumb::ui
