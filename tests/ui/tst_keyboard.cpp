// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/support/pages.h"
#include "ui/support/sample.h"
#include "ui/support/visibletext.h"

#include "models/historymodel.h"
#include "models/operationmodel.h"
#include "views/difference/differenceview.h"
#include "views/drift/driftpane.h"
#include "views/firstrun/firstrunpage.h"
#include "views/history/historyview.h"
#include "views/review/reviewpage.h"
#include "views/rollback/rollbackpage.h"
#include "widgets/approvalbar.h"
#include "widgets/combobox.h"
#include "widgets/difftext.h"
#include "widgets/uniformlist.h"
#include "widgets/watchdog.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTreeView>

using namespace plumb;
using namespace plumb::ui;
using namespace plumb::ui::test;

//! The whole way without a mouse: keys only, sent to whatever has the focus.
class KeyboardTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Sample> m_sample;
    std::unique_ptr<MainWindow> m_window;
    QStringList m_sent;

    QWidget* focus() const
    {
        return QApplication::focusWidget() ? QApplication::focusWidget() : m_window.get();
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(focus(), key, modifiers);
    }
    void type(const QString& text) { QTest::keyClicks(focus(), text); }
    bool says(const QString& words) const
    {
        return visibleText(m_window.get()).join(u'\n').contains(words);
    }
    //! Tab until this has the focus; false when the chain comes round without it.
    bool tabTo(const QWidget* wanted)
    {
        const auto* first = QApplication::focusWidget();
        do {
            if (QApplication::focusWidget() == wanted)
                return true;
            key(Qt::Key_Tab);
        } while (QApplication::focusWidget() != first);
        return QApplication::focusWidget() == wanted;
    }
    //! Of several choices that exclude each other Tab goes to the one that holds; arrows move on.
    static bool isTabStop(const QWidget* widget)
    {
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        return !button || button->isChecked()
               || !(button->autoExclusive() || (button->group() && button->group()->exclusive()));
    }
    void open()
    {
        m_window = m_sample->window();
        QApplication::setActiveWindow(m_window.get());
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        settle(*m_window);
    }

