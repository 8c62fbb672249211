// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "support/fakeserver.h"

#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <array>
#include <atomic>
#include <csignal>
#include <mutex>
#include <thread>
#include <vector>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace plumb::test {

struct FakeServer::Private
{
    Options options;
    Script script;
    SSL_CTX* tls = nullptr;
    int listener = -1, port = 0;
    std::atomic<bool> ended = false;
    mutable std::mutex lock;
    QList<Received> requests;
    std::vector<int> sockets;
    std::vector<std::thread> threads;
    std::thread acceptor;
    void accept();
    void serve(int socket, int number);
};

namespace {

class Connection final : public Peer
{
public:
    Connection(int socket, SSL* tls, std::function<void(const Received&, bool)> log, int number)
        : m_socket(socket)
        , m_tls(tls)
        , m_log(std::move(log))
        , m_number(number)
    {
    }

    bool read(Received& request, qint64 upTo) override
    {
        request = {};
        request.connection = m_number;
        qint64 taken = 0;
        bool isLogged = false;
        qsizetype headEnd = -1;
        const auto parse = [&] {
            headEnd = m_buffer.indexOf("\r\n\r\n");
            request.wholeHead = headEnd >= 0;
            const QList<QByteArray> lines =
                m_buffer.left(headEnd < 0 ? m_buffer.size() : headEnd).split('\n');
            const QList<QByteArray> words = lines.value(0).trimmed().split(' ');
            request.method = words.value(0);
            request.target = words.value(1);
            for (const QByteArray& line : lines.mid(1))
                if (const auto colon = line.indexOf(':'); colon > 0)
                    request.headers.insert(line.left(colon).toLower(),
                                           line.mid(colon + 1).trimmed());
            const qint64 length = request.headers.value("content-length", "0").toLongLong();
            request.body = headEnd < 0 ? QByteArray() : m_buffer.mid(headEnd + 4, length);
            request.wholeBody = request.wholeHead && request.body.size() == length;
        };
        while (true) {
            if (!m_buffer.isEmpty()) {
                parse();
                m_log(request, isLogged);
                isLogged = true;
            }
            if (request.wholeBody) {
                m_buffer.remove(0, headEnd + 4 + request.body.size());
                return true;
            }
            if (upTo >= 0 && taken >= upTo)
                return true;
            std::array<char, 65536> bytes;
            const auto want = upTo >= 0 ? std::min<qint64>(upTo - taken, qint64(bytes.size()))
                                        : qint64(bytes.size());
            const auto got = receive(bytes.data(), int(want));
            if (got <= 0)
                return false;
            taken += got;
            m_buffer.append(bytes.data(), got);
        }
    }

    void write(const QByteArray& bytes) override
    {
        for (qsizetype done = 0; done < bytes.size();) {
            const int left = int(bytes.size() - done);
            const auto sent =
                m_tls ? SSL_write(m_tls, bytes.constData() + done, left)
                      : int(::send(m_socket, bytes.constData() + done, size_t(left), MSG_NOSIGNAL));
            if (sent <= 0)
                return;
            done += sent;
        }
    }

