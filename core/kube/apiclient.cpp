// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/apiclient.h"

#include "kube/iothread_p.h"
#include "kube/pool_p.h"
#include "kube/transfer_p.h"

namespace plumb::kube {

namespace {

class HttpClient final : public ApiClient
{
public:
    HttpClient(Endpoint endpoint, const TransportLimits& limits)
        // The last user, whatever thread it is on, gives the connections back to the I/O thread.
        : m_channel(new Channel{std::move(endpoint), limits, nullptr, {}}, [](Channel* channel) {
            if (!IoThread::instance().post([channel] { delete channel; }))
                delete channel;
        })
    {
    }

    Future<Response> send(Request request, std::stop_token stop) override
    {
        return run(std::move(request), std::nullopt, std::move(stop));
    }

    Future<Response> stream(Request request, std::function<void()> onOpen,
                            std::function<void(QByteArray)> onLine, std::stop_token stop) override
    {
        return run(std::move(request), Transfer::Sinks{std::move(onOpen), std::move(onLine)},
                   std::move(stop));
    }

    const Endpoint& endpoint() const override { return m_channel->endpoint; }

private:
    Future<Response> run(Request request, std::optional<Transfer::Sinks> sinks,
                         std::stop_token stop)
    {
        const auto transfer = std::make_shared<Transfer>(m_channel, std::move(request),
                                                         std::move(sinks), std::move(stop));
        const auto future = transfer->future();
        IoThread::instance().post([transfer] { transfer->start(); });
        return future;
    }

    const std::shared_ptr<Channel> m_channel;
};

} // namespace

std::shared_ptr<ApiClient> makeApiClient(Endpoint endpoint, const TransportLimits& limits)
{
    return std::make_shared<HttpClient>(std::move(endpoint), limits);
}

} // namespace plumb::kube
