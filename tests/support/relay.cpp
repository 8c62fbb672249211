// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "support/relay.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <thread>
#include <vector>

#include <netinet/in.h>
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

bool sendAll(int socket, const char* bytes, ssize_t size)
{
    for (ssize_t done = 0; done < size;) {
        const auto sent = ::send(socket, bytes + done, size_t(size - done), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        done += sent;
    }
    return true;
}

} // namespace

struct Relay::Private
{
    int target = 0, port = 0, listener = -1;
    mutable std::mutex lock;
    QByteArray seen;
    std::vector<int> sockets;
    std::vector<std::thread> threads;
    std::thread acceptor;
    bool ended = false;

    void keep(const char* bytes, ssize_t size)
    {
        const std::lock_guard guard(lock);
        seen.append(bytes, size);
    }
    bool add(int socket)
    {
        const std::lock_guard guard(lock);
        if (!ended)
            sockets.push_back(socket);
        return !ended;
    }
    void drop(int socket)
    {
        const std::lock_guard guard(lock);
        std::erase(sockets, socket);
        ::close(socket);
    }
    void serve(int client);
};

void Relay::Private::serve(int client)
{
    const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(target);
    std::array<char, 65536> bytes;
    auto got = ::recv(client, bytes.data(), bytes.size(), 0);
    bool isOpen = got > 0 && add(server)
                  && ::connect(server, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    if (isOpen) {
        keep(bytes.data(), got);
        // A client waits for the answer to its CONNECT, so that nothing else came with it.
        static const QByteArray kReady = "HTTP/1.1 200 Connection established\r\n\r\n";
        isOpen = QByteArrayView(bytes.data(), got).startsWith("CONNECT ")
                     ? sendAll(client, kReady.constData(), kReady.size())
                     : sendAll(server, bytes.data(), got);
    }
    while (isOpen) {
        std::array<pollfd, 2> both{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
        ::poll(both.data(), both.size(), -1);
        for (size_t i = 0; i < 2 && isOpen; ++i) {
            if (!both.at(i).revents)
                continue;
            got = ::recv(both.at(i).fd, bytes.data(), bytes.size(), 0);
            isOpen = got > 0 && sendAll(both.at(1 - i).fd, bytes.data(), got);
            if (got > 0)
                keep(bytes.data(), got);
        }
    }
    drop(server);
    drop(client);
}

Relay::Relay(int targetPort)
    : d(std::make_unique<Private>())
{
    d->target = targetPort;
    d->listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(d->listener, generic, size) != 0 || ::listen(d->listener, 256) != 0
        || ::getsockname(d->listener, generic, &size) != 0)
        qFatal("no listening socket on loopback");
    d->port = ntohs(address.sin_port);
    d->acceptor = std::thread([this] {
        while (true) {
            const int client = ::accept4(d->listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (client < 0)
                return;
            if (!d->add(client)) {
                ::close(client);
                return;
            }
            const std::lock_guard guard(d->lock);
            d->threads.emplace_back([this, client] { d->serve(client); });
        }
    });
}

Relay::~Relay()
{
    {
        const std::lock_guard guard(d->lock);
        d->ended = true;
    }
    cut();
    ::shutdown(d->listener, SHUT_RDWR);
    d->acceptor.join();
    for (std::thread& thread : d->threads)
        thread.join();
    ::close(d->listener);
}

int Relay::port() const
{
    return d->port;
}

QString Relay::url() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(d->port);
}

QByteArray Relay::seen() const
{
    const std::lock_guard guard(d->lock);
    return d->seen;
}

int Relay::connections() const
{
    const std::lock_guard guard(d->lock);
    return int(d->threads.size());
}

void Relay::cut()
{
    const std::lock_guard guard(d->lock);
    for (const int socket : d->sockets)
        ::shutdown(socket, SHUT_RDWR);
}

} // namespace plumb::test
