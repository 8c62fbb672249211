// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "cutserver.h"

#include <QList>

#include <array>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace plumb::test {

namespace {

constexpr qint64 kFlood = 4 << 20;

struct Port
{
    Behaviour behaviour;
    Exchange log;
    int socket = -1, number = 0;
    int open = 0; //!< connections that the client has not closed
    bool isSilent = false, isClosing = false, isClosed = false;
};

struct Connection
{
    int socket = -1;
    Port* port = nullptr;
    QByteArray received;
    qint64 flooded = -1; //!< -1: does not flood
    bool hasActed = false; //!< reply or cut is behind it; only waits for the client to close
    bool isGone = false;
};

bool isWholeRequest(const QByteArray& bytes)
{
    const auto head = bytes.indexOf("\r\n\r\n");
    if (head < 0)
        return false;
    qint64 length = 0;
    for (const QByteArray& line : bytes.left(head).split('\n'))
        if (line.toLower().startsWith("content-length:"))
            length = line.mid(15).trimmed().toLongLong();
    return bytes.size() >= head + 4 + length;
}

} // namespace

qsizetype Exchange::count(const QByteArray& method) const
{
    return received.count(method + " /");
}

struct CutServers::Private
{
    std::mutex lock;
    std::condition_variable news;
    std::map<int, std::unique_ptr<Port>> ports;
    std::vector<Connection> connections; //!< of the thread alone
    int last = 0;
    int wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    bool ended = false;
    std::thread thread;

    void run();
    void accept(Port& port);
    void read(Connection& connection);
    void reply(Connection& connection);
    void flood(Connection& connection);
    void end(Connection& connection);
    void drop(Connection& connection);
    void poke()
    {
        const quint64 one = 1;
        (void)!::write(wake, &one, sizeof one);
    }
};

void CutServers::Private::run()
{
    std::vector<pollfd> polled;
    while (true) {
        polled.clear();
        polled.push_back({wake, POLLIN, 0});
        for (const Connection& each : connections)
            polled.push_back({each.socket, short(POLLIN | (each.flooded >= 0 ? POLLOUT : 0)), 0});
        std::vector<Port*> listening;
        {
            const std::lock_guard guard(lock);
            for (const auto& [number, port] : ports)
                if (!port->isClosed) {
                    listening.push_back(port.get());
                    polled.push_back({port->socket, POLLIN, 0});
                }
        }
        ::poll(polled.data(), nfds_t(polled.size()), -1);
        const std::lock_guard guard(lock);
        if (ended)
            break;
        quint64 ignored = 0;
        (void)!::read(wake, &ignored, sizeof ignored);
        const size_t count = connections.size(); // accept() adds to them
        for (size_t i = 0; i < listening.size(); ++i)
            if (polled[1 + count + i].revents)
                accept(*listening[i]);
        for (size_t i = 0; i < count; ++i) {
            if (polled[1 + i].revents & ~POLLOUT)
                read(connections[i]);
            if (!connections[i].isGone && polled[1 + i].revents & POLLOUT)
                flood(connections[i]);
        }
        std::erase_if(connections, [](const Connection& each) { return each.isGone; });
        for (Port* const port : listening) {
            if (!port->isClosing || port->open > 0)
                continue;
            accept(*port); // somebody may wait who has not been seen yet
            if (port->open > 0)
                continue;
            ::close(port->socket);
            port->isClosed = true;
            news.notify_all();
        }
    }
    for (const Connection& each : connections)
        ::close(each.socket);
    for (const auto& [number, port] : ports)
        if (!port->isClosed)
            ::close(port->socket);
}

