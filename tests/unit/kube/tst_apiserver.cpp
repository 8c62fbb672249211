// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

// Against the real kube-apiserver: what the fake server only claims. The server's audit log is the
// oracle of what was sent.

#include "kube/cluster.h"
#include "kube/reflector.h"

#include "kubetest.h"
#include "support/certificates.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QThreadPool>

using namespace plumb;
using namespace plumb::kube;
using objects::Object;
using objects::ResourceKey;

namespace {

const ApiResource kDeployments{
    {u"apps"_s, u"v1"_s, u"Deployment"_s}, u"deployments"_s, true, {}, {}};
const ApiResource kMaps{{{}, u"v1"_s, u"ConfigMap"_s}, u"configmaps"_s, true, {}, {}};
const ApiResource kSecrets{{{}, u"v1"_s, u"Secret"_s}, u"secrets"_s, true, {}, {}};
const ApiResource kNamespaces{{{}, u"v1"_s, u"Namespace"_s}, u"namespaces"_s, false, {}, {}};

//! Asks as servers before 1.26 were asked.
class OldClient final : public ApiClient
{
public:
    explicit OldClient(std::shared_ptr<ApiClient> client)
        : m_client(std::move(client))
    {
    }
    Future<Response> send(Request request, std::stop_token stop) override
    {
        request.accept = "application/json";
        return m_client->send(request, stop);
    }
    Future<Response> stream(Request, std::function<void()>, std::function<void(QByteArray)>,
                            std::stop_token) override
    {
        return ready<Response>(failure(Error::Kind::Internal, {}));
    }
    const Endpoint& endpoint() const override { return m_client->endpoint(); }

private:
    std::shared_ptr<ApiClient> m_client;
};

Object parsed(const QByteArray& text)
{
    return Object::fromJson(QJsonDocument::fromJson(json(text)).object());
}

} // namespace

class ApiServerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_kubeconfig = qEnvironmentVariable("PLUMBLINE_REAL_KUBECONFIG");
        QVERIFY2(QFileInfo::exists(m_kubeconfig),
                 "PLUMBLINE_REAL_KUBECONFIG names no file: tests/real/up makes it");
        m_ns = u"kube-room-%1"_s.arg(QCoreApplication::applicationPid());
        m_admin = std::make_unique<Cluster>(makeApiClient(endpointOfUser(u"admin"_s)));
        const auto made =
            m_admin->apply(kNamespaces,
                           parsed("{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'"
                                  + m_ns.toUtf8() + "'}}"),
                           {}, {});
        QVERIFY2(made.ok(), made ? "" : qPrintable(made.error().summary));
        QVERIFY(made->created);
    }
    void cleanupTestCase()
    {
        if (m_admin)
            QVERIFY(m_admin->remove(kNamespaces, {{}, u"Namespace"_s, {}, m_ns}, {}, {}, false, {})
                        .ok());
    }

    void discoveryInOneAnswerEqualsTheOldKind()
    {
        const auto one = m_admin->discover({});
        const auto old =
            Cluster(std::make_shared<OldClient>(makeApiClient(endpointOfUser(u"admin"_s))))
                .discover({});
        QVERIFY(one.ok() && old.ok());
        QCOMPARE(one->unavailableGroups, QStringList());
        QVERIFY(one->resources.size() > 50);
        const auto words = [](const Discovery& discovery) {
            QStringList all;
            for (const ApiResource& type : discovery.resources) {
                // Other tests define kinds of their own meanwhile.
                if (type.gvk.group.contains(u'.') && !type.gvk.group.endsWith(u".k8s.io"))
                    continue;
                all += u"%1 %2 %3 %4 %5"_s.arg(type.gvk.apiVersion(), type.gvk.kind, type.plural)
                           .arg(type.namespaced)
                           .arg(type.shortNames.join(u','));
            }
            all.sort();
            return all;
        };
        QCOMPARE(words(*one), words(*old));
        QCOMPARE(one->find(u"apps"_s, u"Deployment"_s)->gvk.version, u"v1"_s);
        QVERIFY(one->find(kDeployments.gvk)->verbs.contains(u"patch"_s));
    }
    void certificateAndTokenUsersAreKnown_data()
    {
        QTest::addColumn<QString>("user");
        for (const QString& user : {u"alice"_s, u"alice-token"_s, u"reader"_s, u"reader-token"_s})
            QTest::newRow(qPrintable(user)) << user;
    }
    void certificateAndTokenUsersAreKnown()
    {
        QFETCH(QString, user);
        const auto list =
            Cluster(makeApiClient(endpointOfUser(user))).list(kDeployments, m_ns, {}, {});
        QVERIFY2(list.ok(), list ? "" : qPrintable(list.error().summary));
    }
    void aWrongTokenIsUnauthorised()
    {
        Endpoint endpoint = endpointOfUser(u"reader-token"_s);
        endpoint.token = SecretValue("not-a-token-of-theirs");
        const auto list = Cluster(makeApiClient(endpoint)).list(kDeployments, m_ns, {}, {});
        QCOMPARE(kindOf(list), u"Unauthorised"_s);
        QCOMPARE(list.error().summary,
                 u"Listing deployments.apps in namespace %1 failed: The server does not accept "
                 u"these credentials; "
                 "they may have expired. Answer 401: Unauthorized."_s.arg(m_ns));
    }
    void w31_missingPermissionsAreNamed()
    {
        const auto list =
            Cluster(makeApiClient(endpointOfUser(u"tenant"_s))).list(kDeployments, m_ns, {}, {});
        QCOMPARE(kindOf(list), u"Forbidden"_s);
        QVERIFY2(list.error().summary.contains(
                     u"needs: list deployments.apps in namespace %1."_s.arg(m_ns)),
                 qPrintable(list.error().summary));
        const auto all =
            Cluster(makeApiClient(endpointOfUser(u"tenant-token"_s))).list(kMaps, {}, {}, {});
        QVERIFY2(all.error().summary.contains(u"needs: list configmaps at the cluster scope."_s),
                 qPrintable(all.error().summary));
        Cluster reader(makeApiClient(endpointOfUser(u"reader"_s)));
        const auto applied = reader.apply(kDeployments, web(1), {}, {});
        QVERIFY2(applied.error().summary.contains(
                     u"needs: patch deployments.apps in namespace %1."_s.arg(m_ns)),
                 qPrintable(applied.error().summary));
    }
    void anApplyCreatesThenChangesAndIsSentOnce()
    {
        const int before = patchesOf(u"web"_s); // the reader's refused one
        const auto created = m_admin->apply(kDeployments, web(1), {}, {});
        QVERIFY2(created.ok(), created ? "" : qPrintable(created.error().summary));
        QVERIFY(created->created);
        const auto changed = m_admin->apply(kDeployments, web(2), {}, {});
        QVERIFY(changed.ok());
        QVERIFY(!changed->created);
        QCOMPARE(changed->object.uid(), created->object.uid());
        QCOMPARE(changed->object.spec().value(u"replicas"_s).toInt(), 2);
        QCOMPARE(patchesOf(u"web"_s), before + 2);
    }
    void aDryRunChangesNothing()
    {
        ApplyOptions options;
        options.dryRun = true;
        const auto tried = m_admin->apply(kDeployments, web(7), options, {});
        QVERIFY(tried.ok());
        QCOMPARE(tried->object.spec().value(u"replicas"_s).toInt(), 7);
        QCOMPARE(
            m_admin->get(kDeployments, m_ns, u"web"_s, {})->spec().value(u"replicas"_s).toInt(), 2);
    }
    void a03_aConflictNamesManagerAndField()
    {
        ApplyOptions other;
        other.fieldManager = u"somebody"_s;
        const auto conflict = m_admin->apply(kDeployments, web(5), other, {});
        QCOMPARE(kindOf(conflict), u"Conflict"_s);
        const auto causes = causesOf(conflict.error());
        QCOMPARE(causes.size(), 1);
        QCOMPARE(causes.first().reason, u"FieldManagerConflict"_s);
        QCOMPARE(causes.first().field, u".spec.replicas"_s);
        QCOMPARE(causes.first().message, u"conflict with \"plumbline\""_s);
        QCOMPARE(conflict.error().summary, u"Applying Deployment %1/web failed: Answer 409: Apply "
                                           u"failed with 1 conflict: conflict with "
                                           "\"plumbline\": .spec.replicas."_s.arg(m_ns));
        other.force = true;
        QVERIFY(m_admin->apply(kDeployments, web(5), other, {}).ok());
    }
    void a04_whatMovedSinceTheReviewIsNotWritten()
    {
        // A ConfigMap: nobody else moves it, as a controller moves a Deployment's version.
        QVERIFY(m_admin->apply(kMaps, map("reviewed", 1), {}, {}).ok());
        const auto live = m_admin->get(kMaps, m_ns, u"reviewed"_s, {});
        const auto withVersion = [&](const QString& uid, const QString& version) {
            QJsonObject object = map("reviewed", 2).json(),
                        metadata = object.value(u"metadata"_s).toObject();
            metadata.insert(u"uid"_s, uid);
            metadata.insert(u"resourceVersion"_s, version);
            object.insert(u"metadata"_s, metadata);
            return Object::fromJson(object);
        };
        const auto apply = [&](const Object& object) {
            return m_admin->apply(kMaps, object, {}, {});
        };
        QCOMPARE(kindOf(apply(withVersion(live->uid(), u"1"_s))), u"Conflict"_s);
        QCOMPARE(kindOf(apply(withVersion(u"another-uid"_s, live->resourceVersion()))),
                 u"Invalid"_s); // a 422
        QVERIFY(apply(withVersion(live->uid(), live->resourceVersion())).ok());
        QVERIFY(m_admin->remove(kMaps, live->key(), {}, {}, false, {}).ok());
        // With both, what was deleted meanwhile is not made anew, and what was made anew is not
        // taken for it.
        QCOMPARE(kindOf(apply(withVersion(live->uid(), live->resourceVersion()))), u"Conflict"_s);
        QVERIFY(apply(map("reviewed", 3)).ok());
        QCOMPARE(kindOf(apply(withVersion(live->uid(), live->resourceVersion()))), u"Conflict"_s);
        QVERIFY(m_admin->remove(kMaps, live->key(), {}, {}, false, {}).ok());
    }
    void a06_anUnknownFieldIsInvalid()
    {
        const auto applied = m_admin->apply(kDeployments, web(1, ",'bogus':1"), {}, {});
        QCOMPARE(kindOf(applied), u"Invalid"_s);
        QVERIFY2(applied.error().summary.contains(u".spec.bogus: field not declared in schema"_s),
                 qPrintable(applied.error().summary));
        QVERIFY(applied.error().detail != u"unknown"_s);
    }
    void a05_anImmutableFieldNamesItself()
    {
        QByteArray text = webJson(1);
        ApplyOptions force;
        force.force = true;
        const auto applied = m_admin->apply(
            kDeployments, parsed(text.replace("'app':'web'", "'app':'other'")), force, {});
        QCOMPARE(kindOf(applied), u"Invalid"_s);
        QVERIFY(!causesOf(applied.error()).isEmpty());
        QCOMPARE(causesOf(applied.error()).first().field, u"spec.selector"_s);
    }
    void s05_theServersWordsAboutASecretAreNotShown()
    {
        const auto applied = m_admin->apply(
            kSecrets,
            parsed("{'apiVersion':'v1','kind':'Secret','type':'kubernetes.io/"
                   "tls','metadata':{'name':'db','namespace':'"
                   + m_ns.toUtf8() + "'},'data':{'password':'c2VjcmV0LWNhbmFyeQ=='}}"),
            {}, {});
        QCOMPARE(kindOf(applied), u"Invalid"_s);
        QVERIFY2(applied.error().summary.startsWith(
                     u"Applying Secret %1/db failed: Answer 422: Invalid (the server's words are "
                     u"not shown, "
                     "since they are about a Secret); fields: "_s.arg(m_ns)),
                 qPrintable(applied.error().summary));
        const auto fine = m_admin->apply(
            kSecrets,
            parsed("{'apiVersion':'v1','kind':'Secret','metadata':{'name':'db','namespace':'"
                   + m_ns.toUtf8() + "'},'data':{'password':'c2VjcmV0LWNhbmFyeQ=='}}"),
            {}, {});
        QVERIFY(fine.ok());
        QVERIFY(isSecretMarker(
            fine->object.json().value(u"data"_s).toObject().value(u"password"_s).toString()));
        const auto live = m_admin->get(kSecrets, m_ns, u"db"_s, {});
        QCOMPARE(live->secrets().value(u"data.password"_s).reveal(),
                 QByteArray("c2VjcmV0LWNhbmFyeQ==")); // it arrived
    }
    void aDeletionNeedsTheReviewedObject()
    {
        const ResourceKey key{{}, u"Secret"_s, m_ns, u"db"_s};
        const auto live = m_admin->get(kSecrets, m_ns, u"db"_s, {});
        QCOMPARE(kindOf(m_admin->remove(kSecrets, key, u"another-uid"_s, {}, false, {})),
                 u"Conflict"_s);
        QCOMPARE(kindOf(m_admin->remove(kSecrets, key, live->uid(), u"1"_s, false, {})),
                 u"Conflict"_s);
        QVERIFY(
            m_admin->remove(kSecrets, key, live->uid(), live->resourceVersion(), true, {}).ok());
        QVERIFY(m_admin->get(kSecrets, m_ns, u"db"_s, {}).ok()); // it was a dry run
        QVERIFY(
            m_admin->remove(kSecrets, key, live->uid(), live->resourceVersion(), false, {}).ok());
        QCOMPARE(kindOf(m_admin->get(kSecrets, m_ns, u"db"_s, {})), u"NotFound"_s);
        QCOMPARE(kindOf(m_admin->remove(kSecrets, key, {}, {}, false, {})), u"NotFound"_s);
    }
    void aLongListComesInPages()
    {
        QThreadPool several;
        several.setMaxThreadCount(16); // a write takes a connection of its own
        std::atomic<int> made = 0;
        for (int i = 0; i < 520; ++i)
            several.start([&, i] {
                made += m_admin->apply(kMaps, map("m" + QByteArray::number(i), 0), {}, {}).ok();
            });
        several.waitForDone();
        QCOMPARE(made.load(), 520);
        const auto list =
            m_admin->list(kMaps, m_ns, u"fieldSelector=metadata.name!%3Dkube-root-ca.crt"_s, {});
        QVERIFY(list.ok());
        QCOMPARE(list->items.size(), 520);
        QCOMPARE(list->items.first().gvk(), kMaps.gvk);
    }
    void aReflectorFollowsTheServer()
    {
        const SystemClock clock;
        Reflector reflector(makeApiClient(endpointOfUser(u"reader-token"_s)), kMaps, m_ns, clock,
                            [] { return 0.5; });
        reflector.start();
        QTRY_COMPARE(reflector.freshness().state, Reflector::State::Live);
        QVERIFY(reflector.store().size() >= 520);
        const ResourceKey key{{}, u"ConfigMap"_s, m_ns, u"followed"_s};
        QVERIFY(m_admin->apply(kMaps, map("followed", 1), {}, {}).ok());
        QTRY_VERIFY(reflector.store().find(key).has_value());
        QVERIFY(m_admin->apply(kMaps, map("followed", 2), {}, {}).ok());
        QTRY_COMPARE(reflector.store()
                         .find(key)
                         ->json()
                         .value(u"data"_s)
                         .toObject()
                         .value(u"n"_s)
                         .toString(),
                     u"2"_s);
        QVERIFY(m_admin->remove(kMaps, key, {}, {}, false, {}).ok());
        QTRY_VERIFY(!reflector.store().find(key));
        const auto honest = m_admin->list(kMaps, m_ns, {}, {});
        QTRY_COMPARE(reflector.store().size(), honest->items.size());
        for (const Object& object : honest->items)
            QCOMPARE(reflector.store().find(object.key())->resourceVersion(),
                     object.resourceVersion());
    }
    void w31_aReflectorWithoutTheRightIsForbidden()
    {
        const SystemClock clock;
        Reflector reflector(makeApiClient(endpointOfUser(u"reader"_s)), kSecrets, m_ns, clock,
                            [] { return 0.5; });
        reflector.start();
        QTRY_COMPARE(reflector.freshness().state, Reflector::State::Forbidden);
        QVERIFY(reflector.freshness().problem->summary.contains(
            u"needs: list secrets in namespace %1."_s.arg(m_ns)));
    }
    void w28_aReflectorOfAnUnknownTypeIsAbsent()
    {
        const SystemClock clock;
        Reflector reflector(makeApiClient(endpointOfUser(u"admin"_s)),
                            {{u"no.such"_s, u"v1"_s, u"Thing"_s}, u"things"_s, true, {}, {}}, m_ns,
                            clock, [] { return 0.5; });
        reflector.start();
        QTRY_COMPARE(reflector.freshness().state, Reflector::State::Absent);
    }
    void theClusterIdNeedsKubeSystem()
    {
        const auto id = m_admin->clusterId(m_ns, {});
        QVERIFY(id.ok());
        QVERIFY(!id->isWeak);
        QCOMPARE(id->id, m_admin->get(kNamespaces, {}, u"kube-system"_s, {})->uid());
        QCOMPARE(kindOf(Cluster(makeApiClient(endpointOfUser(u"tenant"_s))).clusterId(m_ns, {})),
                 u"Forbidden"_s);
    }
    void eventsAndLogsAnswer()
    {
        QVERIFY(m_admin->events(m_ns, u"no-such-uid"_s, {}).ok());
        const auto log = m_admin->log(m_ns, u"nobody"_s, u"main"_s, 10, {});
        QCOMPARE(kindOf(log), u"NotFound"_s);
        QCOMPARE(
            log.error().summary,
            u"Reading the log of container main of Pod %1/nobody failed: Answer 404: pods \"nobody\" not found."_s
                .arg(m_ns));
    }
    void f06_anotherAuthorityIsRefused()
    {
        Endpoint endpoint = endpointOfUser(u"admin"_s);
        endpoint.caPem = test::makeAuthority().certificatePem;
        const auto list = Cluster(makeApiClient(endpoint)).list(kMaps, m_ns, {}, {});
        QCOMPARE(kindOf(list), u"Unreachable"_s);
        QVERIFY(
            list.error().summary.contains(u"is not signed by the authority in the kubeconfig"_s));
    }

