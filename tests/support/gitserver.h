// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QString>
#include <QTcpServer>
#include <QTcpSocket>

#include <csignal>
#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

//! Bare repositories served over smart HTTP by lighttpd and git-http-backend, pushes allowed, on a
//! loopback port that the kernel chose. Ends with the object.
class GitServer
{
public:
    //! Repositories live in `folder`/repos. With a user every request needs that name and password.
    explicit GitServer(const QString& folder, const QString& user = {},
                       const QString& password = {})
        : m_folder(folder)
    {
        QDir().mkpath(repos());
        m_listener.listen(QHostAddress::LocalHost, 0);
        // only lighttpd takes connections, even where the test has an event loop
        m_listener.pauseAccepting();
        QByteArray config =
            "server.modules = (\"mod_auth\", \"mod_authn_file\", \"mod_alias\", \"mod_cgi\", "
            "\"mod_setenv\")\n"
            "server.systemd-socket-activation = \"enable\"\n"
            "server.bind = \"127.0.0.1\"\nserver.port = "
            + QByteArray::number(port())
            + "\n"
              "server.document-root = \""
            + repos().toUtf8()
            + "\"\n"
              "server.errorlog = \""
            + logFile().toUtf8()
            + "\"\n"
              "server.stream-request-body = 0\n"
              "$HTTP[\"url\"] =~ \"^/git/\" {\n"
              "  alias.url = (\"/git\" => \"/usr/lib/git-core/git-http-backend\")\n"
              "  cgi.assign = (\"\" => \"\")\n"
              "  setenv.set-environment = (\"GIT_PROJECT_ROOT\" => \""
            + repos().toUtf8()
            + "\", "
              "\"GIT_HTTP_EXPORT_ALL\" => \"1\", \"HOME\" => \"/nonexistent\", "
              "\"PATH\" => \"/usr/bin:/bin\", \"GIT_CONFIG_NOSYSTEM\" => \"1\")\n}\n";
        if (!user.isEmpty()) {
            put(QStringLiteral("users"),
                (user + QLatin1Char(':') + password + QLatin1Char('\n')).toUtf8());
            config += "auth.backend = \"plain\"\nauth.backend.plain.userfile = \""
                      + path(QStringLiteral("users")).toUtf8()
                      + "\"\nauth.require = (\"\" => (\"method\" => \"basic\", \"realm\" => "
                        "\"git\", \"require\" => \"valid-user\"))\n";
        }
        put(QStringLiteral("lighttpd.conf"), config);
        start();
    }
    ~GitServer() { stop(); }
    GitServer(const GitServer&) = delete;
    GitServer& operator=(const GitServer&) = delete;

    bool isRunning() const { return m_process.state() == QProcess::Running; }
    quint16 port() const { return m_listener.serverPort(); }
    QString repos() const { return path(QStringLiteral("repos")); }
    QString folderOf(const QString& name) const { return repos() + QLatin1Char('/') + name; }
    QString logFile() const { return path(QStringLiteral("lighttpd.log")); }
    //! `userInfo`: "name:password".
    QString url(const QString& name, const QString& userInfo = {}) const
    {
        const QString who = userInfo.isEmpty() ? QString() : userInfo + QLatin1Char('@');
        return QStringLiteral("http://") + who + QStringLiteral("127.0.0.1:%1/git/").arg(port())
               + name;
    }
    //! An empty bare repository that accepts pushes.
    void createRepository(const QString& name) const
    {
        const QString folder = folderOf(name);
        run({QStringLiteral("init"), QStringLiteral("-q"), QStringLiteral("--bare"),
             QStringLiteral("-b"), QStringLiteral("main"), folder});
        run({QStringLiteral("-C"), folder, QStringLiteral("config"),
             QStringLiteral("http.receivepack"), QStringLiteral("true")});
    }
    //! A shell script as the repository's hook: "pre-receive", "update", ...
    void setHook(const QString& repository, const QString& hook, const QByteArray& script) const
    {
        const QString file = folderOf(repository) + QStringLiteral("/hooks/") + hook;
        QDir().mkpath(folderOf(repository) + QStringLiteral("/hooks"));
        QFile target(file);
        if (target.open(QIODevice::WriteOnly | QIODevice::Truncate))
            target.write("#!/bin/sh\n" + script + '\n');
        target.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    //! What a branch of a repository is now, straight from its folder; empty: it does not exist.
    QString revision(const QString& repository, const QString& branch) const
    {
        return QString::fromLatin1(run(
            {QStringLiteral("-C"), folderOf(repository), QStringLiteral("for-each-ref"),
             QStringLiteral("--format=%(objectname)"), QStringLiteral("refs/heads/") + branch}));
    }
    //! Git in the served repository's folder.
    QByteArray run(const QStringList& arguments) const
    {
        QProcess git;
        git.start(QStringLiteral("git"), arguments);
        git.waitForFinished(-1);
        if (git.exitCode() != 0)
            qFatal("git %s: %s", qPrintable(arguments.join(QLatin1Char(' '))),
                   git.readAllStandardError().constData());
        return git.readAllStandardOutput().trimmed();
    }
    //! The socket goes on listening, so that clients hang rather than are refused.
    void stop()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(5000))
            m_process.kill();
        m_process.waitForFinished(5000);
    }

private:
    QString path(const QString& name) const { return m_folder + QLatin1Char('/') + name; }
    void put(const QString& name, const QByteArray& bytes) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate)
            || file.write(bytes) != bytes.size())
            qFatal("%s cannot be written", qPrintable(path(name)));
    }
    // The listening socket is handed over as file 3, so that no port is guessed and none can be
    // lost.
    void start()
    {
        const int socket = int(m_listener.socketDescriptor());
        m_process.setProcessChannelMode(QProcess::ForwardedChannels);
        m_process.setChildProcessModifier([socket] {
            ::prctl(PR_SET_PDEATHSIG, SIGTERM);
            if (socket == 3)
                ::fcntl(3, F_SETFD, 0);
            else
                ::dup2(socket, 3);
            ::fcntl(3, F_SETFL, ::fcntl(3, F_GETFL) | O_NONBLOCK);
        });
        m_process.start(
            QStringLiteral("/bin/sh"),
            {QStringLiteral("-c"),
             QStringLiteral("LISTEN_PID=$$ LISTEN_FDS=1 exec /usr/sbin/lighttpd -D -f \"$1\""),
             QStringLiteral("sh"), path(QStringLiteral("lighttpd.conf"))});
        m_process.waitForStarted();
    }

    QString m_folder;
    QTcpServer m_listener;
    QProcess m_process;
};
