// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/commandrunner.h"
#include "base/future.h"
#include "base/paths.h"
#include "engine/commands.h"
#include "engine/detect.h"
#include "engine/rendering.h"
#include "engine/snapshots.h"

#include <QObject>

#include <memory>

namespace plumb::engine {

struct Settings
{
    Paths paths;
    QString workspaceFile; //!< empty: below paths.config
    QString kubeconfigFile; //!< explicit one; empty: KUBECONFIG or the default
    bool isSandbox = false;
};

//! Joins Git, manifests and clusters into snapshots of applications; takes commands. Lives on the
//! UI thread, blocks it never: work runs on its pool and comes back as snapshots or futures.
//! Nothing is contacted before something asks for it.
class Engine : public QObject
{
    Q_OBJECT
public:
    Engine(Settings settings, CommandRunner& runner, const Clock& clock, QObject* parent = nullptr);
    ~Engine() override;

    const Settings& settings() const;
    const Clock& clock() const;

    //! Reads workspace and kubeconfig. Fails only where nothing at all can be read.
    Future<Unit> load();
    const workspace::Workspace& workspace() const;
    QStringList kubeconfigProblems() const;
    //! Operations that were running when their process died, one sentence each.
    QStringList interruptedOperations() const;

    QList<ApplicationSnapshot> applications() const;
    std::optional<ApplicationSnapshot> application(const QString& name) const;
    QList<RepositorySnapshot> repositories() const;
    QList<ClusterSnapshot> clusters() const;
    QList<Job> jobs() const;
    void cancelJob(int id);

    //! Renders, reads live, dry-runs and compares. Also published as the application's snapshot.
    Future<ApplicationSnapshot> evaluate(const QString& application, const QString& revision,
                                         std::stop_token stop);
    //! The same of a followed application, from what its watches hold while they are fresh: what
    //! did not change since the last look is not asked for again.
    Future<ApplicationSnapshot> reevaluate(const QString& application, std::stop_token stop);
    Future<Rendered> render(const RenderQuery& query, std::stop_token stop);
    //! Keeps the application's snapshot up to date by watches until unfollow().
    void follow(const QString& application);
    void unfollow(const QString& application);
    //! Takes what the kubeconfig says of a context now. Until then a connection stays what it was
    //! made of, whatever other tools write. // reliability K6, K7
    void reconnect(const QString& context);

    //! `repository` is a name of the workspace, a clone's path, a bare repository's path.
    Future<git::Refs> openRepository(const QString& repository, std::stop_token stop);
    Future<git::Refs> fetch(const QString& repository, std::stop_token stop);
    Future<git::CommitGraph> graph(const QString& repository, const git::LogFilter& filter,
                                   std::function<void(const git::CommitGraph&)> onPart,
                                   std::stop_token stop);
    Future<QList<git::CommitId>> log(const QString& repository, const git::LogFilter& filter,
                                     std::stop_token stop);
    //! As somebody types: `onFound` comes on the engine's thread with all that is found so far.
    Future<QList<git::CommitId>> search(const QString& repository, const git::LogFilter& filter,
                                        git::OnFound onFound, std::stop_token stop);
    Future<QList<git::Touched>> touched(const QString& repository, const git::TouchQuery& query,
                                        std::stop_token stop);
    //! The commits that changed a file, the youngest first, through its renames.
    Future<QList<git::FileVersion>> fileHistory(const QString& repository,
                                                const git::CommitId& from, const QString& path,
                                                std::stop_token stop);
    Future<QList<git::BlameLine>> blame(const QString& repository, const git::CommitId& at,
                                        const QString& path, std::stop_token stop);
    Future<QList<git::Commit>> commits(const QString& repository, const QList<git::CommitId>& ids);
    Future<git::CommitId> resolve(const QString& repository, const QString& revision);
    Future<QList<git::FileChange>> changes(const QString& repository, const git::CommitId& commit);
    Future<git::FileDiff> diff(const QString& repository, const git::CommitId& commit,
                               const QString& path);
    //! Pins of all applications of this repository whose snapshot or journal knows one.
    QList<std::pair<QString, Pin>> pins(const QString& repository) const;

    //! The same from the journal alone; asks no cluster, so the pins are all unverified.
    Future<QList<std::pair<QString, Pin>>> journalPins(const QString& repository);

    Future<QList<objects::Object>> events(const QString& application,
                                          const objects::ResourceKey& key, const QString& uid,
                                          std::stop_token stop);
    Future<QString> podLog(const QString& application, const QString& pod, const QString& ns,
                           const QString& container, std::stop_token stop);

    Future<plan::Plan> plan(const PlanRequest& request, std::stop_token stop);
    //! Recomputes the plan and refuses (Conflict) unless it has this digest; then executes and
    //! follows to healthy or to a deadline.
    Future<plan::Report> sync(const PlanRequest& request, const QString& digest,
                              std::function<void(const plan::Report&)> onProgress,
                              std::stop_token stop);
    Future<RollbackPreview> previewRollback(const RollbackRequest& request, std::stop_token stop);
    Future<RollbackReport> rollback(const RollbackPreview& preview,
                                    std::function<void(const RollbackReport&)> onProgress,
                                    std::stop_token stop);
    Future<PushPreview> previewPush(const QString& repository, std::stop_token stop);
    Future<Unit> push(const PushPreview& preview, std::stop_token stop);

    //! Folders of the followed branch that can be applications of their own, sorted; the root is
    //! "".
    Future<QStringList> manifestFolders(const QString& repository);
    //! Looks for applications in a repository and, where the query names a context, in its cluster.
    //! Writes nothing. Fails where the repository cannot be read; a cluster that cannot is part of
    //! the answer.
    Future<Detection> detect(const DetectQuery& query, std::stop_token stop);
    QStringList contextNames() const;
    QList<kube::NamedFile> namedFiles(const QString& context) const; // reliability K3
    Future<Unit> addApplication(const workspace::Application& application,
                                const std::optional<workspace::Repository>& repository);
    //! All of them or, where one is refused, none.
    Future<Unit> addApplications(const QList<workspace::Application>& applications,
                                 const std::optional<workspace::Repository>& repository);
    //! What the same would change in the workspace file: its lines with "+", "-" or " " before
    //! them, those far from a change left out. Nothing is written.
    Future<QString> previewAddition(const QList<workspace::Application>& applications,
                                    const std::optional<workspace::Repository>& repository);
    Future<Unit> removeApplication(const QString& name);
    Future<Unit> addRepository(const workspace::Repository& repository);
    //! Keeps the clone's remote URL as confirmed by the user.
    Future<Unit> confirmRemote(const QString& repository, const QString& url);

    //! Why not; empty when it can be done now.
    Reason whyNotSync(const QString& application) const;
    Reason whyNotPush(const QString& repository) const;
    Reason whyNotRollback(const QString& application) const;

Q_SIGNALS:
    void workspaceChanged();
    void applicationChanged(const QString& name);
    void repositoryChanged(const QString& name);
    void clusterChanged(const QString& context);
    void jobsChanged();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace plumb::engine
