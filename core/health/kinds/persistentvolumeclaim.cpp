// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "health/kinds/kinds.h"

namespace plumb::health {

// gitops-engine pkg/health/health_pvc.go
Verdict persistentVolumeClaim(const Fields& object)
{
    const QString phase = object.text({u"status", u"phase"});
    if (phase == u"Bound")
        return say(Status::Healthy);
    if (phase == u"Pending")
        return say(Status::Progressing);
    if (phase == u"Lost")
        return say(Status::Degraded);
    return say(Status::Unknown);
}

} // namespace plumb::health
