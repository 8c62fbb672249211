// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

// A short exchange that goes wrong at every one of its bytes: cut, delayed, flooded, lied about.
// The oracle is the server's log: each write reached it at most once, and is called applied only
// where a whole good reply was sent.

#include "cutserver.h"
#include "kube/cluster.h"
#include "kubetest.h"

#include <QtConcurrent>

using namespace plumb;
using namespace plumb::kube;
using Effect = Request::Effect;
using test::Behaviour;
using test::Exchange;
using End = Behaviour::End;

namespace {

enum class Outcome { Applied, Refused, Unknown, NotSent };

QByteArray nameOf(Outcome outcome)
{
    static const QByteArrayList kNames{"applied", "refused", "unknown", "not sent"};
    return kNames.at(int(outcome));
}

template <typename T>
Outcome outcomeOf(const Result<T>& result)
{
    if (result)
        return Outcome::Applied;
    return result.error().detail == u"unknown"    ? Outcome::Unknown
           : result.error().detail == u"not-sent" ? Outcome::NotSent
                                                  : Outcome::Refused;
}

const ApiResource kConfigMaps{{{}, u"v1"_s, u"ConfigMap"_s}, u"configmaps"_s, true, {}, {}};

const QByteArray kObject =
    R"({"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","namespace":"shop",)"
    R"("uid":"7d1b","resourceVersion":"42"},"data":{"k":"v"}})";

//! What answers where, in the bytes of a real API server.
QByteArray goodBody(const QByteArray& method)
{
    return method == "DELETE" ? QByteArray(
               R"({"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success",)"
               R"("details":{"name":"a","kind":"configmaps","uid":"7d1b"}})")
                              : kObject;
}

QByteArray replyOf(const QByteArray& status, const QByteArray& body, bool isChunked = false)
{
    const QByteArray head = "HTTP/1.1 " + status
                            + "\r\nContent-Type: application/json\r\n"
                              "Date: Tue, 24 Nov 2026 03:00:00 GMT\r\n";
    if (!isChunked)
        return head + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    const QByteArray first = body.left(40), second = body.mid(40);
    const auto size = [](const QByteArray& chunk) { return QByteArray::number(chunk.size(), 16); };
    return head + "Transfer-Encoding: chunked\r\n\r\n" + size(first) + "\r\n" + first + "\r\n"
           + size(second) + "\r\n" + second + "\r\n0\r\n\r\n";
}

QByteArray goodReply(const QByteArray& method, bool isChunked = false)
{
    return replyOf(method == "POST" ? "201 Created" : "200 OK", goodBody(method), isChunked);
}

//! Whether a reply, however it came about, says that the write was done: read here anew, with
//! nothing of ours. A line may end without its CR.
bool saysDone(const QByteArray& method, const QByteArray& reply)
{
    qint64 length = -1;
    qsizetype at = 0;
    QByteArrayList lines;
    while (true) {
        const auto end = reply.indexOf('\n', at);
        if (end < 0)
            return false;
        QByteArray line = reply.mid(at, end - at);
        if (line.endsWith('\r'))
            line.chop(1);
        at = end + 1;
        if (line.isEmpty())
            break;
        lines += line;
    }
    const QByteArray status = lines.value(0);
    const int code = status.mid(9, 3).toInt();
    if (!status.startsWith("HTTP/1.") || status.mid(8, 1) != " " || code < 200 || code > 299)
        return false;
    for (const QByteArray& line : lines.mid(1))
        if (line.left(line.indexOf(':')).toLower() == "content-length")
            length = line.mid(line.indexOf(':') + 1).trimmed().toLongLong();
    const QByteArray body = reply.mid(at);
    if (length != body.size())
        return false;
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    if (method == "DELETE" && json.value(u"kind"_s).toString() == u"Status")
        return json.value(u"status"_s).toString() == u"Success";
    const QJsonObject metadata = json.value(u"metadata"_s).toObject();
    return json.value(u"kind"_s).toString() == u"ConfigMap"
           && json.value(u"apiVersion"_s).toString() == u"v1"
           && metadata.value(u"name"_s).toString() == u"a"
           && metadata.value(u"namespace"_s).toString() == u"shop"
           && !metadata.value(u"uid"_s).toString().isEmpty();
}

struct Play
{
    QByteArray method;
    Behaviour behaviour;
    //! Whole: the words of Cluster. Else one bare request that is given up.
    enum class Patience { Whole, UntilSilent, ThreeSeconds } patience = Patience::Whole;
    QByteArray what = {}; //!< for the message of a failure
};

struct Played
{
    Outcome outcome = Outcome::NotSent;
    Exchange log;
    QString sentence;
};

TransportLimits narrowLimits()
{
    using namespace std::chrono_literals;
    return {10s, 10s, 10s, 10s, 4096, 4096};
}

} // namespace

class TransportCutsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_threads.setMaxThreadCount(64);
        for (const QByteArray& method : m_methods) {
            const Behaviour good{-1, goodReply(method)};
            m_requests.insert(method, play({method, good}).log.received);
            m_bareRequests.insert(method,
                                  play({method, good, Play::Patience::ThreeSeconds}).log.received);
        }
    }

    void f1_aWholeGoodReplyIsApplied_data() { methods(); }
    void f1_aWholeGoodReplyIsApplied()
    {
        QFETCH(QByteArray, method);
        for (const bool isChunked : {false, true})
            for (const bool drips : {false, true}) {
                const Played seen = play({method, {-1, goodReply(method, isChunked), -1, drips}});
                QCOMPARE(nameOf(seen.outcome), QByteArray("applied"));
                QVERIFY(seen.log.isWhole);
                QCOMPARE(seen.log.count(method), 1);
            }
        QVERIFY(saysDone(method, goodReply(method)));
    }

    void f1_aCutAtEachByteOfTheRequestIsUnknownAndNotRepeated_data() { methods(); }
    void f1_aCutAtEachByteOfTheRequestIsUnknownAndNotRepeated()
    {
        QFETCH(QByteArray, method);
        QList<Play> plays;
        for (const End end : {End::Fin, End::Rst})
            for (qint64 at = 0; at < m_requests.value(method).size(); ++at)
                plays += {method,
                          {at, goodReply(method), -1, false, {}, end},
                          Play::Patience::Whole,
                          place(at, end)};
        QVERIFY(plays.size() > 400);
        forEach(plays, [](const Play& play, const Played& seen) {
            // Nothing of it may have left, but only where the server saw nothing of it either.
            const bool isRight =
                seen.outcome == Outcome::Unknown
                || (seen.outcome == Outcome::NotSent && seen.log.received.isEmpty());
            return isRight && seen.log.received.size() >= play.behaviour.requestBytes;
        });
    }

    void f2_aCutAtEachByteOfTheReplyIsUnknown_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("reply");
        for (const QByteArray& method : m_methods) {
            QTest::newRow(method.constData()) << method << goodReply(method);
            QTest::addRow("%s, in chunks", method.constData()) << method << goodReply(method, true);
        }
        QTest::newRow("PATCH that is refused")
            << QByteArray("PATCH")
            << replyOf("409 Conflict", R"({"kind":"Status","apiVersion":"v1","status":"Failure",)"
                                       R"("message":"moved","reason":"Conflict","code":409})");
    }
    void f2_aCutAtEachByteOfTheReplyIsUnknown()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, reply);
        QList<Play> plays;
        for (const End end : {End::Fin, End::Rst})
            for (qint64 at = 0; at <= reply.size(); ++at)
                plays += {
                    method, {-1, reply, at, false, {}, end}, Play::Patience::Whole, place(at, end)};
        const Outcome whole = reply.startsWith("HTTP/1.1 2") ? Outcome::Applied : Outcome::Refused;
        forEach(plays, [&](const Play& play, const Played& seen) {
            // The chunk of no bytes ends the content; libcurl does not wait for the LF behind it.
            const bool lacksLf = reply.contains("chunked") && seen.log.replied == reply.size() - 1;
            if (!seen.log.isWhole && !lacksLf)
                return seen.outcome == Outcome::Unknown;
            // An RST behind the last byte may overtake it.
            return seen.outcome == whole
                   || (play.behaviour.end == End::Rst && seen.outcome == Outcome::Unknown);
        });
    }

    void f2_silenceAtEachByteIsUnknownWhenItIsGivenUp_data() { methods(); }
    void f2_silenceAtEachByteIsUnknownWhenItIsGivenUp()
    {
        QFETCH(QByteArray, method);
        forEach(silences(method, 1, Play::Patience::UntilSilent),
                [](const Play& play, const Played& seen) {
                    const bool isRight =
                        seen.outcome == Outcome::Unknown
                        || (seen.outcome == Outcome::NotSent && seen.log.received.isEmpty());
                    return isRight && seen.sentence.contains(u"was cancelled")
                           && seen.log.received.size() >= play.behaviour.requestBytes;
                });
    }

    void f2_silenceEndsAtTheDeadline_data() { methods(); }
    void f2_silenceEndsAtTheDeadline()
    {
        QFETCH(QByteArray, method);
        // Some places are enough: where it is silent makes no difference to a clock.
        forEach(silences(method, 97, Play::Patience::ThreeSeconds),
                [](const Play&, const Played& seen) {
                    return seen.outcome == Outcome::Unknown
                           && seen.sentence.contains(u"did not answer completely within 3 s");
                });
    }

    void f2_aFloodBehindEachByteOfTheReplyIsBounded_data() { methods(); }
    void f2_aFloodBehindEachByteOfTheReplyIsBounded()
    {
        QFETCH(QByteArray, method);
        QList<Play> plays;
        const QByteArray reply = goodReply(method);
        const QByteArrayList floods{QByteArray(65536, 'x'),
                                    QByteArray("X-Flood: 1\r\n").repeated(5000)};
        for (const QByteArray& flood : floods)
            for (qint64 at = 0; at <= reply.size(); ++at)
                plays += {method,
                          {-1, reply, at, false, flood},
                          Play::Patience::Whole,
                          place(at, End::Fin)};
        const auto headEnd = reply.indexOf("\r\n\r\n") + 4;
        forEach(plays, [&](const Play& play, const Played& seen) {
            // Behind a whole reply what follows belongs to nobody. What a body says is for the
            // words of Cluster to judge, which have no POST that writes.
            const qint64 wholeAt = method == "POST" ? headEnd : reply.size();
            return seen.outcome == Outcome::Unknown
                   || (seen.outcome == Outcome::Applied && play.behaviour.replyBytes >= wholeAt);
        });
    }

    void f2_aLieInAnyByteOfTheReplyIsNotBelieved_data()
    {
        QTest::addColumn<QByteArray>("method");
        for (const QByteArray& method : QByteArrayList{"PATCH", "DELETE"})
            QTest::newRow(method.constData()) << method;
    }
    void f2_aLieInAnyByteOfTheReplyIsNotBelieved()
    {
        QFETCH(QByteArray, method);
        QList<Play> plays;
        const QByteArray reply = goodReply(method);
        for (const char flip : {'\x01', '\x10', '\x04'})
            for (qsizetype at = 0; at < reply.size(); ++at) {
                QByteArray lie = reply;
                lie[at] = char(lie.at(at) ^ flip);
                plays += {method,
                          {-1, lie},
                          Play::Patience::Whole,
                          place(at, End::Fin) + ": " + lie.mid(at, 1)};
            }
        int believed = 0;
        forEach(plays, [&](const Play& play, const Played& seen) {
            const bool isApplied = seen.outcome == Outcome::Applied;
            believed += isApplied;
            return !isApplied || saysDone(method, play.behaviour.reply);
        });
        QVERIFY2(believed > 50, "lies in the date or in the data change nothing of the outcome");
    }

    void f2_aHeadThatContradictsItselfIsNotBelieved_data()
    {
        QTest::addColumn<QByteArray>("reply");
        const QByteArray length = QByteArray::number(kObject.size());
        const QByteArray chunks =
            QByteArray::number(kObject.size(), 16) + "\r\n" + kObject + "\r\n0\r\n\r\n";
        const auto row = [](const char* name, const QByteArray& head, const QByteArray& body) {
            QTest::newRow(name) << "HTTP/1.1 200 OK\r\n" + head + "\r\n" + body;
        };
        row("two lengths", "Content-Length: 7\r\nContent-Length: " + length + "\r\n", kObject);
        row("two lengths, the true one first",
            "Content-Length: " + length + "\r\nContent-Length: 7\r\n", kObject);
        row("a list of lengths", "Content-Length: " + length + ", 7\r\n", kObject);
        row("length and chunks", "Content-Length: " + length + "\r\nTransfer-Encoding: chunked\r\n",
            chunks);
        row("a negative length", "Content-Length: -1\r\n", kObject);
        row("a length beyond all numbers", "Content-Length: 99999999999999999999\r\n", kObject);
        row("no length", {}, kObject);
        row("another coding", "Transfer-Encoding: gzip\r\n", kObject);
        row("an encoded body", "Content-Encoding: gzip\r\nContent-Length: " + length + "\r\n",
            kObject);
    }
    void f2_aHeadThatContradictsItselfIsNotBelieved()
    {
        QFETCH(QByteArray, reply);
        const Played seen = play({"PATCH", {-1, reply}});
        QCOMPARE(nameOf(seen.outcome), QByteArray("unknown"));
        QCOMPARE(seen.log.count("PATCH"), 1);
    }

