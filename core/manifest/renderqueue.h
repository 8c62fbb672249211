// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QSet>

#include <condition_variable>
#include <mutex>
#include <set>
#include <stop_token>

namespace plumb::manifest {

//! Whose turn it is to render: at most `most` at once, of those that wait the newest commit first,
//! and never the same thing twice at once. Threads wait in it, so it has a lock.
class RenderQueue
{
public:
    //! One processor stays free for the window.
    static int mostByProcessors();
    explicit RenderQueue(int most = mostByProcessors());

    //! Ends the turn when it goes.
    class Turn
    {
    public:
        Turn(Turn&& other) noexcept;
        Turn& operator=(Turn&&) = delete;
        ~Turn();

    private:
        friend class RenderQueue;
        Turn(RenderQueue* queue, QByteArray key)
            : m_queue(queue)
            , m_key(std::move(key))
        {
        }
        RenderQueue* m_queue;
        QByteArray m_key;
    };
    //! Waits. `newness` is the time of the commit; among equals the first to come is first. Fails
    //! only when stopped.
    Result<Turn> turn(const QByteArray& key, qint64 newness, std::stop_token stop);
    //! How many wait; for tests.
    int waiting() const;

private:
    struct Waiting
    {
        qint64 newness = 0;
        quint64 number = 0;
        QByteArray key;
        bool operator<(const Waiting& other) const
        {
            return newness != other.newness ? newness > other.newness : number < other.number;
        }
    };
    bool isNext(const Waiting& one) const;
    void end(const QByteArray& key);

    const int m_most;
    mutable std::mutex m_lock;
    std::condition_variable_any m_changed;
    std::set<Waiting> m_waiting;
    QSet<QByteArray> m_running;
    quint64 m_count = 0;
};

} // namespace plumb::manifest
