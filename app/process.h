// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "engine/engine.h"

#include <memory>

namespace plumb::sandbox {
class Sandbox;
}

namespace plumb {

//! What both programs do to themselves at start-up: no core dumps, a private umask, a working
//! directory in which nobody can plant a file, libgit2's switches. // reliability 4.1, E5
void hardenProcess();

//! Folders and the installation's key of secret markers.
Result<Unit> prepare(const engine::Settings& settings);

//! Opens the sandbox, turns the settings towards it, prepares them and seeds the journal.
Result<std::unique_ptr<sandbox::Sandbox>> openSandbox(engine::Settings& settings);

//! Where the sandbox lies below the user's data folder.
QString sandboxFolder(const Paths& paths);

} // namespace plumb
