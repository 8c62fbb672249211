// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/api.h"

#include <QJsonArray>

// The simulated controllers: level-triggered, without memory of their own. Each looks at the
// objects and the clock and does the next step; all of them write through the same door as
// everybody else.
namespace plumb::sandbox {

//! One round of all controllers. Call it again after a change and every fraction of a second.
void reconcile(Api& api);

void reconcileDeployments(Api& api);
void reconcileReplicaSets(Api& api);
void reconcileJobs(Api& api);
void reconcilePods(Api& api);
void reconcileStatuses(Api& api); //!< budgets, autoscalers, ingresses
void collectGarbage(Api& api); //!< owners that are gone, foreground and orphan deletion, namespaces

// What they share.

QJsonObject metadataOf(const QJsonObject& object);
QString metadataText(const QJsonObject& object, const QString& name);
bool isLeaving(const QJsonObject& object);
//! Since it was created.
qint64 ageSeconds(const Api& api, const QJsonObject& object);
QString timeText(const QDateTime& time);
const Resource& servedKind(const QString& group, const QString& kind);
QList<QJsonObject> ownedBy(const Api& api, const Resource& resource, const QJsonObject& owner);
QJsonArray controllerReference(const Resource& resource, const QJsonObject& owner);
bool isReady(const QJsonObject& pod);

//! Writes the status when it differs from the present one.
void setStatus(Api& api, const Resource& resource, const QJsonObject& object,
               const QJsonObject& status, const QString& manager);
//! A condition that keeps its transition time while its status stays.
QJsonObject condition(const QJsonArray& present, const QString& type, bool status,
                      const QString& reason, const QString& message, const QDateTime& now);
void recordEvent(Api& api, const Resource& resource, const QJsonObject& object, const QString& type,
                 const QString& reason, const QString& message, const QString& component);

} // namespace plumb::sandbox
