// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "plan/plan.h"
#include "store/journal.h"

namespace plumb::plan {

struct Step
{
    objects::ResourceKey key;
    Action action = Action::Unchanged;
    enum class State {
        Waiting,
        Running,
        Applied,
        Unchanged,
        Refused,
        NotSent,
        Unknown
    } state = State::Waiting;
    QString message;
};

struct Report
{
    QList<Step> steps;
    QString outcome; //!< succeeded, failed, cancelled, unknown
    QString message;
    qint64 operation = 0;
    bool succeeded() const { return outcome == u"succeeded"; }
};

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

//! Ends the records of operations whose process died as "unknown" and returns a sentence on each,
//! with the objects that were sent and have no answer on record. Nothing is sent again: going on is
//! a new review. // reliability P8
Result<QStringList> closeUnfinished(store::Journal& journal, const Clock& clock);

} // namespace plumb::plan
