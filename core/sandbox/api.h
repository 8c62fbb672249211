// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "sandbox/store.h"

#include <QStringList>

namespace plumb::objects {
struct FieldType;
}

namespace plumb::sandbox {

//! The query of one write.
struct WriteOptions
{
    QString manager;
    QString subresource; //!< empty, "status" or "scale"
    bool dryRun = false;
    bool force = false;
    bool isStrict = false; //!< fieldValidation=Strict; otherwise unknown fields are warnings
    bool isSilent = false; //!< fieldValidation=Ignore
};

struct Written
{
    QJsonObject object;
    bool created = false;
    QStringList warnings;
};

enum class PatchType { Merge, Json, Strategic, Apply };

//! Reads and writes of single objects as the API server does them: decode, default, merge, own,
//! validate, store. Not thread-safe: the server's lock is around it.
class Api
{
public:
    Api(Store& store, const Clock& clock)
        : m_store(store)
        , m_clock(clock)
    {
    }

    Result<QJsonObject> get(const Resource& resource, const QString& ns, const QString& name) const;
    Result<Written> create(const Resource& resource, const QString& ns, const QJsonObject& body,
                           const WriteOptions& options);
    Result<Written> update(const Resource& resource, const QString& ns, const QString& name,
                           const QJsonObject& body, const WriteOptions& options);
    //! `body` is the parsed patch; for Json an array.
    Result<Written> patch(const Resource& resource, const QString& ns, const QString& name,
                          PatchType type, const QJsonValue& body, const WriteOptions& options);
    //! The Status of a finished deletion, or the object while something keeps it.
    Result<QJsonObject> remove(const Resource& resource, const QString& ns, const QString& name,
                               const QJsonObject& deleteOptions, bool dryRun);
    QJsonObject scaleOf(const Resource& resource, const QJsonObject& object) const;

    Store& store() { return m_store; }
    const Store& store() const { return m_store; }
    QDateTime now() const { return m_clock.now(); }

private:
    Result<Unit> mayCreateIn(const Resource& resource, const QString& ns,
                             const QString& name) const;
    Result<QJsonObject> read(const Resource& resource, const QJsonObject& body,
                             const WriteOptions& options, QStringList& warnings) const;
    Result<Written> storeNew(const Resource& resource, const QString& ns, QJsonObject object,
                             bool dryRun);
    Result<Written> storeChanged(const Resource& resource, const QJsonObject& old,
                                 QJsonObject object, const WriteOptions& options);
    Result<Written> apply(const Resource& resource, const QString& ns, const QString& name,
                          const QJsonObject& config, const WriteOptions& options);
    Result<Written> patchScale(const Resource& resource, const QJsonObject& old, PatchType type,
                               const QJsonValue& body, const WriteOptions& options);
    QString timeText() const;

    Store& m_store;
    const Clock& m_clock;
};

} // namespace plumb::sandbox
