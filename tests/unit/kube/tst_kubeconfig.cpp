// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/kubeconfig.h"

#include "kubetest.h"
#include "support/certificates.h"

#include <QTemporaryDir>

using namespace plumb;
using namespace plumb::kube;

class KubeconfigTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        const auto authority = test::makeAuthority();
        m_ca = authority.certificatePem;
        const auto own = test::makeCertificate(authority);
        m_certificate = own.certificatePem;
        m_key = own.keyPem;
    }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aWholeFileIsRead()
    {
        const QString file = write(
            u"config"_s,
            "apiVersion: v1\nkind: Config\ncurrent-context: prod\n"
            "clusters:\n- name: c\n  cluster:\n    server: https://api.example:6443/k8s\n"
            "    tls-server-name: api.internal\n    proxy-url: socks5://proxy:1080\n"
            "    certificate-authority-data: "
                + m_ca.toBase64()
                + "\n"
                  "users:\n- name: u\n  user:\n    client-certificate-data: "
                + m_certificate.toBase64() + "\n    client-key-data: " + m_key.toBase64()
                + "\n    as: alice\n    as-groups: [a, b]\n"
                  "contexts:\n- name: prod\n  context: {cluster: c, user: u, namespace: shop}\n");
        const Kubeconfig config = readKubeconfig({file});
        QCOMPARE(config.problems, QStringList());
        const auto made = endpoint(config, {}, {});
        QVERIFY(made.ok());
        QCOMPARE(made->server, u"https://api.example:6443/k8s"_s);
        QCOMPARE(made->tlsServerName, u"api.internal"_s);
        QCOMPARE(made->proxyUrl, u"socks5://proxy:1080"_s);
        QCOMPARE(made->caPem, m_ca);
        QCOMPARE(made->certificatePem, m_certificate);
        QCOMPARE(made->keyPem.reveal(), m_key);
        QCOMPARE(made->ns, u"shop"_s);
        QCOMPARE(made->context, u"prod"_s);
        QCOMPARE(made->impersonation.user, u"alice"_s);
        QCOMPARE(made->impersonation.groups, QStringList({u"a"_s, u"b"_s}));
    }
    void aJsonFileIsRead()
    {
        const QString file = write(
            u"config.json"_s,
            json("{'apiVersion':'v1','kind':'Config','clusters':[{'name':'c','cluster':{'server':"
                 "'https://"
                 "h'}}],'users':[{'name':'u','user':{'token':'abc'}}],'contexts':[{'name':'x',"
                 "'context':{'cluster':'c','user':'u'}}]}"));
        const auto made = endpoint(readKubeconfig({file}), u"x"_s, {});
        QVERIFY(made.ok());
        QCOMPARE(made->token.reveal(), QByteArray("abc"));
        QCOMPARE(made->ns, u"default"_s);
    }
    void pathsAreRelativeToTheirFile()
    {
        QVERIFY(QDir(m_folder->path()).mkdir(u"pki"_s));
        write(u"pki/ca.crt"_s, m_ca);
        write(u"pki/me.crt"_s, m_certificate);
        write(u"pki/me.key"_s, m_key);
        const QString file = write(
            u"config"_s, minimal("certificate-authority: pki/ca.crt",
                                 "client-certificate: pki/me.crt\n    client-key: pki/me.key\n"
                                 "    tokenFile: pki/token"));
        const auto made = endpoint(readKubeconfig({file}), u"x"_s, {});
        QVERIFY2(made.ok(), made ? "" : qPrintable(made.error().summary));
        QCOMPARE(made->caPem, m_ca);
        QCOMPARE(made->keyPem.reveal(), m_key);
        QCOMPARE(made->tokenFile, m_folder->filePath(u"pki/token"_s));
    }
    void theFirstDefinitionOfANameWins()
    {
        const QString first =
            write(u"1"_s, "clusters: [{name: c, cluster: {server: 'https://first'}}]\n"
                          "contexts: [{name: x, context: {cluster: c, user: u}}]\n");
        const QString second = write(
            u"2"_s,
            "current-context: z\nclusters: [{name: c, cluster: {server: 'https://second'}}]\n"
            "users: [{name: u, user: {token: t}}]\n"
            "contexts: [{name: x, context: {cluster: other}}, {name: z, context: {cluster: c}}]\n");
        const QString third = write(u"3"_s, "current-context: x\n");
        const Kubeconfig config =
            readKubeconfig({first, m_folder->filePath(u"missing"_s), second, third});
        QCOMPARE(config.problems.join(u'\n'), QString());
        QCOMPARE(config.files, QStringList({first, second, third}));
        QCOMPARE(config.currentContext, u"z"_s); // the first file that sets it
        QCOMPARE(config.cluster(u"c"_s)->server, u"https://first"_s);
        const auto made = endpoint(config, u"x"_s, {});
        QVERIFY(made.ok());
        QCOMPARE(made->token.reveal(), QByteArray("t")); // of another file
        QCOMPARE(config.context(u"x"_s)->file, first);
    }
    void theEnvironmentNamesTheFiles()
    {
        qputenv("KUBECONFIG", "/a:/b::/a");
        QCOMPARE(kubeconfigFiles({}), QStringList({u"/a"_s, u"/b"_s}));
        QCOMPARE(kubeconfigFiles(u"/own"_s), QStringList{u"/own"_s});
        qunsetenv("KUBECONFIG");
        QCOMPARE(kubeconfigFiles({}), QStringList{QDir::homePath() + u"/.kube/config"_s});
    }
    void anUnusableUserIsListedWithTheReason_data()
    {
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<QString>("reason");
        QTest::newRow("exec plugin")
            << QByteArray("exec: {apiVersion: client.authentication.k8s.io/v1, command: aws, args: "
                          "[eks, get-token]}")
            << u"uses the exec plugin aws, which this version cannot run"_s;
        QTest::newRow("k02 a command that is shell")
            << QByteArray("exec: {command: '`touch canary`; rm -rf x'}")
            << u"uses the exec plugin `touch canary`; rm -rf x, which this version cannot run"_s;
        QTest::newRow("auth-provider")
            << QByteArray("auth-provider: {name: gcp}")
            << u"uses the auth-provider gcp, which Kubernetes has removed; its exec plugin replaces it"_s;
    }
    void anUnusableUserIsListedWithTheReason()
    {
        QFETCH(QByteArray, user);
        QFETCH(QString, reason);
        const QString file =
            write(u"config"_s,
                  minimal({}, user) + "- name: fine\n  user: {token: t}\ncurrent-context: x\n");
        const Kubeconfig config = readKubeconfig({file});
        QCOMPARE(config.problems, QStringList());
        QCOMPARE(config.user(u"u"_s)->problem, reason);
        QCOMPARE(config.context(u"x"_s)->problem, reason);
        QCOMPARE(config.user(u"fine"_s)->problem, QString());
        const auto made = endpoint(config, u"x"_s, {.insecure = true});
        QCOMPARE(kindOf(made), u"Unsupported"_s);
        QCOMPARE(made.error().summary, u"The context \"x\" cannot be used: %1."_s.arg(reason));
    }

    // Each row: a broken kubeconfig beside a good one. The sentence is exact, and the good context
    // of the same or the other file still works.
    void badInput_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("sentence"); // %1: the file
        const auto row = [](const char* name, const QByteArray& text, const QString& sentence) {
            QTest::newRow(name) << text << u"%1, "_s + sentence;
        };
        row("not a mapping", "just words\n",
            u"line 1, column 1: this is not a kubeconfig: it is not a mapping."_s);
        row("another kind", "apiVersion: v1\nkind: Pod\n",
            u"line 2, column 7: this is not a kubeconfig: its kind is \"Pod\"."_s);
        row("clusters is no list", "clusters: {a: b}\n",
            u"line 1, column 11: \"clusters\" must be a list."_s);
        row("an entry without a name", "clusters:\n- cluster: {server: 'https://h'}\n",
            u"line 2, column 3: an entry of \"clusters\" has no name."_s);
        row("a number as a name", "users:\n- name: 12\n  user: {}\n",
            u"line 2, column 9: \"name\" must be text; put it in quotes."_s);
        row("a name twice", "users:\n- name: a\n  user: {}\n- name: a\n  user: {}\n",
            u"line 4, column 3: \"a\" is in \"users\" twice."_s);
        row("no server", minimal("tls-server-name: x", {}, false),
            u"line 2, column 3: \"server\" is missing."_s);
        row("plain http", "clusters:\n- name: c\n  cluster: {server: 'http://api.example'}\n",
            u"line 3, column 21: \"server\" is plain http: everyone on the way could read the "
            u"credentials. Only this machine itself may "
            "be reached so."_s);
        row("another scheme", "clusters:\n- name: c\n  cluster: {server: 'ftp://h'}\n",
            u"line 3, column 21: \"server\" must be an https address."_s);
        row("credentials in the address",
            "clusters:\n- name: c\n  cluster: {server: 'https://a:b@h'}\n",
            u"line 3, column 21: \"server\" must be an address without user name, \"?\" and \"#\"."_s);
        row("a flag that is a word", minimal("insecure-skip-tls-verify: sometimes"),
            u"line 5, column 31: \"insecure-skip-tls-verify\" must be true or false."_s);
        row("a broken authority", minimal("certificate-authority-data: '%%%'"),
            u"line 5, column 33: \"certificate-authority-data\" is not base64."_s);
        row("an authority that is none", minimal("certificate-authority-data: aGVsbG8="),
            u"line 5, column 33: \"certificate-authority-data\" holds no certificate in PEM form."_s);
        row("a missing authority file", minimal("certificate-authority: /nowhere/ca.crt"),
            u"line 5, column 28: \"certificate-authority\": There is no file /nowhere/ca.crt."_s);
        row("a proxy of an unknown kind", minimal("proxy-url: gopher://p"),
            u"line 5, column 16: \"proxy-url\" must be an http, https or socks5 address."_s);
        row("a certificate without a key",
            minimal({}, "client-certificate-data: "
                            + QByteArray("-----BEGIN CERTIFICATE-----\n").toBase64()),
            u"line 7, column 3: a client certificate without its key."_s);
        row("k03 a file as key that is none", minimal({}, "client-key: /etc/passwd"),
            u"line 9, column 17: \"/etc/passwd\" holds no private key in PEM form."_s);
        row("a token with a line break", minimal({}, "token: \"a\\nX-Evil: b\""),
            u"line 9, column 12: \"token\" must be one line."_s);
        row("k05 groups of nobody", minimal({}, "as-groups: [a]"),
            u"line 7, column 3: \"as-uid\", \"as-groups\" and \"as-user-extra\" need \"as\"."_s);
        row("k05 a number as group", minimal({}, "as: ann\n    as-groups: [12]"),
            u"line 10, column 17: an entry of \"as-groups\" must be text; put it in quotes."_s);
        row("two ways to log in", minimal({}, "token: a\n    username: ann"),
            u"line 7, column 3: a token and a user name with password exclude each other."_s);
        row("an authority as file and as data",
            minimal("certificate-authority: a\n    certificate-authority-data: aGVsbG8="),
            u"line 5, column 28: \"certificate-authority\" and \"certificate-authority-data\" exclude each other."_s);
        row("base64 without its padding", minimal("certificate-authority-data: aGVsbG8"),
            u"line 5, column 33: \"certificate-authority-data\" is not base64."_s);
        row("another version", "apiVersion: v2\nkind: Config\n",
            u"line 1, column 13: this is not a kubeconfig: its apiVersion is \"v2\"."_s);
        row("a context without a cluster", "contexts:\n- name: a\n  context: {user: u}\n",
            u"line 2, column 3: the context \"a\" names no cluster."_s);
        row("a duplicate key", "clusters: []\nusers: []\nclusters: []\n", u"line 3, column 1: "_s);
        row("cut off", "clusters:\n- name: \"c\n", u"line "_s);
    }
    void badInput()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, sentence);
        const QString bad = write(u"bad"_s, text);
        const QString good =
            write(u"good"_s, "clusters: [{name: gc, cluster: {server: 'https://good'}}]\n"
                             "contexts: [{name: good, context: {cluster: gc}}]\n");
        const Kubeconfig config = readKubeconfig({bad, good});
        QVERIFY(!config.problems.isEmpty());
        const QString expected = sentence.arg(bad);
        if (expected.endsWith(u' ')) // the yaml room's own words follow
            QVERIFY2(config.problems.first().startsWith(expected),
                     qPrintable(config.problems.first()));
        else
            QCOMPARE(config.problems.first(), expected);
        QVERIFY(endpoint(config, u"good"_s, {}).ok());
    }
    void noFileAtAllIsSaid()
    {
        const QString missing = m_folder->filePath(u"missing"_s);
        QCOMPARE(readKubeconfig({missing}).problems,
                 QStringList{u"There is no kubeconfig. Looked for: %1."_s.arg(missing)});
    }
    void aFolderIsNotAFile()
    {
        QCOMPARE(readKubeconfig({m_folder->path()}).problems,
                 QStringList{u"%1 is a folder, not a file."_s.arg(m_folder->path())});
    }

    void whoIsDefinedTwiceInOneFileIsNotUsed()
    {
        const QString file =
            write(u"config"_s, "clusters: [{name: c, cluster: {server: 'https://h'}}]\n"
                               "contexts: [{name: x, context: {cluster: c, user: u}},\n"
                               "  {name: z, context: {cluster: c, user: v}}]\n"
                               "users:\n- {name: u, user: {token: a}}\n- {name: v, user: {}}\n"
                               "- {name: u, user: {token: b}}\n");
        const Kubeconfig config = readKubeconfig({file});
        QCOMPARE(
            endpoint(config, u"x"_s, {}).error().summary,
            u"The context \"x\" cannot be used: %1, line 7, column 3: \"u\" is in \"users\" twice."_s
                .arg(file));
        QVERIFY(endpoint(config, u"z"_s, {}).ok());
    }
    void k07_anEmptyListIsNotTheDefault()
    {
        qputenv("KUBECONFIG", ":");
        QCOMPARE(kubeconfigFiles({}), QStringList());
        QCOMPARE(readKubeconfig({}).problems,
                 QStringList{u"There is no kubeconfig: KUBECONFIG is set and names no file."_s});
        qunsetenv("KUBECONFIG");
    }

    void k03_aTokenFileElsewhereIsRefusedUntilAllowed_data()
    {
        QTest::addColumn<QString>("path"); // %1: the folder of the kubeconfig
        QTest::addColumn<bool>("isRefused");
        QTest::newRow("beside") << u"token"_s << false;
        QTest::newRow("below") << u"pki/token"_s << false;
        QTest::newRow("by its whole path") << u"%1/pki/token"_s << false;
        QTest::newRow("not there yet") << u"pki/later"_s << false;
        QTest::newRow("above") << u"../token"_s << true;
        QTest::newRow("elsewhere") << u"/etc/hostname"_s << true;
        QTest::newRow("a folder that begins alike") << u"../homeless/token"_s << true;
        QTest::newRow("a link that leads out") << u"link"_s << true;
    }
    void k03_aTokenFileElsewhereIsRefusedUntilAllowed()
    {
        QFETCH(QString, path);
        QFETCH(bool, isRefused);
        for (const auto& folder : {u"home/pki"_s, u"homeless"_s})
            QVERIFY(QDir(m_folder->path()).mkpath(folder));
        for (const auto& file :
             {u"token"_s, u"home/token"_s, u"home/pki/token"_s, u"homeless/token"_s})
            write(file, "t");
        QVERIFY(QFile::link(m_folder->filePath(u"token"_s), m_folder->filePath(u"home/link"_s)));
        if (path.contains(u'%'))
            path = path.arg(m_folder->filePath(u"home"_s));
        const Kubeconfig config =
            readKubeconfig({write(u"home/config"_s, minimal({}, "tokenFile: " + path.toUtf8()))});
        const QString whole = config.user(u"u"_s)->tokenFile;
        const auto made = endpoint(config, u"x"_s, {});
        QCOMPARE(!made, isRefused);
        if (isRefused)
            QCOMPARE(
                made.error().summary,
                u"The context \"x\" would send what is in the file %1 to https://api.example as a token, and that file lies outside of the folder of %2, which names it. It is refused until you allow it for this context: tokenFile: \"%1\" in workspace.yaml. Nothing was sent."_s
                    .arg(whole, m_folder->filePath(u"home/config"_s)));
        QVERIFY(endpoint(config, u"x"_s, {.tokenFile = whole}).ok());
        QCOMPARE(!endpoint(config, u"x"_s, {.tokenFile = u"/another"_s}), isRefused);
    }

    void k03_everyFileThatAContextNamesIsListed()
    {
        for (const auto& folder : {u"home/pki"_s, u"away"_s})
            QVERIFY(QDir(m_folder->path()).mkpath(folder));
        write(u"home/pki/ca.crt"_s, m_ca);
        write(u"away/me.crt"_s, m_certificate);
        const QString key = write(u"away/me.key"_s, m_key);
        QVERIFY(QFile::link(key, m_folder->filePath(u"home/me.key"_s)));
        const Kubeconfig config = readKubeconfig(
            {write(u"home/config"_s, minimal("certificate-authority: pki/ca.crt",
                                             "client-certificate: ../away/me.crt\n"
                                             "    client-key: me.key\n    tokenFile: later"))});
        QCOMPARE(config.problems, QStringList());
        QStringList listed;
        for (const NamedFile& file : namedFiles(config, u"x"_s))
            listed +=
                u"%1 %2 %3"_s.arg(file.key, QDir(m_folder->path()).relativeFilePath(file.path),
                                  file.isBeside ? u"beside"_s : u"elsewhere"_s);
        QCOMPARE(listed, QStringList({u"certificate-authority home/pki/ca.crt beside"_s,
                                      u"client-certificate away/me.crt elsewhere"_s,
                                      u"client-key home/me.key elsewhere"_s, // links followed
                                      u"tokenFile home/later beside"_s}));
        QVERIFY(namedFiles(config, u"another"_s).isEmpty());
    }

    void k05_whatIsUnusualOfTheWayIsShown()
    {
        Endpoint endpoint;
        endpoint.server = u"https://api.example"_s;
        QCOMPARE(wayOf(endpoint), QStringList());
        endpoint.insecure = true;
        endpoint.tlsServerName = u"api.internal"_s;
        endpoint.proxyUrl = u"http://ann:word@proxy:3128"_s;
        endpoint.impersonation = {u"bob"_s, u"7"_s, {u"admins"_s}, {{u"why"_s, {u"a"_s, u"b"_s}}}};
        QCOMPARE(wayOf(endpoint),
                 QStringList({u"certificate not checked"_s, u"certificate of api.internal"_s,
                              u"through the proxy http://proxy:3128"_s,
                              u"as bob (admins, uid 7, why=a+b)"_s}));
    }

    void k04_insecureIsRefusedUntilAllowed()
    {
        const Kubeconfig config = readKubeconfig(
            {write(u"config"_s, minimal("insecure-skip-tls-verify: true", "token: abc"))});
        const auto refused = endpoint(config, u"x"_s, {});
        QCOMPARE(kindOf(refused), u"Forbidden"_s);
        QCOMPARE(
            refused.error().summary,
            u"The context \"x\" sets insecure-skip-tls-verify: anyone on the way to "
            u"https://api.example could read the credentials "
            "and answer in its place. It is refused until you allow it for this context. Nothing was sent."_s);
        const auto allowed = endpoint(config, u"x"_s, {.insecure = true});
        QVERIFY(allowed.ok());
        QVERIFY(allowed->insecure);
    }
    void anUnknownContextIsSaidWithTheKnownOnes()
    {
        const Kubeconfig config = readKubeconfig({write(u"config"_s, minimal())});
        QCOMPARE(endpoint(config, u"prod\x1b[31m"_s, {}).error().summary,
                 u"There is no context \"prod\\x1b[31m\". There are: x."_s);
        QCOMPARE(endpoint(config, {}, {}).error().summary,
                 u"No context is chosen. There are: x."_s);
        QCOMPARE(endpoint({}, u"a"_s, {}).error().summary,
                 u"There is no context \"a\". The kubeconfig defines none."_s);
    }
    void aContextOfNothingSaysWhatIsMissing()
    {
        const Kubeconfig config = readKubeconfig(
            {write(u"config"_s, "clusters: [{name: c, cluster: {server: 'https://h'}}]\n"
                                "contexts: [{name: a, context: {cluster: nope}}, {name: b, "
                                "context: {cluster: c, user: who}}]\n"
                                "current-context: gone\n")});
        QCOMPARE(config.problems, QStringList{u"The current context \"gone\" is not defined."_s});
        QCOMPARE(
            endpoint(config, u"a"_s, {}).error().summary,
            u"The context \"a\" cannot be used: names the cluster \"nope\", which no kubeconfig defines."_s);
        QCOMPARE(
            endpoint(config, u"b"_s, {}).error().summary,
            u"The context \"b\" cannot be used: names the user \"who\", whom no kubeconfig defines."_s);
    }

private:
    QString write(const QString& name, const QByteArray& bytes)
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        return file.fileName();
    }
    //! One cluster, one user, one context "x"; the users come last.
    static QByteArray minimal(const QByteArray& cluster = {}, const QByteArray& user = {},
                              bool withServer = true)
    {
        return "clusters:\n- name: c\n  cluster:\n"
               + QByteArray(withServer ? "    server: https://api.example\n" : "")
               + (cluster.isEmpty() ? QByteArray() : "    " + cluster + "\n")
               + "contexts: [{name: x, context: {cluster: c, user: u}}]\n" + "users:\n- name: u\n"
               + (user.isEmpty() ? QByteArray() : "  user:\n    " + user + "\n");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QByteArray m_ca, m_certificate, m_key;
};

QTEST_GUILESS_MAIN(KubeconfigTest)
#include "tst_kubeconfig.moc"
