// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/defaults.h"

#include "sandbox/decode.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

// The macro must stand outside of every namespace; a static library forgets its resources
// otherwise.
static void useSandboxResource()
{
    Q_INIT_RESOURCE(sandbox);
}

namespace plumb::sandbox {

using objects::FieldType;
using Shape = objects::FieldType::Shape;

namespace {

const QJsonObject& table()
{
    static const QJsonObject json = [] {
        useSandboxResource();
        QFile file(u":/sandbox/defaults.json"_s);
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                              : QJsonObject();
    }();
    return json;
}

void fill(QJsonObject& object, const QString& name, const QJsonValue& value)
{
    if (!object.contains(name))
        object.insert(name, value);
}

QJsonObject container(QJsonObject object)
{
    const QString image = object.value(u"image"_s).toString();
    const QString last = image.section(u'/', -1);
    const bool latest =
        !image.contains(u'@') && (!last.contains(u':') || last.endsWith(u":latest"));
    fill(object, u"imagePullPolicy"_s, latest ? u"Always"_s : u"IfNotPresent"_s);
    return object;
}

QJsonObject podSpec(QJsonObject spec)
{
    // The old name of the field mirrors the new one.
    if (spec.contains(u"serviceAccountName"_s))
        spec.insert(u"serviceAccount"_s, spec.value(u"serviceAccountName"_s));
    else if (spec.contains(u"serviceAccount"_s))
        spec.insert(u"serviceAccountName"_s, spec.value(u"serviceAccount"_s));
    return spec;
}

//! What a Pod gets and a Pod template does not.
QJsonObject podAlone(QJsonObject spec)
{
    fill(spec, u"enableServiceLinks"_s, true);
    for (const QString& name : {u"initContainers"_s, u"containers"_s}) {
        QJsonArray containers = spec.value(name).toArray();
        for (qsizetype i = 0; i < containers.size(); ++i) {
            QJsonObject one = containers.at(i).toObject();
            QJsonObject resources = one.value(u"resources"_s).toObject();
            QJsonObject requests = resources.value(u"requests"_s).toObject();
            const QJsonObject limits = resources.value(u"limits"_s).toObject();
            for (auto each = limits.begin(); each != limits.end(); ++each)
                fill(requests, each.key(), each.value());
            if (requests.isEmpty())
                continue;
            resources.insert(u"requests"_s, requests);
            one.insert(u"resources"_s, resources);
            containers.replace(i, one);
        }
        if (!containers.isEmpty())
            spec.insert(name, containers);
    }
    return spec;
}

QJsonObject serviceSpec(QJsonObject spec)
{
    fill(spec, u"sessionAffinity"_s, u"None"_s);
    fill(spec, u"type"_s, u"ClusterIP"_s);
    const QString type = spec.value(u"type"_s).toString();
    if (type != u"ExternalName")
        fill(spec, u"internalTrafficPolicy"_s, u"Cluster"_s);
    if (type == u"NodePort" || type == u"LoadBalancer")
        fill(spec, u"externalTrafficPolicy"_s, u"Cluster"_s);
    if (type == u"LoadBalancer")
        fill(spec, u"allocateLoadBalancerNodePorts"_s, true);
    QJsonArray ports = spec.value(u"ports"_s).toArray();
    for (qsizetype i = 0; i < ports.size(); ++i) {
        QJsonObject port = ports.at(i).toObject();
        fill(port, u"targetPort"_s, port.value(u"port"_s));
        ports.replace(i, port);
    }
    if (!ports.isEmpty())
        spec.insert(u"ports"_s, ports);
    return spec;
}

//! Defaults of one struct that depend on its other fields.
QJsonObject special(const QString& type, QJsonObject object)
{
    if (type == u"core.v1.Container")
        return container(object);
    if (type == u"core.v1.PodSpec")
        return podSpec(object);
    if (type == u"core.v1.ServiceSpec")
        return serviceSpec(object);
    if (type == u"apps.v1.DeploymentStrategy" && object.value(u"type"_s) == u"RollingUpdate"_s)
        fill(object, u"rollingUpdate"_s, QJsonObject());
    if (type == u"core.v1.Volume" && object.size() == 1)
        object.insert(u"emptyDir"_s, QJsonObject());
    if (type == u"batch.v1.JobSpec" && !object.contains(u"completions"_s)) {
        if (!object.contains(u"parallelism"_s))
            object.insert(u"completions"_s, 1);
        fill(object, u"parallelism"_s, 1);
    }
    return object;
}

QJsonValue filled(const FieldType& type, const QJsonValue& value)
{
    if (type.shape == Shape::List) {
        QJsonArray list = value.toArray();
        for (qsizetype i = 0; i < list.size(); ++i)
            list.replace(i, filled(*type.element, list.at(i)));
        return list;
    }
    if (type.shape == Shape::Map) {
        QJsonObject map = value.toObject();
        for (auto each = map.begin(); each != map.end(); ++each)
            each.value() = filled(*type.element, each.value());
        return map;
    }
    if (type.shape != Shape::Struct)
        return value;
    QJsonObject object = value.toObject();
    const QJsonObject defaults = table().value(type.name).toObject();
    for (auto each = defaults.begin(); each != defaults.end(); ++each)
        fill(object, each.key(), each.value());
    object = special(type.name, object);
    for (auto each = object.begin(); each != object.end(); ++each) {
        if (const auto field = type.fields->constFind(each.key()); field != type.fields->constEnd())
            each.value() = filled(*field, each.value());
    }
    return object;
}

} // namespace

QJsonObject withDefaults(const FieldType& type, const QString& kind, const QJsonObject& object)
{
    QJsonObject whole = object;
    const QJsonObject empty = emptyObject(kind);
    for (auto each = empty.begin(); each != empty.end(); ++each) {
        // Members of the spec that are always written appear with it; those of the status as well.
        QJsonObject member = whole.value(each.key()).toObject();
        const QJsonObject always = each.value().toObject();
        for (auto inner = always.begin(); inner != always.end(); ++inner) {
            if (!inner.value().isNull() || kind != u"Pod")
                fill(member, inner.key(), inner.value());
        }
        if (each.value().isObject())
            whole.insert(each.key(), member);
        else
            fill(whole, each.key(), each.value());
    }
    if (kind == u"ReplicaSet" || kind == u"Deployment" || kind == u"Job") {
        QJsonObject spec = whole.value(u"spec"_s).toObject();
        if (spec.value(u"selector"_s).isNull())
            spec.remove(u"selector"_s);
        whole.insert(u"spec"_s, spec);
    }
    whole = filled(type, whole).toObject();
    if (kind == u"Namespace") {
        QJsonObject metadata = whole.value(u"metadata"_s).toObject();
        QJsonObject labels = metadata.value(u"labels"_s).toObject();
        if (metadata.contains(u"name"_s))
            fill(labels, u"kubernetes.io/metadata.name"_s, metadata.value(u"name"_s));
        metadata.insert(u"labels"_s, labels);
        whole.insert(u"metadata"_s, metadata);
    }
    if (kind == u"Pod")
        whole.insert(u"spec"_s, podAlone(whole.value(u"spec"_s).toObject()));
    return whole;
}

namespace {

void giveAddresses(QJsonObject& spec, int serial)
{
    const QString type = spec.value(u"type"_s).toString();
    if (type == u"ExternalName")
        return;
    const QString address =
        spec.value(u"clusterIP"_s)
            .toString(u"10.96.%1.%2"_s.arg(serial / 250 % 250).arg(serial % 250 + 1));
    spec.insert(u"clusterIP"_s, address);
    fill(spec, u"clusterIPs"_s, QJsonArray{address});
    fill(spec, u"ipFamilies"_s, QJsonArray{u"IPv4"_s});
    fill(spec, u"ipFamilyPolicy"_s, u"SingleStack"_s);
    if (type == u"ClusterIP")
        return;
    QJsonArray ports = spec.value(u"ports"_s).toArray();
    for (qsizetype i = 0; i < ports.size(); ++i) {
        QJsonObject port = ports.at(i).toObject();
        fill(port, u"nodePort"_s, 30000 + (serial * 7 + int(i)) % 2768);
        ports.replace(i, port);
    }
    spec.insert(u"ports"_s, ports);
}

QString qualityOfService(const QJsonObject& spec)
{
    bool any = false, guaranteed = true;
    for (const QString& list : {u"containers"_s, u"initContainers"_s}) {
        for (const QJsonValue& each : spec.value(list).toArray()) {
            const QJsonObject limits = each[u"resources"_s][u"limits"_s].toObject();
            const QJsonObject requests = each[u"resources"_s][u"requests"_s].toObject();
            any = any || !limits.isEmpty() || !requests.isEmpty();
            guaranteed = guaranteed && limits.contains(u"cpu"_s) && limits.contains(u"memory"_s)
                         && limits == requests;
        }
    }
    return !any ? u"BestEffort"_s : guaranteed ? u"Guaranteed"_s : u"Burstable"_s;
}

void admitPod(QJsonObject& object)
{
    QJsonObject spec = object.value(u"spec"_s).toObject();
    fill(spec, u"serviceAccountName"_s, u"default"_s);
    fill(spec, u"serviceAccount"_s, spec.value(u"serviceAccountName"_s));
    fill(spec, u"priority"_s, 0);
    fill(spec, u"preemptionPolicy"_s, u"PreemptLowerPriority"_s);
    QJsonArray tolerations = spec.value(u"tolerations"_s).toArray();
    for (const QString& taint :
         {u"node.kubernetes.io/not-ready"_s, u"node.kubernetes.io/unreachable"_s}) {
        const bool known =
            std::any_of(tolerations.begin(), tolerations.end(),
                        [&](const QJsonValue& each) { return each[u"key"_s] == taint; });
        if (!known)
            tolerations.append(QJsonObject{{u"key"_s, taint},
                                           {u"operator"_s, u"Exists"_s},
                                           {u"effect"_s, u"NoExecute"_s},
                                           {u"tolerationSeconds"_s, 300}});
    }
    spec.insert(u"tolerations"_s, tolerations);
    object.insert(u"spec"_s, spec);
    object.insert(u"status"_s,
                  QJsonObject{{u"phase"_s, u"Pending"_s}, {u"qosClass"_s, qualityOfService(spec)}});
}

void labelJob(QJsonObject& object)
{
    QJsonObject metadata = object.value(u"metadata"_s).toObject();
    const QJsonValue uid = metadata.value(u"uid"_s), name = metadata.value(u"name"_s);
    const QJsonObject ours{{u"batch.kubernetes.io/controller-uid"_s, uid},
                           {u"batch.kubernetes.io/job-name"_s, name},
                           {u"controller-uid"_s, uid},
                           {u"job-name"_s, name}};
    const auto labelled = [&](QJsonObject meta) {
        QJsonObject labels = meta.value(u"labels"_s).toObject();
        for (auto each = ours.begin(); each != ours.end(); ++each)
            fill(labels, each.key(), each.value());
        meta.insert(u"labels"_s, labels);
        return meta;
    };
    QJsonObject spec = object.value(u"spec"_s).toObject();
    QJsonObject pod = spec.value(u"template"_s).toObject();
    // The labels of the Job itself are those of its Pods.
    pod.insert(u"metadata"_s, labelled(pod.value(u"metadata"_s).toObject()));
    fill(spec, u"selector"_s,
         QJsonObject{
             {u"matchLabels"_s, QJsonObject{{u"batch.kubernetes.io/controller-uid"_s, uid}}}});
    spec.insert(u"template"_s, pod);
    object.insert(u"spec"_s, spec);
    object.insert(u"metadata"_s, labelled(metadata));
}

} // namespace

QJsonObject withCreationDefaults(const QString& kind, QJsonObject object, int serial)
{
    if (kind == u"Service") {
        QJsonObject spec = object.value(u"spec"_s).toObject();
        giveAddresses(spec, serial);
        object.insert(u"spec"_s, spec);
    } else if (kind == u"Pod") {
        admitPod(object);
    } else if (kind == u"Job") {
        labelJob(object);
    } else if (kind == u"Namespace") {
        object.insert(u"spec"_s, QJsonObject{{u"finalizers"_s, QJsonArray{u"kubernetes"_s}}});
        object.insert(u"status"_s, QJsonObject{{u"phase"_s, u"Active"_s}});
    }
    return object;
}

} // namespace plumb::sandbox
