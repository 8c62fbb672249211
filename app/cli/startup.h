// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace plumb::cli {

//! Where the user started the program; the process itself moves to "/" at once. // reliability E5
QString startDirectory();

} // namespace plumb::cli
