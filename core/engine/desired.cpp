// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/desired_p.h"

#include "manifest/candidates.h"

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

} // namespace

QList<manifest::File> filesOf(const git::TreeFiles& tree, const QString& folder)
{
    QList<manifest::File> files;
    files.reserve(tree.entries.size());
    for (const auto& entry : tree.entries)
        files.append(fileOf(entry, folder));
    return files;
}

namespace {

manifest::Source sourceAt(git::Repository& repository, const git::ObjectId& root)
{
    manifest::Source source;
    source.folder = [&repository, root](const QString& path) -> Result<manifest::Folder> {
        PLUMB_TRY(folder, await(repository.folder(root, path, manifest::kustomizationNames())));
        return manifest::Folder{folder.tree.toHex(), filesOf(folder, {})};
    };
    source.files = [&repository, root](const QString& path,
                                       std::stop_token stop) -> Result<manifest::Source::Files> {
        PLUMB_TRY(tree, await(repository.files(root, path, stop)));
        return manifest::Source::Files{filesOf(tree, path), tree.problems};
    };
    // A tree that no commit holds yet is the newest of all: somebody looks at a preview.
    source.newness = [&repository, root] {
        const auto commits = await(repository.commits({root}));
        return commits && !commits->isEmpty()
                   ? commits->constFirst().committer.when.toSecsSinceEpoch()
                   : std::numeric_limits<qint64>::max();
    };
    return source;
}

} // namespace

Result<git::TreeFiles> manifestsAt(git::Repository& repository, const git::CommitId& commit,
                                   std::stop_token stop)
{
    using manifest::Needed, manifest::neededOf;
    using Keep = git::FileChoice::Keep;
    const git::FileChoice choice{
        [](const QString& path) { return neededOf(path) != Needed::Nothing; },
        [](const QString& path, const QByteArray& bytes) {
            const Needed needed = neededOf(path, bytes);
            return needed == Needed::Nothing ? Keep::Nothing
                   : needed == Needed::Name  ? Keep::Name
                                             : Keep::Bytes;
        }};
    return await(repository.chosenFiles(commit, choice, std::move(stop)));
}

Result<DesiredState> renderAt(git::Repository& repository, const git::ObjectId& root,
                              const RenderOptions& options, manifest::Renderings& renderings,
                              CommandRunner& runner, std::stop_token stop)
{
    const QString clean = QDir::cleanPath(options.path);
    manifest::Wanted wanted;
    wanted.path = clean == u"." ? QString() : clean;
    wanted.allowWithoutIsolation = options.allowWithoutIsolation;
    wanted.isOneOfMany = options.isOneOfMany;
    if (options.renderer != workspace::Renderer::Auto)
        wanted.kind = options.renderer == workspace::Renderer::Kustomize ? manifest::Kind::Kustomize
                                                                         : manifest::Kind::Folder;
    PLUMB_TRY(rendering,
              renderings.render(wanted, sourceAt(repository, root), runner, std::move(stop)));
    DesiredState state;
    state.commit = root;
    PLUMB_TRY(tree, git::ObjectId::fromHex(rendering.tree));
    state.tree = tree;
    state.inputs = rendering.inputs;
    state.desired = rendering.desired;
    for (const QString& problem : rendering.problems) {
        state.desired.problems.append({wanted.path, 0, 0, problem});
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
