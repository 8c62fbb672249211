// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/httphead_p.h"
#include "kube/proxy_p.h"

#include <QTest>

using namespace plumb;
using namespace plumb::kube;

class HttpHeadTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aHeadWithoutItsEmptyLineIsNotComplete()
    {
        HttpHead head = fed({"HTTP/1.1 200 OK\r\n", "Content-Le"});
        QVERIFY(!head.isComplete());
        QVERIFY(!head.isFramed());
    }
    void continueIsFollowedByTheRealHead()
    {
        const HttpHead head = fed({"HTTP/1.1 100 Continue\r\n", "\r\n", "HTTP/1.1 201 Created\r\n",
                                   "Content-Length: 2\r\n", "\r\n"});
        QVERIFY(head.isComplete());
        QCOMPARE(head.status(), 201);
        QCOMPARE(head.contentLength(), 2);
    }
    void trailersChangeNothing()
    {
        const HttpHead head = fed({"HTTP/1.1 200 OK\r\n", "Transfer-Encoding: chunked\r\n", "\r\n",
                                   "Content-Type: text/evil\r\n", "\r\n"});
        QVERIFY(head.isFramed());
        QCOMPARE(head.contentType(), QByteArray());
    }
    void aHeadOverTheLimitIsRefused()
    {
        HttpHead head;
        QVERIFY(head.feed("HTTP/1.1 200 OK\r\n", 40));
        QVERIFY(!head.feed("X: 12345678901234567890123\r\n", 40));
    }
    void f2_aHeadThatCannotBeBelievedSaysWhy_data()
    {
        QTest::addColumn<QByteArrayList>("lines");
        QTest::addColumn<QString>("flaw");
        const auto row = [](const char* name, const QByteArrayList& lines, const QString& flaw) {
            QTest::newRow(name) << lines << flaw;
        };
        const QByteArray ok = "HTTP/1.1 200 OK\r\n", seven = "Content-Length: 7\r\n";
        row("sound", {ok, seven, "\r\n"}, {});
        row("the same length twice", {ok, seven, seven, "\r\n"}, {});
        row("not encoded", {ok, seven, "Content-Encoding: identity\r\n", "\r\n"}, {});
        row("a proxy's compressed page",
            {"HTTP/1.1 502 X\r\n", "Content-Encoding: gzip\r\n", "\r\n"}, {});
        row("two lengths", {ok, seven, "Content-Length: 8\r\n", "\r\n"},
            u"it names two different lengths"_s);
        row("two lengths, one of them nonsense", {ok, seven, "Content-Length: x\r\n", "\r\n"},
            u"it names two different lengths"_s);
        row("length and chunks", {ok, seven, "Transfer-Encoding: chunked\r\n", "\r\n"},
            u"it names a length and comes in chunks too"_s);
        row("encoded", {ok, seven, "Content-Encoding: gzip\r\n", "\r\n"},
            u"it is compressed, which was not asked for"_s);
        row("another protocol", {"HTTP/!.1 200 OK\r\n", seven, "\r\n"},
            u"its first line is not HTTP/1.1's"_s);
    }
    void f2_aHeadThatCannotBeBelievedSaysWhy()
    {
        QFETCH(QByteArrayList, lines);
        HttpHead head;
        for (const QByteArray& line : lines)
            QVERIFY(head.feed(line, 1000));
        QVERIFY(head.isComplete());
        QTEST(head.flaw(), "flaw");
    }
    void f2_aLineOfBlanksDoesNotEndTheHead()
    {
        HttpHead head;
        for (const QByteArray& line : QByteArrayList{"HTTP/1.1 200 OK\r\n", "\f\n", " \r\n"})
            QVERIFY(head.feed(line, 1000));
        QVERIFY(!head.isComplete());
    }
    void warningsAreDecoded()
    {
        const HttpHead head =
            fed({"HTTP/1.1 200 OK\r\n",
                 "Warning: 299 - \"unknown field \\\"spec.x\\\"\", 299 - \"second\"\r\n",
                 "Warning: 299 - \"third\"\r\n", "\r\n"});
        QCOMPARE(head.warnings(),
                 QStringList({u"unknown field \"spec.x\""_s, u"second"_s, u"third"_s}));
    }
    void w07_retryAfter_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("seconds");
        QTest::newRow("number") << QByteArray("7") << 7;
        QTest::newRow("date") << QByteArray("Sun, 06 Nov 1994 08:50:07 GMT") << 30;
        QTest::newRow("a date gone by") << QByteArray("Sun, 06 Nov 1994 08:40:07 GMT") << -1;
        QTest::newRow("negative") << QByteArray("-5") << -1;
        QTest::newRow("absurd") << QByteArray("99999999999") << 2147483647;
        QTest::newRow("words") << QByteArray("soon") << -1;
    }
    void w07_retryAfter()
    {
        QFETCH(QByteArray, value);
        const HttpHead head =
            fed({"HTTP/1.1 429 Busy\r\n", "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n",
                 "Retry-After: " + value + "\r\n", "\r\n"});
        QTEST(head.retryAfter(), "seconds");
    }
    void k05_proxies_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("noProxy");
        QTest::addColumn<QString>("proxy");
        const QString used = u"http://proxy:3128"_s;
        QTest::newRow("https") << u"https://k.example:6443"_s << u""_s << used;
        QTest::newRow("plain http") << u"http://k.example"_s << u""_s << u""_s;
        QTest::newRow("loopback name") << u"https://localhost:6443"_s << u""_s << u""_s;
        QTest::newRow("loopback address") << u"https://127.8.9.1:6443"_s << u""_s << u""_s;
        QTest::newRow("loopback IPv6") << u"https://[::1]:6443"_s << u""_s << u""_s;
        QTest::newRow("network") << u"https://10.1.2.3:6443"_s << u"10.0.0.0/8"_s << u""_s;
        QTest::newRow("another network")
            << u"https://192.168.2.3:6443"_s << u"10.0.0.0/8"_s << used;
        QTest::newRow("domain and below") << u"https://a.k.example"_s << u"k.example"_s << u""_s;
        QTest::newRow("only below") << u"https://k.example"_s << u".k.example"_s << used;
        QTest::newRow("not a part of a word") << u"https://ak.example"_s << u"k.example"_s << used;
        QTest::newRow("other port") << u"https://k.example:6443"_s << u"k.example:443"_s << used;
        QTest::newRow("same port") << u"https://k.example:6443"_s << u" k.example:6443 "_s << u""_s;
        QTest::newRow("all") << u"https://k.example:6443"_s << u"*"_s << u""_s;
    }
    void k05_proxies()
    {
        QFETCH(QString, server);
        QFETCH(QString, noProxy);
        const QMap<QString, QString> environment{{u"https_proxy"_s, u"proxy:3128"_s},
                                                 {u"NO_PROXY"_s, noProxy}};
        QTEST(proxyFor(QUrl(server), {}, environment), "proxy");
        QCOMPARE(proxyFor(QUrl(server), u"socks5://own"_s, environment), u"socks5://own"_s);
    }

private:
    static HttpHead fed(const QList<QByteArray>& lines)
    {
        HttpHead head;
        for (const QByteArray& line : lines)
            head.feed(line, 65536);
        return head;
    }
};

QTEST_GUILESS_MAIN(HttpHeadTest)
#include "tst_httphead.moc"
