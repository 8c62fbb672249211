// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "badinput.h"

#include <QJsonArray>

using namespace plumb;
using namespace plumb::test;

namespace {

QByteArray deployment(const QByteArray& name, int replicas, const QByteArray& rest = {})
{
    return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: " + name
           + ", namespace: shop, generation: 3}\nspec:\n  replicas: " + QByteArray::number(replicas)
           + "\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: "
             "web}}\n    spec:\n      containers:\n      - {name: web, image: \"web:1\"}\n"
           + rest;
}

// What a Deployment of this size says when all is well, and when its rollout stands still.
QByteArray healthy(int replicas)
{
    const QByteArray n = QByteArray::number(replicas);
    return "status: {observedGeneration: 3, replicas: " + n + ", updatedReplicas: " + n
           + ", availableReplicas: " + n + ", readyReplicas: " + n + "}\n";
}
const QByteArray kStuck =
    "status:\n  observedGeneration: 3\n  replicas: 1\n  updatedReplicas: 1\n  conditions:\n"
    "  - {type: Progressing, status: \"False\", reason: ProgressDeadlineExceeded}\n";

QByteArray secret(const QByteArray& value)
{
    return "apiVersion: v1\nkind: Secret\nmetadata: {name: db, namespace: shop}\nstringData: "
           "{password: "
           + value + "}\n";
}

} // namespace

//! `plumb diff` and `plumb health`: two files, one file, no cluster.
class PlumbFilesTest : public QObject
{
    Q_OBJECT
private:
    PlumbProcess m_plumb;

    Outcome diff(const QByteArray& desired, const QByteArray& live,
                 const QString& format = u"table"_s) const
    {
        m_plumb.write(u"git.yaml"_s, desired);
        m_plumb.write(u"live.yaml"_s, live);
        return m_plumb.run({u"diff"_s, u"git.yaml"_s, u"live.yaml"_s, u"-o"_s, format});
    }
    Outcome health(const QByteArray& live, const QString& format = u"json"_s) const
    {
        return m_plumb.run({u"health"_s, u"-f"_s, u"-"_s, u"-o"_s, format}, live);
    }
    static QJsonArray itemsOf(const Outcome& outcome)
    {
        return outcome.json().value(u"items"_s).toArray();
    }

private Q_SLOTS:
    void equalFilesHaveNoDifferences()
    {
        const Outcome same = diff(deployment("web", 2), deployment("web", 2, healthy(2)));
        QVERIFY2(same.exitCode == 0, same.all().constData());
        QCOMPARE(same.output, u"No differences.\n"_s);
        QCOMPARE(same.errors, QString());
    }
    void aDifferenceIsAFieldWithBothValues()
    {
        const Outcome table = diff(deployment("web", 2), deployment("web", 5));
        QVERIFY2(table.exitCode == 1, table.all().constData());
        const QStringList lines = table.output.split(u'\n');
        QCOMPARE(lines.value(0).simplified(), u"OBJECT FIELD DESIRED LIVE CLASS CHANGED BY"_s);
        QCOMPARE(lines.value(1).simplified(), u"Deployment shop/web spec.replicas 2 5 pending"_s);
        const Outcome json = diff(deployment("web", 2), deployment("web", 5), u"json"_s);
        QCOMPARE(json.exitCode, 1);
        QCOMPARE(json.json()[u"schemaVersion"], 1);
        const QJsonObject field = itemsOf(json).at(0)[u"fields"].toArray().at(0).toObject();
        QCOMPARE(field[u"path"], u"spec.replicas"_s);
        QCOMPARE(field[u"desired"], 2);
        QCOMPARE(field[u"live"], 5);
        QCOMPARE(field[u"class"], u"pending"_s);
    }
    void anObjectOfOneSideIsADifference()
    {
        const Outcome gone =
            diff(deployment("web", 2) + "---\n" + deployment("api", 2), deployment("web", 2));
        QVERIFY2(gone.exitCode == 1, gone.all().constData());
        QVERIFY2(gone.output.simplified().contains(
                     u"Deployment shop/api – in Git, but not in the cluster"_s),
                 gone.all().constData());
    }
    void aSecretValueIsNeverPrinted()
    {
        for (const QString& format : {u"table"_s, u"json"_s, u"yaml"_s}) {
            const Outcome other = diff(secret("correct-horse"), secret("battery-staple"), format);
            QVERIFY2(other.exitCode == 1, other.all().constData());
            QVERIFY2(other.output.contains(u"password"_s), other.all().constData());
            for (const char* value :
                 {"correct-horse", "battery-staple", "Y29ycmVjdC1ob3JzZQ", "YmF0dGVyeS1zdGFwbGU"})
                QVERIFY2(!other.all().contains(value), other.all().constData());
        }
    }
    void aBrokenDocumentMakesTheComparisonIncomplete()
    {
        const Outcome partial = diff(deployment("web", 2) + "---\nkind: {\n", deployment("web", 2));
        const QByteArray wrong = disagreement(
            m_plumb, partial, 6,
            u"plumb: git.yaml:14:1: not valid YAML: the { opened on line 13, column 7 is not closed"_s);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
    }
    void aFileWithoutObjectsIsNotEqualToAnything()
    {
        const QByteArray wrong =
            disagreement(m_plumb, diff("# nothing here\n", deployment("web", 2)), 2,
                         u"plumb: git.yaml holds no Kubernetes objects: nothing to compare."_s);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
    }
    void standardInputIsOneOfTheTwo()
    {
        m_plumb.write(u"git.yaml"_s, deployment("web", 2));
        const Outcome piped = m_plumb.run({u"diff"_s, u"git.yaml"_s, u"-"_s}, deployment("web", 2));
        QVERIFY2(piped.exitCode == 0, piped.all().constData());
        const QByteArray wrong =
            disagreement(m_plumb, m_plumb.run({u"diff"_s, u"-"_s, u"-"_s}), 3,
                         u"plumb: Only one of the two files can be standard input (-)."_s);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
    }

