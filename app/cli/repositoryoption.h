// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"

namespace plumb::cli {

//! The repository that --repo or --app names (a relative path is resolved); with neither, the only
//! one of the workspace. `path` gets the application's folder.
Result<QString> chosenRepository(Invocation& invocation, QString* path = nullptr);

} // namespace plumb::cli
