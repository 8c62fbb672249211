// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/cluster.h"
#include "plan/plan.h"

namespace plumb::plan {

//! What the server would make of one desired object.
struct DryRunOutcome
{
    kube::ApiResource type; //!< also of a kind that another desired object makes known
    std::optional<objects::Object> live;
    //! The server's answer; or the live object itself where it is certain without asking that an
    //! apply would leave it as it is. // docs/adr/0026
    std::optional<objects::Object> predicted;
    QStringList warnings;
    QList<Conflict> conflicts; //!< what an unforced apply would run into
    std::optional<Error> refused; //!< Invalid, Forbidden...: the server would not take it
    std::optional<Error> unreadable; //!< live could not be read: the verdict is Unknown
    QString unpreviewed;
    //! Why there is no answer although nothing is wrong with the object: the right is missing, or a
    //! webhook allows no dry run. A comparison without it is a local one.
    QString notAsked;
};

struct DryRunOptions
{
    bool findConflicts = true; //!< only a plan needs them
    //! Live objects that a watch keeps; the others are read.
    QHash<objects::ResourceKey, objects::Object> live;
};

//! Reads live and asks the server what a forced apply as `plumbline` would make of each object,
//! some at a time, unless that is certain already; a second, unforced dry run only where foreign
//! owners exist. Blocks; never writes. In the order of `desired`.
QList<DryRunOutcome> dryRun(kube::Cluster& cluster, const kube::Discovery& discovery,
                            const QList<objects::Object>& desired, const DryRunOptions& options,
                            std::function<void(int done, int total)> onProgress,
                            std::stop_token stop);

//! Fields that somebody's records name and Git does not.
struct Leftover
{
    kube::ApiResource type;
    objects::Object live;
    QList<objects::FieldPath> paths;
};
//! What the server makes of each object without these fields, or without those of them that may go.
//! None where it would not say. Blocks; never writes. In the order of `all`.
QList<std::optional<drift::Removal>>
dryRunWithout(kube::Cluster& cluster, const QList<Leftover>& all, std::stop_token stop);

} // namespace plumb::plan
