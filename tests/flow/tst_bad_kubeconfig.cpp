// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "badinput.h"
#include "onemapcluster.h"
#include "support/gitfixture.h"

#include <QJsonArray>

using namespace plumb;
using namespace plumb::test;

//! Kubeconfigs that hold a broken context beside a good one.
class BadKubeconfigTest : public QObject
{
    Q_OBJECT
private:
    PlumbProcess m_plumb;
    std::unique_ptr<FakeServer> m_good;

    //! The good context is "good"; clusters, users and contexts are further entries.
    void writeKubeconfig(const QByteArray& clusters, const QByteArray& users,
                         const QByteArray& contexts)
    {
        m_plumb.write(u".kube/config"_s, "apiVersion: v1\nkind: Config\nclusters:\n"
                                         "- {name: good, cluster: {server: \""
                                             + m_good->url().toUtf8() + "\"}}\n" + clusters
                                             + "users:\n- {name: u, user: {token: t}}\n" + users
                                             + "contexts:\n"
                                               "- {name: good, context: {cluster: good, user: u}}\n"
                                             + contexts);
    }
    // What needs no cluster works on, and does not speak of one.
    void renderingNeedsNone(const QStringList& options) const
    {
        const Outcome rendered =
            m_plumb.run(options + QStringList{u"render"_s, u"good"_s, u"-o"_s, u"json"_s});
        QVERIFY2(rendered.exitCode == 0 && rendered.errors.isEmpty(), rendered.all().constData());
        QCOMPARE(rendered.json().value(u"items"_s).toArray().size(), 1);
    }
    static QJsonObject application(const Outcome& outcome, int index)
    {
        return outcome.json().value(u"items"_s).toArray().at(index).toObject();
    }

private Q_SLOTS:
    void initTestCase()
    {
        GitFixture shop(m_plumb.folder.filePath(u"shop"_s));
        shop.commit(u"web"_s, {{u"web/config.yaml"_s, theOneMap()}});
        m_plumb.write(u"plumbline/config/workspace.yaml"_s,
                      "version: 1\nrepositories:\n  - {name: shop, path: " + shop.folder().toUtf8()
                          + "}\napplications:\n"
                            "  - {name: good, repository: shop, path: web, context: good, "
                            "namespace: x}\n"
                            "  - {name: bad, repository: shop, path: web, context: bad, "
                            "namespace: x}\n");
        m_plumb.write(u".kube/pki/key.pem"_s, "-----BEGIN PRIVATE KEY-----\nabc\n");
        m_plumb.write(u".ssh/id"_s, "a-secret-of-the-user\n");
        m_good = std::make_unique<FakeServer>(FakeServer::serving(answerAsCluster));
    }

    void k03_contextsListsEveryFileThatIsNamedAndContactsNothing()
    {
        const auto asked = m_good->requests().size();
        m_plumb.write(u".kube/pki/token"_s, "t\n");
        writeKubeconfig(
            "- {name: bad, cluster: {server: \"https://127.0.0.1:1\", tls-server-name: api}}\n",
            "- {name: near, user: {tokenFile: pki/token}}\n"
            "- {name: away, user: {tokenFile: ../.ssh/id}}\n",
            "- {name: near, context: {cluster: good, user: near, namespace: x}}\n"
            "- {name: away, context: {cluster: bad, user: away}}\n"
            "current-context: near\n");
        const Outcome listed = m_plumb.run({u"contexts"_s});
        QVERIFY2(listed.exitCode == 0 && listed.errors.isEmpty(), listed.all().constData());
        QStringList rows;
        for (const QString& line : listed.output.split(u'\n'))
            rows += line.simplified().replace(m_plumb.folder.path(), u"~"_s);
        const QString url = m_good->url();
        QCOMPARE(
            rows.join(u'\n').trimmed(),
            QStringList(
                {u"CURRENT CONTEXT SERVER USER NAMESPACE NOTES"_s,
                 u"away https://127.0.0.1:1 away certificate of api"_s, u"good %1 u"_s.arg(url),
                 u"* near %1 near x"_s.arg(url), QString(), u"FILE NAMED AS BY CONTEXT WHERE"_s,
                 u"~/.ssh/id tokenFile away elsewhere; not read until contexts[].tokenFile of the workspace names it"_s,
                 u"~/.kube/pki/token tokenFile near beside its kubeconfig"_s})
                .join(u'\n'));
        const auto items =
            m_plumb.run({u"contexts"_s, u"-o"_s, u"json"_s}).json().value(u"items"_s).toArray();
        QCOMPARE(items.size(), 3);
        QCOMPARE(items.at(2).toObject().value(u"current"_s), QJsonValue(true));
        QCOMPARE(
            items.at(0).toObject().value(u"files"_s).toArray().at(0).toObject().value(u"beside"_s),
            QJsonValue(false));
        QCOMPARE(m_good->requests().size(), asked);

        m_plumb.write(u".kube/config"_s, "contexts: 5\n");
        const Outcome broken = m_plumb.run({u"contexts"_s});
        QCOMPARE(broken.exitCode, 6);
        QVERIFY2(broken.errors.contains(u"\"contexts\" must be a list"), broken.all().constData());
    }

