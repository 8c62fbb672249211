// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "health/kinds/kinds.h"

namespace plumb::health {

// gitops-engine pkg/health/health_statefulset.go
Verdict statefulSet(const Fields& object)
{
    const qint64 observed = object.number({u"status", u"observedGeneration"});
    if (observed == 0 || object.number({u"metadata", u"generation"}) > observed)
        return say(Status::Progressing, u"Waiting for statefulset spec update to be observed..."_s);

    const auto wanted = object.maybe({u"spec", u"replicas"});
    const qint64 ready = object.number({u"status", u"readyReplicas"});
    if (wanted && ready < *wanted)
        return say(Status::Progressing,
                   u"Waiting for %1 pods to be ready..."_s.arg(*wanted - ready));

    const QString strategy = object.text({u"spec", u"updateStrategy", u"type"});
    const qint64 updated = object.number({u"status", u"updatedReplicas"});
    if (strategy == u"RollingUpdate"
        && object.has({u"spec", u"updateStrategy", u"rollingUpdate"})) {
        const auto partition =
            object.maybe({u"spec", u"updateStrategy", u"rollingUpdate", u"partition"});
        if (wanted && partition && updated < *wanted - *partition)
            return say(
                Status::Progressing,
                u"Waiting for partitioned roll out to finish: %1 out of %2 new pods have been updated..."_s
                    .arg(updated)
                    .arg(*wanted - *partition));
        return say(
            Status::Healthy,
            u"partitioned roll out complete: %1 new pods have been updated..."_s.arg(updated));
    }
    if (strategy == u"OnDelete")
        return say(Status::Healthy, u"statefulset has %1 ready pods"_s.arg(ready));

    const QString target = object.text({u"status", u"updateRevision"});
    const QString current = object.text({u"status", u"currentRevision"});
    if (target != current)
        return say(
            Status::Progressing,
            u"waiting for statefulset rolling update to complete %1 pods at revision %2..."_s.arg(
                QString::number(updated), target));
    return say(Status::Healthy,
               u"statefulset rolling update complete %1 pods at revision %2..."_s.arg(
                   QString::number(object.number({u"status", u"currentReplicas"})), current));
}

} // namespace plumb::health
