// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"

namespace plumb::cli {

//! The repository that --repo or --app names (a relative path is resolved); with neither, the only
//! one of the workspace. `path` gets the application's folder.
Result<QString> chosenRepository(Invocation& invocation, QString* path = nullptr);

//! Ends a command that has none: a question that leaves it open is a misuse.
ExitCode notChosen(const Invocation& invocation, const Error& error);
//! A context that the kubeconfig has; otherwise a failure that names those it has.
Result<Unit> requireContext(Invocation& invocation, const QString& context);

//! Fetches the repositories of these applications that are URLs, once each, unless --no-fetch was
//! given: what is compared or written is the remote's present state.
Result<Unit> fetchRepositoriesOf(Invocation& invocation, const QStringList& applications);

} // namespace plumb::cli
