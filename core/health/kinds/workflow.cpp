// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "health/kinds/kinds.h"

namespace plumb::health {

// gitops-engine pkg/health/health_argo.go
Verdict workflow(const Fields& object)
{
    static const QMap<QString, Status> phases{
        {QString(), Status::Progressing},    {u"Pending"_s, Status::Progressing},
        {u"Running"_s, Status::Progressing}, {u"Succeeded"_s, Status::Healthy},
        {u"Failed"_s, Status::Degraded},     {u"Error"_s, Status::Degraded}};
    return say(phases.value(object.text({u"status", u"phase"}), Status::Unknown),
               object.text({u"status", u"message"}));
}

} // namespace plumb::health