private Q_SLOTS:
    void init()
    {
        m_sent.clear();
        m_sample = std::make_unique<Sample>();
        m_sample->adapt = [this](Services& s) {
            s.sync = [this](const engine::PlanRequest& request, const QString& digest, auto,
                            std::stop_token) {
                m_sent << request.application << digest;
                plan::Report report;
                report.outcome = u"succeeded"_s;
                report.message = u"3 objects applied; the application is healthy."_s;
                return ready<plan::Report>(report);
            };
        };
        open();
    }
    void cleanup()
    {
        m_window.reset();
        m_sample.reset();
    }

    void theMainJobNeedsNoMouse()
    {
        auto* window = m_window.get();
        // an application
        key(Qt::Key_K, Qt::ControlModifier);
        type(u"checkout"_s);
        key(Qt::Key_Return);
        QCOMPARE(window->application(), u"checkout"_s);

        // its history: one commit down, what it changed, and its whole id
        key(Qt::Key_1, Qt::AltModifier);
        auto* history = window->workbench()->history();
        QCOMPARE(focus(), history->list());
        key(Qt::Key_Home);
        key(Qt::Key_J);
        QCOMPARE(history->selected(), idOf(2));
        key(Qt::Key_Return);
        settle(*window);
        QTRY_VERIFY(says(u"apps/checkout/deployment.yaml"_s));
        key(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), idOf(2).toHex());
        key(Qt::Key_BracketRight);
        QCOMPARE(history->selected(), idOf(3)); // where frontend is live

        // where it drifted, field by field, and across objects
        key(Qt::Key_2, Qt::AltModifier);
        auto* drift = window->workbench()->drift();
        QCOMPARE(focus(), drift->list());
        QVERIFY(says(u"Deployment / checkout"_s));
        for (int i = 0; i < 4; ++i)
            key(Qt::Key_F7);
        QVERIFY(says(u"data.winter_sale"_s));
        key(Qt::Key_F7, Qt::ShiftModifier);
        QVERIFY(says(u"spec.replicas"_s));

        // the review: one change left out and taken in again, the protected name, approval
        key(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        settle(*window);
        QVERIFY(window->page() == MainWindow::Page::Review);
        auto* review = window->review();
        QCOMPARE(focus(), review->list());
        key(Qt::Key_Space);
        QCOMPARE(review->bar()->primary()->text(), u"Approve and sync 2 of 4"_s);
        key(Qt::Key_Space);
        QTRY_VERIFY(!review->isChecking());
        QCOMPARE(review->bar()->primary()->text(), u"Approve and sync 3 of 4"_s);
        key(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_sent, QStringList()); // the name was not typed yet
        QVERIFY(says(u"prod-eu is protected: type its name to continue."_s));
        QVERIFY(tabTo(review->bar()->typed()));
        type(u"prod-eu"_s);
        key(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(review->state(), ReviewPage::State::Finished);
        QCOMPARE(m_sent, (QStringList{u"checkout"_s, m_sample->plan.digest}));
        QVERIFY(says(u"3 objects applied; the application is healthy."_s));
        key(Qt::Key_Escape);
        QVERIFY(window->page() == MainWindow::Page::Workbench);

        // a rollback, looked at and left again
        key(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(window->page() == MainWindow::Page::Rollback);
        QTRY_COMPARE(window->rollback()->state(), RollbackPage::State::Ready);
        QCOMPARE(focus(), window->rollback()->choice());
        QVERIFY(says(u"What the cluster will see"_s));
        key(Qt::Key_Escape);
        QVERIFY(window->page() == MainWindow::Page::Workbench);
        QCOMPARE(focus(), drift->list()); // where it began

        // another view, another application, the fleet, and back into the list
        key(Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(window->workbench()->tab(), Workbench::Resources);
        key(Qt::Key_Down, Qt::AltModifier);
        QVERIFY(window->application() != u"checkout"_s);
        key(Qt::Key_0, Qt::AltModifier);
        QVERIFY(window->page() == MainWindow::Page::Fleet);
        key(Qt::Key_Home);
        key(Qt::Key_Return);
        QVERIFY(window->page() == MainWindow::Page::Workbench);
        QVERIFY(focus() != window);
    }

    void theFirstKeysGoToTheSidebar()
    {
        QCOMPARE(focus()->accessibleName(), u"Applications, repositories and clusters"_s);
    }

    void aRepositoryIsOpenedByKeys()
    {
        workspace::Repository added;
        m_window.reset();
        m_sample->applications.clear();
        m_sample->repositories.clear();
        m_sample->adapt = [&added](Services& s) {
            s.addRepository = [&added](const workspace::Repository& repository) {
                added = repository;
                return ready<Unit>(Unit{});
            };
        };
        open();
        QVERIFY(m_window->page() == MainWindow::Page::FirstRun);
        type(u"/srv/git/shop-config"_s); // the field has the focus from the start
        key(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(added.location, u"/srv/git/shop-config"_s);
        QCOMPARE(added.name, u"shop-config"_s);
    }

    void applicationsAreFoundAndAddedByKeys()
    {
        m_window.reset();
        m_sample->applications.clear();
        m_sample->repositories.clear();
        open();
        QVERIFY(m_window->page() == MainWindow::Page::FirstRun);
        type(u"/srv/git/shop-config"_s);
        QVERIFY(tabTo(m_window->firstRun()->findButton()));
        key(Qt::Key_Space);
        QVERIFY(m_window->page() == MainWindow::Page::Find);
        QCOMPARE(m_window->findPage()->repository()->currentText(), u"/srv/git/shop-config"_s);
        QCOMPARE(m_sample->calls.filter(u"detect"_s), QStringList()); // nobody has asked yet
        QVERIFY(tabTo(m_window->findPage()->context()));
        key(Qt::Key_Down);
        QVERIFY(tabTo(m_window->findPage()->lookButton()));
        key(Qt::Key_Space);
        QTRY_COMPARE(m_sample->calls.filter(u"detect"_s),
                     QStringList{u"detect /srv/git/shop-config prod-eu"_s});
        QTRY_COMPARE(focus(), m_window->findPage()->list());
        key(Qt::Key_Space); // not the basket
        QTRY_VERIFY(m_window->findPage()->lines()->toPlainText().contains(u"name: mail"));
        QVERIFY(!m_window->findPage()->lines()->toPlainText().contains(u"basket"));
        key(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(m_sample->calls.filter(u"add "_s), QStringList{u"add mail"_s});
    }

    void tabReachesEveryControl_data()
    {
        QTest::addColumn<QString>("page");
        for (const auto& page : pages())
            QTest::newRow(qPrintable(page)) << page;
    }

    void tabReachesEveryControl()
    {
        QFETCH(QString, page);
        showPage(*m_window, page);
        QSet<QWidget*> wanted;
        for (auto* widget : m_window->findChildren<QWidget*>()) {
            if (widget->isVisibleTo(m_window.get()) && widget->isEnabled()
                && widget->focusPolicy() & Qt::TabFocus && !widget->focusProxy()
                && widget->window() == m_window.get() && isTabStop(widget))
                wanted.insert(widget);
        }
        QVERIFY(wanted.size() > 5);
        QSet<QWidget*> visited;
        QStringList invisible;
        for (int i = 0; i < 200 && visited.size() < wanted.size(); ++i) {
            auto* widget = focus();
            visited.insert(widget);
            // where the focus is must be seen
            const auto place = QRect(widget->mapTo(m_window.get(), QPoint()), widget->size());
            const auto with = m_window->grab(place).toImage();
            key(Qt::Key_Tab);
            if (m_window->grab(place).toImage() == with)
                invisible << QString::fromLatin1(widget->metaObject()->className()) + u' '
                                 + widget->accessibleName();
        }
        QStringList missed;
        for (auto* widget : wanted - visited)
            missed << QString::fromLatin1(widget->metaObject()->className()) + u' '
                          + widget->accessibleName();
        QCOMPARE(missed.join(u'\n'), QString());
        invisible.removeDuplicates();
        QCOMPARE(invisible.join(u'\n'), QString());
    }

    void arrowsMoveAmongChoices()
    {
        showPage(*m_window, u"drift"_s);
        auto* view = m_window->workbench()->drift()->difference();
        QWidget* chosen = nullptr;
        for (auto* button : m_window->workbench()->drift()->findChildren<QAbstractButton*>()) {
            if (button->isVisible() && button->text() == u"Fields")
                chosen = button;
        }
        QVERIFY(tabTo(chosen));
        key(Qt::Key_Right);
        QVERIFY(view->mode() == DifferenceView::Mode::SideBySide);
        key(Qt::Key_Right);
        QVERIFY(view->mode() == DifferenceView::Mode::Unified);
        key(Qt::Key_Left);
        QVERIFY(view->mode() == DifferenceView::Mode::SideBySide);
    }

    void theWayBackIsTheSame()
    {
        showPage(*m_window, u"review"_s);
        const auto* first = focus();
        for (int i = 0; i < 5; ++i)
            key(Qt::Key_Tab);
        QVERIFY(focus() != first);
        for (int i = 0; i < 5; ++i)
            key(Qt::Key_Backtab, Qt::ShiftModifier);
        QCOMPARE(focus(), first);
    }

    void newsDoNotTakeTheFocus()
    {
        for (const auto& page : pages()) {
            showPage(*m_window, page);
            for (int i = 0; i < 3; ++i)
                key(Qt::Key_Tab);
            const auto* before = focus();
            m_window->setApplications(m_sample->applications);
            m_window->setRepositories(m_sample->repositories);
            m_window->setClusters(m_sample->clusters);
            settle(*m_window);
            QVERIFY2(focus() == before, qPrintable(page));
        }
    }

    void singleLettersNeverWrite()
    {
        showPage(*m_window, u"review"_s);
        m_window->review()->bar()->typed()->setText(u"prod-eu"_s);
        for (auto letter = int(Qt::Key_A); letter <= int(Qt::Key_Z); ++letter)
            key(Qt::Key(letter));
        key(Qt::Key_Return);
        QCOMPARE(m_sent, QStringList());
        QVERIFY(m_window->page() == MainWindow::Page::Review);
    }
};

int main(int argc, char** argv)
{
    GuiApplication app(argc, argv);
    applyTheme(app, ThemeChoice::Light);
    KeyboardTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keyboard.moc"
