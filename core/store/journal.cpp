// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "store/journal.h"

#include "base/secretvalue.h"
#include "objects/object.h"
#include "store/database_p.h"
#include "store/process_p.h"

#include <QJsonDocument>
#include <QSet>
#include <QUuid>

namespace plumb::store {

namespace {

using objects::ResourceKey;

const QString kOperationColumns =
    u"id, application, cluster, context, kind, commit_id, tree, digest, actor, "
    "started, finished, outcome, message, writer, process, repository, branch, before_commit"_s;

QString toText(const QDateTime& time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : u""_s;
}

QDateTime toTime(const QVariant& text)
{
    return QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
}

// A null QString would be NULL in the database, and NULL equals nothing in a key.
QString text(const QString& value)
{
    return value.isNull() ? u""_s : value;
}

QVariantList columns(const ResourceKey& key)
{
    return {text(key.group), text(key.kind), text(key.ns), text(key.name)};
}

OperationRecord operationAt(const QSqlQuery& row)
{
    OperationRecord record;
    record.id = row.value(0).toLongLong();
    record.application = row.value(1).toString();
    record.clusterId = row.value(2).toString();
    record.context = row.value(3).toString();
    record.kind = row.value(4).toString();
    record.commit = row.value(5).toString();
    record.tree = row.value(6).toString();
    record.digest = row.value(7).toString();
    record.actor = row.value(8).toString();
    record.started = toTime(row.value(9));
    record.finished = toTime(row.value(10));
    record.outcome = row.value(11).toString();
    record.message = row.value(12).toString();
    record.repository = row.value(15).toString();
    record.branch = row.value(16).toString();
    record.before = row.value(17).toString();
    return record;
}

//! What the caller must read when a record could not be made: first what it means for the cluster.
Error notRecorded(const Error& why, const QString& meaning)
{
    return failure(why.kind, meaning + u' ' + why.summary, why.detail);
}

//! The last gate before the disk: the JSON of a Secret whose leaves are not all markers stays out.
bool holdsReadableSecret(const QString& json)
{
    if (json.isEmpty())
        return false;
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    // Entering through the parsing border hides every leaf that is still readable.
    return object.isEmpty() || objects::Object::fromJson(object).json() != object;
}

class SqliteJournal final : public Journal
{
public:
    explicit SqliteJournal(std::unique_ptr<Database> database)
        : m_database(std::move(database))
        , m_writer(QUuid::createUuid().toString(QUuid::WithoutBraces))
        , m_process(thisProcess())
    {
    }

    Result<qint64> begin(const OperationRecord& record) override;
    Result<Unit> aboutToSend(qint64 operation, const ResourceKey& key,
                             const QString& action) override;
    Result<Unit> record(qint64 operation, const ObjectOutcome& outcome,
                        const QString& appliedJson) override;
    Result<Unit> record(qint64 operation, const QList<RecordedOutcome>& outcomes) override;
    Result<Unit> finish(qint64 operation, const QString& outcome, const QString& message,
                        const QDateTime& when) override;
    Result<std::optional<LastApplied>> lastApplied(const QString& application,
                                                   const QString& clusterId) override;
    Result<QStringList> claimants(const QString& clusterId, const ResourceKey& key) override;
    Result<QList<OperationRecord>> operations(int limit) override;
    Result<QList<ObjectOutcome>> outcomes(qint64 operation) override;
    Result<QList<OperationRecord>> unfinished() override;

private:
    bool isLive(const QSqlQuery& row) const;
    Result<Unit> refuseSecond(const OperationRecord& record);
    Result<Unit> put(qint64 operation, const ObjectOutcome& outcome);
    Result<Unit> keepInventory(qint64 operation, const RecordedOutcome& outcome);

