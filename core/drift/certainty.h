// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objects/listkeys.h"
#include "objects/object.h"

namespace plumb::drift {

//! Whether a forced apply of `desired` as `writer` is sure to leave the live object's content as it
//! is, so that no server needs to be asked: each value of Git stands in the live object to the
//! letter, in lists and maps whose rules are known, and the writer owns nothing that Git no longer
//! has. Pure. False means "not certain", never "they differ": quantities that are spelt otherwise,
//! defaults inside of a list that is written as a whole, maps of unknown kinds. // docs/adr/0026
bool isCertainlySame(const objects::Object& desired, const objects::Object& live,
                     const objects::ListKeys& lists, const QString& writer);

} // namespace plumb::drift
