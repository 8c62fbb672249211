// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/evaluate_p.h"
#include "objects/owners.h"

#include <QJsonArray>

namespace plumb::engine {

namespace {

// Kinds that controllers make below an application's objects.
const std::pair<QString, QString>& ownedKind(int index)
{
    static const std::pair<QString, QString> kKinds[] = {
        {u"apps"_s, u"ReplicaSet"_s}, {u""_s, u"Pod"_s}, {u"batch"_s, u"Job"_s}};
    return kKinds[index];
}
constexpr int kOwnedKinds = 3;

QJsonObject containerStatus(const objects::Object& pod, const QString& name)
{
    for (const QStringView list : {u"containerStatuses", u"initContainerStatuses"})
        for (const QJsonValue& each : pod.status().value(list).toArray())
            if (each.toObject().value(u"name"_s).toString() == name)
                return each.toObject();
    return {};
}

// "Running", "Waiting: ImagePullBackOff", "Terminated: Error (1)"
QString containerState(const QJsonObject& status)
{
    const QJsonObject state = status.value(u"state"_s).toObject();
    if (state.contains(u"running"_s))
        return u"Running"_s;
    const QJsonObject waiting = state.value(u"waiting"_s).toObject();
    if (!waiting.isEmpty()) {
        const QString message = waiting.value(u"message"_s).toString();
        return u"Waiting: "_s + waiting.value(u"reason"_s).toString()
               + (message.isEmpty() ? QString() : u" ("_s + message + u')');
    }
    const QJsonObject ended = state.value(u"terminated"_s).toObject();
    if (!ended.isEmpty())
        return u"Terminated: %1 (%2)"_s.arg(ended.value(u"reason"_s).toString())
            .arg(ended.value(u"exitCode"_s).toInt());
    return u"No state yet"_s;
}

int restartsOf(const objects::Object& pod)
{
    int restarts = 0;
    for (const QJsonValue& each : pod.status().value(u"containerStatuses"_s).toArray())
        restarts += each.toObject().value(u"restartCount"_s).toInt();
    return restarts;
}

ResourceNode nodeOf(const objects::Object& object)
{
    ResourceNode node;
    node.uid = object.uid();
    node.created = object.creationTimestamp();
    node.terminatingSince = object.deletionTimestamp();
    node.health = health::assess(object);
    if (node.health)
        node.reason = node.health->message;
    if (object.kind() == u"Pod") {
        node.restarts = restartsOf(object);
        for (const QJsonValue& each : object.spec().value(u"containers"_s).toArray())
            node.containers.append(each.toObject().value(u"name"_s).toString());
    }
    return node;
}

} // namespace

QList<ResourceNode> resourcesOf(const QList<ObjectState>& states, Connection& connection,
                                const kube::Discovery& discovery, const Watched* watched,
                                QStringList& missingRules, QStringList& problems,
                                std::stop_token stop)
{
    QList<objects::Object> live;
    QList<objects::ResourceKey> roots;
    QHash<objects::ResourceKey, SyncStatus> verdicts;
    QHash<objects::ResourceKey, QString> unread; //!< there or not, nobody knows
    QStringList namespaces;
    for (const ObjectState& state : states) {
        roots.append(state.key);
        verdicts.insert(state.key, state.sync);
        if (state.live)
            live.append(*state.live);
        else if (state.sync == SyncStatus::Unknown)
            unread.insert(state.key, state.reason);
        if (!state.key.ns.isEmpty() && !namespaces.contains(state.key.ns))
            namespaces.append(state.key.ns);
    }
    if (watched && watched->owned) {
        for (const kube::PackedObject& object : *watched->owned)
            if (!verdicts.contains(object.key()))
                live.append(object.object());
        namespaces.clear();
    }
    for (const QString& ns : std::as_const(namespaces)) {
        for (int i = 0; i < kOwnedKinds; ++i) {
            const auto* type = discovery.find(ownedKind(i).first, ownedKind(i).second);
            if (!type) {
                if (discovery.isUnread(ownedKind(i).first))
                    problems.append(
                        u"%1s below these objects are not shown: the server could not say what its API group %2 serves."_s
                            .arg(ownedKind(i).second, ownedKind(i).first));
                continue;
            }
            const auto listed = connection.cluster().list(*type, ns, {}, stop);
            if (!listed) {
                missingRules.append(listed.error().summary);
                continue;
            }
            for (const auto& object : listed->items)
                if (!verdicts.contains(object.key()))
                    live.append(object);
        }
    }
    QList<ResourceNode> nodes;
    for (const objects::OwnerRow& row : objects::ownerTree(live, roots)) {
        ResourceNode node;
        if (row.kind == objects::OwnerRow::Kind::Object) {
            if (row.object >= 0)
                node = nodeOf(live[row.object]);
            else
                node.reason = unread.value(row.key, u"not in the cluster"_s);
            node.key = row.key;
            if (const auto verdict = verdicts.constFind(row.key); verdict != verdicts.constEnd())
                node.sync = *verdict;
        } else {
            node.isContainer = true;
            node.key = row.key;
            node.key.kind = row.kind == objects::OwnerRow::Kind::Container ? u"Container"_s
                                                                           : u"Init container"_s;
            node.key.name = row.container;
            if (row.parent >= 0) {
                // The Pod is the nearest row above that is no container.
                for (qsizetype i = nodes.size() - 1; i >= 0; --i) {
                    if (nodes[i].isContainer)
                        continue;
                    for (const auto& pod : std::as_const(live)) {
                        if (pod.uid() != nodes[i].uid)
                            continue;
                        const QJsonObject status = containerStatus(pod, row.container);
                        node.reason = containerState(status);
                        node.restarts = status.value(u"restartCount"_s).toInt();
                    }
                    break;
                }
            }
        }
        node.depth = row.depth;
        nodes.append(std::move(node));
    }
    return nodes;
}

} // namespace plumb::engine
