// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayList>
#include <QMetaObject>
#include <QObject>

#include <functional>
#include <mutex>
#include <stop_token>

namespace plumb::kube {

//! Where the I/O thread leaves the lines of one watch for the UI thread. Bounded: when the reader
//! is too slow the stream is ended; it is resumed from the last version, so nothing is lost. //
//! W-13
class Inbox
{
public:
    Inbox(QObject* receiver, std::function<void()> onLines, std::function<void()> onOpen)
        : m_receiver(receiver)
        , m_onLines(std::move(onLines))
        , m_onOpen(std::move(onOpen))
    {
    }

    // On the I/O thread.
    void opened()
    {
        const std::lock_guard guard(m_lock);
        if (m_receiver)
            QMetaObject::invokeMethod(m_receiver, m_onOpen, Qt::QueuedConnection);
    }
    void add(QByteArray line)
    {
        const std::lock_guard guard(m_lock);
        m_bytes += line.size();
        m_lines += std::move(line);
        if (m_receiver && !m_isTold)
            m_isTold = QMetaObject::invokeMethod(m_receiver, m_onLines, Qt::QueuedConnection);
        if (m_bytes > kMaxBytes)
            m_stop.request_stop();
    }

    // On the UI thread.
    QByteArrayList take()
    {
        const std::lock_guard guard(m_lock);
        m_bytes = 0;
        m_isTold = false;
        return std::exchange(m_lines, {});
    }
    //! Nobody listens any more.
    void close()
    {
        m_stop.request_stop();
        const std::lock_guard guard(m_lock);
        m_receiver = nullptr;
        m_lines.clear();
    }
    std::stop_token token() const { return m_stop.get_token(); }

private:
    static constexpr qint64 kMaxBytes = 64LL << 20;
    std::mutex m_lock;
    QObject* m_receiver;
    std::function<void()> m_onLines, m_onOpen;
    QByteArrayList m_lines;
    qint64 m_bytes = 0;
    bool m_isTold = false;
    std::stop_source m_stop;
};

} // namespace plumb::kube
