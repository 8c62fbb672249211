// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/cluster.h"
#include "plan/send_p.h"

namespace plumb::plan {

//! The answer to a write is lost: asks what is there and compares manager, time and content with
//! what was sent. Applied only when all agree; else Unknown, since a request may still be on its
//! way.
Sent settle(kube::Cluster& cluster, const Operation& operation,
            const std::optional<objects::Object>& before, const Error& lost);

} // namespace plumb::plan
