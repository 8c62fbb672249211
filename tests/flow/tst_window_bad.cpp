// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "ui/support/windowmain.h"
#include "windowbench.h"

#include "store/journal.h"
#include "views/firstrun/firstrunpage.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSqlDatabase>
#include <QSqlQuery>

using namespace plumb;
using namespace plumb::test;
using ui::Workbench;

namespace {

using Break = std::function<void(WindowBench&)>;

} // namespace

//! Bad input of every kind but kustomizations, read in the window: what is wrong is said where
//! somebody looks, and the application beside it works.
class WindowBadTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<WindowBench> m_bench;

    static void columns()
    {
        QTest::addColumn<Break>("make");
        QTest::addColumn<QString>("hint");
        QTest::addColumn<QString>("sentence");
    }
    //! `hint` stands behind the application's name in the sidebar.
    static void row(const char* name, const QString& hint, const QString& sentence,
                    const Break& make)
    {
        QTest::newRow(name) << make << hint << sentence;
    }
    //! The application "bad" is chosen, and each view of it says the sentence once, or twice where
    //! the inspector stands beside a view that has nothing else to show.
    void expectSaid()
    {
        QFETCH(Break, make);
        QFETCH(QString, hint);
        QFETCH(QString, sentence);
        make(*m_bench);
        m_bench->start();
        m_bench->expectTheOtherWorks();
        QVERIFY2(m_bench->choose(u"bad"_s), qPrintable(m_bench->visible()));
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->isSettled(), WindowBench::kPatience);
        sentence = m_bench->filledIn(sentence);
        for (const auto tab : {Workbench::History, Workbench::Drift, Workbench::Resources}) {
            m_bench->window()->workbench()->setTab(tab);
            QVERIFY2(m_bench->centre().contains(sentence) || tab == Workbench::Resources,
                     qPrintable(m_bench->visible()));
            QCOMPARE(m_bench->window()->inspector()->text().count(sentence), 1);
            // Nothing claims to be well.
            QVERIFY2(!m_bench->centre().contains(u"Nothing differs"_s),
                     qPrintable(m_bench->visible()));
            QVERIFY2(!m_bench->centre().contains(u"not in the cluster"_s),
                     qPrintable(m_bench->visible()));
        }
        QVERIFY2(m_bench->sidebar().contains(u"bad · "_s + hint), qPrintable(m_bench->sidebar()));
        QVERIFY(m_bench->choose(u"good"_s));
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->isSettled(), WindowBench::kPatience);
        m_bench->window()->workbench()->setTab(Workbench::Drift);
        QVERIFY2(m_bench->centre().contains(u"Everything that Git says is live."_s),
                 qPrintable(m_bench->visible()));
    }

