// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/sample.h"

#include "base/result.h"
#include "objects/object.h"

namespace plumb::sandbox {

//! The objects of one application at one commit of the sample.
Result<QList<objects::Object>> objectsAt(const Sample& sample, const SampleApplication& application,
                                         int commit);

//! The cluster on the first day, as Store::saved() writes it: what was applied when, who edited
//! what by hand since, and the rollouts that came of it.
Result<QByteArray> sampleCluster(const Sample& sample);

//! When an application was synced: some minutes behind its commit.
QDateTime syncTime(const Sample& sample, int commit);

} // namespace plumb::sandbox
