// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "objects/owners.h"

#include <QJsonArray>
#include <QTest>

using namespace plumb;
using namespace plumb::objects;

namespace {

struct Owner
{
    QString uid;
    bool controller = true;
};

//! The uid is the name in capitals.
Object object(const QString& kind, const QString& name, const QList<Owner>& owners = {},
              const QStringList& containers = {})
{
    QJsonArray references, list;
    for (const Owner& owner : owners)
        references.append(QJsonObject{{u"uid"_s, owner.uid}, {u"controller"_s, owner.controller}});
    for (const QString& container : containers)
        list.append(QJsonObject{{u"name"_s, container}});
    return Object::fromJson({{u"apiVersion"_s, u"v1"_s},
                             {u"kind"_s, kind},
                             {u"spec"_s, QJsonObject{{u"containers"_s, list}}},
                             {u"metadata"_s, QJsonObject{{u"name"_s, name},
                                                         {u"namespace"_s, u"shop"_s},
                                                         {u"uid"_s, name.toUpper()},
                                                         {u"ownerReferences"_s, references}}}});
}

ResourceKey key(const QString& kind, const QString& name)
{
    return {{}, kind, u"shop"_s, name};
}

QString asText(const QList<OwnerRow>& rows)
{
    QStringList lines;
    for (const OwnerRow& row : rows)
        lines += QString(row.depth * 2, u' ')
                 + (row.kind == OwnerRow::Kind::Object ? row.key.kind + u' ' + row.key.name
                                                       : u"- "_s + row.container)
                 + (row.object < 0 ? u" (missing)"_s : QString());
    return lines.join(u'\n');
}

} // namespace

class OwnersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDeploymentLeadsDownToContainers()
    {
        const QList<Object> live{object(u"Pod"_s, u"p2"_s, {{u"RS"_s}}, {u"web"_s}),
                                 object(u"Pod"_s, u"p1"_s, {{u"RS"_s}}, {u"web"_s, u"proxy"_s}),
                                 object(u"ReplicaSet"_s, u"rs"_s, {{u"D"_s}}),
                                 object(u"Deployment"_s, u"d"_s),
                                 object(u"Pod"_s, u"other"_s, {{u"ELSE"_s}}, {u"x"_s})};
        QCOMPARE(
            asText(ownerTree(live, {key(u"Deployment"_s, u"d"_s)})),
            u"Deployment d\n  ReplicaSet rs\n    Pod p1\n      - web\n      - proxy\n    Pod p2\n      - web"_s);
    }

    void aRootThatIsNotThereIsARow()
    {
        const auto rows = ownerTree({}, {key(u"Service"_s, u"s"_s)});
        QCOMPARE(asText(rows), u"Service s (missing)"_s);
    }

    void aRootOwnedByAnotherStaysARoot()
    {
        const QList<Object> live{object(u"A"_s, u"a"_s), object(u"B"_s, u"b"_s, {{u"A"_s}})};
        QCOMPARE(asText(ownerTree(live, {key(u"A"_s, u"a"_s), key(u"B"_s, u"b"_s)})),
                 u"A a\nB b"_s);
    }

    void theControllerDecidesWhereAnObjectBelongs()
    {
        const QList<Object> live{object(u"A"_s, u"a"_s), object(u"B"_s, u"b"_s),
                                 object(u"C"_s, u"c"_s, {{u"A"_s, false}, {u"B"_s, true}})};
        QCOMPARE(asText(ownerTree(live, {key(u"A"_s, u"a"_s), key(u"B"_s, u"b"_s)})),
                 u"A a\nB b\n  C c"_s);
    }

    void aCycleEnds()
    {
        const QList<Object> live{object(u"A"_s, u"a"_s, {{u"B"_s}}),
                                 object(u"B"_s, u"b"_s, {{u"A"_s}})};
        QCOMPARE(asText(ownerTree(live, {key(u"A"_s, u"a"_s)})), u"A a\n  B b"_s);
    }

    void objectsWithoutUidOwnNothing()
    {
        const QList<Object> live{object(u"A"_s, u""_s), object(u"B"_s, u"b"_s, {{u""_s}})};
        QCOMPARE(asText(ownerTree(live, {key(u"A"_s, u""_s)})), u"A "_s);
    }
};

QTEST_GUILESS_MAIN(OwnersTest)
#include "tst_owners.moc"
