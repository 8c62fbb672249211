// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/log.h"
#include "kube/reflector_p.h"

namespace plumb::kube {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds kHealthy = 120s, kPoll = 60s;
constexpr std::chrono::minutes kProbe = 10min;
constexpr int kTooMany = 3;

} // namespace

//! What is shown is known to be out of date.
void Reflector::Private::relist()
{
    set(State::Relisting, std::nullopt);
    list();
}

//! No complete answer came: the connection, not the type, is in trouble.
void Reflector::Private::lost(const Error& error, Next how)
{
    if (error.kind == Error::Kind::Cancelled)
        return;
    if (error.kind == Error::Kind::Unauthorised) // the token file cannot be read
        return refused(error, -1, how);
    goOn(error, 0ms, how);
}

//! The server answered, with something else than what was asked for.
void Reflector::Private::refused(const Error& error, int retryAfter, Next how)
{
    const bool isListing = how == Next::List;
    qCInfo(lcKube).noquote() << "stream of" << describe(type, ns) << nameOf(error.kind);
    switch (error.kind) {
    case Error::Kind::Forbidden:
        if (!isListing)
            break;
        store.replace({});
        mayWatch = true;
        return rest(State::Forbidden, error, kProbe);
    case Error::Kind::NotFound:
        if (!isListing)
            break;
        store.replace({});
        return rest(State::Absent, error, kPoll);
    case Error::Kind::Unauthorised: {
        // The client takes up new credentials by itself: once more. If it is of no use, or is
        // needed again and again, a person has to look. // W-21, W-22
        const bool isOften = refusals.add(clock.steady()) >= kTooMany;
        if (++refusalsInARow >= 2 || isOften)
            return rest(State::AuthNeeded, error, kPoll);
        break;
    }
    case Error::Kind::TooManyRequests: // W-06, W-07
        return goOn(error, std::chrono::seconds(retryAfter < 0 ? 0 : std::clamp(retryAfter, 1, 60)),
                    how);
    default:
        // This type alone: the others do not wait for it. // W-29, W-30
        if (isListing && !isRoutine && failedLists.add(clock.steady()) >= kTooMany) {
            newTurn();
            set(State::Degraded, error);
            return later(backoff.next(), [this] { list(); });
        }
        break;
    }
    goOn(error, 0ms, how);
}

//! Something in the stream that is no event of this type.
void Reflector::Private::unreadable(const Error& error)
{
    if (garbage.add(clock.steady()) >= kTooMany)
        return degrade(error);
    goOn(error, 0ms, Next::List);
}

//! The stream cannot be used: it is listed each minute, and watched again in ten. // W-12, W-13
void Reflector::Private::degrade(const Error& error)
{
    newTurn();
    garbage.clear();
    mayWatch = false;
    watchAgainAt = clock.steady() + kProbe;
    set(State::Degraded, error);
    later(backoff.next(), [this] { list(); });
}

void Reflector::Private::rest(State what, const Error& error, std::chrono::milliseconds time)
{
    newTurn();
    isRoutine = false;
    set(what, error);
    later(time, [this] { list(); });
}

//! Waits, then goes on; at least `time`, if the server asked for it.
void Reflector::Private::goOn(const Error& error, std::chrono::milliseconds time, Next how)
{
    newTurn();
    if (std::exchange(isRoutine, false)) {
        // The watch was well, and only the confirmation failed.
        how = Next::Watch;
        relistAt = clock.steady() + kProbe;
    }
    if (clock.steady() - healthySince > kHealthy && state.state == State::Live)
        backoff.reset();
    // Repeated failures do not look better than they are.
    if (state.state != State::Degraded && state.state != State::AuthNeeded)
        set(State::Reconnecting, error);
    later(std::max(backoff.next(), time), [this, how] { reconnect(how); });
}

//! Once the server is known to answer, as the same cluster.
void Reflector::Private::reconnect(Next how)
{
    newTurn();
    afterContact = inThisTurn([this, how] {
        if (how == Next::List || resourceVersion.isEmpty())
            list();
        else
            verify();
    });
    contact->ask(ns, clock);
}

} // namespace plumb::kube
