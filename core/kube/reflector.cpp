// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/reflector.h"

#include "kube/reflector_p.h"

namespace plumb::kube {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds kStale = 90s, kIdle = 75s, kSilent = 30s;

} // namespace

Reflector::Private::Private(Reflector* owner, std::shared_ptr<ApiClient> api, ApiResource resource,
                            QString space, const Clock& time, std::function<double()> chance)
    : q(owner)
    , client(std::move(api))
    , type(std::move(resource))
    , ns(std::move(space))
    , clock(time)
    , random(chance)
    , contact(Contact::of(client, chance))
    , backoff(chance)
{
    wait.setSingleShot(true);
    ticker.setInterval(1s);
    QObject::connect(&wait, &QTimer::timeout, q, [this] { runIfDue(); });
    QObject::connect(&ticker, &QTimer::timeout, q, [this] { tick(); });
    QObject::connect(contact.get(), &Contact::answered, q, [this] {
        if (const auto go = std::exchange(afterContact, {}))
            go();
    });
    QObject::connect(contact.get(), &Contact::stillAway, q, [this](const Error& error) {
        const bool isNews = state.state == State::Live || state.state == State::Relisting;
        if (afterContact && isNews)
            set(State::Reconnecting, error);
    });
    QObject::connect(contact.get(), &Contact::otherClusterAnswered, q,
                     [this] { end(State::OtherCluster, contact->otherCluster()); });
}

void Reflector::Private::begin()
{
    if (contact->otherCluster())
        return set(State::OtherCluster, contact->otherCluster());
    isRunning = true;
    mayWatch = true;
    proof = healthySince = lastTickSteady = clock.steady();
    lastTick = clock.now();
    ticker.start();
    set(State::Listing, std::nullopt);
    list();
}

void Reflector::Private::end(State last, std::optional<Error> problem)
{
    if (!isRunning)
        return;
    newTurn();
    isRunning = false;
    ticker.stop();
    set(last, std::move(problem));
}

//! Leaves whatever is going on.
void Reflector::Private::newTurn()
{
    ++turn;
    wait.stop();
    waitsUntil.reset();
    afterContact = {};
    stopList.request_stop();
    stopList = {};
    ticket.leave();
    if (inbox)
        inbox->close();
    inbox.reset();
    ended.reset();
    settledAt.reset();
    isDecoding = isParsing = isInitial = false;
}

void Reflector::Private::later(std::chrono::milliseconds time, std::function<void()> what)
{
    afterWait = inThisTurn(std::move(what));
    waitsUntil = clock.steady() + time;
    wait.start(time);
}

void Reflector::Private::runIfDue()
{
    if (!waitsUntil)
        return;
    if (const auto left = *waitsUntil - clock.steady(); left > 0ms)
        return wait.start(std::chrono::ceil<std::chrono::milliseconds>(left));
    waitsUntil.reset();
    wait.stop();
    const auto what = afterWait; // it may set the next one
    what();
}

void Reflector::Private::prove()
{
    proof = clock.steady();
    state.lastProof = clock.now();
    refusalsInARow = 0;
    tell();
}

void Reflector::Private::tick()
{
    if (!isRunning)
        return;
    const auto steady = clock.steady();
    const QDateTime now = clock.now();
    // The wall clock ran on without us: the machine slept, and the server may have left. // W-20
    const auto slept =
        std::chrono::milliseconds(lastTick.msecsTo(now)) - (steady - lastTickSteady) > 30s;
    lastTick = now;
    lastTickSteady = steady;
    runIfDue();
    contact->tick(clock);
    if (isWatching()) {
        if (steady >= relistAt) {
            isRoutine = true;
            list();
        } else if (slept) {
            reconnect(Next::Watch);
        } else if (steady - std::max(proof, watchBegan) >= kIdle) {
            // Silence may be an idle type, a dead connection, or a watch that waits for a version
            // of a future that was taken back; the server's present version tells.
            verify();
        }
    }
    // A list in pages has deadlines of its own; a stream may be silent for ever. // W-10
    if (isInitial && steady - heard >= kSilent) {
        isStalled = true;
        list();
    }
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
    Freshness fresh = q->freshness();
    Freshness before = std::exchange(told, fresh);
    before.lastProof = fresh.lastProof = {}; // moves on all the time
    if (before != fresh)
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
    d->newTurn();
    d->isRunning = false;
}

void Reflector::setListing(Listing listing)
{
    d->listing = listing;
}

void Reflector::start()
{
    if (!d->isRunning)
        d->begin();
}

void Reflector::stop()
{
    d->end(State::Idle, std::nullopt);
}

void Reflector::retry()
{
    if (!d->isRunning || !d->waitsUntil || d->settledAt)
        return;
    d->refusals.clear();
    d->waitsUntil = d->clock.steady();
    d->runIfDue();
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
    fresh.isStale = d->mayAge() && d->clock.steady() - d->proof >= kStale;
    return fresh;
}

void Reflector::tick()
{
    d->tick();
}

std::optional<std::chrono::steady_clock::time_point> Reflector::due() const
{
    if (!d->isRunning)
        return std::nullopt;
    std::optional<Steady> first = d->waitsUntil;
    const auto or_ = [&](Steady time) { first = first ? std::min(*first, time) : time; };
    if (const auto time = d->contact->due())
        or_(*time);
    if (d->isWatching()) {
        or_(d->relistAt);
        or_(std::max(d->proof, d->watchBegan) + kIdle);
    }
    if (d->isInitial)
        or_(d->heard + kSilent);
    if (d->mayAge() && !freshness().isStale)
        or_(d->proof + kStale);
    return first;
}

bool Reflector::isReading() const
{
    return d->isDecoding || d->isParsing;
}

} // namespace plumb::kube
