// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kubetest.h"
#include "support/certificates.h"
#include "support/relay.h"

#include <QFile>
#include <QTemporaryDir>

using namespace plumb;
using namespace plumb::kube;
using test::CertificateWish;
using test::KeyPair;

namespace {

FakeServer::Handler answering()
{
    return [](Peer& peer, const Received&) { peer.answer(200, "{}"); };
}

} // namespace

class TransportTlsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_authority = test::makeAuthority(); }

    void aTrustedServerAnswers()
    {
        FakeServer server(optionsFor({}), FakeServer::serving(answering()));
        QVERIFY(await(clientOf(server)->send(read(), {})).ok());
    }

    // F6 with Debian's libcurl: the own authority list must replace the system's, not add to it.
    void f06_anotherAuthorityIsRefusedAndNothingIsSent()
    {
        FakeServer server(optionsFor({}), FakeServer::serving(answering()));
        Endpoint endpoint = endpointOf(server);
        endpoint.caPem = test::makeAuthority("another").certificatePem;
        expectRefusal(
            endpoint, server,
            u"The certificate of %1 is not signed by the authority in the kubeconfig (unable to "
            u"get local "
            "issuer certificate). This may be another server than the kubeconfig means."_s);
    }
    void w35_anExpiredCertificateIsNamedSo()
    {
        CertificateWish wish;
        wish.notBefore = -7200;
        wish.notAfter = -3600;
        FakeServer server(optionsFor(wish), FakeServer::serving(answering()));
        expectRefusal(trusting(server), server,
                      u"The certificate of %1 has expired, or this machine's clock ("_s);
    }
    void w20_aCertificateOfTheFutureNamesTheClock()
    {
        CertificateWish wish;
        wish.notBefore = 3600;
        FakeServer server(optionsFor(wish), FakeServer::serving(answering()));
        expectRefusal(trusting(server), server,
                      u"The certificate of %1 is not yet valid; probably this machine's clock ("_s);
    }
    void w35_anotherNameIsNamedSo()
    {
        CertificateWish wish;
        wish.names = "DNS:elsewhere.example";
        FakeServer server(optionsFor(wish), FakeServer::serving(answering()));
        expectRefusal(trusting(server), server,
                      u"The certificate of %1 is for another name. The address in the kubeconfig "
                      u"may be wrong, or "
                      "tls-server-name is needed there."_s);
    }
    void w35_aStalledHandshakeEndsInItsTime()
    {
        auto options = optionsFor({});
        options.stallsHandshake = true;
        FakeServer server(options, FakeServer::serving(answering()));
        expectRefusal(
            trusting(server), server,
            u"%1 accepted the connection but did not finish the TLS handshake within 0.4 s."_s);
    }
    void w35_aServerThatOnlySpeaksOldTlsIsRefused()
    {
        auto options = optionsFor({});
        options.isOld = true;
        FakeServer server(options, FakeServer::serving(answering()));
        expectRefusal(trusting(server), server, u"The TLS handshake with %1 failed: "_s);
    }
    void aPlainServerBehindHttpsIsAHandshakeFailure()
    {
        FakeServer server([](Peer& peer) {
            peer.write("HTTP/1.1 400 Bad Request\r\n\r\n");
            peer.untilClosed();
        });
        Endpoint endpoint = endpointOf(server);
        endpoint.server.replace(u"http:"_s, u"https:"_s);
        endpoint.caPem = m_authority.certificatePem;
        const auto answer = await(makeApiClient(endpoint, quickLimits())->send(write(), {}));
        QCOMPARE(
            answer.error().summary,
            u"What answers at %1 does not speak TLS. Another service may listen there, or the address in the kubeconfig should begin with http. Nothing was sent."_s
                .arg(endpoint.server));
        QCOMPARE(answer.error().detail, u"not-sent"_s);
    }
    void tlsServerNameIsCheckedInsteadOfTheHost()
    {
        CertificateWish wish;
        wish.names = "DNS:api.internal";
        FakeServer server(optionsFor(wish), FakeServer::serving(answering()));
        Endpoint endpoint = trusting(server);
        endpoint.tlsServerName = u"api.internal"_s;
        QVERIFY(await(makeApiClient(endpoint)->send(read(), {})).ok());
        QCOMPARE(server.requests().value(0).headers.value("host"),
                 "127.0.0.1:" + QByteArray::number(server.port()));
    }
    void aClientCertificateIsPresented()
    {
        auto options = optionsFor({});
        options.clientAuthorityPem = m_authority.certificatePem;
        FakeServer server(options, FakeServer::serving(answering()));
        Endpoint endpoint = trusting(server);
        QVERIFY(!await(makeApiClient(endpoint)->send(read(), {})).ok());
        const KeyPair own = test::makeCertificate(m_authority, {"alice", {}, -3600, 3600});
        endpoint.certificatePem = own.certificatePem;
        endpoint.keyPem = SecretValue(own.keyPem);
        QVERIFY(await(makeApiClient(endpoint)->send(read(), {})).ok());
    }
    void w23_aClientCertificateThatRanOutIsNamedWithItsDate()
    {
        FakeServer server(optionsFor({}), FakeServer::serving([](Peer& peer, const Received&) {
                              peer.answer(401, "{}", "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
                          }));
        Endpoint endpoint = trusting(server);
        const auto answerTo = [&](long ends) {
            const KeyPair own = test::makeCertificate(m_authority, {"alice", {}, -3600, ends});
            endpoint.certificatePem = own.certificatePem;
            endpoint.keyPem = SecretValue(own.keyPem);
            const auto answer = await(makeApiClient(endpoint)->send(read(), {}));
            return answer ? errorOf(*answer, u"Reading"_s).summary : answer.error().summary;
        };
        const long farBack = -50L * 365 * 24 * 3600; // before the server's time of day
        const QString date =
            QDateTime::currentDateTimeUtc().addSecs(farBack).toString(u"yyyy-MM-dd"_s);
        QVERIFY2(answerTo(farBack).startsWith(
                     u"Reading failed: The client certificate expired on "_s + date),
                 qPrintable(answerTo(farBack)));
        // By our time it has, by the server's it has not: that is not why.
        QVERIFY2(answerTo(-60).contains(u"does not accept these credentials"_s),
                 qPrintable(answerTo(-60)));
    }
    void w23_aRenewedClientCertificateIsTakenUp()
    {
        auto options = optionsFor({});
        options.clientAuthorityPem = m_authority.certificatePem;
        FakeServer server(options, FakeServer::serving(answering()));
        const QTemporaryDir folder;
        const auto write = [&](const QString& name, const QByteArray& bytes) {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
                qFatal("cannot write");
        };
        const KeyPair old = test::makeCertificate(m_authority, {"alice", {}, -7200, -3600});
        const KeyPair renewed = test::makeCertificate(m_authority, {"alice", {}, -3600, 3600});
        Endpoint endpoint = trusting(server);
        endpoint.certificatePem = old.certificatePem;
        endpoint.keyPem = SecretValue(old.keyPem);
        endpoint.certificateFile = folder.filePath(u"me.crt"_s);
        endpoint.keyFile = folder.filePath(u"me.key"_s);
        write(u"me.crt"_s, old.certificatePem);
        write(u"me.key"_s, old.keyPem);
        const auto client = makeApiClient(endpoint);
        QVERIFY(!await(client->send(read(), {})).ok()); // expired
        write(u"me.crt"_s, renewed.certificatePem);
        write(u"me.key"_s, renewed.keyPem);
        QVERIFY(await(client->send(read(), {})).ok());
        const int connections = server.connections();
        // A tool is about to write: the kept connection is not for what is there now.
        write(u"me.crt"_s, "not yet\n");
        QVERIFY(!await(client->send(read(), {})).ok());
        QVERIFY(server.connections() > connections);
        write(u"me.crt"_s, renewed.certificatePem);
        QVERIFY(await(client->send(read(), {})).ok());
    }
    void anUnusableClientCertificateIsNamedSo()
    {
        FakeServer server(optionsFor({}), FakeServer::serving(answering()));
        Endpoint endpoint = trusting(server);
        endpoint.certificatePem =
            "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n";
        endpoint.keyPem = SecretValue("nonsense");
        const auto answer = await(makeApiClient(endpoint)->send(read(), {}));
        QVERIFY2(answer.error().summary.startsWith(
                     u"The client certificate or key in the kubeconfig cannot be used"_s),
                 qPrintable(answer.error().summary));
        QVERIFY(server.requests().isEmpty());
    }
    void k04_insecureAcceptsAnyCertificate()
    {
        FakeServer server(optionsFor({}), FakeServer::serving(answering()));
        Endpoint endpoint = endpointOf(server);
        endpoint.insecure = true;
        QVERIFY(await(makeApiClient(endpoint)->send(read(), {})).ok());
    }
    void f01_aWriteIsSentOnceOverTlsToo()
    {
        FakeServer server(optionsFor({}), [](Peer& peer) {
            Received request;
            peer.read(request);
            peer.write("HTTP/1.1 200 OK\r\nContent-Le");
        });
        const auto answer = await(clientOf(server)->send(write(), {}));
        QCOMPARE(answer.error().detail, u"unknown"_s);
        QCOMPARE(server.requests().size(), 1);
    }
    void k05_aProxyInTheMiddleSeesCiphertextOnly()
    {
        FakeServer server(optionsFor({}), FakeServer::serving([](Peer& peer, const Received&) {
                              peer.answer(200, "{\"secret\":\"answer-of-the-test\"}");
                          }));
        const test::Relay proxy(server.port());
        Endpoint endpoint = trusting(server);
        endpoint.proxyUrl = proxy.url();
        endpoint.impersonation.user = u"someone-else"_s;
        const auto answer = await(makeApiClient(endpoint)->send(
            request("PATCH", Request::Effect::Write, "/api/v1/path-of-the-test",
                    "{\"secret\":\"body-of-the-test\"}"),
            {}));
        QVERIFY2(answer.ok(), answer ? "" : qPrintable(answer.error().summary));
        const Received seen = server.requests().value(0);
        QCOMPARE(seen.headers.value("authorization"), QByteArray("Bearer token-of-the-test"));
        QCOMPARE(seen.body, QByteArray("{\"secret\":\"body-of-the-test\"}"));
        const QByteArray passed = proxy.seen();
        QVERIFY(passed.startsWith("CONNECT 127.0.0.1:"));
        QVERIFY(passed.size() > 1000);
        for (const char* secret : {"token-of-the-test", "body-of-the-test", "answer-of-the-test",
                                   "path-of-the-test", "someone-else", "Bearer", "Impersonate"})
            QVERIFY2(!passed.contains(secret), secret);
    }
    void k05_aProxyWithAnotherAuthorityGetsNothing()
    {
        auto options = optionsFor({});
        const auto other = test::makeAuthority("of the proxy");
        const KeyPair pair = test::makeCertificate(other);
        options.certificatePem = pair.certificatePem;
        options.keyPem = pair.keyPem;
        FakeServer evil(options, FakeServer::serving(answering())); // ends the TLS itself
        const test::Relay proxy(evil.port());
        Endpoint endpoint = trusting(evil);
        endpoint.server = u"https://api.example.invalid:6443"_s;
        endpoint.proxyUrl = proxy.url();
        const auto answer = await(makeApiClient(endpoint)->send(write(), {}));
        QCOMPARE(answer.error().detail, u"not-sent"_s);
        QVERIFY2(answer.error().summary.contains(u"is not signed by the authority"),
                 qPrintable(answer.error().summary));
        QVERIFY(evil.requests().isEmpty());
    }
    void k05_aProxySeesOnlyTheTunnel()
    {
        FakeServer proxy([](Peer& peer) {
            Received request;
            peer.read(request);
            peer.write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
        });
        Endpoint endpoint;
        endpoint.server = u"https://api.example.invalid:6443"_s;
        endpoint.proxyUrl = proxy.url();
        endpoint.token = SecretValue("token-of-the-test");
        const auto answer = await(makeApiClient(endpoint)->send(write(), {}));
        QCOMPARE(
            answer.error().summary,
            u"The proxy %1 refused to connect to https://api.example.invalid:6443: it "
            "answered 407, it wants a name and a password. Nothing was sent."_s.arg(proxy.url()));
        QCOMPARE(proxy.requests().size(), 1);
        QCOMPARE(proxy.requests().value(0).method, QByteArray("CONNECT"));
        QVERIFY(!proxy.requests().value(0).headers.contains("authorization"));
    }

private:
    FakeServer::Options optionsFor(const CertificateWish& wish) const
    {
        const KeyPair pair = test::makeCertificate(m_authority, wish);
        return {pair.certificatePem, pair.keyPem, {}, false, false};
    }
    Endpoint trusting(const FakeServer& server) const
    {
        Endpoint endpoint = endpointOf(server);
        endpoint.caPem = m_authority.certificatePem;
        return endpoint;
    }
    std::shared_ptr<ApiClient> clientOf(const FakeServer& server) const
    {
        return makeApiClient(trusting(server));
    }
    static Request write() { return request("PATCH", Request::Effect::Write, "/api/v1/x", "{}"); }
    void expectRefusal(const Endpoint& endpoint, const FakeServer& server, const QString& sentence)
    {
        const auto answer = await(makeApiClient(endpoint, quickLimits())->send(write(), {}));
        QVERIFY(!answer);
        const QString start = sentence.arg(server.url());
        QVERIFY2(answer.error().summary.startsWith(start), qPrintable(answer.error().summary));
        QVERIFY2(answer.error().summary.endsWith(u" Nothing was sent."_s),
                 qPrintable(answer.error().summary));
        QCOMPARE(answer.error().detail, u"not-sent"_s);
        QVERIFY(server.requests().isEmpty());
    }

    KeyPair m_authority;
};

QTEST_GUILESS_MAIN(TransportTlsTest)
#include "tst_transporttls.moc"
