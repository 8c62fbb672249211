// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/fakeserver.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <vector>

namespace plumb::test {

//! What happens to a set of Pods, the same each time it is played: the server that tells it and the
//! one who checks it afterwards need no words with each other.
class PodHistory
{
public:
    struct Pod
    {
        int version = 0, generation = 0;
        bool isThere = false;
    };
    struct Event
    {
        const char* type = "";
        int pod = 0;
    };
    explicit PodHistory(int pods);
    //! The next event: mostly changes, some deletions, some that come anew with another uid.
    Event next();
    int version() const { return m_version; }
    const std::vector<Pod>& pods() const { return m_pods; }
    //! 8 KB, half of it managedFields, as a Deployment's running Pod has them.
    static QByteArray json(int pod, const Pod& state);
    static QByteArray name(int pod);
    static QByteArray space(int pod);
    static QByteArray uid(int pod, const Pod& state);

private:
    std::vector<Pod> m_pods;
    int m_version = 0;
    unsigned m_chance = 12345;
};

//! An API server with nothing but Pods: discovery for kubectl, lists in pages, watches, and watches
//! that begin with what is there, if it offers them.
class PodServer
{
public:
    struct Plan
    {
        int pods = 0;
        int events = 0, perSecond = 5000; //!< on the first watch that has a version
        bool offersInitialEvents = true;
        bool endsAfterEvents = false; //!< as at a timeout; else the watch stays open
    };
    explicit PodServer(const Plan& plan);
    ~PodServer();
    QString url() const { return m_server.url(); }
    int port() const { return m_server.port(); }
    std::atomic<int> lists = 0, pages = 0, watches = 0, refusals = 0;

private:
    void serve(Peer& peer, const Received& request);
    void list(Peer& peer, const QByteArray& query);
    void watch(Peer& peer, const QByteArray& query);
    void initialEvents(Peer& peer);
    void storm(Peer& peer);
    bool waitedUntil(std::chrono::steady_clock::time_point time);

    const Plan m_plan;
    const PodHistory m_start;
    std::mutex m_lock;
    std::condition_variable m_wake;
    bool m_isClosed = false;
    FakeServer m_server;
};

} // namespace plumb::test
