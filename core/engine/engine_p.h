// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/identity_p.h"
#include "engine/memory_p.h"
#include "engine/rollback_p.h"
#include "engine/scopes_p.h"
#include "kube/reflector.h"

#include <QThreadPool>
#include <QTimer>

#include <map>

namespace plumb::engine {

//! The state of the engine, all of it on the UI thread. Work is a lambda over a Bench.
struct Engine::Private
{
    Private(Engine* engine, Settings settings, CommandRunner& runner, const Clock& clock);
    ~Private();

    // Workspace and services (engine.cpp)
    Error unknownApplication(const QString& name) const;
    std::shared_ptr<git::Repository> repositoryFor(const workspace::Repository& entry);
    //! A name of the workspace, or a path of a clone or bare repository.
    Result<std::shared_ptr<git::Repository>> repositoryNamed(const QString& nameOrPath);
    Result<std::shared_ptr<Connection>> connectionFor(const QString& context);
    Bench benchFor(const workspace::Application& application);
    RollbackBench rollbackBench(const std::shared_ptr<git::Repository>& repository,
                                const RollbackRequest& request);
    QString workspaceFile() const;
    Future<Unit> editWorkspace(std::function<Result<QByteArray>(const QByteArray&)> edit);
    void adopt(const workspace::Workspace& workspace, const kube::Kubeconfig& kubeconfig);
    enum class From { Server, Watches };
    void publish(const ApplicationSnapshot& snapshot, From from);
    void noteCluster(const ApplicationSnapshot& snapshot);
    void noteRefs(const QString& repository, const Result<git::Refs>& refs);

    //! Runs work(stop, onPhase) on the pool as a job that shows progress and can be cancelled, by
    //! its id or by `outer`.
    template <typename Work>
    auto job(const QString& title, std::stop_token outer, Work work)
        -> QFuture<decltype(work(std::stop_token(), OnPhase()))>
    {
        const int id = ++lastJob;
        auto source = std::make_shared<std::stop_source>();
        auto link = std::make_shared<std::stop_callback<std::function<void()>>>(
            outer, [source] { source->request_stop(); });
        jobs.append({id, title, {}, 0, 0, clock.now(), true});
        sources.insert(id, source);
        Q_EMIT q->jobsChanged();
        const OnPhase onPhase = [this, id](const QString& phase, qint64 done, qint64 total) {
            QMetaObject::invokeMethod(
                q, [this, id, phase, done, total] { progress(id, phase, done, total); },
                Qt::QueuedConnection);
        };
        return QtConcurrent::run(&pool, [this, id, source, link, onPhase, work = std::move(work)] {
            auto result = work(source->get_token(), onPhase);
            QMetaObject::invokeMethod(
                q, [this, id] { finished(id); }, Qt::QueuedConnection);
            return result;
        });
    }
    void progress(int id, const QString& phase, qint64 done, qint64 total);
    void finished(int id);

    // What connections are made of (identity.cpp)
    void watchKubeconfig();
    void describe(ClusterSnapshot& snapshot) const;
    void compareConnections();
    void dropWatches(const QString& context);
    Reason whyNotWrite(const QString& context) const; //!< whatever is to be written

    Future<ApplicationSnapshot> look(const Bench& bench, const QString& revision,
                                     const std::stop_token& stop);

    // Watches (follow.cpp)
    std::shared_ptr<const Watched> watchedOf(const QString& application) const;
    struct Following;
    static void declare(const ApplicationSnapshot& snapshot, Following& following);
    void follow(const QString& application);
    void unfollow(const QString& application);
    void refollow(const ApplicationSnapshot& snapshot);
    std::shared_ptr<kube::Reflector> reflectorFor(const QString& context,
                                                  const Connection& connection, const Scope& scope);
    void reevaluateSoon(const QString& application);
    void noteFreshness(const QString& context);
    // Where they look (scopes.cpp)
    void noteScope(const QString& context, const Scope& scope,
                   const kube::Reflector::Freshness& freshness);
    void noteLimits(const QString& context);
    void retryRefused(const QString& application);
    bool isRefusedEverywhere(const QString& context, const kube::ApiResource& type) const;
    void noteWentBackwards(const QString& context);

    Engine* const q;
    const Settings settings;
    CommandRunner& runner;
    const Clock& clock;
    QThreadPool pool;

    workspace::Workspace workspace;
    kube::Kubeconfig kubeconfig;
    QMap<QString, ApplicationSnapshot> applications;
    QMap<QString, RepositorySnapshot> repositories;
    QMap<QString, ClusterSnapshot> clusters;
    std::map<QString, std::shared_ptr<git::Repository>> openRepositories; //!< by name, else by path
    std::map<QString, std::shared_ptr<Connection>> connections; //!< by context
    QMap<QString, Error> disconnected; //!< contexts that are not any more what they were, and why
    std::unique_ptr<KubeconfigWatch> kubeconfigWatch;
    const std::shared_ptr<manifest::Renderings> renderings;
    Records records;
    QStringList interrupted;

    QList<Job> jobs;
    QMap<int, std::shared_ptr<std::stop_source>> sources;
    int lastJob = 0;

    struct Following
    {
        QTimer* soon = nullptr;
        bool running = false, again = false;
        std::vector<std::pair<Scope, std::shared_ptr<kube::Reflector>>> watches;
        QStringList watched; //!< their keys, to see when the set changes
        std::shared_ptr<const Memory> memory; //!< of the last look
        //! How often the server's history went backwards: a version says nothing across that.
        int histories = 0;
    };
    std::map<QString, Following> followed;
    std::map<QString, std::weak_ptr<kube::Reflector>>
        reflectors; //!< shared: context, type, namespace
    std::map<QString, std::chrono::steady_clock::time_point>
        refusedEverywhere; //!< context, type: when the whole cluster was refused
    std::map<QString, std::optional<std::chrono::steady_clock::time_point>>
        interruptedAt; //!< by context; since when its watches have been looking for the server
};

} // namespace plumb::engine
