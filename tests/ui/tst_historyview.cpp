// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/support/pages.h"
#include "ui/support/sample.h"
#include "ui/support/windowmain.h"

#include "views/history/historyview.h"
#include "views/rollback/rollbackpage.h"
#include "views/rollback/undonelist.h"
#include "widgets/uniformlist.h"

#include <QClipboard>
#include <QMenu>
#include <QTest>

using namespace plumb;
using namespace plumb::ui;
using namespace plumb::ui::test;

//! The order of the history, and commits that are chosen together.
class HistoryViewTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Sample> m_sample;
    std::unique_ptr<MainWindow> m_window;
    QList<git::CommitOrder> m_orders; // that graphs were asked for in
    WindowOptions m_options;

    HistoryView* view() const { return m_window->workbench()->history(); }
    QList<int> rows() const
    {
        QList<int> ids;
        for (int row = 0; row < view()->model()->rowCount(); ++row) {
            for (int id = 1; id <= m_sample->commits.size(); ++id) {
                if (idOf(id) == view()->model()->idAt(row))
                    ids << id;
            }
        }
        return ids;
    }
    std::unique_ptr<QMenu> menuAt(int row) const
    {
        auto* list = view()->list();
        Q_EMIT list->customContextMenuRequested(
            list->visualRect(list->model()->index(row, 0)).center());
        auto* menu = view()->findChild<QMenu*>();
        if (menu)
            menu->setAttribute(Qt::WA_DeleteOnClose, false);
        return std::unique_ptr<QMenu>(menu);
    }
    static QAction* named(const QMenu& menu, const QString& text)
    {
        for (auto* action : menu.actions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }
    void clickRow(int row, Qt::KeyboardModifiers modifiers = {}) const
    {
        auto* list = view()->list();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, modifiers,
                          list->visualRect(list->model()->index(row, 0)).center());
    }
    void start()
    {
        m_window = m_sample->window({1440, 900}, m_options);
        showPage(*m_window, u"history"_s);
    }

