// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/support/pages.h"
#include "ui/support/sample.h"

#include "dialogs/dialogs.h"
#include "views/history/historyview.h"
#include "views/resources/resourcesview.h"
#include "views/review/reviewpage.h"
#include "views/rollback/rollbackpage.h"
#include "views/sidebar/sidebar.h"
#include "widgets/approvalbar.h"
#include "widgets/difftext.h"
#include "widgets/uniformlist.h"
#include "widgets/watchdog.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QScrollArea>
#include <QTabBar>

using namespace plumb;
using namespace plumb::ui;
using namespace plumb::ui::test;

namespace {

template <typename T>
Future<T> never()
{
    static QPromise<Result<T>> promise;
    static const bool begun = (promise.start(), true);
    Q_UNUSED(begun)
    return promise.future();
}

//! What takes input, or names what does.
bool isInput(const QWidget* widget)
{
    return qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QLineEdit*>(widget)
           || qobject_cast<const QAbstractItemView*>(widget)
           || qobject_cast<const QComboBox*>(widget) || qobject_cast<const DiffText*>(widget)
           || qobject_cast<const QTabBar*>(widget) || qobject_cast<const QScrollArea*>(widget);
}

//! Parts of a named widget speak through it.
bool isPart(const QWidget* widget)
{
    return widget->objectName().startsWith(u"qt_") || widget->inherits("QComboBoxListView")
           || widget->inherits("QHeaderView") || widget->parent()->inherits("QTabBar")
           || widget->parent()->inherits("QComboBox") || widget->parent()->inherits("QLineEdit");
}

} // namespace

//! What cannot be done says why, everywhere; what can be reached has a name.
class ActionsTest : public QObject
{
    Q_OBJECT
private:
    QStringList m_found, m_silent, m_nameless;

    void section(const QString& name) { m_found << u"# "_s + name; }

    void addControls(const QWidget* root)
    {
        QStringList lines;
        for (const auto* widget : root->findChildren<QWidget*>()) {
            if (!isInput(widget) || isPart(widget) || !widget->isVisibleTo(root))
                continue;
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const auto name = !widget->accessibleName().isEmpty() ? widget->accessibleName()
                              : button                            ? button->text()
                                                                  : QString();
            if (name.isEmpty())
                m_nameless << m_found.last() + u' '
                                  + QString::fromLatin1(widget->metaObject()->className());
            if (widget->isEnabled())
                continue;
            lines << u"%1: %2"_s.arg(name, widget->accessibleDescription());
            if (widget->accessibleDescription().isEmpty() || widget->toolTip().isEmpty()
                || widget->statusTip().isEmpty())
                m_silent << m_found.last() + u' ' + name;
        }
        lines.sort();
        lines.removeDuplicates();
        m_found += lines;
    }

    void addActions(const QList<QAction*>& actions)
    {
        for (const auto* action : actions) {
            if (action->isSeparator() || action->isEnabled())
                continue;
            m_found << u"action %1: %2"_s.arg(action->text(), action->statusTip());
            if (action->statusTip().isEmpty() || action->toolTip().isEmpty())
                m_silent << m_found.last() + u' ' + action->text();
        }
    }

    void addWindow(MainWindow& window, const QString& name)
    {
        section(name);
        addControls(&window);
        QList<QAction*> actions;
        for (const auto& id : window.actions().ids())
            actions << window.actions().action(id);
        addActions(actions);
    }

    void addDialog(QDialog* dialog, const QString& name)
    {
        dialog->show();
        section(name);
        addControls(dialog);
        dialog->close();
    }

