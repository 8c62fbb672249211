// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/files.h"
#include "engine/engine_p.h"
#include "plan/unfinished.h"

#include <QDir>
#include <QFileInfo>
#include <QRandomGenerator>

namespace plumb::engine {

Engine::Private::Private(Engine* engine, Settings given, CommandRunner& commandRunner,
                         const Clock& theClock)
    : q(engine)
    , settings(std::move(given))
    , runner(commandRunner)
    , clock(theClock)
    , renderings(std::make_shared<manifest::Renderings>(settings.paths.cache + u"/renders"_s))
{
    // Workers wait for clusters and programs, not for the processor.
    pool.setMaxThreadCount(16);
}

Engine::Private::~Private()
{
    followed.clear();
    for (const auto& source : std::as_const(sources))
        source->request_stop();
    pool.waitForDone();
}

Engine::Engine(Settings settings, CommandRunner& runner, const Clock& clock, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(settings), runner, clock))
{
}

Engine::~Engine() = default;

const Settings& Engine::settings() const
{
    return d->settings;
}

const Clock& Engine::clock() const
{
    return d->clock;
}

QString Engine::Private::workspaceFile() const
{
    return settings.workspaceFile.isEmpty() ? settings.paths.config + u"/workspace.yaml"_s
                                            : settings.workspaceFile;
}

namespace {

struct Loaded
{
    workspace::Workspace workspace;
    kube::Kubeconfig kubeconfig;
    Records records;
    QStringList interrupted;
};

Result<workspace::Workspace> readWorkspace(const QString& file, bool mayBeMissing)
{
    const auto bytes = readFile(file, 10LL << 20);
    if (!bytes) {
        if (bytes.error().kind == Error::Kind::NotFound && mayBeMissing)
            return workspace::Workspace{};
        return bytes.error();
    }
    return workspace::read(*bytes, QFileInfo(file).fileName());
}

} // namespace

Future<Unit> Engine::load()
{
    const QString file = d->workspaceFile();
    const bool mayBeMissing = d->settings.workspaceFile.isEmpty();
    const QString kubeconfigFile = d->settings.kubeconfigFile;
    auto promise = std::make_shared<QPromise<Result<Unit>>>();
    promise->start();
    const QString database = d->settings.paths.state + u"/plumbline.sqlite"_s;
    const auto work =
        QtConcurrent::run(&d->pool, [=, known = d->records, clock = &d->clock]() -> Result<Loaded> {
            PLUMB_TRY(workspace, readWorkspace(file, mayBeMissing));
            Loaded loaded{
                workspace, kube::readKubeconfig(kube::kubeconfigFiles(kubeconfigFile)), known, {}};
            if (!loaded.records.journal) {
                auto opened = store::Journal::open(database);
                if (opened) {
                    loaded.records = {std::move(*opened), std::nullopt};
                    const auto closed = plan::closeUnfinished(*loaded.records.journal, *clock);
                    loaded.interrupted = closed ? *closed : QStringList{closed.error().summary};
                } else {
                    loaded.records.error = opened.error();
                }
            }
            return loaded;
        });
    observe<Loaded>(work, this, [this, promise](const Result<Loaded>& loaded) {
        if (loaded) {
            d->records = loaded->records;
            d->interrupted += loaded->interrupted;
            d->adopt(loaded->workspace, loaded->kubeconfig);
        }
        promise->addResult(loaded ? Result<Unit>(Unit{}) : Result<Unit>(loaded.error()));
        promise->finish();
    });
    return promise->future();
}

void Engine::Private::adopt(const workspace::Workspace& read, const kube::Kubeconfig& config)
{
    const auto before = workspace;
    workspace = read;
    kubeconfig = config;
    QMap<QString, ApplicationSnapshot> nextApplications;
    for (const auto& application : workspace.applications) {
        ApplicationSnapshot snapshot = applications.value(application.name);
        if (!(snapshot.config == application)) {
            snapshot = {};
            snapshot.config = application;
        }
        nextApplications.insert(application.name, snapshot);
    }
    applications = nextApplications;
    QMap<QString, RepositorySnapshot> nextRepositories;
    for (const auto& repository : workspace.repositories) {
        RepositorySnapshot snapshot = repositories.value(repository.name);
        const workspace::Repository* old = before.repository(repository.name);
        auto sameButLine = repository;
        if (old)
            sameButLine.line = old->line;
        if (!old || !(sameButLine == *old))
            openRepositories.erase(repository.name);
        snapshot.config = repository;
        nextRepositories.insert(repository.name, snapshot);
    }
    repositories = nextRepositories;
    QMap<QString, ClusterSnapshot> nextClusters;
    for (const auto& context : kubeconfig.contexts) {
        ClusterSnapshot snapshot = clusters.value(context.name);
        snapshot.config = workspace.context(context.name);
        snapshot.user = context.user;
        snapshot.ns = context.ns;
        snapshot.problem = context.problem;
        snapshot.isCurrent = context.name == kubeconfig.currentContext;
        snapshot.files = kube::namedFiles(kubeconfig, context.name);
        describe(snapshot);
        nextClusters.insert(context.name, snapshot);
    }
    clusters = nextClusters;
    compareConnections();
    Q_EMIT q->workspaceChanged();
}

