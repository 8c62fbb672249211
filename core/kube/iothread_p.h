// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QThread>

#include <functional>
#include <mutex>

namespace plumb::kube {

//! The one thread that talks HTTP. Started with the first client; ends with the
//! application object.
class IoThread
{
public:
    static IoThread& instance();
    //! Runs a job there, in order. False once the application is gone; the job is dropped then.
    bool post(std::function<void()> job);
    //! Runs at the end, on the thread: gives up what is in flight. Call on the thread.
    void atEnd(QObject* owner, std::function<void()> job);

private:
    IoThread();
    void end();

    std::mutex m_lock;
    bool m_ended = false;
    QThread m_thread;
    QObject m_context;
    QHash<QObject*, std::function<void()>> m_atEnd;
};

} // namespace plumb::kube
