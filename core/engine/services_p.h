// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/commandrunner.h"
#include "base/future.h"
#include "engine/engine.h"
#include "git/repository.h"
#include "kube/cluster.h"
#include "manifest/renderings.h"
#include "store/journal.h"

#include <QMutex>

#include <functional>

namespace plumb::engine {

//! One context as the workers use it: the client, and what was learnt of the server once.
class Connection
{
public:
    Connection(kube::Endpoint endpoint, std::shared_ptr<kube::ApiClient> client);
    const kube::Endpoint& endpoint() const { return m_endpoint; }
    const std::shared_ptr<kube::ApiClient>& client() const { return m_client; }
    kube::Cluster& cluster() { return m_cluster; }
    //! Read again after a minute, a partial one after some seconds, or at once with `fresh` (a CRD
    //! was added).
    Result<kube::Discovery> discovery(bool fresh, std::stop_token stop);
    //! What was read last, however old. Never waits.
    std::optional<kube::Discovery> knownDiscovery();
    Result<kube::Cluster::Id> clusterId(const QString& ns, std::stop_token stop);

private:
    kube::Endpoint m_endpoint;
    std::shared_ptr<kube::ApiClient> m_client;
    kube::Cluster m_cluster;
    // Two workers may ask at once; what they learn is the same, so one lock around a cache is
    // enough.
    QMutex m_lock;
    std::optional<kube::Discovery> m_discovery;
    std::chrono::steady_clock::time_point m_discovered;
    QHash<QString, kube::Cluster::Id> m_ids;
};

//! Where operations are recorded before they are sent.
struct Records
{
    std::shared_ptr<store::Journal> journal; //!< null: see error
    std::optional<Error> error;
    //! Empty: what is done can be recorded. // reliability P9
    Reason whyNotWrite() const;
};

//! Whose name an operation is recorded under: the user of this machine.
QString actor();

using OnPhase = std::function<void(const QString& phase, qint64 done, qint64 total)>;

struct Memory;
struct Watched;

//! Everything one piece of work needs, gathered on the UI thread and carried to a worker.
struct Bench
{
    workspace::Application application;
    std::shared_ptr<git::Repository> repository;
    std::shared_ptr<Connection> connection; //!< null: see connectionError
    std::optional<Error> connectionError;
    Records records;
    std::shared_ptr<manifest::Renderings> renderings;
    CommandRunner* runner = nullptr;
    const Clock* clock = nullptr;
    Settings settings;
    std::shared_ptr<const Watched> watched; //!< null: what is live is read
    std::shared_ptr<const Memory> memory; //!< null: nothing is remembered
    QList<workspace::Application> neighbours; //!< all applications of the same repository
};

} // namespace plumb::engine
