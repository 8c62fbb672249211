// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/plan.h"

namespace plumb::plan {

//! How far one operation of a plan is.
struct Step
{
    objects::ResourceKey key;
    Action action = Action::Unchanged;
    enum class State {
        Waiting,
        Running,
        Applied,
        Unchanged,
        Refused,
        NotSent,
        Unknown
    } state = State::Waiting;
    QString message;
};

//! An execution as it goes and as it ended.
struct Report
{
    QList<Step> steps;
    QString outcome; //!< succeeded, failed, cancelled, unknown
    QString message;
    qint64 operation = 0;
    bool succeeded() const { return outcome == u"succeeded"; }
};

} // namespace plumb::plan
