// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/engine_p.h"

namespace plumb::engine {

Future<git::CommitGraph> Engine::graph(const QString& name, const git::LogFilter& filter,
                                       std::function<void(const git::CommitGraph&)> onPart,
                                       std::stop_token stop)
{
    const auto repository = d->repositoryNamed(name);
    if (!repository)
        return ready<git::CommitGraph>(repository.error());
    return d->job(u"Reading history of "_s + (*repository)->source().name, stop,
                  [this, repository = *repository, filter, onPart](
                      std::stop_token token, const OnPhase& onPhase) -> Result<git::CommitGraph> {
                      return await(repository->graph(
                          filter,
                          [this, onPart, onPhase](const git::CommitGraph& part) {
                              onPhase(u"Commits"_s, part.size(), 0);
                              // Parts are shown, so they arrive on the engine's thread.
                              QMetaObject::invokeMethod(
                                  this, [onPart, part] { onPart(part); }, Qt::QueuedConnection);
                          },
                          token));
                  });
}

Future<QList<git::CommitId>> Engine::log(const QString& name, const git::LogFilter& filter,
                                         std::stop_token stop)
{
    const auto repository = d->repositoryNamed(name);
    if (!repository)
        return ready<QList<git::CommitId>>(repository.error());
    return d->job(u"Searching history of "_s + (*repository)->source().name, stop,
                  [repository = *repository, filter](std::stop_token token, const OnPhase&) {
                      return await(repository->log(filter, token));
                  });
}

Future<QList<git::Commit>> Engine::commits(const QString& name, const QList<git::CommitId>& ids)
{
    const auto repository = d->repositoryNamed(name);
    return repository ? (*repository)->commits(ids) : ready<QList<git::Commit>>(repository.error());
}

Future<git::CommitId> Engine::resolve(const QString& name, const QString& revision)
{
    const auto repository = d->repositoryNamed(name);
    return repository ? (*repository)->resolve(revision) : ready<git::CommitId>(repository.error());
}

Future<QList<git::FileChange>> Engine::changes(const QString& name, const git::CommitId& commit)
{
    const auto repository = d->repositoryNamed(name);
    return repository ? (*repository)->changes(commit)
                      : ready<QList<git::FileChange>>(repository.error());
}

Future<git::FileDiff> Engine::diff(const QString& name, const git::CommitId& commit,
                                   const QString& path)
{
    const auto repository = d->repositoryNamed(name);
    return repository ? (*repository)->diff(commit, path)
                      : ready<git::FileDiff>(repository.error());
}

Future<QList<git::CommitId>> Engine::search(const QString& name, const git::LogFilter& filter,
                                            git::OnFound onFound, std::stop_token stop)
{
    const auto repository = d->repositoryNamed(name);
    if (!repository)
        return ready<QList<git::CommitId>>(repository.error());
    return d->job(u"Searching history of "_s + (*repository)->source().name, stop,
                  [this, repository = *repository, filter, onFound](std::stop_token token,
                                                                    const OnPhase& onPhase) {
                      const auto tell = [this, onFound, onPhase](const QList<git::CommitId>& ids) {
                          onPhase(u"Matches"_s, ids.size(), 0);
                          QMetaObject::invokeMethod(
                              this, [onFound, ids] { onFound(ids); }, Qt::QueuedConnection);
                      };
                      return await(repository->search(filter, tell, token));
                  });
}

Future<QList<git::Touched>> Engine::touched(const QString& name, const git::TouchQuery& query,
                                            std::stop_token stop)
{
    const auto repository = d->repositoryNamed(name);
    if (!repository)
        return ready<QList<git::Touched>>(repository.error());
    return d->job(u"Reading what commits change in "_s + (*repository)->source().name, stop,
                  [repository = *repository, query](std::stop_token token, const OnPhase&) {
                      return await(repository->touched(query, token));
                  });
}

Future<QList<git::FileVersion>> Engine::fileHistory(const QString& name, const git::CommitId& from,
                                                    const QString& path, std::stop_token stop)
{
    const auto repository = d->repositoryNamed(name);
    if (!repository)
        return ready<QList<git::FileVersion>>(repository.error());
    return d->job(u"Reading the history of "_s + path, stop,
                  [repository = *repository, from, path](std::stop_token token, const OnPhase&) {
                      return await(repository->fileHistory(from, path, token));
                  });
}

Future<QList<git::BlameLine>> Engine::blame(const QString& name, const git::CommitId& at,
                                            const QString& path, std::stop_token stop)
{
    const auto repository = d->repositoryNamed(name);
    if (!repository)
        return ready<QList<git::BlameLine>>(repository.error());
    return d->job(u"Reading where the lines of %1 come from"_s.arg(path), stop,
                  [repository = *repository, at, path](std::stop_token token, const OnPhase&) {
                      return await(repository->blame(at, path, token));
                  });
}

} // namespace plumb::engine
