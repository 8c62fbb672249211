// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/resources.h"
#include "sandbox/status.h"

namespace plumb::sandbox {

//! What the real server's validation finds wrong in an object that is about to be stored, in its
//! words. `old` is empty for a creation. Covers what people get wrong, not everything the server
//! knows.
QList<Cause> problemsOf(const Resource& resource, const QJsonObject& object,
                        const QJsonObject& old);

} // namespace plumb::sandbox
