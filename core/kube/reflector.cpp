// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/reflector.h"

#include "base/future.h"
#include "base/log.h"
#include "kube/inbox_p.h"
#include "kube/listgate_p.h"
#include "kube/listpage_p.h"
#include "kube/paths_p.h"
#include "kube/resourceversion_p.h"
#include "kube/watchbatch_p.h"

namespace plumb::kube {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds kStale = 90s, kIdle = 75s, kHealthy = 120s;
constexpr std::chrono::seconds kForbiddenProbe = 10min, kPoll = 60s, kShortWatch = 1s;
constexpr int kPage = 500;

//! Parsing has threads of its own: those of the global pool may be waiting for answers.
QThreadPool* parsers()
{
    static QThreadPool pool;
    pool.setMaxThreadCount(2);
    return &pool;
}

} // namespace

struct Reflector::Private
{
    Reflector* const q;
    const std::shared_ptr<ApiClient> client;
    const ApiResource type;
    const QString ns;
    const Clock& clock;
    const std::function<double()> random;
    Backoff backoff;
    ObjectStore store;

    Freshness state, told;
    std::chrono::steady_clock::time_point proof{}, healthySince{}, watchBegan{};
    QDateTime lastTick;
    std::chrono::steady_clock::time_point lastTickSteady{};
    QTimer tick, wait;
    std::function<void()> afterWait;

    bool isRunning = false, isDecoding = false, mayWatch = true;
    quint64 turn = 0; //!< callbacks of an earlier turn are late and do nothing
    std::stop_source stopList;
    ListGate::Ticket ticket;
    std::shared_ptr<Inbox> inbox;
    std::optional<Result<Response>>
        ended; //!< how the stream ended; its last lines may still be read
    QString resourceVersion, next;
    int limit = kPage;

    Private(Reflector* owner, std::shared_ptr<ApiClient> api, ApiResource resource, QString space,
            const Clock& time, std::function<double()> chance)
        : q(owner)
        , client(std::move(api))
        , type(std::move(resource))
        , ns(std::move(space))
        , clock(time)
        , random(chance)
        , backoff(chance)
    {
        wait.setSingleShot(true);
        tick.setInterval(1s);
        QObject::connect(&wait, &QTimer::timeout, q, [this] {
            const auto what = afterWait; // it may set the next one
            what();
        });
        QObject::connect(&tick, &QTimer::timeout, q, [this] { onTick(); });
    }

    QString doing() const { return u"Listing %1"_s.arg(describe(type, ns)); }

    // A callback that runs only while the turn lasts in which it was made.
    template <typename Fn>
    auto inThisTurn(Fn fn)
    {
        return [this, now = turn, fn = std::move(fn)](auto&&... values) {
            if (now == turn && isRunning)
                fn(std::forward<decltype(values)>(values)...);
        };
    }

    void begin();
    void end();
    void list();
    void requestPage();
    void takePage(const Result<PackedPage>& page);
    void watch();
    void decode();
    void takeBatch(const WatchBatch& batch);
    void streamEnded();
    void recover(const Error& error, int retryAfter, bool mustList);
    void later(std::chrono::milliseconds time, std::function<void()> what);
    void closeStream();
    void onTick();
    void prove();
    void set(State now, std::optional<Error> problem);
    void tell();
};

void Reflector::Private::begin()
{
    isRunning = true;
    mayWatch = true;
    ++turn;
    proof = healthySince = lastTickSteady = clock.steady();
    lastTick = clock.now();
    tick.start();
    set(State::Listing, std::nullopt);
    list();
}

void Reflector::Private::end()
{
    if (!isRunning)
        return;
    isRunning = false;
    ++turn;
    tick.stop();
    wait.stop();
    stopList.request_stop();
    ticket.leave();
    closeStream();
    set(State::Idle, std::nullopt);
}

void Reflector::Private::closeStream()
{
    if (inbox)
        inbox->close();
    inbox.reset();
    isDecoding = false;
    ended.reset();
}

