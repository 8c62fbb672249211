// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/certificates.h"

#include <QByteArray>
#include <QList>

#include <chrono>
#include <functional>
#include <memory>

namespace plumb::test {

//! One request and what became of it: the proxy's log.
struct Exchange
{
    using Time = std::chrono::steady_clock::time_point;
    int number = 0, connection = 0;
    QByteArray method, target, head; //!< of the request; empty where only bytes pass
    Time at; //!< the request was there
    Time ended; //!< the reply was out, or given up
    int status = 0; //!< that the client saw; 0: none
    qint64 bytes = 0; //!< of the reply that went out
    QByteArray did; //!< "cut after 200", "rate 1"; empty: all went as it came
    bool isWatch() const { return target.contains("watch=1"); }
    bool isList() const { return target.contains("?limit=") && !target.endsWith("?limit=1"); }
};

//! What happens to one exchange, as data. The default passes everything on.
struct Fault
{
    enum class End { None, Fin, Reset };
    enum class Lines { AsTheyCome, Doubled, Shuffled };
    std::chrono::milliseconds wait{0}; //!< before the request is passed on
    QByteArray answer; //!< sent in the server's place, head and all; the request stays here
    bool isMute = false; //!< never answered; the connection stands
    bool swallows = false; //!< passed on; the reply is read, thrown away, and the connection ends
    qint64 bytesPerSecond = 0; //!< of the reply, its head included; 0: at once
    qint64 bodyPerSecond = 0; //!< of the body alone
    qint64 cutAfter = -1; //!< so many bytes of the reply, then `end`
    End end = End::Fin;
    qint64 flips = -1; //!< one bit of that byte; only where bytes pass (Way::Bytes)
    int status = 0; //!< another code in the head
    QByteArray date; //!< another Date header
    Lines lines = Lines::AsTheyCome; //!< of a watch; the order within one object stays
};

//! Stands on loopback between a client and a real API server, and does to their exchanges what a
//! test wants, with a thread of its own for each connection.
class FaultProxy
{
public:
    //! Http: ends the TLS with a certificate of `authority`, and speaks TLS to the server; what the
    //! client says of itself in headers goes along. Bytes: the TLS passes through unread.
    enum class Way { Http, Bytes };
    FaultProxy(Way way, int targetPort, const KeyPair& authority = {});
    ~FaultProxy();
    int port() const;

    //! Asked for each request (Bytes: each connection), on the thread of that connection.
    using Chooser = std::function<Fault(const Exchange&)>;
    void choose(Chooser chooser);
    void healthy() { choose({}); }
    //! Where new connections lead to.
    void leadTo(int targetPort);
    //! Ends every connection that stands; new ones are taken as before.
    void cut(Fault::End end = Fault::End::Fin);
    //! From now on no packet of the client is heard: the kernel does not even acknowledge them.
    //! What stood then stays dead for ever, with neither FIN nor RST; new connections go unanswered
    //! until appear().
    void vanish();
    void appear();
    //! Not a byte more passes on what stands now, but its packets are acknowledged: as if somebody
    //! on the way kept the connection and had lost the other end. New connections are as before.
    void hold();

    QList<Exchange> log() const;
    int connections() const; //!< that were accepted so far

private:
    struct Private;
    std::unique_ptr<Private> d;
};

//! A whole answer for Fault::answer. The connection is kept.
QByteArray httpAnswer(int status, const QByteArray& body,
                      const QByteArray& contentType = "application/json",
                      const QByteArray& headers = {});

} // namespace plumb::test
