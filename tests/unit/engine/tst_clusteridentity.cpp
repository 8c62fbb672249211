// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/engine.h"
#include "flow/onemapcluster.h"
#include "support/certificates.h"
#include "support/files.h"
#include "support/gitfixture.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace plumb;
using namespace plumb::engine;
using namespace plumb::test;

//! The real engine follows an application while other tools write the kubeconfig. What is connected
//! stays what it is, or ends; it never becomes something else. The servers' logs are the judges.
class IdentityTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeServer> m_server, m_other;
    std::atomic<bool> m_isRefusing = false;
    ProcessRunner m_runner;
    SystemClock m_clock;
    std::unique_ptr<Engine> m_engine;

    QString file(const QString& name) const { return m_folder->filePath(name); }
    void write(const QString& name, const QByteArray& bytes) const { writeFile(file(name), bytes); }
    //! As most tools write: a new file in place of the old one.
    void replace(const QString& name, const QByteArray& bytes) const
    {
        write(name + u".new"_s, bytes);
        if (::rename(QFile::encodeName(file(name + u".new"_s)).constData(),
                     QFile::encodeName(file(name)).constData())
            != 0)
            qFatal("cannot rename");
    }
    static QByteArray kubeconfig(const FakeServer& server, const QByteArray& token = "t",
                                 const QByteArray& current = "dev", bool hasDev = true)
    {
        return "apiVersion: v1\nkind: Config\ncurrent-context: " + current
               + "\nclusters:\n- {name: c, cluster: {server: \"" + server.url().toUtf8()
               + "\", certificate-authority: ca.pem}}\nusers:\n- {name: u, user: {token: " + token
               + "}}\ncontexts:\n- {name: prod, context: {cluster: c, user: u}}\n"
               + (hasDev ? "- {name: dev, context: {cluster: c, user: u}}\n" : "");
    }
    std::optional<ClusterSnapshot> cluster() const
    {
        for (const auto& each : m_engine->clusters())
            if (each.config.name == u"dev")
                return each;
        return std::nullopt;
    }
    QString changed() const { return cluster() ? cluster()->changed : u"no cluster"_s; }
    Result<ApplicationSnapshot> evaluated()
    {
        const auto found = m_engine->evaluate(u"web"_s, {}, {});
        if (!QTest::qWaitFor([&] { return found.isFinished(); }, 30'000))
            qFatal("the comparison does not end");
        return found.result();
    }
    Result<plan::Plan> planned()
    {
        const auto made = m_engine->plan({u"web"_s, {}, {}}, {});
        if (!QTest::qWaitFor([&] { return made.isFinished(); }, 30'000))
            qFatal("the plan does not end");
        return made.result();
    }
    //! Nothing that is asked of the engine reaches a server any more.
    void verifyDisconnected(const QString& sentence)
    {
        QTRY_VERIFY_WITH_TIMEOUT(changed().startsWith(sentence), 30'000);
        QVERIFY2(
            changed().endsWith(
                u" Plumbline is disconnected from it: what is shown is old, and nothing is written until you connect again."_s),
            qPrintable(changed()));
        const auto shown = *m_engine->application(u"web"_s);
        QVERIFY(shown.isStale);
        QCOMPARE(shown.objects.size(), 1); // the last good state stays
        QVERIFY(cluster()->state == ClusterSnapshot::State::Stale);
        QCOMPARE(m_engine->whyNotSync(u"web"_s), changed());
        const auto requests = m_server->requests().size();
        const auto looked = evaluated();
        QVERIFY(looked.ok() && looked->error);
        QCOMPARE(looked->error->summary, changed());
        const auto plan = planned();
        QVERIFY(!plan);
        QCOMPARE(m_server->requests().size(), requests);
        QCOMPARE(m_other->connections(), 0);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_isRefusing = false;
        m_server = std::make_unique<FakeServer>(
            FakeServer::serving([this](Peer& peer, const Received& request) {
                if (!m_isRefusing)
                    return answerAsCluster(peer, request);
                peer.answer(403, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":"
                                 "\"Failure\",\"reason\":\"Forbidden\",\"code\":403,"
                                 "\"message\":\"you are no longer welcome\"}");
            }));
        m_other = std::make_unique<FakeServer>(FakeServer::serving(answerAsCluster));
        GitFixture shop(file(u"shop"_s));
        shop.commit(u"web"_s, {{u"web/config.yaml"_s, theOneMap()}});
        write(u"config/workspace.yaml"_s,
              "version: 1\nrepositories:\n  - {name: shop, path: " + shop.folder().toUtf8()
                  + "}\napplications:\n  - {name: web, repository: shop, path: web, context: dev, "
                    "namespace: x}\n");
        write(u"kube/ca.pem"_s, makeAuthority("one").certificatePem);
        write(u"kube/config"_s, kubeconfig(*m_server));
        Settings settings;
        settings.paths.config = file(u"config"_s);
        settings.paths.state = file(u"state"_s);
        settings.paths.data = file(u"data"_s);
        settings.paths.cache = file(u"cache"_s);
        settings.kubeconfigFile = file(u"kube/config"_s);
        m_engine = std::make_unique<Engine>(settings, m_runner, m_clock);
        const auto loaded = m_engine->load();
        QTRY_VERIFY(loaded.isFinished());
        QVERIFY(loaded.result().ok());
        m_engine->follow(u"web"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_engine->application(u"web"_s)->sync == SyncStatus::Synced,
                                 30'000);
        QCOMPARE(m_engine->whyNotSync(u"web"_s), QString());
        QCOMPARE(changed(), QString());
    }
    void cleanup()
    {
        m_engine.reset();
        m_server.reset();
        m_other.reset();
    }

    void k06_aSwappedAuthorityDisconnects()
    {
        const QByteArray before = makeAuthority("two").certificatePem;
        replace(u"kube/ca.pem"_s, before);
        verifyDisconnected(
            u"The cluster identity of \"dev\" changed: the SHA-256 of its certificate authority is "_s);
    }
    void k06_theAuthorityThatComesBackIsTheSameCluster()
    {
        QFile authority(file(u"kube/ca.pem"_s));
        QVERIFY(authority.open(QIODevice::ReadOnly));
        const QByteArray before = authority.readAll();
        write(u"kube/ca.pem"_s, makeAuthority("two").certificatePem);
        QTRY_VERIFY_WITH_TIMEOUT(!changed().isEmpty(), 30'000);
        write(u"kube/ca.pem"_s, before);
        QTRY_VERIFY_WITH_TIMEOUT(changed().isEmpty(), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(!m_engine->application(u"web"_s)->isStale
                                     && m_engine->whyNotSync(u"web"_s).isEmpty(),
                                 30'000);
    }
    void k07_anotherCurrentContextDuringAPlanChangesNothing()
    {
        const auto before = planned();
        QVERIFY(before.ok());
        QSignalSpy news(m_engine.get(), &Engine::workspaceChanged);
        replace(u"kube/config"_s, kubeconfig(*m_server, "t", "prod"));
        QTRY_VERIFY_WITH_TIMEOUT(!news.isEmpty(), 30'000);
        QCOMPARE(changed(), QString());
        const auto after = planned();
        QVERIFY(after.ok());
        QCOMPARE(after->digest, before->digest);
        QCOMPARE(m_engine->whyNotSync(u"web"_s), QString());
    }
    void k07_anotherServerUnderTheSameNameGetsNothing()
    {
        replace(u"kube/config"_s, kubeconfig(*m_other));
        verifyDisconnected(
            u"The cluster identity of \"dev\" changed: its server is %1 now, it was %2."_s.arg(
                m_other->url(), m_server->url()));
        // Until the user says so.
        m_engine->reconnect(u"dev"_s);
        QTRY_VERIFY_WITH_TIMEOUT(
            m_other->connections() > 0 && !m_engine->application(u"web"_s)->isStale, 30'000);
        QCOMPARE(changed(), QString());
        QCOMPARE(m_engine->whyNotSync(u"web"_s), QString());
        QCOMPARE(cluster()->server, m_other->url());
    }
    void w33_whoIsRefusedAltogetherSeesNothingOfItAnyMore()
    {
        m_isRefusing = true;
        m_engine->reconnect(u"dev"_s);
        const auto shown = [this] { return *m_engine->application(u"web"_s); };
        QTRY_VERIFY_WITH_TIMEOUT(shown().phase == Phase::Failed, 30'000);
        QVERIFY(shown().objects.isEmpty() && shown().resources.isEmpty());
        QVERIFY2(
            shown().error
                && shown().error->summary.endsWith(u"Answer 403: you are no longer welcome."_s),
            qPrintable(shown().reasons.join(u'\n')));
        QVERIFY(cluster()->state == ClusterSnapshot::State::Refused);
    }
    void k05_theWayIsThatOfTheConnection()
    {
        QCOMPARE(cluster()->way, QStringList());
        const QByteArray acting =
            kubeconfig(*m_server).replace("{token: t}", "{token: t, as: bob, as-groups: [g]}");
        replace(u"kube/config"_s, acting);
        QTRY_VERIFY_WITH_TIMEOUT(!changed().isEmpty(), 30'000);
        QCOMPARE(cluster()->way, QStringList()); // not yet
        m_engine->reconnect(u"dev"_s);
        QCOMPARE(cluster()->way, QStringList{u"as bob (g)"_s});
        QTRY_COMPARE_WITH_TIMEOUT(
            m_server->requests().constLast().headers.value("impersonate-user"), QByteArray("bob"),
            30'000);
    }
    void k04_nothingIsWrittenToAProtectedContextThatIsNotChecked()
    {
        write(u"config/workspace.yaml"_s,
              "version: 1\nrepositories:\n  - {name: shop, path: " + file(u"shop"_s).toUtf8()
                  + "}\napplications:\n  - {name: web, repository: shop, path: web, context: dev, "
                    "namespace: x}\ncontexts:\n  - {name: dev, protected: true, allowInsecure: "
                    "true}\n");
        write(u"kube/config"_s, kubeconfig(*m_server).replace("certificate-authority: ca.pem",
                                                              "insecure-skip-tls-verify: true"));
        const auto loaded = m_engine->load();
        QTRY_VERIFY(loaded.isFinished());
        m_engine->reconnect(u"dev"_s);
        QTRY_VERIFY_WITH_TIMEOUT(cluster()->isInsecure && !m_engine->application(u"web"_s)->isStale,
                                 30'000);
        const QString why =
            u"dev is protected, and the certificate of its server is not checked (insecure-skip-tls-verify): nothing is written to it."_s;
        QCOMPARE(m_engine->whyNotSync(u"web"_s), why);
        QCOMPARE(cluster()->way, QStringList{u"certificate not checked"_s});
        const auto synced = m_engine->sync({u"web"_s, {}, {}}, {}, [](const plan::Report&) {}, {});
        QTRY_VERIFY(synced.isFinished());
        QVERIFY(!synced.result());
        QCOMPARE(synced.result().error().summary, why);
        for (const Received& request : m_server->requests())
            QVERIFY2(request.method == "GET" || request.target.contains("dryRun=All"),
                     request.target.constData());
    }
    void k07_aRemovedEntryIsStaleAndWritesAreOff()
    {
        replace(u"kube/config"_s, kubeconfig(*m_server, "t", "prod", false));
        verifyDisconnected(
            u"The kubeconfig has changed, and \"dev\" cannot be used any more. There is no context \"dev\". There are: prod."_s);
    }
    void k07_aRemovedFileIsStaleAndWritesAreOff()
    {
        QVERIFY(QFile::remove(file(u"kube/config"_s)));
        verifyDisconnected(u"The kubeconfig has changed, and \"dev\" cannot be used any more. "_s);
    }
    void k07_otherCredentialsAreOfferedAndNotTaken()
    {
        replace(u"kube/config"_s, kubeconfig(*m_server, "another"));
        QTRY_COMPARE_WITH_TIMEOUT(
            changed(),
            u"The kubeconfig has another user, other credentials or another proxy for \"dev\". "
            "Plumbline goes on with those it began with; connect again to use the new ones."_s,
            30'000);
        QVERIFY(evaluated().ok());
        QCOMPARE(m_server->requests().constLast().headers.value("authorization"),
                 QByteArray("Bearer t"));
        QCOMPARE(m_engine->whyNotSync(u"web"_s), QString());
        m_engine->reconnect(u"dev"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_server->requests().constLast().headers.value("authorization"),
                                  QByteArray("Bearer another"), 30'000);
        QCOMPARE(changed(), QString());
    }
};

QTEST_GUILESS_MAIN(IdentityTest)
#include "tst_clusteridentity.moc"
