// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gui/application.h"
#include "onemapcluster.h"
#include "support/gitfixture.h"
#include "support/plumbprocess.h"
#include "ui/support/visibletext.h"

#include "models/historymodel.h"
#include "models/rowmodel.h"
#include "views/history/historyview.h"
#include "views/inspector/inspector.h"
#include "views/sidebar/sidebar.h"
#include "views/workbench.h"
#include "widgets/banner.h"
#include "widgets/label.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QHeaderView>
#include <QListView>
#include <QTest>

namespace plumb::test {

//! The real window on the real engine, in a home of its own: the application "good" on a cluster
//! that works, and beside it whatever a test breaks under the name "bad".
class WindowBench
{
public:
    WindowBench()
        : good(FakeServer::serving(answerAsCluster))
        , shop(home.folder.filePath(u"shop"_s))
    {
        qputenv("PLUMBLINE_HOME", home.folder.filePath(u"plumbline"_s).toLocal8Bit());
        qunsetenv("PLUMBLINE_WORKSPACE");
        shop.commit(u"web"_s, {{u"web/config.yaml"_s, theOneMap()}});
        workspace(badApplication("web"));
        kubeconfig();
    }
    //! The entry "good" and these lines; entries of applications begin on line 6.
    void workspace(const QByteArray& applications, const QByteArray& repositories = {}) const
    {
        home.write(u"plumbline/config/workspace.yaml"_s,
                   "version: 1\nrepositories:\n  - {name: shop, path: " + shop.folder().toUtf8()
                       + "}\n" + repositories
                       + "applications:\n  - {name: good, repository: shop, path: web, context: "
                         "good, namespace: x}\n"
                       + applications);
    }
    static QByteArray badApplication(const QByteArray& path, const QByteArray& context = "good",
                                     const QByteArray& repository = "shop")
    {
        return "  - {name: bad, repository: " + repository + ", path: " + path
               + ", context: " + context + ", namespace: x}\n";
    }
    void kubeconfig(const QByteArray& clusters = {}, const QByteArray& users = {},
                    const QByteArray& contexts = {}) const
    {
        home.write(u"kubeconfig"_s, "apiVersion: v1\nkind: Config\nclusters:\n"
                                    "- {name: good, cluster: {server: \""
                                        + good.url().toUtf8() + "\"}}\n" + clusters
                                        + "users:\n- {name: u, user: {token: t}}\n" + users
                                        + "contexts:\n"
                                          "- {name: good, context: {cluster: good, user: u}}\n"
                                        + contexts);
    }

    //! The application "bad" on a cluster whose entry is this.
    void badContext(const QByteArray& cluster) const
    {
        workspace(badApplication("web", "bad"));
        kubeconfig("- {name: bad, cluster: {" + cluster + "}}\n", {},
                   "- {name: bad, context: {cluster: bad, user: u}}\n");
    }
    //! The application "bad" on a server that answers like this.
    void badCluster(FakeServer::Handler handler)
    {
        bad = std::make_unique<FakeServer>(FakeServer::serving(std::move(handler)));
        badContext("server: \"" + bad->url().toUtf8() + "\"");
    }
    //! The application "bad" from these files, all in the folder "broken".
    void badFolder(const QMap<QString, QByteArray>& files)
    {
        shop.commit(u"bad"_s, files);
        workspace(badApplication("broken"));
    }

    static constexpr int kPatience = 30'000;
    void start()
    {
        m_clones = home.clones();
        gui::Options options;
        options.kubeconfig = home.folder.filePath(u"kubeconfig"_s);
        application = std::make_unique<gui::Application>(options);
        const auto started = application->start();
        QVERIFY2(started.ok(), started ? "" : qPrintable(started.error().summary));
    }
    ui::MainWindow* window() const { return application->window(); }
    void expectTheOtherWorks() const
    {
        QTRY_VERIFY2_WITH_TIMEOUT(sidebar().contains(u"good · live"_s), qPrintable(visible()),
                                  kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(), kPatience);
        const QString bytes = touched(m_clones, home.clones());
        QVERIFY2(bytes.isEmpty(), qPrintable(bytes));
    }
    bool isSettled() const { return window()->isQuiet() && !sidebar().contains(u"comparing"_s); }
    bool choose(const QString& name) const
    {
        auto* list = window()->sidebar()->list();
        const auto index =
            window()->sidebar()->model()->find(ui::SidebarRow::Kind::Application, name);
        if (!index.isValid())
            return false;
        list->scrollTo(index);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
        return window()->application() == name;
    }
    QString sidebar() const { return ui::asText(*window()->sidebar()->model()); }
    QString banner() const { return window()->workbench()->banner()->text(); }
    //! What can be read in the middle of the window, and in all of it: sentences, buttons, rows.
    QString centre() const { return ui::test::visibleText(window()->workbench()).join(u'\n'); }
    QString visible() const { return ui::test::visibleText(window()).join(u'\n'); }
    QString filledIn(QString sentence) const
    {
        sentence.replace(u"{home}"_s, home.folder.path());
        sentence.replace(u"{commit}"_s, shop.revision(u"HEAD"_s).left(7));
        if (bad)
            sentence.replace(u"{server}"_s, bad->url());
        if (sentence.contains(u"{blob}"_s))
            sentence.replace(u"{blob}"_s, shop.revision(u"HEAD:broken/other.yaml"_s));
        return sentence;
    }

    PlumbProcess home;
    FakeServer good;
    std::unique_ptr<FakeServer> bad;
    GitFixture shop;
    std::unique_ptr<gui::Application> application;

private:
    QMap<QString, QString> m_clones;
};

} // namespace plumb::test
