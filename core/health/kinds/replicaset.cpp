// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "health/kinds/kinds.h"

namespace plumb::health {

// gitops-engine pkg/health/health_replicaset.go
Verdict replicaSet(const Fields& object)
{
    if (object.number({u"metadata", u"generation"})
        > object.number({u"status", u"observedGeneration"}))
        return say(Status::Progressing,
                   u"Waiting for rollout to finish: observed replica set generation "
                   "less than desired generation"_s);

    const auto failure = object.condition(u"ReplicaFailure");
    if (failure && failure->text({u"status"}) == u"True")
        return say(Status::Degraded, failure->text({u"message"}));

    const auto wanted = object.maybe({u"spec", u"replicas"});
    const qint64 available = object.number({u"status", u"availableReplicas"});
    if (wanted && available < *wanted)
        return say(Status::Progressing,
                   u"Waiting for rollout to finish: %1 out of %2 new replicas are available..."_s
                       .arg(available)
                       .arg(*wanted));
    return say(Status::Healthy);
}

} // namespace plumb::health
