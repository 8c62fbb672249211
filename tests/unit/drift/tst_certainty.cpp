// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "drift/certainty.h"
#include "situation.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace plumb;

namespace {

QJsonObject json(const char* text)
{
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(QByteArray(text).replace('\'', '"'), &problem);
    if (!document.isObject())
        qFatal("%s: %s", qPrintable(problem.errorString()), text);
    return document.object();
}

//! An object of one kind; `managed` is fieldsV1 of an apply by `manager`.
objects::Object object(const QString& apiVersion, const QString& kind, const char* body,
                       const QString& manager = {}, const char* managed = "{}")
{
    QJsonObject all = json(body);
    all.insert(u"apiVersion"_s, apiVersion);
    all.insert(u"kind"_s, kind);
    QJsonObject metadata = all.value(u"metadata"_s).toObject();
    metadata.insert(u"name"_s, u"web"_s);
    if (!manager.isEmpty())
        metadata.insert(u"managedFields"_s,
                        QJsonArray{QJsonObject{{u"manager"_s, manager},
                                               {u"operation"_s, u"Apply"_s},
                                               {u"apiVersion"_s, apiVersion},
                                               {u"fieldsType"_s, u"FieldsV1"_s},
                                               {u"fieldsV1"_s, json(managed)}}});
    all.insert(u"metadata"_s, metadata);
    return objects::Object::fromJson(all);
}

bool isCertain(const objects::Object& desired, const objects::Object& live)
{
    return drift::isCertainlySame(desired, live, objects::ListKeys::builtIn(), u"plumbline"_s);
}

struct Case
{
    const char* name;
    const char* apiVersion;
    const char* kind;
    const char* desired;
    const char* live;
    const char* managed; //!< of an apply by plumbline
    bool isCertain;
};

const Case kCases[] = {
    {"equal", "v1", "ConfigMap", "{'data': {'a': '1'}}", "{'data': {'a': '1'}}",
     "{'f:data': {'f:a': {}}}", true},
    {"another value", "v1", "ConfigMap", "{'data': {'a': '1'}}", "{'data': {'a': '2'}}",
     "{'f:data': {'f:a': {}}}", false},
    {"a field is not there", "v1", "ConfigMap", "{'data': {'a': '1', 'b': '1'}}",
     "{'data': {'a': '1'}}", "{'f:data': {'f:a': {}}}", false},
    {"somebody else's key beside ours", "v1", "ConfigMap", "{'data': {'a': '1'}}",
     "{'data': {'a': '1', 'b': '1'}}", "{'f:data': {'f:a': {}}}", true},
    {"a key of ours that Git dropped", "v1", "ConfigMap", "{'data': {'a': '1'}}",
     "{'data': {'a': '1', 'b': '1'}}", "{'f:data': {'f:a': {}, 'f:b': {}}}", false},
    {"all that was ours is gone from Git", "v1", "ConfigMap", "{}", "{'data': {'b': '1'}}",
     "{'f:data': {'f:b': {}}}", false},
    {"a null", "v1", "ConfigMap", "{'data': {'a': null}}", "{}", "{}", false},
    {"a quantity in another spelling", "v1", "ResourceQuota", "{'spec': {'hard': {'pods': '5k'}}}",
     "{'spec': {'hard': {'pods': '5000'}}}", "{}", false},
    {"a port without its protocol", "v1", "Service", "{'spec': {'ports': [{'port': 80}]}}",
     "{'spec': {'ports': [{'port': 80, 'protocol': 'TCP', 'targetPort': 80}]}}",
     "{'f:spec': {'f:ports': {'k:{\\'port\\':80,\\'protocol\\':\\'TCP\\'}': {'.': {}, 'f:port': "
     "{}}}}}",
     true},
    {"ports in another order", "v1", "Service",
     "{'spec': {'ports': [{'port': 80, 'name': 'a'}, {'port': 81, 'name': 'b'}]}}",
     "{'spec': {'ports': [{'port': 81, 'protocol': 'TCP', 'name': 'b'}, {'port': 80, 'protocol': "
     "'TCP', 'name': 'a'}]}}",
     "{}", false},
    {"a port twice", "v1", "Service", "{'spec': {'ports': [{'port': 80}, {'port': 80}]}}",
     "{'spec': {'ports': [{'port': 80, 'protocol': 'TCP'}]}}", "{}", false},
    {"a port of somebody else before ours", "v1", "Service",
     "{'spec': {'ports': [{'port': 80, 'name': 'a'}]}}",
     "{'spec': {'ports': [{'port': 81, 'protocol': 'TCP', 'name': 'b'}, {'port': 80, 'protocol': "
     "'TCP', 'name': 'a'}]}}",
     "{}", true},
    {"a selector with one key more", "apps/v1", "Deployment",
     "{'spec': {'selector': {'matchLabels': {'a': '1'}}}}",
     "{'spec': {'selector': {'matchLabels': {'a': '1', 'b': '2'}}}}", "{}", false},
    {"arguments that are longer there", "v1", "Pod",
     "{'spec': {'containers': [{'name': 'web', 'args': ['a']}]}}",
     "{'spec': {'containers': [{'name': 'web', 'args': ['a', 'b']}]}}", "{}", false},
    {"an empty map", "v1", "Pod", "{'spec': {'volumes': [{'name': 'tmp', 'emptyDir': {}}]}}",
     "{'spec': {'volumes': [{'name': 'tmp', 'emptyDir': {}}]}}",
     "{'f:spec': {'f:volumes': {'k:{\\'name\\':\\'tmp\\'}': {'.': {}, 'f:name': {}, 'f:emptyDir': "
     "{}}}}}",
     true},
    {"an unknown kind, equal", "example.com/v1", "Widget", "{'spec': {'parts': [{'name': 'lid'}]}}",
     "{'spec': {'parts': [{'name': 'lid'}]}}",
     "{'f:spec': {'f:parts': {'k:{\\'name\\':\\'lid\\'}': {'.': {}, 'f:name': {}}}}}", true},
    {"an unknown kind with one more, and nobody shows that it is merged", "example.com/v1",
     "Widget", "{'spec': {'size': 1}}", "{'spec': {'size': 1, 'color': 'red'}}", "{'f:spec': {}}",
     false},
    {"an unknown kind with one more in a map that is merged", "example.com/v1", "Widget",
     "{'spec': {'size': 1}}", "{'spec': {'size': 1, 'color': 'red'}}", "{'f:spec': {'f:size': {}}}",
     true},
    {"labels of an unknown kind are merged", "example.com/v1", "Widget",
     "{'metadata': {'labels': {'a': '1'}}}", "{'metadata': {'labels': {'a': '1', 'b': '1'}}}", "{}",
     true},
};

} // namespace

class CertaintyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsCertainAndWhatIsNot_data()
    {
        QTest::addColumn<int>("index");
        for (size_t i = 0; i < std::size(kCases); ++i)
            QTest::newRow(kCases[i].name) << int(i);
    }

    void whatIsCertainAndWhatIsNot()
    {
        QFETCH(int, index);
        const Case& row = kCases[index];
        const auto version = QString::fromLatin1(row.apiVersion);
        const auto kind = QString::fromLatin1(row.kind);
        QCOMPARE(isCertain(object(version, kind, row.desired),
                           object(version, kind, row.live, u"plumbline"_s, row.managed)),
                 row.isCertain);
    }

    void withoutManagersNothingIsCertain()
    {
        const auto text = "{'data': {'a': '1'}}";
        QVERIFY(!isCertain(object(u"v1"_s, u"ConfigMap"_s, text),
                           object(u"v1"_s, u"ConfigMap"_s, text)));
    }

    void whatOthersDroppedIsTheirs()
    {
        QVERIFY(isCertain(object(u"v1"_s, u"ConfigMap"_s, "{'data': {'a': '1'}}"),
                          object(u"v1"_s, u"ConfigMap"_s, "{'data': {'a': '1', 'b': '1'}}",
                                 u"helm"_s, "{'f:data': {'f:a': {}, 'f:b': {}}}")));
    }

    void anotherVersionOfTheKindIsNotCertain()
    {
        const auto body = "{'spec': {'maxReplicas': 3}}";
        const auto v1 = u"autoscaling/v1"_s, v2 = u"autoscaling/v2"_s;
        const auto kind = u"HorizontalPodAutoscaler"_s;
        const auto managed = "{'f:spec': {'f:maxReplicas': {}}}";
        QVERIFY(isCertain(object(v2, kind, body), object(v2, kind, body, u"plumbline"_s, managed)));
        QVERIFY(
            !isCertain(object(v1, kind, body), object(v2, kind, body, u"plumbline"_s, managed)));
    }

    //! The answers of a real server: what was certain is what it said.
    void whatIsCertainIsWhatTheServerSaid()
    {
        int certain = 0, same = 0;
        for (const QString& name : situation::names()) {
            const auto input = situation::read(name);
            if (!input.live || !input.predicted || !input.desired.isValid())
                continue;
            const auto desired = input.desired.withStringDataFolded();
            const bool isSame =
                drift::normalised(input.live->json()) == drift::normalised(input.predicted->json());
            same += isSame;
            if (!isCertain(desired, *input.live))
                continue;
            ++certain;
            QVERIFY2(isSame, qPrintable(name));
        }
        // Where an apply would change nothing, it is mostly not asked for.
        QVERIFY2(certain * 2 >= same && certain >= 10,
                 qPrintable(u"%1 of %2 certain"_s.arg(certain).arg(same)));
    }
};

QTEST_APPLESS_MAIN(CertaintyTest)
#include "tst_certainty.moc"
