// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "simulatedserver.h"

namespace plumb::chaos {

using kube::Request;
using kube::Response;
using What = Call::What;

Response response(int status, const QByteArray& body, int retryAfter)
{
    Response made;
    made.status = status;
    made.body = body;
    made.contentType = "application/json";
    made.retryAfterSeconds = retryAfter;
    made.from = u"simulated"_s;
    return made;
}

Response statusResponse(int code, const QByteArray& reason, const QByteArray& message,
                        int retryAfter)
{
    return response(code,
                    R"({"kind":"Status","apiVersion":"v1","status":"Failure","code":)"
                        + QByteArray::number(code) + R"(,"reason":")" + reason + R"(","message":")"
                        + message + R"("})",
                    retryAfter);
}

Error refusedConnection()
{
    return failure(Error::Kind::Unreachable, u"No connection: refused."_s);
}

Error noAnswer()
{
    return failure(Error::Kind::Timeout, u"The server did not begin to answer in time."_s);
}

QByteArray queryOf(const QByteArray& target, const QByteArray& name)
{
    for (const QByteArray& pair : target.mid(target.indexOf('?') + 1).split('&'))
        if (pair.startsWith(name + '='))
            return QByteArray::fromPercentEncoding(pair.mid(name.size() + 1));
    return {};
}

void SimulatedServer::Stream::end(Result<Response> how)
{
    if (std::exchange(isOver, true))
        return;
    promise.addResult(std::move(how));
    promise.finish();
}

SimulatedServer::SimulatedServer(WalkedClock& clock)
    : m_clock(clock)
{
    m_endpoint.server = u"https://simulated:6443"_s;
}

SimulatedServer::~SimulatedServer()
{
    for (const auto& stream : streams)
        stream->end(refusedConnection());
}

Call SimulatedServer::callOf(const Request& request) const
{
    const QByteArray path = request.path.split('?').constFirst();
    Call call;
    call.target = request.path;
    call.at = m_clock.steady();
    call.plural = path.mid(path.lastIndexOf('/') + 1);
    call.what = call.plural == "kube-system"                   ? What::Identity
                : request.path.contains("watch=1")             ? What::Watch
                : !queryOf(request.path, "continue").isEmpty() ? What::Page
                : queryOf(request.path, "limit") == "1"        ? What::Check
                                                               : What::List;
    return call;
}

qsizetype SimulatedServer::count(Call::What what) const
{
    return std::count_if(calls.begin(), calls.end(),
                         [&](const Call& call) { return call.what == what; });
}

void SimulatedServer::later(std::chrono::milliseconds time, std::function<void()> what)
{
    m_scheduled.emplace(m_clock.steady() + time, std::move(what));
}

Future<Response> SimulatedServer::send(Request request, std::stop_token stop)
{
    const Call call = callOf(request);
    calls += call;
    if (onCall)
        onCall(call);
    if (isDown)
        return ready<Response>(refusedConnection());
    auto promise = std::make_shared<QPromise<Result<Response>>>();
    promise->start();
    auto future = promise->future();
    const bool isList = call.what == What::List || call.what == What::Page;
    m_listsNow += isList ? 1 : 0;
    mostListsAtOnce = std::max(mostListsAtOnce, m_listsNow);
    const auto finish = [this, promise, isList, stop](Result<Response> answer) {
        m_listsNow -= isList ? 1 : 0;
        if (stop.stop_requested())
            answer = failure(Error::Kind::Cancelled, {});
        promise->addResult(std::move(answer));
        promise->finish();
    };
    if (isBlackHole) { // the transport's deadline for a head ends it
        later(15s, [finish] { finish(noAnswer()); });
        return future;
    }
    const auto wait = latency ? latency(call) : 0ms;
    const auto faulty = fault ? fault(call) : std::nullopt;
    const auto answer = faulty ? *faulty : honest(call);
    if (wait <= 0ms)
        finish(answer);
    else
        later(wait, [finish, answer] { finish(answer); });
    return future;
}

Result<Response> SimulatedServer::honest(const Call& call)
{
    if (call.what == What::Identity)
        return response(200, R"({"kind":"Namespace","apiVersion":"v1","metadata":)"
                             R"({"name":"kube-system","uid":")"
                                 + clusterUid + R"("}})");
    if (!truths.contains(call.plural) || unserved.contains(call.plural))
        return response(404, "404 page not found\n");
    return list(call);
}

Response SimulatedServer::list(const Call& call)
{
    const Truth& truth = *truths.at(call.plural);
    const qsizetype limit = queryOf(call.target, "limit").toInt();
    const QByteArray token = queryOf(call.target, "continue");
    qsizetype offset = 0;
    Pages pages{revision, truth.items()};
    if (!token.isEmpty()) {
        pages = m_pages.value(token.left(token.indexOf('@')));
        offset = token.mid(token.indexOf('@') + 1).toInt();
        if (pages.rv == 0 || pages.rv < compacted)
            return statusResponse(410, "Expired", "The provided continue parameter is too old");
    }
    QByteArray next;
    const qsizetype end =
        limit > 0 ? std::min(offset + limit, pages.items.size()) : pages.items.size();
    if (end < pages.items.size()) {
        const QByteArray key = call.plural + QByteArray::number(pages.rv);
        m_pages.insert(key, pages);
        next = key + '@' + QByteArray::number(end);
    }
    return response(200, R"({"kind":")" + truth.type().gvk.kind.toUtf8()
                             + R"(List","apiVersion":"v1","metadata":{"resourceVersion":")"
                             + QByteArray::number(pages.rv) + R"(","continue":")" + next
                             + R"("},"items":[)" + pages.items.mid(offset, end - offset).join(',')
                             + "]}");
}

