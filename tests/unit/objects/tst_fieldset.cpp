// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "objects/fieldset.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace plumb;
using namespace plumb::objects;

namespace {

QJsonObject read(const QString& file)
{
    QFile source(QStringLiteral(FIXTURES) + u'/' + file);
    return source.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(source.readAll()).object()
                                            : QJsonObject();
}

//! JSON written with single quotes: moc stumbles over raw strings.
QJsonObject json(QByteArray text)
{
    return QJsonDocument::fromJson(text.replace('\'', '"')).object();
}

FieldPath path(const char* text)
{
    return *FieldPath::parse(QString::fromUtf8(text));
}

FieldSet set(std::initializer_list<const char*> paths)
{
    FieldSet all;
    for (const char* each : paths)
        all.insert(path(each));
    return all;
}

QStringList texts(const QList<FieldPath>& paths)
{
    QStringList all;
    for (const FieldPath& each : paths)
        all += each.toString();
    return all;
}

} // namespace

class FieldSetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void managedFieldsOfRealObjectsComeBackTheSame_data()
    {
        QTest::addColumn<QString>("file");
        const QStringList files =
            QDir(QStringLiteral(FIXTURES) + u"/managedfields"_s).entryList({u"*.json"_s});
        for (const QString& file : files)
            QTest::newRow(qPrintable(file)) << u"managedfields/"_s + file;
    }
    void managedFieldsOfRealObjectsComeBackTheSame()
    {
        QFETCH(QString, file);
        const QJsonObject json = read(file);
        const QJsonArray entries = json[u"metadata"_s][u"managedFields"_s].toArray();
        QVERIFY(!entries.isEmpty());
        for (const QJsonValue& entry : entries) {
            const QJsonObject fields = entry[u"fieldsV1"_s].toObject();
            const auto parsed = FieldSet::fromFieldsV1(fields);
            QVERIFY(parsed.ok());
            QCOMPARE(parsed->toFieldsV1(), fields);
            FieldSet again;
            for (const FieldPath& each : parsed->paths()) {
                QVERIFY(parsed->contains(each));
                const auto reread = FieldPath::parse(each.toString());
                QVERIFY2(reread.ok() && *reread == each, qPrintable(each.toString()));
                again.insert(*reread);
            }
            QCOMPARE(again.toFieldsV1(), fields);
            // What a manager owns in its object is there, unless it was emptied.
            QVERIFY(parsed->without(*parsed).isEmpty());
            QCOMPARE(parsed->intersected(*parsed), *parsed);
            QCOMPARE(parsed->united(*parsed), *parsed);
        }
        QVERIFY(ManagedFields::of(Object::fromJson(json)).problems.isEmpty());
    }

    void anElementAndItsOwnSelfAreTwoThings()
    {
        const auto self =
            FieldSet::fromFieldsV1(json("{'f:a':{'.':{},'f:b':{}},'f:c':{'v:\\'x\\'':{}}}"));
        QVERIFY(self.ok());
        QVERIFY(self->contains(path("a")));
        QVERIFY(self->contains(path("a.b")));
        QVERIFY(!self->contains(path("c")));
        QVERIFY(self->containsBelow(path("c")));
        QVERIFY(self->contains(path("c[=x]")));
        QCOMPARE(texts(self->leaves()), QStringList({u"a.b"_s, u"c[=x]"_s}));
        QCOMPARE(texts(self->paths()), QStringList({u"a"_s, u"a.b"_s, u"c[=x]"_s}));
    }

    void setsAreJoinedAndTakenApart()
    {
        const auto a = set({"a", "a.b", "c.d", "l[name=x].v"});
        const auto b = set({"a.b", "c.e", "l[name=x].v", "l[name=y].v"});
        QCOMPARE(a.united(b), set({"a", "a.b", "c.d", "c.e", "l[name=x].v", "l[name=y].v"}));
        QCOMPARE(a.without(b), set({"a", "c.d"}));
        QCOMPARE(a.intersected(b), set({"a.b", "l[name=x].v"}));
        QVERIFY(FieldSet().isEmpty());
        QCOMPARE(FieldSet().united(a), a);
        QCOMPARE(a.without({}), a);
        QVERIFY(a.intersected({}).isEmpty());
    }

    void theOrderOfKeysDoesNotMatter()
    {
        const auto one = FieldSet::fromFieldsV1(
            json("{'k:{\\'protocol\\':\\'TCP\\',\\'containerPort\\':80}':{}}"));
        QVERIFY(one->contains(path("[containerPort=80,protocol=TCP]")));
    }

    void anUnreadableEntryIsNamedAndTheOthersStay()
    {
        const auto object = Object::fromJson(
            QJsonDocument::fromJson(
                R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","namespace":"n",
              "managedFields":[{"manager":"bad","operation":"Update","fieldsV1":{"q:x":{}}},
                               {"manager":"good","operation":"Apply","fieldsV1":{"f:data":{"f:a":{}}}}]}})")
                .object());
        const auto managed = ManagedFields::of(object);
        QCOMPARE(managed.entries.size(), 1);
        QCOMPARE(managed.entries[0].manager, u"good"_s);
        QCOMPARE(managed.problems.size(), 1);
        QVERIFY(managed.problems[0].contains(u"\"bad\" wrote in ConfigMap n/c"_s));
    }

    void aHostileDepthIsRefused()
    {
        QJsonObject nested;
        for (int i = 0; i < 400; ++i)
            nested = {{u"f:x"_s, nested}};
        QVERIFY(!FieldSet::fromFieldsV1(nested).ok());
    }

    void theLatestOwnerComesFirst()
    {
        const auto managed =
            ManagedFields::of(Object::fromJson(read(u"managedfields/deployment.json"_s)));
        const auto owners = managed.ownersOf(path("spec.replicas"));
        QVERIFY(!owners.isEmpty());
        QCOMPARE(owners.constFirst().manager, u"plumbline"_s);
        QCOMPARE(owners.constFirst().operation, u"Apply"_s);
        QVERIFY(managed.ownersOf(path("spec.nothing")).isEmpty());
        const auto below = managed.ownersOf(path("spec.template.spec"));
        QVERIFY(below.size() >= 2);
        QVERIFY(std::is_sorted(below.begin(), below.end(),
                               [](const auto& a, const auto& b) { return a.time > b.time; }));
    }
};

QTEST_GUILESS_MAIN(FieldSetTest)
#include "tst_fieldset.moc"
