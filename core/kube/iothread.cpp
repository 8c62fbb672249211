// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/iothread_p.h"

#include <QCoreApplication>

#include <csignal>

#include <curl/curl.h>
#include <openssl/crypto.h>

namespace plumb::kube {

IoThread& IoThread::instance()
{
    // Never deleted: a client that outlives main() may still ask it. Only the thread ends, with the
    // application, since without one its event loop delivers nothing any more.
    static IoThread* const io = [] {
        auto* const made = new IoThread;
        qAddPostRoutine([] { instance().end(); });
        return made;
    }();
    return *io;
}

IoThread::IoThread()
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    m_thread.setObjectName(QStringLiteral("kube io"));
    m_context.moveToThread(&m_thread);
    m_thread.start();
    post([] {
        // OpenSSL writes without MSG_NOSIGNAL, and libcurl leaves signals alone with
        // CURLOPT_NOSIGNAL.
        sigset_t pipe;
        sigemptyset(&pipe);
        sigaddset(&pipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
    });
}

bool IoThread::post(std::function<void()> job)
{
    const std::lock_guard guard(m_lock);
    if (m_ended)
        return false;
    return QMetaObject::invokeMethod(&m_context, std::move(job), Qt::QueuedConnection);
}

void IoThread::atEnd(QObject* owner, std::function<void()> job)
{
    m_atEnd.insert(owner, std::move(job));
    QObject::connect(
        owner, &QObject::destroyed, &m_context, [this, owner] { m_atEnd.remove(owner); },
        Qt::DirectConnection);
}

void IoThread::end()
{
    post([this] {
        const auto jobs = m_atEnd; // a job may remove its owner
        for (const auto& job : jobs)
            job();
        // Behind what the jobs have posted: the last connections of a client are deleted there.
        post([this] {
            const std::lock_guard guard(m_lock);
            m_ended = true;
            // QThread::wait() does not wait for the destructors of thread-local things.
            OPENSSL_thread_stop();
            m_thread.quit();
        });
    });
    m_thread.wait();
}

} // namespace plumb::kube
