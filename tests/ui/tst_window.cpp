// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/support/pages.h"
#include "ui/support/person.h"
#include "ui/support/sample.h"
#include "ui/support/visibletext.h"

#include "models/historymodel.h"
#include "models/operationmodel.h"
#include "views/drift/driftpane.h"
#include "views/firstrun/firstrunpage.h"
#include "views/history/historyview.h"
#include "views/inspector/inspector.h"
#include "views/resources/resourcesview.h"
#include "views/review/reviewpage.h"
#include "views/rollback/rollbackpage.h"
#include "views/sidebar/sidebar.h"
#include "views/workbench.h"
#include "widgets/approvalbar.h"
#include "widgets/banner.h"
#include "widgets/difftext.h"
#include "widgets/jobstrip.h"
#include "widgets/locator.h"
#include "widgets/searchfield.h"
#include "widgets/uniformlist.h"
#include "widgets/watchdog.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTreeView>

using namespace plumb;
using namespace plumb::ui;
using namespace plumb::ui::test;

//! The whole window on hand-made values.
class WindowTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Sample> m_sample;
    std::unique_ptr<MainWindow> m_window;

    void showPage(const QString& page) { test::showPage(*m_window, page); }

private Q_SLOTS:
    void init()
    {
        Watchdog::instance().reset();
        m_sample = std::make_unique<Sample>();
        m_window = m_sample->window();
        settle(*m_window);
    }
    void cleanup()
    {
        m_window.reset();
        m_sample.reset();
    }

    void aProtectedContextWearsItsOwnColour()
    {
        showPage(u"history"_s);
        m_window->showApplication(u"checkout"_s);
        QVERIFY(m_window->centralWidget()->styleSheet().contains(theme().bad.ink.name()));
        for (auto& cluster : m_sample->clusters)
            cluster.config.colour = u"#1e90ff"_s;
        m_window->setClusters(m_sample->clusters);
        settle(*m_window);
        QVERIFY(m_window->centralWidget()->styleSheet().contains(u"2px solid #1e90ff"_s));
        // a name of no colour leaves the frame as it is without one
        for (auto& cluster : m_sample->clusters)
            cluster.config.colour = u"nosuchcolour"_s;
        m_window->setClusters(m_sample->clusters);
        settle(*m_window);
        QVERIFY(m_window->centralWidget()->styleSheet().contains(theme().bad.ink.name()));
    }

    void l02_everyLabelIsPlainText()
    {
        m_sample->application(u"checkout"_s).reasons = {
            u"<img src=x><a href='file:///etc'>go</a>"_s};
        m_window->setApplications(m_sample->applications);
        for (const auto& page : pages()) {
            showPage(page);
            for (const auto* label : m_window->findChildren<QLabel*>())
                QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->text()));
        }
        showPage(u"history"_s);
        QVERIFY(m_window->inspector()->text().contains(u"<img src=x>"_s));
    }

    void l04_aVeryLongNameLeavesTheButtonsInPlace()
    {
        const QString name(10'000, u'x');
        m_sample->applications[0].config.name = name;
        m_sample->applications[0].config.context = name;
        m_window->setApplications(m_sample->applications);
        settle(*m_window);
        m_window->showApplication(name);
        settle(*m_window);
        m_window->showReview(name);
        settle(*m_window);
        QCOMPARE(m_window->width(), 1440);
        auto* primary = m_window->review()->bar()->primary();
        const auto place = QRect(primary->mapTo(m_window.get(), QPoint()), primary->size());
        QVERIFY(m_window->rect().contains(place));
    }

    void rowsSpeakASentence()
    {
        showPage(u"drift"_s);
        auto* list = m_window->workbench()->drift()->findChild<QListView*>();
        QVERIFY(
            list->model()
                ->index(0, 0)
                .data(Qt::AccessibleTextRole)
                .toString()
                .startsWith(
                    u"Deployment checkout in shop, Out of sync, Healthy, spec.replicas 6 in Git, 4 live"_s));
    }

    void chosenApplicationFillsEveryView()
    {
        showPage(u"history"_s);
        QCOMPARE(m_window->workbench()->history()->model()->rowCount(), 13);
        QCOMPARE(m_window->workbench()->history()->model()->notLiveCount(), 4);
        // of these four, three change the application: the chip and the sidebar say one number
        QCOMPARE(m_window->workbench()->history()->notLiveCount(), 3);
        const Person person(*m_window);
        QVERIFY2(person.sees(u"3 commit"_s) && person.sees(u"3 behind"_s),
                 qPrintable(person.reads()));
        QVERIFY(m_window->inspector()->text().contains(u"Target: main → "_s));
        QCOMPARE(
            m_window->workbench()->history()->drift()->footer(),
            u"2 of 3 differences come with the next sync. 1 change made in the cluster will be overwritten by a sync."_s);
    }

    void versionsAndLinesOfAFileStandBesideItsChanges()
    {
        showPage(u"history"_s);
        const Person person(*m_window);
        auto* history = m_window->workbench()->history();
        history->select(idOf(1));
        history->openSelected();
        settle(*m_window);
        QTRY_VERIFY(person.click(u"What is shown of the file: File history"_s));
        QTRY_VERIFY(m_sample->calls.contains(u"history apps/checkout/deployment.yaml"_s));
        QTRY_VERIFY(person.sees(u"was checkout.yaml"_s));
        const auto versions = person.rows(u"Versions of the file"_s);
        QVERIFY2(versions.contains(idOf(4).shortHex()), qPrintable(versions));
        QVERIFY(person.click(u"What is shown of the file: Blame"_s));
        QTRY_VERIFY(person.sees(u"  replicas: 6"_s));
        QVERIFY(m_sample->calls.contains(u"blame apps/checkout/deployment.yaml"_s));
        const auto lines = person.rows(u"Lines of the file"_s);
        QVERIFY2(lines.contains(u"  replicas: 6"_s), qPrintable(lines));
        // a line leads to its commit
        QVERIFY(person.clickRow(u"Lines of the file"_s, idOf(13).shortHex()));
        person.press(Qt::Key_Return);
        settle(*m_window);
        QCOMPARE(history->selected(), idOf(13));
    }

    void aFileThatCannotBeReadSaysWhy()
    {
        m_sample->adapt = [](Services& services) {
            services.blame = [](auto&&...) {
                return ready<QList<git::BlameLine>>(failure(
                    Error::Kind::NotFound, u"There is no file vendor/lib at commit 1234567."_s));
            };
        };
        m_window = m_sample->window();
        showPage(u"history"_s);
        const Person person(*m_window);
        m_window->workbench()->history()->openSelected();
        settle(*m_window);
        QTRY_VERIFY(person.click(u"What is shown of the file: Blame"_s));
        QTRY_VERIFY(person.sees(u"There is no file vendor/lib at commit 1234567."_s));
    }

    void altDigitsAndEscapeMoveBetweenPages()
    {
        m_window->showApplication(u"checkout"_s);
        QTest::keyClick(m_window.get(), Qt::Key_2, Qt::AltModifier);
        QCOMPARE(m_window->workbench()->tab(), Workbench::Drift);
        QTest::keyClick(m_window.get(), Qt::Key_3, Qt::AltModifier);
        QCOMPARE(m_window->workbench()->tab(), Workbench::Resources);
        m_window->showReview(u"checkout"_s);
        settle(*m_window);
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QCOMPARE(m_window->page(), MainWindow::Page::Workbench);
    }

    void singleLettersMoveInListsAndAreTextInFields()
    {
        showPage(u"history"_s);
        auto* list = m_window->workbench()->history()->list();
        list->setFocus();
        const auto before = list->currentIndex().row();
        QTest::keyClick(list, Qt::Key_J);
        QCOMPARE(list->currentIndex().row(), before + 1);
        QTest::keyClick(list, Qt::Key_K);
        QCOMPARE(list->currentIndex().row(), before);
        QTest::keyClicks(m_window->workbench()->filter(), u"jk"_s);
        QCOMPARE(m_window->workbench()->filter()->text(), u"jk"_s);
    }

    void aFilterWithoutMatchNamesItself()
    {
        showPage(u"history"_s);
        QSignalSpy settled(m_window->workbench()->history(), &HistoryView::settled);
        m_window->workbench()->filter()->setText(u"nothing like this"_s);
        QTRY_VERIFY(settled.size() > 0);
        QCOMPARE(m_window->workbench()->history()->model()->rowCount(), 0);
        // each tab has a filter of its own
        m_window->workbench()->setTab(Workbench::Resources);
        QCOMPARE(m_window->workbench()->filter()->text(), QString());
        m_window->workbench()->setTab(Workbench::History);
        QCOMPARE(m_window->workbench()->filter()->text(), u"nothing like this"_s);
        for (auto* button : m_window->workbench()->history()->findChildren<QPushButton*>()) {
            if (button->isVisible() && button->text() == u"Clear the filter")
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_COMPARE(m_window->workbench()->history()->model()->rowCount(), 13);
    }

    void theLocatorFindsApplicationsActionsAndCommits()
    {
        auto* locator = m_window->findChild<Locator*>();
        locator->setFocus();
        QTest::keyClicks(locator, u"frontend"_s);
        QCOMPARE(locator->shown(), QStringList{u"frontend"_s});
        QTest::keyClick(locator, Qt::Key_Return);
        QCOMPARE(m_window->application(), u"frontend"_s);
        locator->setFocus();
        QTest::keyClicks(locator, u"#"_s + idOf(7).toHex().left(8));
        QCOMPARE(locator->shown(), QStringList{idOf(7).toHex().left(12)});
        QTest::keyClick(locator, Qt::Key_Return);
        QCOMPARE(m_window->workbench()->history()->selected(), idOf(7));
    }

    void k06_anotherClusterIsSaidAndOnlyAPersonConnectsAgain()
    {
        const QString changed = u"The cluster identity of \"prod-eu\" changed."_s;
        m_sample->clusters[0].changed = changed;
        m_sample->clusters[0].state = engine::ClusterSnapshot::State::Stale;
        m_sample->application(u"checkout"_s).isStale = true;
        m_window->setClusters(m_sample->clusters);
        m_window->setApplications(m_sample->applications);
        m_window->showApplication(u"checkout"_s);
        showPage(u"history"_s);
        auto* banner = m_window->workbench()->banner();
        QCOMPARE(banner->text(), changed);
        for (const auto& action : {u"sync"_s, u"rollback"_s})
            QCOMPARE(m_window->actions().reason(action), changed);
        auto* again = banner->findChild<QPushButton*>(u"reconnect"_s);
        QVERIFY(again && again->isVisibleTo(m_window.get()));
        QVERIFY(!m_sample->calls.contains(u"reconnect prod-eu"_s));
        QTest::mouseClick(again, Qt::LeftButton);
        QVERIFY(m_sample->calls.contains(u"reconnect prod-eu"_s));
        m_sample->clusters[0].changed.clear();
        m_window->setClusters(m_sample->clusters);
        settle(*m_window);
        QVERIFY(!again->isVisibleTo(m_window.get()));
    }
    void k04_anInsecureContextHasABannerOfItsOwn()
    {
        m_sample->clusters[0].isInsecure = true;
        m_sample->clusters[0].config.allowInsecure = true;
        m_window->setClusters(m_sample->clusters);
        m_window->showApplication(u"checkout"_s);
        for (const auto& page : {u"history"_s, u"drift"_s, u"resources"_s}) {
            showPage(page);
            const QString text = m_window->workbench()->banner()->text();
            QVERIFY2(text.startsWith(u"The certificate of prod-eu is not checked"_s),
                     qPrintable(text));
        }
    }
    void k05_theWayToAClusterStandsBesideItsUser()
    {
        m_sample->clusters[0].user = u"ann"_s;
        m_sample->clusters[0].way = {u"through the proxy http://proxy:3128"_s, u"as bob"_s};
        m_window->setClusters(m_sample->clusters);
        m_window->showApplication(u"checkout"_s);
        settle(*m_window);
        const QString shown = visibleText(m_window.get()).join(u'|');
        QVERIFY2(shown.contains(u"ann · through the proxy http://proxy:3128 · as bob"_s),
                 qPrintable(shown));
    }

    void staleDataStaysAndNothingCanBeWritten()
    {
        m_sample->application(u"checkout"_s).isStale = true;
        m_window->setApplications(m_sample->applications);
        showPage(u"history"_s);
        QVERIFY(m_window->workbench()->banner()->text().contains(u"has not answered since"_s));
        QCOMPARE(m_window->workbench()->drift()->isVisibleTo(m_window.get()), false);
        QVERIFY(m_window->actions().reason(u"sync"_s).contains(u"does not answer"_s));
    }

    void partialAccessIsSaidWithTheMissingRule()
    {
        m_window->showApplication(u"search"_s);
        m_window->workbench()->setTab(Workbench::Resources);
        settle(*m_window);
        QVERIFY(m_window->workbench()->resources()->banner().contains(u"list secrets in shop"_s));
    }

    void aJobShowsItsCountsAndCanBeCancelled()
    {
        engine::Job job{7, u"Comparing"_s, u"objects"_s, 214, 530, m_sample->now.addSecs(-6), true};
        m_window->setJobs({job});
        QCOMPARE(m_window->strip()->text(), u"Comparing: objects 214 / 530"_s);
        QSignalSpy cancelled(m_window->strip(), &JobStrip::cancelWanted);
        for (auto* button : m_window->strip()->findChildren<QPushButton*>()) {
            if (button->isVisibleTo(m_window.get()))
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(cancelled.size(), 1);
    }

    void sizesAndChoicesAreThereAgainNextTime()
    {
        QByteArray kept;
        WindowOptions options;
        options.keepSession = [&kept](const QByteArray& session) { kept = session; };
        {
            const auto window = m_sample->window({1500, 800}, options);
            window->showApplication(u"frontend"_s);
            window->workbench()->setTab(Workbench::Resources);
            window->close();
        }
        options.session = kept;
        MainWindow again(m_sample->services(), options);
        QCOMPARE(again.size(), QSize(1500, 800));
        QCOMPARE(again.workbench()->tab(), Workbench::Resources);
        again.setApplications(m_sample->applications);
        again.setRepositories(m_sample->repositories);
        again.start();
        QCOMPARE(again.application(), u"frontend"_s);
    }

    void aSpoiledSessionIsTheFirstDay()
    {
        WindowOptions options;
        options.session = "{\"width\": -5, \"tab\": 99, \"splitters\": {\"window\": [0, 0, 0]}}";
        MainWindow window(m_sample->services(), options);
        QCOMPARE(window.size(), QSize(1440, 900));
        QCOMPARE(window.workbench()->tab(), Workbench::Resources);
    }

    void whatWasHiddenStaysHiddenWhenNewsArrive()
    {
        QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
        QVERIFY(!m_window->sidebar()->isVisible());
        QTest::keyClick(m_window.get(), Qt::Key_I, Qt::ControlModifier);
        m_window->setApplications(m_sample->applications);
        settle(*m_window);
        QVERIFY(!m_window->sidebar()->isVisible());
        QVERIFY(!m_window->inspector()->isVisible());
    }

    void aChosenResourceFollowsTheNews()
    {
        showPage(u"resources"_s);
        auto* tree = m_window->workbench()->resources()->tree();
        tree->setCurrentIndex(tree->model()->index(2, 0));
        QVERIFY(m_window->inspector()->text().startsWith(u"checkout\nDeployment"_s));
        m_sample->application(u"checkout"_s).resources[2].reason = u"waiting for the rollout"_s;
        m_window->setApplications(m_sample->applications);
        settle(*m_window);
        QVERIFY(m_window->inspector()->text().contains(u"waiting for the rollout"_s));
    }

    // What nobody merged yet cannot be undone in the branch that is followed.
    void aRollBackBeginsWithACommitOfTheFollowedBranch()
    {
        Sample sample;
        git::Commit other = sample.commits.first();
        other.id = idOf(99);
        other.parents = {idOf(5)};
        other.subject = other.message = u"checkout: try another image"_s;
        sample.commits.prepend(other);
        git::CommitGraph::Builder builder;
        for (const auto& commit : sample.commits)
            builder.add(commit.id,
                        std::span(commit.parents.constData(), size_t(commit.parents.size())));
        sample.graph = builder.build(true);
        QStringList asked;
        sample.adapt = [&](Services& services) {
            const auto answer = services.previewRollback;
            services.previewRollback = [&asked, answer](const engine::RollbackRequest& request,
                                                        std::stop_token stop) {
                asked << request.revision;
                return answer(request, stop);
            };
        };
        const auto window = sample.window();
        settle(*window);
        window->showApplication(u"checkout"_s);
        settle(*window);
        QCOMPARE(window->workbench()->history()->model()->idAt(0), idOf(99));
        window->showRollback(u"checkout"_s, {});
        QTRY_COMPARE(asked, QStringList{idOf(1).toHex()});
    }

    void withoutAnythingTheFirstRunPageOffersThreeWays()
    {
        auto services = m_sample->services();
        MainWindow window(services, {});
        window.start();
        QCOMPARE(window.page(), MainWindow::Page::FirstRun);
        QVERIFY(!window.firstRun()->openButton()->isEnabled());
        window.firstRun()->location()->setText(u"/srv/git/shop-config.git"_s);
        QVERIFY(window.firstRun()->openButton()->isEnabled());
        QCOMPARE(nameFor(u"git@host:team/shop-config.git"_s), u"shop-config"_s);
        QCOMPARE(m_sample->calls.filter(u"evaluate"_s).size(), 6); // by the other window only
    }

    void noEventHoldsTheWindowUp()
    {
        for (const auto& page : pages())
            showPage(page);
        QStringList slow;
        for (const auto& slice : Watchdog::instance().tooLong())
            slow << u"%1: %2 ms"_s.arg(slice.what).arg(slice.milliseconds);
        QCOMPARE(slow, QStringList());
    }
};

int main(int argc, char** argv)
{
    GuiApplication app(argc, argv);
    applyTheme(app, ThemeChoice::Dark);
    WindowTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_window.moc"
