// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objects/object.h"

#include <QHash>
#include <QMap>

#include <chrono>
#include <optional>

namespace plumb::chaos {

//! What a real API server held of one type in one namespace, and when: from the server's own
//! replies to the only one who writes there. A version is there from before its write was sent
//! until after the reply to the next one, so that these times err on the side of the accused.
class History
{
public:
    using Time = std::chrono::steady_clock::time_point;
    struct Version
    {
        QJsonObject json; //!< without managedFields, which no store keeps
        Time from;
        std::optional<Time> until;
        QString uid() const;
        QString resourceVersion() const;
    };
    using Current = QMap<QString, Version>;

    //! `reply`: the object as the server holds it now.
    void put(const QJsonObject& reply, Time sent, Time answered);
    void remove(const QString& name, Time answered);
    const Current& current() const { return m_current; }
    //! The server was put back to this.
    void restore(const Current& then, Time now);

    //! Whether exactly this was there at some time since then.
    bool wasTrue(const objects::Object& shown, Time since) const;
    bool wasAbsent(const QString& name, Time since) const;
    bool equals(const QList<objects::Object>& shown) const;
    //! The same of an honest list; says what differs.
    QString difference(const QList<QJsonObject>& items) const;

private:
    QMap<QString, Version> m_current;
    QHash<QString, QList<Version>> m_all;
};

} // namespace plumb::chaos
