// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/apiclient.h"
#include "support/fakeserver.h"

#include <QTest>

// What the tests of this room say often.
namespace plumb::kube {

using test::FakeServer;
using test::Peer;
using test::Received;

inline Endpoint endpointOf(const FakeServer& server)
{
    Endpoint endpoint;
    endpoint.server = server.url();
    endpoint.context = u"fake"_s;
    endpoint.token = SecretValue("token-of-the-test");
    return endpoint;
}

//! Deadlines that a test can wait for.
inline TransportLimits quickLimits()
{
    using namespace std::chrono_literals;
    return {400ms, 400ms, 400ms, 1s, 64 << 10, 64 << 10};
}

inline Request request(const QByteArray& method, Request::Effect effect,
                       const QByteArray& path = "/api/v1/x", const QByteArray& body = {})
{
    Request made;
    made.method = method;
    made.path = path;
    made.body = body;
    made.contentType = "application/json";
    made.effect = effect;
    made.deadline = std::chrono::seconds(20);
    return made;
}

//! JSON written with ' for ": moc 6.4 loses its way in some raw strings.
inline QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

//! "Timeout", "Forbidden", ... or "ok"
template <typename T>
QString kindOf(const Result<T>& result)
{
    return result ? u"ok"_s : nameOf(result.error().kind);
}

inline Request read(const QByteArray& path = "/api/v1/x")
{
    return request("GET", Request::Effect::Read, path);
}

} // namespace plumb::kube
