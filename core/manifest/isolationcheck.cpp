// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/isolationcheck.h"

#include "base/text.h"
#include "manifest/manifest.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QThread>
#include <QUuid>

#include <arpa/inet.h>
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

namespace plumb::manifest {

namespace {

using namespace std::chrono_literals;

// Smaller than a renderer's, so that the check takes seconds.
JailLimits limits()
{
    JailLimits small;
    small.wallTime = 20s;
    small.output = 1 << 20;
    small.processes = 64;
    small.cpuSeconds = 1;
    return small;
}

//! Accepts connections on loopback as long as it lives.
class Listener
{
public:
    Listener()
        : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in at = {};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof at;
        if (m_socket >= 0 && ::bind(m_socket, reinterpret_cast<sockaddr*>(&at), sizeof at) == 0
            && ::listen(m_socket, 1) == 0
            && ::getsockname(m_socket, reinterpret_cast<sockaddr*>(&at), &size) == 0)
            m_port = ntohs(at.sin_port);
    }
    ~Listener()
    {
        if (m_socket >= 0)
            ::close(m_socket);
    }
    Q_DISABLE_COPY_MOVE(Listener)
    int port() const { return m_port; }

private:
    int m_socket;
    int m_port = 0;
};

QList<pid_t> processesWith(const QByteArray& marker)
{
    QList<pid_t> found;
    for (const QString& pid : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile file(u"/proc/%1/cmdline"_s.arg(pid));
        if (pid.toInt() > 0 && pid.toInt() != ::getpid() && file.open(QFile::ReadOnly)
            && file.readAll().contains(marker))
            found.append(pid.toInt());
    }
    return found;
}

class Check
{
public:
    Check(QString probe, CommandRunner& runner, std::stop_token stop)
        : m_probe(std::move(probe))
        , m_runner(runner)
        , m_stop(std::move(stop))
    {
    }

    Result<QList<IsolationAttempt>> run()
    {
        PLUMB_CHECK(prepare());
        for (const auto step :
             {&Check::network, &Check::home, &Check::otherRepository, &Check::tree, &Check::forks,
              &Check::memory, &Check::processor, &Check::time, &Check::flood, &Check::leftOver})
            PLUMB_CHECK((this->*step)());
        return m_attempts;
    }

private:
    Result<CommandOutput> tried(const QStringList& deed, const JailLimits& these = limits())
    {
        return runInJail({m_probe, deed, m_folder.path(), these}, m_runner, m_stop);
    }

    Result<Unit> prepare()
    {
        if (!m_folder.isValid() || !m_other.isValid())
            return failure(Error::Kind::Internal,
                           u"No temporary folder could be made for the check."_s);
        PLUMB_CHECK(exportTree({{u"file"_s, "inside"}}, m_folder.filePath(u"tree"_s)));
        // Readable for everybody: only the walls keep it from the renderer.
        QFile secret(m_other.filePath(u"config"_s));
        if (!secret.open(QFile::WriteOnly) || secret.write(kCanary) < 0)
            return failure(Error::Kind::Internal, u"The check could not write its own file."_s);
        secret.setPermissions(QFile::ReadOwner | QFile::ReadOther);
        QFile::setPermissions(m_other.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner
                                                  | QFile::ReadOther | QFile::ExeOther);
        // The probe itself must run, else every attempt fails for the wrong reason.
        PLUMB_TRY(alive, tried({u"read"_s, u"%tree%/file"_s}));
        if (alive.output != "file: inside\n")
            return failure(Error::Kind::Internal,
                           u"The probe did not run in the jail, so nothing is known: %1"_s.arg(
                               printable(alive.errors.trimmed(), 300)));
        return Unit{};
    }

    void note(const QString& name, bool failed, const QString& words)
    {
        m_attempts.append({name, failed, words});
    }

    //! An attempt whose only proof is a line of the probe.
    Result<Unit> byLine(const QString& name, const QStringList& deed, const QByteArray& expected,
                        const QString& held, const QString& broken)
    {
        PLUMB_TRY(output, tried(deed));
        const bool failed = output.output == expected;
        note(name, failed, failed ? held : broken);
        return Unit{};
    }

    Result<Unit> network()
    {
        const Listener listener;
        if (listener.port() == 0)
            return failure(Error::Kind::Internal, u"The check could not listen on loopback."_s);
        return byLine(u"reach the network"_s,
                      {u"connect"_s, u"127.0.0.1"_s, QString::number(listener.port())},
                      "network: none\n", u"a listener on this machine could not be reached"_s,
                      u"a listener on this machine was reached"_s);
    }

