// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/apiclient.h"
#include "kube/httphead_p.h"
#include "kube/transporterror_p.h"

#include <QPromise>
#include <QTimer>
#include <QUrl>

#include <curl/curl.h>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace plumb::kube {

class Pool;

//! What all transfers of one client share. Made anywhere; pool and address belong to the I/O
//! thread.
struct Channel
{
    Endpoint endpoint;
    TransportLimits limits;
    std::unique_ptr<Pool> pool;
    QByteArray pinnedAddress; //!< where writes go, once a request with pinAddress was answered
};

//! One request on its way. Lives on the I/O thread from start() on; ends exactly once.
class Transfer : public std::enable_shared_from_this<Transfer>
{
public:
    struct Sinks //!< of a stream
    {
        std::function<void()> onOpen;
        std::function<void(QByteArray)> onLine;
    };
    Transfer(std::shared_ptr<Channel> channel, Request request, std::optional<Sinks> sinks,
             std::stop_token stop);
    ~Transfer();
    Future<Response> future() { return m_promise.future(); }
    void start();
    void cancel() { give(Trouble::Cancelled); }
    void finish(CURLcode code);
    CURL* handle() const { return m_easy; }

private:
    Result<Unit> prepare();
    Result<QByteArray> authorization() const;
    void setTrust();
    void setRoute();
    void watchPhase();
    void give(Trouble::Why why)
    {
        if (m_trouble == Trouble::None)
            m_trouble = why;
    }
    void end(Result<Response> result);
    bool takeLines(QByteArrayView bytes);

    static size_t onHeader(char* bytes, size_t size, size_t count, void* transfer);
    static size_t onBody(char* bytes, size_t size, size_t count, void* transfer);
    static CURLcode onTls(CURL*, void*, void* transfer);
    static int onSend(void* transfer, char*, char*, int, int);
    static int onSocketMade(void*, curl_socket_t socket, curlsocktype);

    const std::shared_ptr<Channel> m_channel;
    const Request m_request;
    const std::optional<Sinks> m_sinks;
    std::stop_token m_stop;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
    QPromise<Result<Response>> m_promise;
    CURL* m_easy = nullptr;
    curl_slist *m_headers = nullptr, *m_connectTo = nullptr;
    char m_errorText[CURL_ERROR_SIZE] = {};
    std::unique_ptr<QTimer> m_phase; //!< made on the I/O thread
    QUrl m_url;
    QString m_proxy; //!< as configured, with its password
    QByteArray m_certificate; //!< ours, as it was shown
    HttpHead m_head;
    QByteArray m_body; //!< of a stream: the line that has not ended yet
    int m_sends = 0;
    bool m_isInTls = false, m_opened = false, m_ended = false;
    Trouble::Why m_trouble = Trouble::None;
};

} // namespace plumb::kube
