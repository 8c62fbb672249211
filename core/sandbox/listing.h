// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/selector.h"
#include "sandbox/store.h"

#include <QMap>

namespace plumb::sandbox {

using Query = QMap<QString, QString>;

//! Answers GET on a collection: selectors, pages with `limit` and `continue`, exact versions.
Result<QJsonObject> listed(const Store& store, const Resource& resource, const QString& ns,
                           const Query& query);

//! One open watch: where it stands in the history and what it lets through. Lines are what is sent.
class Watch
{
public:
    static Result<Watch> open(const Store& store, const Resource& resource, const QString& ns,
                              const Query& query);

    //! Everything that happened since the last call; after an ERROR line isOver() is true.
    QList<QByteArray> take(const Store& store);
    //! A BOOKMARK line if the client asked for them.
    QList<QByteArray> bookmark(const Store& store) const;
    bool isOver() const { return m_over; }
    int timeoutSeconds() const { return m_timeout; }

private:
    QByteArray line(const QString& type, const QJsonObject& object) const;
    QJsonObject mark(qint64 revision, bool endOfInitial) const;
    bool passes(const QJsonObject& object) const;

    const Resource* m_resource = nullptr;
    QString m_ns;
    Selector m_selector;
    qint64 m_position = 0;
    qint64 m_asked = 0;
    int m_timeout = 1800;
    bool m_bookmarks = false, m_initialPending = false, m_markInitial = false, m_over = false;
};

} // namespace plumb::sandbox
