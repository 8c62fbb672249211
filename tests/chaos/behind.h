// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "scene.h"
#include "support/faultproxy.h"

#include <mutex>

namespace plumb::chaos {

using test::Exchange;
using test::Fault;
using test::FaultProxy;
using test::httpAnswer;

//! A whole Status answer.
inline QByteArray statusAnswer(int code, const QByteArray& reason, const QByteArray& headers = {})
{
    return httpAnswer(code,
                      R"({"kind":"Status","apiVersion":"v1","status":"Failure","reason":")" + reason
                          + R"(","message":"made by the test","code":)" + QByteArray::number(code)
                          + '}',
                      "application/json", headers);
}

inline Fault answered(const QByteArray& answer)
{
    Fault fault;
    fault.answer = answer;
    return fault;
}

//! Chance for the threads of a proxy.
class Dice
{
public:
    explicit Dice(quint32 seed)
        : m_random(seed)
    {
    }
    int below(int bound)
    {
        const std::lock_guard guard(m_lock);
        return int(m_random.bounded(bound));
    }

private:
    std::mutex m_lock;
    QRandomGenerator m_random;
};

//! As usual, by a faster clock.
inline Scene::Options faster(int factor)
{
    Scene::Options options;
    options.factor = factor;
    return options;
}

//! The user whose token everybody has who may do everything.
inline kube::Endpoint asAdmin(const ControlPlane& plane)
{
    return plane.endpoint(u"admin-token"_s);
}

//! A scene whose reflectors go through a proxy.
struct Behind
{
    const test::KeyPair authority; //!< that the client trusts
    FaultProxy proxy;
    Scene scene;
    Behind(Trial& trial, const ControlPlane& plane, const Scene::Options& options = {},
           FaultProxy::Way way = FaultProxy::Way::Http)
        : Behind(trial, plane, options, way, asAdmin(plane))
    {
    }
    Behind(Trial& trial, const ControlPlane& plane, const Scene::Options& options,
           FaultProxy::Way way, kube::Endpoint as)
        : authority(way == FaultProxy::Way::Http ? test::makeAuthority() : plane.authority())
        , proxy(way, plane.port(), authority)
        , scene(trial, plane, through(std::move(as)), options)
    {
    }
    kube::Endpoint through(kube::Endpoint as) const
    {
        as.server = u"https://127.0.0.1:%1"_s.arg(proxy.port());
        as.caPem = authority.certificatePem;
        return as;
    }

    using Counts = std::function<bool(const Exchange&)>;
    qsizetype count(const Counts& counts, qsizetype from = 0) const
    {
        const auto all = proxy.log().mid(from);
        return std::count_if(all.begin(), all.end(), counts);
    }
    qsizetype lists() const
    {
        return count([](const Exchange& e) { return e.isList(); });
    }
    //! Nobody is reached, and what stood has ended.
    void away()
    {
        proxy.leadTo(1);
        proxy.cut();
    }
    //! Watches are told that their version is gone, so that all is listed anew.
    static Fault goneOr(const Exchange& exchange, const Fault& otherwise)
    {
        return exchange.isWatch() ? answered(statusAnswer(410, "Expired")) : otherwise;
    }
};

} // namespace plumb::chaos
