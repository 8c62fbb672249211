// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

// The cases against the sandbox and a real API server at once. With PLUMBLINE_CONTRACT_RECORD=1
// what the real one answers is written to recorded/, for tst_contract to hold the sandbox to
// without one.

#include "contract/cases.h"
#include "sandbox/server.h"
#include "support/files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <httplib.h>

using namespace plumb;
using namespace plumb::test;

namespace {

//! etcd forgets what was before a version; the API server itself does so every five minutes.
void compactEtcd(const QString& runFolder, const QString& revision)
{
    const QString ports = QString::fromUtf8(bytesOf(runFolder + u"/ports"_s));
    const int port = ports.section(u"ETCD="_s, 1).section(u' ', 0, 0).trimmed().toInt();
    httplib::Client etcd("127.0.0.1", port);
    const auto done =
        etcd.Post("/v3/kv/compaction", u"{\"revision\":\"%1\"}"_s.arg(revision).toStdString(),
                  "application/json");
    QVERIFY2(done && done->status == 200, "etcd was not compacted");
}

} // namespace

class AgreementTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<sandbox::Server> m_sandbox;
    std::unique_ptr<ApiSession> m_simulated, m_real;
    QString m_ns, m_kubeconfig, m_kubectl;
    QTemporaryDir m_folder;
    QMap<QString, QJsonObject> m_recording;

    ContractServer simulated()
    {
        return {m_simulated.get(), u"contract-sandbox"_s,
                [this](const QString&) { m_sandbox->compact(); }, m_kubectl,
                m_folder.filePath(u"kubeconfig"_s)};
    }
    ContractServer real()
    {
        return {m_real.get(), m_ns,
                [this](const QString& revision) {
                    compactEtcd(QFileInfo(m_kubeconfig).path(), revision);
                },
                m_kubectl, m_kubeconfig};
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_kubeconfig = qEnvironmentVariable("PLUMBLINE_REAL_KUBECONFIG");
        m_kubectl = qEnvironmentVariable("PLUMBLINE_REAL_BIN") + u"/kubectl"_s;
        QVERIFY2(!m_kubeconfig.isEmpty(),
                 "PLUMBLINE_REAL_KUBECONFIG names no kubeconfig of a real API server");
        QString problem;
        m_real = ApiSession::fromKubeconfig(QString::fromUtf8(bytesOf(m_kubeconfig)), &problem);
        QVERIFY2(m_real, qPrintable(problem));
        auto server = sandbox::Server::start({});
        QVERIFY2(server.ok(), server ? "" : qPrintable(server.error().summary));
        m_sandbox = std::move(*server);
        m_simulated = ApiSession::fromKubeconfig(m_sandbox->kubeconfig());
        QFile file(m_folder.filePath(u"kubeconfig"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(m_sandbox->kubeconfig().toUtf8());

        m_ns = u"contract-%1"_s.arg(QRandomGenerator::system()->bounded(1'000'000));
        QCOMPARE(m_simulated
                     ->send("POST", u"/api/v1/namespaces"_s,
                            "{\"metadata\":{\"name\":\"contract-sandbox\"}}")
                     .code,
                 201);
        QCOMPARE(m_real
                     ->send("POST", u"/api/v1/namespaces"_s,
                            u"{\"metadata\":{\"name\":\"%1\"}}"_s.arg(m_ns).toUtf8())
                     .code,
                 201);
        // Admission asks for it when a Pod is made.
        QTRY_COMPARE_WITH_TIMEOUT(
            m_real->get(u"/api/v1/namespaces/%1/serviceaccounts/default"_s.arg(m_ns)).code, 200,
            20000);
    }
    void cleanupTestCase()
    {
        if (m_real)
            m_real->send("DELETE", u"/api/v1/namespaces/"_s + m_ns);
        if (!qEnvironmentVariableIsSet("PLUMBLINE_CONTRACT_RECORD"))
            return;
        m_recording.remove(u"kubectl"_s); // tst_contract has no kubectl
        for (auto each = m_recording.begin(); each != m_recording.end(); ++each) {
            QFile file(QStringLiteral(RECORDED) + u'/' + each.key() + u".json"_s);
            QVERIFY(file.open(QIODevice::WriteOnly));
            // A line per case, so that a change of the server reads as a change of cases.
            QByteArrayList lines;
            for (auto one = each->begin(); one != each->end(); ++one) {
                const QJsonObject alone{{one.key(), one.value()}};
                const QByteArray text = QJsonDocument(alone).toJson(QJsonDocument::Compact);
                lines += text.mid(1, text.size() - 2);
            }
            file.write("{\n" + lines.join(",\n") + "\n}\n");
        }
    }

    void bothAnswerTheSame_data()
    {
        QTest::addColumn<ContractCase>("which");
        for (const ContractCase& each : readCases(QStringLiteral(CASES)))
            QTest::newRow(qPrintable(each.file + u": "_s + each.title)) << each;
    }
    void bothAnswerTheSame()
    {
        QFETCH(ContractCase, which);
        const QJsonArray expected = played(which, real());
        m_recording[which.file].insert(which.title, expected);
        const QString found = difference(expected, played(which, simulated()));
        QVERIFY2(found.isEmpty(), qPrintable(found));
        if (which.file == u"kubectl" || qEnvironmentVariableIsSet("PLUMBLINE_CONTRACT_RECORD"))
            return;
        const QJsonObject recorded = QJsonDocument::fromJson(bytesOf(QStringLiteral(RECORDED) + u'/'
                                                                     + which.file + u".json"_s))
                                         .object();
        QVERIFY2(recorded.value(which.title).toArray() == expected,
                 "the recording is not what this server answers; record again (docs/testing.md)");
    }
};

QTEST_GUILESS_MAIN(AgreementTest)
#include "tst_agreement.moc"
