// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/rollback_p.h"

#include "plan/push.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace plumb::engine {

namespace {

// Whether an application is touched: files below its path change, or (a kustomize base lies outside
// it) it renders to something else. What cannot be rendered counts as touched, so that it is shown.
bool isAffected(const Bench& bench, const QStringList& changed, const git::RevertPreview& revert,
                std::stop_token stop)
{
    const QString path = bench.application.path == u"." ? QString() : bench.application.path;
    const bool below = std::any_of(changed.begin(), changed.end(), [&](const QString& file) {
        return path.isEmpty() || file.startsWith(path + u'/');
    });
    if (below)
        return true;
    const RenderOptions options{path, bench.application.renderer, false};
    const auto before = renderAt(*bench.repository, revert.request.onto, options, *bench.renderings,
                                 *bench.runner, stop);
    const auto after =
        renderAt(*bench.repository, revert.tree, options, *bench.renderings, *bench.runner, stop);
    if (!before || !after)
        return before.ok() != after.ok();
    return !std::equal(before->desired.objects.begin(), before->desired.objects.end(),
                       after->desired.objects.begin(), after->desired.objects.end(),
                       [](const auto& a, const auto& b) { return a.object == b.object; });
}

QStringList changedPaths(const git::RevertPreview& revert)
{
    QStringList paths;
    for (const auto& file : revert.files) {
        paths.append(file.change.path);
        if (!file.change.oldPath.isEmpty())
            paths.append(file.change.oldPath);
    }
    return paths;
}

// Its own commit and push do not void a rollback; any other movement does.
QString digestOf(const RollbackPreview& preview)
{
    QJsonArray effects;
    for (const auto& effect : preview.effects)
        effects.append(QJsonArray{effect.application, effect.plan.digest});
    const QJsonObject bound{
        {u"tree"_s, preview.revert.tree.toHex()},        {u"branch"_s, preview.branch},
        {u"expected"_s, preview.expectedRemote.toHex()}, {u"message"_s, preview.revert.message},
        {u"author"_s, preview.identity.email},           {u"effects"_s, effects}};
    return u"sha256:"_s
           + QString::fromLatin1(
               QCryptographicHash::hash(QJsonDocument(bound).toJson(QJsonDocument::Compact),
                                        QCryptographicHash::Sha256)
                   .toHex());
}

class Stages
{
public:
    Stages(const Clock& clock, std::function<void(const RollbackReport&)> onProgress)
        : m_clock(clock)
        , m_onProgress(std::move(onProgress))
    {
    }
    RollbackReport report;
    qsizetype add(const QString& title, const QString& detail = {})
    {
        report.stages.append({title, detail, RollbackStage::State::Waiting, {}});
        return report.stages.size() - 1;
    }
    void set(qsizetype index, RollbackStage::State state, const QString& detail)
    {
        auto& stage = report.stages[index];
        stage.state = state;
        stage.detail = detail;
        stage.at = m_clock.now();
        m_onProgress(report);
    }
    RollbackReport fail(qsizetype index, const Error& error)
    {
        set(index, RollbackStage::State::Failed, error.summary);
        for (auto& stage : report.stages)
            if (stage.state == RollbackStage::State::Waiting)
                stage.state = RollbackStage::State::Skipped;
        report.error = error;
        m_onProgress(report);
        return report;
    }

private:
    const Clock& m_clock;
    std::function<void(const RollbackReport&)> m_onProgress;
};

} // namespace

