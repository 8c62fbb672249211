// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "gui/application.h"
#include "support/plumbprocess.h"
#include "ui/support/person.h"
#include "ui/support/windowmain.h"

#include "models/proposalmodel.h"
#include "views/drift/driftpane.h"
#include "views/find/findpage.h"
#include "views/history/historyview.h"
#include "views/inspector/inspector.h"
#include "views/review/reviewpage.h"
#include "views/rollback/rollbackpage.h"
#include "views/sidebar/sidebar.h"
#include "views/workbench.h"
#include "widgets/approvalbar.h"
#include "widgets/difftext.h"

#include <QComboBox>
#include <QJsonArray>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

using namespace plumb;
using namespace plumb::ui;
using plumb::test::PlumbProcess;
using plumb::ui::test::Person;

namespace {
constexpr int kPatience = 60'000;
}

//! The three-minute tour, by mouse and accessible names only, on the real window, engine and
//! sandbox; judged by another process and by Git.
class SandboxTourTest : public QObject
{
    Q_OBJECT
private:
    PlumbProcess m_plumb;
    std::unique_ptr<gui::Application> m_application;

    MainWindow* window() const { return m_application->window(); }
    bool click(const QString& name) const { return Person(*window()).click(name); }
    bool choose(const QString& application) const
    {
        return Person(*window()).clickRow(u"Applications, repositories and clusters"_s, application)
               && window()->application() == application;
    }
    QString sidebar() const { return asText(*window()->sidebar()->model()); }
    //! As another process sees it.
    QJsonObject status(const QString& application) const
    {
        const auto outcome =
            m_plumb.run({u"--sandbox"_s, u"status"_s, application, u"-o"_s, u"json"_s});
        return outcome.json().value(u"items"_s).toArray().first().toObject();
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("PLUMBLINE_HOME", m_plumb.folder.filePath(u"plumbline"_s).toLocal8Bit());
        gui::Options options;
        options.sandbox = true;
        m_application = std::make_unique<gui::Application>(options);
        const auto started = m_application->start();
        QVERIFY2(started.ok(), started ? "" : qPrintable(started.error().summary));
        QTRY_VERIFY_WITH_TIMEOUT(sidebar().contains(u"recommendation · degraded"_s), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(sidebar().contains(u"cart · live"_s), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(window()->isQuiet(), kPatience);
    }
    void cleanupTestCase() { m_application.reset(); }

    void aManualEditShowsTheProgramAndTheTime()
    {
        QVERIFY(choose(u"checkout"_s));
        const auto* fields = window()->workbench()->history()->drift()->findChild<QTreeView*>();
        QTRY_VERIFY(fields->model()->rowCount() > 0);
        const auto live = fields->model()->index(0, 2);
        QCOMPARE(live.data().toString(), u"debug"_s);
        QVERIFY(live.data(Qt::ToolTipRole).toString().contains(u"kubectl-edit"_s));
        QVERIFY(window()->workbench()->history()->model()->rowCount() >= 200);
    }

    void anApprovedSyncIsLive()
    {
        QVERIFY(choose(u"checkout"_s));
        QVERIFY(click(u"Review sync…"_s));
        QTRY_VERIFY_WITH_TIMEOUT(window()->review()->state() == ReviewPage::State::Ready
                                     && !window()->review()->isChecking(),
                                 kPatience);
        QVERIFY(click(u"Take over fields of other writers (this object)"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!window()->review()->isChecking()
                                     && window()->review()->bar()->primary()->isEnabled(),
                                 kPatience);
        QVERIFY(click(u"Approve and sync 1 change"_s));
        QTRY_COMPARE_WITH_TIMEOUT(window()->review()->state(), ReviewPage::State::Finished,
                                  kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(sidebar().contains(u"checkout · live"_s), kPatience);
        const auto seen = status(u"checkout"_s);
        QCOMPARE(seen.value(u"sync"_s).toString(), u"Synced"_s);
        QVERIFY(click(u"Close"_s));
    }

    void aBadCommitIsRolledBackWithOneClick()
    {
        QVERIFY(choose(u"recommendation"_s));
        QVERIFY(window()->inspector()->text().contains(u"recommendation"_s));
        QVERIFY(click(u"Roll back…"_s));
        QTRY_COMPARE_WITH_TIMEOUT(window()->rollback()->state(), RollbackPage::State::Ready,
                                  kPatience);
        QVERIFY(click(u"Commit, push and follow"_s));
        QTRY_COMPARE_WITH_TIMEOUT(window()->rollback()->state(), RollbackPage::State::Finished,
                                  kPatience);
        QVERIFY2(window()->rollback()->bar()->reason().startsWith(u"Rolled back by commit"_s),
                 qPrintable(window()->rollback()->bar()->reason()));
        QTRY_VERIFY_WITH_TIMEOUT(!sidebar().contains(u"recommendation · degraded"_s), kPatience);
        const auto seen = status(u"recommendation"_s);
        QCOMPARE(seen.value(u"health"_s).toString(), u"Healthy"_s);
        QCOMPARE(seen.value(u"sync"_s).toString(), u"Synced"_s);
        const auto history =
            m_plumb.run({u"--sandbox"_s, u"history"_s, u"--app"_s, u"recommendation"_s, u"-n"_s,
                         u"1"_s, u"-o"_s, u"json"_s});
        QVERIFY2(history.json()
                     .value(u"items"_s)
                     .toArray()
                     .first()
                     .toObject()
                     .value(u"subject"_s)
                     .toString()
                     .startsWith(u"Revert "_s),
                 history.all().constData());
    }

    // Two commits that are chosen together are one plan, one commit and one sync.
    void aRangeIsRolledBackWithOneClick()
    {
        QVERIFY(choose(u"frontend"_s));
        QVERIFY(click(u"Review sync…"_s));
        QTRY_VERIFY_WITH_TIMEOUT(window()->review()->state() == ReviewPage::State::Ready
                                     && !window()->review()->isChecking(),
                                 kPatience);
        QVERIFY(window()->review()->bar()->primary()->isEnabled());
        QVERIFY(click(window()->review()->bar()->primary()->text()));
        QTRY_COMPARE_WITH_TIMEOUT(window()->review()->state(), ReviewPage::State::Finished,
                                  kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(sidebar().contains(u"frontend · live"_s), kPatience);
        QVERIFY(click(u"Close"_s));

        auto* history = window()->workbench()->history();
        window()->workbench()->setTab(Workbench::History);
        const auto rowOf = [&](const QString& subject) {
            for (int row = 0; row < 20; ++row) {
                const auto* commit = history->model()->commitAt(row);
                if (commit && commit->subject == subject)
                    return row;
            }
            return -1;
        };
        const QString youngest = u"frontend: show delivery estimates in staging"_s;
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(youngest) >= 0, kPatience);
        const int row = rowOf(youngest);
        const QString before = history->model()->idAt(row + 2).toHex();
        QVERIFY(Person(*window()).clickRow(u"Commits"_s, history->model()->idAt(row).shortHex()));
        Person(*window()).press(QKeySequence(u"Shift+Down"_s));
        QVERIFY(click(u"Roll back…"_s));
        QTRY_COMPARE_WITH_TIMEOUT(window()->rollback()->state(), RollbackPage::State::Ready,
                                  kPatience);
        QVERIFY(window()->rollback()->isRange());
        QVERIFY2(window()->rollback()->text().contains(u"delivery-estimates"_s),
                 qPrintable(window()->rollback()->text()));
        QVERIFY(click(u"Commit, push and follow"_s));
        QTRY_COMPARE_WITH_TIMEOUT(window()->rollback()->state(), RollbackPage::State::Finished,
                                  kPatience);
        QVERIFY2(window()->rollback()->bar()->reason().startsWith(u"Rolled back by commit"_s),
                 qPrintable(window()->rollback()->bar()->reason()));
        const auto seen = status(u"frontend"_s);
        QCOMPARE(seen.value(u"sync"_s).toString(), u"Synced"_s);
        const auto shown = m_plumb.run(
            {u"--sandbox"_s, u"show"_s, u"main"_s, u"--app"_s, u"frontend"_s, u"-o"_s, u"json"_s});
        QVERIFY2(shown.json()[u"message"].toString().startsWith(u"Revert 2 commits\n"_s),
                 shown.all().constData());
        // what they changed is again as before them
        const auto deployment = [&](const QString& revision) {
            return m_plumb.run({u"--sandbox"_s, u"render"_s, u"frontend"_s, u"--rev"_s, revision})
                .output.section(u"kind: Deployment"_s, 1, 1);
        };
        QVERIFY(!deployment(before).isEmpty());
        QCOMPARE(deployment(u"main"_s), deployment(before));
    }

    void anApplicationThatWasRemovedIsFoundAgain()
    {
        QVERIFY(sidebar().contains(u"catalog · live"_s));
        Q_EMIT window()->sidebar()->removeWanted(u"catalog"_s);
        QVERIFY(click(u"Remove"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!sidebar().contains(u"catalog"_s), kPatience);
        window()->actions().action(u"findApplications"_s)->trigger();
        auto* page = window()->findPage();
        page->context()->setCurrentIndex(1);
        QVERIFY(click(u"Look"_s));
        QTRY_COMPARE_WITH_TIMEOUT(page->state(), FindPage::State::Found, kPatience);
        QVERIFY2(asText(*page->model()).contains(u"catalog · proposed · prod/catalog"_s),
                 qPrintable(asText(*page->model())));
        QTRY_VERIFY_WITH_TIMEOUT(page->lines()->toPlainText().contains(u"name: catalog"),
                                 kPatience);
        QVERIFY(click(u"Add 1 application"_s));
        QTRY_VERIFY_WITH_TIMEOUT(sidebar().contains(u"catalog · live"_s), kPatience);
        const auto listed = m_plumb.run({u"--sandbox"_s, u"apps"_s, u"list"_s});
        QVERIFY2(listed.output.contains(u"prod/catalog"_s), listed.all().constData());
    }
};

PLUMB_WINDOW_MAIN(SandboxTourTest)

#include "tst_sandbox_tour.moc"
