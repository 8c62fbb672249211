// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

// Plain HTTP over loopback: what is sent, how often, and what is believed. The oracle is always the
// fake server's own log.

#include "kubetest.h"

#include <QTemporaryDir>

using namespace plumb;
using namespace plumb::kube;
using Effect = Request::Effect;

namespace {

const QByteArray kObject = R"({"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a"}})";

//! Where a connection ends, seen from the server.
struct Cut
{
    const char* name;
    FakeServer::Script script;
};

QList<Cut> cuts()
{
    return {
        {"in the head",
         [](Peer& peer) {
             Received r;
             peer.read(r, 20);
         }},
        {"in the head, RST",
         [](Peer& peer) {
             Received r;
             peer.read(r, 20);
             peer.reset();
         }},
        {"in the body",
         [](Peer& peer) {
             Received r;
             peer.read(r, 400);
         }},
        {"in the body, RST",
         [](Peer& peer) {
             Received r;
             peer.read(r, 400);
             peer.reset();
         }},
        {"before the reply",
         [](Peer& peer) {
             Received r;
             peer.read(r);
         }},
        {"before the reply, RST",
         [](Peer& peer) {
             Received r;
             peer.read(r);
             peer.reset();
         }},
        {"in the status line",
         [](Peer& peer) {
             Received r;
             peer.read(r);
             peer.write("HTTP/1.1 2");
         }},
        {"in the reply's head",
         [](Peer& peer) {
             Received r;
             peer.read(r);
             peer.write("HTTP/1.1 200 OK\r\nContent-Le");
         }},
        {"behind the reply's head",
         [](Peer& peer) {
             Received r;
             peer.read(r);
             peer.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
         }},
        {"in the reply's body",
         [](Peer& peer) {
             Received r;
             peer.read(r);
             peer.write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + kObject);
         }},
        {"in the reply's chunks",
         [](Peer& peer) {
             Received r;
             peer.read(r);
             peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
             peer.chunk(kObject);
         }},
        {"behind an unframed body",
         [](Peer& peer) {
             Received r;
             peer.read(r);
             peer.write("HTTP/1.1 200 OK\r\n\r\n" + kObject);
         }},
    };
}

} // namespace

class TransportTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void f01_aWriteIsSentOnceWhereverItIsCut_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<int>("cut");
        for (const QByteArray& method : QByteArrayList{"PATCH", "POST", "DELETE", "PUT"})
            for (int i = 0; i < cuts().size(); ++i)
                QTest::addRow("%s cut %s", method.constData(), cuts().at(i).name) << method << i;
    }
    void f01_aWriteIsSentOnceWhereverItIsCut()
    {
        QFETCH(QByteArray, method);
        QFETCH(int, cut);
        FakeServer server(cuts().at(cut).script);
        const auto client = makeApiClient(endpointOf(server), quickLimits());
        const auto answer =
            await(client->send(request(method, Effect::Write, "/api/v1/namespaces/a/configmaps/a",
                                       QByteArray(1000, 'x')),
                               {}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().detail, u"unknown"_s);
        QVERIFY2(answer.error().summary.contains(u"Whether the change was made is not known"_s),
                 qPrintable(answer.error().summary));
        // A second client proves that nothing more is on its way: the server saw one connection.
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(server.connections(), 1);
    }

    void f02_aWriteNeverUsesAKeptConnection()
    {
        // The reply to the first GET keeps the connection open; libcurl 7.88 would send a PATCH
        // there and again when it dies.
        FakeServer server([](Peer& peer) {
            Received request;
            peer.read(request);
            if (request.method != "GET")
                return;
            peer.answer(200, kObject);
            peer.read(request, 1); // dies on the next request's first byte
        });
        const auto client = makeApiClient(endpointOf(server), quickLimits());
        QVERIFY(await(client->send(read(), {})).ok());
        const auto answer =
            await(client->send(request("PATCH", Effect::Write, "/api/v1/x", "{}"), {}));
        QVERIFY(!answer);
        const auto requests = server.requests();
        const auto patches = std::count_if(requests.begin(), requests.end(),
                                           [](const Received& r) { return r.method == "PATCH"; });
        QCOMPARE(patches, 1);
        QVERIFY(requests.at(0).connection != requests.at(1).connection);
    }

    void aWriteWithACompleteAnswerSucceeds()
    {
        FakeServer server(FakeServer::serving([](Peer& peer, const Received&) {
            peer.write(
                "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nTransfer-Encoding: "
                "chunked\r\n"
                "Warning: 299 - \"be careful\"\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n");
            peer.chunk(kObject.left(10));
            peer.chunk(kObject.mid(10));
            peer.chunk({});
        }));
        const auto client = makeApiClient(endpointOf(server));
        const auto answer =
            await(client->send(request("POST", Effect::Write, "/api/v1/x", kObject), {}));
        QVERIFY(answer.ok());
        QCOMPARE(answer->status, 201);
        QCOMPARE(answer->body, kObject);
        QCOMPARE(answer->warnings, QStringList{u"be careful"_s});
        QCOMPARE(answer->serverDate, QDateTime(QDate(1994, 11, 6), QTime(8, 49, 37), Qt::UTC));
        const Received seen = server.requests().value(0);
        QCOMPARE(seen.body, kObject);
        QCOMPARE(seen.headers.value("authorization"), QByteArray("Bearer token-of-the-test"));
        QCOMPARE(seen.headers.value("content-type"), QByteArray("application/json"));
        QVERIFY(!seen.headers.contains("accept-encoding"));
        QVERIFY(!seen.headers.contains("expect"));
    }

    void aWriteThatFindsNobodySaysThatNothingWasSent()
    {
        Endpoint endpoint;
        {
            FakeServer gone([](Peer&) {});
            endpoint = endpointOf(gone);
        }
        const auto answer =
            await(makeApiClient(endpoint)->send(request("PATCH", Effect::Write), {}));
        QVERIFY(!answer);
        QCOMPARE(kindOf(answer), u"Unreachable"_s);
        QCOMPARE(answer.error().detail, u"not-sent"_s);
        QCOMPARE(
            answer.error().summary,
            u"No connection to %1: Connection refused. The API server may be down, or its address has changed. Nothing was sent."_s
                .arg(endpoint.server));
    }

    void f03_twentyStreamsDoNotStarveARead()
    {
        FakeServer server(FakeServer::serving([](Peer& peer, const Received& request) {
            if (!request.target.contains("watch"))
                return peer.answer(200, kObject);
            peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            peer.chunk("one\n");
            peer.untilClosed();
        }));
        const auto client = makeApiClient(endpointOf(server));
        std::stop_source stop;
        std::atomic<int> lines = 0;
        QList<Future<Response>> streams;
        for (int i = 0; i < 20; ++i)
            streams += client->stream(
                read("/api/v1/x?watch=1"), {}, [&](const QByteArray&) { ++lines; },
                stop.get_token());
        QTRY_COMPARE(lines.load(), 20);
        QVERIFY(await(client->send(read(), {})).ok());
        stop.request_stop();
        for (const auto& stream : streams)
            QCOMPARE(kindOf(await(stream)), u"Cancelled"_s);
    }

    void f04_aRedirectIsNotFollowed()
    {
        FakeServer other(
            FakeServer::serving([](Peer& peer, const Received&) { peer.answer(200, kObject); }));
        const QByteArray location = "Location: " + other.url().toUtf8() + "/stolen\r\n";
        FakeServer server(FakeServer::serving(
            [&](Peer& peer, const Received&) { peer.answer(307, {}, location); }));
        const auto client = makeApiClient(endpointOf(server));
        const auto answer = await(client->send(read(), {}));
        QVERIFY(answer.ok());
        QCOMPARE(answer->status, 307);
        QCOMPARE(other.connections(), 0);
        QCOMPARE(errorOf(*answer, u"Reading x"_s).summary,
                 u"Reading x failed: Answer 307 from "_s + server.url()
                     + u": the server redirects to 127.0.0.1, which is "
                       u"refused because "
                       "credentials would go there."_s);
    }

    void whatDoesNotSpeakHttpIsCalledSo()
    {
        FakeServer server([](Peer& peer) {
            Received request;
            peer.read(request);
            peer.write("SSH-2.0-OpenSSH_9.2p1\r\n");
        });
        const auto answer = await(makeApiClient(endpointOf(server))->send(read(), {}));
        QVERIFY2(answer.error().summary.startsWith(
                     u"What answers at %1 does not speak HTTP ("_s.arg(server.url())),
                 qPrintable(answer.error().summary));
        QVERIFY2(
            answer.error().summary.endsWith(
                u"Another service may listen there, or the address in the kubeconfig should begin with https."_s),
            qPrintable(answer.error().summary));
    }
    void aProxyThatIsDownIsNamed()
    {
        int port = 0;
        {
            const FakeServer gone(FakeServer::serving([](Peer&, const Received&) {}));
            port = gone.port();
        }
        Endpoint endpoint;
        endpoint.server = u"http://api.example.invalid:6443"_s;
        endpoint.proxyUrl = u"http://127.0.0.1:%1"_s.arg(port);
        const auto answer = await(makeApiClient(endpoint)->send(read(), {}));
        QCOMPARE(
            answer.error().summary,
            u"No connection to the proxy %1, which leads to http://api.example.invalid:6443: Connection refused."_s
                .arg(endpoint.proxyUrl));
    }
    void f05_theProtocolIsHttp11()
    {
        FakeServer server(FakeServer::serving([](Peer& peer, const Received& request) {
            QVERIFY(!request.headers.contains("upgrade"));
            peer.answer(200, kObject);
        }));
        QVERIFY(await(makeApiClient(endpointOf(server))->send(read(), {})).ok());
    }

    void readsShareAConnectionOfTheirClientOnly()
    {
        FakeServer server(
            FakeServer::serving([](Peer& peer, const Received&) { peer.answer(200, kObject); }));
        const auto alice = makeApiClient(endpointOf(server)),
                   bob = makeApiClient(endpointOf(server));
        for (int i = 0; i < 3; ++i) {
            QVERIFY(await(alice->send(read(), {})).ok());
            QVERIFY(await(bob->send(read(), {})).ok());
        }
        QCOMPARE(server.connections(), 2);
    }

    void aReadSurvivesAKeptConnectionThatDied()
    {
        FakeServer server([](Peer& peer) {
            Received request;
            peer.read(request);
            peer.answer(200, kObject); // and closes, though it did not say so
        });
        const auto client = makeApiClient(endpointOf(server));
        for (int i = 0; i < 5; ++i)
            QVERIFY(await(client->send(read(), {})).ok());
        QCOMPARE(server.connections(), 5);
    }

    void w10_silenceBehindTheRequestIsATimeout()
    {
        FakeServer server([](Peer& peer) {
            Received request;
            peer.read(request);
            peer.untilClosed();
        });
        const auto answer =
            await(makeApiClient(endpointOf(server), quickLimits())->send(read(), {}));
        QCOMPARE(kindOf(answer), u"Timeout"_s);
        QCOMPARE(answer.error().summary,
                 u"%1 did not begin to answer within 0.4 s."_s.arg(server.url()));
    }

    void w10_aTricklingListIsGivenUp()
    {
        FakeServer server([](Peer& peer) {
            Received request;
            peer.read(request);
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nabc");
            peer.untilClosed();
        });
        const auto answer =
            await(makeApiClient(endpointOf(server), quickLimits())->send(read(), {}));
        QCOMPARE(kindOf(answer), u"Timeout"_s);
        QCOMPARE(answer.error().summary,
                 u"%1 answered with less than 1 KiB per second; the answer was given up."_s.arg(
                     server.url()));
    }

    void theTotalDeadlineOfAWriteEndsIt()
    {
        FakeServer server([](Peer& peer) {
            Received request;
            peer.read(request);
            peer.untilClosed();
        });
        Request patch = request("PATCH", Effect::Write);
        patch.deadline = std::chrono::milliseconds(300);
        const auto answer =
            await(makeApiClient(endpointOf(server), quickLimits())->send(patch, {}));
        QCOMPARE(kindOf(answer), u"Timeout"_s);
        QCOMPARE(answer.error().detail, u"unknown"_s);
        QCOMPARE(server.requests().size(), 1);
    }

    void tooMuchIsRefused_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("head") << QByteArray(
            "HTTP/1.1 200 OK\r\nX: " + QByteArray(70'000, 'x')
            + "\r\n\r\n") << u"%1 sent more than 65536 bytes of headers; the answer was refused."_s;
        QTest::newRow("announced body")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n")
            << u"The answer of %1 is larger than the limit of 1000 bytes; it was refused."_s;
        QTest::newRow("body")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n"
                          + QByteArray(2000, 'x'))
            << u"The answer of %1 is larger than the limit of 1000 bytes; it was refused."_s;
    }
    void tooMuchIsRefused()
    {
        QFETCH(QByteArray, reply);
        QFETCH(QString, sentence);
        FakeServer server([&](Peer& peer) {
            Received request;
            peer.read(request);
            peer.write(reply);
            peer.untilClosed();
        });
        Request small = read();
        small.maxBody = 1000;
        const auto answer = await(makeApiClient(endpointOf(server))->send(small, {}));
        QVERIFY(!answer);
        QCOMPARE(kindOf(answer), u"Invalid"_s);
        QCOMPARE(answer.error().summary, sentence.arg(server.url()));
    }

    void aStreamGivesWholeLinesAndDropsACutOne()
    {
        FakeServer server([](Peer& peer) {
            Received request;
            peer.read(request);
            peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            peer.chunk("{\"a\":");
            peer.chunk("1}\n{\"b\":2}\n{\"c\"");
            peer.chunk({});
        });
        QByteArrayList lines;
        int opened = 0;
        const auto client = makeApiClient(endpointOf(server));
        const auto answer = await(client->stream(
            read("/watch"), [&] { ++opened; }, [&](const QByteArray& line) { lines += line; }, {}));
        QVERIFY(answer.ok());
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->body, QByteArray());
        QCOMPARE(lines, QByteArrayList({"{\"a\":1}", "{\"b\":2}"}));
        QCOMPARE(opened, 1);
    }

    void aRefusedStreamGivesItsStatusAndBody()
    {
        FakeServer server(FakeServer::serving(
            [](Peer& peer, const Received&) { peer.answer(410, "{\"gone\":1}\n"); }));
        int opened = 0;
        const auto answer = await(
            makeApiClient(endpointOf(server))
                ->stream(
                    read("/watch"), [&] { ++opened; }, [&](const QByteArray&) { ++opened; }, {}));
        QCOMPARE(answer->status, 410);
        QCOMPARE(answer->body, QByteArray("{\"gone\":1}\n"));
        QCOMPARE(opened, 0);
    }

    void w13_aLineWithoutEndIsCutOff()
    {
        FakeServer server([](Peer& peer) {
            Received request;
            peer.read(request);
            peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            peer.chunk(QByteArray(70'000, 'x'));
            peer.untilClosed();
        });
        const auto answer = await(makeApiClient(endpointOf(server), quickLimits())
                                      ->stream(read("/watch"), {}, [](const QByteArray&) {}, {}));
        QVERIFY(!answer);
        QCOMPARE(
            answer.error().summary,
            u"%1 sent a line longer than the limit of 65536 bytes; the stream was ended."_s.arg(
                server.url()));
    }

    void aCancelledWriteSaysWhetherItWasSent()
    {
        FakeServer server([](Peer& peer) {
            Received request;
            peer.read(request);
            peer.untilClosed();
        });
        const auto client = makeApiClient(endpointOf(server));
        std::stop_source stop;
        const auto future = client->send(request("PATCH", Effect::Write), stop.get_token());
        QTRY_COMPARE(server.requests().size(), 1);
        stop.request_stop();
        const auto answer = await(future);
        QCOMPARE(kindOf(answer), u"Cancelled"_s);
        QCOMPARE(answer.error().detail, u"unknown"_s);

        const auto never = await(client->send(request("PATCH", Effect::Write), stop.get_token()));
        QCOMPARE(kindOf(never), u"Cancelled"_s);
        QCOMPARE(never.error().detail, u"not-sent"_s);
        QCOMPARE(server.requests().size(), 1);
    }

    void k03_whatIsNotATokenIsNeverSent_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("why");
        QTest::newRow("private key") << QByteArray("-----BEGIN PRIVATE KEY-----\nabc\n")
                                     << u"it holds a key or a certificate"_s;
        QTest::newRow("two lines")
            << QByteArray("root:x:0:0\nbin:x:1:1\n") << u"it has more than one line"_s;
        QTest::newRow("empty") << QByteArray("\n") << u"it is empty"_s;
        QTest::newRow("large") << QByteArray(70'000, 'x') << u"it is larger than 64 KiB"_s;
        QTest::newRow("binary") << QByteArray("\x7f"
                                              "ELF\x01\x02")
                                << u"it has characters that no token has"_s;
    }
    void k03_whatIsNotATokenIsNeverSent()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, why);
        FakeServer server(
            FakeServer::serving([](Peer& peer, const Received&) { peer.answer(200, kObject); }));
        QTemporaryDir folder;
        Endpoint endpoint = endpointOf(server);
        endpoint.tokenFile = folder.filePath(u"token"_s);
        QFile file(endpoint.tokenFile);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const auto answer = await(makeApiClient(endpoint)->send(read(), {}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().summary, u"The file %1 is not a token: %2. Nothing was sent."_s.arg(
                                             endpoint.tokenFile, why));
        QCOMPARE(server.connections(), 0);
    }

    void aTokenFileIsReadAnewForEachRequest()
    {
        FakeServer server(
            FakeServer::serving([](Peer& peer, const Received&) { peer.answer(200, kObject); }));
        QTemporaryDir folder;
        Endpoint endpoint = endpointOf(server);
        endpoint.tokenFile = folder.filePath(u"token"_s);
        const auto client = makeApiClient(endpoint);
        for (const QByteArray& token : QByteArrayList{"first", "second"}) {
            QFile file(endpoint.tokenFile);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(token + '\n');
            file.close();
            QVERIFY(await(client->send(read(), {})).ok());
            QCOMPARE(server.requests().constLast().headers.value("authorization"),
                     "Bearer " + token);
        }
    }

    void aWriteGoesToTheAddressThatWasIdentified()
    {
        FakeServer server(
            FakeServer::serving([](Peer& peer, const Received&) { peer.answer(200, kObject); }));
        Endpoint endpoint = endpointOf(server);
        endpoint.server = u"http://localhost:%1"_s.arg(server.port());
        const auto client = makeApiClient(endpoint);
        Request identify = read();
        identify.pinAddress = true;
        QVERIFY(await(client->send(identify, {})).ok());
        QVERIFY(await(client->send(request("PATCH", Effect::Write), {})).ok());
        QCOMPARE(server.requests().constLast().headers.value("host"),
                 "localhost:" + QByteArray::number(server.port()));
    }
};

QTEST_GUILESS_MAIN(TransportTest)
#include "tst_transport.moc"