void CutServers::Private::accept(Port& port)
{
    while (true) {
        const int socket = ::accept4(port.socket, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (socket < 0)
            return;
        const int on = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        ++port.log.connections;
        ++port.open;
        Connection made;
        made.socket = socket;
        made.port = &port;
        if (port.behaviour.requestBytes == 0)
            end(made);
        if (!made.isGone)
            connections.push_back(made);
    }
}

void CutServers::Private::read(Connection& connection)
{
    const qint64 limit = connection.port->behaviour.requestBytes;
    std::array<char, 65536> bytes;
    while (!connection.isGone) {
        auto want = qint64(bytes.size());
        if (!connection.hasActed && limit >= 0)
            want = std::min(want, limit - connection.received.size());
        const auto got = ::recv(connection.socket, bytes.data(), size_t(want), 0);
        if (got < 0 && errno == EAGAIN)
            return;
        if (got <= 0)
            return drop(connection);
        connection.received.append(bytes.data(), got);
        connection.port->log.received.append(bytes.data(), got);
        if (connection.hasActed)
            continue;
        if (limit >= 0 && connection.received.size() >= limit)
            end(connection);
        else if (limit < 0 && isWholeRequest(connection.received))
            reply(connection);
    }
}

void CutServers::Private::reply(Connection& connection)
{
    const Behaviour& behaviour = connection.port->behaviour;
    const QByteArray bytes =
        behaviour.replyBytes < 0 ? behaviour.reply : behaviour.reply.left(behaviour.replyBytes);
    const qsizetype step = behaviour.drips ? 1 : std::max<qsizetype>(bytes.size(), 1);
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        const QByteArray part = bytes.mid(at, step);
        const auto sent =
            ::send(connection.socket, part.constData(), size_t(part.size()), MSG_NOSIGNAL);
        connection.port->log.replied += std::max<qint64>(sent, 0);
        if (sent != part.size())
            return drop(connection);
    }
    if (behaviour.flood.isEmpty()) {
        connection.port->log.isWhole = connection.port->log.replied == behaviour.reply.size();
        return end(connection);
    }
    connection.hasActed = true;
    connection.flooded = 0;
}

void CutServers::Private::flood(Connection& connection)
{
    const QByteArray& bytes = connection.port->behaviour.flood;
    while (connection.flooded < kFlood) {
        const auto sent =
            ::send(connection.socket, bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL);
        if (sent < 0 && errno == EAGAIN)
            return;
        if (sent <= 0)
            return drop(connection);
        connection.flooded += sent;
    }
    connection.flooded = -1;
    end(connection);
}

void CutServers::Private::end(Connection& connection)
{
    connection.hasActed = true;
    switch (connection.port->behaviour.end) {
    case Behaviour::End::Silence:
        connection.port->isSilent = true;
        news.notify_all();
        return;
    case Behaviour::End::Fin:
        ::shutdown(connection.socket, SHUT_WR);
        return;
    case Behaviour::End::Rst:
        const linger now{1, 0};
        ::setsockopt(connection.socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        return drop(connection);
    }
}

void CutServers::Private::drop(Connection& connection)
{
    ::close(connection.socket);
    connection.isGone = true;
    --connection.port->open;
}

CutServers::CutServers()
    : d(std::make_unique<Private>())
{
    d->thread = std::thread([this] { d->run(); });
}

CutServers::~CutServers()
{
    {
        const std::lock_guard guard(d->lock);
        d->ended = true;
    }
    d->poke();
    d->thread.join();
    ::close(d->wake);
}

int CutServers::listen(const Behaviour& behaviour)
{
    auto port = std::make_unique<Port>();
    port->behaviour = behaviour;
    port->socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(port->socket, generic, size) != 0 || ::listen(port->socket, 8) != 0
        || ::getsockname(port->socket, generic, &size) != 0)
        qFatal("no listening socket on loopback");
    port->number = ntohs(address.sin_port);
    int number = 0;
    {
        const std::lock_guard guard(d->lock);
        number = ++d->last;
        d->ports.emplace(number, std::move(port));
    }
    d->poke();
    return number;
}

QString CutServers::url(int number) const
{
    const std::lock_guard guard(d->lock);
    return QStringLiteral("http://127.0.0.1:%1").arg(d->ports.at(number)->number);
}

void CutServers::untilSilent(int number)
{
    std::unique_lock guard(d->lock);
    const Port* const port = d->ports.at(number).get();
    d->news.wait(guard, [&] { return port->isSilent; });
}

Exchange CutServers::close(int number)
{
    std::unique_lock guard(d->lock);
    Port* const port = d->ports.at(number).get();
    port->isClosing = true;
    d->poke();
    d->news.wait(guard, [&] { return port->isClosed; });
    const Exchange log = port->log;
    d->ports.erase(number);
    return log;
}

} // namespace plumb::test
