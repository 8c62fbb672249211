// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objects/object.h"

namespace plumb::drift {

//! The annotation in which `kubectl apply` keeps what it last sent.
extern const QString kLastAppliedAnnotation;

//! What counts of an object, in the form in which the server keeps it: normalised(), without nulls,
//! and of a Secret with stringData folded into data. Secret leaves stay markers.
QJsonObject comparable(const objects::Object& object);

//! The same of what `kubectl apply` last sent, when the object tells it.
std::optional<QJsonObject> comparableLastApplied(const objects::Object& live);

} // namespace plumb::drift
