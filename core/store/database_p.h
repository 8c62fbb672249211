// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QThread>
#include <QVariant>

#include <functional>
#include <memory>

namespace plumb::store {

//! The one SQLite file: a connection on a thread of its own, since Qt binds a connection to the
//! thread that opened it. Everything blocks the caller; callers may be any other threads at once.
class Database
{
public:
    //! Makes the file when there is none; never replaces one that cannot be read.
    static Result<std::unique_ptr<Database>> open(const QString& file);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    //! Runs `work` on the database's thread.
    template <typename T>
    Result<T> read(std::function<Result<T>(QSqlDatabase&)> work)
    {
        Result<T> result;
        onThread([&] { result = work(m_connection); });
        return result;
    }
    //! The same in one transaction that is on the disk before this returns; a failed one left
    //! nothing.
    template <typename T>
    Result<T> write(std::function<Result<T>(QSqlDatabase&)> work)
    {
        Result<T> result;
        onThread([&] {
            if (const auto begun = begin(); !begun) {
                result = begun.error();
                return;
            }
            result = work(m_connection);
            if (!result)
                rollback();
            else if (const auto done = commit(); !done)
                result = done.error();
        });
        return result;
    }
    //! Prepares, binds and runs one statement.
    Result<QSqlQuery> run(const QString& sql, const QVariantList& values = {});
    QString file() const { return m_file; }

private:
    explicit Database(QString file);
    void onThread(const std::function<void()>& work);
    Result<Unit> connect();
    Result<Unit> migrate();
    Result<Unit> begin();
    Result<Unit> commit();
    void rollback();
    Error errorOf(const QSqlError& error) const;

    QString m_file, m_name;
    QThread m_thread;
    QObject m_there; //!< lives on m_thread
    QSqlDatabase m_connection;
};

//! All statements that lead from one schema version to the next; the index is the old version.
QList<QStringList> migrations();

} // namespace plumb::store
