// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/services_p.h"

namespace plumb::engine {

Connection::Connection(kube::Endpoint endpoint, std::shared_ptr<kube::ApiClient> client)
    : m_endpoint(std::move(endpoint))
    , m_client(std::move(client))
    , m_cluster(m_client)
{
}

Result<kube::Discovery> Connection::discovery(bool fresh, std::stop_token stop)
{
    const auto now = std::chrono::steady_clock::now();
    {
        QMutexLocker guard(&m_lock);
        if (!fresh && m_discovery
            && now - m_discovered < std::chrono::seconds(m_discovery->isPartial() ? 5 : 60))
            return *m_discovery;
    }
    auto found = m_cluster.discover(stop);
    if (found) {
        QMutexLocker guard(&m_lock);
        m_discovery = *found;
        m_discovered = now;
    }
    return found;
}

std::optional<kube::Discovery> Connection::knownDiscovery()
{
    QMutexLocker guard(&m_lock);
    return m_discovery;
}

Result<kube::Cluster::Id> Connection::clusterId(const QString& ns, std::stop_token stop)
{
    {
        QMutexLocker guard(&m_lock);
        if (const auto known = m_ids.constFind(ns); known != m_ids.constEnd())
            return *known;
    }
    auto found = m_cluster.clusterId(ns, stop);
    if (found) {
        QMutexLocker guard(&m_lock);
        m_ids.insert(ns, *found);
    }
    return found;
}

} // namespace plumb::engine