Result<RollbackPreview> previewRollbackOf(const RollbackBench& bench,
                                          const RollbackRequest& request, const OnPhase& onPhase,
                                          std::stop_token stop)
{
    git::Repository& repository = *bench.repository;
    const QList<Bench>& benches = bench.applications;
    RollbackPreview preview;
    preview.request = request;
    preview.repository = repository.source().name;
    onPhase(u"Reading Git"_s, 0, 0);
    PLUMB_TRY(refs, await(repository.open([](const git::Progress&) {}, stop)));
    preview.branch = refs.branch;
    if (refs.head.isNull())
        return failure(
            Error::Kind::NotFound,
            u"The repository %1 has no commit on %2, so there is nothing to roll back."_s.arg(
                preview.repository, refs.branch));
    preview.expectedRemote = refs.head;
    PLUMB_TRY(commit, await(repository.resolve(request.revision)));
    git::RevertRequest revert;
    revert.kind = request.kind;
    revert.commit = commit;
    revert.onto = refs.head;
    revert.mainline = request.mainline;
    if (request.kind == git::RevertRequest::Kind::Range) {
        PLUMB_TRY(since, await(repository.resolve(request.since)));
        revert.since = since;
    }
    if (request.kind == git::RevertRequest::Kind::To && !request.allPaths
        && !request.application.isEmpty() && !benches.isEmpty()) {
        const QString path = benches.constFirst().application.path;
        if (!path.isEmpty() && path != u".")
            revert.paths = {path};
    }
    onPhase(u"Computing the revert"_s, 0, 0);
    PLUMB_TRY(computed, await(repository.previewRevert(revert, stop)));
    preview.revert = computed;
    if (!preview.revert.conflicts.isEmpty()) {
        QStringList paths;
        for (const auto& conflict : preview.revert.conflicts)
            paths.append(conflict.path);
        preview.blockers.append(
            u"The revert conflicts in %1. Nothing was written; later commits changed the same lines."_s
                .arg(paths.join(u", "_s)));
    } else if (preview.revert.isEmpty) {
        preview.blockers.append(u"It would change nothing: the branch has this content already."_s);
    }
    const auto identity = await(repository.identity());
    if (identity)
        preview.identity = *identity;
    else
        preview.blockers.append(identity.error().summary);
    if (repository.source().remote.isEmpty())
        preview.blockers.append(
            u"The URL that pushes of %1 go to is not confirmed yet."_s.arg(preview.repository));
    if (const Reason why = bench.records.whyNotWrite(); !why.isEmpty())
        preview.blockers.append(why);

    if (preview.revert.conflicts.isEmpty() && !preview.revert.isEmpty) {
        const QStringList changed = changedPaths(preview.revert);
        for (const Bench& each : benches) {
            if (!isAffected(each, changed, preview.revert, stop))
                continue;
            onPhase(u"Effect on "_s + each.application.name, 0, 0);
            RollbackPreview::Effect effect;
            effect.application = each.application.name;
            PlanRequest planned;
            planned.application = each.application.name;
            const auto made = planApplication(each, planned, preview.revert.tree, onPhase, stop);
            if (made)
                effect.plan = *made;
            else
                effect.error = made.error();
            preview.effects.append(effect);
        }
    }
    if (stop.stop_requested())
        return failure(Error::Kind::Cancelled, u"The preview was cancelled."_s);
    preview.digest = digestOf(preview);
    return preview;
}