private:
    Endpoint endpointOfUser(const QString& user) const
    {
        const QString file = QFileInfo(m_kubeconfig).dir().filePath(user + u".kubeconfig"_s);
        const Kubeconfig config = readKubeconfig({file});
        const auto made = endpoint(config, {}, {});
        if (!made)
            qFatal("%s", qPrintable(made.error().summary + config.problems.join(u'\n')));
        return *made;
    }
    QByteArray webJson(int replicas, const QByteArray& more = {}) const
    {
        return "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'web','namespace':'"
               + m_ns.toUtf8() + "'},'spec':{'replicas':" + QByteArray::number(replicas) + more
               + ",'selector':{'matchLabels':{'app':'web'}},'template':{'metadata':{'labels':{'app'"
                 ":'web'}},'spec':{'containers':[{'name':'main','image':"
                 "'registry.invalid/web:1'}]}}}}";
    }
    Object web(int replicas, const QByteArray& more = {}) const
    {
        return parsed(webJson(replicas, more));
    }
    Object map(const QByteArray& name, int n) const
    {
        return parsed("{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'" + name
                      + "','namespace':'" + m_ns.toUtf8() + "'},'data':{'n':'"
                      + QByteArray::number(n) + "'}}");
    }
    //! How many patches of a Deployment the server saw, by its own audit log.
    int patchesOf(const QString& name) const
    {
        QFile log(qEnvironmentVariable("PLUMBLINE_REAL_AUDIT"));
        if (!log.open(QIODevice::ReadOnly))
            return -1;
        int count = 0;
        for (const QByteArray& line : log.readAll().split('\n')) {
            const QJsonDocument entry = QJsonDocument::fromJson(line);
            count += entry[u"verb"_s].toString() == u"patch"
                     && entry[u"stage"_s].toString() == u"ResponseComplete"
                     && entry[u"objectRef"_s].toObject().value(u"name"_s).toString() == name
                     && entry[u"objectRef"_s].toObject().value(u"namespace"_s).toString() == m_ns;
        }
        return count;
    }

    QString m_kubeconfig, m_ns;
    std::unique_ptr<Cluster> m_admin;
};

QTEST_GUILESS_MAIN(ApiServerTest)
#include "tst_apiserver.moc"
