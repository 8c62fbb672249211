// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/manifest.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
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

class KustomizeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    // With the real tool
    void anOverlayIsRendered();
    void kubectlDoesTheSame();
    void basesBehindLinksAndTwoFoldersUpAreRendered();
    void theToolsOwnWordsAndThePlaceAreShown();
    void m06_anExecFunctionIsNotRun();
    void f13_anAliasBombIsEnded();

    // Without it
    void m06_whatIsNeverRenderedSaysWhere_data();
    void m06_whatIsNeverRenderedSaysWhere();
    void aMissingToolSaysWhatWasLookedFor();
    void aWrapperScriptIsNamed();
    void m09_halfAnOutputIsNoOutput();
    void m09_anEmptyOutputIsNotDesired();
    void m09_brokenOutputIsIncomplete();
    void withoutIsolationOnlyWhenAllowed();
    void aFolderWithoutKustomizationSaysSo();

private:
    // PATH with a kustomize that prints the file "output" of the folder it is to build
    QString fakeTools() const { return m_fake.path(); }
    bool canIsolate() const { return m_isolation; }

    QString m_kustomize, m_kubectl; // folders; empty: not there
    QTemporaryDir m_fake, m_onlyKustomize, m_onlyKubectl;
    bool m_isolation = false;
};

#define NEED_ISOLATION()                                                                           \
    if (!canIsolate())                                                                             \
    QSKIP("NO ISOLATION HERE: bubblewrap cannot make namespaces, rendering was not tested")
#define NEED_KUSTOMIZE()                                                                           \
    NEED_ISOLATION();                                                                              \
    if (m_kustomize.isEmpty())                                                                     \
    QSKIP("NO KUSTOMIZE: set PLUMBLINE_KUSTOMIZE to one, or PLUMBLINE_REAL_BIN to its folder; "    \
          "nothing was rendered with it")

void KustomizeTest::initTestCase()
{
    QVERIFY(QFile::copy(QStringLiteral(BINARY_ROOT "/tests/hostiletool"),
                        m_fake.filePath(u"kustomize"_s)));
    const QString path =
        qEnvironmentVariable("PLUMBLINE_REAL_BIN") + u':' + qEnvironmentVariable("PATH");
    QString kustomize = qEnvironmentVariable("PLUMBLINE_KUSTOMIZE");
    if (kustomize.isEmpty())
        kustomize = findProgram(u"kustomize"_s, path);
    if (!kustomize.isEmpty() && QFile::link(kustomize, m_onlyKustomize.filePath(u"kustomize"_s)))
        m_kustomize = m_onlyKustomize.path();
    const QString kubectl = findProgram(u"kubectl"_s, path);
    if (!kubectl.isEmpty() && QFile::link(kubectl, m_onlyKubectl.filePath(u"kubectl"_s)))
        m_kubectl = m_onlyKubectl.path();
    const auto tried =
        rendered({{u"kustomization.yaml"_s, ""}, {u"output"_s, "a: 1\n"}}, {}, fakeTools());
    m_isolation = tried.ok() || tried.error().kind != Error::Kind::Unsupported;
}

