// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "manifest/manifest.h"

#include <functional>
#include <optional>

namespace plumb::manifest {

//! What Git tells of one folder without a look below it.
struct Folder
{
    QString tree; //!< its id
    QList<File> files; //!< those right in it, by name; only a kustomization needs its bytes
};
//! NotFound where there is no such folder; "" is the root.
using ReadFolder = std::function<Result<Folder>(const QString& path)>;

//! The names a kustomization file can have, the first one found counts.
const QStringList& kustomizationNames();

//! All folders that a render can see, with the ids of their trees. A renderer is given these and
//! nothing else, so what it makes of equal closures is equal. // docs/adr/0025
struct Closure
{
    QString path; //!< the folder to render
    QString tree; //!< its tree id
    Kind kind = Kind::Folder;
    QMap<QString, QString> trees; //!< by path; none lies within another
    //! `path` and what its kustomizations name outside it, none within another.
    QStringList inputs;
    bool isWhole() const { return trees.contains(QString()); }
};

//! The folder itself and, of a kustomization, the folders it builds on. The whole repository where
//! that cannot be told: plugins, fields unknown here, a path that is not there.
Result<Closure> closureOf(const QString& path, std::optional<Kind> kind, const ReadFolder& read);

//! The same render with the whole repository in sight.
Result<Closure> widened(Closure closure, const ReadFolder& read);

} // namespace plumb::manifest
