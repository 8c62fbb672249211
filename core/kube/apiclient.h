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
    std::chrono::milliseconds deadline{60'000};
    qint64 maxBody = 256LL << 20;
};

//! A complete answer, whatever its status.
struct Response
{
    int status = 0;
    QByteArray body, contentType;
    QStringList warnings;      //!< Warning headers, decoded
    QDateTime serverDate;      //!< Date header
    int retryAfterSeconds = -1;
};

//! Door to one API server as one identity. All functions may be called from any thread.
class ApiClient
{
public:
    virtual ~ApiClient() = default;
    //! Fails only where there is no complete answer (Unreachable, Timeout, Cancelled). The error of a
    //! Write says in `detail` "not-sent" when not a byte of it left this machine, else "unknown".
    virtual Future<Response> send(Request request, std::stop_token stop) = 0;
    //! A watch or a followed log: onLine on the I/O thread for each complete line (a cut last line is
    //! dropped). Ends with the status of the response once the stream ends; 200: it ended normally.
    //! onOpen is called when a 200 and its headers are there.
    virtual Future<Response> stream(Request request, std::function<void()> onOpen,
                                    std::function<void(QByteArray)> onLine, std::stop_token stop) = 0;
    virtual const Endpoint& endpoint() const = 0;
};

//! libcurl, HTTP/1.1, one I/O thread for all clients of the process.
std::shared_ptr<ApiClient> makeApiClient(Endpoint endpoint);

//! The error behind a status that is not 2xx: kind by code, the server's message (redacted), and for
//! a 403 the missing rule ("needs: list deployments.apps in namespace shop").
Error errorOf(const Response& response, const QString& doing);

} // namespace plumb::kube
