// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "kube/objectstore.h"

namespace plumb::kube {

//! Keeps an ObjectStore in step with one resource type of one cluster: list in pages, watch with
//! bookmarks, list again on 410 and every ten minutes, back-off. Lives on the UI thread. It retries
//! until stop() or until it is destroyed; intermediate states may be skipped. Reflectors of one
//! client look together for a server that is gone, and stop together when another cluster answers
//! at its address.
// client-go tools/cache reflector; constants of reliability 3.1
class Reflector : public QObject
{
    Q_OBJECT
public:
    //! Only Live and not stale is fresh. In every other state the old content stays, with its age,
    //! except where it may not be seen any more (Forbidden) or the type is gone (Absent).
    enum class State {
        Idle,
        Listing, //!< the first list
        Live,
        Relisting, //!< what is shown is known to be out of date; a list is on its way
        Reconnecting,
        Forbidden, //!< asked again every 10 min
        Absent,
        AuthNeeded, //!< the credentials are refused, new ones too; asked again each minute
        Degraded, //!< the server answers, but not for this type; listed each minute at best
        OtherCluster //!< another cluster answers at this address; for good
    };
    struct Freshness
    {
        State state = State::Idle;
        bool isStale = false; //!< no proof of life for 90 s
        //! Everything went in one list; a second one follows after 10 s. Nothing is to be concluded
        //! from the absence until then.
        bool isUnconfirmed = false;
        QDateTime lastProof; //!< valid event, bookmark, complete list or a watch that goes on
        QDateTime wentBackwards; //!< when the server's history was last seen to run backwards
        std::optional<Error> problem;
        bool isFresh() const { return state == State::Live && !isStale; }
        friend bool operator==(const Freshness&, const Freshness&) = default;
    };
    Reflector(std::shared_ptr<ApiClient> client, ApiResource type, QString ns, const Clock& clock,
              std::function<double()> random, QObject* parent = nullptr);
    ~Reflector() override;
    //! How a complete list is asked for. AsStream: as the beginning of a watch, where the server
    //! offers that, else in pages. Before start().
    enum class Listing { InPages, AsStream };
    void setListing(Listing listing);
    void start();
    void stop();
    //! Asks again now, whatever it is waiting for.
    void retry();
    ObjectStore& store();
    const ApiResource& type() const;
    Freshness freshness() const;

    //! Does what is due by the clock. A timer calls it every second; who moves the clock by hand
    //! calls it too.
    void tick();
    //! When tick() has something to do next; nothing: only the server can bring news.
    std::optional<std::chrono::steady_clock::time_point> due() const;
    //! Something that came is being read on another thread.
    bool isReading() const;

Q_SIGNALS:
    void synced(); //!< once per complete list, never per event
    void freshnessChanged();
    //! The server was put back to an earlier state: versions are used again for other content, so
    //! that nothing remembered of this cluster may be compared by version. The store is new.
    void historyWentBackwards();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace plumb::kube
