// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "badinput.h"
#include "support/gitfixture.h"

#include <QJsonArray>

using namespace plumb;
using namespace plumb::test;

//! Kustomizations that cannot be rendered, or must not be, given to `plumb render` with the real
//! kustomize. One repository holds them all, beside one that is good.
class BadKustomizationTest : public QObject
{
    Q_OBJECT
private:
    PlumbProcess m_plumb;
    std::unique_ptr<GitFixture> m_shop;

    Outcome render(const QString& path) const
    {
        return m_plumb.run(
            {u"render"_s, u"--repo"_s, u"shop"_s, u"--path"_s, path, u"-o"_s, u"json"_s});
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(QFileInfo::exists(qEnvironmentVariable("PLUMBLINE_REAL_BIN") + u"/kustomize"_s),
                 "no real kustomize");
        m_plumb.write(u".kube/config"_s, kubeconfigFor());
        m_shop = std::make_unique<GitFixture>(m_plumb.folder.filePath(u"shop"_s));
        m_shop->commit(
            u"a good one"_s,
            {{u"good/kustomization.yaml"_s, "resources: [config.yaml]\n"},
             {u"good/config.yaml"_s, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n"}});
    }
    void cleanup()
    {
        const Outcome good = render(u"good"_s);
        QVERIFY2(good.exitCode == 0 && good.json().value(u"items"_s).toArray().size() == 1,
                 good.all().constData());
    }

    void whatIsWrongIsPlaced_data()
    {
        columnsOfSituations();
        situation("a file is missing", "resources: [nope.yaml]\n",
                  u":1:13: nope.yaml is not in the repository at this revision"_s);
        situation(
            "m06_a base is remote", "resources: [\"https://example.com/x.yaml\"]\n",
            u":1:13: the base https://example.com/x.yaml is remote; Plumbline renders without network. Copy it into the repository (`kustomize localize` does that) and name the copy"_s);
        situation("a bracket is open", "resources: [config.yaml\n",
                  u":2:1: not valid YAML: the [ opened on line 1, column 12 is not closed"_s);
        situation("a patch is missing", "resources: [../good]\npatches:\n- path: nope.yaml\n",
                  u":3:9: nope.yaml is not in the repository at this revision"_s);
        situation(
            "m06_a file of the machine",
            "resources: [../good]\nconfigMapGenerator:\n- {name: g, files: [p=/etc/passwd]}\n",
            u":3:21: the path /etc/passwd is absolute; only paths below this repository are rendered"_s);
        situation(
            "m06_an environment file above the repository",
            "resources: [../good]\nsecretGenerator:\n- {name: g, envs: [../../.env]}\n",
            u":3:20: the path ../../.env leads out of the repository; only its own files are rendered"_s);
        situation(
            "m06_charts", "helmCharts: [{name: x, version: \"1\"}]\n",
            u":1:1: helmCharts would run helm, which Plumbline does not do for kustomize; commit the rendered chart instead"_s);
        situation(
            "m06_a path leads out", "resources: [../../../etc/passwd]\n",
            u":1:13: the path ../../../etc/passwd leads out of the repository; only its own files are rendered"_s);
    }
    void whatIsWrongIsPlaced()
    {
        QFETCH(QByteArray, input);
        QFETCH(QString, sentence);
        m_shop->commit(u"a bad one"_s, {{u"bad/kustomization.yaml"_s, input}});
        const QByteArray wrong = disagreement(m_plumb, render(u"bad"_s), 2,
                                              u"plumb: bad/kustomization.yaml"_s + sentence);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
    }

    void whatKustomizeRefusesIsInItsOwnWords_data()
    {
        columnsOfSituations();
        situation("unknown field", "resourcess: [config.yaml]\n",
                  u"invalid Kustomization: json: unknown field \"resourcess\""_s);
        situation("empty", "\n", u"kustomization.yaml is empty"_s);
        situation("a base twice", "resources: [../good, ../good]\n",
                  u"may not add resource with an already registered id"_s);
        situation("a base in a circle", "resources: [../circle]\n", u"cycle detected"_s);
        situation("a patch of nothing",
                  "resources: [../good]\npatches:\n- patch: \"apiVersion: v1\\nkind: ConfigMap\\n"
                  "metadata: {name: other}\"\n",
                  u"no matches for Id ConfigMap.v1.[noGrp]/other.[noNs]"_s);
    }
    void whatKustomizeRefusesIsInItsOwnWords()
    {
        QFETCH(QByteArray, input);
        QFETCH(QString, sentence);
        m_shop->commit(u"a bad one"_s, {{u"bad/kustomization.yaml"_s, input},
                                        {u"circle/kustomization.yaml"_s, "resources: [../bad]\n"}});
        const Outcome rendered = render(u"bad"_s);
        QVERIFY2(rendered.exitCode == 2, rendered.all().constData());
        QVERIFY2(rendered.errors.contains(u"kustomize could not render bad: "_s),
                 rendered.all().constData());
        // Its words, and those once.
        QVERIFY2(rendered.errors.count(sentence) == 1, rendered.all().constData());
        QVERIFY2(!rendered.errors.contains(u"Error:"_s), rendered.all().constData());
    }
    void m06_aProgramOfTheRepositoryIsNotRun()
    {
        m_shop->commit(
            u"a bad one"_s,
            {{u"bad/kustomization.yaml"_s, "resources: [../good]\ntransformers: [run.yaml]\n"},
             {u"bad/run.yaml"_s,
              "apiVersion: x/v1\nkind: Run\nmetadata:\n  name: run\n  annotations:\n"
              "    config.kubernetes.io/function: |\n      exec:\n        path: ./run.sh\n"}});
        const Outcome rendered = render(u"bad"_s);
        QVERIFY2(rendered.exitCode == 2, rendered.all().constData());
        QVERIFY2(rendered.errors.contains(
                     u"external plugins disabled; unable to load external plugin 'Run'"_s),
                 rendered.all().constData());
    }
};

QTEST_GUILESS_MAIN(BadKustomizationTest)
#include "tst_bad_kustomization.moc"
