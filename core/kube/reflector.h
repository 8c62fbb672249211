// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/backoff.h"
#include "base/clock.h"
#include "kube/objectstore.h"

#include <QTimer>

namespace plumb::kube {

//! Keeps an ObjectStore in step with one resource type of one cluster: list in pages, watch with
//! bookmarks, list again on 410, back-off. Lives on the UI thread. It retries until stop() or until
//! it is destroyed; intermediate states may be skipped.
// client-go tools/cache reflector; constants of reliability 3.1
class Reflector : public QObject
{
    Q_OBJECT
public:
    enum class State { Idle, Listing, Live, Reconnecting, Forbidden, Absent };
    struct Freshness
    {
        State state = State::Idle;
        bool isStale = false; //!< no proof of life for 90 s
        QDateTime lastProof; //!< valid event, bookmark, complete list or accepted watch
        std::optional<Error> problem;
        friend bool operator==(const Freshness&, const Freshness&) = default;
    };
    Reflector(std::shared_ptr<ApiClient> client, ApiResource type, QString ns, const Clock& clock,
              std::function<double()> random, QObject* parent = nullptr);
    ~Reflector() override;
    void start();
    void stop();
    ObjectStore& store();
    const ApiResource& type() const;
    Freshness freshness() const;

Q_SIGNALS:
    void synced(); //!< once per complete list, never per event
    void freshnessChanged();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace plumb::kube
