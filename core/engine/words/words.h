// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drift/drift.h"
#include "engine/snapshots.h"

namespace plumb::engine::words {

//! The verdict words of window and `plumb`, the same in both.
QString word(SyncStatus status); //!< "Synced", "OutOfSync", "Unknown": also the JSON words
QString word(health::Status status);
QString label(SyncStatus status); //!< as on screen: "Out of sync"
QString label(drift::Class what); //!< "pending", "changed in the cluster", ...
QString explain(drift::Class what); //!< one sentence: what a sync does to it
QString sentence(const drift::ObjectDrift& drift); //!< "3 fields differ (2 pending, 1 manual)"

} // namespace plumb::engine::words
