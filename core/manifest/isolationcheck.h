// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "manifest/jail.h"

namespace plumb::manifest {

//! One thing that a hostile renderer tried, and what came of it.
struct IsolationAttempt
{
    QString name; //!< "reach the network"
    bool failed = false; //!< as it must
    QString words; //!< "a listener on this machine could not be reached"
};

//! Runs `probe`, which tries what no renderer may do, in the jail of the renderers. Blocks for some
//! seconds. Unsupported where no isolation is to be had. // reliability section 4.2
Result<QList<IsolationAttempt>> checkIsolation(const QString& probe, CommandRunner& runner,
                                               std::stop_token stop);

} // namespace plumb::manifest
