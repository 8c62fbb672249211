// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/manifest.h"

#include <QTest>

using namespace plumb;
using namespace plumb::manifest;

namespace {

File object(const QString& path, const QByteArray& kind, const QByteArray& name)
{
    return {path, "apiVersion: v1\nkind: " + kind + "\nmetadata: {name: " + name + "}\n"};
}

Desired rendered(const QList<File>& files, const QString& path, const QString& ns = {})
{
    ProcessRunner runner;
    RenderRequest request;
    request.files = files;
    request.path = path;
    request.ns = ns;
    const auto desired = render(request, runner, {});
    return desired.ok() ? *desired : Desired{{}, {{{}, 0, 0, desired.error().summary}}, {}, false};
}

QStringList names(const Desired& desired)
{
    QStringList all;
    for (const DesiredObject& each : desired.objects)
        all << describe(each.object.key());
    return all;
}

} // namespace

class FolderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manifestsOfOneFolderComeInTheOrderOfTheirNames();
    void aKustomizationIsNoticed();
    void objectsWithoutANamespaceGetOneIfTheyLiveInOne();
    void linksInsideTheRepositoryAreFollowed();
    void m09_anEmptyFolderIsNotDesired();
    void m09_oneBrokenFileAmongTenMakesItIncomplete();
    void m07_aChartIsRefusedInOneSentenceWhateverItHolds_data();
    void m07_aChartIsRefusedInOneSentenceWhateverItHolds();
    void twoFilesWithTheSameObjectAreNamed();
    void g05_aPathOutOfTheRepositoryIsRefused();
    void itCanBeStopped();
};

void FolderTest::manifestsOfOneFolderComeInTheOrderOfTheirNames()
{
    const QList<File> files{
        object(u"app/b.yml"_s, "Pod", "b"),
        object(u"app/a.yaml"_s, "Pod", "a"),
        {u"app/C.json"_s, R"({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "c"}})"},
        object(u"app/deeper/d.yaml"_s, "Pod", "d"),
        object(u"other/e.yaml"_s, "Pod", "e"),
        {u"app/README.md"_s, "# no manifest"},
        object(u"f.yaml"_s, "Pod", "f")};
    for (const QString& path : {u"app"_s, u"app/"_s, u"./app"_s}) {
        const Desired desired = rendered(files, path);
        QCOMPARE(names(desired), (QStringList{u"Pod c"_s, u"Pod a"_s, u"Pod b"_s}));
        QVERIFY(desired.isComplete);
        QCOMPARE(desired.renderer, u"plain folder"_s);
    }
    for (const QString& path : {QString(), u"."_s})
        QCOMPARE(names(rendered(files, path)), QStringList{u"Pod f"_s});
}

void FolderTest::aKustomizationIsNoticed()
{
    const QList<File> files{{u"a/kustomization.yaml"_s, ""},
                            {u"b/c/Kustomization"_s, ""},
                            {u"kustomization.yml"_s, ""},
                            {u"d/kustomization.yaml.bak"_s, ""}};
    QCOMPARE(detect(files, u"a"_s), Kind::Kustomize);
    QCOMPARE(detect(files, u"b"_s), Kind::Folder);
    QCOMPARE(detect(files, u"b/c/"_s), Kind::Kustomize);
    QCOMPARE(detect(files, u"."_s), Kind::Kustomize);
    QCOMPARE(detect(files, u"d"_s), Kind::Folder);
}

void FolderTest::objectsWithoutANamespaceGetOneIfTheyLiveInOne()
{
    const QList<File> files{
        object(u"a.yaml"_s, "Pod", "p"),
        object(u"b.yaml"_s, "Namespace", "shop"),
        {u"c.yaml"_s, "apiVersion: v1\nkind: Pod\nmetadata: {name: q, namespace: own}\n"},
        {u"d.yaml"_s,
         "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\n"},
        {u"e.yaml"_s, "apiVersion: serving.example.com/v1\nkind: Node\nmetadata: {name: s}\n"}};
    QCOMPARE(names(rendered(files, {}, u"shop"_s)),
             (QStringList{u"Pod shop/p"_s, u"Namespace shop"_s, u"Pod own/q"_s, u"ClusterRole r"_s,
                          u"Node shop/s"_s}));
    QCOMPARE(names(rendered(files, {})).first(), u"Pod p"_s);
}

void FolderTest::linksInsideTheRepositoryAreFollowed()
{
    const QList<File> files{object(u"base/a.yaml"_s, "Pod", "a"),
                            {u"app/a.yaml"_s, "../base/a.yaml", File::Kind::Symlink},
                            {u"out/a.yaml"_s, "../../etc/passwd", File::Kind::Symlink},
                            {u"abs/a.yaml"_s, "/etc/passwd", File::Kind::Symlink},
                            {u"round/a.yaml"_s, "b.yaml", File::Kind::Symlink},
                            {u"round/b.yaml"_s, "a.yaml", File::Kind::Symlink}};
    QCOMPARE(names(rendered(files, u"app"_s)), QStringList{u"Pod a"_s});
    QCOMPARE(rendered(files, u"out"_s).problems.value(0).message,
             u"this link leads out of the repository, to ../../etc/passwd; it was not followed"_s);
    QCOMPARE(rendered(files, u"abs"_s).problems.value(0).message,
             u"this link leads out of the repository, to /etc/passwd; it was not followed"_s);
    QVERIFY(!rendered(files, u"abs"_s).isComplete);
    QCOMPARE(rendered(files, u"round"_s).problems.size(), 2);
}

