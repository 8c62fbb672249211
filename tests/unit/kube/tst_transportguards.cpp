// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

// What guards every exchange and shows in no answer: deadlines, keep-alive, the log.

#include "kubetest.h"

#include <QLoggingCategory>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace plumb;
using namespace plumb::kube;
using Effect = Request::Effect;

namespace {

QStringList loggedLines;

//! A socket that listens and whose queue is full: a SYN to it is never answered.
class FullQueue
{
public:
    FullQueue()
    {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const generic = reinterpret_cast<sockaddr*>(&address);
        m_sockets[0] = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (::bind(m_sockets[0], generic, size) != 0 || ::listen(m_sockets[0], 0) != 0
            || ::getsockname(m_sockets[0], generic, &size) != 0)
            qFatal("no listening socket on loopback");
        m_port = ntohs(address.sin_port);
        for (size_t i = 1; i < m_sockets.size(); ++i) {
            m_sockets[i] = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
            (void)::connect(m_sockets[i], generic, size);
        }
    }
    ~FullQueue()
    {
        for (const int socket : m_sockets)
            ::close(socket);
    }
    QString url() const { return u"http://127.0.0.1:%1"_s.arg(m_port); }

private:
    std::array<int, 4> m_sockets{};
    int m_port = 0;
};

//! The kernel's line of our connection to a port: its columns.
QList<QByteArray> kernelLine(int port)
{
    QFile table(u"/proc/self/net/tcp"_s);
    if (!table.open(QIODevice::ReadOnly))
        return {};
    const QByteArray remote = ":" + QByteArray::number(port, 16).rightJustified(4, '0').toUpper();
    for (const QByteArray& line : table.readAll().split('\n'))
        if (const auto columns = line.simplified().split(' ');
            columns.value(2).endsWith(remote) && columns.value(3) == "01")
            return columns;
    return {};
}

} // namespace

class TransportGuardsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aConnectionThatIsNotAcceptedEndsInItsTime()
    {
        FullQueue nobody;
        Endpoint endpoint;
        endpoint.server = nobody.url();
        const auto answer = await(
            makeApiClient(endpoint, quickLimits())->send(request("PATCH", Effect::Write), {}));
        QCOMPARE(kindOf(answer), u"Timeout"_s);
        QCOMPARE(
            answer.error().summary,
            u"%1 did not accept a connection within 0.4 s. A firewall or a missing VPN is the usual reason. Nothing was sent."_s
                .arg(nobody.url()));
        QCOMPARE(answer.error().detail, u"not-sent"_s);
    }

    void w09_keepAliveProbesBeginAfterThirtySeconds()
    {
        FakeServer server(FakeServer::serving([](Peer& peer, const Received&) {
            peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            peer.chunk("one\n");
            peer.untilClosed();
        }));
        std::stop_source stop;
        std::atomic<bool> isOpen = false;
        const auto client = makeApiClient(endpointOf(server));
        const auto stream = client->stream(
            read("/watch"), {}, [&](const QByteArray&) { isOpen = true; }, stop.get_token());
        QTRY_VERIFY(isOpen);
        // Column "tr tm->when": 02 is the timer of keep-alive, in ticks of which there are 100 a
        // second. A timer of retransmission may run for a moment.
        QTRY_COMPARE(kernelLine(server.port()).value(5).left(2), QByteArray("02"));
        const int ticks = kernelLine(server.port()).value(5).mid(3).toInt(nullptr, 16);
        QVERIFY2(ticks > 0 && ticks <= 3100, qPrintable(QString::number(ticks)));
        stop.request_stop();
        QCOMPARE(kindOf(await(stream)), u"Cancelled"_s);
    }

    void theLogHoldsNoCredentialAndNoBody()
    {
        FakeServer server(
            FakeServer::serving([](Peer& peer, const Received&) { peer.answer(200, "{}"); }));
        Endpoint endpoint = endpointOf(server);
        endpoint.impersonation.user = u"someone-else"_s;
        loggedLines.clear();
        QLoggingCategory::setFilterRules(u"plumb.*=true\nplumbline.*=true"_s);
        const auto before = qInstallMessageHandler(
            [](QtMsgType, const QMessageLogContext&, const QString& text) { loggedLines += text; });
        const auto answer = await(makeApiClient(endpoint)->send(
            request("PATCH", Effect::Write, "/api/v1/x", "{\"secret\":\"body-of-the-test\"}"), {}));
        qInstallMessageHandler(before);
        QLoggingCategory::setFilterRules({});
        QVERIFY(answer.ok());
        const QString log = loggedLines.join(u'\n');
        QVERIFY2(log.contains(u"PATCH /api/v1/x 200"), qPrintable(log));
        for (const auto& secret :
             {u"token-of-the-test"_s, u"body-of-the-test"_s, u"someone-else"_s, u"Bearer"_s})
            QVERIFY2(!log.contains(secret), qPrintable(log));
    }

    void k05_impersonationIsSentAsClientGoWritesIt()
    {
        FakeServer server(
            FakeServer::serving([](Peer& peer, const Received&) { peer.answer(200, "{}"); }));
        Endpoint endpoint = endpointOf(server);
        endpoint.impersonation = {
            u"ann"_s,
            u"07"_s,
            {u"b"_s},
            {{u"example.org/why 100%"_s, {u"one"_s}}, {u"Scopes"_s, {u"view"_s}}}};
        QVERIFY(await(makeApiClient(endpoint)->send(read(), {})).ok());
        const auto headers = server.requests().value(0).headers;
        QCOMPARE(headers.value("impersonate-user"), QByteArray("ann"));
        QCOMPARE(headers.value("impersonate-uid"), QByteArray("07"));
        QCOMPARE(headers.value("impersonate-group"), QByteArray("b"));
        QCOMPARE(headers.value("impersonate-extra-example.org%2fwhy%20100%25"), QByteArray("one"));
        QCOMPARE(headers.value("impersonate-extra-scopes"), QByteArray("view"));
    }
    void k05_withoutAUserNothingIsImpersonated()
    {
        FakeServer server(
            FakeServer::serving([](Peer& peer, const Received&) { peer.answer(200, "{}"); }));
        Endpoint endpoint = endpointOf(server);
        endpoint.impersonation.groups = {u"system:masters"_s};
        QVERIFY(await(makeApiClient(endpoint)->send(read(), {})).ok());
        for (const QByteArray& name : server.requests().value(0).headers.keys())
            QVERIFY2(!name.startsWith("impersonate"), name.constData());
    }

    void aRequestAsksForNothingThatWasNotMeant()
    {
        FakeServer server(
            FakeServer::serving([](Peer& peer, const Received&) { peer.answer(200, "{}"); }));
        QVERIFY(await(makeApiClient(endpointOf(server))
                          ->send(request("PATCH", Effect::Write, "/api/v1/x", "{}"), {}))
                    .ok());
        const QList<QByteArray> names = server.requests().value(0).headers.keys();
        QCOMPARE(QByteArrayList(names), QByteArrayList({"accept", "authorization", "content-length",
                                                        "content-type", "host", "user-agent"}));
    }
};

QTEST_GUILESS_MAIN(TransportGuardsTest)
#include "tst_transportguards.moc"
