// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "store/records.h"

#include <memory>

namespace plumb::store {

//! The local SQLite database (WAL, one writer, several processes read). Blocks; may be called from
//! any thread. A record that is not durable is an error, and then nothing may be sent. // P9
class Journal
{
public:
    //! Makes the file and its folder (0700) when missing. A damaged, foreign or newer file is an
    //! error and stays as it is.
    static Result<std::unique_ptr<Journal>> open(const QString& file);
    virtual ~Journal() = default; // implemented in the .cpp; not a seam for tests

    //! Takes `started` (now, when invalid) from the record. A record with an outcome other than
    //! "running" is history: it is kept with its `finished` time (samples are seeded so).
    //! Only one sync or rollback runs on a cluster at a time, over all processes: AlreadyExists
    //! names the one that does. // P7
    virtual Result<qint64> begin(const OperationRecord& record) = 0;
    virtual Result<Unit> aboutToSend(qint64 operation, const objects::ResourceKey& key,
                                     const QString& action) = 0;
    //! An applied or unchanged object enters the application's inventory, a pruned one leaves it.
    virtual Result<Unit> record(qint64 operation, const ObjectOutcome& outcome,
                                const QString& appliedJson) = 0;
    //! All or nothing.
    virtual Result<Unit> record(qint64 operation, const QList<RecordedOutcome>& outcomes) = 0;
    virtual Result<Unit> finish(qint64 operation, const QString& outcome, const QString& message,
                                const QDateTime& when = {}) = 0;
    //! Of succeeded and partly applied operations; nullopt: we never applied anything there.
    virtual Result<std::optional<LastApplied>> lastApplied(const QString& application,
                                                           const QString& clusterId) = 0;
    //! Which applications' inventories hold an object.
    virtual Result<QStringList> claimants(const QString& clusterId,
                                          const objects::ResourceKey& key) = 0;
    //! The newest first.
    virtual Result<QList<OperationRecord>> operations(int limit) = 0;
    //! In the order of sending. One that was sent and has no answer on record is "unknown".
    virtual Result<QList<ObjectOutcome>> outcomes(qint64 operation) = 0;
    //! Operations that were running when their process died.
    virtual Result<QList<OperationRecord>> unfinished() = 0;
};

} // namespace plumb::store
