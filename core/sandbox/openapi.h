// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QStringList>

namespace plumb::sandbox {

//! As much of /openapi/v3 as kubectl asks for before it writes: which kinds know fieldValidation.
Result<QJsonObject> openApi(const QStringList& path);

} // namespace plumb::sandbox
