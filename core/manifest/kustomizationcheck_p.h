// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "manifest/manifest.h"
#include "yaml/node.h"

namespace plumb::manifest {

//! One kustomization file of a tree that a render reads.
struct Kustomization
{
    QString file;
    std::shared_ptr<const yaml::Node> root;
    QList<yaml::Problem> problems;
};

//! The strict reading of one kustomization file.
Kustomization readKustomization(const File& file);

//! The paths that a kustomization names, relative to its folder.
struct NamedPaths
{
    QStringList bases; //!< folders or files to build on
    QStringList files; //!< files that are only read
    bool isAll = true; //!< false: plugins or what is no strict YAML may name more
};
NamedPaths pathsNamedBy(const Kustomization& kustomization);

//! The kustomization of a folder and of all folders it names, as far as they lie in the tree.
QList<Kustomization> kustomizationsBelow(const QList<File>& files, const QString& path);

//! What Plumbline never renders, with its place: what is no strict YAML, remote bases, paths out of
//! the repository, Helm charts, bases that this revision does not hold. // reliability M6
std::optional<Problem> refusal(const QList<Kustomization>& all, const QList<File>& files);

//! The place in a kustomization that a message of the tool talks about.
std::optional<Problem> placeOf(const QList<Kustomization>& all, const QString& message);

//! The path of the kustomization file of a folder, or empty.
QString kustomizationOf(const QList<File>& files, const QString& folder);

} // namespace plumb::manifest
