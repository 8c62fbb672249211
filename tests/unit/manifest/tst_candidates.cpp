// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/candidates.h"

#include <QTest>

using namespace plumb;
using namespace plumb::manifest;

namespace {

const QByteArray kMap = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

//! "path" or "path: reason", one a line.
QString told(const QList<File>& files)
{
    const auto found = candidatesIn(files);
    QStringList lines;
    for (const auto& one : found.candidates)
        lines.append((one.kind == Kind::Kustomize ? u"kustomize "_s : u"folder "_s)
                     + (one.path.isEmpty() ? u"."_s : one.path));
    for (const auto& one : found.leftOut)
        lines.append((one.path.isEmpty() ? u"."_s : one.path) + u": "_s + one.reason);
    return lines.join(u'\n');
}

} // namespace

//! Which folders of a tree can be applications.
class CandidatesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatHasToBeKnownOfAFile_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Needed>("byName");
        QTest::addColumn<Needed>("whole");
        const auto row = [](const char* path, const QByteArray& bytes, Needed byName,
                            Needed whole) {
            QTest::addRow("%s: %s", path, bytes.left(12).constData())
                << QString::fromUtf8(path) << bytes << byName << whole;
        };
        row("a/kustomization.yml", "", Needed::Bytes, Needed::Bytes);
        row("a/Kustomization", "", Needed::Bytes, Needed::Bytes);
        row("a/Chart.yaml", "name: web\n", Needed::Bytes, Needed::Bytes);
        row("a/web.yaml", kMap, Needed::Bytes, Needed::Bytes);
        row("a/web.yaml", "# first\nkind: A\napiVersion: v1\n", Needed::Bytes, Needed::Bytes);
        row("a/values.yaml", "image:\n  kind: a\n  apiVersion: b\n", Needed::Bytes, Needed::Name);
        row("a/huge.yml", "", Needed::Bytes, Needed::Name);
        row("a/x.json", "{\"apiVersion\": \"v1\", \"kind\": \"B\"}", Needed::Bytes, Needed::Bytes);
        row("a/package.json", "{}", Needed::Bytes, Needed::Nothing);
        row("a/main.go", kMap, Needed::Nothing, Needed::Nothing);
    }
    void whatHasToBeKnownOfAFile()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, bytes);
        QFETCH(Needed, byName);
        QFETCH(Needed, whole);
        QCOMPARE(neededOf(path), byName);
        if (byName != Needed::Nothing)
            QCOMPARE(neededOf(path, bytes), whole);
    }
    void eachFolderWithManifestsIsOne()
    {
        QCOMPARE(told({{u"README.md"_s, {}},
                       {u"root.yaml"_s, kMap},
                       {u"envs/prod/a/map.yaml"_s, kMap},
                       {u"envs/prod/b/map.yaml"_s, kMap},
                       {u"envs/prod/b/more.json"_s, kMap},
                       {u"envs/dev/a/map.yml"_s, kMap}}),
                 u"folder .\nfolder envs/dev/a\nfolder envs/prod/a\nfolder envs/prod/b"_s);
    }
    void aBaseBelongsToItsOverlays()
    {
        QCOMPARE(
            told({{u"shop/base/kustomization.yaml"_s, "resources: [map.yaml, ../lib]\n"},
                  {u"shop/base/map.yaml"_s, kMap},
                  {u"shop/lib/Kustomization"_s, "resources: [map.yaml]\n"},
                  {u"shop/lib/map.yaml"_s, kMap},
                  {u"shop/overlays/dev/kustomization.yml"_s, "resources: [../../base]\n"},
                  {u"shop/overlays/prod/kustomization.yaml"_s,
                   "bases:\n- ../../base/\ncomponents: [../../parts/tls]\n"},
                  {u"shop/parts/tls/kustomization.yaml"_s, "kind: Component\n"},
                  {u"shop/parts/old/kustomization.yaml"_s, "kind: Component\n"}}),
            u"kustomize shop/overlays/dev\n"
            "kustomize shop/overlays/prod\n"
            "shop/base: a base: used by shop/overlays/dev and shop/overlays/prod\n"
            "shop/lib: a base: used by shop/base\n"
            "shop/parts/old: a component, a part for kustomizations: no kustomization of this "
            "revision uses it\n"
            "shop/parts/tls: a component, a part for kustomizations: used by shop/overlays/prod"_s);
    }
    void whatAKustomizationReadsIsNoApplication()
    {
        QCOMPARE(told({{u"web/kustomization.yaml"_s,
                        "resources: [objects/map.yaml]\npatches: [{path: patches/p.yaml}]\n"},
                       {u"web/objects/map.yaml"_s, kMap},
                       {u"web/patches/p.yaml"_s, kMap},
                       {u"web/other/map.yaml"_s, kMap}}),
                 u"kustomize web\n"
                 "folder web/other\n"
                 "web/objects: its files are read by the kustomization of web\n"
                 "web/patches: its files are read by the kustomization of web"_s);
    }
    void aChartIsToldOnce()
    {
        QCOMPARE(
            told({{u"charts/shop/Chart.yaml"_s, "apiVersion: v2\nname: shop\n"},
                  {u"charts/shop/values.yaml"_s, {}},
                  {u"charts/shop/templates/map.yaml"_s, kMap},
                  {u"charts/shop/charts/db/Chart.yaml"_s, "apiVersion: v2\n"},
                  {u"charts/shop/charts/db/templates/map.yaml"_s, kMap}}),
            u"charts/shop: a Helm chart: charts are not rendered; commit what `helm template` prints and name that folder"_s);
    }
    void yamlThatIsNoManifestIsSaid()
    {
        QCOMPARE(
            told({{u"ci/build.yaml"_s, {}},
                  {u"ci/test.yml"_s, {}},
                  {u".github/workflows/ci.yaml"_s, {}},
                  {u"web/map.yaml"_s, kMap},
                  {u"web/values.yaml"_s, {}}}),
            u"folder web\nci: no manifest: build.yaml and test.yml have no apiVersion and kind"_s);
    }
    void theNamespaceOfAKustomizationHasItsLine()
    {
        const auto found = candidatesIn(
            {{u"web/kustomization.yaml"_s, "resources: [map.yaml]\nnamespace: shop\n"}});
        QCOMPARE(found.candidates.size(), 1);
        QCOMPARE(found.candidates.constFirst().ns, u"shop"_s);
        QCOMPARE(found.candidates.constFirst().nsLine, 2);
        QCOMPARE(found.candidates.constFirst().file, u"web/kustomization.yaml"_s);
    }
    void remoteBasesAndPathsOutOfTheRepositoryNameNothingHere()
    {
        QCOMPARE(told({{u"web/kustomization.yaml"_s,
                        "resources: ['https://x.example/web', 'github.com/a/b?ref=v1', "
                        "../../elsewhere, /web]\n"},
                       {u"elsewhere/map.yaml"_s, kMap}}),
                 u"folder elsewhere\nkustomize web"_s);
    }
    void aBrokenKustomizationIsStillOne()
    {
        QCOMPARE(told({{u"web/kustomization.yaml"_s, "resources: [\n"}}), u"kustomize web"_s);
        QCOMPARE(told({{u"web/kustomization.yaml"_s, ""}}), u"kustomize web"_s);
    }
    void manyNamesAreCut()
    {
        QCOMPARE(someOf({}), QString());
        QCOMPARE(someOf({u"a"_s}), u"a"_s);
        QCOMPARE(someOf({u"a"_s, u"b"_s}), u"a and b"_s);
        QCOMPARE(someOf({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s}), u"a, b, c and 2 more"_s);
    }
};

QTEST_GUILESS_MAIN(CandidatesTest)
#include "tst_candidates.moc"
