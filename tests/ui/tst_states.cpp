// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/support/pages.h"
#include "ui/support/sample.h"
#include "ui/support/visibletext.h"

#include "format/verdict.h"
#include "models/historymodel.h"
#include "views/drift/driftpane.h"
#include "views/history/historyview.h"
#include "views/review/reviewpage.h"
#include "views/rollback/rollbackpage.h"
#include "widgets/approvalbar.h"
#include "widgets/searchfield.h"
#include "widgets/watchdog.h"

#include <QListView>
#include <QPushButton>
#include <QSignalSpy>

using namespace plumb;
using namespace plumb::ui;
using namespace plumb::ui::test;

namespace {

//! How a state is reached: what is different in the world, and what the user does then.
struct Way
{
    std::function<void(Sample&)> world;
    std::function<void(MainWindow&)> then;
};

template <typename T>
Future<T> never()
{
    // a promise that is never kept; a future needs it to have begun
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    static QList<std::shared_ptr<QPromise<Result<T>>>> kept;
    kept << promise;
    return promise->future();
}

Error broken(Error::Kind kind, const QString& text)
{
    return Error{kind, text, u"curl 7: Failed to connect to 192.0.2.1 port 6443"_s};
}

void forget(Sample& sample)
{
    sample.applications.clear();
    sample.repositories.clear();
    sample.clusters.clear();
}

void lose(Sample& sample)
{
    auto& a = sample.application(u"checkout"_s);
    a.isStale = true;
    a.liveSeenAt = sample.now.addSecs(-180);
    sample.clusters[0].state = engine::ClusterSnapshot::State::Stale;
    sample.clusters[0].lastSeen = sample.now.addSecs(-180);
}

void page(MainWindow& window, const QString& name)
{
    showPage(window, name);
}

} // namespace

