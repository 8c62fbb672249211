// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "kube/cluster.h"

#include <QByteArrayList>
#include <QHash>
#include <QMap>

#include <optional>

namespace plumb::chaos {

using namespace std::chrono_literals;
using Time = std::chrono::steady_clock::time_point;

//! JSON written with ' for ": moc 6.4 loses its way in some raw strings.
inline QByteArray quoted(QByteArray text)
{
    return text.replace('\'', '"');
}

//! Time that only moves when it is told to.
class WalkedClock final : public Clock
{
public:
    QDateTime now() const override { return m_wall; }
    Time steady() const override { return m_steady; }
    void move(std::chrono::milliseconds time)
    {
        m_wall = m_wall.addMSecs(time.count());
        m_steady += time;
    }
    //! The wall clock alone: set by somebody, or it ran on while the machine slept.
    void jump(std::chrono::milliseconds time) { m_wall = m_wall.addMSecs(time.count()); }

private:
    QDateTime m_wall = QDateTime::fromString(u"2026-03-29T00:30:00Z"_s, Qt::ISODate);
    Time m_steady{1h};
};

//! What the cluster really holds of one type, and ever held: the judge of what is shown.
class Truth
{
public:
    struct Version
    {
        QByteArray uid, data, json;
        qint64 rv = 0;
        Time from;
        std::optional<Time> until; //!< from then on it was something else, or gone
    };
    struct Event
    {
        qint64 rv = 0;
        QByteArray name, line;
    };
    Truth(kube::ApiResource type, const Clock& clock, qint64& revision)
        : m_type(std::move(type))
        , m_clock(clock)
        , m_revision(revision)
    {
    }

    void put(const QByteArray& name, const QByteArray& data);
    void remove(const QByteArray& name);
    QByteArrayList names() const { return m_current.keys(); }
    QByteArrayList items() const; //!< as an honest list has them
    const QList<Event>& events() const { return m_events; }
    const kube::ApiResource& type() const { return m_type; }

    struct Snapshot
    {
        QMap<QByteArray, Version> current;
    };
    Snapshot snapshot() const { return {m_current}; }
    //! Puts back what was there, under the old versions or, with a revision, all under that one.
    void restore(const Snapshot& snapshot);

    //! Whether this was true at some time since then.
    bool wasTrue(const objects::Object& shown, Time since) const;
    bool wasAbsent(const QByteArray& name, Time since) const;
    bool equals(const QList<objects::Object>& shown) const;

private:
    QByteArray render(const QByteArray& name, const Version& version) const;
    void open(const QByteArray& name, Version version);
    void close(const QByteArray& name);

    const kube::ApiResource m_type;
    const Clock& m_clock;
    qint64& m_revision; //!< of the whole server
    int m_uids = 0;
    QMap<QByteArray, Version> m_current;
    QHash<QByteArray, QList<Version>> m_history;
    QList<Event> m_events;
};

} // namespace plumb::chaos
