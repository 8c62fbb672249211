// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/commands.h"
#include "engine/snapshots.h"

#include <QJsonArray>
#include <QJsonObject>

namespace plumb::cli {

//! The words of our JSON, the same in every command; documented in docs/cli.md.
QJsonObject toJson(const objects::ResourceKey& key);
QJsonObject toJson(const drift::ObjectDrift& drift);
QJsonObject toJson(const engine::ObjectState& object);
QJsonObject toJson(const plan::Plan& plan);
QJsonObject toJson(const plan::Report& report);
QJsonObject toJson(const git::Commit& commit, const QStringList& refs, const QJsonArray& pins);
QJsonArray toJson(const QStringList& strings);

//! A field's value for a table cell: scalars as they are, the rest as compact JSON; "–" when
//! absent.
QString cell(const QJsonValue& value);

} // namespace plumb::cli
