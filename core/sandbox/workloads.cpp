// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/controller.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace plumb::sandbox {

namespace {

const QString kManager = u"kube-controller-manager"_s;
const QString kHash = u"pod-template-hash"_s;
const QString kRevision = u"deployment.kubernetes.io/revision"_s;

// Nobody waits ten minutes in a sandbox to see what a stuck rollout looks like.
constexpr int kDeadlineSeconds = 10;

QString templateHash(const QJsonObject& podTemplate)
{
    const QByteArray bytes = QJsonDocument(podTemplate).toJson(QJsonDocument::Compact);
    const QByteArray digest = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    static const QString letters = u"bcdfghjklmnpqrstvwxz2456789"_s;
    QString text;
    for (int i = 0; i < 10; ++i)
        text += letters[uchar(digest[i]) % letters.size()];
    return text;
}

int wanted(const QJsonObject& object)
{
    return object.value(u"spec"_s)[u"replicas"_s].toInt(1);
}

int readyIn(const QJsonObject& replicaSet)
{
    return replicaSet.value(u"status"_s)[u"readyReplicas"_s].toInt();
}

void scale(Api& api, const Resource& kind, const QJsonObject& object, int replicas)
{
    if (wanted(object) == replicas)
        return;
    WriteOptions options;
    options.manager = kManager;
    const QJsonObject patch{{u"spec"_s, QJsonObject{{u"replicas"_s, replicas}}}};
    (void)api.patch(kind, metadataText(object, u"namespace"_s), metadataText(object, u"name"_s),
                    PatchType::Merge, patch, options);
}

int revisionOf(const QJsonObject& object)
{
    return metadataOf(object).value(u"annotations"_s)[kRevision].toString().toInt();
}

QJsonObject newReplicaSet(Api& api, const QJsonObject& deployment, const QString& hash,
                          int revision)
{
    const Resource& deployments = servedKind(u"apps"_s, u"Deployment"_s);
    const QJsonObject spec = deployment.value(u"spec"_s).toObject();
    const auto labelled = [&](QJsonObject labels) {
        labels.insert(kHash, hash);
        return labels;
    };
    QJsonObject pod = spec.value(u"template"_s).toObject();
    QJsonObject podMetadata = pod.value(u"metadata"_s).toObject();
    const QJsonObject labels = labelled(podMetadata.value(u"labels"_s).toObject());
    podMetadata.insert(u"labels"_s, labels);
    pod.insert(u"metadata"_s, podMetadata);
    QJsonObject selector = spec.value(u"selector"_s).toObject();
    selector.insert(u"matchLabels"_s, labelled(selector.value(u"matchLabels"_s).toObject()));
    WriteOptions options;
    options.manager = kManager;
    const auto made = api.create(
        servedKind(u"apps"_s, u"ReplicaSet"_s), metadataText(deployment, u"namespace"_s),
        {{u"apiVersion"_s, u"apps/v1"_s},
         {u"kind"_s, u"ReplicaSet"_s},
         {u"metadata"_s,
          QJsonObject{
              {u"name"_s, QString(metadataText(deployment, u"name"_s) + u'-' + hash)},
              {u"labels"_s, labels},
              {u"annotations"_s, QJsonObject{{kRevision, QString::number(revision)},
                                             {u"deployment.kubernetes.io/desired-replicas"_s,
                                              QString::number(wanted(deployment))}}},
              {u"ownerReferences"_s, controllerReference(deployments, deployment)}}},
         {u"spec"_s,
          QJsonObject{{u"replicas"_s, 0}, {u"selector"_s, selector}, {u"template"_s, pod}}}},
        options);
    return made ? made->object : QJsonObject();
}

void annotateRevision(Api& api, const QJsonObject& deployment, int revision)
{
    if (revisionOf(deployment) == revision)
        return;
    WriteOptions options;
    options.manager = kManager;
    const QJsonObject annotations{{kRevision, QString::number(revision)}};
    const QJsonObject patch{{u"metadata"_s, QJsonObject{{u"annotations"_s, annotations}}}};
    options.subresource = u"status"_s;
    (void)api.patch(servedKind(u"apps"_s, u"Deployment"_s),
                    metadataText(deployment, u"namespace"_s), metadataText(deployment, u"name"_s),
                    PatchType::Merge, patch, options);
}

void tellDeployment(Api& api, const QJsonObject& deployment, const QJsonObject& current,
                    const QList<QJsonObject>& sets)
{
    const int replicas = wanted(deployment);
    int all = 0, ready = 0;
    for (const QJsonObject& set : sets) {
        all += set.value(u"status"_s)[u"replicas"_s].toInt();
        ready += readyIn(set);
    }
    const int updated = current.value(u"status"_s)[u"replicas"_s].toInt();
    const QJsonObject before = deployment.value(u"status"_s).toObject();
    const QJsonArray present = before.value(u"conditions"_s).toArray();
    QJsonObject status{{u"observedGeneration"_s, metadataOf(deployment).value(u"generation"_s)},
                       {u"terminatingReplicas"_s, 0}};
    const auto count = [&](const QString& name, int value) {
        if (value > 0)
            status.insert(name, value);
    };
    count(u"replicas"_s, all);
    count(u"updatedReplicas"_s, updated);
    count(u"readyReplicas"_s, ready);
    count(u"availableReplicas"_s, ready);
    count(u"unavailableReplicas"_s, std::max(0, std::max(all, replicas) - ready));

    const QString name = metadataText(current, u"name"_s);
    const bool complete = readyIn(current) >= replicas && updated >= replicas && all == updated;
    QDateTime progressed =
        QDateTime::fromString(metadataText(current, u"creationTimestamp"_s), Qt::ISODate);
    bool wasLate = false;
    for (const QJsonValue& each : present) {
        if (each[u"type"_s] != u"Progressing"_s || !each[u"message"_s].toString().contains(name))
            continue;
        progressed = QDateTime::fromString(each[u"lastUpdateTime"_s].toString(), Qt::ISODate);
        wasLate = each[u"reason"_s] == u"ProgressDeadlineExceeded"_s;
    }
    const int deadline =
        std::min(kDeadlineSeconds,
                 deployment.value(u"spec"_s)[u"progressDeadlineSeconds"_s].toInt(kDeadlineSeconds));
    const bool moved = updated != before.value(u"updatedReplicas"_s).toInt()
                       || ready != before.value(u"readyReplicas"_s).toInt()
                       || all != before.value(u"replicas"_s).toInt();
    const bool late = !complete && !moved && (wasLate || progressed.secsTo(api.now()) >= deadline);
    const bool minimum = ready >= replicas - (replicas + 3) / 4 + (replicas == 1 ? 1 : 0);

    QJsonObject available =
        minimum ? condition(present, u"Available"_s, true, u"MinimumReplicasAvailable"_s,
                            u"Deployment has minimum availability."_s, api.now())
                : condition(present, u"Available"_s, false, u"MinimumReplicasUnavailable"_s,
                            u"Deployment does not have minimum availability."_s, api.now());
    QJsonObject progressing =
        complete
            ? condition(present, u"Progressing"_s, true, u"NewReplicaSetAvailable"_s,
                        u"ReplicaSet \"%1\" has successfully progressed."_s.arg(name), api.now())
        : late ? condition(present, u"Progressing"_s, false, u"ProgressDeadlineExceeded"_s,
                           u"ReplicaSet \"%1\" has timed out progressing."_s.arg(name), api.now())
               : condition(present, u"Progressing"_s, true, u"ReplicaSetUpdated"_s,
                           u"ReplicaSet \"%1\" is progressing."_s.arg(name), api.now());
    for (QJsonObject* each : {&available, &progressing}) {
        each->insert(u"lastUpdateTime"_s, timeText(api.now()));
        for (const QJsonValue& old : present) {
            QJsonObject same = old.toObject();
            same.remove(u"lastUpdateTime"_s);
            QJsonObject mine = *each;
            mine.remove(u"lastUpdateTime"_s);
            if (same == mine && !(moved && each == &progressing))
                each->insert(u"lastUpdateTime"_s, old[u"lastUpdateTime"_s]);
        }
    }
    status.insert(u"conditions"_s, QJsonArray{available, progressing});
    setStatus(api, servedKind(u"apps"_s, u"Deployment"_s), deployment, status, kManager);
}

void rollOut(Api& api, const QJsonObject& found)
{
    const Resource& deployments = servedKind(u"apps"_s, u"Deployment"_s);
    const Resource& replicaSets = servedKind(u"apps"_s, u"ReplicaSet"_s);
    const QString ns = metadataText(found, u"namespace"_s), name = metadataText(found, u"name"_s);
    const QString hash = templateHash(found.value(u"spec"_s)[u"template"_s].toObject());
    QList<QJsonObject> sets = ownedBy(api, replicaSets, found);
    QJsonObject current;
    int revision = 0;
    for (const QJsonObject& set : sets) {
        revision = std::max(revision, revisionOf(set));
        if (metadataOf(set).value(u"labels"_s)[kHash] == hash)
            current = set;
    }
    const bool paused = found.value(u"spec"_s)[u"paused"_s].toBool();
    if (current.isEmpty() && paused)
        return;
    if (current.isEmpty()) {
        current = newReplicaSet(api, found, hash, revision + 1);
        if (current.isEmpty())
            return;
        annotateRevision(api, found, revision + 1);
        sets += current;
    } else if (revisionOf(current) < revision) {
        // Back to an earlier template: its set becomes the newest revision.
        WriteOptions options;
        options.manager = kManager;
        const QJsonObject annotations{{kRevision, QString::number(revision + 1)}};
        (void)api.patch(replicaSets, ns, metadataText(current, u"name"_s), PatchType::Merge,
                        QJsonObject{{u"metadata"_s, QJsonObject{{u"annotations"_s, annotations}}}},
                        options);
        annotateRevision(api, found, revision + 1);
    }
    const int replicas = wanted(found);
    int others = 0;
    for (const QJsonObject& set : sets) {
        if (set != current)
            others += wanted(set);
    }
    // Some new Pods at a time; an old one goes for each new one that is ready.
    const int surge = std::max(1, (replicas + 3) / 4);
    const int target = others == 0 ? replicas : std::min(replicas, readyIn(current) + surge);
    if (!paused && target != wanted(current)) {
        recordEvent(api, deployments, found, u"Normal"_s, u"ScalingReplicaSet"_s,
                    u"Scaled %1 replica set %2 from %3 to %4"_s
                        .arg(target > wanted(current) ? u"up"_s : u"down"_s,
                             metadataText(current, u"name"_s))
                        .arg(wanted(current))
                        .arg(target),
                    u"deployment-controller"_s);
        scale(api, replicaSets, current, target);
    }
    int mayStay = std::max(0, replicas - readyIn(current));
    for (const QJsonObject& set : sets) {
        if (set == current || paused)
            continue;
        const int rest = std::min(wanted(set), mayStay);
        mayStay -= rest;
        scale(api, replicaSets, set, rest);
    }
    tellDeployment(api, api.store().find(deployments, ns, name),
                   api.store().find(replicaSets, ns, metadataText(current, u"name"_s)),
                   ownedBy(api, replicaSets, found));
}

} // namespace