    Result<Unit> home()
    {
        return byLine(u"read the home folder"_s, {u"list"_s, QDir::homePath()}, {},
                      u"there is no home folder"_s,
                      u"%1 could be listed"_s.arg(printable(QDir::homePath())));
    }

    Result<Unit> otherRepository()
    {
        return byLine(u"read another repository"_s, {u"read"_s, m_other.filePath(u"config"_s)},
                      "file: none\n", u"a file outside the tree was not there"_s,
                      u"a file outside the tree was read"_s);
    }

    Result<Unit> tree()
    {
        return byLine(u"change the tree"_s, {u"write"_s, u"%tree%/new"_s}, "write: refused\n",
                      u"the tree is read-only"_s, u"a file was written into the tree"_s);
    }

    Result<Unit> forks()
    {
        const int most = limits().processes;
        PLUMB_TRY(output, tried({u"fork"_s, QString::number(4 * most)}));
        const int started =
            QString::fromUtf8(output.output).section(u"processes: "_s, 1).trimmed().toInt();
        const bool failed = started > 0 && started <= most;
        note(u"start processes without end"_s, failed,
             failed ? u"ended at %1 processes"_s.arg(started)
                    : u"started %1 processes, %2 are allowed"_s.arg(started).arg(most));
        return Unit{};
    }

    Result<Unit> memory()
    {
        PLUMB_TRY(output, tried({u"memory"_s}));
        const qint64 taken =
            QString::fromUtf8(output.output).section(u"memory: "_s, 1).trimmed().toLongLong();
        const qint64 most = limits().memory >> 20;
        const bool failed = taken > 0 && taken <= most;
        note(u"take memory without end"_s, failed,
             failed ? u"ended below %1 MiB"_s.arg(most)
                    : u"took %1 MiB, %2 are allowed"_s.arg(taken).arg(most));
        return Unit{};
    }

    Result<Unit> processor()
    {
        auto output = tried({u"spin"_s});
        if (!output && output.error().kind != Error::Kind::Timeout)
            return output.error();
        const bool failed = output.ok() && output->exitCode != 0;
        note(u"compute without end"_s, failed,
             failed ? u"ended after %1 s of processor time"_s.arg(limits().cpuSeconds)
                    : u"was not ended after %1 s of processor time"_s.arg(limits().cpuSeconds));
        return Unit{};
    }

    Result<Unit> time()
    {
        JailLimits brief = limits();
        brief.wallTime = 1s;
        return ended(u"wait without end, deaf to the request to stop"_s, {u"stubborn"_s}, brief,
                     Error::Kind::Timeout, u"ended after 1 s"_s, u"was not ended"_s);
    }

    Result<Unit> flood()
    {
        return ended(u"print without end"_s, {u"yes"_s}, limits(), Error::Kind::Invalid,
                     u"ended after 1 MiB"_s, u"its output was taken without a limit"_s);
    }

    //! An attempt that must not come to an end of its own.
    Result<Unit> ended(const QString& name, const QStringList& deed, const JailLimits& these,
                       Error::Kind as, const QString& held, const QString& broken)
    {
        const auto output = tried(deed, these);
        if (!output && output.error().kind != as)
            return output.error();
        note(name, !output, output ? broken : held);
        return Unit{};
    }

    Result<Unit> leftOver()
    {
        // Known to nobody else, so that what carries it may be ended by its number.
        const QString marker = QUuid::createUuid().toString(QUuid::Id128);
        JailLimits brief = limits();
        brief.wallTime = 1s;
        const auto output = tried({u"daemon"_s, marker}, brief);
        if (!output && output.error().kind != Error::Kind::Timeout)
            return output.error();
        const QDeadlineTimer patience(5s);
        auto left = processesWith(marker.toLatin1());
        for (; !left.isEmpty() && !patience.hasExpired(); left = processesWith(marker.toLatin1()))
            QThread::msleep(20);
        for (const pid_t pid : std::as_const(left))
            ::kill(pid, SIGKILL);
        note(u"leave a process behind"_s, left.isEmpty(),
             left.isEmpty() ? u"nothing of it was left"_s
                            : u"it was still running; the check ended it"_s);
        return Unit{};
    }

    static constexpr auto kCanary = "canary";
    QString m_probe;
    CommandRunner& m_runner;
    std::stop_token m_stop;
    QTemporaryDir m_folder, m_other;
    QList<IsolationAttempt> m_attempts;
};

} // namespace

Result<QList<IsolationAttempt>> checkIsolation(const QString& probe, CommandRunner& runner,
                                               std::stop_token stop)
{
    return Check(probe, runner, std::move(stop)).run();
}

} // namespace plumb::manifest
