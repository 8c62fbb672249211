// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objects/schema.h"

#include <QJsonObject>

namespace plumb::sandbox {

//! The object with what the real server fills in when it reads one: from the table defaults.json by
//! type, and the few defaults that depend on other fields. Idempotent.
QJsonObject withDefaults(const objects::FieldType& type, const QString& kind,
                         const QJsonObject& object);

//! What is filled in only when a new object is stored: addresses of a Service, the labels of a Job,
//! what admission adds to a Pod. `serial` tells generated addresses apart.
QJsonObject withCreationDefaults(const QString& kind, QJsonObject object, int serial);

} // namespace plumb::sandbox
