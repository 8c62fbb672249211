// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace plumb::store {

//! Names this run of this program: pid, its start time and the boot. A pid alone is soon another's.
QString thisProcess();
//! True while the process with that name runs on this machine.
bool isRunning(const QString& process);

} // namespace plumb::store
