// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/support/pages.h"
#include "ui/support/sample.h"

#include "delegates/paint.h"
#include "format/yamltext.h"
#include "views/difference/differenceview.h"
#include "views/drift/driftpane.h"
#include "views/history/historyview.h"
#include "views/review/reviewpage.h"
#include "widgets/columnfit.h"
#include "widgets/difftext.h"
#include "widgets/label.h"
#include "widgets/panehead.h"
#include "widgets/uniformlist.h"
#include "widgets/watchdog.h"

#include <QCheckBox>
#include <QPushButton>
#include <QRadioButton>
#include <QToolButton>
#include <QTreeView>

using namespace plumb;
using namespace plumb::ui;
using namespace plumb::ui::test;

//! Everything finds its place: in a small window, and read from the right.
class LayoutTest : public QObject
{
    Q_OBJECT
private:
    static QString nameOf(const QWidget* widget)
    {
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const auto* label = qobject_cast<const QLabel*>(widget);
        return QString::fromLatin1(widget->metaObject()->className()) + u" “"_s
               + (button  ? button->text()
                  : label ? label->text()
                          : widget->accessibleName())
               + u"”"_s;
    }
    static QRect placeOf(const QWidget* widget, const QWidget* root)
    {
        return {widget->mapTo(root, QPoint()), widget->size()};
    }
    //! Words that are cut off: a text that neither wraps nor elides needs the width it asks for.
    static QStringList cutTexts(const QWidget* root)
    {
        QStringList cut;
        for (const auto* widget : root->findChildren<QWidget*>()) {
            if (!widget->isVisibleTo(root) || widget->inherits("QTipLabel"))
                continue;
            const bool asks =
                qobject_cast<const QPushButton*>(widget) || qobject_cast<const QCheckBox*>(widget)
                || qobject_cast<const QRadioButton*>(widget) || qobject_cast<const QLabel*>(widget);
            const bool fits = widget->width() >= widget->minimumSizeHint().width()
                              && widget->height() >= widget->minimumSizeHint().height();
            if (asks && !fits)
                cut << nameOf(widget);
        }
        return cut;
    }
    //! Siblings that take input must not lie on each other.
    static QStringList overlaps(const QWidget* root)
    {
        QStringList found;
        QList<const QWidget*> inputs;
        for (const auto* widget : root->findChildren<QWidget*>()) {
            const bool input = qobject_cast<const QPushButton*>(widget)
                               || qobject_cast<const QToolButton*>(widget)
                               || qobject_cast<const QCheckBox*>(widget)
                               || qobject_cast<const QRadioButton*>(widget)
                               || (qobject_cast<const QLabel*>(widget)
                                   && !qobject_cast<const QLabel*>(widget)->text().isEmpty());
            if (input && widget->isVisibleTo(root))
                inputs << widget;
        }
        for (qsizetype i = 0; i < inputs.size(); ++i) {
            for (auto j = i + 1; j < inputs.size(); ++j) {
                if (inputs[i]->parentWidget() == inputs[j]->parentWidget()
                    && placeOf(inputs[i], root).intersects(placeOf(inputs[j], root)))
                    found << nameOf(inputs[i]) + u" and "_s + nameOf(inputs[j]);
            }
        }
        return found;
    }

private Q_SLOTS:
    void cleanup() { QGuiApplication::setLayoutDirection(Qt::LeftToRight); }

