// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "ui/support/windowmain.h"
#include "windowbench.h"

#include <QFileInfo>

using namespace plumb;
using namespace plumb::test;
using ui::Workbench;

//! Kustomizations that cannot be rendered, or must not be, read in the window; with the real
//! kustomize.
class WindowBadKustomizationTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<WindowBench> m_bench;

private Q_SLOTS:
    void initTestCase()
    {
        const QString bin = qEnvironmentVariable("PLUMBLINE_REAL_BIN");
        QVERIFY2(QFileInfo::exists(bin + u"/kustomize"_s), "no real kustomize");
        qputenv("PATH", (bin + u':' + qEnvironmentVariable("PATH")).toLocal8Bit());
    }
    void init() { m_bench = std::make_unique<WindowBench>(); }
    void cleanup() { m_bench.reset(); }

    void aBadKustomizationIsSaidAndTheOtherWorks_data()
    {
        QTest::addColumn<QByteArray>("kustomization");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("m06_a base is remote")
            << QByteArray("resources: [\"https://example.com/x.yaml\"]\n")
            << u"broken/kustomization.yaml:1:13: the base https://example.com/x.yaml is remote; Plumbline renders without network. Copy it into the repository (`kustomize localize` does that) and name the copy"_s;
        QTest::newRow("a bracket is open")
            << QByteArray("resources: [config.yaml\n")
            << u"broken/kustomization.yaml:2:1: not valid YAML: the [ opened on line 1, column 12 is not closed"_s;
        QTest::newRow("a field that kustomize does not know")
            << QByteArray("resourcess: [config.yaml]\n")
            << u"kustomize could not render broken: invalid Kustomization: json: unknown field \"resourcess\""_s;
    }
    void aBadKustomizationIsSaidAndTheOtherWorks()
    {
        QFETCH(QByteArray, kustomization);
        QFETCH(QString, sentence);
        m_bench->badFolder({{u"broken/kustomization.yaml"_s, kustomization},
                            {u"broken/config.yaml"_s, theOneMap()}});
        m_bench->start();
        m_bench->expectTheOtherWorks();
        QVERIFY2(m_bench->choose(u"bad"_s), qPrintable(m_bench->visible()));
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->isSettled(), WindowBench::kPatience);
        for (const auto tab : {Workbench::History, Workbench::Drift, Workbench::Resources}) {
            m_bench->window()->workbench()->setTab(tab);
            QVERIFY2(m_bench->centre().contains(sentence), qPrintable(m_bench->visible()));
            QCOMPARE(m_bench->window()->inspector()->text().count(sentence), 1);
        }
        QVERIFY2(m_bench->sidebar().contains(u"bad · failed"_s), qPrintable(m_bench->sidebar()));
    }
    void aGoodOneIsLive()
    {
        m_bench->badFolder({{u"broken/kustomization.yaml"_s, "resources: [config.yaml]\n"},
                            {u"broken/config.yaml"_s, theOneMap()}});
        m_bench->start();
        m_bench->expectTheOtherWorks();
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->sidebar().contains(u"bad · live"_s),
                                 WindowBench::kPatience);
    }
};

PLUMB_WINDOW_MAIN(WindowBadKustomizationTest)

#include "tst_window_bad_kustomization.moc"
