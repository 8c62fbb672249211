// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "support/faultwire_p.h"

#include <array>
#include <csignal>

#include <fcntl.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/pem.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace plumb::test {

namespace {

sockaddr_in loopback(int port)
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(in_port_t(port));
    return address;
}

} // namespace

int listenOnLoopback(int& port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(port);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket, generic, size) != 0 || ::listen(socket, 256) != 0
        || ::getsockname(socket, generic, &size) != 0)
        qFatal("no listening socket on loopback");
    port = ntohs(address.sin_port);
    return socket;
}

int acceptOn(int listener)
{
    return ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
}

int connectTo(int port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(port);
    if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0)
        return socket;
    ::close(socket);
    return -1;
}

void shutSocket(int socket)
{
    ::shutdown(socket, SHUT_RDWR);
}

void wakeReader(int socket)
{
    ::shutdown(socket, SHUT_RD);
}

void closeSocket(int socket)
{
    ::close(socket);
}

void hearPackets(int socket, bool isHeard)
{
    // A socket filter needs no privilege, and for TCP it stands before the acknowledgement.
    sock_filter nothing = {BPF_RET | BPF_K, 0, 0, 0};
    const sock_fprog program = {1, &nothing};
    ::setsockopt(socket, SOL_SOCKET, isHeard ? SO_DETACH_FILTER : SO_ATTACH_FILTER, &program,
                 sizeof program);
}

void blockPipeSignals()
{
    sigset_t pipes; // OpenSSL writes to what the client has closed
    sigemptyset(&pipes);
    sigaddset(&pipes, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipes, nullptr);
}

TlsContext TlsContext::serving(const KeyPair& pair)
{
    TlsContext made;
    made.m_context = {SSL_CTX_new(TLS_server_method()), SSL_CTX_free};
    BIO* bio = BIO_new_mem_buf(pair.certificatePem.constData(), -1);
    X509* const certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
    BIO_free(bio);
    bio = BIO_new_mem_buf(pair.keyPem.constData(), -1);
    EVP_PKEY* const key = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
    BIO_free(bio);
    SSL_CTX_use_certificate(made.get(), certificate);
    SSL_CTX_use_PrivateKey(made.get(), key);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return made;
}

TlsContext TlsContext::asking()
{
    TlsContext made;
    made.m_context = {SSL_CTX_new(TLS_client_method()), SSL_CTX_free};
    return made;
}

QByteArray HttpHead::word(int i) const
{
    return bytes.left(bytes.indexOf('\r')).split(' ').value(i);
}

QByteArray HttpHead::header(const QByteArray& name) const
{
    for (const QByteArray& line : bytes.split('\n'))
        if (const auto colon = line.indexOf(':');
            colon > 0 && line.left(colon).toLower() == name.toLower())
            return line.mid(colon + 1).trimmed();
    return {};
}

void HttpHead::setStatus(int status)
{
    bytes.replace(0, bytes.indexOf('\r'), "HTTP/1.1 " + QByteArray::number(status) + " Rewritten");
}

void HttpHead::setHeader(const QByteArray& name, const QByteArray& value)
{
    QByteArrayList lines = bytes.trimmed().split('\n');
    lines.removeIf(
        [&](const QByteArray& line) { return line.toLower().startsWith(name.toLower() + ':'); });
    bytes = lines.join('\n').trimmed() + "\r\n" + name + ": " + value + "\r\n\r\n";
}

Wire::Wire(int socket)
    : m_socket(socket)
{
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) | O_NONBLOCK);
}

Wire::~Wire()
{
    SSL_free(m_tls); // without a good-bye: what is cut is cut
    ::close(m_socket);
}

bool Wire::waitFor(int events, const Wire* other)
{
    std::array<pollfd, 2> both{
        {{m_socket, short(events), 0}, {other ? other->m_socket : -1, POLLIN, 0}}};
    return ::poll(both.data(), both.size(), -1) > 0 && both[1].revents == 0;
}

bool Wire::finish(const TlsContext& context, int (*step)(SSL*))
{
    m_tls = SSL_new(context.get());
    SSL_set_fd(m_tls, m_socket);
    while (true) {
        const int done = step(m_tls);
        if (done == 1)
            return true;
        const int why = SSL_get_error(m_tls, done);
        if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE)
            return false;
        if (!waitFor(why == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT))
            return false;
    }
}

bool Wire::accept(const TlsContext& context)
{
    return finish(context, SSL_accept);
}

bool Wire::connect(const TlsContext& context)
{
    return finish(context, SSL_connect);
}

