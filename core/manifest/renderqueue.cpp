// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/renderqueue.h"

#include <QThread>

namespace plumb::manifest {

int RenderQueue::mostByProcessors()
{
    return std::max(1, QThread::idealThreadCount() - 1);
}

RenderQueue::RenderQueue(int most)
    : m_most(most)
{
}

RenderQueue::Turn::Turn(Turn&& other) noexcept
    : m_queue(std::exchange(other.m_queue, nullptr))
    , m_key(std::move(other.m_key))
{
}

RenderQueue::Turn::~Turn()
{
    if (m_queue)
        m_queue->end(m_key);
}

Result<RenderQueue::Turn> RenderQueue::turn(const QByteArray& key, qint64 newness,
                                            std::stop_token stop)
{
    std::unique_lock lock(m_lock);
    const Waiting mine{newness, m_count++, key};
    m_waiting.insert(mine);
    m_changed.wait(lock, stop, [&] { return isNext(mine); });
    const bool isMine = !stop.stop_requested();
    m_waiting.erase(mine);
    if (isMine)
        m_running.insert(key);
    lock.unlock();
    // Whoever comes next may have a turn too.
    m_changed.notify_all();
    if (!isMine)
        return failure(Error::Kind::Cancelled, u"Rendering was stopped on request."_s);
    return Turn(this, key);
}

int RenderQueue::waiting() const
{
    const std::lock_guard lock(m_lock);
    return int(m_waiting.size());
}

bool RenderQueue::isNext(const Waiting& one) const
{
    if (m_running.size() >= m_most || m_running.contains(one.key))
        return false;
    for (const Waiting& each : m_waiting) {
        if (!(each < one))
            return true;
        if (!m_running.contains(each.key))
            return false;
    }
    return true;
}

void RenderQueue::end(const QByteArray& key)
{
    {
        const std::lock_guard lock(m_lock);
        m_running.remove(key);
    }
    m_changed.notify_all();
}

} // namespace plumb::manifest