private:
    void methods()
    {
        QTest::addColumn<QByteArray>("method");
        for (const QByteArray& method : m_methods)
            QTest::newRow(method.constData()) << method;
    }
    //! Falls silent at every `step`th byte of request and reply.
    QList<Play> silences(const QByteArray& method, int step, Play::Patience patience) const
    {
        QList<Play> plays;
        const QByteArray reply = goodReply(method);
        for (qint64 at = 0; at < m_bareRequests.value(method).size(); at += step)
            plays += {method,
                      {at, reply, -1, false, {}, End::Silence},
                      patience,
                      "request " + place(at, End::Silence)};
        for (qint64 at = 0; at < reply.size(); at += step)
            plays += {method,
                      {-1, reply, at, false, {}, End::Silence},
                      patience,
                      "reply " + place(at, End::Silence)};
        return plays;
    }
    static QByteArray place(qint64 at, End end)
    {
        static const QByteArrayList kEnds{"FIN", "RST", "silence"};
        return kEnds.at(int(end)) + " at byte " + QByteArray::number(at);
    }

    Played play(const Play& play)
    {
        const int number = m_servers.listen(play.behaviour);
        Endpoint endpoint;
        endpoint.server = m_servers.url(number);
        endpoint.token = SecretValue("token-of-the-test");
        Played seen;
        const auto note = [&](const auto& result) {
            seen.outcome = outcomeOf(result);
            seen.sentence = result ? QString() : result.error().summary;
        };
        {
            Cluster cluster(makeApiClient(endpoint, narrowLimits()));
            const QByteArray path = "/api/v1/namespaces/shop/configmaps";
            if (play.method == "POST" || play.patience != Play::Patience::Whole) {
                Request request = kube::request(play.method, Effect::Write, path, kObject);
                request.maxBody = 4096;
                if (play.patience == Play::Patience::ThreeSeconds)
                    request.deadline = std::chrono::seconds(3);
                std::stop_source stop;
                const auto future = cluster.client().send(request, stop.get_token());
                if (play.patience == Play::Patience::UntilSilent) {
                    m_servers.untilSilent(number);
                    stop.request_stop();
                }
                note(await(future));
            } else if (play.method == "DELETE") {
                note(cluster.remove(kConfigMaps, {{}, u"ConfigMap"_s, u"shop"_s, u"a"_s}, u"7d1b"_s,
                                    u"41"_s, false, {}));
            } else {
                const auto object =
                    objects::Object::fromJson(QJsonDocument::fromJson(kObject).object());
                note(cluster.apply(kConfigMaps, object, {}, {}));
            }
        }
        seen.log = m_servers.close(number);
        return seen;
    }

    //! Plays all of them, 64 at a time, and holds each against the rule and against what holds
    //! always: one sending at most, and applied only behind a whole reply.
    template <typename Rule>
    void forEach(const QList<Play>& plays, Rule rule)
    {
        const auto seen = QtConcurrent::blockingMapped<QList<Played>>(
            &m_threads, plays, [this](const Play& one) { return play(one); });
        QCOMPARE(seen.size(), plays.size());
        for (qsizetype i = 0; i < plays.size(); ++i) {
            const Play& one = plays.at(i);
            const Played& result = seen.at(i);
            const QString story = QString::fromUtf8(
                one.method + ' ' + one.what + ": " + nameOf(result.outcome) + ", received "
                + QByteArray::number(result.log.received.size()) + ", replied "
                + QByteArray::number(result.log.replied) + "; " + result.sentence.toUtf8());
            QVERIFY2(result.log.count(one.method) <= 1, qPrintable(u"sent twice: "_s + story));
            QVERIFY2(result.log.connections <= 1, qPrintable(u"connected twice: "_s + story));
            QVERIFY2(rule(one, result), qPrintable(story));
        }
    }

    const QByteArrayList m_methods{"PATCH", "POST", "DELETE"};
    //! As they stand on the wire: by the words of Cluster, and bare ones.
    QHash<QByteArray, QByteArray> m_requests, m_bareRequests;
    test::CutServers m_servers;
    QThreadPool m_threads;
};

QTEST_GUILESS_MAIN(TransportCutsTest)
#include "tst_transportcuts.moc"