bool Wire::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const int size = int(std::min<qsizetype>(bytes.size(), 1 << 20));
        const auto sent = m_tls ? SSL_write(m_tls, bytes.data(), size)
                                : ::send(m_socket, bytes.data(), size_t(size), MSG_NOSIGNAL);
        if (sent > 0) {
            bytes = bytes.sliced(sent);
            continue;
        }
        const bool mayWait =
            m_tls ? SSL_get_error(m_tls, int(sent)) == SSL_ERROR_WANT_WRITE : errno == EAGAIN;
        if (!mayWait || !waitFor(POLLOUT))
            return false;
    }
    return true;
}

//! More into the buffer.
bool Wire::fill(Wire* other)
{
    std::array<char, 65536> bytes;
    while (true) {
        const auto got = m_tls ? SSL_read(m_tls, bytes.data(), int(bytes.size()))
                               : ::recv(m_socket, bytes.data(), bytes.size(), 0);
        if (got > 0) {
            m_buffer.append(bytes.data(), got);
            return true;
        }
        const bool mayWait = m_tls ? SSL_get_error(m_tls, int(got)) == SSL_ERROR_WANT_READ
                                   : got < 0 && errno == EAGAIN;
        if (!mayWait || !waitFor(POLLIN, other))
            return false;
    }
}

bool Wire::readSome(QByteArray& bytes, Wire* other)
{
    if (m_buffer.isEmpty() && !fill(other))
        return false;
    bytes = std::exchange(m_buffer, {});
    return true;
}

bool Wire::readHead(HttpHead& head, Wire* other)
{
    qsizetype end = -1;
    while ((end = m_buffer.indexOf("\r\n\r\n")) < 0)
        if (!fill(other))
            return false;
    head.bytes = m_buffer.left(end + 4);
    m_buffer.remove(0, end + 4);
    return true;
}

bool Wire::readLine(QByteArray& line, Wire* other)
{
    qsizetype end = -1;
    while ((end = m_buffer.indexOf("\r\n")) < 0)
        if (!fill(other))
            return false;
    line = m_buffer.left(end);
    m_buffer.remove(0, end + 2);
    return true;
}

bool Wire::readPart(QByteArray& part, qint64 most, Wire* other)
{
    if (m_buffer.isEmpty() && !fill(other))
        return false;
    part = m_buffer.left(most);
    m_buffer.remove(0, part.size());
    return true;
}

QByteArray Wire::readExactly(qint64 size)
{
    while (m_buffer.size() < size)
        if (!fill(nullptr))
            return {};
    const QByteArray bytes = m_buffer.left(size);
    m_buffer.remove(0, size);
    return bytes;
}

bool Wire::hasMore(std::chrono::milliseconds within)
{
    pollfd one{m_socket, POLLIN, 0};
    return !m_buffer.isEmpty() || (m_tls && SSL_pending(m_tls) > 0)
           || ::poll(&one, 1, int(within.count())) > 0;
}

void Wire::untilReadable()
{
    (void)waitFor(POLLIN);
}

void Wire::untilClosed()
{
    QByteArray bytes;
    while (readSome(bytes)) { }
}

void Wire::resetAtEnd()
{
    const linger now{1, 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

Wire* Wire::firstReadable(Wire& a, Wire& b)
{
    std::array<pollfd, 2> both{{{a.m_socket, POLLIN, 0}, {b.m_socket, POLLIN, 0}}};
    if (::poll(both.data(), both.size(), -1) <= 0)
        return nullptr;
    return both[0].revents != 0 ? &a : &b;
}

HttpBody::HttpBody(Wire& wire, const HttpHead& head)
    : m_wire(wire)
    , m_isChunked(head.header("transfer-encoding").toLower() == "chunked")
{
    const QByteArray length = head.header("content-length");
    if (!length.isEmpty())
        m_left = length.toLongLong();
    const int status = head.word(1).toInt();
    if (status == 204 || status == 304)
        m_left = 0;
}

bool HttpBody::read(QByteArray& part, Wire* other)
{
    if (m_isComplete || m_left == 0) {
        m_isComplete = true;
        return false;
    }
    if (!m_isChunked) {
        const bool isThere = m_wire.readPart(part, m_left < 0 ? 1 << 20 : m_left, other);
        m_left -= isThere && m_left > 0 ? part.size() : 0;
        m_isComplete = !isThere && m_left < 0;
        return isThere;
    }
    QByteArray line;
    if (!m_wire.readLine(line, other))
        return false;
    const qint64 size = line.toLongLong(nullptr, 16);
    part = m_wire.readExactly(size + 2);
    if (part.size() != size + 2)
        return false;
    part.chop(2);
    m_isComplete = size == 0;
    return size > 0;
}

QByteArray HttpBody::framed(const QByteArray& part) const
{
    return m_isChunked ? QByteArray::number(part.size(), 16) + "\r\n" + part + "\r\n" : part;
}

} // namespace plumb::test
