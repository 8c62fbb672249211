// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

// Generated kubeconfigs, read by us and by kubectl. PLUMBLINE_SEEDS=n plays n of them instead
// of 60.

#include "kube/kubeconfig.h"

#include "base/commandrunner.h"
#include "kubeconfigcases.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace plumb;
using namespace plumb::kube;
using test::KubeconfigCase;

class KubeconfigViewTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_kubectl = findProgram(u"kubectl"_s, qEnvironmentVariable("PLUMBLINE_REAL_BIN") + u':'
                                                  + qEnvironmentVariable("PATH"));
        QVERIFY2(!m_kubectl.isEmpty(),
                 "PLUMBLINE_REAL_BIN names no folder with kubectl, and PATH has none");
    }

    void k02_k05_k07_whatWeReadIsWhatKubectlReads_data()
    {
        QTest::addColumn<quint32>("seed");
        const int wanted = qEnvironmentVariableIntValue("PLUMBLINE_SEEDS");
        for (int seed = 1; seed <= (wanted > 0 ? wanted : 60); ++seed)
            QTest::addRow("seed %d", seed) << quint32(seed);
    }
    void k02_k05_k07_whatWeReadIsWhatKubectlReads()
    {
        QFETCH(quint32, seed);
        const QTemporaryDir folder;
        const KubeconfigCase made = test::writeKubeconfigCase(seed, folder.path());
        qputenv("KUBECONFIG", QFile::encodeName(made.files.join(u':')));
        const Kubeconfig ours = readKubeconfig(kubeconfigFiles({}));
        qunsetenv("KUBECONFIG");

        // One broken file is the end for kubectl. We name it, and go on without it.
        QStringList sound = made.files;
        for (const QString& broken : made.brokenFiles) {
            sound.removeAll(broken);
            QVERIFY2(ours.problems.join(u'\n').contains(broken), qPrintable(made.story));
        }
        QVERIFY(made.brokenFiles.isEmpty() || !view(made.files, {}));

        const auto all = view(sound, {u"--raw"_s});
        QVERIFY2(all, qPrintable(made.story));
        compareLists(ours, *all, made);

        // The context in use, with all that belongs to it.
        const auto flat = view(sound, {u"--minify"_s, u"--flatten"_s, u"--raw"_s});
        const ContextEntry* const current = ours.context(ours.currentContext);
        const UserEntry* const user = current ? ours.user(current->user) : nullptr;
        const auto endpointOfOurs = endpoint(ours, {}, {true, user ? user->tokenFile : QString()});
        const ClusterEntry* const cluster = current ? ours.cluster(current->cluster) : nullptr;
        if ((current && made.brokenFiles.contains(current->file))
            || (user && made.brokenFiles.contains(user->file))
            || (cluster && made.brokenFiles.contains(cluster->file))) {
            // The first definition counts, be it unusable: not the next one by chance.
            QVERIFY2(!endpointOfOurs, qPrintable(made.story));
            ++m_refused;
            return;
        }
        m_refused += !flat;
        if (!flat) {
            QVERIFY2(!endpointOfOurs, qPrintable(made.story));
            return;
        }
        const QJsonObject theirContext = only(*flat, u"contexts"_s, u"context"_s),
                          theirCluster = only(*flat, u"clusters"_s, u"cluster"_s),
                          theirUser = only(*flat, u"users"_s, u"user"_s);
        QCOMPARE(ours.currentContext, flat->value(u"current-context"_s).toString());
        if (theirUser.contains(u"exec"_s)) {
            QVERIFY(!endpointOfOurs);
            QVERIFY2(endpointOfOurs.error().summary.contains(u"exec plugin `touch canary`"),
                     qPrintable(endpointOfOurs.error().summary));
            return;
        }
        QVERIFY2(endpointOfOurs,
                 endpointOfOurs ? ""
                                : qPrintable(endpointOfOurs.error().summary + u'\n' + made.story));
        ++m_compared;
        const Endpoint& e = *endpointOfOurs;
        const auto text = [](const QJsonObject& in, const QString& key) {
            return in.value(key).toString();
        };
        const auto data = [&](const QJsonObject& in, const QString& key) {
            return QByteArray::fromBase64(text(in, key + u"-data"_s).toLatin1());
        };
        QCOMPARE(e.ns, text(theirContext, u"namespace"_s).isEmpty()
                           ? u"default"_s
                           : text(theirContext, u"namespace"_s));
        QCOMPARE(e.server, withScheme(text(theirCluster, u"server"_s)));
        QCOMPARE(e.tlsServerName, text(theirCluster, u"tls-server-name"_s));
        QCOMPARE(e.proxyUrl, text(theirCluster, u"proxy-url"_s));
        QCOMPARE(e.insecure, theirCluster.value(u"insecure-skip-tls-verify"_s).toBool());
        QCOMPARE(e.caPem, data(theirCluster, u"certificate-authority"_s));
        QCOMPARE(e.certificatePem, data(theirUser, u"client-certificate"_s));
        QCOMPARE(e.keyPem.reveal(), data(theirUser, u"client-key"_s));
        QCOMPARE(e.token.reveal(), text(theirUser, u"token"_s).toUtf8());
        QCOMPARE(e.username, text(theirUser, u"username"_s));
        QCOMPARE(e.password.reveal(), text(theirUser, u"password"_s).toUtf8());
        QCOMPARE(e.impersonation.user, text(theirUser, u"as"_s));
        QCOMPARE(e.impersonation.uid, text(theirUser, u"as-uid"_s));
        QCOMPARE(e.impersonation.groups, texts(theirUser.value(u"as-groups"_s)));
        QMap<QString, QStringList> extra;
        const QJsonObject theirExtra = theirUser.value(u"as-user-extra"_s).toObject();
        for (auto it = theirExtra.begin(); it != theirExtra.end(); ++it)
            extra.insert(it.key(), texts(it.value()));
        QCOMPARE(e.impersonation.extra, extra);
        // --flatten leaves this path as it is written; it is relative to its own file.
        const QString theirFile = text(theirUser, u"tokenFile"_s);
        QCOMPARE(
            e.tokenFile,
            theirFile.isEmpty()
                ? QString()
                : QDir::cleanPath(QFileInfo(user->file).absoluteDir().absoluteFilePath(theirFile)));
    }

    void cleanupTestCase()
    {
        // Not all of one kind, or the comparison would be empty.
        qInfo("%d contexts compared, %d refused by both", m_compared, m_refused);
        QVERIFY(m_compared >= 20 && m_refused >= 10);
        QVERIFY(!QFile::exists(u"canary"_s));
    }

