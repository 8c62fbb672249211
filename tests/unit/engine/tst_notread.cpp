// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/files.h"
#include "engine/engine.h"
#include "flow/onemapcluster.h"
#include "store/journal.h"
#include "support/files.h"
#include "support/gitfixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <mutex>

using namespace plumb;
using namespace plumb::engine;
using namespace plumb::test;

namespace {

const objects::ResourceKey kMap{{}, u"ConfigMap"_s, u"x"_s, u"web"_s};
const objects::ResourceKey kOld{{}, u"ConfigMap"_s, u"x"_s, u"old"_s};
const objects::ResourceKey kWidget{u"example.com"_s, u"Widget"_s, u"x"_s, u"old"_s};

QByteArray status(int code, const QByteArray& reason, const QByteArray& message)
{
    return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\""
           + reason + "\",\"code\":" + QByteArray::number(code) + ",\"message\":\"" + message
           + "\"}";
}

} // namespace

//! The real engine on a cluster of one ConfigMap that is as Git says, and with a journal that knows
//! of more: what cannot be read never leaves the application Synced.
class NotReadTest : public QObject
{
    Q_OBJECT
private:
    struct Answer
    {
        int code = 200;
        QByteArray body;
    };
    std::unique_ptr<QTemporaryDir> m_folder;
    std::mutex m_lock;
    QMap<QByteArray, Answer> m_answers; //!< by path; what is not here is answered as it should
    std::unique_ptr<FakeServer> m_server;
    ProcessRunner m_runner;
    SystemClock m_clock;
    std::unique_ptr<Engine> m_engine;

