// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QObject>
#include <QTimer>

#include <curl/curl.h>

#include <memory>

namespace plumb::kube {

class Transfer;

//! The connections of one client: one server, one identity, one proxy; nothing is ever shared with
//! another. A curl multi handle on the I/O thread's event loop; lives there.
class Pool : public QObject
{
public:
    Pool();
    ~Pool() override;
    void add(const std::shared_ptr<Transfer>& transfer);
    //! Takes a transfer off the wire and ends it with what was the reason for it.
    void abort(Transfer* transfer);

private:
    struct Watch;
    static int onSocket(CURL*, curl_socket_t socket, int what, void* pool, void*);
    static int onTimer(CURLM*, long milliseconds, void* pool);
    void act(curl_socket_t socket, int events);
    void reap();

    CURLM* m_multi = nullptr;
    QTimer m_timer;
    QHash<curl_socket_t, Watch*> m_watches;
    QHash<CURL*, std::shared_ptr<Transfer>> m_transfers;
};

} // namespace plumb::kube
