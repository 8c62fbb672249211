// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "objects/listkeys.h"

#include "objects/schema.h"

#include <QJsonObject>
#include <QTest>

using namespace plumb;
using namespace plumb::objects;

namespace {

const GroupVersionKind kDeployment{u"apps"_s, u"v1"_s, u"Deployment"_s};
const GroupVersionKind kService{{}, u"v1"_s, u"Service"_s};
const GroupVersionKind kUnknown{u"example.com"_s, u"v1"_s, u"Widget"_s};

FieldPath path(const char* text)
{
    return *FieldPath::parse(QString::fromUtf8(text));
}

} // namespace

class ListKeysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void portsAreKeyedByPortAndProtocol()
    {
        const auto& keys = ListKeys::builtIn();
        const auto rule =
            keys.rule(kDeployment, path("spec.template.spec.containers[name=web].ports"));
        QCOMPARE(rule.kind, ListRule::Kind::Map);
        QCOMPARE(rule.keys, QStringList({u"containerPort"_s, u"protocol"_s}));
        QCOMPARE(rule.defaults.value(u"protocol"_s), QJsonValue(u"TCP"_s));
        const auto step = keys.stepTo(rule, QJsonObject{{u"containerPort"_s, 80}}, 3);
        QCOMPARE(FieldPath().element(step).toString(), u"[containerPort=80,protocol=TCP]"_s);
    }

    void positionsInThePathDoNotMatter()
    {
        const auto rule =
            ListKeys::builtIn().rule(kDeployment, path("spec.template.spec.containers[0].env"));
        QCOMPARE(rule.keys, QStringList({u"name"_s}));
    }

    void setsAndAtomicListsAreTold()
    {
        const auto& keys = ListKeys::builtIn();
        QCOMPARE(keys.rule(kService, path("metadata.finalizers")).kind, ListRule::Kind::Set);
        QCOMPARE(keys.rule(kDeployment, path("spec.template.spec.containers[name=a].args")).kind,
                 ListRule::Kind::Atomic);
        QCOMPARE(keys.rule(kDeployment, path("spec.replicas")).kind, ListRule::Kind::Atomic);
        QVERIFY(keys.isAtomicMap(kService, path("spec.selector")));
        QVERIFY(keys.isAtomicMap(kDeployment, path("spec.selector")));
        QVERIFY(!keys.isAtomicMap(kDeployment, path("spec.template.metadata.labels")));
    }

    void ofAnUnknownKindOnlyMetadataIsKnown()
    {
        const auto& keys = ListKeys::builtIn();
        QCOMPARE(keys.rule(kUnknown, path("spec.containers")).kind, ListRule::Kind::Atomic);
        QCOMPARE(keys.rule(kUnknown, path("metadata.ownerReferences")).keys,
                 QStringList({u"uid"_s}));
    }

    void anElementWithoutItsKeysIsKnownByPosition()
    {
        const ListRule rule{ListRule::Kind::Map, {u"name"_s}, {}};
        QCOMPARE(FieldPath().element(ListKeys::builtIn().stepTo(rule, QJsonObject(), 2)).toString(),
                 u"[2]"_s);
    }

    void strategicMergeKeysAreTold()
    {
        const auto& schema = Schema::builtIn();
        const auto* ports = schema.typeAt(kService, path("spec.ports"));
        QVERIFY(ports && ports->patchMerges);
        QCOMPARE(ports->patchKey, u"port"_s);
        const auto* strategy = schema.typeAt(kDeployment, path("spec.strategy"));
        QVERIFY(strategy && strategy->patchRetainsKeys);
        const auto* volumes = schema.typeAt(kDeployment, path("spec.template.spec.volumes"));
        QVERIFY(volumes && volumes->patchRetainsKeys && volumes->patchMerges);
        QVERIFY(!schema.typeAt(kDeployment, path("spec.replica")));
        QVERIFY(!schema.typeOf(kUnknown));
    }
};

QTEST_GUILESS_MAIN(ListKeysTest)
#include "tst_listkeys.moc"
