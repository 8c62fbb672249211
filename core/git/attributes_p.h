// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/mirror_p.h"

namespace plumb::git {

//! Writes the .gitattributes files of a commit, and nothing else, into an empty folder of ours.
Result<Unit> layOutAttributes(Worker& worker, const CommitId& commit, const QString& folder);

} // namespace plumb::git
