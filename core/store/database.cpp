// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "store/database_p.h"

#include "base/files.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QUuid>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace plumb::store {

namespace {

// "PLMB": tells our file from any other SQLite file that happens to lie there.
constexpr int kApplicationId = 0x504c4d42;

// sqlite.org/rescode.html, primary codes
enum Code {
    Busy = 5,
    Locked = 6,
    ReadOnly = 8,
    IoError = 10,
    Corrupt = 11,
    Full = 13,
    CannotOpen = 14,
    NotADatabase = 26
};

//! Held while a connection is opened or closed: turning to WAL and cleaning it up at the end need
//! the file alone, and SQLite does not wait there as it does elsewhere. // sqlite.org/wal.html
//! section 9
class FolderLock
{
public:
    explicit FolderLock(const QString& file)
        : m_folder(::open(QFile::encodeName(QFileInfo(file).absolutePath()).constData(),
                          O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    {
        if (m_folder >= 0)
            ::flock(m_folder, LOCK_EX);
    }
    ~FolderLock()
    {
        if (m_folder >= 0)
            ::close(m_folder);
    }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    void synchronise() const { ::fsync(m_folder); }

private:
    int m_folder;
};

//! Ours alone to read; and its name must survive a power cut like its content.
void makeFile(const QString& file, const FolderLock& folder)
{
    // Only when it is missing: closing a second descriptor of a database drops the locks that
    // another connection of this process holds on it. // sqlite.org/howtocorrupt.html 2.2
    const int made =
        ::open(QFile::encodeName(file).constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made < 0)
        return; // it exists; or it cannot be made, and then SQLite says why
    ::fsync(made);
    ::close(made);
    folder.synchronise();
}

} // namespace

Database::Database(QString file)
    : m_file(std::move(file))
    , m_name(u"plumbline-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
{
    m_thread.setObjectName(u"journal"_s);
    m_there.moveToThread(&m_thread);
    m_thread.start();
}

Database::~Database()
{
    onThread([this] {
        const FolderLock lock(m_file);
        m_connection.close();
        m_connection = {};
        QSqlDatabase::removeDatabase(m_name);
    });
    m_thread.quit();
    m_thread.wait();
}

void Database::onThread(const std::function<void()>& work)
{
    QMetaObject::invokeMethod(&m_there, work, Qt::BlockingQueuedConnection);
}

Result<std::unique_ptr<Database>> Database::open(const QString& file)
{
    PLUMB_CHECK(ensurePrivateFolder(QFileInfo(file).absolutePath()));
    std::unique_ptr<Database> database(
        new Database(file)); // before the lock: its end takes it, too
    const FolderLock lock(file);
    makeFile(file, lock);
    Result<Unit> opened;
    database->onThread([&] {
        opened = database->connect();
        if (opened)
            opened = database->migrate();
    });
    if (!opened)
        return opened.error();
    return database;
}

Result<Unit> Database::connect()
{
    m_connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
    m_connection.setDatabaseName(m_file);
    // Other processes hold the write lock for milliseconds; ten seconds mean that something is
    // wrong.
    m_connection.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=10000"_s);
    if (!m_connection.open())
        return errorOf(m_connection.lastError());
    PLUMB_TRY(mode, run(u"PRAGMA journal_mode = WAL"_s));
    if (!mode.next() || mode.value(0).toString() != u"wal")
        return failure(
            Error::Kind::Unsupported,
            u"The journal %1 cannot be kept safely: its file system offers no shared memory to "
            "SQLite. Use a local disk for the state folder (XDG_STATE_HOME)."_s.arg(m_file));
    // NORMAL would lose the last records in a power cut; they must be on the disk before we send.
    // // P8
    PLUMB_CHECK(run(u"PRAGMA synchronous = FULL"_s));
    PLUMB_CHECK(run(u"PRAGMA foreign_keys = ON"_s));
    return Unit{};
}

Result<Unit> Database::migrate()
{
    const auto number = [this](const QString& sql) -> Result<int> {
        PLUMB_TRY(query, run(sql));
        return query.next() ? query.value(0).toInt() : 0;
    };
    const auto steps = migrations();
    PLUMB_TRY(version, number(u"PRAGMA user_version"_s));
    PLUMB_TRY(owner, number(u"PRAGMA application_id"_s));
    if (version == steps.size() && owner == kApplicationId)
        return Unit{};

    PLUMB_CHECK(begin());
    // Read again under the lock: another process may have been faster.
    const auto done = [&]() -> Result<Unit> {
        PLUMB_TRY(from, number(u"PRAGMA user_version"_s));
        PLUMB_TRY(mark, number(u"PRAGMA application_id"_s));
        PLUMB_TRY(tables, number(u"SELECT count(*) FROM sqlite_master"_s));
        if (mark != kApplicationId && (mark != 0 || tables != 0))
            return failure(
                Error::Kind::Invalid,
                u"%1 is a database, but not Plumbline's journal. It was left as it is; move it away."_s
                    .arg(m_file));
        if (from > steps.size())
            return failure(
                Error::Kind::Unsupported,
                u"The journal %1 was written by a newer Plumbline (schema %2, this one knows %3). "
                "Use that version; the file was left as it is."_s.arg(m_file)
                    .arg(from)
                    .arg(steps.size()));
        for (qsizetype step = from; step < steps.size(); ++step)
            for (const QString& sql : steps.at(step))
                PLUMB_CHECK(run(sql));
        PLUMB_CHECK(run(u"PRAGMA user_version = %1"_s.arg(steps.size())));
        PLUMB_CHECK(run(u"PRAGMA application_id = %1"_s.arg(kApplicationId)));
        return Unit{};
    }();
    if (!done) {
        rollback();
        return done.error();
    }
    return commit();
}

Result<QSqlQuery> Database::run(const QString& sql, const QVariantList& values)
{
    QSqlQuery query(m_connection);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return errorOf(query.lastError());
    for (const QVariant& value : values)
        query.addBindValue(value);
    if (!query.exec())
        return errorOf(query.lastError());
    return query;
}

Result<Unit> Database::begin()
{
    // IMMEDIATE takes the write lock now: a transaction that reads first and writes later could not
    // wait for another process without risking that its reads are out of date.
    PLUMB_CHECK(run(u"BEGIN IMMEDIATE"_s));
    return Unit{};
}

Result<Unit> Database::commit()
{
    const auto done = run(u"COMMIT"_s);
    if (!done) {
        rollback();
        return done.error();
    }
    return Unit{};
}

void Database::rollback()
{
    QSqlQuery(m_connection).exec(u"ROLLBACK"_s); // after a full disk SQLite has done so already
}

Error Database::errorOf(const QSqlError& error) const
{
    const int code = error.nativeErrorCode().toInt() & 0xff;
    const QString raw = error.text();
    switch (code) {
    case Busy:
    case Locked:
        return failure(Error::Kind::Conflict,
                       u"The journal %1 is held by another program for too long."_s.arg(m_file),
                       raw);
    case ReadOnly:
        return failure(Error::Kind::Forbidden,
                       u"The journal %1 cannot be written: it is read-only."_s.arg(m_file), raw);
    case CannotOpen:
        return failure(
            Error::Kind::Forbidden,
            u"The journal %1 cannot be opened or made. Check the rights of its folder."_s.arg(
                m_file),
            raw);
    case Full:
        return failure(Error::Kind::Internal,
                       u"The journal %1 cannot be written: the disk is full."_s.arg(m_file), raw);
    case IoError:
        return failure(
            Error::Kind::Internal,
            u"The journal %1 cannot be written or read: its disk reports an error or a quota."_s
                .arg(m_file),
            raw);
    case Corrupt:
    case NotADatabase:
        return failure(Error::Kind::Invalid,
                       u"The journal %1 is damaged. It was left as it is. Restore it from a "
                       u"backup, or move it "
                       "away to begin a new one: then it is no longer known what Plumbline "
                       "applied, and nothing "
                       "can be pruned."_s.arg(m_file),
                       raw);
    default:
        return failure(Error::Kind::Internal,
                       u"The journal %1 failed: %2."_s.arg(m_file, error.databaseText()), raw);
    }
}

} // namespace plumb::store
