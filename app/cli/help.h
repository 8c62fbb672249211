// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"

namespace plumb::cli {

const std::vector<Option>& globalOptions();

//! "o,output" as its names.
QStringList namesOf(const Option& option);

//! What --help prints, at most 80 columns wide.
QString help();
QString help(const Command& command);

} // namespace plumb::cli