    void aBrokenContextIsNamedAndTheOthersWork_data()
    {
        QTest::addColumn<QByteArray>("clusters");
        QTest::addColumn<QByteArray>("users");
        QTest::addColumn<QByteArray>("contexts");
        QTest::addColumn<QString>("sentence");
        const QByteArray context = "- {name: bad, context: {cluster: bad, user: u}}\n";
        const auto cluster = [&](const char* name, const QByteArray& entry,
                                 const QString& sentence) {
            QTest::newRow(name) << "- {name: bad, cluster: {" + entry + "}}\n"
                                << QByteArray() << context << sentence;
        };
        const auto user = [](const char* name, const QByteArray& entry, const QString& sentence) {
            QTest::newRow(name) << QByteArray(
                "- {name: far, cluster: {server: \"https://127.0.0.1:1\"}}\n")
                                << "- {name: bad, user: {" + entry + "}}\n"
                                << QByteArray("- {name: bad, context: {cluster: far, user: bad}}\n")
                                << sentence;
        };
        QTest::newRow("no such context") << QByteArray() << QByteArray() << QByteArray()
                                         << u"There is no context \"bad\". There are: good."_s;
        QTest::newRow("no such cluster")
            << QByteArray() << QByteArray() << context
            << u"The context \"bad\" cannot be used: names the cluster \"bad\", which no kubeconfig defines."_s;
        QTest::newRow("no such user")
            << QByteArray() << QByteArray()
            << QByteArray("- {name: bad, context: {cluster: good, user: bad}}\n")
            << u"The context \"bad\" cannot be used: names the user \"bad\", whom no kubeconfig defines."_s;
        cluster(
            "no server", "",
            u"The context \"bad\" cannot be used: {home}/.kube/config, line 5, column 3: \"server\" is missing."_s);
        cluster(
            "server of another scheme", "server: \"ftp://127.0.0.1\"",
            u"The context \"bad\" cannot be used: {home}/.kube/config, line 5, column 33: \"server\" must be an https address."_s);
        cluster(
            "k04_no verification",
            "server: \"https://127.0.0.1:1\", insecure-skip-tls-verify: true",
            u"The context \"bad\" sets insecure-skip-tls-verify: anyone on the way to https://127.0.0.1:1 could read the credentials and answer in its place. It is refused until you allow it for this context. Nothing was sent."_s);
        cluster(
            "k06_authority is no base64",
            "server: \"https://127.0.0.1:1\", certificate-authority-data: \"!!!\"",
            u"The context \"bad\" cannot be used: {home}/.kube/config, line 5, column 84: \"certificate-authority-data\" is not base64."_s);
        cluster(
            "k06_authority is no certificate",
            "server: \"https://127.0.0.1:1\", certificate-authority-data: \"aGVsbG8=\"",
            u"The context \"bad\" cannot be used: {home}/.kube/config, line 5, column 84: \"certificate-authority-data\" holds no certificate in PEM form."_s);
        cluster(
            "k06_no file of the authority",
            "server: \"https://127.0.0.1:1\", certificate-authority: absent.crt",
            u"The context \"bad\" cannot be used: {home}/.kube/config, line 5, column 79: \"certificate-authority\": There is no file {home}/.kube/absent.crt."_s);
        user(
            "k01_no plugin",
            "exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-plugin, "
            "interactiveMode: Never}",
            u"The context \"bad\" cannot be used: uses the exec plugin no-such-plugin, which this version cannot run."_s);
        user(
            "k03_no file of the token", "tokenFile: absent.token",
            u"The token file {home}/.kube/absent.token cannot be read: No such file or directory."_s);
        user(
            "k03_the token is a key", "tokenFile: pki/key.pem",
            u"The file {home}/.kube/pki/key.pem is not a token: it holds a key or a certificate. Nothing was sent."_s);
        user(
            "k03_the token lies elsewhere", "tokenFile: ../.ssh/id",
            u"The context \"bad\" would send what is in the file {home}/.ssh/id to https://127.0.0.1:1 as a token, and that file lies outside of the folder of {home}/.kube/config, which names it. It is refused until you allow it for this context: tokenFile: \"{home}/.ssh/id\" in workspace.yaml. Nothing was sent."_s);
        user(
            "certificate is none", "client-certificate-data: aGVsbG8=",
            u"The context \"bad\" cannot be used: {home}/.kube/config, line 8, column 47: \"client-certificate-data\" holds no certificate in PEM form."_s);
        user(
            "an auth-provider", "auth-provider: {name: gcp}",
            u"The context \"bad\" cannot be used: uses the auth-provider gcp, which Kubernetes has removed; its exec plugin replaces it."_s);
    }
    void aBrokenContextIsNamedAndTheOthersWork()
    {
        QFETCH(QByteArray, clusters);
        QFETCH(QByteArray, users);
        QFETCH(QByteArray, contexts);
        QFETCH(QString, sentence);
        writeKubeconfig(clusters, users, contexts);
        const Outcome both = m_plumb.run({u"status"_s, u"-o"_s, u"json"_s});
        QVERIFY2(both.exitCode == 6, both.all().constData());
        const QJsonObject good = application(both, 0), bad = application(both, 1);
        QVERIFY2(good.value(u"sync"_s) == u"Synced"_s && good.value(u"health"_s) == u"Healthy"_s,
                 both.all().constData());
        QVERIFY2(bad.value(u"sync"_s) == u"Unknown"_s && bad.value(u"health"_s) == u"Unknown"_s,
                 both.all().constData());
        sentence.replace(u"{home}"_s, m_plumb.folder.path());
        const QJsonArray reasons = bad.value(u"reasons"_s).toArray();
        QVERIFY2(reasons.contains(sentence), QJsonDocument(reasons).toJson().constData());
    }

