// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/support/pages.h"
#include "ui/support/sample.h"
#include "ui/support/visibletext.h"

#include "views/history/historyview.h"
#include "views/inspector/inspector.h"
#include "views/rollback/rollbackpage.h"
#include "views/sidebar/sidebar.h"
#include "widgets/announcer.h"
#include "widgets/combobox.h"
#include "widgets/emptystate.h"
#include "widgets/jobstrip.h"
#include "widgets/label.h"
#include "widgets/selectorbutton.h"
#include "widgets/toolbar.h"
#include "widgets/uniformlist.h"
#include "widgets/watchdog.h"

#include <QElapsedTimer>
#include <QListView>
#include <QPushButton>
#include <QSplitter>

using namespace plumb;
using namespace plumb::ui;
using namespace plumb::ui::test;

namespace {

bool holds(const QWidget* widget, const QColor& colour)
{
    const auto picture = const_cast<QWidget*>(widget)->grab().toImage();
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            if (picture.pixelColor(x, y) == colour)
                return true;
        }
    }
    return false;
}

} // namespace

//! As large as one likes, as wide as one left it, and told to those who do not look.
class ComfortTest : public QObject
{
    Q_OBJECT

    static std::unique_ptr<MainWindow> shown(Sample& sample, QSize size, WindowOptions options = {})
    {
        auto window = sample.window(size, std::move(options));
        window->activateWindow(); // shortcuts are the active window's
        if (!QTest::qWaitForWindowActive(window.get()))
            qFatal("the window does not become active");
        return window;
    }
    static void drag(MainWindow& window, int inspectorWidth)
    {
        auto* splitter = window.splitter();
        auto* handle = splitter->handle(2);
        const auto from = handle->rect().center();
        const auto to = from + QPoint(window.inspector()->width() - inspectorWidth, 0);
        QTest::mousePress(handle, Qt::LeftButton, {}, from);
        QTest::mouseMove(handle, to);
        QTest::mouseRelease(handle, Qt::LeftButton, {}, to);
    }

private Q_SLOTS:
    void cleanup()
    {
        setZoom(100);
        applyTheme(*qobject_cast<QApplication*>(QCoreApplication::instance()), ThemeChoice::Light);
    }

    void aWideInspectorIsWideAgainNextTime()
    {
        Sample sample;
        QByteArray kept;
        WindowOptions options;
        options.keepSession = [&kept](const QByteArray& session) { kept = session; };
        int width = 0;
        {
            const auto window = shown(sample, {1600, 800}, options);
            showPage(*window, u"history"_s);
            drag(*window, 420);
            width = window->inspector()->width();
            QVERIFY2(qAbs(width - 420) < 5, qPrintable(QString::number(width)));
            showPage(*window, u"review"_s); // where the inspector is not on screen
            window->close();
        }
        options.session = kept;
        const auto again = shown(sample, {1600, 800}, options);
        showPage(*again, u"history"_s);
        QCOMPARE(again->inspector()->width(), width);
        QTest::keyClick(again.get(), Qt::Key_I, Qt::ControlModifier);
        QTest::keyClick(again.get(), Qt::Key_I, Qt::ControlModifier);
        QCOMPARE(again->inspector()->width(), width);
        again->resize(1100, 700); // over the centre
        again->resize(1600, 800);
        QCOMPARE(again->inspector()->width(), width);
    }

    void fontsDifferInSizeAndWeight()
    {
        QVERIFY(uiFont(4).pixelSize() > uiFont().pixelSize());
        QVERIFY(uiFont().pixelSize() > uiFont(-2).pixelSize());
        QCOMPARE(uiFont(0, QFont::DemiBold).weight(), QFont::DemiBold);
        QVERIFY(monoFont().family() != uiFont().family());
    }

