// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "health/kinds/kinds.h"

namespace plumb::health {

namespace {

bool ignoresRestartPolicy(const Fields& object)
{
    return object.annotation(u"argocd.argoproj.io/ignore-restart-policy"_s) == u"true"
           && !isHook(object);
}

bool isStuck(const QString& reason)
{
    return reason.startsWith(u"Err") || reason.endsWith(u"Error") || reason.endsWith(u"BackOff");
}

QString whyFailed(const Fields& object)
{
    auto containers = object.each({u"status", u"initContainerStatuses"});
    for (const Fields& container : object.each({u"status", u"containerStatuses"}))
        containers.push_back(container);
    for (const Fields& container : containers) {
        const QString message = container.text({u"state", u"terminated", u"message"});
        if (!message.isEmpty())
            return message;
        if (container.text({u"state", u"terminated", u"reason"}) == u"OOMKilled")
            return u"OOMKilled"_s;
        if (const qint64 code = container.number({u"state", u"terminated", u"exitCode"}))
            return u"container \"%1\" failed with exit code %2"_s.arg(container.text({u"name"}))
                .arg(code);
    }
    return {};
}

} // namespace

// gitops-engine pkg/health/health_pod.go
Verdict pod(const Fields& object)
{
    const QString message = object.text({u"status", u"message"});
    const QString phase = object.text({u"status", u"phase"});
    const QString policy = object.text({u"spec", u"restartPolicy"});
    const bool isLongRunning = policy == u"Always" || ignoresRestartPolicy(object);
    const auto containers = object.each({u"status", u"containerStatuses"});

    // Only of a pod that is meant to stay: a hook's image may still appear, and the hook then runs.
    if (isLongRunning) {
        QStringList waiting;
        for (const Fields& container : containers) {
            if (isStuck(container.text({u"state", u"waiting", u"reason"})))
                waiting.append(container.text({u"state", u"waiting", u"message"}));
        }
        if (!waiting.isEmpty())
            return say(Status::Degraded, waiting.join(u", "_s));
    }

    if (phase == u"Pending")
        return say(Status::Progressing, message);
    if (phase == u"Succeeded")
        return say(Status::Healthy, message);
    if (phase == u"Failed")
        return say(Status::Degraded, message.isEmpty() ? whyFailed(object) : message);
    if (phase == u"Running" && isLongRunning) {
        const auto ready = object.condition(u"Ready");
        if (ready && ready->text({u"status"}) == u"True")
            return say(Status::Healthy, message);
        const bool hasDied =
            std::any_of(containers.begin(), containers.end(), [](const Fields& container) {
                return container.has({u"lastState", u"terminated"});
            });
        return say(hasDied ? Status::Degraded : Status::Progressing, message);
    }
    if (phase == u"Running" && (policy == u"OnFailure" || policy == u"Never"))
        return say(Status::Progressing, message);
    return say(Status::Unknown, message);
}

} // namespace plumb::health