private Q_SLOTS:
    void init() { m_bench = std::make_unique<WindowBench>(); }
    void cleanup() { m_bench.reset(); }

    void whatIsWrongInTheWorkspaceStandsAboveEveryView()
    {
        m_bench->workspace("  - {name: bad, repository: shp, context: good}\n"
                           "  - {name: worse, repository: shop}\n");
        m_bench->start();
        m_bench->expectTheOtherWorks();
        for (const auto tab : {Workbench::History, Workbench::Drift, Workbench::Resources}) {
            m_bench->window()->workbench()->setTab(tab);
            QCOMPARE(
                m_bench->banner(),
                u"workspace.yaml:6:29: no repository is called \"shp\"; did you mean \"shop\"?\n"
                "workspace.yaml:7:5: an application has no context; add for example `context: "
                "production`."_s);
        }
        QVERIFY(!m_bench->sidebar().contains(u"bad"_s));
    }
    void ofManyProblemsTheFirstAreSaidAndTheOthersCounted()
    {
        QByteArray entries;
        for (int i = 0; i < 5; ++i)
            entries += "  - {name: bad" + QByteArray::number(i) + ", repository: shop}\n";
        m_bench->workspace(entries);
        m_bench->start();
        m_bench->expectTheOtherWorks();
        QCOMPARE(m_bench->banner().count(u"an application has no context"_s), 3);
        QVERIFY2(m_bench->banner().endsWith(u"\nand 2 more"_s), qPrintable(m_bench->banner()));
    }
    void p08_aWriteThatWasInterruptedIsSaidUntilSomebodyHasReadIt()
    {
        const QString file = m_bench->home.folder.filePath(u"plumbline/state/plumbline.sqlite"_s);
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QVERIFY(QFile::setPermissions(QFileInfo(file).path(),
                                      QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        store::OperationRecord push;
        push.kind = u"push"_s;
        push.repository = u"shop"_s;
        push.branch = u"main"_s;
        push.commit = u"314af8f0000000000000000000000000000000aa"_s;
        push.started = QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
        QVERIFY((*store::Journal::open(file))->begin(push).ok());
        { // as if the process that wrote it had been killed
            QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
            other.setDatabaseName(file);
            QVERIFY(other.open());
            QVERIFY(QSqlQuery(other).exec(u"UPDATE operation SET process = 'gone'"_s));
        }
        QSqlDatabase::removeDatabase(u"other"_s);
        m_bench->start();
        const QString sentence =
            u"Plumbline ended during this push of 314af8f to main of shop (2026-03-01 12:00 UTC)."_s;
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->banner().startsWith(sentence), WindowBench::kPatience);
        m_bench->expectTheOtherWorks();
        QVERIFY(m_bench->banner().startsWith(sentence));
        auto* read = m_bench->window()->findChild<QPushButton*>(u"interrupted"_s);
        QVERIFY(read && read->isVisible());
        read->setFocus();
        QTest::keyClick(read, Qt::Key_Space);
        QTRY_VERIFY(!m_bench->banner().contains(u"Plumbline ended"_s));
        QVERIFY(!read->isVisible());
        // And it is said once: the next start has nothing to tell.
        m_bench->application.reset();
        m_bench->start();
        m_bench->expectTheOtherWorks();
        QVERIFY(!m_bench->banner().contains(u"Plumbline ended"_s));
    }
    void aWorkspaceThatCannotBeReadIsNoEmptyOne()
    {
        m_bench->home.write(u"plumbline/config/workspace.yaml"_s,
                            "version: 1\napplications:\n  - {name: good\n");
        m_bench->start();
        QTRY_VERIFY_WITH_TIMEOUT(
            m_bench->visible().contains(
                u"workspace.yaml:4:1: not valid YAML: the { opened on line 3, column 5 is not closed."_s),
            WindowBench::kPatience);
        QCOMPARE(m_bench->window()->page(), ui::MainWindow::Page::FirstRun);
    }
    void aPathThatIsNoRepositoryIsNotAdded_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("no folder")
            << u"{home}/nope"_s << u"There is no folder {home}/nope. Nothing was added."_s;
        QTest::newRow("no repository")
            << u"{home}/plumbline"_s
            << u"{home}/plumbline is not a Git repository: name the folder that holds .git, a bare repository or a URL. Nothing was added."_s;
    }
    void aPathThatIsNoRepositoryIsNotAdded()
    {
        QFETCH(QString, path);
        QFETCH(QString, sentence);
        const QByteArray empty = "version: 1\n";
        const QString file = m_bench->home.write(u"plumbline/config/workspace.yaml"_s, empty);
        m_bench->start();
        QTRY_COMPARE_WITH_TIMEOUT(m_bench->window()->page(), ui::MainWindow::Page::FirstRun,
                                  WindowBench::kPatience);
        auto* field = m_bench->window()->firstRun()->findChild<QLineEdit*>();
        QTest::mouseClick(field, Qt::LeftButton);
        QTest::keyClicks(field, m_bench->filledIn(path));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY2_WITH_TIMEOUT(m_bench->visible().contains(m_bench->filledIn(sentence)),
                                  qPrintable(m_bench->visible()), WindowBench::kPatience);
        QFile kept(file);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), empty);
    }
    void withoutAKubeconfigTheWindowSaysWhereItLooked()
    {
        QVERIFY(QFile::remove(m_bench->home.folder.filePath(u"kubeconfig"_s)));
        m_bench->start();
        const QString sentence =
            m_bench->filledIn(u"There is no kubeconfig. Looked for: {home}/kubeconfig."_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_bench->banner(), sentence, WindowBench::kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->window()->inspector()->text().contains(
                                     u"There is no context \"good\". "_s + sentence),
                                 WindowBench::kPatience);
        // What needs no cluster works: the history is there.
        QTRY_COMPARE_WITH_TIMEOUT(m_bench->window()->workbench()->history()->model()->rowCount(), 1,
                                  WindowBench::kPatience);
    }

    void kubeconfig_data()
    {
        columns();
        row("no such context", u"failed"_s, u"There is no context \"nope\". There are: good."_s,
            [](WindowBench& bench) {
                bench.workspace(WindowBench::badApplication("web", "nope"));
            });
        row("k06_the authority is no certificate", u"failed"_s,
            u"The context \"bad\" cannot be used: {home}/kubeconfig, line 5, column 84: \"certificate-authority-data\" holds no certificate in PEM form."_s,
            [](WindowBench& bench) {
                bench.badContext("server: \"https://127.0.0.1:1\", certificate-authority-data: "
                                 "\"aGVsbG8=\"");
            });
        row("k04_no verification", u"failed"_s,
            u"The context \"bad\" sets insecure-skip-tls-verify: anyone on the way to https://127.0.0.1:1 could read the credentials and answer in its place. It is refused until you allow it for this context. Nothing was sent."_s,
            [](WindowBench& bench) {
                bench.badContext("server: \"https://127.0.0.1:1\", insecure-skip-tls-verify: true");
            });
    }
    void kubeconfig() { expectSaid(); }
    void anUnusableContextIsNotCalledUncontacted()
    {
        m_bench->badContext("server: \"https://127.0.0.1:1\", certificate-authority-data: \"!\"");
        m_bench->start();
        m_bench->expectTheOtherWorks();
        QVERIFY2(m_bench->sidebar().contains(u"bad · unusable"_s), qPrintable(m_bench->sidebar()));
    }
    void aContextThatIsNowhereMakesNoClusterWithoutAName()
    {
        m_bench->workspace(WindowBench::badApplication("web", "nope"));
        m_bench->start();
        m_bench->expectTheOtherWorks();
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->sidebar().contains(u"bad · failed"_s),
                                 WindowBench::kPatience);
        QVERIFY2(m_bench->sidebar().endsWith(u"\nClusters\ngood · live\n"_s)
                     || m_bench->sidebar().endsWith(u"\nClusters\ngood · live"_s),
                 qPrintable(m_bench->sidebar()));
    }

    void manifests_data()
    {
        columns();
        row("one of two is broken", u"unknown"_s,
            u"broken/bad.yaml:2:1: not valid YAML: the { opened on line 1, column 11 is not closed"_s,
            [](WindowBench& bench) {
                bench.badFolder({{u"broken/bad.yaml"_s, "metadata: {name: bad\n"},
                                 {u"broken/good.yaml"_s, theOneMap()}});
            });
        row("m02_all is broken", u"unknown"_s,
            u"broken/bad.yaml:2:1: key 'a' defined twice (lines 1 and 2); remove one: tools disagree about which one counts"_s,
            [](WindowBench& bench) {
                bench.badFolder({{u"broken/bad.yaml"_s, "a: 1\na: 2\n"}});
            });
        row("m04_no UTF-8", u"unknown"_s,
            u"broken/bad.yaml:1:4: byte 3 (0xFF) is not UTF-8; save the file as UTF-8"_s,
            [](WindowBench& bench) {
                bench.badFolder({{u"broken/bad.yaml"_s, "a: \xff\n"}});
            });
    }
    void manifests() { expectSaid(); }

    void git_data()
    {
        columns();
        row("no folder", u"failed"_s, u"There is no folder “nope” at {commit} in shop."_s,
            [](WindowBench& bench) { bench.workspace(WindowBench::badApplication("nope")); });
        row("no clone", u"failed"_s,
            u"There is no folder {home}/gone. If the clone has moved, change the repository's path."_s,
            [](WindowBench& bench) {
                bench.workspace(WindowBench::badApplication("web", "good", "gone"),
                                "  - {name: gone, path: " + bench.home.folder.path().toUtf8()
                                    + "/gone}\n");
            });
        row("an unreachable remote", u"failed"_s,
            u"http://127.0.0.1:1/far.git cannot be reached: unable to access 'http://127.0.0.1:1/far.git/': "_s,
            [](WindowBench& bench) {
                bench.workspace(WindowBench::badApplication("web", "good", "far"),
                                "  - {name: far, url: \"http://127.0.0.1:1/far.git\"}\n");
            });
        row("g07_a damaged object", u"failed"_s,
            u"Object {blob} is missing from the repository shop. It may be a shallow or damaged clone; “git fsck” in it tells more."_s,
            [](WindowBench& bench) {
                bench.badFolder({{u"broken/other.yaml"_s, "apiVersion: v1\nkind: ConfigMap\n"
                                                          "metadata: {name: other}\n"}});
                const QString id = bench.shop.revision(u"HEAD:broken/other.yaml"_s);
                QVERIFY(QFile::remove(
                    bench.shop.file(u".git/objects/%1/%2"_s.arg(id.left(2), id.mid(2)))));
            });
    }
    void git() { expectSaid(); }

    void answers_data()
    {
        columns();
        row("w34_a login page", u"failed"_s,
            u"Asking the server for its resource types failed: {server} answered with a web page. Perhaps a proxy or a login page answers at this address instead of an API server."_s,
            [](WindowBench& bench) {
                bench.badCluster([](Peer& peer, const Received&) {
                    peer.answer(200, "<html>Log in</html>", "Content-Type: text/html\r\n");
                });
            });
        row("w21_the credentials are not accepted", u"failed"_s,
            u"Asking the server for its resource types failed: The server does not accept these credentials; they may have expired. Answer 401: Unauthorized."_s,
            [](WindowBench& bench) {
                bench.badCluster([](Peer& peer, const Received&) {
                    peer.answer(401, "{\"kind\":\"Status\",\"message\":\"Unauthorized\"}");
                });
            });
        row("w08_an object that cannot be read", u"unknown"_s,
            u"Reading ConfigMap x/web failed: Answer 500 from {server}: etcd is down."_s,
            [](WindowBench& bench) {
                bench.badCluster([](Peer& peer, const Received& request) {
                    if (request.target.contains("configmaps/web"))
                        return peer.answer(500,
                                           "{\"kind\":\"Status\",\"message\":\"etcd is down\"}");
                    answerAsCluster(peer, request);
                });
            });
    }
    void answers() { expectSaid(); }
    void w34_aClusterThatAnsweredWithAPageIsNotCalledUncontacted()
    {
        m_bench->badCluster([](Peer& peer, const Received&) { peer.answer(200, "<html>"); });
        m_bench->start();
        m_bench->expectTheOtherWorks();
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->sidebar().contains(u"bad · unreachable"_s),
                                 WindowBench::kPatience);
    }
};

PLUMB_WINDOW_MAIN(WindowBadTest)

#include "tst_window_bad.moc"