private Q_SLOTS:
    void init()
    {
        m_orders.clear();
        m_options = {};
        m_sample = std::make_unique<Sample>();
        m_sample->adapt = [this](Services& services) {
            services.graph = [this](const QString&, const git::LogFilter& filter, auto,
                                    std::stop_token) {
                m_orders << filter.order;
                if (filter.order == git::CommitOrder::Date)
                    return ready<git::CommitGraph>(m_sample->graph);
                git::CommitGraph::Builder builder;
                for (const int id : {1, 2, 5, 6, 3, 4, 7, 8, 9, 11, 10, 12, 13}) {
                    const auto& parents = m_sample->commits[id - 1].parents;
                    builder.add(idOf(id), std::span(parents.constData(), size_t(parents.size())));
                }
                return ready<git::CommitGraph>(builder.build(true));
            };
        };
        start();
    }
    void cleanup()
    {
        m_window.reset();
        m_sample.reset();
    }

    void linesOfHistoryAreKeptTogetherOnDemand()
    {
        QCOMPARE(m_orders, QList{git::CommitOrder::Date});
        QCOMPARE(rows(), (QList<int>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}));
        view()->select(idOf(4));
        m_window->actions().action(u"order"_s)->trigger();
        settle(*m_window);
        QCOMPARE(m_orders.last(), git::CommitOrder::Topological);
        QCOMPARE(rows(), (QList<int>{1, 2, 5, 6, 3, 4, 7, 8, 9, 11, 10, 12, 13}));
        QCOMPARE(view()->selected(), idOf(4));
        // and back, by the menu of a row, which says how it stands
        const auto menu = menuAt(0);
        QVERIFY(menu);
        auto* together = named(*menu, u"Keep lines of history together"_s);
        QVERIFY(together && together->isChecked());
        together->trigger();
        settle(*m_window);
        QCOMPARE(m_orders.last(), git::CommitOrder::Date);
        QCOMPARE(rows(), (QList<int>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}));
        QCOMPARE(view()->selected(), idOf(4));
        QVERIFY(!m_window->actions().action(u"order"_s)->isChecked());
    }

    void theYoungestStaysChosenUntilSomebodyChooses()
    {
        const auto graphOf = [this](const QList<int>& ids) {
            git::CommitGraph::Builder builder;
            for (const int id : ids) {
                const auto& parents = m_sample->commits[id - 1].parents;
                builder.add(idOf(id), std::span(parents.constData(), size_t(parents.size())));
            }
            return builder.build(true);
        };
        const auto whole = m_sample->graph;
        m_sample->graph = graphOf({2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13});
        start();
        QCOMPARE(view()->selected(), idOf(2));
        m_sample->graph = whole; // somebody pushed
        view()->reload();
        settle(*m_window);
        QCOMPARE(view()->selected(), idOf(1));

        m_sample->graph = graphOf({2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13});
        start();
        clickRow(0);
        m_sample->graph = whole;
        view()->reload();
        settle(*m_window);
        QCOMPARE(view()->selected(), idOf(2));
    }

    void theOrderIsThereAgainNextTime()
    {
        QByteArray kept;
        m_options.keepSession = [&kept](const QByteArray& session) { kept = session; };
        start();
        m_window->actions().action(u"order"_s)->trigger();
        m_window->close();
        m_options.session = kept;
        m_orders.clear();
        start();
        QCOMPARE(m_orders, QList{git::CommitOrder::Topological});
        QVERIFY(m_window->actions().action(u"order"_s)->isChecked());
        m_window->actions().action(u"order"_s)->trigger();
        m_window->close();
        m_options.session = kept;
        start();
        QCOMPARE(m_orders.last(), git::CommitOrder::Date);
    }

    void aRangeIsOneLineOfABranchWithoutGaps_data()
    {
        QTest::addColumn<QList<int>>("ids");
        QTest::addColumn<int>("head");
        QTest::addColumn<QString>("whyNot");
        const auto row = [](const char* name, const QList<int>& ids, int head,
                            const QString& whyNot = {}) {
            QTest::newRow(name) << ids << head << whyNot;
        };
        const auto id = [](int number) { return idOf(number).shortHex(); };
        row("a side", {3, 4}, 1);
        row("a trunk", {7, 8}, 1);
        row("one", {3}, 1);
        row("a merge", {1, 2}, 1,
            id(2) + u" is a merge; roll it back by itself, where its parent is chosen."_s);
        row("one merge at the end", {8, 9}, 1,
            id(9) + u" is a merge; roll it back by itself, where its parent is chosen."_s);
        row("a gap", {3, 7}, 1, id(4) + u" lies between the chosen commits and is not chosen."_s);
        row("two sides", {4, 6}, 1,
            id(4) + u" and "_s + id(6) + u" are not on one line of history."_s);
        row("the first commit", {12, 13}, 1,
            u"There is no commit before "_s + id(13) + u" to go back to."_s);
        row("not merged", {3, 4}, 5, id(3) + u" is not on main."_s);
        row("nobody knows where the branch is", {3, 4}, 0);
        row("a branch that was never read", {3, 4}, 77);
    }
    void aRangeIsOneLineOfABranchWithoutGaps()
    {
        QFETCH(QList<int>, ids);
        QFETCH(int, head);
        QList<git::CommitGraph::Row> chosen;
        QList<git::CommitId> wanted;
        for (const int one : ids) {
            chosen << m_sample->graph.rowOf(idOf(one));
            wanted << idOf(one);
        }
        const auto range = rollbackRange(m_sample->graph, chosen,
                                         head == 0 ? git::CommitId{} : idOf(head), u"main"_s);
        QTEST(range.whyNot, "whyNot");
        QCOMPARE(range.commits, wanted);
        QCOMPARE(range.isRange(), ids.size() > 1);
    }

    void tooManyAreNotUndoneOneByOne()
    {
        const auto id = [](int number) {
            git::CommitId one;
            one.bytes[0] = uchar(number >> 8);
            one.bytes[1] = uchar(number);
            return one;
        };
        git::CommitGraph::Builder builder;
        QList<git::CommitGraph::Row> chosen;
        for (int i = 1; i <= RollbackRange::kLongest + 2; ++i) {
            const auto parent = id(i + 1);
            builder.add(id(i), std::span(&parent, 1));
            chosen << i - 1;
        }
        const auto graph = builder.build(true);
        const auto reason = [&](int count) {
            return rollbackRange(graph, chosen.mid(0, count), id(1), u"main"_s).whyNot;
        };
        QCOMPARE(reason(RollbackRange::kLongest), QString());
        QVERIFY(reason(RollbackRange::kLongest + 1).startsWith(u"More than 1000 commits"_s));
    }

    void severalCommitsAreChosenByMouseAndKeys()
    {
        const auto rollback = [this] { return m_window->actions().reason(u"rollback"_s); };
        clickRow(2);
        QCOMPARE(rollback(), QString());
        clickRow(3, Qt::ShiftModifier);
        QCOMPARE(view()->range().commits, (QList{idOf(3), idOf(4)}));
        QCOMPARE(rollback(), QString());
        clickRow(4, Qt::ShiftModifier);
        QCOMPARE(view()->range().commits, (QList{idOf(3), idOf(4), idOf(5)}));
        QVERIFY(rollback().contains(u"is a merge"_s));
        clickRow(2);
        QCOMPARE(view()->range().commits, QList{idOf(3)});
        QCOMPARE(rollback(), QString());
        QTest::keyClick(view()->list(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(view()->range().commits, (QList{idOf(3), idOf(4)}));
        // a gap, by a third one that is chosen beside
        clickRow(6, Qt::ControlModifier);
        QCOMPARE(view()->range().commits, (QList{idOf(3), idOf(4), idOf(7)}));
        QCOMPARE(rollback(), QString());
        clickRow(3, Qt::ControlModifier);
        QVERIFY2(rollback().contains(u"lies between"_s), qPrintable(rollback()));
        // elsewhere it is the commit that the application would be rolled back by
        m_window->workbench()->setTab(Workbench::Drift);
        settle(*m_window);
        QCOMPARE(rollback(), QString());
    }

    void aLongRangeIsChosenOutOfSight()
    {
        view()->list()->setFixedHeight(3 * rowHeight());
        settle(*m_window);
        clickRow(0);
        for (int i = 0; i < 6; ++i)
            QTest::keyClick(view()->list(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(view()->range().commits.size(), 7);
        QVERIFY(view()->list()->indexAt({5, 1}).row() > 0); // it has scrolled
        QTest::keyClick(view()->list(), Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(view()->range().commits.size(), 6);
        QTest::keyClick(view()->list(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(view()->range().commits.size(), 13);
    }

    void theMenuOfChosenCommitsIsOfAllOfThem()
    {
        clickRow(2);
        clickRow(3, Qt::ShiftModifier);
        {
            const auto menu = menuAt(3);
            auto* wanted = named(*menu, u"Roll back 2 commits…"_s);
            QVERIFY(wanted && wanted->isEnabled());
            named(*menu, u"Copy commit ids"_s)->trigger();
            QCOMPARE(QGuiApplication::clipboard()->text(),
                     idOf(3).toHex() + u'\n' + idOf(4).toHex());
        }
        {
            const auto menu = menuAt(7); // not one of them
            QVERIFY(named(*menu, u"Roll back…"_s) && named(*menu, u"Copy commit id"_s));
        }
        clickRow(4, Qt::ShiftModifier);
        {
            const auto menu = menuAt(2);
            auto* refused = named(*menu, u"Roll back 3 commits…"_s);
            QVERIFY(refused && !refused->isEnabled());
            QVERIFY(refused->statusTip().contains(u"is a merge"_s));
        }
        clickRow(2);
        clickRow(3, Qt::ShiftModifier);
        const auto menu = menuAt(2);
        named(*menu, u"Roll back 2 commits…"_s)->trigger();
        settle(*m_window);
        QCOMPARE(m_window->page(), MainWindow::Page::Rollback);
        const auto request = m_window->rollback()->request();
        QVERIFY(request.kind == git::RevertRequest::Kind::Range);
        QCOMPARE(request.revision, idOf(3).toHex());
        QCOMPARE(request.since, idOf(7).toHex());
    }

    void theActionRollsBackWhatIsChosen()
    {
        clickRow(2);
        QTest::keySequence(view()->list(), QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(), idOf(3).toHex());
        clickRow(3, Qt::ShiftModifier);
        QTest::keySequence(view()->list(), QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(), idOf(3).toHex() + u'\n' + idOf(4).toHex());
        m_window->actions().action(u"rollback"_s)->trigger();
        settle(*m_window);
        QVERIFY(m_window->rollback()->isRange());
        QCOMPARE(m_window->rollback()->undone()->count(), 2);
        QVERIFY(m_window->rollback()->undone()->hasFocus());
        // what was chosen is chosen still when one comes back, and news leave it alone
        m_window->goBack();
        m_window->setApplications(m_sample->applications);
        settle(*m_window);
        QCOMPARE(view()->range().commits, (QList{idOf(3), idOf(4)}));
    }

    void anOrderIsChosenInTheHistoryOnly()
    {
        m_window->workbench()->setTab(Workbench::Drift);
        settle(*m_window);
        QCOMPARE(m_window->actions().reason(u"order"_s), u"The order is that of the history."_s);
    }
};

PLUMB_WINDOW_MAIN(HistoryViewTest)

#include "tst_historyview.moc"
