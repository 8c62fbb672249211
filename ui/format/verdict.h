// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/commands.h"
#include "engine/detect.h"
#include "engine/snapshots.h"
#include "theme/shapes.h"

namespace plumb::ui {

//! How one verdict looks: shape, word and colour, always together.
struct Mark
{
    Shape shape = Shape::None;
    QString word;
    Role role = Role::Neutral;
    friend bool operator==(const Mark&, const Mark&) = default;
};

Mark markOf(engine::SyncStatus status);
Mark markOf(health::Status status);
Mark markOf(drift::Class what);
Mark markOf(plan::Action action);
Mark markOf(engine::ClusterSnapshot::State state);
Mark markOf(plan::Step::State state);
Mark markOf(engine::RollbackStage::State state);
Mark markOf(engine::Proposal::State state);

//! The one mark of an application in a list: its worst news first.
Mark markOf(const engine::ApplicationSnapshot& application);
//! Smaller is more urgent: failed, degraded, missing, out of sync, unknown, progressing, synced.
int urgency(const engine::ApplicationSnapshot& application);
bool needsAttention(const engine::ApplicationSnapshot& application);
//! "3", "1 behind", "live", "loading": the quiet words at the right of its row.
QString hintOf(const engine::ApplicationSnapshot& application);

//! The mark of one object in a drift list.
Mark markOf(const engine::ObjectState& object);
//! Graver with age: five minutes are slow, half an hour is stuck. // ui.md section 5
Mark markOfTerminating(const QDateTime& since, const QDateTime& now);

} // namespace plumb::ui
