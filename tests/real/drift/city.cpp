// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "city.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace plumb::test {

namespace {

using Json = QJsonObject;
using List = QJsonArray;

Json parsed(QByteArray text, const QMap<QByteArray, QByteArray>& words)
{
    for (auto word = words.begin(); word != words.end(); ++word)
        text.replace('$' + word.key() + '$', word.value());
    QJsonParseError problem;
    const auto json = QJsonDocument::fromJson(text, &problem);
    if (!json.isObject())
        qFatal("%s in %s", qPrintable(problem.errorString()), text.constData());
    return json.object();
}

const QByteArray kPod = R"({"metadata": {"labels": {"app": "$N$", "part": "web"}}, "spec": {
 "nodeSelector": {"pool": "nowhere"},
 "volumes": [{"name": "config", "configMap": {"name": "$N$"}}, {"name": "scratch", "emptyDir": {}}],
 "containers": [{"name": "web", "image": "shop/web:1.$I$", "args": ["--port", "8080"],
  "ports": [{"name": "http", "containerPort": 8080}],
  "env": [{"name": "LOG_LEVEL", "value": "info"}, {"name": "MODE", "value": "fast"},
   {"name": "NODE", "valueFrom": {"fieldRef": {"fieldPath": "spec.nodeName"}}}],
  "resources": {"requests": {"cpu": "$CPU$", "memory": "$MEMORY$"}, "limits": {"cpu": "2", "memory": "2Gi"}},
  "volumeMounts": [{"name": "config", "mountPath": "/etc/web"}, {"name": "scratch", "mountPath": "/tmp"}],
  "readinessProbe": {"httpGet": {"path": "/ready", "port": "http"}, "periodSeconds": 5}}]}})";

// In every one: labels tier and team, an annotation; what a controller would act on stands still
// (no replicas, suspended), so that only the edits of the test move anything.
const std::pair<const char*, QByteArray> kTemplates[] = {
    {"apps/v1 Deployment", R"("spec": {"replicas": 0, "selector": {"matchLabels": {"app": "$N$"}},
      "strategy": {"rollingUpdate": {"maxUnavailable": "25%"}}, "template": $POD$})"},
    {"apps/v1 StatefulSet", R"("spec": {"replicas": 0, "serviceName": "$N$",
      "selector": {"matchLabels": {"app": "$N$"}}, "template": $POD$,
      "volumeClaimTemplates": [{"metadata": {"name": "data"}, "spec": {"accessModes": ["ReadWriteOnce"],
       "resources": {"requests": {"storage": "1Gi"}}}}]})"},
    {"apps/v1 DaemonSet",
     R"("spec": {"selector": {"matchLabels": {"app": "$N$"}}, "template": $POD$})"},
    {"batch/v1 Job",
     R"("spec": {"suspend": true, "completions": 1, "parallelism": 1, "template": {"spec": {
      "restartPolicy": "Never", "containers": [{"name": "web", "image": "shop/job:$I$"}]}}})"},
    {"batch/v1 CronJob",
     R"("spec": {"suspend": true, "schedule": "$I$ 4 * * *", "jobTemplate": {"spec": {
      "template": {"spec": {"restartPolicy": "OnFailure", "containers": [{"name": "web",
       "image": "shop/cron:$I$", "resources": {"limits": {"memory": "$MEMORY$"}}}]}}}}})"},
    {"v1 Service", R"("spec": {"clusterIP": "None", "selector": {"app": "$N$"},
      "ports": [{"name": "http", "port": 80, "targetPort": "http"}, {"name": "dns", "port": 53, "protocol": "UDP"}]})"},
    {"v1 ConfigMap", R"("data": {"greeting": "hello $I$", "lines": "one\ntwo\n", "mode": "fast"})"},
    {"v1 Secret", R"("stringData": {"token": "secret-$I$"}, "data": {"mode": "ZmFzdA=="})"},
    {"networking.k8s.io/v1 Ingress",
     R"("spec": {"ingressClassName": "public", "rules": [{"host": "$N$.example.com",
      "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": {"service": {"name": "$N$", "port": {"number": 80}}}}]}}]})"},
    {"v1 ServiceAccount",
     R"("automountServiceAccountToken": false, "imagePullSecrets": [{"name": "registry"}])"},
    {"rbac.authorization.k8s.io/v1 Role",
     R"("rules": [{"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get", "list"]}])"},
    {"rbac.authorization.k8s.io/v1 RoleBinding",
     R"("roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "$N$"},
      "subjects": [{"kind": "ServiceAccount", "name": "$N$", "namespace": "$NS$"}, {"kind": "User", "name": "ada"}])"},
    {"networking.k8s.io/v1 NetworkPolicy",
     R"("spec": {"podSelector": {"matchLabels": {"app": "$N$"}},
      "policyTypes": ["Ingress"], "ingress": [{"from": [{"podSelector": {"matchLabels": {"role": "front"}}}],
       "ports": [{"port": 8080}]}]})"},
    {"autoscaling/v2 HorizontalPodAutoscaler",
     R"("spec": {"scaleTargetRef": {"apiVersion": "apps/v1",
      "kind": "Deployment", "name": "nobody"}, "minReplicas": 2, "maxReplicas": 9,
      "metrics": [{"type": "Resource", "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 70}}}]})"},
    {"policy/v1 PodDisruptionBudget",
     R"("spec": {"minAvailable": 1, "selector": {"matchLabels": {"app": "$N$"}}})"},
    {"v1 PersistentVolumeClaim",
     R"("spec": {"storageClassName": "none", "accessModes": ["ReadWriteOnce"],
      "resources": {"requests": {"storage": "$MEMORY$"}}})"},
    {"v1 ResourceQuota",
     R"("spec": {"hard": {"count/leases.coordination.k8s.io": "5k", "pods": "5000"}})"},
    {"rounds.example.com/v1 Widget",
     R"("spec": {"size": $I$, "color": "red", "owner": {"name": "ada"},
      "parts": [{"name": "lid", "weight": 3}, {"name": "base", "weight": 8}], "tags": ["a", "b"]})"},
};

} // namespace

