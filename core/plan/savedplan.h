// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/plan.h"

namespace plumb::plan {

//! What is kept of a reviewed plan: how it was asked for and what it would do; no secret values.
struct SavedPlan
{
    QString digest, application, revision, commit;
    Options options;
    QDateTime madeAt;
    QStringList summary;
};

//! Below the state folder, for 15 minutes. Expired or unknown is NotFound with the reason.
Result<Unit> savePlan(const QString& stateFolder, const Plan& plan);
Result<SavedPlan> loadPlan(const QString& stateFolder, const QString& digest, const QDateTime& now);

} // namespace plumb::plan