const workspace::Workspace& Engine::workspace() const
{
    return d->workspace;
}

QStringList Engine::interruptedOperations() const
{
    return d->interrupted;
}

QStringList Engine::kubeconfigProblems() const
{
    return d->kubeconfig.problems;
}

QList<ApplicationSnapshot> Engine::applications() const
{
    return d->applications.values();
}

std::optional<ApplicationSnapshot> Engine::application(const QString& name) const
{
    const auto found = d->applications.constFind(name);
    return found == d->applications.constEnd() ? std::nullopt : std::optional(*found);
}

QList<RepositorySnapshot> Engine::repositories() const
{
    return d->repositories.values();
}

QList<ClusterSnapshot> Engine::clusters() const
{
    return d->clusters.values();
}

QList<Job> Engine::jobs() const
{
    return d->jobs;
}

QStringList Engine::contextNames() const
{
    QStringList names;
    for (const auto& context : d->kubeconfig.contexts)
        names.append(context.name);
    return names;
}

QList<kube::NamedFile> Engine::namedFiles(const QString& context) const
{
    return d->clusters.value(context).files;
}

void Engine::cancelJob(int id)
{
    if (const auto source = d->sources.value(id))
        source->request_stop();
}

void Engine::Private::progress(int id, const QString& phase, qint64 done, qint64 total)
{
    for (Job& job : jobs) {
        if (job.id != id)
            continue;
        job.phase = phase;
        job.done = done;
        job.total = total;
        Q_EMIT q->jobsChanged();
    }
}

void Engine::Private::finished(int id)
{
    jobs.removeIf([id](const Job& job) { return job.id == id; });
    sources.remove(id);
    Q_EMIT q->jobsChanged();
}

Error Engine::Private::unknownApplication(const QString& name) const
{
    QStringList known;
    for (const auto& application : workspace.applications)
        known.append(application.name);
    return failure(
        Error::Kind::NotFound,
        known.isEmpty()
            ? u"There is no application \"%1\": the workspace %2 holds none yet. Add one with `plumb apps add`."_s
                  .arg(name, workspaceFile())
            : u"There is no application \"%1\" in %2. It holds: %3."_s.arg(name, workspaceFile(),
                                                                           known.join(u", "_s)));
}

std::shared_ptr<git::Repository> Engine::Private::repositoryFor(const workspace::Repository& entry)
{
    auto& slot = openRepositories[entry.name];
    if (!slot) {
        git::Source source{entry.name, entry.location, entry.branch, entry.remote};
        slot =
            std::make_shared<git::Repository>(source, settings.paths.data + u"/mirrors"_s, runner);
    }
    return slot;
}

Result<std::shared_ptr<git::Repository>> Engine::Private::repositoryNamed(const QString& nameOrPath)
{
    if (const auto* entry = workspace.repository(nameOrPath))
        return repositoryFor(*entry);
    const QFileInfo info(nameOrPath);
    if (!info.exists()) {
        QStringList known;
        for (const auto& repository : workspace.repositories)
            known.append(repository.name);
        return failure(
            Error::Kind::NotFound,
            u"\"%1\" is neither a repository of the workspace (%2) nor a folder on this machine."_s
                .arg(nameOrPath, known.isEmpty() ? u"it has none"_s : known.join(u", "_s)));
    }
    const QString path = QDir::cleanPath(info.absoluteFilePath());
    for (const auto& repository : workspace.repositories)
        if (repository.location == path)
            return repositoryFor(repository);
    workspace::Repository entry;
    entry.name = path;
    entry.location = path;
    return repositoryFor(entry);
}

Result<std::shared_ptr<Connection>> Engine::Private::connectionFor(const QString& context)
{
    if (const auto why = disconnected.constFind(context); why != disconnected.constEnd())
        return *why;
    if (const auto open = connections.find(context); open != connections.end())
        return open->second;
    const auto known = workspace.context(context);
    const auto endpoint =
        kube::endpoint(kubeconfig, context, {known.allowInsecure, known.tokenFile});
    if (!endpoint)
        return endpoint.error();
    auto made = std::make_shared<Connection>(*endpoint, kube::makeApiClient(*endpoint));
    connections[context] = made;
    return made;
}

Bench Engine::Private::benchFor(const workspace::Application& application)
{
    Bench bench;
    bench.application = application;
    bench.renderings = renderings;
    bench.runner = &runner;
    bench.clock = &clock;
    bench.settings = settings;
    if (const auto* entry = workspace.repository(application.repository))
        bench.repository = repositoryFor(*entry);
    const auto connection = connectionFor(application.context);
    if (connection)
        bench.connection = *connection;
    else
        bench.connectionError = connection.error();
    bench.records = records;
    for (const auto& other : workspace.applications)
        if (other.repository == application.repository)
            bench.neighbours.append(other);
    return bench;
}

