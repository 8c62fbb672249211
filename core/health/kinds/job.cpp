// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "health/kinds/kinds.h"

namespace plumb::health {

// gitops-engine pkg/health/health_job.go: Failed and Complete count by their type alone
Verdict job(const Fields& object)
{
    bool isFailed = false, isOver = false, isSuspended = false;
    QString message, failure;
    for (const Fields& condition : object.each({u"status", u"conditions"})) {
        const QString type = condition.text({u"type"});
        if (type == u"Failed") {
            isFailed = isOver = true;
            failure = condition.text({u"message"});
        } else if (type == u"Complete" || type == u"Suspended") {
            isOver = true;
            message = condition.text({u"message"});
            isSuspended |= type == u"Suspended" && condition.text({u"status"}) == u"True";
        }
    }
    if (!isOver)
        return say(Status::Progressing, message);
    if (isFailed)
        return say(Status::Degraded, failure);
    return say(isSuspended ? Status::Suspended : Status::Healthy, message);
}

} // namespace plumb::health