private:
    std::optional<QJsonObject> view(const QStringList& files, const QStringList& options) const
    {
        QProcess kubectl;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"KUBECONFIG"_s, files.isEmpty() ? u":"_s : files.join(u':'));
        kubectl.setProcessEnvironment(environment);
        kubectl.start(m_kubectl, QStringList{u"config"_s, u"view"_s, u"-o"_s, u"json"_s} + options);
        if (!kubectl.waitForFinished() || kubectl.exitStatus() != QProcess::NormalExit)
            qFatal("kubectl does not run");
        if (kubectl.exitCode() != 0)
            return std::nullopt;
        return QJsonDocument::fromJson(kubectl.readAllStandardOutput()).object();
    }
    static QStringList texts(const QJsonValue& value)
    {
        QStringList all;
        for (const QJsonValue& each : value.toArray())
            all += each.toString();
        return all;
    }
    static QJsonObject only(const QJsonObject& config, const QString& list, const QString& key)
    {
        return config.value(list).toArray().at(0).toObject().value(key).toObject();
    }
    static QString withScheme(const QString& server)
    {
        return server.contains(u"://") ? server : u"https://"_s + server;
    }
    template <typename Entry>
    static const Entry* named(const QList<Entry>& entries, const QString& name)
    {
        const auto found = std::find_if(entries.begin(), entries.end(),
                                        [&](const Entry& each) { return each.name == name; });
        return found == entries.end() ? nullptr : &*found;
    }
    //! The merge of all entries: name by name who won.
    static void compareLists(const Kubeconfig& ours, const QJsonObject& theirs,
                             const KubeconfigCase& made)
    {
        const auto lines = [&](const QString& list, const auto& entries, const auto& lineOf) {
            QStringList all;
            for (const QJsonValue& each : theirs.value(list).toArray()) {
                const QString name = each.toObject().value(u"name"_s).toString();
                const auto* const own = named(entries, name);
                if (!own || !made.brokenFiles.contains(own->file))
                    all += lineOf(name, each.toObject().value(list.chopped(1)).toObject());
            }
            all.sort();
            return all;
        };
        const auto ownLines = [&](const auto& entries, const auto& lineOf) {
            QStringList all;
            for (const auto& each : entries)
                if (!made.brokenFiles.contains(each.file))
                    all += each.name + u'|' + lineOf(each);
            all.sort();
            return all;
        };
        const QStringList clusters = ownLines(ours.clusters, [](const ClusterEntry& each) {
            return QString(each.server + u'|' + each.proxyUrl);
        });
        const QStringList users = ownLines(ours.users, [](const UserEntry& each) {
            return QString(each.username + u'|' + QString::fromUtf8(each.token.reveal()));
        });
        const QStringList contexts = ownLines(ours.contexts, [](const ContextEntry& each) {
            return QString(each.cluster + u'|' + each.user + u'|' + each.ns);
        });
        const auto text = [](const QJsonObject& in, const QString& key) {
            return u'|' + in.value(key).toString();
        };
        const auto clusterLine = [&](const QString& name, const QJsonObject& body) {
            return name + u'|' + withScheme(body.value(u"server"_s).toString())
                   + text(body, u"proxy-url"_s);
        };
        const auto userLine = [&](const QString& name, const QJsonObject& body) {
            return name + text(body, u"username"_s) + text(body, u"token"_s);
        };
        const auto contextLine = [&](const QString& name, const QJsonObject& body) {
            return name + text(body, u"cluster"_s) + text(body, u"user"_s)
                   + text(body, u"namespace"_s);
        };
        QVERIFY2(clusters == lines(u"clusters"_s, ours.clusters, clusterLine),
                 qPrintable(made.story));
        QVERIFY2(users == lines(u"users"_s, ours.users, userLine), qPrintable(made.story));
        QVERIFY2(contexts == lines(u"contexts"_s, ours.contexts, contextLine),
                 qPrintable(made.story));
        QCOMPARE(ours.currentContext, theirs.value(u"current-context"_s).toString());
    }

    QString m_kubectl;
    int m_compared = 0, m_refused = 0;
};

QTEST_GUILESS_MAIN(KubeconfigViewTest)
#include "tst_kubeconfigview.moc"
