// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

namespace plumb::architecture {

//! The code with comments and the insides of strings blanked; every line keeps its number.
QString withoutCommentsAndStrings(const QString& code);

struct Include
{
    QString path;
    bool angled = false;
    int line = 0;
};

//! The include lines that the preprocessor sees, those in comments and raw strings not.
QList<Include> includesOf(const QString& code);

} // namespace plumb::architecture
