// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/planning_p.h"

namespace plumb::engine {

//! What a rollback works on.
struct RollbackBench
{
    std::shared_ptr<git::Repository> repository;
    QList<Bench> applications; //!< of the repository; the one that is rolled back, if any, first
    Records records;
    const Clock* clock = nullptr;
};

//! Computes a revert and its effect on every application of the repository that reads the files.
Result<RollbackPreview> previewRollbackOf(const RollbackBench& bench,
                                          const RollbackRequest& request, const OnPhase& onPhase,
                                          std::stop_token stop);

//! Commit, push, sync (of a push application), follow. Computes the preview again first and refuses
//! when its digest moved.
Result<RollbackReport> executeRollback(const RollbackBench& bench, const RollbackPreview& preview,
                                       const std::function<void(const RollbackReport&)>& onProgress,
                                       const OnPhase& onPhase, std::stop_token stop);

} // namespace plumb::engine
