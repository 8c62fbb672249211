// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/manifest.h"

#include <QJsonDocument>
#include <QTest>

using namespace plumb;
using namespace plumb::manifest;

namespace {

QStringList names(const Desired& desired)
{
    QStringList all;
    for (const DesiredObject& each : desired.objects)
        all << describe(each.object.key());
    return all;
}

QStringList sentences(const Desired& desired)
{
    QStringList all;
    for (const Problem& each : desired.problems)
        all << u"%1:%2:%3: %4"_s.arg(each.file).arg(each.line).arg(each.column).arg(each.message);
    return all;
}

const QByteArray kMap =
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: good, namespace: shop}\n";

} // namespace

class ReadManifestsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void severalDocumentsKeepTheirLines();
    void listsAreOpened();
    void badDocumentsSaySoAndLeaveTheOthers_data();
    void badDocumentsSaySoAndLeaveTheOthers();
    void m03_namesAndLabelsThatAreNoTextAreNamed();
    void m03_nullDocumentsAreLeftOut();
    void secretsArePutBehindMarkers();
};

void ReadManifestsTest::severalDocumentsKeepTheirLines()
{
    const Desired desired = readManifests("# head\n---\n" + kMap
                                              + "---\n# nothing\n---\n\napiVersion: apps/v1\nkind: "
                                                "Deployment\nmetadata:\n  name: web\n",
                                          u"a.yaml"_s);
    QCOMPARE(sentences(desired), QStringList());
    QVERIFY(desired.isComplete);
    QCOMPARE(names(desired), (QStringList{u"ConfigMap shop/good"_s, u"Deployment web"_s}));
    QCOMPARE(desired.objects[0].place.file, u"a.yaml"_s);
    QCOMPARE(desired.objects[0].place.line, 3);
    QCOMPARE(desired.objects[1].place.line, 10);
}

void ReadManifestsTest::listsAreOpened()
{
    const Desired desired =
        readManifests("apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  "
                      "metadata: {name: a}\n"
                      "- apiVersion: v1\n  kind: List\n  items:\n  - {apiVersion: v1, kind: Pod, "
                      "metadata: {name: b}}\n"
                      "---\napiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata: {name: c}\n",
                      u"a.yaml"_s);
    QCOMPARE(sentences(desired), QStringList());
    QCOMPARE(names(desired), (QStringList{u"Service a"_s, u"Pod b"_s, u"ConfigMap c"_s}));
    QCOMPARE(desired.objects[0].place.line, 4);
    QCOMPARE(desired.objects[2].object.apiVersion(), u"v1"_s);
}

void ReadManifestsTest::badDocumentsSaySoAndLeaveTheOthers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("a list of texts")
        << QByteArray("- a\n- b\n")
        << u"x.yaml:5:1: this document is a list, not a Kubernetes object; an object has apiVersion, kind and metadata"_s;
    QTest::newRow("a text")
        << QByteArray("hello\n")
        << u"x.yaml:5:1: this document is a single value, not a Kubernetes object; an object has apiVersion, kind and metadata"_s;
    QTest::newRow("Helm values")
        << QByteArray("replicas: 3\n")
        << u"x.yaml:5:1: this document is not a Kubernetes object: apiVersion and kind are missing or not a text"_s;
    QTest::newRow("a number for a kind")
        << QByteArray("apiVersion: v1\nkind: 1\n")
        << u"x.yaml:5:1: this document is not a Kubernetes object: kind is missing or not a text"_s;
    QTest::newRow("an apiVersion of three parts")
        << QByteArray("apiVersion: a/b/c\nkind: Pod\nmetadata: {name: x}\n")
        << u"x.yaml:5:1: apiVersion a/b/c of this Pod is neither a version nor a group and a version"_s;
    QTest::newRow("no name") << QByteArray("apiVersion: v1\nkind: Pod\n")
                             << u"x.yaml:5:1: this Pod has no metadata.name"_s;
    QTest::newRow("a kustomization")
        << QByteArray("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n")
        << u"x.yaml:5:1: a Kustomization is a recipe, not an object to apply; set the application's renderer to kustomize"_s;
    QTest::newRow("the same object again")
        << kMap
        << u"x.yaml:5:1: ConfigMap shop/good is defined twice (here and at x.yaml:1); remove one: the later one would win"_s;
    QTest::newRow("a key twice")
        << QByteArray("apiVersion: v1\nkind: Pod\nkind: Pod\n")
        << u"x.yaml:7:1: key 'kind' defined twice (lines 6 and 7); remove one: tools disagree about which one counts"_s;
    QTest::newRow("a list with a text in it")
        << QByteArray("apiVersion: v1\nkind: List\nitems: [a]\n")
        << u"x.yaml:7:9: this item of the List is a single value, not a Kubernetes object"_s;
    QTest::newRow("a bracket left open")
        << QByteArray("a: [\n")
        << u"x.yaml:6:1: not valid YAML: the [ opened on line 5, column 4 is not closed"_s;
}

void ReadManifestsTest::badDocumentsSaySoAndLeaveTheOthers()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, sentence);
    const Desired desired = readManifests(
        kMap + "---\n" + text + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: last}\n",
        u"x.yaml"_s);
    QCOMPARE(sentences(desired), QStringList{sentence});
    QCOMPARE(names(desired), (QStringList{u"ConfigMap shop/good"_s, u"Pod last"_s}));
    QVERIFY(!desired.isComplete); // m09
}

void ReadManifestsTest::m03_namesAndLabelsThatAreNoTextAreNamed()
{
    const Desired desired = readManifests("apiVersion: v1\nkind: ConfigMap\nmetadata:\n"
                                          "  name: a\n  namespace: n\n"
                                          "  labels: {version: 1.10, app: web, list: []}\n"
                                          "  annotations: {a/b: yes, none: ~}\n"
                                          "  finalizers: [x, 1]\n",
                                          u"a.yaml"_s);
    QCOMPARE(
        sentences(desired),
        (QStringList{
            u"a.yaml:5:14: metadata.namespace of this ConfigMap is `n`, which YAML reads as false; put it in quotes"_s,
            u"a.yaml:6:21: metadata.labels.version of this ConfigMap is the number 1.10; put it in quotes"_s,
            u"a.yaml:6:43: metadata.labels.list of this ConfigMap is a list, and must be a text"_s,
            u"a.yaml:7:22: metadata.annotations.a/b of this ConfigMap is `yes`, which YAML reads as true; put it in quotes"_s,
            u"a.yaml:8:19: metadata.finalizers[1] of this ConfigMap is the number 1; put it in quotes"_s}));
    QVERIFY(desired.objects.isEmpty());
}

void ReadManifestsTest::m03_nullDocumentsAreLeftOut()
{
    const Desired desired = readManifests("null\n---\n" + kMap + "---\n~\n", u"a.yaml"_s);
    QVERIFY(desired.isComplete);
    QCOMPARE(names(desired), QStringList{u"ConfigMap shop/good"_s});
}

void ReadManifestsTest::secretsArePutBehindMarkers()
{
    const Desired desired = readManifests(
        "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: canary}\n",
        u"s.yaml"_s);
    QCOMPARE(desired.objects.size(), 1);
    const objects::Object& secret = desired.objects[0].object;
    QVERIFY(!QJsonDocument(secret.json()).toJson().contains("canary"));
    QVERIFY(secret.wireBytes().contains("canary"));
}

QTEST_GUILESS_MAIN(ReadManifestsTest)
#include "tst_readmanifests.moc"
