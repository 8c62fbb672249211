// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/parsers_p.h"
#include "kube/reflector_p.h"
#include "kube/resourceversion_p.h"

namespace plumb::kube {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds kShortWatch = 1s, kAlmost = 2s, kSettle = 1s;
constexpr std::chrono::minutes kProbe = 10min;

} // namespace

void Reflector::Private::watch(Gap gap)
{
    newTurn();
    if (gap == Gap::Some)
        settledAt = Steady::max();
    open("resourceVersion=" + encoded(resourceVersion));
}

//! What was missed has come by now, if there was anything: the server sends it at once.
void Reflector::Private::settle()
{
    if (isDecoding)
        return; // the batch on its way ends with this
    settledAt.reset();
    prove();
    set(State::Live, std::nullopt);
}

void Reflector::Private::open(const QByteArray& query)
{
    watchBegan = clock.steady();
    // Spread over time, so that not all end at once.
    watchTime = std::chrono::seconds(300 + int(300 * random()));
    Request request;
    request.path = collectionPath(type, ns) + "?watch=1&allowWatchBookmarks=true&" + query
                   + "&timeoutSeconds=" + QByteArray::number(watchTime.count());
    inbox = std::make_shared<Inbox>(q, inThisTurn([this] { decode(); }), inThisTurn([this] {
                                        if (isInitial)
                                            return; // no proof yet of what is shown
                                        if (settledAt) {
                                            settledAt = clock.steady() + kSettle;
                                            return later(kSettle, [this] { settle(); });
                                        }
                                        prove();
                                        set(State::Live, std::nullopt);
                                    }));
    const auto future = client->stream(
        request, [box = inbox] { box->opened(); },
        [box = inbox](QByteArray line) { box->add(std::move(line)); }, inbox->token());
    observe(future, q, inThisTurn([this](const Result<Response>& answer) {
                ended = answer;
                decode();
            }));
}

void Reflector::Private::decode()
{
    if (isDecoding || !inbox)
        return; // one batch at a time keeps the order; more lines gather meanwhile
    const QByteArrayList lines = inbox->take();
    if (lines.isEmpty()) {
        if (ended)
            streamEnded();
        return;
    }
    isDecoding = true;
    observe(runOn(parsers(),
                  [type = type, lines, how = store.packing(type.gvk)] {
                      return Result<WatchBatch>(readWatch(type, lines, how));
                  }),
            q, inThisTurn([this](const Result<WatchBatch>& batch) {
                isDecoding = false;
                if (batch)
                    takeBatch(*batch);
            }));
}

void Reflector::Private::takeBatch(const WatchBatch& batch)
{
    qsizetype at = 0;
    if (isInitial) {
        at = batch.initial < 0 ? batch.events.size() : batch.initial;
        takeInitial(batch);
        if (!inbox)
            return; // the list was older than what we have
    }
    for (; at < batch.events.size(); ++at)
        store.apply(batch.events.at(at).change, batch.events.at(at).object);
    if (!batch.resourceVersion.isEmpty() && !isInitial) {
        if (isNewer(batch.resourceVersion, resourceVersion)) // W-18
            resourceVersion = batch.resourceVersion;
        if (!settledAt)
            prove();
        else if (clock.steady() >= *settledAt)
            settle();
    }
    if (!batch.error)
        return decode();
    switch (batch.error->kind) {
    case Error::Kind::Expired: // the version is too old to go on from // W-04
        return relist();
    case Error::Kind::Invalid:
        return unreadable(*batch.error);
    default:
        return refused(*batch.error, -1, isInitial ? Next::List : Next::Watch);
    }
}

void Reflector::Private::streamEnded()
{
    const Result<Response> answer = *std::exchange(ended, std::nullopt);
    if (isInitial)
        return initialEnded(answer);
    if (!answer) {
        switch (answer.error().kind) {
        case Error::Kind::Cancelled: // our own inbox was full
            return later(backoff.next(), [this] { watch(Gap::Some); });
        case Error::Kind::Invalid: // a line that is too long: the next watch would meet it again
            return degrade(answer.error()); // W-13
        default:
            return lost(answer.error(), Next::Watch);
        }
    }
    if (answer->status == 200 || answer->status == 504) {
        const auto lasted = clock.steady() - watchBegan;
        if (lasted >= watchTime - kAlmost)
            return watch(Gap::None); // as agreed
        // The server restarts, or it is another one from now on. One that ends each watch at once
        // must not be asked without pause.
        if (lasted > kShortWatch)
            return reconnect(Next::Watch);
        return goOn(failure(Error::Kind::Unreachable,
                            u"Watching %1 failed: the server ends each watch at once."_s.arg(
                                describe(type, ns))),
                    0ms, Next::Watch);
    }
    if (answer->status == 410)
        return relist(); // W-03
    const Error error = errorOf(*answer, u"Watching %1"_s.arg(describe(type, ns)));
    if (answer->status == 403) {
        // Revoked altogether, or the watch alone? The list tells. // W-31, W-33
        mayWatch = false;
        watchAgainAt = clock.steady() + kProbe;
        state.problem = error;
        return list();
    }
    refused(error, answer->retryAfterSeconds,
            answer->status == 404 || answer->status == 400 ? Next::List : Next::Watch);
}

} // namespace plumb::kube
