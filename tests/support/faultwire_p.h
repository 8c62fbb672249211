// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/certificates.h"

#include <QByteArray>

#include <chrono>
#include <memory>

#include <openssl/ssl.h>

// What the fault proxy is made of: sockets, TLS and the framing of HTTP/1.1. Every call blocks.
namespace plumb::test {

int listenOnLoopback(int& port); //!< port 0: any; says which
int acceptOn(int listener); //!< below 0: it was shut
int connectTo(int port); //!< on loopback; below 0: refused
void shutSocket(int socket);
void wakeReader(int socket); //!< its reader finds the end; the other side hears nothing
void closeSocket(int socket);
//! Whether what comes from the other side reaches this socket; else the kernel drops each packet
//! before it acknowledges it, for a listening socket too.
void hearPackets(int socket, bool isHeard);
void blockPipeSignals();

class TlsContext
{
public:
    static TlsContext serving(const KeyPair& pair);
    static TlsContext asking(); //!< believes every certificate: it talks to this machine only
    SSL_CTX* get() const { return m_context.get(); }

private:
    std::shared_ptr<SSL_CTX> m_context;
};

//! The first line and the headers, as bytes.
struct HttpHead
{
    QByteArray bytes;
    QByteArray word(int i) const; //!< of the first line
    QByteArray header(const QByteArray& name) const;
    qint64 contentLength() const { return header("content-length").toLongLong(); }
    void setStatus(int status);
    void setHeader(const QByteArray& name, const QByteArray& value);
};

//! One socket, in TLS or not. Owns it.
class Wire
{
public:
    explicit Wire(int socket);
    ~Wire();
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    bool accept(const TlsContext& context);
    bool connect(const TlsContext& context);
    bool write(QByteArrayView bytes);
    //! Waits for bytes of this one, and gives up as soon as `other` says something (it leaves).
    bool readSome(QByteArray& bytes, Wire* other = nullptr);
    bool readHead(HttpHead& head, Wire* other = nullptr);
    bool readLine(QByteArray& line, Wire* other); //!< without its CRLF
    bool readPart(QByteArray& part, qint64 most, Wire* other);
    QByteArray readExactly(qint64 size);
    bool hasMore(std::chrono::milliseconds within);
    void untilReadable();
    void untilClosed();
    void resetAtEnd(); //!< RST in place of FIN
    static Wire* firstReadable(Wire& a, Wire& b);

private:
    bool finish(const TlsContext& context, int (*step)(SSL*));
    bool waitFor(int events, const Wire* other = nullptr);
    bool fill(Wire* other);
    const int m_socket;
    SSL* m_tls = nullptr;
    QByteArray m_buffer;
};

//! The body behind a head, in the parts in which it comes.
class HttpBody
{
public:
    HttpBody(Wire& wire, const HttpHead& head);
    bool read(QByteArray& part, Wire* other); //!< false: it is over; isComplete() tells how
    bool isComplete() const { return m_isComplete; }
    bool isChunked() const { return m_isChunked; }
    bool mayFollow() const { return m_isChunked || m_left >= 0; } //!< another answer
    QByteArray framed(const QByteArray& part) const;
    QByteArray lastChunk() const { return m_isChunked ? "0\r\n\r\n" : ""; }

private:
    Wire& m_wire;
    bool m_isChunked = false, m_isComplete = false;
    qint64 m_left = -1; //!< of the length that was promised; -1: until the end of the connection
};

} // namespace plumb::test
