// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/cluster.h"
#include "plan/execute.h"

namespace plumb::plan {

//! What became of one object.
struct Sent
{
    Step::State state = Step::State::NotSent;
    QString message;
    bool succeeded = false; //!< the object is as the review said it would be
    bool isStale = false; //!< refused because the object has moved: the server did nothing
};

//! The object as it is now, when it still is as it was reviewed; else why it is not written.
//! No value in the success: it is not there, as reviewed.
Result<std::optional<objects::Object>> unmoved(kube::Cluster& cluster, const Operation& operation,
                                               std::stop_token stop);

//! Sends one apply or delete, once, with the preconditions of `live`; a lost answer is settled by
//! asking. `stop` is heard only after half a minute, so that what is under way can end. // A-15
Sent send(kube::Cluster& cluster, const Operation& operation,
          const std::optional<objects::Object>& live, std::stop_token stop);

//! Waits until the server serves a type that was defined a moment ago, at most a minute. // A-09
Result<Unit> waitUntilServed(kube::Cluster& cluster, const kube::ApiResource& type,
                             std::stop_token stop);

} // namespace plumb::plan
