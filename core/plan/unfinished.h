// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "store/journal.h"

namespace plumb::plan {

//! Ends the records of operations whose process died as "unknown" and returns a sentence on each,
//! with the objects that were sent and have no answer on record. Nothing is sent again: going on is
//! a new review. // reliability P8
Result<QStringList> closeUnfinished(store::Journal& journal, const Clock& clock);

} // namespace plumb::plan
