// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "health/kinds/kinds.h"

namespace plumb::health {

// gitops-engine pkg/health/health_deployment.go
Verdict deployment(const Fields& object)
{
    if (object.flag({u"spec", u"paused"}))
        return say(Status::Suspended, u"Deployment is paused"_s);
    if (object.number({u"metadata", u"generation"})
        > object.number({u"status", u"observedGeneration"}))
        return say(Status::Progressing,
                   u"Waiting for rollout to finish: observed deployment generation "
                   "less than desired generation"_s);

    const auto progressing = object.condition(u"Progressing");
    if (progressing && progressing->text({u"reason"}) == u"ProgressDeadlineExceeded")
        return say(Status::Degraded,
                   u"Deployment \"%1\" exceeded its progress deadline"_s.arg(object.name()));

    const auto wanted = object.maybe({u"spec", u"replicas"});
    const qint64 updated = object.number({u"status", u"updatedReplicas"});
    const qint64 all = object.number({u"status", u"replicas"});
    const qint64 available = object.number({u"status", u"availableReplicas"});
    if (wanted && updated < *wanted)
        return say(
            Status::Progressing,
            u"Waiting for rollout to finish: %1 out of %2 new replicas have been updated..."_s
                .arg(updated)
                .arg(*wanted));
    if (all > updated)
        return say(
            Status::Progressing,
            u"Waiting for rollout to finish: %1 old replicas are pending termination..."_s.arg(
                all - updated));
    if (available < updated)
        return say(Status::Progressing,
                   u"Waiting for rollout to finish: %1 of %2 updated replicas are available..."_s
                       .arg(available)
                       .arg(updated));
    return say(Status::Healthy);
}

} // namespace plumb::health
