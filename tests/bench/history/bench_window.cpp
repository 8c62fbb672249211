// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// The window on a history of 100,000 commits, read by the real engine from a real repository: the
// first 200 rows stand within 500 ms, all within 5 s, and no event holds the window up while
// somebody scrolls with keys, wheel and bar, looks at commits, or filters.

#include "support/largerepository.h"
#include "ui/support/settle.h"

#include "gui/engineservices.h"
#include "models/historymodel.h"
#include "views/history/historyview.h"
#include "views/workbench.h"
#include "widgets/searchfield.h"
#include "widgets/uniformlist.h"
#include "widgets/watchdog.h"

#include <QElapsedTimer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QWheelEvent>

using namespace plumb;
using namespace plumb::ui;
using namespace plumb::ui::test;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr qint64 kSlowness = 4; // the figures are those of a program as it is delivered
#else
constexpr qint64 kSlowness = 1;
#endif
constexpr int kCommits = 100'000;

} // namespace

class WindowBench : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;
    ProcessRunner m_runner;
    SystemClock m_clock;
    std::unique_ptr<engine::Engine> m_engine;
    std::unique_ptr<MainWindow> m_window;

    HistoryView* history() const { return m_window->workbench()->history(); }
    UniformList* list() const { return history()->list(); }
    HistoryModel* model() const { return history()->model(); }
    //! The words of all rows on screen are there.
    bool isRead() const
    {
        list()->viewport()->grab();
        const auto top = list()->indexAt(QPoint(2, 2)).row();
        return top >= 0 && model()->commitAt(top) && !model()->isAsking();
    }
    void expectNoLongEvent(const char* what)
    {
        QStringList slow;
        for (const auto& slice : Watchdog::instance().tooLong())
            slow << u"%1: %2 ms"_s.arg(slice.what).arg(slice.milliseconds);
        qInfo("%s: the longest event took %.1f of %.0f ms", what, Watchdog::instance().longest(),
              Watchdog::limit());
        QCOMPARE(slow.join(u'\n'), QString());
        Watchdog::instance().reset();
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto repository = m_folder.filePath(u"here"_s);
        QVERIFY(makeLargeRepository(repository, kCommits));
        QFile file(m_folder.filePath(u"workspace.yaml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("schemaVersion: 1\nrepositories:\n- name: large\n  path: " + repository.toUtf8()
                   + "\n  branch: main\napplications:\n- name: app17\n  repository: large\n"
                     "  path: team7/app17/production\n  context: nowhere\n");
        file.close();
        engine::Settings settings;
        settings.paths = Paths::under(m_folder.filePath(u"home"_s));
        settings.workspaceFile = file.fileName();
        settings.kubeconfigFile = m_folder.filePath(u"none"_s);
        m_engine = std::make_unique<engine::Engine>(settings, m_runner, m_clock);
        // the engine answers through the event loop
        const auto loaded = m_engine->load();
        QVERIFY(QTest::qWaitFor([&] { return loaded.isFinished(); }, 20'000));
        QVERIFY(loaded.result());
        QCOMPARE(m_engine->repositories().size(), 1);
        // the mirror is made once, when a repository is opened for the first time
        const auto opened = m_engine->openRepository(u"large"_s, {});
        QVERIFY(QTest::qWaitFor([&] { return opened.isFinished(); }, 60'000));
        QVERIFY2(opened.result(), "the mirror");
        m_window = std::make_unique<MainWindow>(gui::servicesOf(*m_engine), WindowOptions{});
        m_window->setRepositories(m_engine->repositories());
        m_window->setApplications(m_engine->applications());
        m_window->show();
        QCoreApplication::processEvents();
        Watchdog::instance().reset();
    }
    void cleanupTestCase()
    {
        m_window.reset();
        m_engine.reset();
    }

    void theFirstRowsStandWithin500MsAndAllWithin5S()
    {
        QElapsedTimer timer;
        timer.start();
        m_window->showApplication(u"app17"_s);
        QVERIFY(QTest::qWaitFor([this] { return model()->rowCount() >= 200; }, 20'000));
        QVERIFY(QTest::qWaitFor([this] { return isRead(); }, 20'000));
        const auto first = timer.elapsed();
        QVERIFY(QTest::qWaitFor([this] { return model()->rowCount() == kCommits; }, 60'000));
        QVERIFY(QTest::qWaitFor([this] { return m_window->isQuiet() && isRead(); }, 60'000));
        const auto all = timer.elapsed();
        qInfo("first rows with their words %lld ms, all %lld ms", first, all);
        QVERIFY(first <= 500 * kSlowness);
        QVERIFY(all <= 5000 * kSlowness);
        expectNoLongEvent("reading");
    }

    void keysScroll()
    {
        list()->setFocus();
        for (int page = 0; page < 300; ++page) {
            QTest::keyClick(list(), Qt::Key_PageDown);
            QCoreApplication::processEvents();
        }
        QVERIFY(list()->currentIndex().row() > 300);
        QTest::keyClick(list(), Qt::Key_End);
        QTRY_COMPARE(list()->currentIndex().row(), kCommits - 1);
        QTRY_VERIFY(isRead());
        for (int i = 0; i < 200; ++i)
            QTest::keyClick(list(), Qt::Key_K);
        QCOMPARE(list()->currentIndex().row(), kCommits - 201);
        QTest::keyClick(list(), Qt::Key_Home);
        QTRY_VERIFY(isRead());
        expectNoLongEvent("keys");
    }

    void theWheelScrolls()
    {
        const QPointF at(300, 100);
        for (int turn = 0; turn < 600; ++turn) {
            QWheelEvent event(at, list()->viewport()->mapToGlobal(at), {}, {0, -480}, Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(list()->viewport(), &event);
            QCoreApplication::processEvents();
        }
        QVERIFY(list()->verticalScrollBar()->value() > 0);
        QTRY_VERIFY(isRead());
        expectNoLongEvent("wheel");
    }

    void theBarJumpsAnywhere()
    {
        auto* bar = list()->verticalScrollBar();
        for (int i = 0; i <= 200; ++i) {
            bar->setValue(int(qint64(bar->maximum()) * ((i * 37) % 201) / 200));
            QCoreApplication::processEvents();
        }
        QTRY_VERIFY(isRead());
        expectNoLongEvent("bar");
    }

    void commitsAreLookedAtWhileScrolling()
    {
        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_Home);
        QTest::keyClick(list(), Qt::Key_Return); // the commit pane opens
        for (int i = 0; i < 60; ++i) {
            QTest::keyClick(list(), Qt::Key_J);
            QCoreApplication::processEvents();
        }
        QTest::keyClick(list(), Qt::Key_BracketRight);
        QTRY_VERIFY(isRead());
        expectNoLongEvent("commits");
    }

    void filteringAndBack()
    {
        QSignalSpy settled(history(), &HistoryView::settled);
        m_window->workbench()->filter()->setText(u"app42"_s);
        QVERIFY(settled.wait(30'000));
        QVERIFY(model()->rowCount() > 100 && model()->rowCount() < 5001);
        QTRY_VERIFY(isRead());
        m_window->workbench()->filter()->clear();
        QVERIFY(settled.wait(30'000));
        QTRY_COMPARE(model()->rowCount(), kCommits);
        expectNoLongEvent("filter");
    }

    void newsArriveWhileItIsShown()
    {
        for (int i = 0; i < 20; ++i) {
            m_window->setApplications(m_engine->applications());
            m_window->setRepositories(m_engine->repositories());
            QTRY_VERIFY(m_window->isQuiet());
        }
        QCOMPARE(model()->rowCount(), kCommits);
        expectNoLongEvent("news");
    }
};

int main(int argc, char** argv)
{
    GuiApplication app(argc, argv);
    applyTheme(app, ThemeChoice::Dark);
    WindowBench bench;
    return QTest::qExec(&bench, argc, argv);
}

#include "bench_window.moc"
