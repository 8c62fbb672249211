// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "health/kinds/kinds.h"

namespace plumb::health {

// gitops-engine pkg/health/health_apiservice.go
Verdict apiService(const Fields& object)
{
    const auto available = object.condition(u"Available");
    if (!available)
        return say(Status::Progressing, u"Waiting to be processed"_s);
    return say(available->text({u"status"}) == u"True" ? Status::Healthy : Status::Progressing,
               available->text({u"reason"}) + u": "_s + available->text({u"message"}));
}

} // namespace plumb::health
