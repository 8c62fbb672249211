// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/engine.h"
#include "kube/cluster.h"
#include "support/files.h"
#include "support/gitfixture.h"
#include "support/relay.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace plumb;
using namespace plumb::engine;
using namespace plumb::test;
using objects::Object;

namespace {

const kube::ApiResource kMaps{{{}, u"v1"_s, u"ConfigMap"_s}, u"configmaps"_s, true, {}, {}};
const kube::ApiResource kSecrets{{{}, u"v1"_s, u"Secret"_s}, u"secrets"_s, true, {}, {}};
const kube::ApiResource kNamespaces{{{}, u"v1"_s, u"Namespace"_s}, u"namespaces"_s, false, {}, {}};
const QString kRbac = u"rbac.authorization.k8s.io"_s;
const kube::ApiResource kRoles{{kRbac, u"v1"_s, u"Role"_s}, u"roles"_s, true, {}, {}};
const kube::ApiResource kBindings{
    {kRbac, u"v1"_s, u"RoleBinding"_s}, u"rolebindings"_s, true, {}, {}};

//! JSON written with ' for ", and NS for the namespace.
Object parsed(QByteArray text, const QString& ns)
{
    text.replace('\'', '"').replace("NS", ns.toUtf8());
    return Object::fromJson(QJsonDocument::fromJson(text).object());
}

} // namespace