    void k02_aNameIsNeverACommand()
    {
        const QByteArray name = "$(touch canary) `touch canary`; touch canary";
        writeKubeconfig(
            {}, {}, "- {name: \"" + name + "\", context: {cluster: \"" + name + "\", user: u}}\n");
        const Outcome both = m_plumb.run({u"status"_s});
        QVERIFY2(both.output.contains(u"There are: good, "_s + QString::fromLatin1(name)),
                 both.all().constData());
        QVERIFY(!QFile::exists(m_plumb.folder.filePath(u"canary"_s)));
    }
    void k07_ofTwoFilesTheFirstCounts()
    {
        writeKubeconfig({}, {}, {});
        const QString first = m_plumb.folder.filePath(u".kube/config"_s);
        const QString second = m_plumb.write(
            u".kube/other"_s, "apiVersion: v1\nkind: Config\ncurrent-context: good\nclusters:\n"
                              "- {name: good, cluster: {server: \"http://127.0.0.1:1\"}}\n"
                              "users: []\ncontexts:\n"
                              "- {name: good, context: {cluster: good}}\n");
        m_plumb.environment.insert(u"KUBECONFIG"_s, first + u':' + second);
        const Outcome status = m_plumb.run({u"status"_s, u"good"_s});
        m_plumb.environment.insert(u"KUBECONFIG"_s, second + u':' + first);
        const Outcome swapped = m_plumb.run({u"status"_s, u"good"_s});
        m_plumb.environment.remove(u"KUBECONFIG"_s);
        QVERIFY(QFile::remove(second));
        QVERIFY2(status.exitCode == 0, status.all().constData());
        QVERIFY2(swapped.exitCode == 4
                     && swapped.output.contains(u"No connection to http://127.0.0.1:1"_s),
                 swapped.all().constData());
    }
    void k08_theKubeconfigIsNeverWritten()
    {
        writeKubeconfig({}, {}, {});
        const QFileInfo before(m_plumb.folder.filePath(u".kube/config"_s));
        const auto time = before.lastModified();
        QVERIFY(QFile::setPermissions(before.filePath(), QFile::ReadOwner));
        for (const QString& command : {u"status good"_s, u"plan good"_s, u"apps list"_s}) {
            const Outcome outcome = m_plumb.run(command.split(u' '));
            QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
        }
        QCOMPARE(QFileInfo(before.filePath()).lastModified(), time);
        QCOMPARE(QDir(before.path()).entryList(QDir::Files), QStringList{u"config"_s});
        QVERIFY(QFile::setPermissions(before.filePath(), QFile::ReadOwner | QFile::WriteOwner));
    }