Future<Response> SimulatedServer::stream(Request request, std::function<void()> onOpen,
                                         std::function<void(QByteArray)> onLine,
                                         std::stop_token stop)
{
    const Call call = callOf(request);
    calls += call;
    if (onCall)
        onCall(call);
    if (isDown)
        return ready<Response>(refusedConnection());
    auto stream = std::make_shared<Stream>();
    stream->call = call;
    stream->from = queryOf(call.target, "resourceVersion").toLongLong();
    stream->onOpen = std::move(onOpen);
    stream->onLine = std::move(onLine);
    stream->endsAt =
        m_clock.steady() + std::chrono::seconds(queryOf(call.target, "timeoutSeconds").toInt());
    stream->bookmarkAt = m_clock.steady() + bookmarks;
    stream->promise.start();
    auto future = stream->promise.future();
    streams.push_back(stream);
    stream->onStop.emplace(stop, [weak = std::weak_ptr(stream)] {
        if (const auto mine = weak.lock())
            mine->end(failure(Error::Kind::Cancelled, {}));
    });
    if (isBlackHole) {
        stream->isMute = true;
        later(15s, [stream] { stream->end(noAnswer()); });
        return future;
    }
    begin(stream);
    return future;
}

void SimulatedServer::begin(const std::shared_ptr<Stream>& stream)
{
    if (const auto answer = fault ? fault(stream->call) : std::nullopt)
        return stream->end(*answer);
    if (!truths.contains(stream->call.plural) || unserved.contains(stream->call.plural))
        return stream->end(response(404, "404 page not found\n"));
    const Response gone = statusResponse(410, "Expired", "too old resource version");
    if (stream->from < compacted && !saysGoneInStream)
        return stream->end(gone);
    stream->isOpen = true;
    stream->onOpen();
    if (stream->from < compacted) {
        stream->onLine(R"({"type":"ERROR","object":)" + gone.body + '}');
        return stream->end(response(200, {}));
    }
    flush();
}

void SimulatedServer::flush()
{
    const auto open = streams; // a line may end one
    for (const auto& stream : open) {
        if (!stream->isOpen || stream->isMute || stream->isOver || isBlackHole)
            continue;
        Lines lines;
        for (const auto& event : truths.at(stream->call.plural)->events())
            if (event.rv > stream->from)
                lines += event.line;
        // A watch that waits for a version of the future stays silent, as the real one does.
        stream->from = std::max(stream->from, revision);
        if (lines.isEmpty())
            continue;
        if (onLines)
            onLines(*stream, lines);
        for (const QByteArray& line : lines)
            if (!stream->isOver)
                stream->onLine(line);
    }
}

void SimulatedServer::endStreams(const Result<Response>& how)
{
    for (const auto& stream : std::exchange(streams, {}))
        stream->end(how);
}

void SimulatedServer::mute()
{
    for (const auto& stream : streams)
        stream->isMute = true;
}

std::optional<Time> SimulatedServer::due() const
{
    std::optional<Time> first;
    const auto orAt = [&](Time time) { first = first ? std::min(*first, time) : time; };
    if (!m_scheduled.empty())
        orAt(m_scheduled.begin()->first);
    for (const auto& stream : streams) {
        if (stream->isOver || stream->isMute)
            continue;
        orAt(stream->endsAt);
        if (bookmarks > 0ms)
            orAt(stream->bookmarkAt);
    }
    return first;
}

void SimulatedServer::tick()
{
    const Time now = m_clock.steady();
    while (!m_scheduled.empty() && m_scheduled.begin()->first <= now) {
        const auto what = m_scheduled.begin()->second;
        m_scheduled.erase(m_scheduled.begin());
        what();
    }
    std::erase_if(streams, [](const auto& stream) { return stream->isOver; });
    flush(); // a bookmark promises that nothing before it is still to come
    const auto open = streams;
    for (const auto& stream : open) {
        if (stream->isMute || isBlackHole)
            continue;
        if (bookmarks > 0ms && now >= stream->bookmarkAt) {
            stream->bookmarkAt = now + bookmarks;
            const auto& type = truths.at(stream->call.plural)->type();
            // Not to a watch that waits for the future: the real server leaves older ones out.
            if (stream->from <= revision) {
                Lines lines{R"({"type":"BOOKMARK","object":{"kind":")" + type.gvk.kind.toUtf8()
                            + R"(","apiVersion":")" + type.gvk.apiVersion().toUtf8()
                            + R"(","metadata":{"resourceVersion":")" + QByteArray::number(revision)
                            + R"("}}})"};
                if (onLines)
                    onLines(*stream, lines);
                for (const QByteArray& line : lines)
                    stream->onLine(line);
            }
        }
        if (now >= stream->endsAt)
            stream->end(response(200, {}));
    }
}

} // namespace plumb::chaos
