// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

// What only the real kustomize and kubectl can tell. The runner of the tests leaves the label out,
// and says so, where they are not there.

#include "manifest/manifest.h"

#include <QFile>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace plumb;
using namespace plumb::manifest;

namespace {

const QByteArray kDeployment =
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 1\n"
    "  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n"
    "    spec: {containers: [{name: web, image: nginx}]}\n";

QList<File> shop(const QByteArray& overlay)
{
    return {{u"base/deployment.yaml"_s, kDeployment},
            {u"base/kustomization.yaml"_s, "resources:\n- deployment.yaml\n"},
            {u"prod/kustomization.yaml"_s, overlay}};
}

Result<Desired> rendered(const QList<File>& files, const QString& path, const QString& tools)
{
    RenderRequest request;
    request.files = files;
    request.path = path;
    request.kind = Kind::Kustomize;
    request.toolPath = tools;
    ProcessRunner runner;
    return render(request, runner, {});
}

QString sentence(const Result<Desired>& desired)
{
    return desired.ok() ? u"(rendered)"_s : desired.error().summary;
}

} // namespace

class RealKustomizeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anOverlayIsRendered();
    void kubectlDoesTheSame();
    void basesBehindLinksAndTwoFoldersUpAreRendered();
    void theToolsOwnWordsAndThePlaceAreShown();
    void m06_anExecFunctionIsNotRun();
    void f13_anAliasBombIsEnded();

private:
    QString m_kustomize, m_kubectl; // folders with nothing else in them
    QTemporaryDir m_onlyKustomize, m_onlyKubectl;
};

void RealKustomizeTest::initTestCase()
{
    const QString path =
        qEnvironmentVariable("PLUMBLINE_REAL_BIN") + u':' + qEnvironmentVariable("PATH");
    const QString kustomize =
        findProgram(qEnvironmentVariable("PLUMBLINE_KUSTOMIZE", u"kustomize"_s), path);
    const QString kubectl = findProgram(u"kubectl"_s, path);
    QVERIFY2(!kustomize.isEmpty() && !kubectl.isEmpty(),
             "PLUMBLINE_REAL_BIN names no folder with kustomize and kubectl, and PATH has none");
    m_kustomize = m_onlyKustomize.path();
    m_kubectl = m_onlyKubectl.path();
    QVERIFY(QFile::link(kustomize, m_onlyKustomize.filePath(u"kustomize"_s)));
    QVERIFY(QFile::link(kubectl, m_onlyKubectl.filePath(u"kubectl"_s)));
}

void RealKustomizeTest::anOverlayIsRendered()
{
    const auto desired = rendered(shop("namespace: shop\nresources:\n- ../base\npatches:\n- patch: "
                                       "|-\n    - {op: replace, path: /spec/replicas, value: 3}\n"
                                       "  target: {kind: Deployment}\nconfigMapGenerator:\n- name: "
                                       "settings\n  literals: [a=b]\n"),
                                  u"prod"_s, m_kustomize);
    QVERIFY2(desired.ok(),
             qPrintable(sentence(desired) + (desired.ok() ? QString() : desired.error().detail)));
    QVERIFY2(desired->isComplete, qPrintable(desired->problems.value(0).message));
    QCOMPARE(desired->objects.size(), 2);
    QCOMPARE(desired->objects[0].object.kind(), u"ConfigMap"_s);
    const auto& deployment = desired->objects[1].object;
    QCOMPARE(describe(deployment.key()), u"Deployment shop/web"_s);
    QCOMPARE(deployment.spec().value(u"replicas"_s).toInt(), 3);
    QCOMPARE(desired->objects[1].place.file, u"prod/kustomization.yaml"_s);
    QCOMPARE(desired->objects[1].place.line, 0);
    QVERIFY2(desired->renderer.startsWith(u"kustomize "), qPrintable(desired->renderer));
}

