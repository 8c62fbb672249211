// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/future.h"
#include "kube/kubeconfig.h"
#include "objects/object.h"

#include <functional>
#include <stop_token>

namespace plumb::kube {

//! One HTTP request. A Write is sent at most once, on a fresh connection; a Read or DryRun may be
//! sent again when nothing of an answer came.
struct Request
{
    enum class Effect { Read, DryRun, Write };
    QByteArray method = "GET";
    QByteArray path; //!< with query, percent-encoded: "/api/v1/namespaces/shop/pods?limit=500"
    QByteArray body;
    QByteArray contentType;
    QByteArray accept = "application/json";
    Effect effect = Effect::Read;
    std::chrono::milliseconds deadline{60'000}; //!< from start to last byte; a stream has none
    qint64 maxBody = 256LL << 20;
    //! Remember the address that answers; later writes of this client go to that one only. Used by
    //! the reading of the cluster id, so that what was identified is what is written to. //
    //! docs/adr/0021
    bool pinAddress = false;
};

//! How long the transport waits, and for how much; the defaults are those of reliability 3.1.
struct TransportLimits
{
    std::chrono::milliseconds connect{10'000}, tls{10'000};
    std::chrono::milliseconds head{
        15'000}; //!< reads and streams: from the request to the end of the head
    std::chrono::seconds slow{30}; //!< a read below 1 KiB/s for so long is given up
    qint64 headBytes = 64 << 10;
    qint64 lineBytes = 8LL << 20;
};

//! A complete answer, whatever its status.
struct Response
{
    int status = 0;
    QByteArray body, contentType;
    QStringList warnings; //!< Warning headers, decoded
    QDateTime serverDate; //!< Date header
    int retryAfterSeconds = -1;
    //! Of a 401: when the client certificate ended that was shown; invalid: it did not, or none
    //! was.
    QDateTime certificateEnded = {};
    QByteArray location; //!< of a redirect, which is never followed
    QString from; //!< whom it came from, for sentences: the server, and the proxy on the way
};

//! Door to one API server as one identity. All functions may be called from any thread.
class ApiClient
{
public:
    virtual ~ApiClient() = default;
    //! Fails only where there is no complete answer (Unreachable, Timeout, Cancelled). The error of
    //! a Write says in `detail` "not-sent" when not a byte of it left this machine, else "unknown".
    virtual Future<Response> send(Request request, std::stop_token stop) = 0;
    //! A watch or a followed log: onLine on the I/O thread for each complete line (a cut last line
    //! is dropped). Ends with the status of the response once the stream ends; 200: it ended
    //! normally. onOpen is called when a 200 and its headers are there.
    virtual Future<Response> stream(Request request, std::function<void()> onOpen,
                                    std::function<void(QByteArray)> onLine,
                                    std::stop_token stop) = 0;
    virtual const Endpoint& endpoint() const = 0;
};

//! libcurl, HTTP/1.1, one I/O thread for all clients of the process.
std::shared_ptr<ApiClient> makeApiClient(Endpoint endpoint, const TransportLimits& limits = {});

//! The error behind a status that is not 2xx: kind by code, the server's message (redacted), and
//! for a 403 the missing rule ("needs: list deployments.apps in namespace shop").
Error errorOf(const Response& response, const QString& doing);

//! "needs: patch deployments.apps in namespace shop" of an error made by errorOf(): the user lacks
//! that right. Empty: it was refused for another reason, or not at all.
QString missingRuleOf(const Error& error);

//! One cause of a refused request: for a conflict of server-side apply `field` is the path in the
//! server's notation and `message` names the other manager.
struct StatusCause
{
    QString reason, message, field;
    friend bool operator==(const StatusCause&, const StatusCause&) = default;
};
//! The causes that the server gave for an error made by errorOf().
QList<StatusCause> causesOf(const Error& error);

} // namespace plumb::kube