//! The states of ui.md section 5: how each is reached, and the words that stand in the window then.
class StatesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWindowSaysWhatItIs_data()
    {
        QTest::addColumn<Way>("way");
        QTest::addColumn<QStringList>("words");
        const auto row = [](const char* name, std::function<void(Sample&)> world,
                            std::function<void(MainWindow&)> then, const QStringList& words) {
            QTest::newRow(name) << Way{std::move(world), std::move(then)} << words;
        };
        const auto on = [](const QString& name) {
            return [name](MainWindow& window) { page(window, name); };
        };
        const auto asIs = [](MainWindow&) {};
        using State = engine::ClusterSnapshot::State;

        row("first run", forget, asIs,
            {u"Open a repository"_s, u"Use your kubeconfig"_s, u"Try the sandbox"_s,
             u"Open repository"_s, u"• prod-eu\n• staging"_s,
             u"Nothing is contacted until you ask for it."_s});
        row("first run without a kubeconfig",
            [](Sample& s) {
                forget(s);
                s.adapt = [](Services& x) { x.contextNames = [] { return QStringList(); }; };
            },
            asIs, {u"No kubeconfig was found. Set KUBECONFIG or start with --kubeconfig FILE."_s});

        row("k03_first run names files that lie elsewhere",
            [](Sample& s) {
                forget(s);
                s.adapt = [](Services& x) {
                    x.namedFiles = [](const QString& context) -> QList<kube::NamedFile> {
                        if (context != u"staging")
                            return {};
                        return {{u"/srv/kube/ca.crt"_s, u"certificate-authority"_s, true},
                                {u"/etc/machine-key"_s, u"tokenFile"_s, false}};
                    };
                };
            },
            asIs,
            {u"• prod-eu\n• staging\nnames a file elsewhere: /etc/machine-key (tokenFile)"_s});

        row(
            "p08_a push was interrupted", [](Sample&) {},
            [](MainWindow& w) {
                w.setInterrupted(
                    {u"Plumbline ended during this push of 314af8f to main of shop."_s});
            },
            {u"Plumbline ended during this push of 314af8f to main of shop."_s,
             u"I have read it"_s});
        row("empty: no application", [](Sample& s) { s.applications.clear(); }, on(u"fleet"_s),
            {u"No application yet: name a folder of a repository and the cluster it belongs to."_s,
             u"Add application…"_s});
        row(
            "empty: cluster without an application", [](Sample&) {},
            [](MainWindow& w) { w.showFleet(u"nowhere"_s); },
            {u"No application is delivered to nowhere yet."_s, u"Add application…"_s});
        row("empty: no commit", [](Sample& s) { s.graph = {}; }, on(u"history"_s),
            {u"This repository has no commits yet."_s});
        row("empty: no object", [](Sample& s) { s.application(u"checkout"_s).objects.clear(); },
            on(u"drift"_s), {u"This application has no objects."_s});
        row("empty: nothing differs",
            [](Sample& s) {
                auto& objects = s.application(u"checkout"_s).objects;
                objects = {objects.last()};
            },
            on(u"drift"_s),
            {u"Everything that Git says is live. Nothing differs."_s, u"Show all objects"_s});
        row("empty: nothing to sync", [](Sample& s) { s.plan.operations.clear(); }, on(u"review"_s),
            {u"Nothing to do: the cluster has what Git says."_s});
        row(
            "no match: history", [](Sample&) {},
            [](MainWindow& w) {
                page(w, u"history"_s);
                QSignalSpy settled(w.workbench()->history(), &HistoryView::settled);
                w.workbench()->filter()->setText(u"nothing like this"_s);
                QVERIFY(settled.wait());
            },
            {u"No commit matches “nothing like this”."_s, u"Clear the filter"_s});
        row(
            "no match: resources", [](Sample&) {},
            [](MainWindow& w) {
                page(w, u"resources"_s);
                w.workbench()->filter()->setText(u"nothing like this"_s);
            },
            {u"nothing like this"_s, u"Clear the filter"_s});

        row(
            "loading: history",
            [](Sample& s) {
                s.adapt = [](Services& x) {
                    x.graph = [](auto&&...) { return never<git::CommitGraph>(); };
                };
            },
            [](MainWindow& w) { w.showApplication(u"checkout"_s); }, {u"Reading the history"_s});
        row(
            "loading: application",
            [](Sample& s) {
                auto& a = s.application(u"checkout"_s);
                a.phase = engine::Phase::Working;
                a.objects.clear();
                s.adapt = [](Services& x) {
                    x.evaluate = [](auto&&...) { return never<engine::ApplicationSnapshot>(); };
                };
            },
            [](MainWindow& w) {
                w.showApplication(u"checkout"_s);
                w.workbench()->setTab(Workbench::Drift);
            },
            {u"Comparing Git with the cluster"_s, u"loading"_s});
        row(
            "loading: changes",
            [](Sample& s) {
                s.adapt = [](Services& x) {
                    x.plan = [](auto&&...) { return never<plan::Plan>(); };
                };
            },
            [](MainWindow& w) { w.showReview(u"checkout"_s); },
            {u"Asking the cluster what would change"_s});
        row(
            "loading: revert",
            [](Sample& s) {
                s.adapt = [](Services& x) {
                    x.previewRollback = [](auto&&...) { return never<engine::RollbackPreview>(); };
                };
            },
            [](MainWindow& w) { w.showRollback(u"checkout"_s, {}); },
            {u"Computing the revert"_s, u"Computing…"_s});
        row(
            "loading: a young job has counts", [](Sample&) {},
            [](MainWindow& w) {
                w.setJobs({{7, u"Comparing"_s, u"objects"_s, 214, 530,
                            QDateTime::fromString(u"2026-11-20T11:59:59Z"_s, Qt::ISODate), true}});
            },
            {u"Comparing: objects 214 / 530"_s, u"1 s"_s});
        row(
            "loading: an older job can be cancelled", [](Sample&) {},
            [](MainWindow& w) {
                w.setJobs({{7, u"Comparing"_s, u"objects"_s, 214, 530,
                            QDateTime::fromString(u"2026-11-20T11:59:54Z"_s, Qt::ISODate), true}});
            },
            {u"Comparing: objects 214 / 530"_s, u"6 s"_s, u"Cancel"_s});

        row("stale", lose, on(u"drift"_s),
            {u"prod-eu has not answered since 3 min ago. This is the last known state; nothing "
             u"can be written. The connection is tried again by itself."_s,
             u"prod-eu stale 3 min ago"_s, u"spec.replicas"_s, u"stale"_s});
        row("offline: the Git side is there, and where things stood", lose, on(u"history"_s),
            {u"checkout: bump memory limit"_s,
             u"checkout was live here when its cluster last answered"_s,
             u"The cluster has not answered since"_s});
        row("offline: never reached",
            [](Sample& s) {
                auto& a = s.application(u"checkout"_s);
                a.phase = engine::Phase::Failed;
                a.objects.clear();
                a.resources.clear();
                a.error = broken(Error::Kind::Unreachable, u"prod-eu cannot be reached."_s);
                s.clusters[0].state = State::Unreachable;
            },
            on(u"drift"_s),
            {u"prod-eu cannot be reached."_s, u"curl 7: Failed to connect"_s, u"Try again"_s,
             u"Copy the details"_s, u"prod-eu unreachable"_s, u"failed"_s});
        row("stale: the credentials are refused",
            [](Sample& s) {
                lose(s);
                s.clusters[0].state = State::Refused;
                s.clusters[0].error =
                    broken(Error::Kind::Unauthorised, u"The server refuses the credentials."_s);
            },
            on(u"drift"_s),
            {u"The server refuses the credentials. What is shown was last seen 3 min ago; nothing "
             u"can be written."_s,
             u"prod-eu refused"_s, u"spec.replicas"_s});
        row("stale: one resource type cannot be followed",
            [](Sample& s) {
                lose(s);
                s.clusters[0].error =
                    broken(Error::Kind::Internal, u"One resource type cannot be followed."_s);
            },
            on(u"history"_s),
            {u"One resource type cannot be followed. What is shown was last seen 3 min ago; "
             u"nothing can be written."_s,
             u"prod-eu stale 3 min ago"_s});
        row("another cluster behind the name",
            [](Sample& s) {
                lose(s);
                s.clusters[0].state = State::Refused;
                s.clusters[0].changed = u"The cluster identity of \"prod-eu\" changed."_s;
            },
            on(u"history"_s),
            {u"The cluster identity of \"prod-eu\" changed."_s, u"Connect again"_s,
             u"prod-eu refused"_s});
        row("a certificate that is not checked",
            [](Sample& s) { s.clusters[0].isInsecure = s.clusters[0].config.allowInsecure = true; },
            on(u"history"_s), {u"The certificate of prod-eu is not checked"_s});
        row("an unusual way to the cluster",
            [](Sample& s) {
                s.clusters[0].way = {u"as alice"_s, u"through proxy.example"_s};
            },
            on(u"history"_s), {u"as alice · through proxy.example"_s});
        row("not kept up to date by a watch",
            [](Sample& s) {
                s.application(u"checkout"_s).limits = {u"jobs.batch is read once a minute"_s};
            },
            on(u"history"_s), {u"jobs.batch is read once a minute"_s});
        row("connecting again", [](Sample& s) { s.clusters[0].state = State::Connecting; },
            on(u"history"_s), {u"prod-eu connecting"_s});
        row("refused by the cluster", [](Sample& s) { s.clusters[0].state = State::Refused; },
            on(u"history"_s), {u"prod-eu refused"_s});
        row("not contacted", [](Sample& s) { s.clusters[1].state = State::NotContacted; },
            on(u"fleet"_s), {u"not contacted"_s});

        row(
            "partial access", [](Sample&) {},
            [](MainWindow& w) {
                w.showApplication(u"search"_s);
                w.workbench()->setTab(Workbench::Resources);
                settle(w);
            },
            {u"list secrets in shop"_s, u"list ingresses.networking.k8s.io in shop"_s,
             u"Copy rule"_s, u"at least 0"_s, u"Unknown"_s,
             u"Not all objects may be read, so the verdict is Unknown."_s});
        row(
            "an object that may not be read", [](Sample&) {},
            [](MainWindow& w) {
                page(w, u"drift"_s);
                auto* list = w.workbench()->drift()->findChild<QListView*>();
                for (int i = 0; i < list->model()->rowCount(); ++i) {
                    const auto at = list->model()->index(i, 0);
                    if (at.data().toString().contains(u"Secret"))
                        list->setCurrentIndex(at);
                }
            },
            {u"You may not read secrets in shop (403)."_s, u"This object could not be compared."_s,
             u"not comparable"_s});

        row("error: the repository cannot be read",
            [](Sample& s) {
                s.adapt = [](Services& x) {
                    x.openRepository = [](auto&&...) {
                        return ready<git::Refs>(
                            broken(Error::Kind::NotFound, u"There is no repository there."_s));
                    };
                };
                s.repositories[0].phase = engine::Phase::Failed;
                s.repositories[0].error =
                    broken(Error::Kind::NotFound, u"There is no repository there."_s);
            },
            on(u"history"_s),
            {u"There is no repository there."_s, u"Try again"_s, u"Copy the details"_s,
             u"git: cannot be read"_s, u"failed"_s});
        row("error: the plan failed",
            [](Sample& s) {
                s.adapt = [](Services& x) {
                    x.plan = [](auto&&...) {
                        return ready<plan::Plan>(
                            broken(Error::Kind::Forbidden, u"You may not patch deployments."_s));
                    };
                };
            },
            on(u"review"_s),
            {u"You may not patch deployments."_s, u"curl 7"_s, u"Try again"_s,
             u"Copy the details"_s});
        row("error: the revert conflicts",
            [](Sample& s) {
                s.rollback.revert.conflicts = {{u"apps/checkout/deployment.yaml"_s, "a", "b", "c"}};
            },
            on(u"rollback"_s),
            {u"The revert conflicts with later changes. Nothing can be committed as it is."_s,
             u"Conflicts 1"_s, u"apps/checkout/deployment.yaml"_s, u"on the branch now"_s,
             u"what the revert wants"_s});
        row(
            "error: the workspace has a problem", [](Sample&) {},
            [](MainWindow& w) {
                w.setProblems({u"workspace.yaml:12:5: “namespaces” is not known here."_s});
                settle(w);
            },
            {u"workspace.yaml:12:5: “namespaces” is not known here."_s});

        row("protected context", [](Sample&) {}, on(u"review"_s),
            {u"PRODUCTION · prod-eu"_s, u"Type prod-eu to continue"_s, u"prod-eu / shop"_s});
        row("protected context: roll back", [](Sample&) {}, on(u"rollback"_s),
            {u"PRODUCTION · prod-eu"_s, u"Type prod-eu to continue"_s});
        row("remote not confirmed",
            [](Sample& s) {
                s.repositories[0].config.remote.clear();
                s.repositories[0].remoteOfClone = u"git@example.org:shop/config.git"_s;
            },
            on(u"history"_s),
            {u"Pushes and rollbacks are off until you confirm where shop-config is pushed to."_s,
             u"Confirm…"_s});
        row("terminating",
            [](Sample& s) {
                auto& node = s.application(u"checkout"_s).resources[2];
                node.terminatingSince = s.now.addSecs(-35 * 60);
                node.reason = u"Pending deletion; blocked by finalizers: foregroundDeletion"_s;
            },
            on(u"resources"_s),
            {u"Terminating"_s,
             u"for 35 min · Pending deletion; blocked by finalizers: foregroundDeletion"_s});
        row(
            "huge: more matches than are listed",
            [](Sample& s) {
                git::CommitGraph::Builder builder;
                QList<git::CommitId> all;
                for (int i = 0; i < 5200; ++i)
                    all << idOf(i);
                for (int i = 0; i < 5200; ++i) {
                    const auto parent = all.value(i + 1);
                    builder.add(all[i], std::span(&parent, i + 1 < 5200 ? 1 : 0));
                }
                s.graph = builder.build(true);
                s.adapt = [all](Services& x) {
                    x.search = [all](const QString&, const git::LogFilter& filter, auto,
                                     std::stop_token) {
                        return ready<QList<git::CommitId>>(all.mid(0, filter.limit));
                    };
                };
            },
            [](MainWindow& w) {
                page(w, u"history"_s);
                QSignalSpy settled(w.workbench()->history(), &HistoryView::settled);
                w.workbench()->filter()->setText(u"image"_s);
                QVERIFY(settled.wait());
            },
            {u"Only the first 5000 matches are shown. Say more in the filter."_s});

        row("commits that are not live", [](Sample&) {}, on(u"history"_s),
            {u"3 commits not live"_s, u"3 behind"_s, u"not live"_s});
        row("a pin outside of the clone",
            [](Sample& s) { s.application(u"checkout"_s).pin->commit = idOf(77); },
            on(u"history"_s),
            {u"The live revision %1 of checkout is not in this clone."_s.arg(idOf(77).shortHex()),
             u"Fetch"_s});
    }

    void theWindowSaysWhatItIs()
    {
        QFETCH(Way, way);
        QFETCH(QStringList, words);
        Sample sample;
        way.world(sample);
        const auto window = sample.window();
        if (!sample.applications.isEmpty())
            window->showApplication(u"checkout"_s);
        way.then(*window);
        for (const auto& word : words) {
            const auto stands = [&] {
                for (const auto& line : visibleText(window.get())) {
                    if (line.contains(word))
                        return true;
                }
                return false;
            };
            if (!QTest::qWaitFor(stands))
                QFAIL(qPrintable(u"“%1” does not stand in the window:\n%2"_s.arg(
                    word, visibleText(window.get()).join(u'\n'))));
        }
    }

    void terminatingGrowsGraverWithAge()
    {
        const auto now = QDateTime::fromString(u"2026-11-20T12:00:00Z"_s, Qt::ISODate);
        const auto roleAfter = [&](int minutes) {
            return markOfTerminating(now.addSecs(-60LL * minutes), now).role;
        };
        QVERIFY(roleAfter(4) == Role::Neutral);
        QVERIFY(roleAfter(5) == Role::Warn);
        QVERIFY(roleAfter(30) == Role::Bad);
    }

    void staleMakesWritesImpossible()
    {
        Sample sample;
        lose(sample);
        const auto window = sample.window();
        showPage(*window, u"history"_s);
        for (const auto& id : {u"sync"_s, u"rollback"_s})
            QVERIFY2(!window->actions().action(id)->isEnabled(), qPrintable(id));
        // what needs no cluster goes on
        QVERIFY(window->actions().action(u"fetch"_s)->isEnabled());
    }
};

int main(int argc, char** argv)
{
    GuiApplication app(argc, argv);
    applyTheme(app, ThemeChoice::Light);
    StatesTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_states.moc"