    void keysMakeEverythingLargerAndSmaller()
    {
        Sample sample;
        const auto window = shown(sample, {1440, 900});
        showPage(*window, u"history"_s);
        const auto* list = window->workbench()->history()->list();
        const auto row = [list] { return list->visualRect(list->model()->index(0, 0)).height(); };
        const auto at = row(), font = QApplication::font().pixelSize();
        QTest::keyClick(window.get(), Qt::Key_Plus, Qt::ControlModifier);
        QCOMPARE(zoom(), 115);
        QVERIFY(row() > at);
        QVERIFY(QApplication::font().pixelSize() > font);
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(window.get(), Qt::Key_Plus, Qt::ControlModifier);
        QCOMPARE(zoom(), kMostZoom);
        QCOMPARE(row(), at * 3 / 2);
        QCOMPARE(window->actions().reason(u"zoomIn"_s), u"It does not get larger."_s);
        for (int i = 0; i < 9; ++i)
            QTest::keyClick(window.get(), Qt::Key_Minus, Qt::ControlModifier);
        QCOMPARE(zoom(), kLeastZoom);
        QVERIFY(row() < at);
        QTest::keyClick(window.get(), Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(row(), at);
        QCOMPARE(QApplication::font().pixelSize(), font);
    }

    void theZoomIsThereAgainNextTime()
    {
        Sample sample;
        QByteArray kept;
        WindowOptions options;
        options.keepSession = [&kept](const QByteArray& session) { kept = session; };
        {
            const auto window = shown(sample, {1440, 900}, options);
            QTest::keyClick(window.get(), Qt::Key_Plus, Qt::ControlModifier);
            window->close();
        }
        const auto wanted = zoom();
        QVERIFY(wanted > 100);
        setZoom(100);
        options.session = kept;
        const auto again = shown(sample, {1440, 900}, options);
        QCOMPARE(zoom(), wanted);
    }

    void atEveryZoomNoHeadCutsItsWords_data()
    {
        QTest::addColumn<int>("percent");
        for (const int percent : {kLeastZoom, 100, kMostZoom})
            QTest::addRow("%d", percent) << percent;
    }
    void atEveryZoomNoHeadCutsItsWords()
    {
        QFETCH(int, percent);
        Sample sample;
        WindowOptions options;
        options.session = "{\"zoom\": " + QByteArray::number(percent) + '}';
        const auto window = shown(sample, {1800, 1000}, options);
        for (const auto& page : pages()) {
            showPage(*window, page);
            for (const auto* label : window->findChildren<Label*>()) {
                if (!label->isVisibleTo(window.get()) || label->fullText().isEmpty())
                    continue;
                QVERIFY2(label->height() >= label->fontMetrics().ascent(),
                         qPrintable(page + u": "_s + label->fullText()));
            }
        }
    }

    void aChangedVerdictIsSpoken()
    {
        Sample sample;
        const auto window = sample.window();
        settle(*window);
        auto frontend = sample.application(u"frontend"_s);
        window->setApplication(frontend); // nothing new
        const auto spokenNow = [&] { return window->strip()->accessibleDescription(); };
        QCOMPARE(spokenNow(), QString());
        frontend.health = health::Status::Degraded;
        window->setApplication(frontend);
        QVERIFY2(spokenNow().contains(u"frontend on"_s) && spokenNow().contains(u"Degraded"_s),
                 qPrintable(spokenNow()));
    }

    void newsWithinTwoSecondsAreSpokenInOneGo()
    {
        QWidget speaker;
        Announcer announcer(&speaker);
        QElapsedTimer timer;
        timer.start();
        announcer.say(u"One."_s);
        for (const auto& sentence : {u"Two."_s, u"Three."_s, u"Two."_s})
            announcer.say(sentence);
        QCOMPARE(speaker.accessibleDescription(), u"One."_s);
        QTRY_COMPARE(speaker.accessibleDescription(), u"Two. Three."_s);
        QVERIFY(timer.elapsed() >= 1900);
    }

    void aFinishedPlanIsSpoken()
    {
        Sample sample;
        const auto window = sample.window();
        settle(*window);
        window->showReview(u"checkout"_s);
        settle(*window);
        QCOMPARE(window->strip()->accessibleDescription(),
                 u"The sync of checkout is there to review."_s);
    }

    void everyContextWearsItsColour()
    {
        Sample sample;
        const auto own = QColor(0x12, 0xab, 0x56);
        auto& cluster = *std::find_if(sample.clusters.begin(), sample.clusters.end(),
                                      [](const auto& c) { return !c.config.isProtected; });
        const auto of =
            std::find_if(sample.applications.begin(), sample.applications.end(),
                         [&](const auto& a) { return a.config.context == cluster.config.name; });
        QVERIFY(of != sample.applications.end());
        const auto window = sample.window();
        window->showApplication(of->config.name);
        settle(*window);
        auto* selector = window->findChild<Toolbar*>()->context();
        QVERIFY(!holds(selector, own) && !holds(window->sidebar()->list()->viewport(), own));
        cluster.config.colour = own.name();
        window->setClusters(sample.clusters);
        settle(*window);
        QVERIFY(holds(selector, own));
        QVERIFY(holds(window->sidebar()->list()->viewport(), own));
    }

    void aLongSubjectEndsInAnEllipsis()
    {
        Sample sample;
        const auto subject = u"checkout: "_s + QString(u"a very long story of it, "_s).repeated(4);
        for (auto& commit : sample.commits)
            commit.subject = subject;
        const auto window = sample.window();
        showPage(*window, u"rollback"_s);
        const auto* choice = window->rollback()->choice();
        QVERIFY(choice->currentText().contains(subject.trimmed()));
        QVERIFY2(choice->shownText().endsWith(u'…'), qPrintable(choice->shownText()));
        QVERIFY(choice->toolTip().contains(subject.trimmed()));
    }

    void aRefusalIsASentenceAndItsJsonStandsBehindDetails()
    {
        EmptyState state;
        state.resize(700, 500);
        state.show();
        state.fail({Error::Kind::Forbidden, u"You may not list pods on prod-eu."_s,
                    u"{\"kind\": \"Status\", \"message\": \"pods is forbidden\", \"code\": 403}"_s},
                   u"Try again"_s);
        const auto shown = visibleText(&state);
        QVERIFY(shown.contains(u"You may not list pods on prod-eu."_s));
        QVERIFY2(!shown.join(u'\n').contains(u'{'), qPrintable(shown.join(u'\n')));
        for (auto* button : state.findChildren<QPushButton*>()) {
            if (button->text() == u"Details")
                button->click();
        }
        QVERIFY(visibleText(&state).join(u'\n').contains(u"\"code\": 403"));
        state.fail({Error::Kind::Unreachable, u"It is not there."_s, u"curl 7: no route"_s}, {});
        const auto plain = visibleText(&state);
        QVERIFY(plain.contains(u"curl 7: no route"_s) && !plain.contains(u"Details"_s));
    }
};

int main(int argc, char** argv)
{
    GuiApplication app(argc, argv);
    applyTheme(app, ThemeChoice::Light);
    ComfortTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_comfort.moc"
