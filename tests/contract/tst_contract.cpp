// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

// The cases against the sandbox and what a real API server answered when it was last recorded. A
// second test, tst_agreement, plays them against both at once and keeps the recording honest.

#include "contract/cases.h"
#include "sandbox/server.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace plumb;
using namespace plumb::test;

class ContractTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<sandbox::Server> m_server;
    std::unique_ptr<ApiSession> m_api;
    QMap<QString, QJsonObject> m_recorded;

private Q_SLOTS:
    void initTestCase()
    {
        sandbox::ServerOptions options;
        options.runController = true;
        auto server = sandbox::Server::start(options);
        QVERIFY2(server.ok(), server ? "" : qPrintable(server.error().summary));
        m_server = std::move(*server);
        m_api = ApiSession::fromKubeconfig(m_server->kubeconfig());
        QVERIFY(m_api);
        QCOMPARE(m_api
                     ->send("POST", u"/api/v1/namespaces"_s,
                            "{\"metadata\":{\"name\":\"contract-sandbox\"}}")
                     .code,
                 201);
    }

    void aRealServerAnsweredTheSame_data()
    {
        QTest::addColumn<ContractCase>("which");
        const auto cases = readCases(QStringLiteral(CASES));
        QVERIFY(cases.size() >= 80);
        for (const ContractCase& each : cases) {
            if (each.file != u"kubectl")
                QTest::newRow(qPrintable(each.file + u": "_s + each.title)) << each;
        }
    }
    void aRealServerAnsweredTheSame()
    {
        QFETCH(ContractCase, which);
        if (!m_recorded.contains(which.file)) {
            QFile file(QStringLiteral(RECORDED) + u'/' + which.file + u".json"_s);
            QVERIFY2(file.open(QIODevice::ReadOnly),
                     "there is no recording of these cases; see docs/testing.md");
            m_recorded.insert(which.file, QJsonDocument::fromJson(file.readAll()).object());
        }
        const ContractServer server{m_api.get(),
                                    u"contract-sandbox"_s,
                                    [this](const QString&) { m_server->compact(); },
                                    {},
                                    {}};
        const QString found =
            difference(m_recorded[which.file][which.title], played(which, server));
        QVERIFY2(found.isEmpty(), qPrintable(found));
    }
};

QTEST_GUILESS_MAIN(ContractTest)
#include "tst_contract.moc"