    void answer(int status, const QByteArray& body, const QByteArray& headers) override
    {
        write("HTTP/1.1 " + QByteArray::number(status) + " X\r\n"
              + (headers.toLower().contains("content-type") ? QByteArray()
                                                            : "Content-Type: application/json\r\n")
              + headers + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }

    void chunk(const QByteArray& bytes) override
    {
        write(QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n");
    }

    void reset() override
    {
        const linger now{1, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        m_tls = nullptr; // no close_notify
    }

    void untilClosed() override
    {
        std::array<char, 4096> bytes;
        while (receive(bytes.data(), int(bytes.size())) > 0) { }
    }

private:
    int receive(char* bytes, int size)
    {
        return m_tls ? SSL_read(m_tls, bytes, size) : int(::recv(m_socket, bytes, size_t(size), 0));
    }
    int m_socket;
    SSL* m_tls;
    std::function<void(const Received&, bool)> m_log;
    int m_number;
    QByteArray m_buffer;
};

SSL_CTX* contextOf(const FakeServer::Options& options)
{
    SSL_CTX* const context = SSL_CTX_new(TLS_server_method());
    BIO* bio = BIO_new_mem_buf(options.certificatePem.constData(), -1);
    X509* const certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
    BIO_free(bio);
    bio = BIO_new_mem_buf(options.keyPem.constData(), -1);
    EVP_PKEY* const key = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
    BIO_free(bio);
    SSL_CTX_use_certificate(context, certificate);
    SSL_CTX_use_PrivateKey(context, key);
    X509_free(certificate);
    EVP_PKEY_free(key);
    if (options.isOld) {
        SSL_CTX_set_security_level(context, 0);
        SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
        SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION);
    }
    if (!options.clientAuthorityPem.isEmpty()) {
        bio = BIO_new_mem_buf(options.clientAuthorityPem.constData(), -1);
        X509* const authority = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
        BIO_free(bio);
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority);
        X509_free(authority);
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }
    return context;
}

} // namespace

FakeServer::FakeServer(Script script)
    : FakeServer(Options{}, std::move(script))
{
}

FakeServer::FakeServer(Options options, Script script)
    : d(std::make_unique<Private>())
{
    d->options = std::move(options);
    d->script = std::move(script);
    if (!d->options.certificatePem.isEmpty())
        d->tls = contextOf(d->options);
    d->listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(d->listener, generic, size) != 0 || ::listen(d->listener, 256) != 0
        || ::getsockname(d->listener, generic, &size) != 0)
        qFatal("no listening socket on loopback");
    d->port = ntohs(address.sin_port);
    d->acceptor = std::thread([this] { d->accept(); });
}

void FakeServer::Private::accept()
{
    for (int number = 1;; ++number) {
        const int socket = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0)
            return;
        const std::lock_guard guard(lock);
        if (ended) {
            ::close(socket);
            return;
        }
        sockets.push_back(socket);
        threads.emplace_back([this, socket, number] { serve(socket, number); });
    }
}

void FakeServer::Private::serve(int socket, int number)
{
    sigset_t pipes; // OpenSSL writes to what the client has closed
    sigemptyset(&pipes);
    sigaddset(&pipes, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipes, nullptr);
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    SSL* session = nullptr;
    bool isOpen = true;
    if (tls) {
        if (options.stallsHandshake) {
            std::array<char, 4096> bytes;
            while (::recv(socket, bytes.data(), bytes.size(), 0) > 0) { }
            isOpen = false;
        } else {
            session = SSL_new(tls);
            SSL_set_fd(session, socket);
            isOpen = SSL_accept(session) == 1;
        }
    }
    if (isOpen) {
        qsizetype index = -1;
        Connection peer(
            socket, session,
            [&](const Received& request, bool again) {
                const std::lock_guard guard(lock);
                if (!again) {
                    index = requests.size();
                    requests.append(request);
                } else {
                    requests[index] = request;
                }
            },
            number);
        script(peer);
    }
    linger kind = {};
    socklen_t size = sizeof kind;
    ::getsockopt(socket, SOL_SOCKET, SO_LINGER, &kind, &size);
    if (session && isOpen && !kind.l_onoff)
        SSL_shutdown(session);
    SSL_free(session);
    const std::lock_guard guard(lock);
    std::erase(sockets, socket);
    ::close(socket);
}

FakeServer::~FakeServer()
{
    {
        const std::lock_guard guard(d->lock);
        d->ended = true;
        for (const int socket : d->sockets)
            ::shutdown(socket, SHUT_RDWR);
    }
    ::shutdown(d->listener, SHUT_RDWR);
    d->acceptor.join();
    for (std::thread& thread : d->threads)
        thread.join();
    ::close(d->listener);
    SSL_CTX_free(d->tls);
}

FakeServer::Script FakeServer::serving(Handler handler)
{
    return [handler = std::move(handler)](Peer& peer) {
        for (Received request; peer.read(request);)
            handler(peer, request);
    };
}

QString FakeServer::url() const
{
    return QStringLiteral("%1://127.0.0.1:%2")
        .arg(d->tls ? QStringLiteral("https") : QStringLiteral("http"))
        .arg(d->port);
}

int FakeServer::port() const
{
    return d->port;
}

QList<Received> FakeServer::requests() const
{
    const std::lock_guard guard(d->lock);
    return d->requests;
}

int FakeServer::connections() const
{
    const std::lock_guard guard(d->lock);
    return int(d->threads.size());
}

} // namespace plumb::test
