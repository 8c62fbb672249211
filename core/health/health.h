// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objects/object.h"

namespace plumb::health {

//! Argo CD's words, best to worst. // gitops-engine pkg/health: healthOrder
enum class Status { Healthy, Suspended, Progressing, Missing, Degraded, Unknown };
QString toString(Status status);

//! The health of one object: what, why, and by which rule.
struct Verdict
{
    Status status = Status::Unknown;
    QString message; //!< the rule's own words; may be empty
    QString rule; //!< "argocd: Deployment", "argocd: deletion"
    friend bool operator==(const Verdict&, const Verdict&) = default;
};

//! No value: Argo CD has no rule for this kind, and the object has no health. Pure.
// gitops-engine pkg/health/health.go: GetResourceHealth
std::optional<Verdict> assess(const objects::Object& object);

//! Does this live object count for the health of its application? Not hooks, not what carries the
//! annotation argocd.argoproj.io/ignore-healthcheck, and not an application that contains itself.
// argo-cd controller/health.go: setApplicationHealth
bool countsForApplication(const objects::Object& live, const QString& application);

//! The worse of two, in the order of Status: Unknown is worse than Degraded.
Status worst(Status a, Status b);

//! The kinds that there is a rule for: "apps/Deployment", "Pod".
QStringList kinds();

} // namespace plumb::health
