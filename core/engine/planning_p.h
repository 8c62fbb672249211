// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/evaluate_p.h"

namespace plumb::engine {

//! The plan that brings an application to what was evaluated. An evaluation with an error gives no
//! plan; the caller reports that error.
plan::Plan planOf(const Bench& bench, const Evaluation& evaluation, const PlanRequest& request);

Result<plan::Plan> planApplication(const Bench& bench, const PlanRequest& request,
                                   const std::optional<git::ObjectId>& tree, const OnPhase& onPhase,
                                   std::stop_token stop);

//! Recomputes the plan, refuses unless it has `digest`, executes it and follows the objects until
//! they are healthy, degraded or out of time.
Result<plan::Report> syncApplication(const Bench& bench, const PlanRequest& request,
                                     const QString& digest, const QString& kind,
                                     const std::function<void(const plan::Report&)>& onProgress,
                                     const OnPhase& onPhase, std::stop_token stop);

//! Waits until the application's objects are healthy; what it came to, in words.
struct Followed
{
    health::Status health = health::Status::Unknown;
    QString message;
};
Followed followToHealthy(const Bench& bench, const QList<objects::ResourceKey>& keys,
                         std::chrono::seconds deadline, const OnPhase& onPhase,
                         std::stop_token stop);

} // namespace plumb::engine
