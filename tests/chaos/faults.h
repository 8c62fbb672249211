// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "world.h"

#include <array>

// Faults that several rows share.
namespace plumb::chaos {

inline int mostPerSecond(const QList<Call>& calls)
{
    int most = 0;
    for (qsizetype first = 0, last = 0; last < calls.size(); ++last) {
        while (calls.at(last).at - calls.at(first).at >= 1s)
            ++first;
        most = std::max(most, int(last - first + 1));
    }
    return most;
}

//! The stream ends, and what it would go on from is gone.
inline void compactAway(World& world, bool inStream)
{
    world.server->saysGoneInStream = inStream;
    world.server->isDown = true;
    world.server->endStreams(refusedConnection());
    world.run(world.between(1s, 20s));
    world.mutateAll(10);
    world.server->compact();
    world.server->isDown = false;
    world.heal();
    world.requireWithin([&] { return world.isConverged(); }, 20s, "it is listed");
    world.server->saysGoneInStream = false;
}

//! Nothing but this answer until then, for what is asked after the streams have ended.
inline void busy(World& world, const Result<kube::Response>& answer, Time until)
{
    world.server->fault = [&world, answer,
                           until](const Call& call) -> std::optional<Result<kube::Response>> {
        if (world.clock.steady() >= until || call.what == Call::What::Identity)
            return std::nullopt;
        return answer;
    };
    world.server->endStreams(response(200, {}));
    world.run(std::chrono::floor<std::chrono::milliseconds>(until - world.clock.steady()) - 1ms);
    world.require(!world.freshness().isFresh(), "it is not shown as fresh");
    world.server->fault = {};
}

inline QByteArrayList garbage()
{
    return {
        "garbage",
        "{}",
        quoted("{'type':'ADDED','object':{'kind':'Table','apiVersion':'meta.k8s.io/v1'}}"),
        quoted("{'type':'ADDED','object':{'kind':'Kind0','apiVersion':'example.io/v1'}}"),
        quoted("{'type':'ADDED','object':{'kind':'Kind0','apiVersion':'example.io/v1','metadata':"
               "{'namespace':'shop','name':'x','uid':'x','resourceVersion':''}}}"),
        quoted("{'type':'ADDED','object':[]}"),
        quoted("[1,2]"),
        "\xff\xfe\x00"};
}

//! A snapshot of the whole server, taken now.
class Restore
{
public:
    explicit Restore(World& world)
        : m_revision(world.server->revision)
    {
        for (const auto& [plural, truth] : world.server->truths)
            m_snapshots.emplace(plural, truth->snapshot());
    }
    void putBack(World& world) const
    {
        world.server->revision = m_revision;
        for (const auto& [plural, snapshot] : m_snapshots)
            world.server->truths.at(plural)->restore(snapshot);
    }

private:
    qint64 m_revision;
    std::map<QByteArray, Truth::Snapshot> m_snapshots;
};

//! Lists and watches of the second type fail while the others are well.
inline void degradeOne(World& world, const Result<kube::Response>& answer)
{
    world.server->fault = [answer](const Call& call) -> std::optional<Result<kube::Response>> {
        if (call.plural != World::plural(1))
            return std::nullopt;
        return answer;
    };
    world.server->endStreams(response(200, {}));
    world.requireWithin([&] { return world.freshness(1).state == State::Degraded; }, 60s,
                        "the type is degraded");
    world.run(60s);
    world.require(world.freshness(1).state == State::Degraded, "it stays so");
    world.require(world.freshness(0).isFresh() && world.freshness(2).isFresh(), "the others live");
    world.require(world.reflector(1).store().size() > 0, "its old content stays");
    world.server->fault = {};
}

inline kube::Response forbidden(const QByteArray& verb)
{
    return statusResponse(403, "Forbidden",
                          quoted("kind1s.example.io is forbidden: User \\'r\\' cannot ") + verb
                              + quoted(" resource \\'kind1s\\' in API group \\'example.io\\' "
                                       "in the namespace \\'shop\\'"));
}

//! Every answer is this 401: a person is asked, and the server is not asked without end.
inline void refuse(World& world, const kube::Response& denied)
{
    world.server->fault = [denied](const Call&) { return denied; };
    world.run(world.between(60s, 300s));
    world.server->endStreams(response(200, {}));
    world.requireWithin([&] { return world.freshness().state == State::AuthNeeded; }, 20s,
                        "a person is asked");
    world.require(world.reflector().store().size() > 0, "the content stays");
    const auto before = world.server->calls.size();
    world.run(5min);
    world.require(world.server->calls.size() - before <= qsizetype(world.reflectors.size()) * 6,
                  "and not asked without end");
}

//! What the transport says where TLS fails; not a byte was sent. // tst_transporttls
inline Error refusedHandshake(int which)
{
    static const QStringList kSentences{
        u"The certificate of the server is not signed by the authority in the kubeconfig."_s,
        u"The certificate of the server has expired."_s,
        u"The certificate of the server is for another name."_s,
        u"The TLS handshake with the server failed: unsupported protocol."_s,
        u"The server did not finish the TLS handshake within 10 s."_s};
    return failure(which == 4 ? Error::Kind::Timeout : Error::Kind::Unreachable,
                   kSentences.at(which));
}

inline void forbid(World& world, int kind, bool mayList)
{
    world.server->fault = [plural = World::plural(kind),
                           mayList](const Call& call) -> std::optional<Result<kube::Response>> {
        const bool isWatch = call.what == Call::What::Watch;
        if (call.plural != plural || (mayList && !isWatch))
            return std::nullopt;
        return forbidden(isWatch ? "watch" : "list");
    };
}

} // namespace plumb::chaos
