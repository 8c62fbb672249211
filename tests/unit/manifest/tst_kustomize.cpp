// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/manifest.h"

#include <QFile>
#include <QFileInfo>
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

// A jail whose tool says what the test wants; the real jail has tests of its own.
class Answers final : public CommandRunner
{
public:
    explicit Answers(CommandOutput build = {})
        : m_build(std::move(build))
    {
    }
    Result<CommandOutput> run(const Command& command, std::stop_token,
                              std::function<void(QByteArray)>) override
    {
        return command.arguments.contains(u"version"_s) ? CommandOutput{0, "v5.0.0\n", {}}
                                                        : m_build;
    }

private:
    CommandOutput m_build;
};

Result<Desired> rendered(const QList<File>& files, const QString& path, const QString& tools,
                         const CommandOutput& build = {})
{
    RenderRequest request;
    request.files = files;
    request.path = path;
    request.kind = Kind::Kustomize;
    request.toolPath = tools;
    Answers runner(build);
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
    void m06_whatIsNeverRenderedSaysWhere_data();
    void m06_whatIsNeverRenderedSaysWhere();
    void aMissingToolSaysWhatWasLookedFor();
    void aWrapperScriptIsNamed();
    void m09_halfAnOutputIsNoOutput();
    void m09_anEmptyOutputIsNotDesired();
    void aFailureWithoutWordsSaysItsCode();
    void m09_brokenOutputIsIncomplete();
    void withoutIsolationOnlyWhenAllowed();
    void aFolderWithoutKustomizationSaysSo();

private:
    // PATH with a kustomize; the answers come from elsewhere
    QString fakeTools() const { return m_fake.path(); }

    QTemporaryDir m_fake;
};

void KustomizeTest::initTestCase()
{
    QVERIFY(QFile::copy(QStringLiteral(BINARY_ROOT "/libexec/plumbline/isolation-probe"),
                        m_fake.filePath(u"kustomize"_s)));
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
    const CommandOutput said{
        127, {}, "prlimit: failed to execute /tool/kustomize: No such file or directory\n"};
    QCOMPARE(
        sentence(rendered(shop({}), u"prod"_s, fakeTools(), said)),
        u"kustomize could not render prod: %1 is not a program that runs alone (a script or a wrapper?); put the real one into PATH"_s
            .arg(QFileInfo(m_fake.filePath(u"kustomize"_s)).canonicalFilePath()));
}

void KustomizeTest::m09_halfAnOutputIsNoOutput()
{
    const auto desired = rendered(shop({}), u"prod"_s, fakeTools(),
                                  {0, kDeployment + "---\napiVersion: v1\nkind: Conf", {}});
    QCOMPARE(
        sentence(desired),
        u"kustomize stopped in the middle of a line, so its output is not whole; nothing of it is used. Render again."_s);
}

void KustomizeTest::m09_anEmptyOutputIsNotDesired()
{
    const auto desired = rendered(shop({}), u"prod"_s, fakeTools());
    QVERIFY2(desired.ok(), qPrintable(sentence(desired)));
    QVERIFY(!desired->isComplete);
    QCOMPARE(
        desired->problems.value(0).message,
        u"kustomize renders prod to nothing; the desired state is unknown, so nothing is compared or pruned"_s);
}

void KustomizeTest::aFailureWithoutWordsSaysItsCode()
{
    QCOMPARE(sentence(rendered(shop({}), u"prod"_s, fakeTools(), {139, {}, {}})),
             u"kustomize could not render prod: it ended with code 139 and no words"_s);
    QCOMPARE(
        sentence(rendered(shop({}), u"prod"_s, fakeTools(),
                          {2, {}, "fatal error: runtime: out of memory\n\ngoroutine 1\n"})),
        u"kustomize could not render prod: it needed more than the 1.5 GiB of memory that it may use (an alias bomb?)"_s);
}

void KustomizeTest::m09_brokenOutputIsIncomplete()
{
    const auto desired = rendered(shop({}), u"prod"_s, fakeTools(),
                                  {0, kDeployment + "---\na: [\n---\n" + kDeployment, {}});
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
