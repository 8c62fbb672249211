// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace plumb {

//! Untrusted text for a screen, a log line or a terminal: control, bidi and zero-width characters
//! become `\x1b`, `\u202e`, `\n`; at most maxLength characters, cut in the middle with an ellipsis.
QString printable(const QString& text, qsizetype maxLength = 8192);

//! The same for bytes of unknown encoding: invalid UTF-8 becomes `\xff`.
QString printable(const QByteArray& bytes, qsizetype maxLength = 8192);

//! "12 s", "3 min", "2 h", "5 d": the age of a time, in one unit.
QString shortAge(const QDateTime& then, const QDateTime& now);

struct Error;

//! What the detail of an error tells a person beyond its summary: without the lines that are for
//! programs (a Status as JSON, "unknown"), and without those that the summary says already.
QString shownDetail(const Error& error);

} // namespace plumb
