// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/commandrunner.h"
#include "manifest/place.h"
#include "objects/object.h"

#include <QByteArray>
#include <QList>
#include <QMap>

namespace plumb::manifest {

//! One file handed to a renderer; paths are relative, with slashes.
struct File
{
    QString path;
    QByteArray bytes; //!< of a symlink: its target
    enum class Kind { Regular, Executable, Symlink } kind = Kind::Regular;
};

struct DesiredObject
{
    objects::Object object;
    Place place;
};

struct Problem
{
    QString file;
    int line = 0, column = 0;
    QString message;
};

//! What a source renders to. Incomplete (isComplete false) is never compared as a whole, planned
//! or pruned. // reliability M9
struct Desired
{
    QList<DesiredObject> objects;
    QList<Problem> problems;
    QString renderer; //!< "plain folder", "kustomize v5.8.1"
    bool isComplete = false;
    bool isIsolated = true; //!< false: a renderer ran outside its jail, because the user chose so
};

enum class Kind { Folder, Kustomize };

//! What lies at the root of these files: a kustomization makes it Kustomize.
Kind detect(const QList<File>& files, const QString& path);

struct RenderRequest
{
    QList<File> files; //!< of the whole repository for kustomize (bases lie outside path)
    QString path; //!< folder to render
    Kind kind = Kind::Folder;
    QString ns; //!< for namespaced objects without one; empty: leave as it is
    bool allowWithoutIsolation = false;
    QString toolPath = qEnvironmentVariable("PATH"); //!< where kustomize or kubectl is looked for
    QString toolVersion; //!< when it is known already; else the tool is asked
};

//! True for built-in kinds that live in no namespace; for when no server can be asked. Kinds of
//! custom resources are not known here.
bool isClusterScoped(const objects::GroupVersionKind& gvk);

//! Bytes of manifests to objects: several documents, `List` kinds opened. Pure.
Desired readManifests(const QByteArray& bytes, const QString& fileName);

//! Renders. Blocks; called on worker threads. Failure: the tool is missing (NotFound, says what was
//! looked for and where it is to be had), refused to run (Unsupported: no isolation), took too
//! long, or ended with an error (Invalid, the tool's own words).
Result<Desired> render(const RenderRequest& request, CommandRunner& runner, std::stop_token stop);

//! Writes files below a fresh folder of mode 0700; refuses names and links that lead out.
// reliability G5, F12
Result<Unit> exportTree(const QList<File>& files, const QString& folder);

} // namespace plumb::manifest
