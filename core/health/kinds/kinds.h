// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "health/fields.h"
#include "health/health.h"

namespace plumb::health {

//! One kind's rule: its own file, and one line in table.cpp.
using Rule = Verdict (*)(const Fields&);

struct KindRule
{
    QString group, kind;
    QStringList versions; //!< empty: any
    Rule rule;
};

const QList<KindRule>& argoRules();

//! What a rule answers; assess() adds the name of the rule.
inline Verdict say(Status status, QString message = {})
{
    return {status, std::move(message), {}};
}

} // namespace plumb::health