Result<RollbackReport> executeRollback(const RollbackBench& bench, const RollbackPreview& reviewed,
                                       const std::function<void(const RollbackReport&)>& onProgress,
                                       const OnPhase& onPhase, std::stop_token stop)
{
    using State = RollbackStage::State;
    git::Repository& repository = *bench.repository;
    const QList<Bench>& benches = bench.applications;
    if (benches.isEmpty() && !reviewed.request.application.isEmpty())
        return failure(Error::Kind::NotFound, u"The application is no longer in the workspace."_s);
    Stages stages(*bench.clock, onProgress);
    const auto check = stages.add(u"Check that nothing moved"_s);
    const auto commitStage = stages.add(u"Commit"_s);
    const auto push = stages.add(u"Push"_s, u"stops if the remote moved"_s);
    const Bench* own = nullptr;
    for (const Bench& each : benches)
        if (each.application.name == reviewed.request.application
            && each.application.delivery == workspace::Delivery::Push)
            own = &each;
    const auto sync = own ? stages.add(u"Sync "_s + own->application.name) : -1;
    const auto live = own ? stages.add(u"Live and healthy"_s) : -1;

    stages.set(check, State::Running, {});
    const auto remote = await(repository.remoteBranch(reviewed.branch, stop));
    if (!remote)
        return stages.fail(check, remote.error());
    if (*remote != reviewed.expectedRemote)
        return stages.fail(
            check,
            failure(
                Error::Kind::Conflict,
                u"The remote's %1 moved from %2 to %3 since the review. Nothing was committed or pushed; review the rollback again."_s
                    .arg(reviewed.branch, reviewed.expectedRemote.shortHex(), remote->shortHex())));
    const auto again = previewRollbackOf(bench, reviewed.request, onPhase, stop);
    if (!again)
        return stages.fail(check, again.error());
    if (!again->blockers.isEmpty())
        return stages.fail(check, failure(Error::Kind::Forbidden, again->blockers.join(u' ')));
    if (again->digest != reviewed.digest)
        return stages.fail(
            check,
            failure(
                Error::Kind::Conflict,
                u"Git or the cluster changed since the review. Nothing was committed or pushed; review the rollback again."_s));
    stages.set(check, State::Done, u"%1 is still at %2"_s.arg(reviewed.branch, remote->shortHex()));

    stages.set(commitStage, State::Running, {});
    const auto commit = await(repository.commitTree(again->revert.tree, {again->expectedRemote},
                                                    again->revert.message, again->identity));
    if (!commit)
        return stages.fail(commitStage, commit.error());
    stages.report.commit = *commit;
    stages.set(commitStage, State::Done, commit->shortHex() + u" by "_s + again->identity.name);

    stages.set(push, State::Running, {});
    const auto pushed = plan::push(
        {{reviewed.branch, reviewed.expectedRemote, *commit},
         reviewed.request.application,
         actor()},
        repository, *bench.records.journal, *bench.clock, [](const git::Progress&) {}, stop);
    if (!pushed)
        return stages.fail(push, pushed.error());
    stages.set(push, State::Done,
               u"the remote's %1 is now %2"_s.arg(reviewed.branch, commit->shortHex()));
    (void)await(repository.fetch([](const git::Progress&) {}, stop));
    if (!own)
        return stages.report;

    stages.set(sync, State::Running, {});
    PlanRequest request;
    request.application = own->application.name;
    const auto plan = planApplication(*own, request, std::nullopt, onPhase, stop);
    if (!plan)
        return stages.fail(sync, plan.error());
    // The pushed commit is what was reviewed: same tree, same requests, same fingerprints.
    for (const auto& effect : again->effects) {
        if (effect.application != own->application.name || effect.error)
            continue;
        if (effect.plan.digest != plan->digest)
            return stages.fail(
                sync,
                failure(
                    Error::Kind::Conflict,
                    u"The revert is pushed, but the cluster or %1 changed since the review, so nothing was applied. Review the sync."_s
                        .arg(reviewed.branch)));
    }
    if (plan->changeCount() == 0) {
        stages.set(sync, State::Done, u"nothing to apply: the cluster has this content"_s);
    } else {
        const auto report = syncApplication(
            *own, request, plan->digest, u"rollback"_s,
            [&](const plan::Report& one) {
                qsizetype done = 0;
                for (const auto& step : one.steps)
                    done += step.state != plan::Step::State::Waiting
                            && step.state != plan::Step::State::Running;
                stages.set(sync, State::Running,
                           u"%1 of %2 objects"_s.arg(done).arg(one.steps.size()));
            },
            onPhase, stop);
        if (!report)
            return stages.fail(sync, report.error());
        if (!report->succeeded())
            return stages.fail(
                sync, failure(Error::Kind::Internal,
                              u"The revert is pushed, but the sync did not finish: %1"_s.arg(
                                  report->message)));
        stages.set(sync, State::Done, report->message);
    }
    stages.set(live, State::Running, {});
    QList<objects::ResourceKey> keys;
    for (const auto& operation : plan->operations)
        if (operation.action != plan::Action::Prune)
            keys.append(operation.key);
    const Followed followed = followToHealthy(*own, keys, std::chrono::seconds(120), onPhase, stop);
    if (followed.health != health::Status::Healthy && followed.health != health::Status::Suspended)
        return stages.fail(live,
                           failure(Error::Kind::Internal,
                                   u"The rollback is applied, but %1 is not healthy: %2"_s.arg(
                                       own->application.name, followed.message)));
    stages.set(live, State::Done, u"healthy"_s);
    return stages.report;
}

} // namespace plumb::engine
