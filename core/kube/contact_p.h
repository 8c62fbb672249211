// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/backoff.h"
#include "base/clock.h"
#include "kube/apiclient.h"

#include <QHash>
#include <QTimer>

#include <optional>

namespace plumb::kube {

//! Whether the server of a client answers, and whether it is still the same cluster. Shared by all
//! streams of the client: when sixty of them lose their connection, one asks for all, so that a
//! server that comes back is not met by a storm (W-02), and no stream goes on with another cluster
//! (W-36). On the UI thread.
class Contact : public QObject
{
    Q_OBJECT
public:
    static std::shared_ptr<Contact> of(const std::shared_ptr<ApiClient>& client,
                                       const std::function<double()>& random);
    Contact(std::weak_ptr<ApiClient> client, std::function<double()> random);

    //! Learns once which cluster this is; `ns` helps who may not read kube-system.
    void learn(const QString& ns, const Clock& clock);
    //! answered() follows, once the server has said that it is still the same cluster; it may take
    //! as long as the server is away.
    void ask(const QString& ns, const Clock& clock);
    const std::optional<Error>& otherCluster() const { return m_other; }
    //! It was asked for a watch that begins with what is there, and does not know that.
    bool refusesInitialEvents = false;

    void tick(const Clock& clock);
    std::optional<std::chrono::steady_clock::time_point> due() const { return m_due; }

Q_SIGNALS:
    void answered();
    void stillAway(const plumb::Error& error); //!< each time it was asked in vain
    void otherClusterAnswered();

private:
    void probe(const QString& name, const Clock& clock);
    void take(const QString& name, const Result<Response>& answer, const Clock& clock);
    void again(const Error& error, int retryAfter, const Clock& clock);
    void settle();

    const std::weak_ptr<ApiClient> m_client;
    Backoff m_backoff;
    QString m_ns;
    QHash<QString, QString> m_uids; //!< namespace -> its uid: what this cluster is
    std::optional<Error> m_other;
    std::optional<std::chrono::steady_clock::time_point> m_due, m_lostSince;
    bool m_isAsking = false, m_isWaited = false;
};

} // namespace plumb::kube
