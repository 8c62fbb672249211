// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/apiclient.h"

#include <curl/curl.h>

namespace plumb::kube {

//! Why there is no complete answer, as facts; sentenceOf() says it.
struct Trouble
{
    //! Our own reasons to end a transfer; None: libcurl ended it.
    enum Why {
        None,
        Cancelled,
        ConnectTimeout,
        TlsTimeout,
        HeadTimeout,
        HeadTooLarge,
        FlawedHead,
        BodyTooLarge,
        LineTooLong,
        SentTwice
    };
    Why why = None;
    CURLcode code = CURLE_OK;
    QByteArray text; //!< libcurl's words
    QString flaw = {}; //!< of the head
    long verifyResult = 0; //!< X509_V_ERR_...
    long systemError = 0; //!< errno of a refused connection
    long proxyStatus = 0; //!< the proxy's answer to CONNECT
    QString proxy = {}; //!< as it may be shown; empty: none
    bool wasSent = false; //!< a byte of the request may have left
    bool hasHead = false;
};

//! The error of a transfer. `detail` of a write is "not-sent" or "unknown".
Error transportError(const Trouble& trouble, const Endpoint& endpoint, const Request& request,
                     const TransportLimits& limits);

//! Scheme, host and port of a server, safe to show.
QString shownServer(const QString& server);

} // namespace plumb::kube
