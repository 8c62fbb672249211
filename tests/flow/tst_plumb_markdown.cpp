// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "badinput.h"
#include "onemapcluster.h"
#include "support/gitfixture.h"

#include <QRegularExpression>

using namespace plumb;
using namespace plumb::test;

//! `-o md`: what is pasted into a ticket is a table there, whatever a cluster holds.
class PlumbMarkdownTest : public QObject
{
    Q_OBJECT
private:
    PlumbProcess m_plumb;

    Outcome sandbox(const QStringList& arguments) const
    {
        return m_plumb.run(QStringList{u"--sandbox"_s} + arguments + QStringList{u"-o"_s, u"md"_s});
    }
    //! The tables of a text, each a list of lines.
    static QList<QStringList> tablesOf(const QString& text)
    {
        QList<QStringList> tables;
        for (const QString& block : text.split(u"\n\n"_s, Qt::SkipEmptyParts))
            if (block.startsWith(u"| "_s))
                tables.append(block.split(u'\n', Qt::SkipEmptyParts));
        return tables;
    }
    //! Every line has as many cells as the headings.
    static bool isTable(const QStringList& lines)
    {
        static const QRegularExpression kBar(u"(?<!\\\\)\\|"_s);
        const auto bars = lines.value(0).count(kBar);
        return lines.size() >= 2 && lines[1].startsWith(u"| --- |"_s)
               && std::all_of(lines.begin(), lines.end(), [&](const QString& line) {
                      return line.startsWith(u"| "_s) && line.count(kBar) == bars;
                  });
    }

private Q_SLOTS:
    void theStatusOfAllIsOneTable()
    {
        const Outcome seen = sandbox({u"status"_s});
        QVERIFY2(seen.exitCode == 1, seen.all().constData());
        const auto tables = tablesOf(seen.output);
        QVERIFY2(tables.size() == 1 && isTable(tables[0]), seen.all().constData());
        QCOMPARE(tables[0][0],
                 u"| APPLICATION | CLUSTER | SYNC | HEALTH | LIVE | TARGET | REASON |"_s);
        QCOMPARE(tables[0].size(), 2 + 6);
        // All reasons, not the first of them.
        QVERIFY2(
            seen.output.contains(
                u"PodDisruptionBudget shop-staging/frontend: in Git, but not in the cluster; Deployment shop-staging/frontend: "_s),
            seen.all().constData());
    }
    void thePlanEndsInParagraphsAndLinesToCopy()
    {
        const Outcome seen = sandbox({u"plan"_s, u"checkout"_s});
        QVERIFY2(seen.exitCode == 1, seen.all().constData());
        QVERIFY2(
            seen.output.contains(
                u"or leave the object out.\n\nTo take these fields over, plan again with:\n\n"
                "    plumb --sandbox plan checkout --force Deployment/shop-prod/checkout\n\ncommit "_s),
            seen.all().constData());
        QVERIFY2(!seen.output.contains(u"\n\n\n"_s), seen.all().constData());
    }
    void theStatusOfOneHasItsObjectsToo()
    {
        const Outcome seen = sandbox({u"status"_s, u"checkout"_s});
        QVERIFY2(seen.exitCode == 1, seen.all().constData());
        const auto tables = tablesOf(seen.output);
        QVERIFY2(tables.size() == 2 && isTable(tables[0]) && isTable(tables[1]),
                 seen.all().constData());
        QCOMPARE(tables[1][0], u"| OBJECT | SYNC | HEALTH | REASON |"_s);
        QVERIFY2(
            tables[1].contains(
                u"| Deployment shop-prod/checkout | OutOfSync | Healthy | 1 field differs (1 manual) |"_s),
            seen.all().constData());
    }
    void theDriftIsATableAndWhatFollowsIsNotARowOfIt()
    {
        const Outcome seen = sandbox({u"drift"_s, u"checkout"_s});
        QVERIFY2(seen.exitCode == 1, seen.all().constData());
        const auto tables = tablesOf(seen.output);
        QVERIFY2(tables.size() == 1 && isTable(tables[0]), seen.all().constData());
        static const QRegularExpression kRow(
            u"^\\| Deployment shop-prod/checkout \\| "
            "spec\\.template\\.spec\\.containers\\[name=checkout\\]\\.env\\[name=LOG_LEVEL\\]\\."
            "value "
            "\\| info \\| debug \\| manual \\| kubectl-edit \\| \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ \\|$"_s);
        QVERIFY2(tables[0].filter(kRow).size() == 1, seen.all().constData());
        QVERIFY2(seen.output.contains(
                     u"|\n\n28 fields hold defaults of the server; -o json lists them.\n"_s),
                 seen.all().constData());
    }
    void l02_aValueOfTheClusterStaysText()
    {
        FakeServer server(FakeServer::serving([](Peer& peer, const Received& request) {
            if (request.method == "GET" && request.target.endsWith("/configmaps/web"))
                return peer.answer(
                    200,
                    "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"web\","
                    "\"namespace\":\"x\",\"uid\":\"u1\",\"resourceVersion\":\"7\"},\"data\":{"
                    "\"greeting\":\"a|b ![x](http://evil.example/p.png) <img src=x> `c` *d* "
                    "\\\\|e\\nf\"}}");
            answerAsCluster(peer, request);
        }));
        GitFixture shop(m_plumb.folder.filePath(u"shop"_s));
        shop.commit(u"web"_s, {{u"web/config.yaml"_s, theOneMap()}});
        m_plumb.write(u"plumbline/config/workspace.yaml"_s,
                      "version: 1\nrepositories:\n  - {name: shop, path: " + shop.folder().toUtf8()
                          + "}\napplications:\n  - {name: web, repository: shop, path: web, "
                            "context: dev, namespace: x}\n");
        m_plumb.write(u".kube/config"_s, kubeconfigFor(server.url().toUtf8()));
        const Outcome seen = m_plumb.run({u"drift"_s, u"web"_s, u"-o"_s, u"md"_s});
        QVERIFY2(seen.exitCode == 1, seen.all().constData());
        const auto tables = tablesOf(seen.output);
        QVERIFY2(tables.size() == 1 && isTable(tables[0]) && tables[0].size() == 3,
                 seen.all().constData());
        QVERIFY2(
            tables[0][2].contains(
                u" | a\\|b ![x]\\(http://evil.example/p.png) &lt;img src=x> \\`c\\` \\*d\\* \\\\\\|e\\\\nf | "_s),
            seen.all().constData());
    }
};

QTEST_GUILESS_MAIN(PlumbMarkdownTest)
#include "tst_plumb_markdown.moc"
