// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>

#include <arpa/inet.h>
#include <atomic>
#include <fcntl.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

//! A real sshd for whoever runs the test, on a loopback port that the kernel chose: one process per
//! connection, as inetd would start it. Lets one key in, and runs what it is asked to.
class SshServer
{
public:
    explicit SshServer(const QString& folder)
        : m_folder(folder)
    {
        QDir().mkpath(folder);
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        for (const char* key : {"host", "other-host", "user"})
            run(QStringLiteral("ssh-keygen"),
                {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"),
                 QStringLiteral("-N"), QString(), QStringLiteral("-f"),
                 path(QString::fromLatin1(key))});
        put(QStringLiteral("config"),
            "HostKey " + path(QStringLiteral("host")).toUtf8() + "\nAuthorizedKeysFile "
                + path(QStringLiteral("user.pub")).toUtf8()
                + "\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n"
                  "KbdInteractiveAuthentication no\nPermitRootLogin prohibit-password\n"
                  "PidFile none\nLogLevel DEBUG1\n");
        if (::geteuid() == 0)
            QDir().mkpath(QStringLiteral("/run/sshd")); // where root's sshd drops its rights
        m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* raw = reinterpret_cast<sockaddr*>(&address);
        if (::bind(m_listener, raw, size) != 0 || ::listen(m_listener, 8) != 0
            || ::getsockname(m_listener, raw, &size) != 0)
            qFatal("no port for sshd");
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { serve(); });
    }
    ~SshServer() { (void)end(); }
    SshServer(const SshServer&) = delete;
    SshServer& operator=(const SshServer&) = delete;

    quint16 port() const { return m_port; }
    int connections() const { return m_connections; }
    QString path(const QString& name) const { return m_folder + QLatin1Char('/') + name; }
    //! Waits for the conversations to end, and answers what the server itself says of them.
    QByteArray end()
    {
        if (m_thread.joinable()) {
            ::shutdown(m_listener, SHUT_RDWR);
            m_thread.join();
            ::close(m_listener);
        }
        QFile file(path(QStringLiteral("log")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    //! A line of known_hosts that says the server's key is this one: "host" is the right one.
    QByteArray knownHost(const QString& key) const
    {
        QFile file(path(key + QStringLiteral(".pub")));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no key");
        return "[127.0.0.1]:" + QByteArray::number(m_port) + ' ' + file.readAll();
    }
    //! Somebody's ssh, with this known_hosts file and the user's key, in a folder for PATH.
    QString clientFolder(const QByteArray& knownHosts) const
    {
        const QString folder = QStringLiteral("client%1").arg(++m_clients);
        QDir().mkpath(path(folder));
        put(folder + QStringLiteral("/known_hosts"), knownHosts);
        put(folder + QStringLiteral("/ssh"),
            "#!/bin/sh\nexec /usr/bin/ssh -F none -o IdentitiesOnly=yes -o IdentityAgent=none"
            " -o GlobalKnownHostsFile=none -o UserKnownHostsFile='"
                + path(folder).toUtf8() + "/known_hosts' -i '"
                + path(QStringLiteral("user")).toUtf8() + "' \"$@\"\n");
        QFile::setPermissions(path(folder + QStringLiteral("/ssh")),
                              QFile::ReadOwner | QFile::ExeOwner);
        return path(folder);
    }

private:
    void serve()
    {
        const QByteArray config = path(QStringLiteral("config")).toLocal8Bit();
        const QByteArray log = path(QStringLiteral("log")).toLocal8Bit();
        for (;;) {
            const int peer = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (peer < 0)
                return;
            ++m_connections;
            posix_spawn_file_actions_t actions;
            ::posix_spawn_file_actions_init(&actions);
            ::posix_spawn_file_actions_adddup2(&actions, peer, 0);
            ::posix_spawn_file_actions_adddup2(&actions, peer, 1);
            QByteArray program("/usr/sbin/sshd"), inetd("-i"), option("-f"), file(config), to("-E"),
                output(log);
            char* const arguments[] = {program.data(), inetd.data(),  option.data(), file.data(),
                                       to.data(),      output.data(), nullptr};
            pid_t process = -1;
            if (::posix_spawn(&process, program.constData(), &actions, nullptr, arguments, environ)
                == 0)
                ::waitpid(process, nullptr, 0);
            ::posix_spawn_file_actions_destroy(&actions);
            ::close(peer);
        }
    }
    void put(const QString& name, const QByteArray& text) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("%s cannot be written", qPrintable(file.fileName()));
    }
    static void run(const QString& program, const QStringList& arguments)
    {
        QProcess process;
        process.start(program, arguments);
        if (!process.waitForFinished(30'000) || process.exitCode() != 0)
            qFatal("%s: %s", qPrintable(program), process.readAllStandardError().constData());
    }

    QString m_folder;
    int m_listener = -1;
    quint16 m_port = 0;
    std::atomic<int> m_connections = 0;
    mutable int m_clients = 0;
    std::thread m_thread;
};
