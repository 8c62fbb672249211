// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "drift/drift.h"

namespace plumb::drift {

QString toString(Class what)
{
    switch (what) {
    case Class::Pending:
        return u"pending"_s;
    case Class::Manual:
        return u"manual"_s;
    case Class::Defaulted:
        return u"defaulted"_s;
    case Class::Additive:
        return u"additive"_s;
    case Class::Ignored:
        return u"ignored"_s;
    case Class::Removed:
        return u"removed"_s;
    }
    return {};
}

bool makesOutOfSync(Class what)
{
    return what == Class::Pending || what == Class::Manual || what == Class::Removed;
}

bool ObjectDrift::isOutOfSync() const
{
    return presence != Presence::Both
           || std::any_of(fields.begin(), fields.end(),
                          [](const Field& field) { return makesOutOfSync(field.what); });
}

} // namespace plumb::drift
