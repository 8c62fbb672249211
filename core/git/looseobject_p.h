// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/types.h"

namespace plumb::git {

//! What is wrong with the file of a loose object, or empty. libgit2 1.5 writes past its buffer when
//! an object holds more than its header says, so nothing from a clone reaches it unchecked.
// reliability G7
QString damageOfLooseObject(const QString& path, const ObjectId& id);

} // namespace plumb::git
