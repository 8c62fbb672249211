// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/engine_p.h"
#include "manifest/candidates.h"
#include "plan/push.h"

#include <QFileInfo>

namespace plumb::engine {

void Engine::Private::noteRefs(const QString& repository, const Result<git::Refs>& refs)
{
    const auto known = repositories.find(repository);
    if (known == repositories.end())
        return;
    if (refs) {
        known->phase = Phase::Ready;
        known->branch = refs->branch;
        known->head = refs->head;
        known->refs = refs->all;
        known->fetchedAt = refs->fetchedAt;
        known->problems = refs->problems;
        known->remoteOfClone = refs->remoteOfClone;
        known->error.reset();
    } else {
        known->error = refs.error();
        if (known->phase != Phase::Ready)
            known->phase = Phase::Failed;
    }
    Q_EMIT q->repositoryChanged(repository);
}

namespace {

QString phaseText(const git::Progress& progress)
{
    return progress.phase;
}

} // namespace

Future<git::Refs> Engine::openRepository(const QString& name, std::stop_token stop)
{
    const auto repository = d->repositoryNamed(name);
    if (!repository)
        return ready<git::Refs>(repository.error());
    const QString title = (*repository)->source().name;
    return d->job(
        u"Opening "_s + title, stop,
        [this, repository = *repository](std::stop_token token,
                                         const OnPhase& onPhase) -> Result<git::Refs> {
            auto refs = await(repository->open(
                [&](const git::Progress& p) { onPhase(phaseText(p), p.done, p.total); }, token));
            QMetaObject::invokeMethod(
                this, [this, name = repository->source().name, refs] { d->noteRefs(name, refs); },
                Qt::QueuedConnection);
            return refs;
        });
}

Future<git::Refs> Engine::fetch(const QString& name, std::stop_token stop)
{
    const auto repository = d->repositoryNamed(name);
    if (!repository)
        return ready<git::Refs>(repository.error());
    return d->job(
        u"Fetching "_s + (*repository)->source().name, stop,
        [this, repository = *repository](std::stop_token token,
                                         const OnPhase& onPhase) -> Result<git::Refs> {
            const git::OnProgress progress = [&](const git::Progress& p) {
                onPhase(phaseText(p), p.done, p.total);
            };
            auto refs = await(repository->open(progress, token));
            if (refs)
                refs = await(repository->fetch(progress, token));
            QMetaObject::invokeMethod(
                this, [this, name = repository->source().name, refs] { d->noteRefs(name, refs); },
                Qt::QueuedConnection);
            return refs;
        });
}

Future<QStringList> Engine::manifestFolders(const QString& name)
{
    const auto repository = d->repositoryNamed(name);
    if (!repository)
        return ready<QStringList>(repository.error());
    return d->job(
        u"Looking for manifests"_s, {},
        [repository = *repository](std::stop_token token, const OnPhase&) -> Result<QStringList> {
            PLUMB_TRY(refs, await(repository->open([](const git::Progress&) {}, token)));
            PLUMB_TRY(files, manifestsAt(*repository, refs.head, token));
            QStringList folders;
            for (const auto& candidate : manifest::candidatesIn(filesOf(files, {})).candidates)
                folders.append(candidate.path);
            return folders;
        });
}

QList<std::pair<QString, Pin>> Engine::pins(const QString& repository) const
{
    QList<std::pair<QString, Pin>> pins;
    for (const auto& application : std::as_const(d->applications))
        if (application.config.repository == repository && application.pin)
            pins.append({application.config.name, *application.pin});
    return pins;
}

Future<PushPreview> Engine::previewPush(const QString& name, std::stop_token stop)
{
    const auto repository = d->repositoryNamed(name);
    if (!repository)
        return ready<PushPreview>(repository.error());
    return d->job(
        u"Looking at what would be pushed"_s, stop,
        [repository = *repository, whyNot = d->records.whyNotWrite()](
            std::stop_token token, const OnPhase&) -> Result<PushPreview> {
            PLUMB_TRY(refs, await(repository->open([](const git::Progress&) {}, token)));
            PushPreview preview;
            preview.repository = repository->source().name;
            preview.remote = repository->source().remote;
            preview.branch = refs.branch;
            // What the user committed stands in the clone's own branch.
            for (const auto& ref : refs.all)
                if (ref.kind == git::Ref::Kind::Branch && ref.name == refs.branch)
                    preview.commit = ref.target;
            if (preview.commit.isNull())
                return failure(Error::Kind::NotFound,
                               u"The repository %1 has no branch %2 to push."_s.arg(
                                   preview.repository, preview.branch));
            if (preview.remote.isEmpty()) {
                preview.blockers.append(
                    refs.remoteOfClone.isEmpty()
                        ? u"The clone has no remote \"origin\", so there is nowhere to push to."_s
                        : u"The clone says its remote is %1. Confirm it once (`plumb push --confirm-remote %1`), then it is kept in the workspace."_s
                              .arg(refs.remoteOfClone));
                return preview;
            }
            PLUMB_TRY(remote, await(repository->remoteBranch(refs.branch, token)));
            preview.expected = remote;
            if (preview.expected == preview.commit)
                return preview;
            git::LogFilter filter;
            filter.from = preview.commit.toHex();
            if (!preview.expected.isNull())
                filter.exclude = preview.expected.toHex();
            const auto ancestor =
                preview.expected.isNull()
                    ? Result<bool>(true)
                    : await(repository->isAncestor(preview.expected, preview.commit));
            if (!ancestor || !*ancestor) {
                preview.blockers.append(
                    u"The remote's %1 is at %2, which is not behind the clone's %3: others pushed in between. Fetch, rebase or merge in your clone, then push."_s
                        .arg(preview.branch, preview.expected.shortHex(),
                             preview.commit.shortHex()));
                return preview;
            }
            PLUMB_TRY(ids, await(repository->log(filter, token)));
            PLUMB_TRY(commits, await(repository->commits(ids)));
            preview.commits = commits;
            if (!whyNot.isEmpty())
                preview.blockers.append(whyNot);
            return preview;
        });
}

Future<Unit> Engine::push(const PushPreview& preview, std::stop_token stop)
{
    const auto repository = d->repositoryNamed(preview.repository);
    if (!repository)
        return ready<Unit>(repository.error());
    if (!preview.blockers.isEmpty())
        return ready<Unit>(failure(Error::Kind::Forbidden, preview.blockers.join(u' ')));
    if (const Reason why = d->records.whyNotWrite(); !why.isEmpty())
        return ready<Unit>(failure(Error::Kind::Forbidden, why));
    return d->job(
        u"Pushing "_s + preview.branch, stop,
        [this, repository = *repository, preview, journal = d->records.journal,
         clock = &d->clock](std::stop_token token, const OnPhase& onPhase) -> Result<Unit> {
            const git::OnProgress progress = [&](const git::Progress& p) {
                onPhase(phaseText(p), p.done, p.total);
            };
            PLUMB_CHECK(
                plan::push({{preview.branch, preview.expected, preview.commit}, {}, actor()},
                           *repository, *journal, *clock, progress, token));
            const auto refs = await(repository->fetch(progress, token));
            QMetaObject::invokeMethod(
                this, [this, name = repository->source().name, refs] { d->noteRefs(name, refs); },
                Qt::QueuedConnection);
            return Unit{};
        });
}

} // namespace plumb::engine