void KustomizeTest::anOverlayIsRendered()
{
    NEED_KUSTOMIZE();
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

void KustomizeTest::kubectlDoesTheSame()
{
    NEED_KUSTOMIZE();
    if (m_kubectl.isEmpty())
        QSKIP("NO KUBECTL: set PLUMBLINE_REAL_BIN to a folder that holds one; `kubectl kustomize` "
              "was not tested");
    const auto files = shop("resources: [../base]\nnamePrefix: a-\n");
    const auto one = rendered(files, u"prod"_s, m_kustomize),
               other = rendered(files, u"prod"_s, m_kubectl);
    QVERIFY2(one.ok() && other.ok(), qPrintable(sentence(one) + sentence(other)));
    QCOMPARE(other->objects.value(0).object, one->objects.value(0).object);
    QVERIFY2(other->renderer.startsWith(u"kubectl kustomize v"), qPrintable(other->renderer));
}

void KustomizeTest::basesBehindLinksAndTwoFoldersUpAreRendered()
{
    NEED_KUSTOMIZE();
    QList<File> files = shop("resources: [../linked]\n");
    files << File{u"linked"_s, "base", File::Kind::Symlink}
          << File{u"bad"_s, "/etc", File::Kind::Symlink}
          << File{u"deep/er/kustomization.yaml"_s, "resources: [../../base]\n"};
    QVERIFY2(rendered(files, u"prod"_s, m_kustomize).ok(),
             qPrintable(sentence(rendered(files, u"prod"_s, m_kustomize))));
    QVERIFY(rendered(files, u"deep/er"_s, m_kustomize).ok());
}

void KustomizeTest::theToolsOwnWordsAndThePlaceAreShown()
{
    NEED_KUSTOMIZE();
    const auto wrong = rendered(shop("resources:\n- ../base\npatches:\n- path: nothere.yaml\n"),
                                u"prod"_s, m_kustomize);
    QVERIFY(!wrong.ok());
    QCOMPARE(int(wrong.error().kind), int(Error::Kind::Invalid));
    QVERIFY2(wrong.error().summary.startsWith(
                 u"prod/kustomization.yaml:4:9: kustomize could not render prod: "),
             qPrintable(wrong.error().summary));
    QVERIFY(wrong.error().detail.contains(u"nothere.yaml"));
    const auto twice =
        rendered(shop("resources:\n- ../base\nresources: []\n"), u"prod"_s, m_kustomize);
    QCOMPARE(
        sentence(twice),
        u"prod/kustomization.yaml:3:1: key 'resources' defined twice (lines 1 and 3); remove one: tools disagree about which one counts"_s);
    const auto unknown = rendered(shop("resource:\n- ../base\n"), u"prod"_s, m_kustomize);
    QVERIFY2(sentence(unknown).contains(u"unknown field \"resource\""),
             qPrintable(sentence(unknown)));
}

void KustomizeTest::m06_anExecFunctionIsNotRun()
{
    NEED_KUSTOMIZE();
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

void KustomizeTest::f13_anAliasBombIsEnded()
{
    NEED_KUSTOMIZE();
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

void KustomizeTest::m06_whatIsNeverRenderedSaysWhere_data()
{
    QTest::addColumn<QByteArray>("overlay");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a remote base")
        << QByteArray("resources:\n- ../base\n- https://github.com/example/repo//deploy?ref=v1\n")
        << u"prod/kustomization.yaml:3:3: the base https://github.com/example/repo//deploy?ref=v1 is remote; Plumbline renders without network. Copy it into the repository (`kustomize localize` does that) and name the copy"_s;
    QTest::newRow("a remote base over ssh")
        << QByteArray("resources: ['git@github.com:example/repo.git']\n")
        << u"prod/kustomization.yaml:1:13: the base git@github.com:example/repo.git is remote; Plumbline renders without network. Copy it into the repository (`kustomize localize` does that) and name the copy"_s;
    QTest::newRow("out of the repository")
        << QByteArray("resources:\n- ../../other\n")
        << u"prod/kustomization.yaml:2:3: the path ../../other leads out of the repository; only its own files are rendered"_s;
    QTest::newRow("an absolute path")
        << QByteArray("resources: [/etc/passwd]\n")
        << u"prod/kustomization.yaml:1:13: the path /etc/passwd is absolute; only paths below this repository are rendered"_s;
    QTest::newRow("a base that is not there")
        << QByteArray("components:\n  - ../gone\n")
        << u"prod/kustomization.yaml:2:5: ../gone is not in the repository at this revision"_s;
    QTest::newRow("a link that leads out")
        << QByteArray("resources: [../away/x]\n")
        << u"prod/kustomization.yaml:1:13: the path ../away/x leads out of the repository; only its own files are rendered"_s;
    QTest::newRow("helm charts")
        << QByteArray("helmCharts:\n- name: x\n")
        << u"prod/kustomization.yaml:1:1: helmCharts would run helm, which Plumbline does not do for kustomize; commit the rendered chart instead"_s;
}

void KustomizeTest::m06_whatIsNeverRenderedSaysWhere()
{
    QFETCH(QByteArray, overlay);
    QFETCH(QString, expected);
    QList<File> files = shop(overlay);
    files << File{u"away"_s, "../../elsewhere", File::Kind::Symlink};
    const auto desired = rendered(files, u"prod"_s, fakeTools());
    QCOMPARE(sentence(desired), expected);
    QCOMPARE(int(desired.error().kind), int(Error::Kind::Invalid));
    // The same behind a base
    files << File{u"top/kustomization.yaml"_s, "resources: [../prod]\n"};
    QCOMPARE(sentence(rendered(files, u"top"_s, fakeTools())), expected);
}

void KustomizeTest::aMissingToolSaysWhatWasLookedFor()
{
    QTemporaryDir nothing;
    const auto desired = rendered(shop({}), u"prod"_s, nothing.path());
    QVERIFY(!desired.ok());
    QCOMPARE(int(desired.error().kind), int(Error::Kind::NotFound));
    QCOMPARE(
        desired.error().summary,
        u"This application needs kustomize, and neither kustomize (5 or newer) nor kubectl (1.27 or newer, whose `kubectl kustomize` does the same) was found in PATH (%1). Debian 12 packages neither; upstream offers them at https://kubectl.docs.kubernetes.io/installation/kustomize and https://kubernetes.io/docs/tasks/tools. Everything else works without them."_s
            .arg(nothing.path()));
}

void KustomizeTest::aWrapperScriptIsNamed()
{
    NEED_ISOLATION();
    QTemporaryDir tools;
    const QString script = tools.filePath(u"kustomize"_s);
    QFile file(script);
    QVERIFY(file.open(QFile::WriteOnly) && file.write("#!/bin/sh\nexec elsewhere\n") > 0);
    file.setPermissions(QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther);
    file.close();
    QCOMPARE(
        sentence(rendered(shop({}), u"prod"_s, tools.path())),
        u"kustomize could not render prod: %1 is not a program that runs alone (a script or a wrapper?); put the real one into PATH"_s
            .arg(script));
}

void KustomizeTest::m09_halfAnOutputIsNoOutput()
{
    NEED_ISOLATION();
    const auto desired = rendered({{u"kustomization.yaml"_s, ""},
                                   {u"output"_s, kDeployment + "---\napiVersion: v1\nkind: Conf"}},
                                  {}, fakeTools());
    QCOMPARE(
        sentence(desired),
        u"kustomize stopped in the middle of a line, so its output is not whole; nothing of it is used. Render again."_s);
}

void KustomizeTest::m09_anEmptyOutputIsNotDesired()
{
    NEED_ISOLATION();
    const auto desired =
        rendered({{u"a/kustomization.yaml"_s, ""}, {u"a/output"_s, ""}}, u"a"_s, fakeTools());
    QVERIFY2(desired.ok(), qPrintable(sentence(desired)));
    QVERIFY(!desired->isComplete);
    QCOMPARE(
        desired->problems.value(0).message,
        u"kustomize renders a to nothing; the desired state is unknown, so nothing is compared or pruned"_s);
}

void KustomizeTest::m09_brokenOutputIsIncomplete()
{
    NEED_ISOLATION();
    const auto desired = rendered({{u"kustomization.yaml"_s, ""},
                                   {u"output"_s, kDeployment + "---\na: [\n---\n" + kDeployment}},
                                  {}, fakeTools());
    QVERIFY2(desired.ok(), qPrintable(sentence(desired)));
    QVERIFY(!desired->isComplete);
    QCOMPARE(desired->objects.size(), 1);
    QCOMPARE(desired->problems.size(), 2);
    QCOMPARE(desired->problems[1].message,
             u"Deployment web is rendered twice; one of them would overwrite the other"_s);
}

void KustomizeTest::withoutIsolationOnlyWhenAllowed()
{
    // No namespaces here; what is not bubblewrap runs for real
    class NoNamespaces final : public CommandRunner
    {
    public:
        Result<CommandOutput> run(const Command& command, std::stop_token stop,
                                  std::function<void(QByteArray)>) override
        {
            if (command.program.endsWith(u"/bwrap") || command.program.endsWith(u"/setpriv"))
                return CommandOutput{1, {}, "bwrap: No permissions to create new namespace\n"};
            return ProcessRunner().run(command, stop);
        }
    } runner;
    RenderRequest request;
    request.files = {{u"kustomization.yaml"_s, ""}, {u"output"_s, kDeployment}};
    request.kind = Kind::Kustomize;
    request.toolPath = fakeTools();
    const auto refused = render(request, runner, {});
    QVERIFY(!refused.ok());
    QCOMPARE(int(refused.error().kind), int(Error::Kind::Unsupported));
    request.allowWithoutIsolation = true;
    const auto desired = render(request, runner, {});
    QVERIFY2(desired.ok(), qPrintable(sentence(desired)));
    QCOMPARE(desired->renderer, u"kustomize v5.0.0, not isolated"_s);
    QVERIFY(desired->isComplete);
}

void KustomizeTest::aFolderWithoutKustomizationSaysSo()
{
    QCOMPARE(
        sentence(rendered({{u"a/b.yaml"_s, kDeployment}}, u"a"_s, fakeTools())),
        u"The folder a holds no kustomization.yaml at this revision, and the application's renderer is kustomize."_s);
}

QTEST_GUILESS_MAIN(KustomizeTest)
#include "tst_kustomize.moc"
