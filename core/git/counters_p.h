// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <atomic>

namespace plumb::git {

//! What benches hold against a bound instead of the time: objects of Git that were read and
//! unpacked, in the whole process.
inline std::atomic<qint64> objectsRead = 0;

} // namespace plumb::git