    QString file(const QString& name) const { return m_folder->filePath(name); }
    void write(const QString& name, const QByteArray& bytes) const { writeFile(file(name), bytes); }
    void answer(const QByteArray& path, int code, const QByteArray& body)
    {
        const std::lock_guard guard(m_lock);
        m_answers.insert(path, {code, body});
    }
    //! As if Plumbline had applied these objects before.
    void applied(const QList<objects::ResourceKey>& keys) const
    {
        auto journal = store::Journal::open(file(u"state/plumbline.sqlite"_s));
        QVERIFY(journal.ok());
        store::OperationRecord record;
        record.application = u"web"_s;
        record.clusterId = u"one-map"_s;
        record.kind = u"sync"_s;
        record.outcome = u"running"_s;
        const auto operation = (*journal)->begin(record);
        QVERIFY(operation.ok());
        for (const auto& key : keys) {
            QVERIFY((*journal)->aboutToSend(*operation, key, u"create"_s).ok());
            QVERIFY((*journal)
                        ->record(*operation, {key, u"create"_s, u"applied"_s, {}},
                                 u"{\"kind\":\"%1\",\"metadata\":{\"name\":\"%2\"}}"_s.arg(
                                     key.kind, key.name))
                        .ok());
        }
        QVERIFY((*journal)->finish(*operation, u"succeeded"_s, {}).ok());
    }
    void start()
    {
        Settings settings;
        settings.paths.config = file(u"config"_s);
        settings.paths.state = file(u"state"_s);
        settings.paths.data = file(u"data"_s);
        settings.paths.cache = file(u"cache"_s);
        settings.kubeconfigFile = file(u"kubeconfig"_s);
        m_engine = std::make_unique<Engine>(settings, m_runner, m_clock);
        const auto loaded = m_engine->load();
        QTRY_VERIFY(loaded.isFinished());
        QVERIFY(loaded.result().ok());
    }
    ApplicationSnapshot evaluated()
    {
        const auto found = m_engine->evaluate(u"web"_s, {}, {});
        if (!QTest::qWaitFor([&] { return found.isFinished(); }, 30'000) || !found.result().ok())
            return {};
        return *found.result();
    }

private Q_SLOTS:
    void init()
    {
        m_answers.clear();
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<FakeServer>(
            FakeServer::serving([this](Peer& peer, const Received& request) {
                std::unique_lock guard(m_lock);
                const auto own = m_answers.constFind(request.target.split('?').constFirst());
                if (own == m_answers.constEnd() || request.method != "GET") {
                    guard.unlock();
                    return answerAsCluster(peer, request);
                }
                const Answer given = *own;
                guard.unlock();
                peer.answer(given.code, given.body);
            }));
        GitFixture shop(file(u"shop"_s));
        shop.commit(u"web"_s, {{u"web/config.yaml"_s, theOneMap()}});
        write(u"config/workspace.yaml"_s,
              "version: 1\nrepositories:\n  - {name: shop, path: " + shop.folder().toUtf8()
                  + "}\napplications:\n  - {name: web, repository: shop, path: web, context: dev, "
                    "namespace: x}\n");
        write(u"kubeconfig"_s,
              "apiVersion: v1\nkind: Config\nclusters:\n- {name: c, cluster: {server: \""
                  + m_server->url().toUtf8()
                  + "\"}}\nusers:\n- {name: u, user: {token: t}}\ncontexts:\n"
                    "- {name: dev, context: {cluster: c, user: u}}\n");
    }
    void cleanup()
    {
        m_engine.reset();
        m_server.reset();
    }

    void whatGitNoLongerHasAndCannotBeReadIsUnknown_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("w08_500")
            << 500 << status(500, "InternalError", "etcdserver: request timed out")
            << u"Reading ConfigMap x/old failed: Answer 500 from {server}: etcdserver: request timed out."_s;
        QTest::newRow("w31_403") << 403 << status(403, "Forbidden", "no")
                                 << u"Reading ConfigMap x/old failed: Answer 403: no."_s;
        QTest::newRow("w34_a page of a proxy")
            << 404 << QByteArray("<html>Not found</html>")
            << u"Reading ConfigMap x/old failed: Answer 404 from {server}: <html>Not found</html>. That page is not an API server's: perhaps a proxy answers at this address."_s;
    }
    void whatGitNoLongerHasAndCannotBeReadIsUnknown()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, body);
        QFETCH(QString, sentence);
        applied({kMap, kOld});
        answer("/api/v1/namespaces/x/configmaps/old", code, body);
        start();
        const auto seen = evaluated();
        QCOMPARE(seen.objects.size(), 1);
        QVERIFY(seen.objects.first().sync == SyncStatus::Synced);
        QVERIFY(seen.sync == SyncStatus::Unknown);
        QCOMPARE(seen.reasons, QStringList{sentence.replace(u"{server}"_s, m_server->url())});
    }
    void whatGitNoLongerHasAndIsGoneIsNoMatter()
    {
        applied({kMap, kOld});
        start();
        const auto seen = evaluated();
        QVERIFY(seen.sync == SyncStatus::Synced);
        QCOMPARE(seen.problems, QStringList());
    }
    void whatGitNoLongerHasAndIsThereIsOutOfSync()
    {
        applied({kMap, kOld});
        answer("/api/v1/namespaces/x/configmaps/old", 200,
               "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"old\","
               "\"namespace\":\"x\",\"uid\":\"u2\",\"resourceVersion\":\"8\"}}");
        start();
        const auto seen = evaluated();
        QVERIFY(seen.sync == SyncStatus::OutOfSync);
        QCOMPARE(
            seen.reasons,
            QStringList{
                u"ConfigMap x/old: Git no longer has it; a sync deletes it only when pruning is chosen"_s});
    }
    void w28_whatGitNoLongerHasOfAKindNoLongerServedIsSaid()
    {
        applied({kMap, kWidget});
        start();
        const auto seen = evaluated();
        QVERIFY(seen.sync == SyncStatus::Synced);
        QCOMPARE(
            seen.problems,
            QStringList{
                u"Widget x/old, which Plumbline applied and Git no longer has, cannot be looked for: the server no longer serves its kind. With the definition of a kind its objects are deleted too."_s});
    }
    void w30_whatGitNoLongerHasOfAGroupThatIsDownIsUnknown()
    {
        applied({kMap, kWidget});
        answer("/apis", 503, status(503, "ServiceUnavailable", "no endpoints"));
        start();
        const auto seen = evaluated();
        QVERIFY(seen.sync == SyncStatus::Unknown);
        QCOMPARE(
            seen.reasons.value(0),
            u"Whether Widget x/old, which Plumbline applied and Git no longer has, is still in the cluster is not known: the server could not say what its API group example.com serves."_s);
    }
    void aJournalThatCannotBeReadLeavesNothingSynced()
    {
        QVERIFY(ensurePrivateFolder(file(u"state"_s)).ok());
        write(u"state/plumbline.sqlite"_s, "this is no database, and says so at some length");
        start();
        const auto seen = evaluated();
        QVERIFY(seen.objects.value(0).sync == SyncStatus::Synced);
        QVERIFY(seen.sync == SyncStatus::Unknown);
        QVERIFY2(
            seen.reasons.value(0).startsWith(
                u"What Plumbline applied before cannot be read, and with it what Git no longer has; so nothing is called Synced: "_s),
            qPrintable(seen.reasons.value(0)));
        QVERIFY2(seen.reasons.value(0).contains(file(u"state/plumbline.sqlite"_s)),
                 qPrintable(seen.reasons.value(0)));
    }

    void aWatchWithoutAnAnswerLeavesWhenTheClusterWasLastSeen()
    {
        answer("/api", 200, "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}");
        answer("/api/v1", 200,
               "{\"kind\":\"APIResourceList\",\"resources\":[{\"name\":\"configmaps\",\"kind\":"
               "\"ConfigMap\",\"namespaced\":true,\"verbs\":[\"get\",\"list\",\"watch\"]}]}");
        answer("/apis", 200, "{\"kind\":\"APIGroupList\",\"groups\":[]}");
        answer("/api/v1/namespaces/x/configmaps", 500, status(500, "InternalError", "overloaded"));
        start();
        m_engine->follow(u"web"_s);
        const auto cluster = [&] { return m_engine->clusters().value(0); };
        // It is looked for in silence for three seconds, and after three refusals known to fail.
        QTRY_VERIFY_WITH_TIMEOUT(cluster().error.has_value(), 30'000);
        QVERIFY(cluster().state != ClusterSnapshot::State::Live);
        QVERIFY2(
            cluster().error->summary.endsWith(
                u"Listing configmaps in namespace x failed: Answer 500 from %1: overloaded."_s.arg(
                    m_server->url())),
            qPrintable(cluster().error->summary));
        QVERIFY(cluster().lastSeen.isValid());
        QVERIFY(m_engine->application(u"web"_s)->sync == SyncStatus::Synced);
    }
};

QTEST_GUILESS_MAIN(NotReadTest)
#include "tst_notread.moc"