void reconcileDeployments(Api& api)
{
    for (const QJsonObject& deployment :
         api.store().all(servedKind(u"apps"_s, u"Deployment"_s)).values()) {
        if (!isLeaving(deployment))
            rollOut(api, deployment);
    }
}

void reconcileReplicaSets(Api& api)
{
    const Resource& replicaSets = servedKind(u"apps"_s, u"ReplicaSet"_s);
    const Resource& pods = servedKind({}, u"Pod"_s);
    for (const QJsonObject& set : api.store().all(replicaSets).values()) {
        if (isLeaving(set))
            continue;
        const QString ns = metadataText(set, u"namespace"_s);
        QList<QJsonObject> alive;
        for (const QJsonObject& pod : ownedBy(api, pods, set)) {
            if (!isLeaving(pod))
                alive += pod;
        }
        for (auto missing = wanted(set) - alive.size(); missing > 0; --missing) {
            const QJsonObject podTemplate = set.value(u"spec"_s)[u"template"_s].toObject();
            QJsonObject metadata = podTemplate.value(u"metadata"_s).toObject();
            metadata.insert(u"generateName"_s, QString(metadataText(set, u"name"_s) + u'-'));
            metadata.insert(u"ownerReferences"_s, controllerReference(replicaSets, set));
            WriteOptions options;
            options.manager = kManager;
            const auto pod = api.create(pods, ns,
                                        {{u"apiVersion"_s, u"v1"_s},
                                         {u"kind"_s, u"Pod"_s},
                                         {u"metadata"_s, metadata},
                                         {u"spec"_s, podTemplate.value(u"spec"_s)}},
                                        options);
            if (!pod)
                break;
            alive += pod->object;
            recordEvent(api, replicaSets, set, u"Normal"_s, u"SuccessfulCreate"_s,
                        u"Created pod: "_s + metadataText(pod->object, u"name"_s),
                        u"replicaset-controller"_s);
        }
        // Those that are not ready go first.
        std::stable_sort(
            alive.begin(), alive.end(),
            [](const QJsonObject& a, const QJsonObject& b) { return isReady(a) > isReady(b); });
        while (alive.size() > wanted(set))
            (void)api.remove(pods, ns, metadataText(alive.takeLast(), u"name"_s), {}, false);
        const int ready = int(std::count_if(alive.begin(), alive.end(), isReady));
        QJsonObject status{{u"replicas"_s, int(alive.size())},
                           {u"observedGeneration"_s, metadataOf(set).value(u"generation"_s)},
                           {u"terminatingReplicas"_s, 0}};
        if (!alive.isEmpty())
            status.insert(u"fullyLabeledReplicas"_s, int(alive.size()));
        if (ready > 0) {
            status.insert(u"readyReplicas"_s, ready);
            status.insert(u"availableReplicas"_s, ready);
        }
        setStatus(api, replicaSets, set, status, kManager);
    }
}

