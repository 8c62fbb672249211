// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "manifest/manifest.h"

#include <QDateTime>

#include <optional>

namespace plumb::manifest {

//! What was rendered before, on disk, by a key that names everything it depends on. Any number of
//! threads and processes use one folder at once. Whatever is damaged, cut short, of another key or
//! of another version of the strict layer is not there; nothing here ever fails. // docs/adr/0025
class RenderCache
{
public:
    struct Limits
    {
        qint64 bytes = 256LL << 20; //!< of all entries; beyond it the longest unused ones go
        int entries = 5000;
        qint64 entryBytes = 64LL << 20; //!< of one, unpacked
    };
    //! The folder is made when something is kept; "": nothing ever is.
    explicit RenderCache(QString folder);
    RenderCache(QString folder, Limits limits);

    //! SHA-256 over the parts, each with its length: no two lists of parts run together.
    static QByteArray keyOf(const QStringList& parts);

    struct Entry
    {
        std::optional<Desired> desired; //!< none: the renderer needs to see more than the key names
    };
    std::optional<Entry> find(const QByteArray& key) const;
    //! Keeps what is complete and free of problems.
    void put(const QByteArray& key, const Desired& desired) const;
    void putTooLittle(const QByteArray& key) const;

    //! Small facts beside them.
    std::optional<QJsonObject> findFact(const QByteArray& key) const;
    void putFact(const QByteArray& key, const QJsonObject& fact) const;

private:
    std::optional<QByteArray> load(const QByteArray& key) const;
    void store(const QByteArray& key, const QByteArray& content) const;
    void evict() const;
    QString fileOf(const QByteArray& key) const;

    QString m_folder;
    Limits m_limits;
};

} // namespace plumb::manifest
