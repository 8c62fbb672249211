// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "objects/schema.h"

#include <QDateTime>
#include <QJsonObject>

namespace plumb::sandbox {

//! Who writes, through which door.
struct Writer
{
    QString manager;
    QString apiVersion;
    QString subresource; //!< empty, "status" or "scale"
};

//! managedFields after an update: `after` as it shall be stored, without its managedFields being
//! right yet. `empty` is what a new object of the kind looks like before anything is set.
QJsonObject recordUpdate(const objects::FieldType& type, const QJsonObject& before,
                         const QJsonObject& after, const Writer& writer, const QDateTime& now);

//! Server-side apply: live and configuration to the new object with managedFields, or the refusal
//! of the server (409 with the conflicts unless forced). Defaults are the caller's business.
Result<QJsonObject> applied(const objects::FieldType& type, const QJsonObject& live,
                            const QJsonObject& config, const Writer& writer, bool force,
                            const QDateTime& now);

//! Live's times where the entries are otherwise equal: a write that changes nothing leaves no
//! trace.
QJsonObject withTimesOf(QJsonObject object, const QJsonObject& live);

} // namespace plumb::sandbox
