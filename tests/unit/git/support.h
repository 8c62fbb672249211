// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/gitfixture.h"

#include "git/repository.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

namespace plumb::git {

//! The value of a future that must succeed; else the test program ends with the error's words.
template <typename T>
T must(Future<T> future)
{
    auto result = await(future);
    if (!result)
        qFatal("%s | %s", qPrintable(result.error().summary), qPrintable(result.error().detail));
    return *std::move(result);
}

//! "Conflict: sentence", or "ok".
template <typename T>
QString outcome(Future<T> future)
{
    const auto result = await(future);
    return result ? u"ok"_s : nameOf(result.error().kind) + u": "_s + result.error().summary;
}

inline CommitId id(const QString& hex)
{
    return *ObjectId::fromHex(hex);
}

//! Folders of one test program.
class Folders
{
public:
    QString fresh() { return m_root.filePath(QString::number(++m_count)); }

private:
    QTemporaryDir m_root;
    int m_count = 0;
};

//! Sets an environment variable for one scope; null removes it.
class Environment
{
public:
    Environment(const char* name, const QByteArray& value)
        : m_name(name)
        , m_old(qgetenv(name))
        , m_had(qEnvironmentVariableIsSet(name))
    {
        value.isNull() ? qunsetenv(name) : qputenv(name, value);
    }
    ~Environment() { m_had ? qputenv(m_name, m_old) : qunsetenv(m_name); }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

private:
    const char* m_name;
    QByteArray m_old;
    bool m_had;
};

} // namespace plumb::git