void RealKustomizeTest::kubectlDoesTheSame()
{
    const auto files = shop("resources: [../base]\nnamePrefix: a-\n");
    const auto one = rendered(files, u"prod"_s, m_kustomize),
               other = rendered(files, u"prod"_s, m_kubectl);
    QVERIFY2(one.ok() && other.ok(), qPrintable(sentence(one) + sentence(other)));
    QCOMPARE(other->objects.value(0).object, one->objects.value(0).object);
    QVERIFY2(other->renderer.startsWith(u"kubectl kustomize v"), qPrintable(other->renderer));
}

void RealKustomizeTest::basesBehindLinksAndTwoFoldersUpAreRendered()
{
    QList<File> files = shop("resources: [../linked]\n");
    files << File{u"linked"_s, "base", File::Kind::Symlink}
          << File{u"bad"_s, "/etc", File::Kind::Symlink}
          << File{u"deep/er/kustomization.yaml"_s, "resources: [../../base]\n"};
    QVERIFY2(rendered(files, u"prod"_s, m_kustomize).ok(),
             qPrintable(sentence(rendered(files, u"prod"_s, m_kustomize))));
    QVERIFY(rendered(files, u"deep/er"_s, m_kustomize).ok());
}

void RealKustomizeTest::theToolsOwnWordsAndThePlaceAreShown()
{
    QCOMPARE(
        sentence(rendered(shop("resources:\n- ../base\npatches:\n- path: nothere.yaml\n"),
                          u"prod"_s, m_kustomize)),
        u"prod/kustomization.yaml:4:9: nothere.yaml is not in the repository at this revision"_s);
    const auto wrong = rendered(shop("resources:\n- ../base\n- ../base\n"), u"prod"_s, m_kustomize);
    QVERIFY(!wrong.ok());
    QCOMPARE(int(wrong.error().kind), int(Error::Kind::Invalid));
    QVERIFY2(wrong.error().summary.startsWith(
                 u"prod/kustomization.yaml:2:3: kustomize could not render prod: "),
             qPrintable(wrong.error().summary));
    QVERIFY(wrong.error().detail.contains(u"already registered id"));
    const auto twice =
        rendered(shop("resources:\n- ../base\nresources: []\n"), u"prod"_s, m_kustomize);
    QCOMPARE(
        sentence(twice),
        u"prod/kustomization.yaml:3:1: key 'resources' defined twice (lines 1 and 3); remove one: tools disagree about which one counts"_s);
    const auto unknown = rendered(shop("resource:\n- ../base\n"), u"prod"_s, m_kustomize);
    QVERIFY2(sentence(unknown).contains(u"unknown field \"resource\""),
             qPrintable(sentence(unknown)));
}

void RealKustomizeTest::m06_anExecFunctionIsNotRun()
{
    QList<File> files = shop("resources: [../base]\ngenerators: [gen.yaml]\n");
    files << File{u"prod/gen.yaml"_s,
                  "apiVersion: v1\nkind: Gen\nmetadata:\n  name: g\n  annotations:\n    "
                  "config.kubernetes.io/function: |\n      exec: {path: ./run.sh}\n"}
          << File{u"prod/run.sh"_s, "#!/bin/sh\necho canary\n", File::Kind::Executable};
    const auto desired = rendered(files, u"prod"_s, m_kustomize);
    QVERIFY(!desired.ok());
    QVERIFY2(sentence(desired).contains(u"kustomize could not render prod: "),
             qPrintable(sentence(desired)));
}

void RealKustomizeTest::f13_anAliasBombIsEnded()
{
    QByteArray bomb =
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
    for (int i = 1; i < 10; ++i)
        bomb += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " ["
                + QByteArrayList(10, "*a" + QByteArray::number(i - 1)).join(',') + "]\n";
    const auto desired = rendered(
        {{u"kustomization.yaml"_s, "resources: [b.yaml]\n"}, {u"b.yaml"_s, bomb}}, {}, m_kustomize);
    QVERIFY(!desired.ok());
    QVERIFY2(sentence(desired).contains(u"could not render the root of the repository: "),
             qPrintable(sentence(desired)));
}

QTEST_GUILESS_MAIN(RealKustomizeTest)
#include "tst_realkustomize.moc"
