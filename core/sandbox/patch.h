// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "objects/schema.h"

#include <QJsonArray>
#include <QJsonObject>

namespace plumb::sandbox {

//! RFC 7386.
QJsonValue mergePatched(const QJsonValue& target, const QJsonValue& patch);

//! RFC 6902; all or nothing.
Result<QJsonObject> jsonPatched(const QJsonObject& target, const QJsonArray& patch);

//! Strategic merge patch: lists by the schema's patch keys, `$patch`, `$retainKeys`,
//! `$deleteFromPrimitiveList` and `$setElementOrder`.
Result<QJsonObject> strategicPatched(const objects::FieldType& type, const QJsonObject& target,
                                     const QJsonObject& patch);

} // namespace plumb::sandbox
