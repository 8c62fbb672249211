// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/api.h"
#include "sandbox/listing.h"

namespace plumb::sandbox {

//! What a container of the sandbox wrote: always the same lines for the same Pod. Honours
//! `container`, `tailLines`, `previous` and `timestamps`.
Result<QByteArray> podLog(const Api& api, const QString& ns, const QString& name,
                          const Query& query);

} // namespace plumb::sandbox