//! The engine as the user "tenant", whom "admin" gives rights and takes them away, while "alice"
//! edits. A relay stands before the API server, so that streams can be ended.
class RightsTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<kube::Cluster> m_admin, m_alice, m_tenant;
    std::unique_ptr<Relay> m_relay;
    ProcessRunner m_runner;
    SystemClock m_clock;
    std::unique_ptr<Engine> m_engine;
    QStringList m_namespaces;
    qint64 m_auditBegin = 0;

    static QString kubeconfigOf(const QString& user)
    {
        return QFileInfo(qEnvironmentVariable("PLUMBLINE_REAL_KUBECONFIG"))
            .dir()
            .filePath(user + u".kubeconfig"_s);
    }
    static std::unique_ptr<kube::Cluster> clusterAs(const QString& user)
    {
        const auto made = kube::endpoint(kube::readKubeconfig({kubeconfigOf(user)}), {}, {});
        if (!made)
            qFatal("%s", qPrintable(made.error().summary));
        return std::make_unique<kube::Cluster>(kube::makeApiClient(*made));
    }
    static void must(const auto& result)
    {
        if (!result)
            qFatal("%s", qPrintable(result.error().summary));
    }
    void write(const QString& name, const QByteArray& bytes) const
    {
        test::writeFile(m_folder->filePath(name), bytes);
    }
    //! Namespaces of their own, each with a ConfigMap and a Secret as Git has them.
    void prepare(int count, bool withSecret)
    {
        QMap<QString, QByteArray> files;
        for (int i = 0; i < count; ++i) {
            const QString ns =
                u"rights-%1-%2"_s.arg(QCoreApplication::applicationPid()).arg(++m_round);
            m_namespaces += ns;
            must(m_admin->apply(
                kNamespaces,
                parsed("{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'NS'}}", ns), {},
                {}));
            QByteArray yaml =
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: "
                + ns.toUtf8() + "}\ndata: {greeting: hello}\n";
            must(m_alice->apply(kMaps, settings(ns, "hello"), {}, {}));
            if (withSecret) {
                yaml += "---\napiVersion: v1\nkind: Secret\nmetadata: {name: key, namespace: "
                        + ns.toUtf8() + "}\nstringData: {word: x}\n";
                must(m_alice->apply(
                    kSecrets,
                    parsed("{'apiVersion':'v1','kind':'Secret','metadata':{'name':'key',"
                           "'namespace':'NS'},'stringData':{'word':'x'}}",
                           ns),
                    {}, {}));
            }
            files.insert(u"web/%1.yaml"_s.arg(ns), yaml);
        }
        GitFixture shop(m_folder->filePath(u"shop"_s));
        shop.commit(u"web"_s, files);
        write(u"config/workspace.yaml"_s,
              "version: 1\nrepositories:\n  - {name: shop, path: " + shop.folder().toUtf8()
                  + "}\napplications:\n  - {name: web, repository: shop, path: web, context: "
                    "tenant, namespace: "
                  + m_namespaces.first().toUtf8() + "}\n");
    }
    static Object settings(const QString& ns, const QByteArray& greeting)
    {
        return parsed("{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'settings',"
                      "'namespace':'NS'},'data':{'greeting':'"
                          + greeting + "'}}",
                      ns);
    }
    void grant(const QString& ns, const QByteArray& verbsOnMaps)
    {
        must(m_admin->apply(kRoles,
                            parsed("{'apiVersion':'rbac.authorization.k8s.io/v1','kind':'Role',"
                                   "'metadata':{'name':'tenant','namespace':'NS'},'rules':["
                                   "{'apiGroups':[''],'resources':['namespaces'],'verbs':['get']},"
                                   "{'apiGroups':[''],'resources':['configmaps'],'verbs':["
                                       + verbsOnMaps + "]}]}",
                                   ns),
                            {}, {}));
        must(m_admin->apply(
            kBindings,
            parsed("{'apiVersion':'rbac.authorization.k8s.io/v1','kind':'RoleBinding','metadata':"
                   "{'name':'tenant','namespace':'NS'},'roleRef':{'apiGroup':"
                   "'rbac.authorization.k8s.io','kind':'Role','name':'tenant'},'subjects':["
                   "{'kind':'User','apiGroup':'rbac.authorization.k8s.io','name':'tenant'}]}",
                   ns),
            {}, {}));
        untilMay(ns, true);
    }
    void revoke(const QString& ns)
    {
        must(m_admin->remove(kBindings, {kRbac, u"RoleBinding"_s, ns, u"tenant"_s}, {}, {}, false,
                             {}));
        untilMay(ns, false);
    }
    //! The authoriser learns of a rule by a watch of its own.
    void untilMay(const QString& ns, bool wanted)
    {
        const auto may = [&] {
            const auto map = m_tenant->get(kMaps, ns, u"of-nobody"_s, {});
            const bool isAllowed = map || map.error().kind == Error::Kind::NotFound;
            return isAllowed == wanted;
        };
        if (!QTest::qWaitFor(may, 30'000))
            qFatal("the rule does not become valid");
    }
    void start()
    {
        QFile original(kubeconfigOf(u"tenant"_s));
        if (!original.open(QIODevice::ReadOnly))
            qFatal("no kubeconfig of tenant");
        const QString server = m_tenant->client().endpoint().server;
        m_relay = std::make_unique<Relay>(QUrl(server).port());
        QByteArray text = original.readAll();
        text.replace(server.toUtf8(), "https://127.0.0.1:" + QByteArray::number(m_relay->port()));
        write(u"kubeconfig"_s, text);
        const QString context =
            kube::readKubeconfig({m_folder->filePath(u"kubeconfig"_s)}).currentContext;
        QFile workspace(m_folder->filePath(u"config/workspace.yaml"_s));
        if (!workspace.open(QIODevice::ReadOnly))
            qFatal("no workspace");
        write(u"config/workspace.yaml"_s,
              workspace.readAll().replace("context: tenant", "context: " + context.toUtf8()));
        Settings settings;
        settings.paths.config = m_folder->filePath(u"config"_s);
        settings.paths.state = m_folder->filePath(u"state"_s);
        settings.paths.data = m_folder->filePath(u"data"_s);
        settings.paths.cache = m_folder->filePath(u"cache"_s);
        settings.kubeconfigFile = m_folder->filePath(u"kubeconfig"_s);
        m_engine = std::make_unique<Engine>(settings, m_runner, m_clock);
        const auto loaded = m_engine->load();
        if (!QTest::qWaitFor([&] { return loaded.isFinished(); }, 30'000))
            qFatal("the workspace is not read");
        must(loaded.result());
        m_engine->follow(u"web"_s);
    }
    ApplicationSnapshot web() const { return *m_engine->application(u"web"_s); }
    const ObjectState* object(const ApplicationSnapshot& in, const QString& kind,
                              const QString& ns) const
    {
        for (const ObjectState& each : in.objects)
            if (each.key.kind == kind && each.key.ns == ns)
                return &each;
        return nullptr;
    }
    QString greeting(const QString& ns) const
    {
        const auto snapshot = web();
        const auto* const found = object(snapshot, u"ConfigMap"_s, ns);
        return found && found->live
                   ? found->live->json()[u"data"_s].toObject().value(u"greeting"_s).toString()
                   : QString();
    }
    bool limits(const QString& words) const
    {
        const auto all = web().limits;
        return std::any_of(all.begin(), all.end(),
                           [&](const QString& each) { return each.contains(words); });
    }
    //! Status codes with which the server answered the tenant's lists and watches of ConfigMaps, by
    //! namespace; a server that can begins a watch with the list.
    QMap<QString, QSet<int>> readsOfMaps() const
    {
        QMap<QString, QSet<int>> codes;
        QFile log(qEnvironmentVariable("PLUMBLINE_REAL_AUDIT"));
        if (!log.open(QIODevice::ReadOnly) || !log.seek(m_auditBegin))
            return codes;
        for (const QByteArray& line : log.readAll().split('\n')) {
            const QJsonDocument entry = QJsonDocument::fromJson(line);
            const QJsonObject about = entry[u"objectRef"_s].toObject();
            if (entry[u"user"_s].toObject().value(u"username"_s).toString() == u"tenant"
                && QStringList{u"list"_s, u"watch"_s}.contains(entry[u"verb"_s].toString())
                && about.value(u"resource"_s).toString() == u"configmaps")
                codes[about.value(u"namespace"_s).toString()].insert(
                    entry[u"responseStatus"_s].toObject().value(u"code"_s).toInt());
        }
        return codes;
    }

    int m_round = 0;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(QFile::exists(qEnvironmentVariable("PLUMBLINE_REAL_KUBECONFIG")),
                 "there is no real control plane");
        m_admin = clusterAs(u"admin"_s);
        m_alice = clusterAs(u"alice"_s);
        m_tenant = clusterAs(u"tenant"_s);
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_namespaces.clear();
        m_auditBegin = QFileInfo(qEnvironmentVariable("PLUMBLINE_REAL_AUDIT")).size();
    }
    void cleanup()
    {
        m_engine.reset();
        m_relay.reset();
        for (const QString& ns : std::as_const(m_namespaces))
            (void)m_admin->remove(kNamespaces, {{}, u"Namespace"_s, {}, ns}, {}, {}, false, {});
    }

    void w31_aForbiddenKindIsSaidAndTheRestIsShown()
    {
        prepare(1, true);
        const QString ns = m_namespaces.first();
        grant(ns, "'get','list','watch','patch'");
        start();
        QTRY_COMPARE_WITH_TIMEOUT(greeting(ns), u"hello"_s, 30'000);
        const auto shown = web();
        QVERIFY(object(shown, u"ConfigMap"_s, ns)->sync == SyncStatus::Synced);
        const auto* const secret = object(shown, u"Secret"_s, ns);
        QVERIFY(secret && secret->sync == SyncStatus::Unknown && !secret->live);
        QVERIFY2(secret->reason.contains(u"needs: get secrets in namespace "_s + ns),
                 qPrintable(secret->reason));
        QVERIFY(shown.sync == SyncStatus::Unknown);
        QTRY_VERIFY_WITH_TIMEOUT(limits(u"secrets in namespace %1 are not shown. "_s.arg(ns)),
                                 30'000);
        QVERIFY(limits(u"needs: list secrets in namespace "_s + ns));
        QVERIFY(
            limits(u"secrets is forbidden: User \"tenant\" cannot list resource \"secrets\""_s));
        QVERIFY(!limits(u"configmaps"_s));
        // What may be watched goes on to be.
        must(m_alice->apply(kMaps, settings(ns, "salve"), {u"alice"_s, true, false}, {}));
        QTRY_COMPARE_WITH_TIMEOUT(greeting(ns), u"salve"_s, 30'000);
    }

    void w31_whatMayBeListedAndNotWatchedIsAskedForAndSaid()
    {
        prepare(1, false);
        const QString ns = m_namespaces.first();
        grant(ns, "'get','list','patch'");
        start();
        QTRY_COMPARE_WITH_TIMEOUT(greeting(ns), u"hello"_s, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(
            limits(
                u"configmaps in namespace %1 may be listed but not watched; they are asked for once a minute. "_s
                    .arg(ns)),
            30'000);
        QVERIFY(limits(u"needs: watch configmaps in namespace "_s + ns));
    }

    void w32_whatIsRefusedEverywhereIsTriedInEachNamespace()
    {
        prepare(5, false);
        for (const QString& ns : std::as_const(m_namespaces))
            grant(ns, "'get','list','watch','patch'");
        start();
        for (const QString& ns : std::as_const(m_namespaces))
            QTRY_COMPARE_WITH_TIMEOUT(greeting(ns), u"hello"_s, 60'000);
        // The server's own log: once everywhere, refused; then each namespace, allowed.
        const auto isTried = [this] {
            const auto seen = readsOfMaps();
            return seen.value(QString()) == QSet<int>{403}
                   && std::all_of(m_namespaces.begin(), m_namespaces.end(), [&](const QString& ns) {
                          return seen.value(ns) == QSet<int>{200};
                      });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isTried(), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(!limits(u"configmaps"_s), 30'000);
        must(m_alice->apply(kMaps, settings(m_namespaces.last(), "salve"),
                            {u"alice"_s, true, false}, {}));
        QTRY_COMPARE_WITH_TIMEOUT(greeting(m_namespaces.last()), u"salve"_s, 30'000);
    }

    void w33_revokedRightsRemoveWhatWasShown()
    {
        prepare(1, false);
        const QString ns = m_namespaces.first();
        grant(ns, "'get','list','watch','patch'");
        start();
        QTRY_COMPARE_WITH_TIMEOUT(greeting(ns), u"hello"_s, 30'000);
        const auto isWatched = [&] { return readsOfMaps().value(ns) == QSet<int>{200}; };
        QTRY_VERIFY_WITH_TIMEOUT(isWatched(), 30'000);
        revoke(ns);
        QCOMPARE(greeting(ns), u"hello"_s); // a stream that stands is not ended by it
        m_relay->cut();
        QTRY_VERIFY_WITH_TIMEOUT(greeting(ns).isEmpty(), 60'000);
        const auto shown = web();
        for (const ResourceNode& row : shown.resources)
            QVERIFY2(row.uid.isEmpty(), qPrintable(objects::describe(row.key)));
        const QString said =
            shown.reasons.join(u'\n') + (shown.error ? shown.error->summary : QString());
        QVERIFY2(said.contains(u"is forbidden: User \"tenant\" cannot get resource"),
                 qPrintable(said));
        QVERIFY(shown.sync == SyncStatus::Unknown);
        const auto plan = m_engine->plan({u"web"_s, {}, {}}, {});
        QTRY_VERIFY_WITH_TIMEOUT(plan.isFinished(), 30'000);
        QVERIFY(!plan.result() || !plan.result()->blockers.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(limits(u"configmaps in namespace %1 are not shown. "_s.arg(ns)),
                                 30'000);
        // Given again, they are back as soon as somebody asks.
        grant(ns, "'get','list','watch','patch'");
        const auto again = m_engine->evaluate(u"web"_s, {}, {});
        QTRY_VERIFY_WITH_TIMEOUT(again.isFinished(), 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(greeting(ns), u"hello"_s, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(!limits(u"configmaps"_s), 30'000);
    }
};

QTEST_GUILESS_MAIN(RightsTest)
#include "tst_rights.moc"
