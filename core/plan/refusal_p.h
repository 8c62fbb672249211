// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/plan.h"

namespace plumb::plan {

//! The fields that a refused apply (409) would take from other managers; empty: another failure.
QList<Conflict> conflictsOf(const Error& error);

//! The server's field notation (`.spec.containers[name="web"].image`) in ours.
QString fieldOf(const QString& serverPath);

//! The refusal of an apply in a sentence that says what to do; errors that need none stay as they
//! are.
// reliability A-01..A-08
Error explained(const Error& error, const objects::ResourceKey& key);

//! The server cannot try this object, since a webhook has side effects. // reliability A-14
bool isUnpreviewable(const Error& error);

} // namespace plumb::plan
