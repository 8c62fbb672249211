// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/pool_p.h"

#include "kube/iothread_p.h"
#include "kube/transfer_p.h"

#include <QSocketNotifier>

namespace plumb::kube {

struct Pool::Watch
{
    QSocketNotifier read, write;
    explicit Watch(curl_socket_t socket)
        : read(socket, QSocketNotifier::Read)
        , write(socket, QSocketNotifier::Write)
    {
    }
};

Pool::Pool()
    : m_multi(curl_multi_init())
{
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETFUNCTION, &Pool::onSocket);
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERFUNCTION, &Pool::onTimer);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERDATA, this);
    // No cap per host: many watches and a list stand beside each other. Idle ones are kept to 32.
    curl_multi_setopt(m_multi, CURLMOPT_MAXCONNECTS, 32L);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, this, [this] { act(CURL_SOCKET_TIMEOUT, 0); });
    IoThread::instance().atEnd(this, [this] {
        const auto transfers = m_transfers;
        for (const auto& transfer : transfers) {
            transfer->cancel();
            abort(transfer.get());
        }
    });
}

Pool::~Pool()
{
    curl_multi_cleanup(m_multi);
    qDeleteAll(m_watches);
}

void Pool::add(const std::shared_ptr<Transfer>& transfer)
{
    m_transfers.insert(transfer->handle(), transfer);
    curl_multi_add_handle(m_multi, transfer->handle());
}

void Pool::abort(Transfer* transfer)
{
    const auto kept = m_transfers.take(transfer->handle());
    if (!kept)
        return;
    curl_multi_remove_handle(m_multi, kept->handle());
    kept->finish(CURLE_ABORTED_BY_CALLBACK);
}

int Pool::onSocket(CURL*, curl_socket_t socket, int what, void* pool, void*)
{
    auto* const self = static_cast<Pool*>(pool);
    Watch* watch = self->m_watches.value(socket);
    if (what == CURL_POLL_REMOVE) {
        if (watch) {
            self->m_watches.remove(socket);
            watch->read.setEnabled(false);
            watch->write.setEnabled(false);
            // We may be inside its own signal.
            QMetaObject::invokeMethod(
                self, [watch] { delete watch; }, Qt::QueuedConnection);
        }
        return 0;
    }
    if (!watch) {
        watch = new Watch(socket);
        QObject::connect(&watch->read, &QSocketNotifier::activated, self,
                         [self, socket] { self->act(socket, CURL_CSELECT_IN); });
        QObject::connect(&watch->write, &QSocketNotifier::activated, self,
                         [self, socket] { self->act(socket, CURL_CSELECT_OUT); });
        self->m_watches.insert(socket, watch);
    }
    watch->read.setEnabled((what & CURL_POLL_IN) != 0);
    watch->write.setEnabled((what & CURL_POLL_OUT) != 0);
    return 0;
}

int Pool::onTimer(CURLM*, long milliseconds, void* pool)
{
    auto* const self = static_cast<Pool*>(pool);
    if (milliseconds < 0)
        self->m_timer.stop();
    else
        self->m_timer.start(int(milliseconds));
    return 0;
}

void Pool::act(curl_socket_t socket, int events)
{
    int running = 0;
    curl_multi_socket_action(m_multi, socket, events, &running);
    reap();
}

void Pool::reap()
{
    int left = 0;
    while (CURLMsg* const message = curl_multi_info_read(m_multi, &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        const CURLcode code = message->data.result;
        const auto transfer = m_transfers.take(message->easy_handle);
        curl_multi_remove_handle(m_multi, message->easy_handle);
        if (transfer)
            transfer->finish(code);
    }
}

} // namespace plumb::kube