    std::unique_ptr<Database> m_database;
    const QString m_writer, m_process;
    QSet<qint64> m_running; //!< begun and not finished by this journal; touched on the database's
                            //!< thread only
};

// An operation of our own process lives as long as it is in m_running, so that one whose last
// record could not be written (full disk) does not block the cluster until the program is started
// again.
bool SqliteJournal::isLive(const QSqlQuery& row) const
{
    if (row.value(13).toString() == m_writer)
        return m_running.contains(row.value(0).toLongLong());
    return isRunning(row.value(14).toString());
}

Result<Unit> SqliteJournal::refuseSecond(const OperationRecord& record)
{
    if (record.kind == u"push")
        return Unit{}; // touches no cluster
    PLUMB_TRY(
        rows,
        m_database->run(
            u"SELECT "_s + kOperationColumns
                + u" FROM operation WHERE outcome = 'running' AND cluster = ? AND kind <> 'push'"_s,
            {text(record.clusterId)}));
    while (rows.next()) {
        if (!isLive(rows))
            continue;
        const OperationRecord other = operationAt(rows);
        return failure(
            Error::Kind::AlreadyExists,
            u"A %1 of %2 by %3 is running on this cluster since %4. Wait for it to end."_s.arg(
                other.kind, other.application,
                other.actor.isEmpty() ? u"another program"_s : other.actor,
                other.started.toString(u"HH:mm:ss 'UTC'"_s)));
    }
    return Unit{};
}

Result<qint64> SqliteJournal::begin(const OperationRecord& record)
{
    const bool runs = record.outcome.isEmpty() || record.outcome == u"running";
    bool isRefused = false;
    auto begun = m_database->write<qint64>([&](QSqlDatabase&) -> Result<qint64> {
        if (runs) {
            const auto alone = refuseSecond(record);
            isRefused = !alone && alone.error().kind == Error::Kind::AlreadyExists;
            PLUMB_CHECK(alone);
        }
        const QDateTime started =
            record.started.isValid() ? record.started : QDateTime::currentDateTimeUtc();
        PLUMB_TRY(
            added,
            m_database->run(
                u"INSERT INTO operation (application, cluster, context, kind, "
                u"commit_id, tree, digest, actor, "
                "started, finished, outcome, message, writer, process, "
                "repository, branch, before_commit) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                {text(record.application), text(record.clusterId), text(record.context),
                 text(record.kind), text(record.commit), text(record.tree), text(record.digest),
                 text(record.actor), toText(started), toText(runs ? QDateTime() : record.finished),
                 runs ? u"running"_s : record.outcome, text(redacted(record.message)), m_writer,
                 m_process, text(record.repository), text(record.branch), text(record.before)}));
        const qint64 id = added.lastInsertId().toLongLong();
        if (runs)
            m_running.insert(id);
        return id;
    });
    if (!begun && !isRefused)
        return notRecorded(begun.error(), u"The operation cannot be recorded; nothing was sent."_s);
    return begun;
}

Result<Unit> SqliteJournal::put(qint64 operation, const ObjectOutcome& outcome)
{
    PLUMB_CHECK(m_database->run(
        u"INSERT INTO outcome (operation, grp, kind, ns, name, action, outcome, message) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (operation, grp, kind, ns, name) "
        "DO UPDATE SET action = excluded.action, outcome = excluded.outcome, message = excluded.message"_s,
        QVariantList{operation} + columns(outcome.key)
            + QVariantList{text(outcome.action), text(outcome.outcome),
                           text(redacted(outcome.message))}));
    return Unit{};
}

Result<Unit> SqliteJournal::aboutToSend(qint64 operation, const ResourceKey& key,
                                        const QString& action)
{
    const auto done = m_database->write<Unit>([&](QSqlDatabase&) {
        return put(operation, {key, action, u"sending"_s, {}});
    });
    if (!done)
        return notRecorded(
            done.error(),
            u"The change of %1 cannot be recorded; it was not sent."_s.arg(describe(key)));
    return done;
}

Result<Unit> SqliteJournal::keepInventory(qint64 operation, const RecordedOutcome& recorded)
{
    const ObjectOutcome& outcome = recorded.outcome;
    const bool isThere = outcome.outcome == u"applied" || outcome.outcome == u"unchanged";
    if (outcome.action == u"prune") {
        if (isThere)
            PLUMB_CHECK(m_database->run(
                u"DELETE FROM inventory WHERE grp = ? AND kind = ? AND ns = ? AND name = ? "
                "AND (cluster, application) = (SELECT cluster, application FROM operation WHERE id = ?)"_s,
                columns(outcome.key) + QVariantList{operation}));
    } else if (isThere && !recorded.appliedJson.isEmpty()) {
        PLUMB_CHECK(m_database->run(
            u"INSERT INTO inventory (grp, kind, ns, name, applied, cluster, application, "
            u"operation) "
            "SELECT ?, ?, ?, ?, ?, cluster, application, id FROM operation WHERE id = ? "
            "ON CONFLICT (cluster, grp, kind, ns, name, application) "
            "DO UPDATE SET applied = excluded.applied, operation = excluded.operation "
            "WHERE inventory.operation <= excluded.operation"_s,
            columns(outcome.key) + QVariantList{recorded.appliedJson, operation}));
    }
    return Unit{};
}

Result<Unit> SqliteJournal::record(qint64 operation, const ObjectOutcome& outcome,
                                   const QString& appliedJson)
{
    return record(operation, {RecordedOutcome{outcome, appliedJson}});
}

Result<Unit> SqliteJournal::record(qint64 operation, const QList<RecordedOutcome>& outcomes)
{
    for (const RecordedOutcome& each : outcomes)
        if (holdsReadableSecret(each.appliedJson))
            return failure(Error::Kind::Internal,
                           u"What was applied of %1 was not recorded: its content is not free of "
                           u"secret values. "
                           "This is a mistake of Plumbline; please report it."_s.arg(
                               describe(each.outcome.key)));
    const auto done = m_database->write<Unit>([&](QSqlDatabase&) -> Result<Unit> {
        for (const RecordedOutcome& each : outcomes) {
            PLUMB_CHECK(put(operation, each.outcome));
            PLUMB_CHECK(keepInventory(operation, each));
        }
        return Unit{};
    });
    if (!done && !outcomes.isEmpty())
        return notRecorded(done.error(), u"The result of %1 (%2) cannot be recorded."_s.arg(
                                             describe(outcomes.first().outcome.key),
                                             outcomes.first().outcome.outcome));
    return done;
}

Result<Unit> SqliteJournal::finish(qint64 operation, const QString& outcome, const QString& message,
                                   const QDateTime& when)
{
    const QDateTime finished = when.isValid() ? when : QDateTime::currentDateTimeUtc();
    const auto done = m_database->write<Unit>([&](QSqlDatabase&) -> Result<Unit> {
        m_running.remove(operation);
        PLUMB_CHECK(m_database->run(
            u"UPDATE operation SET outcome = ?, message = ?, finished = ? WHERE id = ?"_s,
            {outcome, text(redacted(message)), toText(finished), operation}));
        return Unit{};
    });
    if (!done)
        return notRecorded(done.error(),
                           u"The end of the operation (%1) cannot be recorded."_s.arg(outcome));
    return done;
}

Result<std::optional<LastApplied>> SqliteJournal::lastApplied(const QString& application,
                                                              const QString& clusterId)
{
    return m_database->read<std::optional<LastApplied>>(
        [&](QSqlDatabase&) -> Result<std::optional<LastApplied>> {
            PLUMB_TRY(newest,
                      m_database->run(u"SELECT commit_id, tree, started, finished FROM operation o "
                                      "WHERE application = ? AND cluster = ? AND kind <> 'push' "
                                      "AND (outcome = 'succeeded' OR EXISTS "
                                      "(SELECT 1 FROM outcome WHERE outcome.operation = o.id AND "
                                      "outcome.outcome = 'applied')) "
                                      "ORDER BY id DESC LIMIT 1"_s,
                                      {text(application), text(clusterId)}));
            if (!newest.next())
                return std::optional<LastApplied>();
            LastApplied last;
            last.commit = newest.value(0).toString();
            last.tree = newest.value(1).toString();
            last.when = toTime(newest.value(3));
            if (!last.when.isValid())
                last.when = toTime(newest.value(2));
            PLUMB_TRY(held, m_database->run(u"SELECT grp, kind, ns, name, applied FROM inventory "
                                            "WHERE application = ? AND cluster = ?"_s,
                                            {text(application), text(clusterId)}));
            while (held.next())
                last.applied.insert({held.value(0).toString(), held.value(1).toString(),
                                     held.value(2).toString(), held.value(3).toString()},
                                    held.value(4).toString());
            return std::optional(last);
        });
}

Result<QStringList> SqliteJournal::claimants(const QString& clusterId, const ResourceKey& key)
{
    return m_database->read<QStringList>([&](QSqlDatabase&) -> Result<QStringList> {
        PLUMB_TRY(
            rows,
            m_database->run(
                u"SELECT application FROM inventory WHERE cluster = ? AND grp = ? AND kind = ? "
                "AND ns = ? AND name = ? ORDER BY application"_s,
                QVariantList{text(clusterId)} + columns(key)));
        QStringList applications;
        while (rows.next())
            applications.append(rows.value(0).toString());
        return applications;
    });
}

Result<QList<OperationRecord>> SqliteJournal::operations(int limit)
{
    return m_database->read<QList<OperationRecord>>(
        [&](QSqlDatabase&) -> Result<QList<OperationRecord>> {
            PLUMB_TRY(rows, m_database->run(u"SELECT "_s + kOperationColumns
                                                + u" FROM operation ORDER BY id DESC LIMIT ?"_s,
                                            {limit}));
            QList<OperationRecord> records;
            while (rows.next())
                records.append(operationAt(rows));
            return records;
        });
}

Result<QList<ObjectOutcome>> SqliteJournal::outcomes(qint64 operation)
{
    return m_database->read<QList<ObjectOutcome>>(
        [&](QSqlDatabase&) -> Result<QList<ObjectOutcome>> {
            PLUMB_TRY(rows,
                      m_database->run(
                          u"SELECT grp, kind, ns, name, action, outcome, message FROM outcome "
                          "WHERE operation = ? ORDER BY seq"_s,
                          {operation}));
            QList<ObjectOutcome> outcomes;
            while (rows.next()) {
                ObjectOutcome one{{rows.value(0).toString(), rows.value(1).toString(),
                                   rows.value(2).toString(), rows.value(3).toString()},
                                  rows.value(4).toString(),
                                  rows.value(5).toString(),
                                  rows.value(6).toString()};
                if (one.outcome == u"sending") {
                    one.outcome = u"unknown"_s;
                    one.message = u"It was sent; no answer is on record."_s;
                }
                outcomes.append(one);
            }
            return outcomes;
        });
}

Result<QList<OperationRecord>> SqliteJournal::unfinished()
{
    return m_database->read<QList<OperationRecord>>(
        [&](QSqlDatabase&) -> Result<QList<OperationRecord>> {
            PLUMB_TRY(rows, m_database->run(
                                u"SELECT "_s + kOperationColumns
                                + u" FROM operation WHERE outcome = 'running' ORDER BY id"_s));
            QList<OperationRecord> records;
            while (rows.next())
                if (!isLive(rows))
                    records.append(operationAt(rows));
            return records;
        });
}

} // namespace

Result<std::unique_ptr<Journal>> Journal::open(const QString& file)
{
    auto database = Database::open(file);
    if (!database)
        return database.error();
    return std::unique_ptr<Journal>(std::make_unique<SqliteJournal>(std::move(*database)));
}

} // namespace plumb::store
