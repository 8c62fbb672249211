// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>

namespace plumb::architecture {

//! Who may include whom: the table of docs/architecture.md, so that page and test cannot differ.
struct House
{
    struct Room
    {
        QSet<QString> mayInclude; //!< rooms; empty for the ui, which is held by valueHeaders
        QSet<QString> libraries; //!< names as in the table: libgit2, "Qt Sql", ...
        bool everything = false; //!< app
    };
    QHash<QString, Room> rooms; //!< core's rooms by name, and ui, app
    QSet<QString> valueHeaders; //!< "drift/drift.h": what the ui may include
    QStringList mistakes; //!< a row that names an unknown room or library, a room without a row

    //! Reads the table and each room's CMakeLists.txt below root.
    static House read(const QString& root);
};

//! The library that an angled include belongs to, by the names of the table; "" for the language,
//! the system and Qt Core, which are everybody's; "unknown" for what is in no list.
QString libraryOf(const QString& header);

} // namespace plumb::architecture
