// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/repository.h"

#include "git/executor_p.h"

namespace plumb::git {

struct Repository::Private
{
    Private(Source source, const QString& dataFolder, CommandRunner& runner)
    {
        mirror.path = mirrorPathFor(source, dataFolder);
        mirror.isUrl = isUrl(source.location);
        mirror.source = std::move(source);
        mirror.runner = &runner;
    }
    Mirror mirror;
    Executor interactive{mirror};
    Executor bulk{mirror};
    Executor network{mirror}; // a slow remote must not hold up the history that is already here
};

Repository::Repository(Source source, const QString& dataFolder, CommandRunner& runner)
{
    initialise();
    d = std::make_unique<Private>(std::move(source), dataFolder, runner);
}

Repository::~Repository() = default;

const Source& Repository::source() const
{
    return d->mirror.source;
}

QString Repository::mirrorPath() const
{
    return d->mirror.path;
}

Future<Refs> Repository::open(OnProgress progress, std::stop_token stop)
{
    return d->network.run([=](Worker& worker) { return openMirror(worker, progress, stop); });
}

Future<Refs> Repository::fetch(OnProgress progress, std::stop_token stop)
{
    return d->network.run([=](Worker& worker) { return fetchMirror(worker, progress, stop); });
}

Future<Refs> Repository::refs()
{
    return d->interactive.run([](Worker& worker) { return readRefs(worker); });
}

Future<CommitId> Repository::resolve(const QString& revision)
{
    return d->interactive.run([=](Worker& worker) { return resolveRevision(worker, revision); });
}

Future<CommitGraph> Repository::graph(const LogFilter& filter,
                                      std::function<void(const CommitGraph&)> onPart,
                                      std::stop_token stop)
{
    return d->bulk.run([=](Worker& worker) { return readGraph(worker, filter, onPart, stop); });
}

Future<QList<CommitId>> Repository::log(const LogFilter& filter, std::stop_token stop)
{
    return d->bulk.run([=](Worker& worker) { return readLog(worker, filter, stop); });
}

Future<QList<Commit>> Repository::commits(const QList<CommitId>& ids)
{
    return d->interactive.run([=](Worker& worker) { return readCommits(worker, ids); });
}

Future<QList<FileChange>> Repository::changes(const CommitId& commit, int parent)
{
    return d->interactive.run([=](Worker& worker) { return readChanges(worker, commit, parent); });
}

Future<FileDiff> Repository::diff(const CommitId& commit, const QString& path, int parent)
{
    return d->interactive.run(
        [=](Worker& worker) { return readDiff(worker, commit, path, parent); });
}

Future<TreeFiles> Repository::files(const ObjectId& commitOrTree, const QString& path,
                                    std::stop_token stop)
{
    return d->bulk.run([=](Worker& worker) { return readFiles(worker, commitOrTree, path, stop); });
}

Future<QStringList> Repository::manifestFolders(const CommitId& commit)
{
    return d->bulk.run([=](Worker& worker) { return findManifestFolders(worker, commit); });
}

Future<ObjectId> Repository::treeAt(const CommitId& commit, const QString& path)
{
    return d->interactive.run([=](Worker& worker) { return treeIdAt(worker, commit, path); });
}

Future<bool> Repository::isAncestor(const CommitId& ancestor, const CommitId& of)
{
    return d->interactive.run([=](Worker& worker) -> Result<bool> {
        PLUMB_CHECK(worker.repo());
        return checkAncestor(worker.mirror(), ancestor, of);
    });
}

} // namespace plumb::git