void FolderTest::m09_anEmptyFolderIsNotDesired()
{
    const Desired none = rendered({object(u"a/b.yaml"_s, "Pod", "p")}, u"gone"_s);
    QVERIFY(!none.isComplete);
    QCOMPARE(
        none.problems.value(0).message,
        u"The folder gone holds no manifest (*.yaml, *.yml, *.json) at this revision; the desired state is unknown, so nothing is compared or pruned"_s);
    const Desired comments = rendered({{u"a.yaml"_s, "# later\n"}}, {});
    QVERIFY(!comments.isComplete);
    QCOMPARE(
        comments.problems.value(0).message,
        u"The root of the repository holds manifests, but not a single object; the desired state is unknown, so nothing is compared or pruned"_s);
}

void FolderTest::m09_oneBrokenFileAmongTenMakesItIncomplete()
{
    QList<File> files;
    for (int i = 0; i < 9; ++i)
        files << object(u"%1.yaml"_s.arg(i), "Pod", "p" + QByteArray::number(i));
    QVERIFY(rendered(files, {}).isComplete);
    files << File{u"x.yaml"_s, "apiVersion: v1\nkind: [\n"};
    const Desired desired = rendered(files, {});
    QCOMPARE(desired.objects.size(), 9);
    QVERIFY(!desired.isComplete);
    QCOMPARE(desired.problems.size(), 1);
    QCOMPARE(desired.problems[0].file, u"x.yaml"_s);
    QCOMPARE(desired.problems[0].line, 3);
}

// What helm could be led to do is not done, because helm is not run.
void FolderTest::m07_aChartIsRefusedInOneSentenceWhateverItHolds_data()
{
    QTest::addColumn<QList<File>>("files");
    const File chart{u"web/Chart.yaml"_s, "apiVersion: v2\nname: web\nversion: 1.0.0\n"};
    const auto templated = [&](const QByteArray& text) {
        return QList<File>{chart, {u"web/templates/cm.yaml"_s, text}};
    };
    QTest::newRow("lookup") << templated(R"(x: "{{ lookup "v1" "Secret" "shop" "db" }}")");
    QTest::newRow("DNS") << templated(R"(x: "{{ getHostByName "evil.example" }}")");
    QTest::newRow("files through a link")
        << templated(R"(x: "{{ .Files.Get "passwd" }}")")
               + QList<File>{{u"web/passwd"_s, "/etc/passwd", File::Kind::Symlink}};
    QTest::newRow("schema that names a device")
        << QList<File>{chart, {u"web/values.schema.json"_s, R"({"$ref": "file:///dev/zero"})"}};
    QTest::newRow("dependency to fetch")
        << QList<File>{{u"web/Chart.yaml"_s, "apiVersion: v2\nname: web\nversion: 1.0.0\n"
                                             "dependencies: [{name: x, version: 1, repository: "
                                             "'https://evil.example'}]\n"}};
    QTest::newRow("a good manifest beside it")
        << QList<File>{chart, object(u"web/pod.yaml"_s, "Pod", "a")};
}

void FolderTest::m07_aChartIsRefusedInOneSentenceWhateverItHolds()
{
    QFETCH(QList<File>, files);
    class NobodyRuns final : public CommandRunner
    {
    public:
        Result<CommandOutput> run(const Command&, std::stop_token,
                                  std::function<void(QByteArray)>) override
        {
            ++started;
            return failure(Error::Kind::Internal, u"started"_s);
        }
        int started = 0;
    } runner;
    RenderRequest request;
    request.files = files;
    request.path = u"web"_s;
    request.kind = detect(files, u"web"_s);
    const auto desired = render(request, runner, {});
    QVERIFY(desired.ok());
    QCOMPARE(runner.started, 0);
    QVERIFY(!desired->isComplete);
    QVERIFY(desired->objects.isEmpty());
    QCOMPARE(desired->problems.size(), 1);
    QCOMPARE(desired->problems.first().file, u"web/Chart.yaml"_s);
    QVERIFY(desired->problems.first().message.contains(u"does not run helm"_s));
}

void FolderTest::twoFilesWithTheSameObjectAreNamed()
{
    const Desired desired = rendered(
        {object(u"a.yaml"_s, "Pod", "p"),
         {u"b.yaml"_s, "\n\napiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop}\n"}},
        {}, u"shop"_s);
    QCOMPARE(
        desired.problems.value(0).message,
        u"Pod shop/p is defined twice (here and at a.yaml:1); remove one: the later one would win"_s);
    QCOMPARE(desired.problems.value(0).file, u"b.yaml"_s);
    QCOMPARE(desired.problems.value(0).line, 3);
    QVERIFY(!desired.isComplete);
}

void FolderTest::g05_aPathOutOfTheRepositoryIsRefused()
{
    for (const QString& path : {u".."_s, u"a/../../b"_s, u"/etc"_s})
        QCOMPARE(rendered({}, path).problems.value(0).message,
                 u"The path %1 leads out of the repository; a path is relative to its root."_s.arg(
                     path));
}

void FolderTest::itCanBeStopped()
{
    std::stop_source source;
    source.request_stop();
    ProcessRunner runner;
    RenderRequest request;
    request.files = {object(u"a.yaml"_s, "Pod", "p")};
    const auto desired = render(request, runner, source.get_token());
    QVERIFY(!desired.ok());
    QCOMPARE(int(desired.error().kind), int(Error::Kind::Cancelled));
}

QTEST_GUILESS_MAIN(FolderTest)
#include "tst_folder.moc"
