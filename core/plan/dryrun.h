// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/plan.h"

namespace plumb::plan {

struct DryRunOutcome
{
    kube::ApiResource type; //!< also of a kind that another desired object makes known
    std::optional<objects::Object> live;
    std::optional<objects::Object> predicted;
    QStringList warnings;
    QList<Conflict> conflicts; //!< what an unforced apply would run into
    std::optional<Error> refused; //!< Invalid, Forbidden...: the server would not take it
    std::optional<Error> unreadable; //!< live could not be read: the verdict is Unknown
    QString unpreviewed;
};

//! Reads live and asks the server what a forced apply as `plumbline` would make of each object,
//! some at a time; a second, unforced dry run only where foreign owners exist. Blocks; never
//! writes. In the order of `desired`.
QList<DryRunOutcome> dryRun(kube::Cluster& cluster, const kube::Discovery& discovery,
                            const QList<objects::Object>& desired,
                            std::function<void(int done, int total)> onProgress,
                            std::stop_token stop);

} // namespace plumb::plan
