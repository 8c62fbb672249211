// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/controller.h"

#include "sandbox/selector.h"

namespace plumb::sandbox {

namespace {

const QString kManager = u"kube-controller-manager"_s;
const QString kForeground = u"foregroundDeletion"_s;
const QString kOrphan = u"orphan"_s;

// The log of a busy afternoon; a real cluster forgets events after an hour.
constexpr qsizetype kEventsKept = 400;

QSet<QString> allUids(const Api& api)
{
    QSet<QString> uids;
    for (const Resource& resource : resources()) {
        for (const QJsonObject& object : api.store().all(resource))
            uids.insert(metadataText(object, u"uid"_s));
    }
    return uids;
}

bool matchesLabels(const QJsonObject& wanted, const QJsonObject& object)
{
    const QJsonObject labels = metadataOf(object).value(u"labels"_s).toObject();
    for (auto each = wanted.begin(); each != wanted.end(); ++each) {
        if (labels.value(each.key()) != each.value())
            return false;
    }
    return !wanted.isEmpty();
}

void removeFinalizer(Api& api, const Resource& resource, const QJsonObject& object,
                     const QString& name)
{
    QJsonObject changed = object, metadata = metadataOf(object);
    QJsonArray rest;
    for (const QJsonValue& each : metadata.value(u"finalizers"_s).toArray()) {
        if (each != name)
            rest.append(each);
    }
    if (rest.isEmpty())
        metadata.remove(u"finalizers"_s);
    else
        metadata.insert(u"finalizers"_s, rest);
    changed.insert(u"metadata"_s, metadata);
    const QString ns = metadataText(object, u"namespace"_s), own = metadataText(object, u"name"_s);
    api.store().put(resource, changed);
    if (rest.isEmpty())
        api.store().remove(resource, ns, own);
}

//! Objects that name `owner`; with orphan they forget it.
bool hasDependents(Api& api, const QJsonObject& owner, bool orphan)
{
    bool any = false;
    for (const Resource& resource : resources()) {
        for (QJsonObject object : ownedBy(api, resource, owner)) {
            any = true;
            if (!orphan) {
                (void)api.remove(resource, metadataText(object, u"namespace"_s),
                                 metadataText(object, u"name"_s),
                                 {{u"propagationPolicy"_s, u"Foreground"_s}}, false);
                continue;
            }
            QJsonObject metadata = metadataOf(object);
            QJsonArray rest;
            for (const QJsonValue& each : metadata.value(u"ownerReferences"_s).toArray()) {
                if (each[u"uid"_s] != metadataText(owner, u"uid"_s))
                    rest.append(each);
            }
            metadata.insert(u"ownerReferences"_s, rest);
            if (rest.isEmpty())
                metadata.remove(u"ownerReferences"_s);
            object.insert(u"metadata"_s, metadata);
            api.store().put(resource, object);
        }
    }
    return any;
}

void finishDeletions(Api& api, const Resource& resource)
{
    for (const QJsonObject& object : api.store().all(resource).values()) {
        if (!isLeaving(object))
            continue;
        const QJsonArray finalizers = metadataOf(object).value(u"finalizers"_s).toArray();
        if (finalizers.contains(kForeground) && !hasDependents(api, object, false))
            removeFinalizer(api, resource, object, kForeground);
        if (finalizers.contains(kOrphan)) {
            hasDependents(api, object, true);
            removeFinalizer(api, resource, object, kOrphan);
        }
    }
}

void finishNamespaces(Api& api)
{
    const Resource& namespaces = servedKind({}, u"Namespace"_s);
    const Resource& accounts = servedKind({}, u"ServiceAccount"_s);
    for (const QJsonObject& home : api.store().all(namespaces).values()) {
        const QString name = metadataText(home, u"name"_s);
        if (!isLeaving(home)) {
            if (api.store().find(accounts, name, u"default"_s).isEmpty()) {
                const QJsonObject account{{u"metadata"_s, QJsonObject{{u"name"_s, u"default"_s}}}};
                WriteOptions accountOptions;
                accountOptions.manager = kManager;
                (void)api.create(accounts, name, account, accountOptions);
            }
            continue;
        }
        bool isEmpty = true;
        for (const Resource& resource : resources()) {
            for (const QJsonObject& object : api.store().all(resource).values()) {
                if (!resource.namespaced || metadataText(object, u"namespace"_s) != name)
                    continue;
                (void)api.remove(resource, name, metadataText(object, u"name"_s), {}, false);
                isEmpty =
                    isEmpty
                    && api.store().find(resource, name, metadataText(object, u"name"_s)).isEmpty();
            }
        }
        if (isEmpty)
            api.store().remove(namespaces, {}, name);
    }
}

void forgetOldEvents(Api& api)
{
    const Resource& events = servedKind({}, u"Event"_s);
    const auto all = api.store().all(events);
    if (all.size() <= kEventsKept)
        return;
    QList<QJsonObject> sorted = all.values();
    std::sort(sorted.begin(), sorted.end(), [](const QJsonObject& a, const QJsonObject& b) {
        return a.value(u"lastTimestamp"_s).toString() < b.value(u"lastTimestamp"_s).toString();
    });
    for (const QJsonObject& event : sorted.mid(0, sorted.size() - kEventsKept))
        api.store().remove(events, metadataText(event, u"namespace"_s),
                           metadataText(event, u"name"_s));
}

void tellBudget(Api& api, const QJsonObject& budget)
{
    const QJsonObject spec = budget.value(u"spec"_s).toObject();
    int expected = 0, healthy = 0;
    for (const QJsonObject& pod : api.store().all(servedKind({}, u"Pod"_s))) {
        if (metadataText(pod, u"namespace"_s) != metadataText(budget, u"namespace"_s)
            || !matchesLabels(spec.value(u"selector"_s)[u"matchLabels"_s].toObject(), pod))
            continue;
        ++expected;
        healthy += isReady(pod) ? 1 : 0;
    }
    const auto share = [&](const QJsonValue& value) {
        const QString text = value.toString();
        return text.endsWith(u'%') ? (expected * text.chopped(1).toInt() + 99) / 100
                                   : value.toInt();
    };
    const int desired = spec.contains(u"minAvailable"_s)
                            ? share(spec.value(u"minAvailable"_s))
                            : std::max(0, expected - share(spec.value(u"maxUnavailable"_s)));
    const int allowed = std::max(0, healthy - desired);
    const QJsonArray present = budget.value(u"status"_s)[u"conditions"_s].toArray();
    QJsonObject condition_ =
        condition(present, u"DisruptionAllowed"_s, allowed > 0,
                  allowed > 0 ? u"SufficientPods"_s : u"InsufficientPods"_s, {}, api.now());
    condition_.insert(u"message"_s, u""_s);
    condition_.insert(u"observedGeneration"_s, metadataOf(budget).value(u"generation"_s));
    setStatus(api, servedKind(u"policy"_s, u"PodDisruptionBudget"_s), budget,
              {{u"observedGeneration"_s, metadataOf(budget).value(u"generation"_s)},
               {u"expectedPods"_s, expected},
               {u"currentHealthy"_s, healthy},
               {u"desiredHealthy"_s, desired},
               {u"disruptionsAllowed"_s, allowed},
               {u"conditions"_s, QJsonArray{condition_}}},
              kManager);
}

//! The autoscaler of the sandbox is content with what is there, within its limits.
void tellAutoscaler(Api& api, const QJsonObject& autoscaler)
{
    const QJsonObject spec = autoscaler.value(u"spec"_s).toObject();
    const Resource& deployments = servedKind(u"apps"_s, u"Deployment"_s);
    const QString ns = metadataText(autoscaler, u"namespace"_s);
    const QJsonObject target =
        api.store().find(deployments, ns, spec.value(u"scaleTargetRef"_s)[u"name"_s].toString());
    const bool found = !target.isEmpty();
    const int now = target.value(u"spec"_s)[u"replicas"_s].toInt();
    const int wanted = std::clamp(now, spec.value(u"minReplicas"_s).toInt(1),
                                  spec.value(u"maxReplicas"_s).toInt(1));
    if (found && now != 0 && now != wanted) {
        WriteOptions options;
        options.manager = kManager;
        options.subresource = u"scale"_s;
        (void)api.patch(deployments, ns, metadataText(target, u"name"_s), PatchType::Merge,
                        QJsonObject{{u"spec"_s, QJsonObject{{u"replicas"_s, wanted}}}}, options);
    }
    const QJsonArray present = autoscaler.value(u"status"_s)[u"conditions"_s].toArray();
    QJsonArray conditions{condition(present, u"AbleToScale"_s, found,
                                    found ? u"ReadyForNewScale"_s : u"FailedGetScale"_s,
                                    found ? u"recommended size matches current size"_s
                                          : u"the target was not found"_s,
                                    api.now()),
                          condition(present, u"ScalingActive"_s, found,
                                    found ? u"ValidMetricFound"_s : u"InvalidSelector"_s,
                                    found ? u"the HPA was able to successfully calculate a replica "
                                            u"count from cpu resource utilization "
                                            "(percentage of request)"_s
                                          : u"the target was not found"_s,
                                    api.now())};
    setStatus(api, servedKind(u"autoscaling"_s, u"HorizontalPodAutoscaler"_s), autoscaler,
              {{u"currentReplicas"_s, now},
               {u"desiredReplicas"_s, wanted},
               {u"observedGeneration"_s, metadataOf(autoscaler).value(u"generation"_s)},
               {u"currentMetrics"_s, autoscaler.value(u"status"_s)[u"currentMetrics"_s]},
               {u"conditions"_s, conditions}},
              kManager);
}

} // namespace

void reconcileStatuses(Api& api)
{
    for (const QJsonObject& each :
         api.store().all(servedKind(u"policy"_s, u"PodDisruptionBudget"_s)).values())
        tellBudget(api, each);
    for (const QJsonObject& each :
         api.store().all(servedKind(u"autoscaling"_s, u"HorizontalPodAutoscaler"_s)).values())
        tellAutoscaler(api, each);
    const Resource& ingresses = servedKind(u"networking.k8s.io"_s, u"Ingress"_s);
    for (const QJsonObject& each : api.store().all(ingresses).values())
        setStatus(
            api, ingresses, each,
            {{u"loadBalancer"_s,
              QJsonObject{{u"ingress"_s, QJsonArray{QJsonObject{{u"ip"_s, u"192.0.2.80"_s}}}}}}},
            u"ingress-controller"_s);
}

void collectGarbage(Api& api)
{
    for (const Resource& resource : resources())
        finishDeletions(api, resource);
    const QSet<QString> uids = allUids(api);
    for (const Resource& resource : resources()) {
        for (const QJsonObject& object : api.store().all(resource).values()) {
            const QJsonArray owners = metadataOf(object).value(u"ownerReferences"_s).toArray();
            const bool orphaned =
                !owners.isEmpty()
                && std::none_of(owners.begin(), owners.end(), [&](const QJsonValue& each) {
                       return uids.contains(each[u"uid"_s].toString());
                   });
            if (orphaned && !isLeaving(object))
                (void)api.remove(resource, metadataText(object, u"namespace"_s),
                                 metadataText(object, u"name"_s), {}, false);
        }
    }
    finishNamespaces(api);
    forgetOldEvents(api);
}

} // namespace plumb::sandbox
