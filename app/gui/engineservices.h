// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine.h"
#include "services.h"

namespace plumb::gui {

//! What the window asks, answered by an engine that outlives it.
ui::Services servicesOf(engine::Engine& engine);

} // namespace plumb::gui
