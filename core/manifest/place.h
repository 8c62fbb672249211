// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace plumb::manifest {

//! Where a desired object is written down.
struct Place
{
    QString file;
    int line = 0; //!< first line of its document, from 1; 0: not known (rendered)
};

} // namespace plumb::manifest
