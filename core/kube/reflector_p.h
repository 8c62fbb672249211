// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/backoff.h"
#include "base/future.h"
#include "kube/contact_p.h"
#include "kube/inbox_p.h"
#include "kube/listgate_p.h"
#include "kube/listpage_p.h"
#include "kube/paths_p.h"
#include "kube/reflector.h"
#include "kube/watchbatch_p.h"

#include <QTimer>

namespace plumb::kube {

using Steady = std::chrono::steady_clock::time_point;

//! Things that went wrong, forgotten after a while.
class Strikes
{
public:
    explicit Strikes(std::chrono::minutes memory)
        : m_memory(memory)
    {
    }
    //! One more; how many there are.
    qsizetype add(Steady now)
    {
        m_times.removeIf([&](Steady time) { return now - time > m_memory; });
        m_times += now;
        return m_times.size();
    }
    void clear() { m_times.clear(); }

private:
    std::chrono::minutes m_memory;
    QList<Steady> m_times;
};

//! reflector.cpp: life and time; reflectorlist.cpp: lists; reflectorwatch.cpp: the stream;
//! reflectortrouble.cpp: what follows a failure.
struct Reflector::Private
{
    enum class Next { List, Watch }; //!< how to go on after a failure

    Reflector* const q;
    const std::shared_ptr<ApiClient> client;
    const ApiResource type;
    const QString ns;
    const Clock& clock;
    const std::function<double()> random;
    const std::shared_ptr<Contact> contact;
    Backoff backoff;
    ObjectStore store;

    Freshness state, told;
    Steady proof{}, healthySince{}, watchBegan{}, relistAt{}, watchAgainAt{};
    std::chrono::seconds watchTime{};
    QDateTime lastTick;
    Steady lastTickSteady{};
    QTimer ticker, wait;
    std::optional<Steady> waitsUntil;
    std::function<void()> afterWait, afterContact;

    bool isRunning = false, isDecoding = false, isParsing = false;
    bool mayWatch = true; //!< no: it is listed each minute instead
    bool isRoutine = false; //!< the list on its way only confirms a watch that was well
    bool isDoubting = false; //!< a version was seen that lies before ours
    Listing listing = Listing::InPages;
    bool isInitial = false; //!< the stream is still telling what was there when it began
    //! The stream goes on where another left off some time ago: until then what was missed may
    //! still be on its way, and nothing new is proven. // W-01, W-09
    std::optional<Steady> settledAt;
    bool isStalled = false; //!< it stopped in the middle of that: this time in pages
    Steady heard{}; //!< its last line
    quint64 turn = 0; //!< callbacks of an earlier turn are late and do nothing
    std::stop_source stopList;
    ListGate::Ticket ticket;
    std::shared_ptr<Inbox> inbox;
    //! How the stream ended; its last lines may still be unread.
    std::optional<Result<Response>> ended;
    QString resourceVersion, next;
    int limit = 0;
    Strikes garbage{std::chrono::minutes(10)}, failedLists{std::chrono::minutes(10)},
        refusals{std::chrono::minutes(5)};
    int refusalsInARow = 0;

    Private(Reflector* owner, std::shared_ptr<ApiClient> api, ApiResource resource, QString space,
            const Clock& time, std::function<double()> chance);

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
    void end(State last, std::optional<Error> problem);
    void newTurn();
    void later(std::chrono::milliseconds time, std::function<void()> what);
    void runIfDue();
    void tick();
    bool isWatching() const { return state.state == State::Live && inbox && !ended && !isInitial; }
    //! Of what is forbidden or gone nothing is shown that could grow old.
    bool mayAge() const
    {
        return isRunning && state.state != State::Forbidden && state.state != State::Absent;
    }
    void prove();
    void set(State now, std::optional<Error> problem);
    void tell();

    void list();
    void requestPage();
    void takePage(const Result<PackedPage>& page);
    void takeList(const QString& version);
    void streamList();
    void takeInitial(const WatchBatch& batch);
    void initialEnded(const Result<Response>& answer);
    void doubt(const QString& version);
    void verify();

    enum class Gap { None, Some }; //!< since the last word of the server about the type
    void watch(Gap gap);
    void open(const QByteArray& query);
    void settle();
    void decode();
    void takeBatch(const WatchBatch& batch);
    void streamEnded();

    void relist();
    void lost(const Error& error, Next how);
    void refused(const Error& error, int retryAfter, Next how);
    void unreadable(const Error& error);
    void goOn(const Error& error, std::chrono::milliseconds time, Next how);
    void reconnect(Next how);
    void degrade(const Error& error);
    void rest(State what, const Error& error, std::chrono::milliseconds time);
};

} // namespace plumb::kube
