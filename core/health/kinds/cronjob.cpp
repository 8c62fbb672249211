// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "health/kinds/kinds.h"

namespace plumb::health {

// argo-cd resource_customizations/batch/CronJob/health.lua, since 3.2
Verdict cronJob(const Fields& object)
{
    if (object.flag({u"spec", u"suspend"}))
        return say(Status::Suspended, u"CronJob is Suspended"_s);
    if (!object.has({u"status"}))
        return say(Status::Progressing, u"Waiting for CronJob"_s);

    const QString scheduled = object.text({u"status", u"lastScheduleTime"});
    const QString succeeded = object.text({u"status", u"lastSuccessfulTime"});
    if (scheduled.isEmpty())
        return say(Status::Healthy, u"CronJob has not been scheduled yet"_s);
    if (succeeded.isEmpty())
        return say(Status::Healthy,
                   u"The Cronjob never completed succesfully. It may not be healthy"_s);
    if (!object.each({u"status", u"active"}).empty())
        return say(Status::Healthy,
                   u"The job is running. Its last execution may not have been successful"_s);
    // The script compares the texts; in the API's one time format that is the order of the times.
    if (succeeded < scheduled)
        return say(Status::Degraded,
                   u"CronJob has not completed its last execution successfully"_s);
    return say(Status::Healthy, u"CronJob has completed its last execution successfully"_s);
}

} // namespace plumb::health
