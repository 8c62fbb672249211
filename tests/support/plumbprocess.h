// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/commandrunner.h"
#include "support/fingerprint.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

namespace plumb::test {

//! What a run of a program came to.
struct Outcome
{
    int exitCode = -1;
    QString output, errors;
    QJsonObject json() const { return QJsonDocument::fromJson(output.toUtf8()).object(); }
    //! For the failure text of a test.
    QByteArray all() const
    {
        return QByteArray("exit ") + QByteArray::number(exitCode) + "\n" + output.toUtf8()
               + errors.toUtf8();
    }
};

//! The real `plumb` binary in a home of its own.
class PlumbProcess
{
public:
    PlumbProcess()
    {
        environment.insert(u"PATH"_s,
                           qEnvironmentVariable("PLUMBLINE_REAL_BIN") + u":/usr/bin:/bin"_s);
        environment.insert(u"HOME"_s, folder.path());
        environment.insert(u"PLUMBLINE_HOME"_s, folder.filePath(u"plumbline"_s));
        environment.insert(u"LANG"_s, u"C.UTF-8"_s);
        environment.insert(u"TZ"_s, u"UTC"_s);
        environment.insert(u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s);
        for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"})
            if (qEnvironmentVariableIsSet(name))
                environment.insert(QString::fromLatin1(name), qEnvironmentVariable(name));
    }
    //! Whatever `plumb` is asked for, the user's clones stay as they are: a byte that changes in
    //! one of them ends the test.
    Outcome run(const QStringList& arguments, const QByteArray& input = {}) const
    {
        const auto before = clones();
        const Outcome outcome = runProgram(u"" BINARY_ROOT "/bin/plumb"_s, arguments, input);
        if (const QString bytes = touched(before, clones()); !bytes.isEmpty())
            qFatal("plumb %s touched the user's clone:\n%s", qPrintable(arguments.join(u' ')),
                   qPrintable(bytes));
        return outcome;
    }
    //! Fingerprints of all the repositories in the home, Plumbline's own folder left out.
    QMap<QString, QString> clones() const
    {
        QMap<QString, QString> all;
        for (const QString& name :
             QDir(folder.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const QString path = folder.filePath(name);
            if (name == u"plumbline"
                || (!QFileInfo::exists(path + u"/.git"_s)
                    && !QFileInfo::exists(path + u"/objects"_s)))
                continue;
            const auto files = fingerprint(path);
            for (auto it = files.begin(); it != files.end(); ++it)
                all.insert(name + it.key(), it.value());
        }
        return all;
    }
    Outcome runProgram(const QString& program, const QStringList& arguments,
                       const QByteArray& input = {}) const
    {
        Command command;
        command.program = program;
        command.arguments = arguments;
        command.environment = environment;
        command.workingDirectory = workingDirectory.isEmpty() ? folder.path() : workingDirectory;
        command.input = input;
        command.wallTime = std::chrono::minutes(4);
        ProcessRunner runner;
        const auto done = runner.run(command, {});
        if (!done)
            return {-1, {}, done.error().summary + done.error().detail};
        return {done->exitCode, QString::fromUtf8(done->output), QString::fromUtf8(done->errors)};
    }
    //! Writes a file below the home and answers its path.
    QString write(const QString& name, const QByteArray& bytes) const
    {
        const QString path = folder.filePath(name);
        QDir().mkpath(QFileInfo(path).absolutePath());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }

    QTemporaryDir folder;
    QProcessEnvironment environment;
    QString workingDirectory;
};

} // namespace plumb::test