RollbackBench Engine::Private::rollbackBench(const std::shared_ptr<git::Repository>& repository,
                                             const RollbackRequest& request)
{
    RollbackBench bench{repository, {}, records, &clock};
    for (const auto& application : workspace.applications) {
        if (application.repository != repository->source().name)
            continue;
        if (application.name == request.application)
            bench.applications.prepend(benchFor(application));
        else
            bench.applications.append(benchFor(application));
    }
    return bench;
}

// What a comparison tells of the cluster that it was made with.
void Engine::Private::noteCluster(const ApplicationSnapshot& snapshot)
{
    const auto known = clusters.find(snapshot.config.context);
    if (known == clusters.end())
        return; // the application names a context that no kubeconfig has
    if (const auto why = disconnected.constFind(known.key()); why != disconnected.constEnd()) {
        known->state = ClusterSnapshot::State::Stale; // and so is what came too late
        known->error = *why;
        return;
    }
    if (snapshot.phase == Phase::Ready) {
        known->state = ClusterSnapshot::State::Live;
        known->lastSeen = snapshot.liveSeenAt;
        known->error.reset();
        return;
    }
    // What was rendered got as far as the cluster, if there is a way to it at all.
    if (!snapshot.error || snapshot.renderer.isEmpty())
        return;
    const bool isRefused = snapshot.error->kind == Error::Kind::Forbidden
                           || snapshot.error->kind == Error::Kind::Unauthorised;
    if (!isRefused && !connections.contains(known.key()))
        return;
    known->state =
        isRefused ? ClusterSnapshot::State::Refused : ClusterSnapshot::State::Unreachable;
    known->error = snapshot.error;
}

void Engine::Private::publish(const ApplicationSnapshot& snapshot, From from)
{
    const QString name = snapshot.config.name;
    const auto known = applications.find(name);
    if (known == applications.end())
        return;
    const bool mayNotSee = snapshot.error && snapshot.error->kind == Error::Kind::Forbidden;
    if (snapshot.error && known->phase == Phase::Ready && !mayNotSee) { // W-33
        // The last good state stays on screen, marked as stale.
        known->isStale = true;
        known->error = snapshot.error;
    } else {
        const QStringList limits = known->limits; // of the watches, which go on
        const bool wasStale = known->isStale;
        *known = snapshot;
        known->limits = limits;
        known->isStale = (disconnected.contains(snapshot.config.context) && !snapshot.error)
                         || (from == From::Watches && wasStale); // they may have fallen silent
    }
    if (from == From::Server)
        noteCluster(snapshot);
    Q_EMIT q->applicationChanged(name);
    Q_EMIT q->clusterChanged(snapshot.config.context);
    if (followed.contains(name))
        refollow(snapshot);
}

Future<ApplicationSnapshot> Engine::evaluate(const QString& name, const QString& revision,
                                             std::stop_token stop)
{
    const auto* application = d->workspace.application(name);
    if (!application)
        return ready<ApplicationSnapshot>(d->unknownApplication(name));
    if (auto known = d->applications.find(name);
        known != d->applications.end() && known->phase == Phase::NotLoaded) {
        known->phase = Phase::Working;
        Q_EMIT applicationChanged(name);
    }
    d->retryRefused(name);
    return d->look(d->benchFor(*application), revision, stop);
}

Future<ApplicationSnapshot> Engine::reevaluate(const QString& name, std::stop_token stop)
{
    const auto following = d->followed.find(name);
    const auto* application = d->workspace.application(name);
    if (!application || following == d->followed.end() || !following->second.memory)
        return evaluate(name, {}, std::move(stop));
    Bench bench = d->benchFor(*application);
    bench.memory = following->second.memory;
    bench.watched = d->watchedOf(name);
    return d->look(bench, {}, stop);
}

Future<ApplicationSnapshot> Engine::Private::look(const Bench& bench, const QString& revision,
                                                  const std::stop_token& stop)
{
    const bool ownTarget = revision.isEmpty();
    const auto now = followed.find(bench.application.name);
    const int history = now == followed.end() ? 0 : now->second.histories;
    return job(
        u"Comparing "_s + bench.application.name, stop,
        [this, bench, revision, ownTarget,
         history](std::stop_token token, const OnPhase& onPhase) -> Result<ApplicationSnapshot> {
            const auto found = evaluateApplication(bench, revision, std::nullopt, Purpose::Verdict,
                                                   onPhase, token);
            if (found.snapshot.error && found.snapshot.error->kind == Error::Kind::Cancelled)
                return *found.snapshot.error;
            if (ownTarget)
                QMetaObject::invokeMethod(
                    q,
                    [this, history, snapshot = found.snapshot, memory = found.memory,
                     from = found.isFromWatches ? From::Watches : From::Server] {
                        if (const auto following = followed.find(snapshot.config.name);
                            following != followed.end() && following->second.histories == history)
                            following->second.memory = memory;
                        publish(snapshot, from);
                    },
                    Qt::QueuedConnection);
            return found.snapshot;
        });
}

void Engine::follow(const QString& application)
{
    d->follow(application);
}

void Engine::unfollow(const QString& application)
{
    d->unfollow(application);
}

} // namespace plumb::engine