void Reflector::Private::list()
{
    ++turn;
    closeStream();
    stopList.request_stop();
    stopList = {};
    store.dropStaged();
    next.clear();
    limit = kPage;
    ticket.enter(client.get(), inThisTurn([this] { requestPage(); }));
}

void Reflector::Private::requestPage()
{
    Request request;
    request.path = collectionPath(type, ns) + "?limit=" + QByteArray::number(limit)
                   + (next.isEmpty() ? QByteArray() : "&continue=" + encoded(next));
    observe(client->send(request, stopList.get_token()), q,
            inThisTurn([this](const Result<Response>& answer) {
                if (!answer)
                    return recover(answer.error(), -1, true);
                if (answer->status == 410 && !next.isEmpty()) {
                    // The snapshot behind the pages is gone: once more, in one piece. // W-05
                    store.dropStaged();
                    next.clear();
                    limit = 0;
                    return requestPage();
                }
                if (answer->status != 200)
                    return recover(errorOf(*answer, doing()), answer->retryAfterSeconds, true);
                observe(runOn(parsers(),
                              [type = type, body = answer->body, what = doing(),
                               how = store.packing(type.gvk)] {
                                  return packListPage(type, body, what, how);
                              }),
                        q, inThisTurn([this](const Result<PackedPage>& page) { takePage(page); }));
            }));
}

void Reflector::Private::takePage(const Result<PackedPage>& page)
{
    if (!page)
        return recover(page.error(), -1, true);
    store.stage(page->items);
    next = page->next;
    if (!next.isEmpty())
        return requestPage();
    ticket.leave();
    resourceVersion = page->resourceVersion;
    store.commit();
    prove();
    Q_EMIT q->synced();
    if (mayWatch)
        return watch();
    // May list but not watch: asked each minute instead. // W-31
    set(State::Live, state.problem);
    later(kPoll, [this] { list(); });
}

