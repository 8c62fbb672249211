// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/log.h"
#include "kube/parsers_p.h"
#include "kube/reflector_p.h"
#include "kube/resourceversion_p.h"

namespace plumb::kube {

using namespace std::chrono_literals;

namespace {

constexpr int kPage = 500;
const QByteArray kMetadataOnly =
    "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";
constexpr std::chrono::milliseconds kRelist = 10min; // Argo CD; and up to a fifth more by chance
constexpr std::chrono::seconds kSecondLook = 10s, kPoll = 60s;

} // namespace

void Reflector::Private::list()
{
    newTurn();
    store.dropStaged();
    next.clear();
    limit = kPage;
    const bool inPages = std::exchange(isStalled, false) || listing == Listing::InPages || !mayWatch
                         || contact->refusesInitialEvents;
    ticket.enter(client.get(),
                 inThisTurn([this, inPages] { inPages ? requestPage() : streamList(); }));
}

void Reflector::Private::requestPage()
{
    Request request;
    request.path = collectionPath(type, ns) + "?limit=" + QByteArray::number(limit)
                   + (next.isEmpty() ? QByteArray() : "&continue=" + encoded(next));
    observe(client->send(request, stopList.get_token()), q,
            inThisTurn([this](const Result<Response>& answer) {
                if (!answer)
                    return lost(answer.error(), Next::List);
                if (answer->status == 410 && !next.isEmpty()) {
                    // The snapshot behind the pages is gone: once more, in one piece. // W-05
                    store.dropStaged();
                    next.clear();
                    limit = 0;
                    return requestPage();
                }
                if (answer->status != 200)
                    return refused(errorOf(*answer, doing()), answer->retryAfterSeconds,
                                   Next::List);
                isParsing = true;
                observe(runOn(parsers(),
                              [type = type, body = answer->body, what = doing(),
                               how = store.packing(type.gvk)] {
                                  return packListPage(type, body, what, how);
                              }),
                        q, inThisTurn([this](const Result<PackedPage>& page) {
                            isParsing = false;
                            takePage(page);
                        }));
            }));
}

void Reflector::Private::takePage(const Result<PackedPage>& page)
{
    if (!page)
        return refused(page.error(), -1, Next::List);
    store.stage(page->items);
    next = page->next;
    if (!next.isEmpty())
        return requestPage();
    ticket.leave();
    takeList(page->resourceVersion);
}

//! A complete list: the only thing that replaces what is shown.
void Reflector::Private::takeList(const QString& version)
{
    if (isOlder(version, resourceVersion))
        return doubt(version);
    isDoubting = isRoutine = false;
    resourceVersion = version;
    // All gone at once is believed, but nobody is to act on it before a second look. // W-37
    state.isUnconfirmed = store.staged() == 0 && store.size() > 0;
    store.commit();
    failedLists.clear();
    const auto now = clock.steady();
    relistAt = now
               + (state.isUnconfirmed ? kSecondLook
                                      : std::chrono::duration_cast<std::chrono::milliseconds>(
                                          kRelist * (1.0 + 0.2 * random())));
    prove();
    contact->learn(ns, clock);
    Q_EMIT q->synced();
    if (!mayWatch && now < watchAgainAt) {
        // May list but not watch, or the stream is garbage: asked each minute instead. // W-31,
        // W-12
        set(state.state == State::Degraded ? State::Degraded : State::Live, state.problem);
        return later(state.isUnconfirmed ? kSecondLook : kPoll, [this] { list(); });
    }
    mayWatch = true;
    if (!inbox)
        return watch(Gap::None);
    set(State::Live, std::nullopt); // the list was the beginning of a watch that goes on
}

//! The list as the first part of a watch: flat memory in the server, and nothing between the two.
// k8s 1.27 WatchList; client-go reflector.watchList
void Reflector::Private::streamList()
{
    open("sendInitialEvents=true&resourceVersionMatch=NotOlderThan&resourceVersion=");
    isInitial = true;
    heard = clock.steady();
}

void Reflector::Private::takeInitial(const WatchBatch& batch)
{
    heard = clock.steady();
    const qsizetype count = batch.initial < 0 ? batch.events.size() : batch.initial;
    for (qsizetype i = 0; i < count; ++i)
        store.stage(batch.events.at(i).change, batch.events.at(i).object);
    if (batch.initial < 0)
        return;
    isInitial = false;
    ticket.leave();
    takeList(batch.resourceVersion);
}

//! The stream ended before the list in it was complete.
void Reflector::Private::initialEnded(const Result<Response>& answer)
{
    isInitial = false;
    store.dropStaged();
    inbox->close();
    inbox.reset();
    if (!answer) {
        const auto kind = answer.error().kind;
        // Faster than we can read, or a line that is too long: pages tell it calmly. // W-13
        if (kind == Error::Kind::Cancelled || kind == Error::Kind::Invalid)
            return requestPage();
        return lost(answer.error(), Next::List);
    }
    const QString what = u"Listing %1"_s.arg(describe(type, ns));
    switch (answer->status) {
    case 200:
    case 504:
        return goOn(failure(Error::Kind::Unreachable,
                            u"%1 failed: it ended before it was complete."_s.arg(what)),
                    0ms, Next::List);
    case 400: // of servers that do not know it
    case 422:
        contact->refusesInitialEvents = true;
        return requestPage();
    case 403: // the watch, or the list too? The pages tell. // W-31
    case 404:
        return requestPage();
    default:
        refused(errorOf(*answer, what), answer->retryAfterSeconds, Next::List);
    }
}

//! An older version than ours: a server that lags behind (W-19), or one that was put back to an
//! earlier state (W-25). Two in a row decide.
void Reflector::Private::doubt(const QString& version)
{
    if (!std::exchange(isDoubting, true)) {
        set(State::Relisting,
            failure(
                Error::Kind::Conflict,
                u"%1 gave version %2, which lies before the version %3 seen earlier. The server "
                "lags behind or was put back; it is asked again."_s.arg(doing(), version,
                                                                        resourceVersion)));
        return later(backoff.next(), [this] { list(); });
    }
    isDoubting = false;
    state.wentBackwards = clock.now();
    qCWarning(lcKube).noquote() << "the server's history went backwards:" << describe(type, ns)
                                << "from version" << resourceVersion << "to" << version;
    // Versions are given out again, for other content: nothing shown may be compared with the list.
    resourceVersion.clear();
    store.replace({});
    Q_EMIT q->historyWentBackwards();
    list();
}

//! Asks for the server's present version, at the price of one object, then goes on watching.
void Reflector::Private::verify()
{
    newTurn();
    ticket.enter(client.get(), inThisTurn([this] {
                     Request request;
                     request.path = collectionPath(type, ns) + "?limit=1";
                     request.accept = kMetadataOnly;
                     observe(client->send(request, stopList.get_token()), q,
                             inThisTurn([this](const Result<Response>& answer) {
                                 ticket.leave();
                                 if (!answer)
                                     return lost(answer.error(), Next::Watch);
                                 if (answer->status != 200)
                                     return refused(
                                         errorOf(*answer, doing()), answer->retryAfterSeconds,
                                         answer->status == 429 ? Next::Watch : Next::List);
                                 const auto page = parseListPage(type, answer->body, doing());
                                 if (!page)
                                     return refused(page.error(), -1, Next::List);
                                 if (!isOlder(page->resourceVersion, resourceVersion))
                                     return watch(Gap::Some);
                                 isDoubting = false; // the list is to be the second witness
                                 doubt(page->resourceVersion);
                             }));
                 }));
}

} // namespace plumb::kube
