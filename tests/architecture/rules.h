// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "architecture/house.h"

namespace plumb::architecture {

//! Each rule reads the files below root and returns one line per offence, "file:line: sentence".
//! Nothing found is an empty list.

//! Includes between rooms, against the table; the ui only value headers; every include rooted.
QStringList wrongArrows(const QString& root, const House& house);
//! Third-party headers outside their room, or in a header that others include; QtGui and QtWidgets
//! in core among them.
QStringList wrongLibraries(const QString& root, const House& house);
//! Calls that app, core and ui may not make.
QStringList bannedCalls(const QString& root);
//! What makes a test look as if it had passed, or hang on the speed of a machine: skipping,
//! expected failures, sleeping.
QStringList badHabitsOfTests(const QString& root);
//! Sources and scripts of more than 700 lines.
QStringList longFiles(const QString& root);

} // namespace plumb::architecture
