// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QProcessEnvironment>
#include <QStringList>

#include <chrono>
#include <functional>
#include <stop_token>

namespace plumb {

//! One program run: an argument vector, never a shell line.
struct Command
{
    QString program; //!< absolute path, or a name looked up in the PATH of `environment`
    QStringList arguments;
    QProcessEnvironment environment; //!< the whole environment of the child; nothing is inherited
    QString workingDirectory;
    QByteArray input;
    std::chrono::milliseconds wallTime{60'000}; //!< then TERM to the group, 5 s later KILL
    qint64 maxOutput = 64LL << 20; //!< bytes of stdout; more ends the program
    qint64 maxErrors = 64LL << 10; //!< bytes of stderr that are kept; the rest is dropped
    qint64 maxMemory = 0; //!< address space in bytes, 0: no limit
    qint64 maxCpuSeconds = 0; //!< 0: no limit
    qint64 maxFileSize = 0; //!< bytes of a file it writes, 0: no limit
    //! Gets stdout piece by piece on the calling thread instead of CommandOutput::output, which
    //! then stays empty; maxOutput still counts.
    std::function<void(const QByteArray&)> onOutput{};
};

struct CommandOutput
{
    int exitCode = 0;
    QByteArray output;
    QByteArray errors;
};

//! Door to other programs. run() blocks the calling worker thread; it may be called from any thread
//! at once. The child gets a session of its own and dies with us; after cancel, time-out or too
//! much output no process of its group is left.
class CommandRunner
{
public:
    virtual ~CommandRunner() = default;
    //! A program that cannot be started is NotFound, too slow is Timeout, too much output is
    //! Invalid, stopped is Cancelled. Any exit code is a success of run().
    virtual Result<CommandOutput> run(const Command& command, std::stop_token stop,
                                      std::function<void(QByteArray)> onErrorText = {}) = 0;
};

//! Real processes.
class ProcessRunner final : public CommandRunner
{
public:
    Result<CommandOutput> run(const Command& command, std::stop_token stop,
                              std::function<void(QByteArray)> onErrorText = {}) override;
};

//! Absolute path of a program in PATH, or empty. Relative entries of PATH are ignored.
QString findProgram(const QString& name, const QString& path = qEnvironmentVariable("PATH"));

} // namespace plumb
