// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

namespace plumb::git {

//! Why an entry of a tree must not become a file, or empty. libgit2 hands out every name. //
//! reliability G5
QString unsafeNameReason(const QByteArray& name);

} // namespace plumb::git