    //! The context menu of a row, opened as the menu key opens it.
    void addMenu(QAbstractItemView* view, int row, const QString& name)
    {
        view->setCurrentIndex(view->model()->index(row, 0));
        section(name);
        const auto at = view->visualRect(view->currentIndex()).center();
        QContextMenuEvent event(QContextMenuEvent::Keyboard, at, view->viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(view->viewport(), &event);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QVERIFY(!menu->accessibleName().isEmpty());
        QVERIFY(menu->actions().size() > 0);
        addActions(menu->actions());
        menu->close();
        QCoreApplication::processEvents();
    }

private Q_SLOTS:
    void everyDisabledActionSaysWhy()
    {
        Sample sample;
        {
            const auto window = sample.window();
            for (const auto& page : pages()) {
                showPage(*window, page);
                addWindow(*window, page);
            }
            window->showRepository(u"shop-config"_s);
            settle(*window);
            addWindow(*window, u"repository"_s);

            showPage(*window, u"history"_s);
            addMenu(window->workbench()->history()->list(), 0, u"menu of a commit"_s);
            window->showRepository(u"shop-config"_s);
            settle(*window);
            addMenu(window->workbench()->history()->list(), 0,
                    u"menu of a commit without an application"_s);
            addMenu(window->sidebar()->list(), 2, u"menu of an application"_s);
            showPage(*window, u"resources"_s);
            addMenu(window->workbench()->resources()->tree(), 0, u"menu of a resource"_s);

            addDialog(window->showAddApplication(), u"dialog: add application"_s);
            engine::PushPreview push;
            push.repository = u"shop-config"_s;
            push.branch = u"main"_s;
            addDialog(pushDialog(push, window.get()), u"dialog: push nothing"_s);
            push.commits = sample.commits.mid(0, 2);
            push.blockers = {u"origin/main moved; fetch first."_s};
            addDialog(pushDialog(push, window.get()), u"dialog: push refused"_s);
            addDialog(
                confirmRemoteDialog(u"shop-config"_s, u"git@example.org:shop.git"_s, window.get()),
                u"dialog: confirm the remote"_s);
            addDialog(confirmDialog(u"Reset"_s, u"All of it."_s, u"Reset"_s, window.get()),
                      u"dialog: confirm"_s);
            addDialog(cheatSheet(window->actions(), window.get()), u"dialog: keyboard"_s);
            addDialog(
                errorDialog(Error{Error::Kind::Internal, u"No."_s, u"detail"_s}, window.get()),
                u"dialog: error"_s);
        }
        {
            sample.adapt = [](Services& s) {
                s.plan = [](auto&&...) { return never<plan::Plan>(); };
                s.previewRollback = [](auto&&...) { return never<engine::RollbackPreview>(); };
            };
            const auto window = sample.window();
            settle(*window);
            window->showReview(u"checkout"_s);
            addWindow(*window, u"review, working"_s);
            window->goBack();
            window->showRollback(u"checkout"_s, {});
            QTRY_COMPARE(window->page(), MainWindow::Page::Rollback);
            addWindow(*window, u"rollback, working"_s);
            showPage(*window, u"history"_s);
            auto* list = window->workbench()->history()->list();
            list->setCurrentIndex(list->model()->index(0, 0));
            QTest::keyClick(list, Qt::Key_Down, Qt::ShiftModifier);
            addWindow(*window, u"commits that cannot be rolled back together"_s);
        }
        {
            sample.adapt = [](Services& s) {
                s.detect = [](auto&&...) { return never<engine::Detection>(); };
            };
            const auto window = sample.window();
            settle(*window);
            window->showFind();
            addWindow(*window, u"find, nothing asked"_s);
            window->findPage()->look();
            addWindow(*window, u"find, looking"_s);
        }
        {
            sample.adapt = [](Services& s) {
                s.sync = [](auto&&...) { return never<plan::Report>(); };
                s.rollback = [](auto&&...) { return never<engine::RollbackReport>(); };
            };
            const auto window = sample.window();
            showPage(*window, u"review"_s);
            window->review()->bar()->typed()->setText(u"prod-eu"_s);
            QTest::mouseClick(window->review()->bar()->primary(), Qt::LeftButton);
            QTRY_COMPARE(window->review()->state(), ReviewPage::State::Running);
            addWindow(*window, u"review, running"_s);
            window->showRollback(u"checkout"_s, {});
            QTRY_COMPARE(window->rollback()->state(), RollbackPage::State::Ready);
            window->rollback()->bar()->typed()->setText(u"prod-eu"_s);
            QTest::mouseClick(window->rollback()->bar()->primary(), Qt::LeftButton);
            QTRY_COMPARE(window->rollback()->state(), RollbackPage::State::Running);
            addWindow(*window, u"rollback, running"_s);
        }
        {
            sample.adapt = {};
            sample.application(u"checkout"_s).isStale = true;
            sample.repositories[0].config.remote.clear();
            const auto window = sample.window();
            showPage(*window, u"history"_s);
            addWindow(*window, u"stale"_s);
            sample.repositories[0].remoteOfClone = u"git@example.org:shop/config.git"_s;
            window->setRepositories(sample.repositories);
            window->showApplication(u"payments"_s);
            settle(*window);
            addWindow(*window, u"remote not confirmed"_s);
        }
        {
            sample.applications.clear();
            sample.repositories.clear();
            sample.clusters.clear();
            sample.adapt = [](Services& s) { s.contextNames = [] { return QStringList(); }; };
            const auto window = sample.window();
            QTRY_COMPARE(window->page(), MainWindow::Page::FirstRun);
            addWindow(*window, u"nothing configured"_s);
            addDialog(window->showAddApplication(), u"dialog: add application, nothing there"_s);
        }
        QCOMPARE(m_silent.join(u'\n'), QString());
        // compared with a committed file: a new reason is read by somebody before it ships
        QFile file(QStringLiteral(SOURCE_ROOT) + u"/tests/ui/disabled-actions.txt"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto text = m_found.join(u'\n') + u'\n';
        const auto expected = QString::fromUtf8(file.readAll()).section(u'\n', 2);
        if (text != expected)
            qInfo().noquote() << text;
        QCOMPARE(text, expected);
    }

    void everyWidgetThatTakesInputHasAName()
    {
        // collected by the walk above, over every page, state and dialog
        QVERIFY(!m_found.isEmpty());
        QCOMPARE(m_nameless.join(u'\n'), QString());
    }
};

int main(int argc, char** argv)
{
    GuiApplication app(argc, argv);
    applyTheme(app, ThemeChoice::Dark);
    ActionsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_actions.moc"