    void whatIsNoKubeconfigIsSaid_data()
    {
        columnsOfSituations();
        situation("another kind", "apiVersion: v1\nkind: Pod\n",
                  u"line 2, column 7: this is not a kubeconfig: its kind is \"Pod\"."_s);
        situation("a text", "hello\n",
                  u"line 1, column 1: this is not a kubeconfig: it is not a mapping."_s);
        situation("users are a number", "apiVersion: v1\nkind: Config\nusers: 5\n",
                  u"line 3, column 8: \"users\" must be a list."_s);
    }
    void whatIsNoKubeconfigIsSaid()
    {
        QFETCH(QByteArray, input);
        QFETCH(QString, sentence);
        m_plumb.write(u".kube/config"_s, input);
        const Outcome status = m_plumb.run({u"status"_s, u"-o"_s, u"json"_s});
        const QByteArray wrong =
            disagreement(m_plumb, status, 6, u"plumb: {home}/.kube/config, "_s + sentence);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        renderingNeedsNone({});
    }
    void aKubeconfigThatIsNotThereIsSaidWhereOneIsNeeded()
    {
        const QStringList none{u"--kubeconfig"_s, u"absent"_s};
        const Outcome status = m_plumb.run(none + QStringList{u"status"_s, u"-o"_s, u"json"_s});
        const QByteArray wrong = disagreement(
            m_plumb, status, 6, u"plumb: There is no kubeconfig. Looked for: {home}/absent."_s);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        QCOMPARE(
            application(status, 0).value(u"reasons"_s).toArray().first().toString(),
            u"There is no context \"good\". There is no kubeconfig. Looked for: %1/absent."_s.arg(
                m_plumb.folder.path()));
        renderingNeedsNone(none);
        for (const QString& command :
             {u"apps list"_s, u"history --repo shop"_s, u"show HEAD --repo shop"_s,
              u"push --repo shop --dry-run"_s}) {
            const Outcome outcome = m_plumb.run(none + command.split(u' '));
            QVERIFY2(!outcome.errors.contains(u"kubeconfig"_s), outcome.all().constData());
        }
        // Nor does a first look, before there is any application.
        m_plumb.write(u"empty.yaml"_s, "version: 1\n");
        const Outcome first =
            m_plumb.run(none + QStringList{u"--workspace"_s, u"empty.yaml"_s, u"status"_s});
        QVERIFY2(first.exitCode == 0 && first.errors.isEmpty(), first.all().constData());
    }
};

QTEST_GUILESS_MAIN(BadKubeconfigTest)
#include "tst_bad_kubeconfig.moc"
