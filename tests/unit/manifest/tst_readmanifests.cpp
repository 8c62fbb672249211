// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/manifest.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
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
    void secretsArePutBehindMarkers();
    void m03_ourJsonOfManifestsIsKubectls_data();
    void m03_ourJsonOfManifestsIsKubectls();
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
        << u"x.yaml:5:1: this document is not a Kubernetes object: apiVersion and kind is missing or not a text"_s;
    QTest::newRow("a number for a kind")
        << QByteArray("apiVersion: v1\nkind: 1\n")
        << u"x.yaml:5:1: this document is not a Kubernetes object: kind is missing or not a text"_s;
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
        << u"x.yaml:6:1: not valid YAML: while parsing a flow node, did not find expected node content"_s;
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

void ReadManifestsTest::m03_ourJsonOfManifestsIsKubectls_data()
{
    QTest::addColumn<QString>("file");
    for (const QString& file : QDir(QStringLiteral(FIXTURES "/corpus")).entryList({u"*.yaml"_s}))
        QTest::newRow(qPrintable(file)) << QStringLiteral(FIXTURES "/corpus/") + file;
}

void ReadManifestsTest::m03_ourJsonOfManifestsIsKubectls()
{
    const QString path =
        qEnvironmentVariable("PLUMBLINE_REAL_BIN") + u':' + qEnvironmentVariable("PATH");
    const QString kubectl = findProgram(u"kubectl"_s, path);
    if (kubectl.isEmpty())
        QSKIP("NO KUBECTL: set PLUMBLINE_REAL_BIN to a folder that holds one; manifests were not "
              "compared with kubectl's reading");
    QFETCH(QString, file);
    QFile source(file);
    QVERIFY(source.open(QFile::ReadOnly));
    const Desired desired = readManifests(source.readAll(), file);
    QCOMPARE(sentences(desired), QStringList());
    Command command;
    command.program = kubectl;
    command.arguments = {u"patch"_s, u"--local"_s, u"-f"_s, file,     u"--type=merge"_s,
                         u"-p"_s,    u"{}"_s,      u"-o"_s, u"json"_s};
    const auto told = ProcessRunner().run(command, {});
    QVERIFY(told.ok());
    QVERIFY2(told->exitCode == 0, told->errors.constData());
    // One JSON object behind the other
    const Desired theirs = readManifests(told->output, u"kubectl"_s);
    QCOMPARE(sentences(theirs), QStringList());
    QCOMPARE(theirs.objects.size(), desired.objects.size());
    for (qsizetype i = 0; i < theirs.objects.size(); ++i)
        QCOMPARE(QJsonDocument(desired.objects[i].object.revealed()).toJson(),
                 QJsonDocument(theirs.objects[i].object.revealed()).toJson());
}

QTEST_GUILESS_MAIN(ReadManifestsTest)
#include "tst_readmanifests.moc"
