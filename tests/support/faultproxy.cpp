// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "support/faultproxy.h"

#include "support/faultreply_p.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

namespace plumb::test {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

//! One connection: both its sockets, as the rest of the proxy sees them.
struct Link
{
    int number = 0, client = -1, server = -1;
    bool isGone = false; //!< vanished: not a byte more, and no FIN
    Fault::End end = Fault::End::None;
    std::unique_ptr<Wire> toServer; //!< closed once nobody knows the numbers above any more
};

struct FaultProxy::Private
{
    Way way = Way::Http;
    int target = 0, port = 0, listener = -1;
    TlsContext serverTls, clientTls;
    mutable std::mutex lock;
    std::condition_variable wake;
    Chooser chooser;
    QList<Exchange> log;
    std::vector<Link*> links;
    std::vector<std::thread> threads;
    std::thread acceptor;
    bool ended = false;

    void accept();
    void serve(Link& link);
    void passRequests(Link& link, Wire& client);
    void passBytes(Link& link, Wire& client);
    bool passReply(Link& link, Wire& client, Wire& server, Exchange& exchange, const Fault& fault);
    Wire* reach(Link& link);
    Fault faultFor(Exchange& exchange);
    void keep(const Exchange& exchange)
    {
        const std::lock_guard guard(lock);
        log[exchange.number] = exchange;
        log[exchange.number].ended = Steady::now();
    }
    //! False: the connection is to end.
    bool pause(const Link& link, Steady::duration time)
    {
        std::unique_lock guard(lock);
        return !wake.wait_for(guard, time,
                              [&] { return ended || link.isGone || link.end != Fault::End::None; });
    }
    bool isOver(const Link& link) const
    {
        const std::lock_guard guard(lock);
        return ended || link.isGone || link.end != Fault::End::None;
    }
};

Fault FaultProxy::Private::faultFor(Exchange& exchange)
{
    Chooser ask;
    {
        const std::lock_guard guard(lock);
        exchange.number = int(log.size());
        exchange.at = Steady::now();
        log += exchange;
        ask = chooser;
    }
    const Fault fault = ask ? ask(exchange) : Fault();
    exchange.did = wordsOf(fault);
    keep(exchange);
    return fault;
}

Wire* FaultProxy::Private::reach(Link& link)
{
    int to = 0;
    {
        const std::lock_guard guard(lock);
        to = target;
    }
    const int socket = connectTo(to);
    if (socket < 0)
        return nullptr;
    link.toServer = std::make_unique<Wire>(socket);
    {
        const std::lock_guard guard(lock);
        link.server = socket;
    }
    return way == Way::Bytes || link.toServer->connect(clientTls) ? link.toServer.get() : nullptr;
}

//! Request after request, as HTTP/1.1 has them.
void FaultProxy::Private::passRequests(Link& link, Wire& client)
{
    if (!client.accept(serverTls))
        return;
    Wire* server = nullptr;
    HttpHead request;
    while (client.readHead(request)) {
        Exchange exchange;
        exchange.connection = link.number;
        exchange.method = request.word(0);
        exchange.target = request.word(1);
        exchange.head = request.bytes;
        const QByteArray body = client.readExactly(request.contentLength());
        const Fault fault = faultFor(exchange);
        if (fault.wait > 0ms && !pause(link, fault.wait))
            return;
        if (fault.isMute) {
            client.untilReadable(); // it leaves
            return;
        }
        Outlet out(client, fault, [&](auto time) { return pause(link, time); });
        if (!fault.answer.isEmpty()) {
            const bool isWhole = out.write(fault.answer, false);
            exchange.status = fault.answer.mid(9, 3).toInt();
            exchange.bytes = out.sent();
            keep(exchange);
            if (!isWhole)
                return;
            continue;
        }
        if (!server && !(server = reach(link)))
            return;
        if (!server->write(request.bytes + body)
            || !passReply(link, client, *server, exchange, fault)) {
            if (fault.cutAfter >= 0 && !isOver(link)) {
                const std::lock_guard guard(lock);
                link.end = fault.end;
            }
            return;
        }
    }
}

//! False: nothing more can follow on this connection.
bool FaultProxy::Private::passReply(Link& link, Wire& client, Wire& server, Exchange& exchange,
                                    const Fault& fault)
{
    HttpHead head;
    const bool mayGoOn = server.readHead(head, &client);
    if (!mayGoOn || isOver(link))
        return false;
    if (fault.status > 0)
        head.setStatus(fault.status);
    if (!fault.date.isEmpty())
        head.setHeader("Date", fault.date);
    exchange.status = head.word(1).toInt();
    Outlet out(client, fault, [&](auto time) { return pause(link, time); });
    bool isWhole = fault.swallows || out.write(head.bytes, false);
    keep(exchange);
    std::mt19937 chance{std::random_device{}()};
    QByteArray cutLine; // its end is still to come
    HttpBody body(server, head);
    QByteArray part;
    while (isWhole && body.read(part, &client)) {
        if (isOver(link)) {
            isWhole = false;
            break;
        }
        if (fault.swallows)
            continue;
        if (fault.lines != Fault::Lines::AsTheyCome && body.isChunked()) {
            // What comes within a moment is one handful.
            QByteArray more;
            while (fault.lines == Fault::Lines::Shuffled && server.hasMore(100ms)
                   && body.read(more, &client))
                part += more;
            QByteArrayList lines = (cutLine + part).split('\n');
            cutLine = lines.takeLast();
            if (fault.lines == Fault::Lines::Shuffled)
                lines = shuffled(lines, chance);
            part.clear();
            for (const QByteArray& line : std::as_const(lines))
                part += (line + '\n').repeated(fault.lines == Fault::Lines::Doubled ? 2 : 1);
            if (part.isEmpty())
                continue;
        }
        isWhole = out.write(body.framed(part), true);
    }
    if (isWhole && !fault.swallows)
        isWhole = body.isComplete() && out.write(body.lastChunk(), true);
    exchange.bytes = out.sent();
    keep(exchange);
    return isWhole && !fault.swallows && body.mayFollow();
}

//! Both ways as it comes.
void FaultProxy::Private::passBytes(Link& link, Wire& client)
{
    Exchange exchange;
    exchange.connection = link.number;
    const Fault fault = faultFor(exchange);
    if (fault.wait > 0ms && !pause(link, fault.wait))
        return;
    if (fault.isMute)
        return client.untilClosed();
    Wire* const server = reach(link);
    if (!server)
        return;
    Outlet out(client, fault, [&](auto time) { return pause(link, time); });
    QByteArray part;
    while (const Wire* const from = Wire::firstReadable(client, *server)) {
        if (!(from == &client ? client : *server).readSome(part) || isOver(link))
            break;
        if (from == &client) {
            if (!server->write(part))
                break;
            continue;
        }
        if (const qint64 at = fault.flips - out.sent(); at >= 0 && at < part.size())
            part[at] = char(part.at(at) ^ 1);
        if (!out.write(part, false))
            break;
    }
    exchange.bytes = out.sent();
    keep(exchange);
    if (out.isCut() && !isOver(link)) {
        const std::lock_guard guard(lock);
        link.end = fault.end;
    }
}

void FaultProxy::Private::serve(Link& link)
{
    blockPipeSignals();
    {
        Wire client(link.client);
        way == Way::Http ? passRequests(link, client) : passBytes(link, client);
        std::unique_lock guard(lock);
        // Who has vanished says nothing more, not even good-bye.
        wake.wait(guard, [&] { return ended || !link.isGone; });
        std::erase(links, &link);
        if (link.end == Fault::End::Reset)
            client.resetAtEnd();
    }
    delete &link;
}

void FaultProxy::Private::accept()
{
    for (int number = 1;; ++number) {
        const int socket = acceptOn(listener);
        if (socket < 0)
            return;
        const std::lock_guard guard(lock);
        if (ended)
            return closeSocket(socket);
        auto* const link = new Link{number, socket, -1, false, Fault::End::None, {}};
        links.push_back(link);
        threads.emplace_back([this, link] { serve(*link); });
    }
}

FaultProxy::FaultProxy(Way way, int targetPort, const KeyPair& authority)
    : d(std::make_unique<Private>())
{
    d->way = way;
    d->target = targetPort;
    if (way == Way::Http)
        d->serverTls = TlsContext::serving(makeCertificate(authority));
    d->clientTls = TlsContext::asking();
    d->listener = listenOnLoopback(d->port);
    d->acceptor = std::thread([this] { d->accept(); });
}

FaultProxy::~FaultProxy()
{
    {
        const std::lock_guard guard(d->lock);
        d->ended = true;
        for (const Link* link : d->links) {
            shutSocket(link->client);
            shutSocket(link->server);
        }
    }
    d->wake.notify_all();
    hearPackets(d->listener, true);
    shutSocket(d->listener);
    d->acceptor.join();
    for (std::thread& thread : d->threads)
        thread.join();
    closeSocket(d->listener);
}

int FaultProxy::port() const
{
    return d->port;
}

void FaultProxy::choose(Chooser chooser)
{
    const std::lock_guard guard(d->lock);
    d->chooser = std::move(chooser);
}

void FaultProxy::leadTo(int targetPort)
{
    const std::lock_guard guard(d->lock);
    d->target = targetPort;
}

void FaultProxy::cut(Fault::End end)
{
    {
        const std::lock_guard guard(d->lock);
        for (Link* link : d->links) {
            if (link->isGone)
                continue;
            link->end = end;
            // Its thread wakes up and closes; a shut socket sends its FIN at once.
            shutSocket(link->server);
            if (end == Fault::End::Fin)
                shutSocket(link->client);
            else
                wakeReader(link->client);
        }
    }
    d->wake.notify_all();
}

void FaultProxy::vanish()
{
    {
        const std::lock_guard guard(d->lock);
        hearPackets(d->listener, false);
        for (const Link* link : d->links)
            hearPackets(link->client, false);
    }
    hold();
}

void FaultProxy::hold()
{
    {
        const std::lock_guard guard(d->lock);
        for (Link* link : d->links) {
            link->isGone = true;
            shutSocket(link->server);
        }
    }
    d->wake.notify_all();
}

void FaultProxy::appear()
{
    hearPackets(d->listener, true);
}

QList<Exchange> FaultProxy::log() const
{
    const std::lock_guard guard(d->lock);
    return d->log;
}

int FaultProxy::connections() const
{
    const std::lock_guard guard(d->lock);
    return int(d->threads.size());
}

QByteArray httpAnswer(int status, const QByteArray& body, const QByteArray& contentType,
                      const QByteArray& headers)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Type: " + contentType + "\r\n"
           + headers + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace plumb::test
