// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "kube/cluster.h"
#include "plan/report.h"
#include "store/journal.h"

#include <stop_token>

namespace plumb::plan {

struct Execution
{
    Plan plan; //!< current by the caller's check
    QString kind = u"sync"_s;
    QString actor;
};

//! Executes: a durable journal record first; the cluster id read again; each object sent once, with
//! uid and resourceVersion (once more only after the server refused it because a rollout had moved
//! it); stops at the first failure by default; a lost answer is settled by asking the server.
//! Cancel works between objects. Blocks.
Report execute(const Execution& execution, kube::Cluster& cluster, const QString& appNamespace,
               store::Journal& journal, const Clock& clock,
               std::function<void(const Report&)> onProgress, std::stop_token stop);

} // namespace plumb::plan
