// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/controller.h"

namespace plumb::sandbox {

namespace {

const QString kKubelet = u"kubelet"_s;
const QString kNode = u"sandbox-node"_s;

constexpr int kReadyAfterSeconds = 1;
constexpr int kJobSeconds = 3;

//! An image whose tag says so cannot be pulled: the sandbox's way to try a bad rollout.
bool isBroken(const QString& image)
{
    const QString last = image.section(u'/', -1);
    return last.contains(u':') && last.section(u':', 1).contains(u"broken");
}

QString restartPolicy(const QJsonObject& pod)
{
    return pod.value(u"spec"_s)[u"restartPolicy"_s].toString();
}

QJsonObject waiting(const QString& reason, const QString& message)
{
    QJsonObject inner{{u"reason"_s, reason}};
    if (!message.isEmpty())
        inner.insert(u"message"_s, message);
    return {{u"waiting"_s, inner}};
}

QJsonObject containerStatus(const QJsonObject& container, const QJsonObject& pod, qint64 age,
                            const QDateTime& start)
{
    const QString image = container.value(u"image"_s).toString();
    QJsonObject status{{u"name"_s, container.value(u"name"_s)},
                       {u"image"_s, image},
                       {u"imageID"_s, u""_s},
                       {u"ready"_s, false},
                       {u"started"_s, false},
                       {u"restartCount"_s, 0}};
    if (age < kReadyAfterSeconds) {
        status.insert(u"state"_s, waiting(u"ContainerCreating"_s, {}));
    } else if (isBroken(image)) {
        status.insert(
            u"state"_s,
            age < 2 ? waiting(u"ErrImagePull"_s, u"failed to pull and unpack image \"%1\": not "
                                                 "found"_s.arg(image))
                    : waiting(u"ImagePullBackOff"_s,
                              u"Back-off pulling image \"%1\": ErrImagePull: failed to pull and "
                              "unpack image \"%1\": not found"_s.arg(image)));
    } else if (restartPolicy(pod) != u"Always"_s && age >= kJobSeconds) {
        status.insert(
            u"state"_s,
            QJsonObject{{u"terminated"_s,
                         QJsonObject{{u"exitCode"_s, 0},
                                     {u"reason"_s, u"Completed"_s},
                                     {u"startedAt"_s, timeText(start)},
                                     {u"finishedAt"_s, timeText(start.addSecs(kJobSeconds))}}}});
    } else {
        status.insert(u"ready"_s, true);
        status.insert(u"started"_s, true);
        status.insert(u"imageID"_s, QString(image.section(u':', 0, 0) + u"@sha256:sandbox"_s));
        status.insert(
            u"state"_s,
            QJsonObject{{u"running"_s, QJsonObject{{u"startedAt"_s, timeText(start.addSecs(1))}}}});
    }
    return status;
}

void tellPull(Api& api, const QJsonObject& pod, const QString& image)
{
    const Resource& pods = servedKind({}, u"Pod"_s);
    recordEvent(api, pods, pod, u"Normal"_s, u"Pulling"_s, u"Pulling image \"%1\""_s.arg(image),
                kKubelet);
    if (!isBroken(image)) {
        recordEvent(api, pods, pod, u"Normal"_s, u"Started"_s, u"Started container"_s, kKubelet);
        return;
    }
    recordEvent(
        api, pods, pod, u"Warning"_s, u"Failed"_s,
        u"Failed to pull image \"%1\": failed to pull and unpack image \"%1\": not found"_s.arg(
            image),
        kKubelet);
    recordEvent(api, pods, pod, u"Warning"_s, u"Failed"_s, u"Error: ImagePullBackOff"_s, kKubelet);
    recordEvent(api, pods, pod, u"Warning"_s, u"BackOff"_s,
                u"Back-off pulling image \"%1\""_s.arg(image), kKubelet);
}

void schedule(Api& api, const QJsonObject& pod)
{
    const Resource& pods = servedKind({}, u"Pod"_s);
    WriteOptions options;
    options.manager = u"kube-scheduler"_s;
    options.subresource = u"binding"_s;
    const QJsonObject patch{{u"spec"_s, QJsonObject{{u"nodeName"_s, kNode}}}};
    (void)api.patch(pods, metadataText(pod, u"namespace"_s), metadataText(pod, u"name"_s),
                    PatchType::Merge, patch, options);
    recordEvent(api, pods, pod, u"Normal"_s, u"Scheduled"_s,
                u"Successfully assigned %1/%2 to %3"_s.arg(metadataText(pod, u"namespace"_s),
                                                           metadataText(pod, u"name"_s), kNode),
                u"default-scheduler"_s);
}

void run(Api& api, const QJsonObject& pod)
{
    const qint64 age = ageSeconds(api, pod);
    const QDateTime start =
        QDateTime::fromString(metadataText(pod, u"creationTimestamp"_s), Qt::ISODate);
    const QJsonObject before = pod.value(u"status"_s).toObject();
    QJsonArray statuses;
    bool ready = true, finished = true;
    const QJsonArray containers = pod.value(u"spec"_s)[u"containers"_s].toArray();
    for (const QJsonValue& each : containers) {
        const QJsonObject status = containerStatus(each.toObject(), pod, age, start);
        ready = ready && status.value(u"ready"_s).toBool();
        finished = finished && status.value(u"state"_s).toObject().contains(u"terminated"_s);
        statuses.append(status);
    }
    const QJsonArray present = before.value(u"conditions"_s).toArray();
    const QString names = containers.at(0)[u"name"_s].toString();
    const QString why = ready || finished ? QString() : u"ContainersNotReady"_s;
    const QString message =
        why.isEmpty() ? QString() : u"containers with unready status: [%1]"_s.arg(names);
    QJsonArray conditions;
    for (const QString& type :
         {u"PodScheduled"_s, u"PodReadyToStartContainers"_s, u"Initialized"_s})
        conditions.append(condition(present, type, true, {}, {}, api.now()));
    for (const QString& type : {u"ContainersReady"_s, u"Ready"_s})
        conditions.append(condition(present, type, ready, finished ? u"PodCompleted"_s : why,
                                    message, api.now()));
    QJsonObject status{{u"phase"_s, finished ? u"Succeeded"_s
                                    : ready  ? u"Running"_s
                                             : u"Pending"_s},
                       {u"qosClass"_s, before.value(u"qosClass"_s)},
                       {u"startTime"_s, timeText(start)},
                       {u"conditions"_s, conditions},
                       {u"containerStatuses"_s, statuses},
                       {u"observedGeneration"_s, metadataOf(pod).value(u"generation"_s)},
                       {u"hostIP"_s, u"192.0.2.10"_s}};
    if (ready || finished)
        status.insert(u"podIP"_s, u"10.244.%1.%2"_s.arg(qHash(metadataText(pod, u"uid"_s), 7) % 250)
                                      .arg(qHash(metadataText(pod, u"uid"_s), 11) % 250 + 1));
    if (before.value(u"containerStatuses"_s).toArray().at(0)[u"state"_s]
            != statuses.at(0)[u"state"_s]
        && age >= kReadyAfterSeconds && !finished) {
        for (const QJsonValue& each : containers)
            tellPull(api, pod, each[u"image"_s].toString());
    }
    setStatus(api, servedKind({}, u"Pod"_s), pod, status, kKubelet);
}

} // namespace

void reconcilePods(Api& api)
{
    const Resource& pods = servedKind({}, u"Pod"_s);
    for (const QJsonObject& pod : api.store().all(pods).values()) {
        const QString ns = metadataText(pod, u"namespace"_s), name = metadataText(pod, u"name"_s);
        if (isLeaving(pod)) {
            // What keeps it besides its grace period is not the node's business.
            if (metadataOf(pod).value(u"finalizers"_s).toArray().isEmpty())
                api.store().remove(pods, ns, name);
            continue;
        }
        if (pod.value(u"spec"_s)[u"nodeName"_s].isUndefined())
            schedule(api, pod);
        run(api, api.store().find(pods, ns, name));
    }
}

} // namespace plumb::sandbox
