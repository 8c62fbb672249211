// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "manifest/manifest.h"

namespace plumb::cli {

//! The objects of a file that the user named; "-" is standard input. What cannot be read in it is
//! said on stderr with line and column, and the rest is still there (see Desired::problems).
Result<manifest::Desired> readManifestInput(const Invocation& invocation, const QString& path);

} // namespace plumb::cli
