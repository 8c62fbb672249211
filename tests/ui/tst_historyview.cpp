// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/support/pages.h"
#include "ui/support/sample.h"
#include "ui/support/windowmain.h"

#include "views/history/historyview.h"
#include "widgets/uniformlist.h"

#include <QContextMenuEvent>
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

    void anOrderIsChosenInTheHistoryOnly()
    {
        m_window->workbench()->setTab(Workbench::Drift);
        settle(*m_window);
        QCOMPARE(m_window->actions().reason(u"order"_s), u"The order is that of the history."_s);
    }
};

PLUMB_WINDOW_MAIN(HistoryViewTest)

#include "tst_historyview.moc"
