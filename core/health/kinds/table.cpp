// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "health/kinds/kinds.h"

namespace plumb::health {

// The kinds that Argo CD judges without being configured: gitops-engine's own, and CronJob, whose
// bundled script came with 3.2.
// gitops-engine pkg/health/health.go: GetHealthCheckFunc
#define PLUMB_KINDS(RULE)                                                                          \
    RULE("apps", "Deployment", "v1", deployment)                                                   \
    RULE("apps", "StatefulSet", "v1", statefulSet)                                                 \
    RULE("apps", "ReplicaSet", "v1", replicaSet)                                                   \
    RULE("apps", "DaemonSet", "v1", daemonSet)                                                     \
    RULE("", "Pod", "v1", pod)                                                                     \
    RULE("", "Service", "v1", service)                                                             \
    RULE("", "PersistentVolumeClaim", "v1", persistentVolumeClaim)                                 \
    RULE("batch", "Job", "v1", job)                                                                \
    RULE("batch", "CronJob", "", cronJob)                                                          \
    RULE("networking.k8s.io", "Ingress", "", ingress)                                              \
    RULE("extensions", "Ingress", "", ingress)                                                     \
    RULE("autoscaling", "HorizontalPodAutoscaler", "v1 v2", horizontalPodAutoscaler)               \
    RULE("apiregistration.k8s.io", "APIService", "v1 v1beta1", apiService)                         \
    RULE("argoproj.io", "Workflow", "", workflow)

#define PLUMB_DECLARE(group, kind, versions, rule) Verdict rule(const Fields& object);
PLUMB_KINDS(PLUMB_DECLARE)
#undef PLUMB_DECLARE

const QList<KindRule>& argoRules()
{
#define PLUMB_ROW(group, kind, versions, rule)                                                     \
    {QStringLiteral(group), QStringLiteral(kind),                                                  \
     QStringLiteral(versions).split(u' ', Qt::SkipEmptyParts), &rule},
    static const QList<KindRule> rules{PLUMB_KINDS(PLUMB_ROW)};
#undef PLUMB_ROW
    return rules;
}

} // namespace plumb::health
