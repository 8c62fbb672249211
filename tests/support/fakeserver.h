// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

#include <functional>
#include <memory>

namespace plumb::test {

//! What reached the server on one connection for one request, however little it was. The list of
//! these is the oracle for "sent exactly once".
struct Received
{
    int connection = 0;
    QByteArray method, target, body;
    QMap<QByteArray, QByteArray> headers; //!< names in lower case
    bool wholeHead = false, wholeBody = false;
};

//! One connection as its script sees it; every function blocks the script's own thread.
class Peer
{
public:
    virtual ~Peer() = default;
    //! The next request. With `upTo` bytes given, reading stops there, in the middle of head or
    //! body. False: the client closed before it was complete (or nothing came).
    virtual bool read(Received& request, qint64 upTo = -1) = 0;
    virtual void write(const QByteArray& bytes) = 0;
    //! A whole answer with Content-Length.
    virtual void answer(int status, const QByteArray& body, const QByteArray& headers = {}) = 0;
    virtual void chunk(const QByteArray& bytes) = 0; //!< one chunk; empty: the last
    virtual void reset() = 0; //!< RST instead of FIN
    virtual void untilClosed() = 0; //!< holds the connection until the client leaves
};

//! A scripted server on loopback: plain HTTP, or HTTPS with a certificate. Each connection runs the
//! script on a thread of its own; the connection ends when the script returns.
class FakeServer
{
public:
    using Script = std::function<void(Peer&)>;
    struct Options
    {
        QByteArray certificatePem, keyPem; //!< empty: plain HTTP
        QByteArray clientAuthorityPem; //!< asks for client certificates
        bool stallsHandshake = false;
        bool isOld = false; //!< speaks nothing newer than TLS 1.1
    };
    explicit FakeServer(Script script);
    FakeServer(Options options, Script script);
    //! Answers every request, one after the other on kept connections.
    using Handler = std::function<void(Peer&, const Received&)>;
    static Script serving(Handler handler);
    ~FakeServer();
    QString url() const; //!< http://127.0.0.1:port
    int port() const;
    QList<Received> requests() const;
    int connections() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace plumb::test
