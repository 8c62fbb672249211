// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/engine_p.h"

namespace plumb::engine {

Future<plan::Plan> Engine::plan(const PlanRequest& request, std::stop_token stop)
{
    const auto* application = d->workspace.application(request.application);
    if (!application)
        return ready<plan::Plan>(d->unknownApplication(request.application));
    const Bench bench = d->benchFor(*application);
    return d->job(u"Planning "_s + request.application, stop,
                  [bench, request](std::stop_token token, const OnPhase& onPhase) {
                      return planApplication(bench, request, std::nullopt, onPhase, token);
                  });
}

Future<plan::Report> Engine::sync(const PlanRequest& request, const QString& digest,
                                  std::function<void(const plan::Report&)> onProgress,
                                  std::stop_token stop)
{
    const auto* application = d->workspace.application(request.application);
    if (!application)
        return ready<plan::Report>(d->unknownApplication(request.application));
    if (const Reason why = d->whyNotWrite(application->context); !why.isEmpty())
        return ready<plan::Report>(failure(Error::Kind::Forbidden, why));
    const Bench bench = d->benchFor(*application);
    const auto progress = [this, onProgress](const plan::Report& report) {
        QMetaObject::invokeMethod(
            this, [onProgress, report] { onProgress(report); }, Qt::QueuedConnection);
    };
    return d->job(
        u"Syncing "_s + request.application, stop,
        [this, bench, request, digest, progress](std::stop_token token, const OnPhase& onPhase) {
            auto report =
                syncApplication(bench, request, digest, u"sync"_s, progress, onPhase, token);
            QMetaObject::invokeMethod(
                this, [this, name = request.application] { d->reevaluateSoon(name); },
                Qt::QueuedConnection);
            return report;
        });
}

Future<Rendered> Engine::render(const RenderQuery& query, std::stop_token stop)
{
    RenderOptions options{query.path, workspace::Renderer::Auto, query.allowWithoutIsolation};
    QString revision = query.revision;
    QString ns;
    QString repositoryName = query.repository;
    if (!query.application.isEmpty()) {
        const auto* application = d->workspace.application(query.application);
        if (!application)
            return ready<Rendered>(d->unknownApplication(query.application));
        options.path = application->path;
        options.renderer = application->renderer;
        repositoryName = application->repository;
        ns = application->ns;
        if (revision.isEmpty())
            revision = application->revision;
    }
    const auto repository = d->repositoryNamed(repositoryName);
    if (!repository)
        return ready<Rendered>(repository.error());
    return d->job(
        u"Rendering "_s + (query.application.isEmpty() ? query.path : query.application), stop,
        [repository = *repository, options, revision, ns, renderings = d->renderings,
         runner = &d->runner](std::stop_token token, const OnPhase&) -> Result<Rendered> {
            PLUMB_CHECK(await(repository->open([](const git::Progress&) {}, token)));
            PLUMB_TRY(commit, resolveTarget(*repository, revision));
            PLUMB_TRY(state, renderAt(*repository, commit, options, *renderings, *runner, token));
            Rendered rendered;
            rendered.isComplete = state.desired.isComplete;
            for (const auto& one : ns.isEmpty()
                                       ? state.desired.objects
                                       : withNamespaces(state.desired.objects, ns, nullptr))
                rendered.objects.append(one.object);
            for (const auto& problem : state.desired.problems)
                rendered.problems.append(problem.line > 0
                                             ? u"%1:%2:%3: %4"_s.arg(problem.file)
                                                   .arg(problem.line)
                                                   .arg(problem.column)
                                                   .arg(problem.message)
                                             : problem.file + u": "_s + problem.message);
            return rendered;
        });
}

Future<QList<std::pair<QString, Pin>>> Engine::journalPins(const QString& repository)
{
    using Pins = QList<std::pair<QString, Pin>>;
    if (!d->records.journal)
        return ready<Pins>(Pins());
    QStringList names;
    for (const auto& application : d->workspace.applications)
        if (application.repository == repository)
            names.append(application.name);
    return QtConcurrent::run(&d->pool, [journal = d->records.journal, names]() -> Result<Pins> {
        PLUMB_TRY(records, journal->operations(10'000));
        Pins pins;
        QSet<QString> seen;
        for (const auto& record : records) { // newest first
            if (record.kind == u"push" || !names.contains(record.application)
                || record.outcome != u"succeeded" || seen.contains(record.application))
                continue;
            const auto id = git::ObjectId::fromHex(record.commit);
            if (!id)
                continue;
            seen.insert(record.application);
            pins.append({record.application, Pin{*id, record.finished, true}});
        }
        return pins;
    });
}

namespace {

QString repositoryOf(const RollbackRequest& request, const workspace::Workspace& workspace)
{
    if (request.application.isEmpty())
        return request.repository;
    const auto* application = workspace.application(request.application);
    return application ? application->repository : QString();
}

} // namespace

Future<RollbackPreview> Engine::previewRollback(const RollbackRequest& request,
                                                std::stop_token stop)
{
    if (!request.application.isEmpty() && !d->workspace.application(request.application))
        return ready<RollbackPreview>(d->unknownApplication(request.application));
    const auto repository = d->repositoryNamed(repositoryOf(request, d->workspace));
    if (!repository)
        return ready<RollbackPreview>(repository.error());
    return d->job(u"Previewing the rollback"_s, stop,
                  [request, bench = d->rollbackBench(*repository, request)](
                      std::stop_token token, const OnPhase& onPhase) {
                      return previewRollbackOf(bench, request, onPhase, token);
                  });
}

Future<RollbackReport> Engine::rollback(const RollbackPreview& preview,
                                        std::function<void(const RollbackReport&)> onProgress,
                                        std::stop_token stop)
{
    const auto repository = d->repositoryNamed(repositoryOf(preview.request, d->workspace));
    if (!repository)
        return ready<RollbackReport>(repository.error());
    if (const auto* application = d->workspace.application(preview.request.application))
        if (const Reason why = d->whyNotWrite(application->context); !why.isEmpty())
            return ready<RollbackReport>(failure(Error::Kind::Forbidden, why));
    const auto progress = [this, onProgress](const RollbackReport& report) {
        QMetaObject::invokeMethod(
            this, [onProgress, report] { onProgress(report); }, Qt::QueuedConnection);
    };
    return d->job(u"Rolling back"_s, stop,
                  [this, repository = *repository, preview,
                   bench = d->rollbackBench(*repository, preview.request),
                   progress](std::stop_token token, const OnPhase& onPhase) {
                      auto report = executeRollback(bench, preview, progress, onPhase, token);
                      const auto refs = await(repository->refs());
                      QMetaObject::invokeMethod(
                          this,
                          [this, name = repository->source().name,
                           application = preview.request.application, refs] {
                              d->noteRefs(name, refs);
                              d->reevaluateSoon(application);
                          },
                          Qt::QueuedConnection);
                      return report;
                  });
}

Future<QList<objects::Object>> Engine::events(const QString& name, const objects::ResourceKey& key,
                                              const QString& uid, std::stop_token stop)
{
    const auto* application = d->workspace.application(name);
    const auto connection = application
                                ? d->connectionFor(application->context)
                                : Result<std::shared_ptr<Connection>>(d->unknownApplication(name));
    if (!connection)
        return ready<QList<objects::Object>>(connection.error());
    return QtConcurrent::run(&d->pool, [connection = *connection, key, uid, stop] {
        return connection->cluster().events(key.ns, uid, stop);
    });
}

Future<QString> Engine::podLog(const QString& name, const QString& pod, const QString& ns,
                               const QString& container, std::stop_token stop)
{
    const auto* application = d->workspace.application(name);
    const auto connection = application
                                ? d->connectionFor(application->context)
                                : Result<std::shared_ptr<Connection>>(d->unknownApplication(name));
    if (!connection)
        return ready<QString>(connection.error());
    return d->job(
        u"Reading the log of "_s + pod, stop,
        [connection = *connection, pod, ns, container](std::stop_token token, const OnPhase&) {
            return connection->cluster().log(ns, pod, container, 1000, token);
        });
}

Reason Engine::whyNotSync(const QString& name) const
{
    const auto snapshot = application(name);
    if (!snapshot)
        return tr("No application is selected.");
    if (snapshot->config.delivery != workspace::Delivery::Push)
        return tr("This application is delivered by %1; syncing it comes with a later version.")
            .arg(toString(snapshot->config.delivery));
    if (snapshot->phase == Phase::NotLoaded || snapshot->phase == Phase::Working)
        return tr("The application is still being compared.");
    if (const Reason why = d->whyNotWrite(snapshot->config.context); !why.isEmpty())
        return why;
    if (snapshot->isStale)
        return tr("The live state is stale; wait for the cluster to answer again.");
    if (snapshot->error)
        return snapshot->error->summary;
    return {};
}

Reason Engine::whyNotPush(const QString& name) const
{
    const auto found = d->repositories.constFind(name);
    if (found == d->repositories.constEnd())
        return tr("No repository is selected.");
    if (found->error)
        return found->error->summary;
    if (found->config.remote.isEmpty() && found->config.location.startsWith(u'/')
        && found->remoteOfClone.isEmpty())
        return tr("The clone has no remote to push to.");
    return {};
}

Reason Engine::whyNotRollback(const QString& name) const
{
    const auto snapshot = application(name);
    if (!snapshot)
        return tr("No application is selected.");
    const auto repository = d->repositories.constFind(snapshot->config.repository);
    if (repository == d->repositories.constEnd())
        return tr("The application's repository is not in the workspace.");
    if (const Reason why = d->whyNotWrite(snapshot->config.context); !why.isEmpty())
        return why;
    if (repository->phase != Phase::Ready)
        return repository->error ? repository->error->summary
                                 : tr("The repository is still being opened.");
    return {};
}

} // namespace plumb::engine
