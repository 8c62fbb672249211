// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "manifest/manifest.h"

#include <QHash>

namespace plumb::manifest {

//! Why no file may have this name on disk, or empty. `name` is one component of a path.
QString reasonAgainstName(const QString& name);

//! Paths of links to their targets.
using Links = QHash<QString, QByteArray>;
Links linksOf(const QList<File>& files);

//! True if the path stays inside the tree, followed component by component through all links. A
//! link to nothing inside the tree stays inside.
bool staysInside(const QString& path, const Links& links);

//! The files without the links that lead out, whose paths go to `leftOut`.
QList<File> withoutLinksOut(const QList<File>& files, QStringList* leftOut);

} // namespace plumb::manifest
