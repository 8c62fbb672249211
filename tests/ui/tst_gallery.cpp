// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/support/pages.h"
#include "ui/support/sample.h"

#include "views/workbench.h"
#include "widgets/watchdog.h"

#include <QDialog>
#include <QDir>
#include <QTest>

using namespace plumb;
using namespace plumb::ui;
using namespace plumb::ui::test;

//! Pictures of every page for human eyes; only that they can be made is asserted.
class GalleryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyPageIsPainted_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<bool>("dark");
        for (const bool dark : {true, false}) {
            for (const auto& page :
                 {u"history"_s, u"drift"_s, u"resources"_s, u"fleet"_s, u"review"_s, u"rollback"_s,
                  u"range"_s, u"firstrun"_s, u"find"_s, u"add"_s})
                QTest::addRow("%s-%s", qPrintable(page), dark ? "dark" : "light") << page << dark;
        }
    }

    void everyPageIsPainted()
    {
        QFETCH(QString, page);
        QFETCH(bool, dark);
        auto& app = *qobject_cast<QApplication*>(QCoreApplication::instance());
        applyTheme(app, dark ? ThemeChoice::Dark : ThemeChoice::Light);
        Sample sample;
        const auto window = sample.window();
        window->showApplication(u"checkout"_s);
        settle(*window);
        QDialog* dialog = nullptr;
        if (page == u"drift")
            window->workbench()->setTab(Workbench::Drift);
        if (page == u"resources")
            window->workbench()->setTab(Workbench::Resources);
        if (page == u"fleet")
            window->showFleet();
        if (page == u"review")
            window->showReview(u"checkout"_s);
        if (page == u"rollback")
            window->showRollback(u"checkout"_s, {});
        if (page == u"range") {
            sample.rollback.revert.undone = sample.commits.mid(2, 2);
            window->showRollback(u"checkout"_s, chosenRange());
        }
        if (page == u"firstrun")
            window->showFirstRun();
        if (page == u"find")
            showPage(*window, page);
        if (page == u"add")
            dialog = window->showAddApplication();
        if (dialog)
            dialog->show();
        settle(*window);
        const auto picture = dialog ? dialog->grab() : window->grab();
        QVERIFY(!picture.isNull());
        const auto folder = QStringLiteral(BINARY_ROOT) + u"/screenshots"_s;
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(picture.save(folder + u"/%1-%2.png"_s.arg(page, dark ? u"dark"_s : u"light"_s)));
    }
};

int main(int argc, char** argv)
{
    GuiApplication app(argc, argv);
    GalleryTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_gallery.moc"
