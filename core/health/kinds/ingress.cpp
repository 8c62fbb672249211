// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "health/kinds/kinds.h"

namespace plumb::health {

// gitops-engine pkg/health/health_ingress.go
Verdict ingress(const Fields& object)
{
    const bool waits = object.each({u"status", u"loadBalancer", u"ingress"}).empty();
    return say(waits ? Status::Progressing : Status::Healthy);
}

} // namespace plumb::health