    void whatIsWellIsHealthy()
    {
        const Outcome well = health(deployment("web", 2, healthy(2)));
        QVERIFY2(well.exitCode == 0, well.all().constData());
        QCOMPARE(well.json()[u"schemaVersion"], 1);
        const QJsonObject item = itemsOf(well).at(0).toObject();
        QCOMPARE(item[u"kind"], u"Deployment"_s);
        QCOMPARE(item[u"namespace"], u"shop"_s);
        QCOMPARE(item[u"name"], u"web"_s);
        QCOMPARE(item[u"health"], u"Healthy"_s);
        QVERIFY(!item[u"rule"].toString().isEmpty());
    }
    void oneThatIsDegradedIsDifferenceEnough()
    {
        const QByteArray both =
            deployment("web", 2, healthy(2)) + "---\n" + deployment("api", 1, kStuck);
        const Outcome seen = health(both);
        QVERIFY2(seen.exitCode == 1, seen.all().constData());
        QCOMPARE(itemsOf(seen).at(0)[u"health"], u"Healthy"_s);
        QCOMPARE(itemsOf(seen).at(1)[u"health"], u"Degraded"_s);
        QCOMPARE(itemsOf(seen).at(1)[u"message"],
                 u"Deployment \"api\" exceeded its progress deadline"_s);
        const Outcome table = health(both, u"table"_s);
        QCOMPARE(table.exitCode, 1);
        QVERIFY2(
            table.output.simplified().contains(
                u"Deployment shop/api Degraded Deployment \"api\" exceeded its progress deadline"_s),
            table.all().constData());
    }
    void aKindWithoutARuleHasNoHealth()
    {
        const Outcome seen = health("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n");
        QVERIFY2(seen.exitCode == 0, seen.all().constData());
        QVERIFY(itemsOf(seen).at(0)[u"health"].isNull());
        QCOMPARE(itemsOf(seen).at(0)[u"message"],
                 u"Argo CD has no rule for this kind, so it has no health"_s);
    }
    void aBrokenDocumentMakesTheVerdictIncomplete()
    {
        const Outcome seen = health(deployment("web", 2, healthy(2)) + "---\nkind: [\n");
        const QByteArray wrong = disagreement(
            m_plumb, seen, 6,
            u"plumb: standard input:15:1: not valid YAML: the [ opened on line 14, column 7 is not closed"_s);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        QCOMPARE(itemsOf(seen).size(), 1);
    }
    void aFileWithoutObjectsIsSaid()
    {
        const Outcome seen = health("# nothing here\n", u"table"_s);
        QVERIFY2(seen.exitCode == 0, seen.all().constData());
        QCOMPARE(seen.output, u"The file holds no objects.\n"_s);
    }
};

QTEST_GUILESS_MAIN(PlumbFilesTest)
#include "tst_plumb_files.moc"
