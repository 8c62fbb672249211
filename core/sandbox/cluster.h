// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "sandbox/api.h"

namespace plumb::sandbox {

//! UID of kube-system, the cluster's identity: the same in every sandbox.
QString clusterUid();

//! The simulated cluster without HTTP: what the server serves, and what the sample is made in.
class Cluster
{
public:
    explicit Cluster(const Clock& clock)
        : m_api(m_store, clock)
    {
    }
    Cluster(const Cluster&) = delete;
    Cluster& operator=(const Cluster&) = delete;

    //! kube-system with its constant uid, and the namespace default; nothing if they are there.
    void bootstrap();
    Result<Unit> load(const QByteArray& bytes);
    QByteArray saved() const { return m_store.saved(); }
    Api& api() { return m_api; }
    //! Puts an object as a manager would: operation Apply is a forced server-side apply, Update a
    //! create or a replacement.
    Result<QJsonObject> put(const QJsonObject& object, const QString& manager,
                            const QString& operation);

private:
    Store m_store;
    Api m_api;
};

} // namespace plumb::sandbox
