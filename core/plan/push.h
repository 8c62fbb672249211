// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "git/repository.h"
#include "store/journal.h"

namespace plumb::plan {

//! A push as it was reviewed.
struct PushExecution
{
    git::PushRequest request;
    QString application{}; //!< of the rollback that it belongs to; a push by itself: empty
    QString actor{};
};

//! A durable journal record first, then Repository::push, then its result in the record. Where the
//! record cannot be made nothing is pushed. Blocks. // reliability P8, P9
Result<Unit> push(const PushExecution& execution, git::Repository& repository,
                  store::Journal& journal, const Clock& clock, git::OnProgress onProgress,
                  std::stop_token stop);

} // namespace plumb::plan
