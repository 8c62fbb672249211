// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/shop.h"

namespace plumb::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

QString metadata(const QString& service, const QString& environment)
{
    return u"metadata:\n  name: %1\n  namespace: shop-%2\n  labels:\n    app: %1\n    team: %3\n"_s
        .arg(service, environment, service == u"frontend" ? u"web"_s : u"shop"_s);
}

QString deployment(const QString& service, const QString& environment, const ServiceState& state)
{
    QString text = u"apiVersion: apps/v1\nkind: Deployment\n"_s + metadata(service, environment);
    text +=
        u"spec:\n  replicas: %1\n  selector:\n    matchLabels:\n      app: %2\n  template:\n    "
        u"metadata:\n"
        "      labels:\n        app: %2\n    spec:\n      containers:\n        - name: %2\n"
        "          image: registry.shop.example/%2:%3\n          ports:\n            - name: http\n"
        "              containerPort: 8080\n          envFrom:\n            - configMapRef:\n"
        "                name: %2-settings\n"_s.arg(state.replicas)
            .arg(service, state.image);
    text.replace(u"            - configMapRef:\n                name:"_s,
                 u"            - configMapRef:\n                name:"_s);
    text += u"          env:\n            - name: LOG_LEVEL\n              value: %1\n"_s.arg(
        state.settings.value(u"LOG_LEVEL"_s, u"info"_s));
    if (state.hasSecret)
        text +=
            u"            - name: PROVIDER_KEY\n              valueFrom:\n                "
            u"secretKeyRef:\n"
            "                  name: %1-provider\n                  key: api-key\n"_s.arg(service);
    text += u"          resources:\n            requests:\n              cpu: %1m\n              "
            u"memory: %2Mi\n"
            "            limits:\n              memory: %3Mi\n"_s.arg(state.cpuMilli)
                .arg(state.memoryMi)
                .arg(state.memoryMi * 2);
    text +=
        u"          readinessProbe:\n            httpGet:\n              path: %1\n              port: http\n"_s
            .arg(state.splitProbes ? u"/readyz"_s : u"/healthz"_s);
    if (state.splitProbes)
        text += u"          livenessProbe:\n            httpGet:\n              path: /livez\n     "
                u"         port: http\n"
                "            initialDelaySeconds: 10\n"_s;
    return text;
}

QString service(const QString& name, const QString& environment)
{
    return u"apiVersion: v1\nkind: Service\n"_s + metadata(name, environment)
           + u"spec:\n  selector:\n    app: %1\n  ports:\n    - name: http\n      port: 80\n      targetPort: http\n"_s
                 .arg(name);
}

QString settings(const QString& service, const QString& environment, const ServiceState& state)
{
    QString text = u"apiVersion: v1\nkind: ConfigMap\n"_s + metadata(service, environment);
    text.replace(u"name: %1\n"_s.arg(service), u"name: %1-settings\n"_s.arg(service));
    text += u"data:\n"_s;
    for (auto each = state.settings.begin(); each != state.settings.end(); ++each) {
        if (each.key() != u"LOG_LEVEL")
            text += u"  %1: \"%2\"\n"_s.arg(each.key(), each.value());
    }
    return text;
}

QString budget(const QString& service, const QString& environment)
{
    return u"apiVersion: policy/v1\nkind: PodDisruptionBudget\n"_s + metadata(service, environment)
           + u"spec:\n  minAvailable: 1\n  selector:\n    matchLabels:\n      app: %1\n"_s.arg(
               service);
}

QString ingress(const QString& service, const QString& environment)
{
    const QString host =
        environment == u"prod" ? u"shop.example"_s : environment + u".shop.example"_s;
    return u"apiVersion: networking.k8s.io/v1\nkind: Ingress\n"_s + metadata(service, environment)
           + u"spec:\n  rules:\n    - host: %1\n      http:\n        paths:\n          - path: /\n"
             "            pathType: Prefix\n            backend:\n              service:\n         "
             "       name: %2\n"
             "                port:\n                  name: http\n"_s.arg(host, service);
}

QString autoscaler(const QString& service, const QString& environment)
{
    return u"apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\n"_s
           + metadata(service, environment)
           + u"spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: "
             u"%1\n  minReplicas: 2\n"
             "  maxReplicas: 8\n  metrics:\n    - type: Resource\n      resource:\n        name: "
             "cpu\n        target:\n"
             "          type: Utilization\n          averageUtilization: 70\n"_s.arg(service);
}

// No key of anybody: the words "sandbox-only-<environment>" in base64.
QString secret(const QString& service, const QString& environment)
{
    QString text = u"apiVersion: v1\nkind: Secret\n"_s + metadata(service, environment);
    text.replace(u"name: %1\n"_s.arg(service), u"name: %1-provider\n"_s.arg(service));
    const QByteArray value = ("sandbox-only-" + environment.toUtf8()).toBase64();
    return text + u"type: Opaque\ndata:\n  api-key: %1\n"_s.arg(QString::fromLatin1(value));
}

} // namespace

Files manifestsOf(const QString& name, const QString& environment, const ServiceState& state)
{
    Files files;
    const auto put = [&](const QString& file, const QString& text) {
        files.insert(file, text.toUtf8());
    };
    put(u"deployment.yaml"_s, deployment(name, environment, state));
    put(u"service.yaml"_s, service(name, environment));
    put(u"settings.yaml"_s, settings(name, environment, state));
    if (state.hasBudget)
        put(u"budget.yaml"_s, budget(name, environment));
    if (state.hasIngress)
        put(u"ingress.yaml"_s, ingress(name, environment));
    if (state.hasAutoscaler)
        put(u"autoscaler.yaml"_s, autoscaler(name, environment));
    if (state.hasSecret)
        put(u"secret.yaml"_s, secret(name, environment));
    return files;
}

} // namespace plumb::sandbox
