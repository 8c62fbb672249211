// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "health/kinds/kinds.h"

namespace plumb::health {

// gitops-engine pkg/health/health_daemonset.go
Verdict daemonSet(const Fields& object)
{
    if (object.number({u"metadata", u"generation"})
        > object.number({u"status", u"observedGeneration"}))
        return say(Status::Progressing,
                   u"Waiting for rollout to finish: observed daemon set generation "
                   "less than desired generation"_s);

    const qint64 updated = object.number({u"status", u"updatedNumberScheduled"});
    const qint64 wanted = object.number({u"status", u"desiredNumberScheduled"});
    const qint64 available = object.number({u"status", u"numberAvailable"});
    if (object.text({u"spec", u"updateStrategy", u"type"}) == u"OnDelete")
        return say(
            Status::Healthy,
            u"daemon set %1 out of %2 new pods have been updated"_s.arg(updated).arg(wanted));

    const QString waiting =
        u"Waiting for daemon set \"%1\" rollout to finish: "_s.arg(object.name());
    if (updated < wanted)
        return say(Status::Progressing,
                   waiting
                       + u"%1 out of %2 new pods have been updated..."_s.arg(updated).arg(wanted));
    if (available < wanted)
        return say(Status::Progressing,
                   waiting
                       + u"%1 of %2 updated pods are available..."_s.arg(available).arg(wanted));
    return say(Status::Healthy);
}

} // namespace plumb::health
