// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/support/manifests.h"

namespace plumb::bench {

QByteArray manifest(int number)
{
    const QByteArray name = "app-" + QByteArray::number(number);
    const QByteArray head = "metadata:\n  name: " + name
                            + "\n  namespace: shop\n  labels:\n    app.kubernetes.io/name: " + name
                            + "\n    app.kubernetes.io/part-of: shop\n    tier: \"1\"\n";
    switch (number % 4) {
    case 0: {
        QByteArray text = "apiVersion: apps/v1\nkind: Deployment\n" + head
                          + "spec:\n  replicas: " + QByteArray::number(number % 7)
                          + "\n  selector:\n    matchLabels: {app.kubernetes.io/name: " + name
                          + "}\n  template:\n    metadata:\n      labels:\n        "
                            "app.kubernetes.io/name: "
                          + name + "\n    spec:\n      containers:\n";
        for (const char* container : {"web", "proxy"})
            text += "      - name: " + QByteArray(container) + "\n        image: registry.example/"
                    + container + ":1." + QByteArray::number(number % 30)
                    + ".0\n        args: [--listen=:8080, \"--level\", info]\n        env:\n"
                      "        - name: POD_NAME\n          valueFrom:\n            fieldRef:\n"
                      "              fieldPath: metadata.name\n        - {name: MODE, value: "
                      "'production'}\n        ports:\n        - containerPort: 8080\n"
                      "          protocol: TCP\n        resources:\n          limits:\n"
                      "            cpu: 500m\n            memory: 256Mi\n          requests: {cpu: "
                      "100m, memory: 128Mi}\n        livenessProbe:\n          httpGet:\n"
                      "            path: /healthz\n            port: 8080\n"
                      "          periodSeconds: 10 # often enough\n";
        return text;
    }
    case 1:
        return "apiVersion: v1\nkind: Service\n" + head
               + "spec:\n  type: ClusterIP\n  selector:\n    app.kubernetes.io/name: " + name
               + "\n  ports:\n  - name: http\n    port: 80\n    targetPort: 8080\n    protocol: "
                 "TCP\n";
    case 2: {
        QByteArray text = "apiVersion: v1\nkind: ConfigMap\n" + head + "data:\n";
        for (int i = 0; i < 12; ++i)
            text += "  setting-" + QByteArray::number(i) + ": \"value of setting "
                    + QByteArray::number(i * number) + "\"\n";
        return text
               + "  app.conf: |\n    # settings\n    [server]\n    listen = 0.0.0.0\n"
                 "    workers = 4\n\n    [log]\n    level = info\n";
    }
    default:
        return "apiVersion: networking.k8s.io/v1\nkind: Ingress\n" + head
               + "  annotations:\n    nginx.ingress.kubernetes.io/rewrite-target: /$1\nspec:\n"
                 "  rules:\n  - host: "
               + name
               + ".example.com\n    http:\n      paths:\n      - path: /\n        pathType: "
                 "Prefix\n"
                 "        backend:\n          service:\n            name: "
               + name + "\n            port:\n              number: 80\n";
    }
}

} // namespace plumb::bench