void Reflector::Private::watch()
{
    ++turn;
    closeStream();
    watchBegan = clock.steady();
    const auto seconds = 300 + int(300 * random()); // spread over time, so that not all end at once
    Request request;
    request.path = collectionPath(type, ns) + "?watch=1&allowWatchBookmarks=true&resourceVersion="
                   + encoded(resourceVersion) + "&timeoutSeconds=" + QByteArray::number(seconds);
    inbox = std::make_shared<Inbox>(q, inThisTurn([this] { decode(); }), inThisTurn([this] {
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
    for (const auto& event : batch.events)
        store.apply(event.change, event.object);
    if (!batch.resourceVersion.isEmpty()) {
        if (isNewer(batch.resourceVersion, resourceVersion)) // W-18
            resourceVersion = batch.resourceVersion;
        prove();
    }
    if (!batch.error)
        return decode();
    // Expired: the version is too old to go on from. // W-04. Anything else that is no event: list
    // too. // W-12
    if (batch.error->kind == Error::Kind::Expired)
        return list();
    recover(*batch.error, -1, batch.error->kind == Error::Kind::Invalid);
}

void Reflector::Private::streamEnded()
{
    const Result<Response> answer = *std::exchange(ended, std::nullopt);
    if (!answer) {
        if (answer.error().kind == Error::Kind::Cancelled)
            return later(backoff.next(), [this] { watch(); }); // our own inbox was full
        return recover(answer.error(), -1, false);
    }
    if (answer->status == 200 || answer->status == 504) {
        if (clock.steady() - watchBegan > kShortWatch)
            return watch();
        // A server that ends each watch at once must not be asked without pause.
        return later(backoff.next(), [this] { watch(); });
    }
    if (answer->status == 410)
        return list(); // W-03
    const Error error = errorOf(*answer, u"Watching %1"_s.arg(describe(type, ns)));
    if (answer->status == 403) {
        // Revoked altogether, or the watch alone? The list tells. // W-31, W-33
        mayWatch = false;
        state.problem = error;
        return list();
    }
    recover(error, answer->retryAfterSeconds, answer->status == 404 || answer->status == 400);
}

//! After a failure: waits, then lists or goes on watching. The old content stays, except where the
//! user may not see it any more or the type is gone.
void Reflector::Private::recover(const Error& error, int retryAfter, bool mustList)
{
    if (error.kind == Error::Kind::Cancelled)
        return;
    closeStream();
    ticket.leave();
    const bool wasListing = mustList || resourceVersion.isEmpty();
    qCInfo(lcKube).noquote() << "stream of" << describe(type, ns) << nameOf(error.kind);
    if (mustList && error.kind == Error::Kind::Forbidden) {
        store.replace({});
        set(State::Forbidden, error);
        mayWatch = true;
        return later(kForbiddenProbe, [this] { list(); });
    }
    if (mustList && error.kind == Error::Kind::NotFound) {
        store.replace({});
        set(State::Absent, error);
        return later(kPoll, [this] { list(); });
    }
    if (clock.steady() - healthySince > kHealthy && state.state == State::Live)
        backoff.reset();
    set(State::Reconnecting, error);
    auto time = backoff.next();
    if (error.kind == Error::Kind::TooManyRequests && retryAfter >= 0) // W-06, W-07
        time = std::max<std::chrono::milliseconds>(
            time, std::chrono::seconds(std::clamp(retryAfter, 1, 60)));
    later(time, [this, wasListing] { wasListing ? list() : watch(); });
}

void Reflector::Private::later(std::chrono::milliseconds time, std::function<void()> what)
{
    afterWait = inThisTurn(std::move(what));
    wait.start(time);
}

void Reflector::Private::prove()
{
    proof = clock.steady();
    state.lastProof = clock.now();
    tell();
}

void Reflector::Private::onTick()
{
    const auto steady = clock.steady();
    const QDateTime now = clock.now();
    // The wall clock ran on without us: the machine slept, and the server may have left. // W-20
    const auto slept =
        std::chrono::milliseconds(lastTick.msecsTo(now)) - (steady - lastTickSteady) > 30s;
    lastTick = now;
    lastTickSteady = steady;
    const bool isWatching = state.state == State::Live && inbox && !ended;
    // Silence may be an idle type or a dead connection; a new watch from the same version tells.
    if (isWatching && (slept || (steady - proof >= kIdle && watchBegan <= proof)))
        watch();
    tell();
}

void Reflector::Private::set(State now, std::optional<Error> problem)
{
    if (now == State::Live && state.state != State::Live)
        healthySince = clock.steady();
    state.state = now;
    state.problem = std::move(problem);
    tell();
}

void Reflector::Private::tell()
{
    const Freshness fresh = q->freshness();
    const bool isNews =
        fresh.state != told.state || fresh.isStale != told.isStale || fresh.problem != told.problem;
    told = fresh;
    if (isNews)
        Q_EMIT q->freshnessChanged();
}

Reflector::Reflector(std::shared_ptr<ApiClient> client, ApiResource type, QString ns,
                     const Clock& clock, std::function<double()> random, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(client), std::move(type), std::move(ns), clock,
                                  std::move(random)))
{
}

Reflector::~Reflector()
{
    d->isRunning = false;
    d->stopList.request_stop();
    d->closeStream();
}

void Reflector::start()
{
    if (!d->isRunning)
        d->begin();
}

void Reflector::stop()
{
    d->end();
}

ObjectStore& Reflector::store()
{
    return d->store;
}

const ApiResource& Reflector::type() const
{
    return d->type;
}

Reflector::Freshness Reflector::freshness() const
{
    Freshness fresh = d->state;
    fresh.isStale = d->isRunning && fresh.state != State::Forbidden && fresh.state != State::Absent
                    && d->clock.steady() - d->proof >= kStale;
    return fresh;
}

} // namespace plumb::kube
