// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "health/health.h"

#include "health/kinds/kinds.h"

#include <QJsonArray>

namespace plumb::health {

namespace {

// gitops-engine pkg/health/health.go: pendingDeletionHealth
std::optional<Verdict> pendingDeletion(const objects::Object& object)
{
    if (object.metadata().value(u"deletionTimestamp"_s).toString().isEmpty())
        return {};
    QStringList finalizers;
    for (const QJsonValue& finalizer : object.metadata().value(u"finalizers"_s).toArray())
        finalizers.append(finalizer.toString());
    // A hook is kept by this finalizer until its phase is over: its own rule still tells how it
    // went.
    if (finalizers.contains(u"argocd.argoproj.io/hook-finalizer"_s))
        return {};
    return Verdict{Status::Progressing,
                   finalizers.isEmpty()
                       ? u"Pending deletion"_s
                       : u"Pending deletion; blocked by finalizers: "_s + finalizers.join(u", "_s),
                   u"argocd: deletion"_s};
}

// What cannot be read at all, whatever else is true of the object.
std::optional<QString> unsupported(const KindRule& kind, const objects::Object& object)
{
    if (kind.versions.isEmpty() || kind.versions.contains(object.gvk().version))
        return {};
    const QString name = kind.kind == u"HorizontalPodAutoscaler" ? u"HPA"_s : kind.kind;
    return u"unsupported %1 GVK: %2, Kind=%3"_s.arg(name, object.apiVersion(), kind.kind);
}

Verdict judge(const KindRule& kind, const objects::Object& object)
{
    const QString rule = u"argocd: "_s + kind.kind;
    if (const auto message = unsupported(kind, object))
        return {Status::Unknown, *message, rule};
    const Fields fields(object.json());
    const Verdict verdict = kind.rule(fields);
    if (!fields.problem().isEmpty())
        return {
            Status::Unknown,
            u"failed to convert unstructured %1 to typed: %2"_s.arg(kind.kind, fields.problem()),
            rule};
    // Only now: what is being deleted but cannot be read is unknown, not on its way out.
    return pendingDeletion(object).value_or(Verdict{verdict.status, verdict.message, rule});
}

} // namespace

QString toString(Status status)
{
    switch (status) {
    case Status::Healthy:
        return u"Healthy"_s;
    case Status::Suspended:
        return u"Suspended"_s;
    case Status::Progressing:
        return u"Progressing"_s;
    case Status::Missing:
        return u"Missing"_s;
    case Status::Degraded:
        return u"Degraded"_s;
    case Status::Unknown:
        break;
    }
    return u"Unknown"_s;
}

QStringList kinds()
{
    QStringList names;
    for (const KindRule& rule : argoRules())
        names.append(rule.group.isEmpty() ? rule.kind : rule.group + u'/' + rule.kind);
    return names;
}

std::optional<Verdict> assess(const objects::Object& object)
{
    const auto gvk = object.gvk();
    for (const KindRule& kind : argoRules()) {
        if (kind.group == gvk.group && kind.kind == gvk.kind)
            return judge(kind, object);
    }
    return pendingDeletion(object);
}

bool countsForApplication(const objects::Object& live, const QString& application)
{
    const Fields fields(live.json());
    if (isHook(fields) || fields.annotation(u"argocd.argoproj.io/ignore-healthcheck"_s) == u"true")
        return false;
    const auto gvk = live.gvk();
    return gvk.group != u"argoproj.io" || gvk.kind != u"Application"
           || fields.name() != application;
}

Status worst(Status a, Status b)
{
    return std::max(a, b); // the enumerators stand in Argo CD's order
}

} // namespace plumb::health
