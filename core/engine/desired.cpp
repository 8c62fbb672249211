// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/desired_p.h"

#include <QDir>

namespace plumb::engine {

Result<git::CommitId> resolveTarget(git::Repository& repository, const QString& revision)
{
    if (!revision.isEmpty())
        return await(repository.resolve(revision));
    PLUMB_TRY(refs, await(repository.refs()));
    if (refs.head.isNull() && !refs.problems.isEmpty())
        return failure(Error::Kind::Invalid, refs.problems.join(u' '));
    if (refs.head.isNull())
        return failure(
            Error::Kind::NotFound,
            u"The repository %1 has no branch %2 yet: nothing was ever committed there."_s.arg(
                repository.source().name, refs.branch));
    return refs.head;
}

namespace {

manifest::File fileOf(const git::TreeEntry& entry, const QString& folder)
{
    using From = git::TreeEntry::Kind;
    using To = manifest::File::Kind;
    const To kind = entry.kind == From::Symlink      ? To::Symlink
                    : entry.kind == From::Executable ? To::Executable
                                                     : To::Regular;
    // Git names the files below a folder from there; renderers know them from the repository's
    // root.
    return {folder.isEmpty() ? entry.path : folder + u'/' + entry.path, entry.bytes, kind};
}

QList<manifest::File> filesOf(const git::TreeFiles& tree, const QString& folder)
{
    QList<manifest::File> files;
    files.reserve(tree.entries.size());
    for (const auto& entry : tree.entries)
        files.append(fileOf(entry, folder));
    return files;
}

} // namespace

Result<DesiredState> renderAt(git::Repository& repository, const git::ObjectId& root,
                              const RenderOptions& options, CommandRunner& runner,
                              std::stop_token stop)
{
    DesiredState state;
    state.commit = root;
    const QString clean = QDir::cleanPath(options.path);
    const QString path = clean == u"." ? QString() : clean;
    PLUMB_TRY(own, await(repository.files(root, path, stop)));
    state.tree = own.tree;
    manifest::RenderRequest request;
    request.files = filesOf(own, path);
    request.path = path;
    request.allowWithoutIsolation = options.allowWithoutIsolation;
    request.kind = options.renderer == workspace::Renderer::Kustomize ? manifest::Kind::Kustomize
                   : options.renderer == workspace::Renderer::Folder
                       ? manifest::Kind::Folder
                       : manifest::detect(request.files, path);
    QStringList problems = own.problems;
    if (request.kind == manifest::Kind::Kustomize && !path.isEmpty()) {
        // Bases lie outside the folder: the renderer gets the whole repository.
        PLUMB_TRY(all, await(repository.files(root, {}, stop)));
        request.files = filesOf(all, {});
        problems = all.problems;
    }
    state.inputs = manifest::inputsOf(request.files, path, request.kind);
    PLUMB_TRY(desired, manifest::render(request, runner, stop));
    state.desired = desired;
    for (const QString& problem : problems) {
        state.desired.problems.append({path, 0, 0, problem});
        // What was left out of the tree may have been a manifest.
        state.desired.isComplete = false;
    }
    return state;
}

QList<manifest::DesiredObject> withNamespaces(const QList<manifest::DesiredObject>& objects,
                                              const QString& ns, const kube::Discovery* discovery)
{
    QList<manifest::DesiredObject> out;
    for (manifest::DesiredObject one : objects) {
        const auto* type = discovery ? discovery->find(one.object.gvk()) : nullptr;
        const bool namespaced =
            type ? type->namespaced : !manifest::isClusterScoped(one.object.gvk());
        if (namespaced && one.object.ns().isEmpty())
            one.object = one.object.withNamespace(ns.isEmpty() ? u"default"_s : ns);
        out.append(std::move(one));
    }
    return out;
}

} // namespace plumb::engine
