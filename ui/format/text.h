// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/snapshots.h"

#include <QDateTime>
#include <QJsonValue>
#include <QString>

namespace plumb::ui {

//! "12 min ago", "just now", "never".
QString ago(const QDateTime& then, const QDateTime& now);
//! The whole date in the reader's own format, for tooltips.
QString exactly(const QDateTime& then);

//! A value of a field on one line; Undefined is "absent", strings stand bare unless that would
//! mislead.
QString valueText(const QJsonValue& value);
//! The same without a limit, for copying.
QString valueFull(const QJsonValue& value);
//! A path that drops what every workload repeats: `containers[name=web].image`.
QString pathText(const objects::FieldPath& path);

//! Who wrote the live side of a field and when, in words.
QString liveNote(const drift::Field& field, const QDateTime& now);
QString desiredNote(const drift::Field& field, const engine::ObjectState& object);

//! "sha256:51c0…e19e"
QString shortDigest(const QString& digest);
//! "Deployment / web"
QString objectTitle(const objects::ResourceKey& key);

//! "2 of 3 differences arrive with the next sync. 1 is a manual change that the sync overwrites."
QString consequence(const drift::ObjectDrift& drift);
//! "4 fields hidden: 3 defaulted by the API server, 1 ignored by rule hpa"; empty: none.
QString hiddenFields(const drift::ObjectDrift& drift);
//! Whether a field counts as a difference, or is noise that is hidden at first.
bool isDifference(const drift::Field& field);

//! One spoken line per row.
QString spoken(const engine::ApplicationSnapshot& application);
QString spoken(const engine::ObjectState& object);
QString spoken(const engine::ResourceNode& node);
QString spoken(const drift::Field& field);

//! Never rich text: as a tooltip it appears letter by letter, whatever it holds.
QString plainTip(const QString& text);
//! Text for an action or a menu, where a lone & would become an underline.
QString menuText(const QString& text);

} // namespace plumb::ui
