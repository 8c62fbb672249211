// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QJsonArray>
#include <QJsonObject>

// The refusals of the API server: each function gives an Error whose summary is the Status message
// and whose detail is the Status object as JSON, in the real server's words.
namespace plumb::sandbox {

struct Resource;

//! One wrong field of a 422.
struct Cause
{
    QString reason; //!< "FieldValueInvalid"
    QString message; //!< "Invalid value: \"x\": field is immutable"
    QString field;
};

Error refusal(int code, const QString& reason, const QString& message,
              const QJsonObject& details = {});
//! A refusal of the generic server: its details are there and empty.
Error genericRefusal(int code, const QString& reason, const QString& message);
Error notFound(const Resource& resource, const QString& name);
Error alreadyExists(const Resource& resource, const QString& name);
Error modified(const Resource& resource, const QString& name);
//! "Operation cannot be fulfilled on configmaps "a": ..."
Error cannotBeFulfilled(const Resource& resource, const QString& name, const QString& why);
Error preconditionFailed(const Resource& resource, const QString& name, const QString& why);
Error badRequest(const QString& message);
Error internalError(const QString& message);
Error expired(const QString& message);
Error invalid(const Resource& resource, const QString& name, const QList<Cause>& causes);
Error invalid(const QString& group, const QString& kind, const QString& name,
              const QList<Cause>& causes);

QJsonObject statusOf(const Error& error);
int codeOf(const Error& error);
QJsonObject success(const QJsonObject& details);

} // namespace plumb::sandbox
