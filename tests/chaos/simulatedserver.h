// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "truth.h"

#include <QPromise>

#include <deque>
#include <functional>
#include <memory>

namespace plumb::chaos {

//! What a request asks for.
struct Call
{
    enum class What { List, Page, Check, Watch, Identity } what = What::List;
    QByteArray plural, target;
    Time at;
};

//! An API server of one process and one thread: honest lists with pages, watches with bookmarks and
//! timeouts, 410 by compaction. A fault is a hook that answers, changes or holds back in its place.
class SimulatedServer final : public kube::ApiClient
{
public:
    struct Stream
    {
        Call call;
        qint64 from = 0; //!< everything later is still to be sent
        std::function<void()> onOpen;
        std::function<void(QByteArray)> onLine;
        QPromise<Result<kube::Response>> promise;
        std::optional<std::stop_callback<std::function<void()>>> onStop;
        Time endsAt, bookmarkAt;
        bool isOpen = false, isMute = false, isOver = false;
        void end(Result<kube::Response> how);
    };
    using Lines = QByteArrayList;
    //! Nothing: the server answers honestly.
    using Fault = std::function<std::optional<Result<kube::Response>>(const Call&)>;

    explicit SimulatedServer(WalkedClock& clock);
    ~SimulatedServer() override;

    // What the client sees.
    Future<kube::Response> send(kube::Request request, std::stop_token stop) override;
    Future<kube::Response> stream(kube::Request request, std::function<void()> onOpen,
                                  std::function<void(QByteArray)> onLine,
                                  std::stop_token stop) override;
    const kube::Endpoint& endpoint() const override { return m_endpoint; }

    // What the test does to it.
    Fault fault;
    std::function<void(Stream&, Lines&)> onLines; //!< may change what goes out on an open watch
    std::function<void(const Call&)> onCall; //!< before it is answered
    std::function<std::chrono::milliseconds(const Call&)> latency;
    bool isDown = false; //!< connections are refused
    bool isBlackHole = false; //!< packets are lost in both directions
    bool saysGoneInStream = false; //!< 410 as an ERROR event instead of a status
    std::chrono::milliseconds bookmarks{60'000}; //!< 0: none
    QByteArray clusterUid = "this-cluster";
    qint64 revision = 100, compacted = 0;
    std::map<QByteArray, std::unique_ptr<Truth>> truths; //!< by plural
    QSet<QByteArray> unserved;

    void compact() { compacted = revision; }
    void flush(); //!< sends on open watches what they have not seen
    void endStreams(const Result<kube::Response>& how);
    void mute(); //!< the open watches never say anything again
    void later(std::chrono::milliseconds time, std::function<void()> what);
    std::vector<std::shared_ptr<Stream>> streams;
    QList<Call> calls;
    qsizetype count(Call::What what) const;
    int mostListsAtOnce = 0;

    // Time.
    std::optional<Time> due() const;
    void tick();

private:
    Call callOf(const kube::Request& request) const;
    Result<kube::Response> honest(const Call& call);
    kube::Response list(const Call& call);
    void begin(const std::shared_ptr<Stream>& stream);

    WalkedClock& m_clock;
    kube::Endpoint m_endpoint;
    std::multimap<Time, std::function<void()>> m_scheduled;
    struct Pages
    {
        qint64 rv = 0;
        QByteArrayList items;
    };
    QHash<QByteArray, Pages> m_pages; //!< by continue token, without its offset
    int m_listsNow = 0;
};

kube::Response response(int status, const QByteArray& body, int retryAfter = -1);
kube::Response statusResponse(int code, const QByteArray& reason, const QByteArray& message,
                              int retryAfter = -1);
Error refusedConnection();
Error noAnswer();
QByteArray queryOf(const QByteArray& target, const QByteArray& name);

} // namespace plumb::chaos
