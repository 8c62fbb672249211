// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

//! A real Git repository in a folder of the test, worked on with the real git.
class GitFixture
{
public:
    //! `git init` in `folder` (made when missing).
    explicit GitFixture(const QString& folder, const QStringList& initOptions = {})
        : m_folder(folder)
    {
        QDir().mkpath(folder);
        git(QStringList{QStringLiteral("init"), QStringLiteral("-q"), QStringLiteral("-b"),
                        QStringLiteral("main")}
            + initOptions);
    }
    //! A repository that is there already.
    static GitFixture at(const QString& folder) { return GitFixture(folder, Existing{}); }

    const QString& folder() const { return m_folder; }
    QString file(const QString& name) const { return m_folder + QLatin1Char('/') + name; }

    struct Output
    {
        int exitCode = -1;
        QByteArray output, errors;
    };
    Output tryGit(const QStringList& arguments, const QByteArray& input = {}) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("GIT_CONFIG_GLOBAL"), QStringLiteral("/dev/null"));
        environment.insert(QStringLiteral("GIT_CONFIG_NOSYSTEM"), QStringLiteral("1"));
        const QString time =
            QString::number(1'700'000'000 + 60 * m_clock) + QStringLiteral(" +0100");
        for (const char* who : {"AUTHOR", "COMMITTER"}) {
            const QString prefix = QStringLiteral("GIT_") + QLatin1String(who);
            environment.insert(prefix + QStringLiteral("_NAME"), m_name);
            environment.insert(prefix + QStringLiteral("_EMAIL"), m_email);
            environment.insert(prefix + QStringLiteral("_DATE"), time);
        }
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral("git"), arguments);
        process.write(input);
        process.closeWriteChannel();
        process.waitForFinished(-1);
        return {process.exitCode(), process.readAllStandardOutput(),
                process.readAllStandardError()};
    }
    //! Trimmed stdout; a failure ends the test program with git's words.
    QByteArray git(const QStringList& arguments, const QByteArray& input = {}) const
    {
        const Output done = tryGit(arguments, input);
        if (done.exitCode != 0)
            qFatal("git %s: %s", qPrintable(arguments.join(QLatin1Char(' '))),
                   done.errors.constData());
        return done.output.trimmed();
    }
    QString revision(const QString& name) const
    {
        return QString::fromLatin1(git({QStringLiteral("rev-parse"), name}));
    }
    void write(const QString& name, const QByteArray& bytes) const
    {
        plumb::test::writeFile(file(name), bytes);
    }
    //! Writes the files (an absent, null value removes one), adds everything and commits; answers
    //! the id.
    QString commit(const QString& message, const QMap<QString, QByteArray>& files = {})
    {
        ++m_clock;
        for (auto it = files.begin(); it != files.end(); ++it) {
            if (it.value().isNull())
                QFile::remove(file(it.key()));
            else
                write(it.key(), it.value());
        }
        git({QStringLiteral("add"), QStringLiteral("-A")});
        git({QStringLiteral("commit"), QStringLiteral("-q"), QStringLiteral("--allow-empty"),
             QStringLiteral("-m"), message});
        return revision(QStringLiteral("HEAD"));
    }
    void setAuthor(const QString& name, const QString& email)
    {
        m_name = name;
        m_email = email;
    }
    //! Later commands have later times.
    void tick() { ++m_clock; }

private:
    struct Existing
    {
    };
    GitFixture(const QString& folder, Existing)
        : m_folder(folder)
    {
    }
    QString m_folder;
    QString m_name = QStringLiteral("Ada Test"), m_email = QStringLiteral("ada@example.org");
    int m_clock = 0;
};
