// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace plumb {

//! Our four folders. With PLUMBLINE_HOME they are config, state, cache and data below it; else
//! XDG's.
struct Paths
{
    QString config; //!< workspace.yaml
    QString state; //!< database, saved plans, where the window stood
    QString cache; //!< may be deleted at any time
    QString data; //!< mirrors (they can hold unpushed work), sandbox
    static Paths fromEnvironment();
    static Paths under(const QString& root);
};

} // namespace plumb
