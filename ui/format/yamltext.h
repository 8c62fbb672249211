// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/types.h"

#include <QJsonValue>
#include <QStringList>

namespace plumb::ui {

//! A value as lines in YAML's layout, for reading and for comparing by eye; never sent anywhere.
QStringList yamlLines(const QJsonValue& value);

//! Filler stands beside a line that the other side has alone.
enum class LineKind { Context, Added, Removed, Gap, Heading, Filler };
struct TextLine
{
    LineKind kind = LineKind::Context;
    QString text;
    friend bool operator==(const TextLine&, const TextLine&) = default;
};

//! What Git says of one file.
QList<TextLine> diffLines(const git::FileDiff& diff);

//! Line by line difference; runs of unchanged lines longer than twice `context` become one Gap.
QList<TextLine> lineDiff(const QStringList& before, const QStringList& after, int context = 3);

//! The same in two columns of one length, what is added at the left and what is removed at the
//! right.
std::pair<QList<TextLine>, QList<TextLine>> twoSides(const QList<TextLine>& lines);

//! What a reader wants to see of an object: without status, managed fields and server's
//! bookkeeping.
QJsonObject readable(QJsonObject object);

} // namespace plumb::ui
