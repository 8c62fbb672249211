// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/services_p.h"
#include "manifest/renderings.h"

namespace plumb::engine {

//! The desired state of one source at one commit.
struct DesiredState
{
    git::CommitId commit;
    git::ObjectId tree; //!< of the path
    manifest::Desired desired;
    QStringList inputs; //!< folders and files of the repository that were read for it
};

//! A commit: a revision, or the followed branch when it is empty.
Result<git::CommitId> resolveTarget(git::Repository& repository, const QString& revision);

//! What git read below a folder, as renderers know it: named from the root.
QList<manifest::File> filesOf(const git::TreeFiles& tree, const QString& folder);

//! The files of a whole commit by which manifest::candidatesIn() finds applications. Blocks.
Result<git::TreeFiles> manifestsAt(git::Repository& repository, const git::CommitId& commit,
                                   std::stop_token stop);

struct RenderOptions
{
    QString path;
    workspace::Renderer renderer = workspace::Renderer::Auto;
    bool allowWithoutIsolation = false;
    bool isOneOfMany = false; //!< see manifest::Wanted
};

//! Renders the files of a commit (or a tree), unless that was done before. `root` may be a tree
//! that no commit holds yet: the result of a revert.
Result<DesiredState> renderAt(git::Repository& repository, const git::ObjectId& root,
                              const RenderOptions& options, manifest::Renderings& renderings,
                              CommandRunner& runner, std::stop_token stop);

//! Puts the application's namespace into namespaced objects that name none; a kind that the cluster
//! does not serve counts as namespaced unless it is a known cluster-scoped one.
QList<manifest::DesiredObject> withNamespaces(const QList<manifest::DesiredObject>& objects,
                                              const QString& ns, const kube::Discovery* discovery);

} // namespace plumb::engine
