// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "city.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace plumb::test {

using objects::FieldPath;
using objects::PathStep;

namespace {

const QJsonValue kGone(QJsonValue::Undefined);

//! The text with its serial number; $B64$ stands for it in base64.
QString numbered(const char* text, int serial)
{
    QByteArray bytes(text);
    bytes.replace("$B64$", QByteArray::number(serial).rightJustified(6, '0').toBase64());
    return QString::fromUtf8(bytes.replace('$', QByteArray::number(serial)));
}

QJsonValue parsed(const QString& text)
{
    const auto list = QJsonDocument::fromJson('[' + text.toUtf8() + ']').array();
    if (list.size() != 1)
        qFatal("%s is no value", qPrintable(text));
    return list.at(0);
}

//! What the API lets everybody change of that kind. $ is the serial number.
QList<Edit> catalogue(const QString& kind, bool isGit, int serial)
{
    QList<Edit> all;
    const auto set = [&](const char* path, const char* json) {
        all.append({numbered(path, serial), parsed(numbered(json, serial)), false});
    };
    const auto take = [&](const char* path) { all.append({numbered(path, serial), kGone, false}); };
    // Fields that only the server or somebody else fills in.
    const auto setUnnamed = [&](const char* path, const char* json) {
        if (!isGit)
            set(path, json);
    };
    // What Git drops and the server writes again, as its default or as another value.
    const auto dropInGit = [&](const char* path) {
        if (isGit)
            take(path);
    };
    const auto respell = [&](const char* path, const char* json) {
        all.append({numbered(path, serial), parsed(numbered(json, serial)), true});
    };
    set("metadata.labels.tier", R"("tier-$")");
    set("metadata.annotations[\"example.com/about\"]", R"("edited $")");
    setUnnamed("metadata.labels.extra$", R"("new")");
    setUnnamed("metadata.annotations[\"example.com/extra$\"]", R"("new")");
    take("metadata.labels.team");
    take("metadata.annotations.contact");
    if (isGit)
        set("metadata.labels.fresh$", R"("new")");

    const bool isWorkload = kind == u"Deployment" || kind == u"StatefulSet" || kind == u"DaemonSet";
    if (isWorkload) {
        set("spec.template.spec.containers[name=web].image", R"("shop/web:2.$")");
        set("spec.template.spec.containers[name=web].env[name=LOG_LEVEL].value", R"("debug$")");
        set("spec.template.spec.containers[name=web].args", R"(["--port", "8$"])");
        set("spec.template.spec.containers[name=web].resources.limits.cpu", "3$");
        set("spec.template.spec.containers[name=web].readinessProbe.periodSeconds", "1$");
        set("spec.template.spec.containers[name=web].env[name=EXTRA$]",
            R"({"name": "EXTRA$", "value": "1"})");
        take("spec.template.spec.containers[name=web].env[name=MODE]");
        dropInGit("spec.template.spec.containers[name=web].readinessProbe.periodSeconds");
        respell("spec.template.spec.containers[name=web].resources.limits.memory", R"("2048Mi")");
        respell("spec.template.spec.containers[name=web].resources.limits.cpu", R"("2000m")");
        setUnnamed("spec.template.spec.terminationGracePeriodSeconds", "3$");
        setUnnamed("spec.template.spec.tolerations", R"([{"key": "spot$", "operator": "Exists"}])");
        set("spec.template.spec.containers[name=side$]",
            R"({"name": "side$", "image": "shop/side:$"})");
    }
    if (kind == u"Deployment") {
        setUnnamed("spec.strategy.rollingUpdate.maxSurge", "1$");
        set("spec.strategy.rollingUpdate.maxUnavailable", "2$");
        dropInGit("spec.strategy.rollingUpdate.maxUnavailable");
    } else if (kind == u"Job") {
        set("spec.parallelism", "1$");
        dropInGit("spec.parallelism");
        setUnnamed("spec.ttlSecondsAfterFinished", "1$");
    } else if (kind == u"CronJob") {
        set("spec.schedule", R"("@every 1$h")");
        set("spec.jobTemplate.spec.template.spec.containers[name=web].image", R"("shop/cron:v$")");
        setUnnamed("spec.concurrencyPolicy", R"("Forbid")");
    } else if (kind == u"Service") {
        set("spec.ports[port=80,protocol=TCP].targetPort", "1$");
        setUnnamed("spec.ports[port=1$,protocol=TCP]", R"({"name": "p$", "port": 1$})");
        setUnnamed("spec.sessionAffinity", R"("ClientIP")");
        set("spec.selector", R"({"app": "other$"})");
    } else if (kind == u"ConfigMap") {
        set("data.greeting", R"("good evening $")");
        set("data.lines", R"("one\ntwo\nthree $")");
        setUnnamed("data.added$", R"("by hand")");
        take("data.mode");
    } else if (kind == u"Secret") {
        set("data.token", R"("ZWRpdGVk$B64$")");
        setUnnamed("data.added$", R"("eA==")");
        take("data.mode");
    } else if (kind == u"Ingress") {
        set("spec.ingressClassName", R"("internal$")");
        set("spec.rules",
            R"([{"host": "moved$.example.com", "http": {"paths": [{"path": "/", "pathType": "Exact",
                "backend": {"service": {"name": "other", "port": {"number": 80}}}}]}}])");
    } else if (kind == u"ServiceAccount") {
        set("automountServiceAccountToken", "true");
        setUnnamed("imagePullSecrets[name=more$]", R"({"name": "more$"})");
    } else if (kind == u"Role") {
        set("rules",
            R"([{"apiGroups": [""], "resources": ["configmaps", "r$"], "verbs": ["get", "list"]}])");
    } else if (kind == u"RoleBinding") {
        set("subjects",
            R"([{"apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": "eve$"}])");
    } else if (kind == u"NetworkPolicy") {
        set("spec.ingress", R"([{"ports": [{"protocol": "TCP", "port": 1$}]}])");
        set("spec.policyTypes", R"(["Ingress", "Egress"])");
    } else if (kind == u"HorizontalPodAutoscaler") {
        set("spec.maxReplicas", "2$");
        dropInGit("spec.minReplicas");
        setUnnamed(
            "spec.behavior",
            R"({"scaleDown": {"policies": [{"type": "Pods", "value": 1$, "periodSeconds": 60}]}})");
        set("spec.metrics",
            R"([{"type": "Resource", "resource": {"name": "memory", "target": {"type": "Utilization", "averageUtilization": 5$}}}])");
    } else if (kind == u"PodDisruptionBudget") {
        set("spec.minAvailable", "2$");
    } else if (kind == u"ResourceQuota") {
        set("spec.hard.pods", R"("7$")");
        respell("spec.hard[\"count/leases.coordination.k8s.io\"]", R"("5000")");
        setUnnamed("spec.hard.secrets", R"("8$00")");
    } else if (kind == u"Widget") {
        set("spec.size", "1$");
        set("spec.owner.name", R"("eve$")");
        set("spec.tags", R"(["a", "b", "c$"])");
        setUnnamed("spec.owner.mail", R"("eve$@example.com")");
        setUnnamed("spec.finish", R"("shiny $")");
    }
    return all;
}