QList<Thing> makeCity(const QString& ns, int count, QRandomGenerator& random)
{
    QList<Thing> city;
    constexpr int kinds = int(std::size(kTemplates));
    for (int i = 0; i < count; ++i) {
        const auto& [type, body] = kTemplates[i % kinds];
        const auto words = QByteArray(type).split(' ');
        const QByteArray name = words[1].toLower() + '-' + QByteArray::number(i);
        const auto oneOf = [&](std::initializer_list<const char*> spellings) {
            return QByteArray(spellings.begin()[random.bounded(int(spellings.size()))]);
        };
        QMap<QByteArray, QByteArray> values{{"N", name},
                                            {"NS", ns.toUtf8()},
                                            {"I", QByteArray::number(i % 60)},
                                            {"CPU", oneOf({"100m", "0.1", "1000m", "1"})},
                                            {"MEMORY", oneOf({"1Gi", "1024Mi", "512Mi", "0.5Gi"})}};
        Json object = parsed("{\"apiVersion\": \"" + words[0] + "\", \"kind\": \"" + words[1]
                                 + R"(", "metadata": {"name": "$N$", "namespace": "$NS$",
                 "labels": {"app": "$N$", "tier": "back", "team": "shop"},
                 "annotations": {"example.com/about": "number $I$", "contact": "shop"}}, )"
                                 + QByteArray(body).replace("$POD$", kPod) + '}',
                             values);
        Thing thing;
        thing.kind = QString::fromLatin1(words[1]);
        thing.name = QString::fromLatin1(name);
        thing.file = u"shop/"_s + thing.name + u".yaml"_s;
        thing.desired = object;
        thing.route = random.bounded(2) == 0 ? Thing::Route::Plumbline : Thing::Route::Kubectl;
        city.append(thing);
    }
    return city;
}

QJsonObject widgetDefinition()
{
    return parsed(R"({"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
      "metadata": {"name": "widgets.rounds.example.com"}, "spec": {"group": "rounds.example.com", "scope": "Namespaced",
       "names": {"plural": "widgets", "singular": "widget", "kind": "Widget", "listKind": "WidgetList"},
       "versions": [{"name": "v1", "served": true, "storage": true, "schema": {"openAPIV3Schema": {"type": "object",
        "properties": {"spec": {"type": "object", "properties": {
         "size": {"type": "integer"}, "color": {"type": "string"}, "finish": {"type": "string", "default": "matt"},
         "owner": {"type": "object", "properties": {"name": {"type": "string"}, "mail": {"type": "string"}}},
         "parts": {"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"],
          "items": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"},
           "weight": {"type": "integer"}, "unit": {"type": "string", "default": "kg"}}}},
         "tags": {"type": "array", "items": {"type": "string"}}}}}}}}]}})",
                  {});
}

QString urlOf(const QJsonObject& object)
{
    const QString version = object.value(u"apiVersion"_s).toString();
    const QString kind = object.value(u"kind"_s).toString();
    const QJsonObject metadata = object.value(u"metadata"_s).toObject();
    QString plural = kind.toLower();
    if (plural.endsWith(u"policy"))
        plural = plural.chopped(1) + u"ies"_s;
    else
        plural += plural.endsWith(u's') ? u"es"_s : u"s"_s;
    return (version.contains(u'/') ? u"/apis/"_s : u"/api/"_s) + version + u"/namespaces/"_s
           + metadata.value(u"namespace"_s).toString() + u'/' + plural + u'/'
           + metadata.value(u"name"_s).toString();
}

QJsonObject mergePatch(const QJsonObject& from, const QJsonObject& to)
{
    QJsonObject patch;
    for (auto member = from.begin(); member != from.end(); ++member) {
        if (!to.contains(member.key()))
            patch.insert(member.key(), QJsonValue::Null);
    }
    for (auto member = to.begin(); member != to.end(); ++member) {
        const QJsonValue before = from.value(member.key());
        if (before.isObject() && member.value().isObject()) {
            const QJsonObject inner = mergePatch(before.toObject(), member.value().toObject());
            if (!inner.isEmpty())
                patch.insert(member.key(), inner);
        } else if (before != member.value()) {
            patch.insert(member.key(), member.value());
        }
    }
    return patch;
}

} // namespace plumb::test
