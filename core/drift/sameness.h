// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objects/fieldpath.h"
#include "objects/resourcekey.h"

#include <QJsonValue>

namespace plumb::drift {

enum class Extras { Count, Allowed };

//! Whether what a file says is what the server would keep: quantities as numbers, an empty map or
//! list as none, where the kind's schema says that the field is one. With Extras::Allowed the live
//! side may hold members that the file leaves out (defaults within a list that is written as a
//! whole).
bool isSameToServer(const objects::GroupVersionKind& gvk, const objects::FieldPath& path,
                    const QJsonValue& desired, const QJsonValue& live,
                    Extras extras = Extras::Count);

} // namespace plumb::drift
