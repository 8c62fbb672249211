// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMap>
#include <QSet>
#include <QString>
#include <QStringList>

namespace plumb::architecture {

//! The options that a --help lists under its first heading, or under `heading`, each as written
//! there: "-o, --output table|json|yaml".
QStringList optionsOfHelp(const QString& help, const QString& heading = {});

//! The commands that a --help lists.
QStringList commandsOfHelp(const QString& help);

//! What the lists of a man page hold, by heading: "Fl" and "Ar" as a --help writes them, "Ic" bare.
//! Of a heading with more than one word only the first counts: ".Ss drift APP" is "drift".
QMap<QString, QStringList> itemsOfPage(const QString& page);

//! The options that the code blocks of a Markdown page give a command: lines that begin with its
//! name, with the indented lines below them.
QSet<QString> optionsOfSynopsis(const QString& page, const QString& command);

//! "--output", "-o": every name of options as optionsOfHelp() answers them.
QSet<QString> namesOfOptions(const QStringList& options);

//! What only one side has, each as a sentence.
QStringList differences(const QString& left, const QStringList& inLeft, const QString& right,
                        const QStringList& inRight);

} // namespace plumb::architecture
