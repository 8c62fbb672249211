// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objects/fieldset.h"
#include "objects/schema.h"

#include <QJsonObject>

// What structured-merge-diff does to objects with a schema: the arithmetic below server-side apply.
// Names and cases follow its typed/ package.
namespace plumb::sandbox {

//! How two states of an object differ, field by field.
struct Comparison
{
    objects::FieldSet added, modified, removed;
};

//! Problem of a value under its type in the server's words (".data.a: expected string, got 5"), or
//! empty.
QString typeProblem(const objects::FieldType& type, const QJsonValue& value);

//! All fields that a configuration names.
objects::FieldSet fieldsOf(const objects::FieldType& type, const QJsonValue& value);

//! `config` laid over `live`: what it does not name stays, keyed lists merge in the configuration's
//! order.
QJsonValue merged(const objects::FieldType& type, const QJsonValue& live, const QJsonValue& config);

Comparison compared(const objects::FieldType& type, const QJsonValue& before,
                    const QJsonValue& after);

//! The value without the fields of a set.
QJsonValue without(const objects::FieldType& type, const QJsonValue& value,
                   const objects::FieldSet& fields);

//! The set and every declared member on the way to its fields.
objects::FieldSet withNamedFields(const objects::FieldType& type, const objects::FieldSet& fields);

//! ".spec.containers[name=\"web\"].image": a path as the server prints it in conflicts.
QString serverPath(const objects::FieldPath& path);

} // namespace plumb::sandbox
