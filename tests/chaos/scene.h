// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "controlplane.h"
#include "history.h"
#include "kube/reflector.h"
#include "trials.h"

#include <QTimer>

#include <atomic>

namespace plumb::chaos {

using namespace std::chrono_literals;
using State = kube::Reflector::State;

//! Real time, faster by a factor, so that 90 s of a stale stream are 9 s of a test. Only what a
//! reflector reckons with goes faster: the timers of the transport are the machine's.
class FastClock final : public Clock
{
public:
    explicit FastClock(int factor)
        : m_factor(factor)
    {
    }
    QDateTime now() const override
    {
        return m_wall.addMSecs(std::chrono::ceil<std::chrono::milliseconds>(passed()).count()
                               + m_jump);
    }
    std::chrono::steady_clock::time_point steady() const override { return m_begin + passed(); }
    void jump(std::chrono::milliseconds time) { m_jump += time.count(); } //!< the wall clock alone

private:
    std::chrono::steady_clock::duration passed() const
    {
        return m_factor * (std::chrono::steady_clock::now() - m_begin);
    }
    const int m_factor;
    const std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
    const QDateTime m_wall = QDateTime::currentDateTimeUtc();
    std::atomic<qint64> m_jump = 0;
};

extern const kube::ApiResource kMaps, kWidgets;
QByteArray widgetDefinition(); //!< the CustomResourceDefinition of kWidgets

//! A namespace of a real API server that the scene alone writes to, straight, never through a
//! proxy; real reflectors over a real transport, on a way that the test chooses; and the oracle:
//! nothing is shown as fresh that the server did not hold at the time of the last proof of life.
class Scene
{
public:
    struct Options
    {
        QList<kube::ApiResource> types = {kMaps};
        int objects = 12; //!< of each type, at the beginning
        int factor = 1; //!< of the clock
        kube::Reflector::Listing listing = kube::Reflector::Listing::InPages;
        kube::TransportLimits limits = {};
    };
    //! `way` is what the reflectors' client is given; its context and namespace are set here.
    Scene(Trial& trial, const ControlPlane& plane, const kube::Endpoint& way,
          const Options& options);
    ~Scene();

    Trial& trial;
    FastClock clock;
    const QString ns;
    std::shared_ptr<kube::ApiClient> client;
    std::vector<std::unique_ptr<kube::Reflector>> reflectors;
    kube::Reflector& reflector(int i = 0) { return *reflectors.at(size_t(i)); }
    kube::Reflector::Freshness freshness(int i = 0) { return reflector(i).freshness(); }
    //! A reflector that no oracle judges.
    kube::Reflector& other(const kube::ApiResource& type, const QString& inNamespace);
    //! Asks the real server as the admin; says so where the answer is not a 2xx.
    test::ApiReply ask(const QByteArray& method, const QString& path, const QByteArray& body = {},
                       const QByteArray& contentType = "application/json");
    test::ApiSession& session() { return *m_server; }
    QString collection(const kube::ApiResource& type) const;
    History& history(int i = 0) { return m_histories.at(size_t(i)); }

    //! Starts the reflectors and waits until they show what is there.
    void live();
    void write(); //!< one random change of one random type
    void writeAll(int times);
    void removeAll(int type);
    void replace(const QString& name); //!< by another of the same name
    bool isChanging = true;
    std::chrono::milliseconds pace{100};

    void run(std::chrono::milliseconds time);
    void requireWithin(const std::function<bool()>& holds, std::chrono::milliseconds limit,
                       const char* what);
    //! The fault is over, and all must be well within that time: the same objects as in an honest
    //! list, and whatever is changed then is followed.
    void judge(std::chrono::milliseconds within);
    bool holdsWhatIsThere();
    bool showsWhatIsThere(); //!< and as fresh
    //! What the first type was, change by change.
    struct Moment
    {
        History::Time at;
        State state;
        bool isFresh;
    };
    QList<Moment> timeline;
    void check();
    //! How long what is true may take on its way to the store. A fault that delays adds to it.
    std::chrono::milliseconds latency{3'000};
    //! Events that the fault holds back are not there for anybody: all since then are excused.
    std::optional<History::Time> heldSince;

private:
    void step();
    void suspect(const QString& what, History::Time now);
    void put(int type, const QString& name);
    void remove(int type, const QString& name);
    std::unique_ptr<test::ApiSession> m_server;
    std::vector<History> m_histories;
    std::vector<std::unique_ptr<kube::Reflector>> m_others;
    struct Proof
    {
        QDateTime told;
        History::Time at;
    };
    std::vector<Proof> m_proofs;
    //! After a gap a reflector waits a second for what it missed before it calls itself fresh, and
    //! by a fast clock that second is shorter: what is right at its true end is not held against
    //! it.
    std::chrono::milliseconds m_grace;
    QHash<QString, History::Time> m_suspects;
    QSet<QString> m_suspectsNow;
    QTimer m_step;
    History::Time m_nextChange{};
};

} // namespace plumb::chaos
