// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/cluster.h"
#include "manifest/manifest.h"

#include <QFileInfo>
#include <QTest>

using namespace plumb;

//! The table of kinds that live in no namespace, held against what a real kube-apiserver says.
class ClusterScopedTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theTableIsWhatTheServerSays()
    {
        const QString file = qEnvironmentVariable("PLUMBLINE_REAL_KUBECONFIG");
        QVERIFY2(QFileInfo::exists(file),
                 "PLUMBLINE_REAL_KUBECONFIG names no file: tests/real/up makes it");
        const auto endpoint = kube::endpoint(kube::readKubeconfig({file}), {}, {});
        QVERIFY2(endpoint.ok(), endpoint ? "" : qPrintable(endpoint.error().summary));
        const auto discovery = kube::Cluster(kube::makeApiClient(*endpoint)).discover({});
        QVERIFY2(discovery.ok(), discovery ? "" : qPrintable(discovery.error().summary));
        QStringList wrong;
        int clusterScoped = 0;
        for (const auto& type : discovery->resources) {
            // Other tests may have defined kinds of their own meanwhile.
            const QString& group = type.gvk.group;
            if (group.contains(u'.') && !group.endsWith(u".k8s.io"))
                continue;
            clusterScoped += type.namespaced ? 0 : 1;
            if (manifest::isClusterScoped(type.gvk) == type.namespaced)
                wrong += type.gvk.apiVersion() + u' ' + type.gvk.kind;
        }
        QCOMPARE(wrong, QStringList());
        QVERIFY(clusterScoped > 20);
    }
};

QTEST_GUILESS_MAIN(ClusterScopedTest)
#include "tst_clusterscoped.moc"
