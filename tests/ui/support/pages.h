// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/support/sample.h"
#include "ui/support/settle.h"

#include "views/find/findpage.h"
#include "views/workbench.h"

#include <QComboBox>
#include <QDialog>

namespace plumb::ui::test {

//! Every page of the window, in the order in which the committed lists name them.
inline QStringList pages()
{
    return {u"history"_s,  u"drift"_s, u"resources"_s, u"fleet"_s, u"review"_s,
            u"rollback"_s, u"range"_s, u"firstrun"_s,  u"find"_s};
}

//! Commits of the sample that are rolled back together on the page "range".
inline QList<git::CommitId> chosenRange()
{
    return {idOf(3), idOf(4)};
}

//! Shows a page of the application `checkout` and waits until the window is quiet.
inline void showPage(MainWindow& window, const QString& page)
{
    window.goBack();
    window.showApplication(u"checkout"_s);
    window.workbench()->setTab(page == u"drift"       ? Workbench::Drift
                               : page == u"resources" ? Workbench::Resources
                                                      : Workbench::History);
    if (page == u"fleet")
        window.showFleet();
    if (page == u"review")
        window.showReview(u"checkout"_s);
    if (page == u"rollback")
        window.showRollback(u"checkout"_s, {});
    if (page == u"range")
        window.showRollback(u"checkout"_s, chosenRange());
    if (page == u"firstrun")
        window.showFirstRun();
    if (page == u"find") {
        window.showFind();
        window.findPage()->context()->setCurrentIndex(1);
        window.findPage()->look();
        settle(window);
        QCoreApplication::processEvents(); // the evidence gets its places
    }
    settle(window);
}

} // namespace plumb::ui::test
