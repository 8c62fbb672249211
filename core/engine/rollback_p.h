// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/planning_p.h"

namespace plumb::engine {

//! Computes a revert and its effect on every application of the repository that reads the files.
//! `benches`: one for the application itself first (if there is one), then its neighbours.
Result<RollbackPreview> previewRollbackOf(git::Repository& repository,
                                          const RollbackRequest& request,
                                          const QList<Bench>& benches, const OnPhase& onPhase,
                                          std::stop_token stop);

//! Commit, push, sync (of a push application), follow. Computes the preview again first and refuses
//! when its digest moved.
Result<RollbackReport> executeRollback(git::Repository& repository, const RollbackPreview& preview,
                                       const QList<Bench>& benches,
                                       const std::function<void(const RollbackReport&)>& onProgress,
                                       const OnPhase& onPhase, std::stop_token stop);

} // namespace plumb::engine
