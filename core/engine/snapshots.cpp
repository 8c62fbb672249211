// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/snapshots.h"

namespace plumb::engine {

int ApplicationSnapshot::differenceCount() const
{
    int count = 0;
    for (const ObjectState& object : objects) {
        if (object.drift.presence != drift::Presence::Both && !object.drift.notComparable)
            ++count;
        for (const drift::Field& field : object.drift.fields)
            if (field.what == drift::Class::Pending || field.what == drift::Class::Manual
                || field.what == drift::Class::Removed)
                ++count;
    }
    return count;
}

} // namespace plumb::engine