void reconcileJobs(Api& api)
{
    const Resource& jobs = servedKind(u"batch"_s, u"Job"_s);
    const Resource& pods = servedKind({}, u"Pod"_s);
    for (const QJsonObject& job : api.store().all(jobs).values()) {
        if (isLeaving(job) || job.value(u"spec"_s)[u"suspend"_s].toBool()
            || job.value(u"status"_s)[u"succeeded"_s].toInt() > 0)
            continue;
        QList<QJsonObject> owned = ownedBy(api, pods, job);
        if (owned.isEmpty()) {
            const QJsonObject podTemplate = job.value(u"spec"_s)[u"template"_s].toObject();
            QJsonObject metadata = podTemplate.value(u"metadata"_s).toObject();
            metadata.insert(u"generateName"_s, QString(metadataText(job, u"name"_s) + u'-'));
            metadata.insert(u"ownerReferences"_s, controllerReference(jobs, job));
            WriteOptions options;
            options.manager = kManager;
            const auto made = api.create(pods, metadataText(job, u"namespace"_s),
                                         {{u"apiVersion"_s, u"v1"_s},
                                          {u"kind"_s, u"Pod"_s},
                                          {u"metadata"_s, metadata},
                                          {u"spec"_s, podTemplate.value(u"spec"_s)}},
                                         options);
            if (made)
                owned += made->object;
        }
        const bool done =
            !owned.isEmpty() && owned.constFirst().value(u"status"_s)[u"phase"_s] == u"Succeeded"_s;
        QJsonObject status{{u"startTime"_s, metadataText(job, u"creationTimestamp"_s)}};
        if (done) {
            status.insert(u"succeeded"_s, 1);
            status.insert(u"completionTime"_s, timeText(api.now()));
            status.insert(
                u"conditions"_s,
                QJsonArray{condition({}, u"Complete"_s, true, u"CompletionsReached"_s,
                                     u"Reached expected number of succeeded pods"_s, api.now())});
        } else {
            status.insert(u"active"_s, int(owned.size()));
        }
        setStatus(api, jobs, job, status, kManager);
    }
}

} // namespace plumb::sandbox
