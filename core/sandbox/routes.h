// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/api.h"
#include "sandbox/listing.h"

#include <optional>

namespace plumb::sandbox {

struct Request
{
    QString method, path;
    Query query;
    QString contentType, userAgent;
    QByteArray body;
};

struct Answer
{
    int code = 200;
    QByteArray body;
    QString contentType = u"application/json"_s;
    QStringList warnings;
    std::optional<Watch> watch; //!< then the body comes from it, line by line
};

//! From a request to its answer; everything of the server that is not HTTP. Not thread-safe.
Answer answered(Api& api, const Request& request, const QString& address);

//! JSON of an error as the server sends it.
Answer answered(const Error& error);

} // namespace plumb::sandbox