    void nothingIsCutOrCovered_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("fromTheRight");
        for (const auto& page : pages()) {
            for (const auto size : {QSize(1440, 900), QSize(1024, 640)}) {
                for (const bool right : {false, true})
                    QTest::addRow("%s %d%s", qPrintable(page), size.width(),
                                  right ? " right to left" : "")
                        << page << size << right;
            }
        }
    }

    void nothingIsCutOrCovered()
    {
        QFETCH(QString, page);
        QFETCH(QSize, size);
        QFETCH(bool, fromTheRight);
        QGuiApplication::setLayoutDirection(fromTheRight ? Qt::RightToLeft : Qt::LeftToRight);
        Sample sample;
        const auto window = sample.window(size);
        showPage(*window, page);
        QCOMPARE(window->size(), size);
        QCOMPARE(cutTexts(window.get()).join(u'\n'), QString());
        QCOMPARE(overlaps(window.get()).join(u'\n'), QString());
        if (page == u"firstrun")
            return;
        // the sidebar is as wide as it was made, and stands where reading begins
        const auto* sidebar = window->findChild<QWidget*>(u"sidebar"_s);
        QVERIFY(sidebar->width() >= 200);
        QCOMPARE(placeOf(sidebar, window.get()).left() < size.width() / 2, !fromTheRight);
        // the graph and the texts are deliberately not mirrored
        QCOMPARE(window->workbench()->history()->list()->layoutDirection(), Qt::LeftToRight);
        for (const auto* text : window->findChildren<DiffText*>())
            QCOMPARE(text->layoutDirection(), Qt::LeftToRight);
    }

    void aNarrowWindowLaysTheInspectorOverTheCentre()
    {
        Sample sample;
        const auto window = sample.window({1100, 700});
        showPage(*window, u"history"_s);
        auto* inspector = window->findChild<QWidget*>(u"inspector"_s);
        const auto centre = placeOf(window->workbench(), window.get());
        QVERIFY(!inspector->isVisible());
        QTest::keyClick(window.get(), Qt::Key_I, Qt::ControlModifier);
        QVERIFY(inspector->isVisible());
        QCOMPARE(placeOf(window->workbench(), window.get()), centre);
        QCOMPARE(placeOf(inspector, window.get()).right(), centre.right());
        QCOMPARE(placeOf(inspector, window.get()).top(), centre.top());
        // news leave it where it is
        window->setApplications(sample.applications);
        settle(*window);
        QVERIFY(inspector->isVisible());
        // with room it stands beside the centre again
        window->resize(1440, 900);
        settle(*window);
        QVERIFY(inspector->isVisible());
        QTRY_VERIFY(!placeOf(inspector, window.get())
                         .intersects(placeOf(window->workbench(), window.get())));
        window->resize(1100, 700);
        QTest::keyClick(window.get(), Qt::Key_I, Qt::ControlModifier);
        QVERIFY(!inspector->isVisible());
    }

    void dialogsFitTheirWords()
    {
        Sample sample;
        const auto window = sample.window({1024, 640});
        settle(*window);
        auto* dialog = window->showAddApplication();
        dialog->show();
        QTRY_VERIFY(dialog->isVisible());
        QCOMPARE(cutTexts(dialog).join(u'\n'), QString());
        QVERIFY(dialog->height() <= 640);
    }

    void columnsShareWhatThereIs()
    {
        const QList<ColumnFit::Column> columns{{50, 100}, {50, 150}, {80, 80}};
        QCOMPARE(fittedWidths(columns, 1, 400), (QList<int>{100, 220, 80}));
        QCOMPARE(fittedWidths(columns, 1, 330), (QList<int>{100, 150, 80}));
        QCOMPARE(fittedWidths(columns, 1, 255), (QList<int>{75, 100, 80}));
        QCOMPARE(fittedWidths(columns, 1, 90), (QList<int>{50, 50, 80}));
    }

    void longTextsEndInAnEllipsis()
    {
        const auto font = QGuiApplication::font();
        const QString text = u"one two three four five six seven eight nine ten"_s;
        const auto all = wrappedLines(text, font, 80, 100);
        QVERIFY(all.size() > 2);
        QCOMPARE(all.join(QString()), text);
        const auto two = wrappedLines(text, font, 80, 2);
        QCOMPARE(two.size(), 2);
        QVERIFY(two.last().endsWith(u'…'));
        QVERIFY(wrappedLines(QString(100, u'x'), font, 80, 100).size() > 3);
    }

    void twoSidesHaveOneLength()
    {
        using enum LineKind;
        const auto [left, right] = twoSides({{Context, u"a"_s},
                                             {Removed, u"old"_s},
                                             {Removed, u"older"_s},
                                             {Added, u"new"_s},
                                             {Gap, u"…"_s}});
        QCOMPARE(left, (QList<TextLine>{
                           {Context, u"a"_s}, {Added, u"new"_s}, {Filler, {}}, {Gap, u"…"_s}}));
        QCOMPARE(
            right,
            (QList<TextLine>{
                {Context, u"a"_s}, {Removed, u"old"_s}, {Removed, u"older"_s}, {Gap, u"…"_s}}));
    }

    void differencesShowAsFieldsSideBySideOrUnified()
    {
        Sample sample;
        const auto window = sample.window();
        showPage(*window, u"drift"_s);
        auto* view = window->workbench()->drift()->difference();
        QVERIFY(view->text().startsWith(u"spec.replicas | pending | 6 | "_s));
        view->setMode(DifferenceView::Mode::SideBySide);
        QVERIFY(view->text().startsWith(u"Git · main\n"_s));
        QVERIFY(view->text().contains(u"\nLive · prod-eu\n"_s));
        const auto lines = view->text().split(u'\n');
        const auto half = lines.size() / 2;
        QCOMPARE(lines.indexOf(u"  replicas: 6"_s) + half, lines.indexOf(u"  replicas: 4"_s));
        view->setMode(DifferenceView::Mode::Unified);
        QVERIFY(view->text().contains(u"  replicas: 4\n  replicas: 6\n"_s));
        // the choice outlives the object, and news
        window->setApplications(sample.applications);
        settle(*window);
        QVERIFY(view->mode() == DifferenceView::Mode::Unified);
    }

    void chipsGiveWayToTheTitle()
    {
        PaneHead head;
        head.setTitle(u"Deployment / checkout"_s);
        head.setNotes({{.text = u"apps/v1"_s}, {.text = u"shop"_s}});
        head.resize(600, 34);
        head.show();
        const auto shown = [&head] {
            int count = 0;
            for (const auto* chip : head.findChildren<Chip*>())
                count += chip->isVisible();
            return count;
        };
        QCOMPARE(shown(), 2);
        head.resize(180, 34);
        QTRY_COMPARE(shown(), 0);
        head.resize(600, 34);
        QTRY_COMPARE(shown(), 2);
    }
};

int main(int argc, char** argv)
{
    GuiApplication app(argc, argv);
    applyTheme(app, ThemeChoice::Dark);
    LayoutTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_layout.moc"
