// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/plan.h"

namespace plumb::plan {

//! Adds the prunes that are proven ours to `plan`, and a note for each object that stays and why.
// reliability P3
void addPrunes(const PlanInput& input, Plan& plan);

//! An object is named by the options, or nothing is named.
bool isSelected(const Options& options, const objects::ResourceKey& key);

} // namespace plumb::plan