QJsonValue withStep(const QJsonValue& at, const FieldPath& path, qsizetype step,
                    const QJsonValue& value);

QJsonValue withElement(const QJsonArray& from, const FieldPath& path, qsizetype step,
                       const QJsonValue& value)
{
    QJsonArray list = from;
    FieldPath here;
    here.steps = {PathStep{PathStep::Kind::Member, u"list"_s, {}, {}, 0}, path.steps.at(step)};
    const QJsonValue found = here.in({{u"list"_s, list}});
    const bool isLast = step + 1 == path.steps.size();
    for (qsizetype i = 0; i < list.size(); ++i) {
        if (found.isUndefined() || list.at(i) != found)
            continue;
        if (isLast && value.isUndefined())
            list.removeAt(i);
        else
            list[i] = isLast ? value : withStep(list.at(i), path, step + 1, value);
        return list;
    }
    if (!value.isUndefined() && isLast)
        list.append(value);
    return list;
}

QJsonValue withStep(const QJsonValue& at, const FieldPath& path, qsizetype step,
                    const QJsonValue& value)
{
    if (path.steps.at(step).kind != PathStep::Kind::Member)
        return withElement(at.toArray(), path, step, value);
    QJsonObject map = at.toObject();
    const QString name = path.steps.at(step).member;
    if (step + 1 < path.steps.size())
        map.insert(name, withStep(map.value(name), path, step + 1, value));
    else if (value.isUndefined())
        map.remove(name);
    else
        map.insert(name, value);
    return map;
}

Edit draw(const QJsonObject& object, bool isGit, int serial, QRandomGenerator& random)
{
    const auto all = catalogue(object.value(u"kind"_s).toString(), isGit, serial);
    return all.at(random.bounded(int(all.size())));
}

} // namespace

Edit drawEdit(const QJsonObject& object, int serial, QRandomGenerator& random)
{
    return draw(object, false, serial, random);
}

Edit drawGitEdit(const QJsonObject& object, int serial, QRandomGenerator& random)
{
    return draw(object, true, serial, random);
}

QJsonObject edited(const QJsonObject& object, const Edit& edit)
{
    const auto path = FieldPath::parse(edit.path);
    if (!path)
        qFatal("%s", qPrintable(path.error().summary));
    return withStep(object, *path, 0, edit.value).toObject();
}

} // namespace plumb::test
