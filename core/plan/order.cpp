// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/plan.h"

namespace plumb::plan {

QString toString(Action action)
{
    switch (action) {
    case Action::Create:
        return u"create"_s;
    case Action::Update:
        return u"update"_s;
    case Action::Prune:
        return u"prune"_s;
    case Action::Unchanged:
        break;
    }
    return u"unchanged"_s;
}

QString describe(const Operation& operation)
{
    return toString(operation.action) + u' ' + describe(operation.key);
}

int Plan::changeCount() const
{
    return int(std::count_if(operations.cbegin(), operations.cend(), [](const Operation& each) {
        return each.chosen && each.action != Action::Unchanged;
    }));
}

// gitops-engine pkg/sync/sync_tasks.go: kindOrder, with CustomResourceDefinition lifted to the
// Namespace as its sort does afterwards, since objects of the new kind may be of any place below.
int wave(const objects::ResourceKey& key)
{
    static const QStringList kOrder{u"Namespace"_s,
                                    u"CustomResourceDefinition"_s,
                                    u"NetworkPolicy"_s,
                                    u"ResourceQuota"_s,
                                    u"LimitRange"_s,
                                    u"PodSecurityPolicy"_s,
                                    u"PodDisruptionBudget"_s,
                                    u"ServiceAccount"_s,
                                    u"Secret"_s,
                                    u"SecretList"_s,
                                    u"ConfigMap"_s,
                                    u"StorageClass"_s,
                                    u"PersistentVolume"_s,
                                    u"PersistentVolumeClaim"_s,
                                    u"ClusterRole"_s,
                                    u"ClusterRoleList"_s,
                                    u"ClusterRoleBinding"_s,
                                    u"ClusterRoleBindingList"_s,
                                    u"Role"_s,
                                    u"RoleList"_s,
                                    u"RoleBinding"_s,
                                    u"RoleBindingList"_s,
                                    u"Service"_s,
                                    u"DaemonSet"_s,
                                    u"Pod"_s,
                                    u"ReplicationController"_s,
                                    u"ReplicaSet"_s,
                                    u"Deployment"_s,
                                    u"HorizontalPodAutoscaler"_s,
                                    u"StatefulSet"_s,
                                    u"Job"_s,
                                    u"CronJob"_s,
                                    u"IngressClass"_s,
                                    u"Ingress"_s,
                                    u"APIService"_s};
    // "Service" of another group (Knative's) is an object of a CRD, whatever it is called.
    const bool isBuiltIn = !key.group.contains(u'.') || key.group.endsWith(u".k8s.io"_s);
    const auto place = isBuiltIn ? kOrder.indexOf(key.kind) : -1;
    return int(place < 0 ? kOrder.size() : place);
}

} // namespace plumb::plan
