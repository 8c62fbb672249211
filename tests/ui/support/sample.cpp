// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/support/sample.h"

#include <QApplication>
#include <QJsonArray>

namespace plumb::ui::test {

using engine::SyncStatus;
using health::Status;

git::CommitId idOf(int number)
{
    git::CommitId id;
    for (size_t i = 0; i < id.bytes.size(); ++i)
        id.bytes[i] = static_cast<unsigned char>((number * 37 + int(i) * 11 * (number + 3)) & 0xff);
    return id;
}

drift::Field field(const QString& path, const QJsonValue& desired, const QJsonValue& live,
                   drift::Class what, const QString& manager, const QDateTime& time)
{
    drift::Field field;
    field.path = objects::FieldPath::parse(path).valueOr({});
    field.desired = desired;
    field.live = live;
    field.what = what;
    field.manager = manager;
    field.operation = manager.isEmpty() ? QString() : u"Update"_s;
    field.time = time;
    if (what == drift::Class::Ignored)
        field.rule = u"hpa-replicas"_s;
    return field;
}

objects::Object object(const QString& apiVersion, const QString& kind, const QString& ns,
                       const QString& name, const QJsonObject& spec)
{
    return objects::Object::fromJson(
        {{u"apiVersion"_s, apiVersion},
         {u"kind"_s, kind},
         {u"metadata"_s,
          QJsonObject{{u"name"_s, name}, {u"namespace"_s, ns}, {u"uid"_s, u"uid-"_s + name}}},
         {u"spec"_s, spec}});
}

static QJsonObject deployment(int replicas, const QString& image, const QString& level)
{
    const QJsonObject container{
        {u"name"_s, u"checkout"_s},
        {u"image"_s, image},
        {u"env"_s, QJsonArray{QJsonObject{{u"name"_s, u"LOG_LEVEL"_s}, {u"value"_s, level}}}},
        {u"resources"_s, QJsonObject{{u"limits"_s, QJsonObject{{u"memory"_s, u"256Mi"_s}}}}}};
    return {
        {u"replicas"_s, replicas},
        {u"selector"_s, QJsonObject{{u"matchLabels"_s, QJsonObject{{u"app"_s, u"checkout"_s}}}}},
        {u"template"_s,
         QJsonObject{{u"spec"_s, QJsonObject{{u"containers"_s, QJsonArray{container}}}}}}};
}

static engine::ObjectState stateOf(const objects::Object& desired, SyncStatus sync,
                                   std::optional<Status> health = {})
{
    engine::ObjectState state;
    state.key = desired.key();
    state.apiVersion = desired.apiVersion();
    state.sync = sync;
    state.desired = desired;
    state.live = desired;
    state.predicted = desired;
    state.drift.key = state.key;
    state.place = {u"apps/checkout/deployment.yaml"_s, 8};
    if (health)
        state.health = health::Verdict{*health, {}, u"argocd: "_s + desired.kind()};
    return state;
}

static engine::ResourceNode nodeOf(const QString& group, const QString& kind, const QString& name,
                                   int depth, std::optional<SyncStatus> sync,
                                   std::optional<Status> health, const QDateTime& created,
                                   const QString& reason = {})
{
    engine::ResourceNode node;
    node.key = {group, kind, u"shop"_s, name};
    node.uid = u"uid-"_s + kind + name;
    node.depth = depth;
    node.sync = sync;
    node.created = created;
    node.reason = reason;
    if (health)
        node.health = health::Verdict{*health, reason, u"argocd: "_s + kind};
    return node;
}

engine::ApplicationSnapshot& Sample::application(const QString& name)
{
    for (auto& application : applications) {
        if (application.config.name == name)
            return application;
    }
    Q_UNREACHABLE();
}

static engine::Detection sampleDetection()
{
    using State = engine::Proposal::State;
    engine::Detection detection;
    detection.repository = u"shop-config"_s;
    const auto proposal = [](const QString& name, const QString& ns, State state,
                             const QString& reason, int found, int differing) {
        engine::Proposal one;
        one.application.name = name;
        one.application.repository = u"shop-config"_s;
        one.application.path = u"apps/%1/overlays/prod"_s.arg(name);
        one.application.ns = ns;
        one.state = state;
        one.reason = reason;
        one.renderer = u"kustomize"_s;
        one.rendered = 4;
        one.found = found;
        one.differing = differing;
        one.evidence = {
            {u"kustomize v5.8.1 renders it to 4 objects: ConfigMap, Deployment, Ingress and Service"_s,
             u"apps/%1/overlays/prod/kustomization.yaml"_s.arg(name)},
            {u"the kustomization sets namespace %1"_s.arg(ns),
             u"apps/%1/overlays/prod/kustomization.yaml:3"_s.arg(name)},
            {u"%1 of 4 objects are in cluster prod-eu, namespace %2"_s.arg(found).arg(ns),
             u"cluster prod-eu"_s}};
        return one;
    };
    detection.proposals = {
        proposal(u"basket"_s, u"shop"_s, State::Proposed, {}, 4, 1),
        proposal(u"checkout"_s, u"shop"_s, State::Known, u"already in the workspace as checkout"_s,
                 4, 0),
        proposal(u"mail"_s, u"mail"_s, State::Proposed, {}, 3, 0),
        proposal(
            u"media"_s, u"media"_s, State::Unverified,
            u"Listing secrets in namespace media failed: You lack the permission; needs: list secrets in namespace media"_s,
            3, 0),
        proposal(u"tools"_s, u"tools-a"_s, State::Ambiguous,
                 u"as many of its objects are in each of tools-a and tools-b"_s, 4, 0)};
    detection.proposals[2].application.delivery = workspace::Delivery::ArgoCd;
    detection.proposals[2].deliveredBy = u"Argo CD application mail"_s;
    detection.leftOut = {
        {u"apps/basket/base"_s,
         u"a base: used by apps/basket/overlays/dev and apps/basket/overlays/prod"_s, false},
        {u"apps/broken"_s,
         u"cannot be read: apps/broken/map.yaml:6:1: not valid YAML: a tab stands where YAML wants spaces"_s,
         true},
        {u"charts/db"_s, u"a Helm chart: charts are not rendered"_s, false}};
    return detection;
}

Sample::Sample()
    : now(QDateTime::fromString(u"2026-11-20T12:00:00Z"_s, Qt::ISODate))
{
    detection = sampleDetection();
    struct Line
    {
        int id;
        QList<int> parents;
        const char* subject;
        const char* author;
        int minutes;
    };
    const Line lines[] = {
        {1, {2}, "checkout: raise replicas to 6 for the winter sale", "checkout-team", 12},
        {2, {5, 3}, "Merge branch 'checkout-1.8.2'", "checkout-team", 26},
        {3, {4}, "checkout: image 1.8.1 → 1.8.2", "release-bot", 41},
        {4, {7}, "checkout: split liveness from readiness", "platform-team", 120},
        {5, {7, 6}, "checkout: bump memory limit", "platform-team", 1500},
        {6, {7}, "docs: how to rotate the payment keys", "catalog-team", 1600},
        {7, {8}, "Revert \"catalog: enable new ranking\"", "catalog-team", 2900},
        {8, {9}, "base: add PodDisruptionBudget to all services", "checkout-team", 3000},
        {9, {11, 10}, "Merge branch 'gateway'", "platform-team", 4400},
        {10, {12}, "gateway: route /v2 to checkout", "platform-team", 4500},
        {11, {13}, "ci: pin kustomize", "release-bot", 5800},
        {12, {13}, "gateway: listener for shop.example", "platform-team", 5900},
        {13, {}, "checkout: first production release", "checkout-team", 8700},
    };
    git::CommitGraph::Builder builder;
    for (const auto& line : lines) {
        git::Commit commit;
        commit.id = idOf(line.id);
        for (const auto parent : line.parents)
            commit.parents.append(idOf(parent));
        commit.subject = commit.message = QString::fromUtf8(line.subject);
        commit.author = commit.committer = {QString::fromUtf8(line.author), u"team@example.org"_s,
                                            now.addSecs(-60LL * line.minutes)};
        commits.append(commit);
        builder.add(commit.id,
                    std::span(commit.parents.constData(), size_t(commit.parents.size())));
    }
    graph = builder.build(true);
    refs = {{git::Ref::Kind::Branch, u"main"_s, u"refs/heads/main"_s, idOf(1), true},
            {git::Ref::Kind::RemoteBranch, u"origin/main"_s, u"refs/remotes/origin/main"_s, idOf(1),
             false},
            {git::Ref::Kind::Tag, u"v2026.11.3"_s, u"refs/tags/v2026.11.3"_s, idOf(5), false},
            {git::Ref::Kind::Tag, u"v2026.11.2"_s, u"refs/tags/v2026.11.2"_s, idOf(9), false}};

    const auto add = [this](const QString& name, const QString& context, int pin, SyncStatus sync,
                            Status health) {
        engine::ApplicationSnapshot a;
        a.config.name = name;
        a.config.repository = u"shop-config"_s;
        a.config.path = u"apps/"_s + name;
        a.config.revision = u"main"_s;
        a.config.context = context;
        a.config.ns = u"shop"_s;
        a.phase = engine::Phase::Ready;
        a.sync = sync;
        a.health = health;
        a.target = idOf(1);
        a.pin = engine::Pin{idOf(pin), now.addDays(-1), false};
        a.renderer = u"plain folder"_s;
        a.liveSeenAt = now.addSecs(-3);
        applications.append(a);
    };
    add(u"checkout"_s, u"prod-eu"_s, 5, SyncStatus::OutOfSync, Status::Healthy);
    add(u"payments"_s, u"prod-eu"_s, 1, SyncStatus::Synced, Status::Degraded);
    add(u"cart"_s, u"prod-eu"_s, 1, SyncStatus::Synced, Status::Healthy);
    add(u"frontend"_s, u"staging"_s, 3, SyncStatus::Synced, Status::Healthy);
    add(u"catalog"_s, u"staging"_s, 1, SyncStatus::Synced, Status::Progressing);
    add(u"search"_s, u"staging"_s, 1, SyncStatus::Unknown, Status::Unknown);

    auto& checkout = applications[0];
    checkout.commitsNotLive = 3;
    checkout.reasons = {u"Deployment shop/checkout: 3 fields differ (2 pending, 1 manual)."_s,
                        u"PodDisruptionBudget shop/checkout is missing in the cluster."_s};
    const auto desired = object(u"apps/v1"_s, u"Deployment"_s, u"shop"_s, u"checkout"_s,
                                deployment(6, u"shop/checkout:1.8.2"_s, u"info"_s));
    const auto live = object(u"apps/v1"_s, u"Deployment"_s, u"shop"_s, u"checkout"_s,
                             deployment(4, u"shop/checkout:1.8.1"_s, u"debug"_s));
    auto main = stateOf(desired, SyncStatus::OutOfSync, Status::Healthy);
    main.live = live;
    main.reason = u"3 fields differ (2 pending, 1 manual)"_s;
    const auto edited = now.addSecs(-9960);
    main.drift.fields = {
        field(u"spec.replicas"_s, 6, 4, drift::Class::Pending),
        field(u"spec.template.spec.containers[name=checkout].image"_s, u"shop/checkout:1.8.2"_s,
              u"shop/checkout:1.8.1"_s, drift::Class::Pending),
        field(u"spec.template.spec.containers[name=checkout].env[name=LOG_LEVEL].value"_s,
              u"info"_s, u"debug"_s, drift::Class::Manual, u"kubectl-edit"_s, edited),
        field(u"spec.template.spec.dnsPolicy"_s, QJsonValue::Undefined, u"ClusterFirst"_s,
              drift::Class::Defaulted),
        field(u"spec.template.spec.restartPolicy"_s, QJsonValue::Undefined, u"Always"_s,
              drift::Class::Defaulted),
        field(u"spec.minReadySeconds"_s, 0, 5, drift::Class::Ignored),
    };
    auto flags = stateOf(object(u"v1"_s, u"ConfigMap"_s, u"shop"_s, u"checkout-flags"_s),
                         SyncStatus::OutOfSync);
    flags.drift.fields = {field(u"data.winter_sale"_s, u"on"_s, u"off"_s, drift::Class::Pending)};
    auto missing =
        stateOf(object(u"policy/v1"_s, u"PodDisruptionBudget"_s, u"shop"_s, u"checkout"_s),
                SyncStatus::OutOfSync, Status::Missing);
    missing.live.reset();
    missing.drift.presence = drift::Presence::MissingInCluster;
    auto extra =
        stateOf(object(u"batch/v1"_s, u"Job"_s, u"shop"_s, u"debug-shell"_s), SyncStatus::Unknown);
    extra.desired.reset();
    extra.predicted.reset();
    extra.drift.presence = drift::Presence::OnlyInCluster;
    auto denied =
        stateOf(object(u"v1"_s, u"Secret"_s, u"shop"_s, u"checkout-token"_s), SyncStatus::Unknown);
    denied.drift.notComparable =
        failure(Error::Kind::Forbidden, u"You may not read secrets in shop (403)."_s);
    checkout.objects = {main,
                        flags,
                        missing,
                        extra,
                        denied,
                        stateOf(object(u"v1"_s, u"Service"_s, u"shop"_s, u"checkout"_s),
                                SyncStatus::Synced, Status::Healthy)};

    const auto day = now.addDays(-6);
    checkout.resources = {
        nodeOf({}, u"Service"_s, u"checkout"_s, 0, SyncStatus::Synced, Status::Healthy, day),
        nodeOf({}, u"ConfigMap"_s, u"checkout-flags"_s, 0, SyncStatus::OutOfSync, {}, day,
               u"1 field differs"_s),
        nodeOf(u"apps"_s, u"Deployment"_s, u"checkout"_s, 0, SyncStatus::OutOfSync, Status::Healthy,
               day, u"3 fields differ (2 pending, 1 manual)"_s),
        nodeOf(u"apps"_s, u"ReplicaSet"_s, u"checkout-6d9f"_s, 1, {}, Status::Healthy, day),
        nodeOf({}, u"Pod"_s, u"checkout-6d9f-4xk2p"_s, 2, {}, Status::Healthy, day),
        nodeOf({}, u"Pod"_s, u"checkout-6d9f-9s7tt"_s, 2, {}, Status::Degraded, now.addSecs(-400),
               u"CrashLoopBackOff: back-off 40s restarting failed container"_s),
        nodeOf(u"policy"_s, u"PodDisruptionBudget"_s, u"checkout"_s, 0, SyncStatus::OutOfSync,
               Status::Missing, {}, u"missing in the cluster"_s),
    };
    for (auto& node : checkout.resources) {
        if (node.key.kind == u"Pod") {
            node.restarts = node.key.name.endsWith(u"tt") ? 7 : 0;
            node.containers = {u"checkout"_s};
        }
    }
    application(u"payments"_s).reasons = {
        u"Deployment shop/payments: ImagePullBackOff, the image shop/payments:broken cannot be pulled."_s};
    application(u"search"_s).missingRules = {u"list secrets in shop"_s,
                                             u"list ingresses.networking.k8s.io in shop"_s};
    application(u"search"_s).reasons = {
        u"Not all objects may be read, so the verdict is Unknown."_s};

    engine::RepositorySnapshot repository;
    repository.config = {u"shop-config"_s, u"/srv/git/shop-config"_s, u"main"_s,
                         u"git@example.org:shop/config.git"_s, 0};
    repository.phase = engine::Phase::Ready;
    repository.branch = u"main"_s;
    repository.head = idOf(1);
    repository.refs = refs;
    repository.fetchedAt = now.addSecs(-64);
    repositories = {repository};

    for (const auto& name : {u"prod-eu"_s, u"staging"_s}) {
        engine::ClusterSnapshot cluster;
        cluster.config = {
            name, name == u"prod-eu" ? u"Production"_s : QString(), {}, name == u"prod-eu", false};
        cluster.server = u"https://"_s + name + u".example.org:6443"_s;
        cluster.user = u"oncall@shop"_s;
        cluster.state = engine::ClusterSnapshot::State::Live;
        cluster.lastSeen = now.addSecs(-2);
        clusters.append(cluster);
    }

    plan.application = u"checkout"_s;
    plan.context = u"prod-eu"_s;
    plan.commit = idOf(1);
    plan.madeAt = now.addSecs(-3);
    plan.digest = u"sha256:51c0a7f09d2b41aa83d0b6e1f7c29a5d"_s;
    const auto operation = [](const engine::ObjectState& state, plan::Action action, int wave) {
        plan::Operation o;
        o.action = action;
        o.key = state.key;
        o.live = state.live;
        o.predicted = state.predicted;
        o.changes = state.drift;
        o.wave = wave;
        if (state.desired)
            o.desired = *state.desired;
        o.chosen = action != plan::Action::Prune;
        return o;
    };
    auto update = operation(main, plan::Action::Update, 1);
    update.conflicts = {
        {u"kubectl-edit"_s, u".spec.template.spec.containers[name=checkout].env"_s}};
    plan.operations = {
        operation(flags, plan::Action::Update, 0), update,
        operation(missing, plan::Action::Create, 1),
        operation(stateOf(object(u"v1"_s, u"ConfigMap"_s, u"shop"_s, u"checkout-old"_s),
                          SyncStatus::Synced),
                  plan::Action::Prune, 2),
        operation(
            stateOf(object(u"v1"_s, u"Service"_s, u"shop"_s, u"checkout"_s), SyncStatus::Synced),
            plan::Action::Unchanged, 0)};

    rollback.request = {
        u"checkout"_s, u"shop-config"_s, git::RevertRequest::Kind::Commit, idOf(1).toHex(), 0,
        false};
    rollback.repository = u"shop-config"_s;
    rollback.branch = u"main"_s;
    rollback.identity = {u"Ann Oncall"_s, u"ann@example.org"_s};
    rollback.digest = u"sha256:aa"_s;
    rollback.revert.tree = idOf(99);
    rollback.revert.message =
        u"Revert \"checkout: raise replicas to 6 for the winter sale\"\n\nThis reverts commit "_s
        + idOf(1).toHex() + u".\n"_s;
    rollback.revert.undone = {commits[0]};
    git::FileDiff diff;
    diff.change.path = u"apps/checkout/deployment.yaml"_s;
    diff.lines = {{git::DiffLine::Kind::Hunk, u"@@ -6,3 +6,3 @@"_s},
                  {git::DiffLine::Kind::Context, u"spec:"_s},
                  {git::DiffLine::Kind::Removed, u"  replicas: 6"_s},
                  {git::DiffLine::Kind::Added, u"  replicas: 4"_s}};
    rollback.revert.files = {diff};
    engine::RollbackPreview::Effect effect;
    effect.application = u"checkout"_s;
    effect.plan = plan;
    effect.plan.operations = {update};
    rollback.effects = {effect};
}

Services Sample::services()
{
    auto s = idleServices();
    s.now = [this] { return now; };
    s.openRepository = s.fetch = [this](const QString& name, std::stop_token) {
        calls << u"open "_s + name;
        return ready<git::Refs>(git::Refs{refs, u"main"_s, idOf(1), now, {}, {}});
    };
    s.graph = [this](const QString&, const git::LogFilter&, auto, std::stop_token) {
        return ready<git::CommitGraph>(graph);
    };
    s.log = [this](const QString&, const git::LogFilter& filter, std::stop_token) {
        QList<git::CommitId> ids;
        const auto app = filter.paths.value(0).section(u'/', -1);
        for (const auto& commit : commits) {
            if ((app.isEmpty() || commit.subject.contains(app))
                && commit.subject.contains(filter.text)
                && commit.author.name.contains(filter.author))
                ids << commit.id;
        }
        return ready<QList<git::CommitId>>(ids);
    };
    s.search = [this, log = s.log](const QString& name, const git::LogFilter& filter, auto,
                                   std::stop_token stop) {
        auto words = filter;
        words.text = filter.anywhere;
        return log(name, words, stop);
    };
    s.touched = [this](const QString&, const git::TouchQuery& query, std::stop_token) {
        QList<git::Touched> touched;
        for (const auto& commit : commits) {
            QList<int> paths;
            for (int i = 0; i < query.paths.size(); ++i) {
                if (commit.subject.contains(query.paths[i].section(u'/', -1)))
                    paths << i;
            }
            if (!paths.isEmpty())
                touched.append({commit.id, paths});
        }
        return ready<QList<git::Touched>>(touched);
    };
    s.fileHistory = [this](const QString&, const git::CommitId&, const QString& path,
                           std::stop_token) {
        calls << u"history "_s + path;
        return ready<QList<git::FileVersion>>(
            QList<git::FileVersion>{{idOf(1), path, path},
                                    {idOf(4), path, u"checkout.yaml"_s},
                                    {idOf(13), u"checkout.yaml"_s, u"checkout.yaml"_s}});
    };
    s.blame = [this](const QString&, const git::CommitId&, const QString& path, std::stop_token) {
        calls << u"blame "_s + path;
        return ready<QList<git::BlameLine>>(
            QList<git::BlameLine>{{idOf(13), u"checkout.yaml"_s, 1, u"spec:"_s},
                                  {idOf(1), path, 2, u"  replicas: 6"_s},
                                  {idOf(1), path, 3, u"  paused: false"_s}});
    };
    s.commits = [this](const QString&, const QList<git::CommitId>& ids) {
        QList<git::Commit> found;
        for (const auto& id : ids) {
            for (const auto& commit : commits) {
                if (commit.id == id)
                    found << commit;
            }
        }
        return ready<QList<git::Commit>>(found);
    };
    s.changes = [this](const QString&, const git::CommitId&) {
        return ready<QList<git::FileChange>>(
            QList<git::FileChange>{rollback.revert.files.first().change});
    };
    s.diff = [this](const QString&, const git::CommitId&, const QString&) {
        return ready<git::FileDiff>(rollback.revert.files.first());
    };
    s.reconnect = [this](const QString& context) { calls << u"reconnect "_s + context; };
    s.evaluate = [this](const QString& name, std::stop_token) {
        calls << u"evaluate "_s + name;
        return ready<engine::ApplicationSnapshot>(application(name));
    };
    s.plan = [this](const engine::PlanRequest& request, std::stop_token) {
        calls << u"plan "_s + request.application;
        auto answer = plan;
        answer.options = request.options;
        for (auto& operation : answer.operations) {
            if (!request.options.only.isEmpty())
                operation.chosen = request.options.only.contains(operation.key);
        }
        return ready<plan::Plan>(answer);
    };
    s.previewRollback = [this](const engine::RollbackRequest& request, std::stop_token) {
        calls << u"preview "_s + request.application;
        auto answer = rollback;
        answer.request = request;
        return ready<engine::RollbackPreview>(answer);
    };
    s.contextNames = [] { return QStringList{u"prod-eu"_s, u"staging"_s}; };
    s.manifestFolders = [](const QString&) {
        return ready<QStringList>(QStringList{u"apps/checkout"_s, u"apps/cart"_s});
    };
    s.detect = [this](const engine::DetectQuery& query, std::stop_token) {
        calls << u"detect "_s + query.repository + u' ' + query.context;
        auto answer = detection;
        answer.context = query.context;
        for (auto& one : answer.proposals)
            one.application.context = query.context;
        return ready<engine::Detection>(answer);
    };
    s.addApplications = [this](const QList<workspace::Application>& added,
                               const std::optional<workspace::Repository>&) {
        QStringList names;
        for (const auto& one : added)
            names << one.name;
        calls << u"add "_s + names.join(u' ');
        return ready<Unit>(Unit{});
    };
    s.previewAddition = [](const QList<workspace::Application>& added,
                           const std::optional<workspace::Repository>&) {
        QString lines = u" applications:\n"_s;
        for (const auto& one : added)
            lines += u"+  - {name: %1, path: %2}\n"_s.arg(one.name, one.path);
        return ready<QString>(lines);
    };
    if (adapt)
        adapt(s);
    return s;
}

std::unique_ptr<MainWindow> Sample::window(QSize size, WindowOptions options)
{
    auto window = std::make_unique<MainWindow>(services(), std::move(options));
    window->resize(size);
    window->setClusters(clusters);
    window->setRepositories(repositories);
    window->setApplications(applications);
    window->start();
    window->show();
    return window;
}

} // namespace plumb::ui::test
