// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/commandrunner.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QProcess>

#include <csignal>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace plumb {

namespace {

void limit(int what, qint64 value)
{
    if (value <= 0)
        return;
    const rlimit both{rlim_t(value), rlim_t(value)};
    ::setrlimit(__rlimit_resource(what), &both);
}

// Ends the whole session of the child: TERM, then KILL for whoever ignores it.
void endGroup(QProcess& process)
{
    const auto group = pid_t(process.processId());
    if (group <= 0)
        return;
    ::kill(-group, SIGTERM);
    if (!process.waitForFinished(5000)) {
        ::kill(-group, SIGKILL);
        process.waitForFinished(5000);
    }
    ::kill(-group, SIGKILL);
}

} // namespace

QString findProgram(const QString& name, const QString& path)
{
    if (name.contains(u'/'))
        return QFileInfo(name).isExecutable() ? name : QString();
    for (const QString& folder : path.split(u':', Qt::SkipEmptyParts)) {
        if (!QDir::isAbsolutePath(folder))
            continue;
        const QFileInfo candidate(folder + u'/' + name);
        if (candidate.isFile() && candidate.isExecutable())
            return candidate.filePath();
    }
    return {};
}

Result<CommandOutput> ProcessRunner::run(const Command& command, std::stop_token stop,
                                         std::function<void(QByteArray)> onErrorText)
{
    const QString program = findProgram(command.program, command.environment.value(u"PATH"_s));
    if (program.isEmpty())
        return failure(Error::Kind::NotFound,
                       u"The program %1 was not found (looked in: %2)."_s.arg(
                           command.program, command.environment.value(u"PATH"_s)));
    const QString shortName = QFileInfo(program).fileName();
    QProcess process;
    process.setProgram(program);
    process.setArguments(command.arguments);
    process.setProcessEnvironment(command.environment);
    if (!command.workingDirectory.isEmpty())
        process.setWorkingDirectory(command.workingDirectory);
    process.setChildProcessModifier([&command, parent = ::getpid()] {
        ::setsid();
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent)
            ::_exit(127);
        ::umask(077);
        ::signal(SIGPIPE, SIG_DFL);
        limit(RLIMIT_AS, command.maxMemory);
        limit(RLIMIT_CPU, command.maxCpuSeconds);
        limit(RLIMIT_FSIZE, command.maxFileSize);
        const rlimit none{0, 0};
        ::setrlimit(RLIMIT_CORE, &none);
        // QProcess's own pipe to the parent stays open until exec: close-on-exec keeps it. // M10
        ::syscall(SYS_close_range, 3U, ~0U, 4U /* CLOSE_RANGE_CLOEXEC */);
    });
    process.start();
    if (!process.waitForStarted(10'000))
        return failure(Error::Kind::NotFound, u"%1 could not be started."_s.arg(program),
                       process.errorString());
    if (!command.input.isEmpty())
        process.write(command.input);
    process.closeWriteChannel();

    CommandOutput result;
    const QDeadlineTimer deadline(command.wallTime);
    qint64 received = 0;
    const auto drain = [&] {
        const QByteArray output = process.readAllStandardOutput();
        received += output.size();
        if (!command.onOutput)
            result.output += output;
        else if (!output.isEmpty())
            command.onOutput(output);
        const QByteArray errors = process.readAllStandardError();
        if (!errors.isEmpty() && onErrorText)
            onErrorText(errors);
        if (result.errors.size() < command.maxErrors)
            result.errors += errors.left(command.maxErrors - result.errors.size());
    };
    for (;;) {
        const bool finished =
            process.state() == QProcess::NotRunning || process.waitForFinished(20);
        drain();
        if (received > command.maxOutput) {
            endGroup(process);
            return failure(Error::Kind::Invalid,
                           u"%1 wrote more than %2 MiB and was ended."_s.arg(shortName).arg(
                               command.maxOutput >> 20));
        }
        if (finished)
            break;
        if (stop.stop_requested()) {
            endGroup(process);
            return failure(Error::Kind::Cancelled, u"%1 was stopped on request."_s.arg(shortName));
        }
        if (deadline.hasExpired()) {
            endGroup(process);
            return failure(Error::Kind::Timeout,
                           u"%1 did not end within %2 s and was ended."_s.arg(shortName).arg(
                               command.wallTime.count() / 1000),
                           QString::fromUtf8(result.errors));
        }
    }
    drain();
    result.exitCode =
        process.exitStatus() == QProcess::NormalExit
            ? process.exitCode()
            : 128 + process.exitCode(); // QProcess answers the signal's number after a crash
    return result;
}

} // namespace plumb
