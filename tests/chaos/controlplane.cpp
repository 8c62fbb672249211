// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "controlplane.h"
#include "support/files.h"

#include <httplib.h>

#include <QAbstractEventDispatcher>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <csignal>

namespace plumb::chaos {

using namespace std::chrono_literals;
using test::bytesOf;

namespace {

QString script(const QString& name)
{
    return QStringLiteral(SOURCE_ROOT "/tests/real/") + name;
}

} // namespace

bool spinUntil(const std::function<bool()>& holds, std::chrono::milliseconds limit)
{
    const auto until = std::chrono::steady_clock::now() + limit;
    QTimer wake; // what holds may have become true without an event
    wake.start(20ms);
    while (!holds()) {
        if (std::chrono::steady_clock::now() >= until)
            return false;
        QAbstractEventDispatcher::instance()->processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

ControlPlane::ControlPlane(const QString& folder)
    : m_folder(folder)
{
    // Who talks to a server that is killed writes to what has gone.
    std::signal(SIGPIPE, SIG_IGN);
    QProcess::execute(script(u"down"_s), {u"--run"_s, m_folder, u"--delete"_s});
}

ControlPlane::~ControlPlane()
{
    QProcess::execute(script(u"down"_s), {u"--run"_s, m_folder, u"--delete"_s});
}

void ControlPlane::call(const QStringList& arguments)
{
    QStringList all{u"--run"_s, m_folder, u"--nodes"_s, u"0"_s};
    if (const QString bin = qEnvironmentVariable("PLUMBLINE_REAL_BIN"); !bin.isEmpty())
        all += {u"--bin"_s, bin};
    m_up.setProcessChannelMode(QProcess::MergedChannels);
    m_up.start(script(u"up"_s), all + arguments);
}

void ControlPlane::begin(const QStringList& flags)
{
    QStringList arguments;
    for (const QString& flag : flags)
        arguments += {u"--apiserver"_s, flag};
    call(arguments);
}

bool ControlPlane::upEtcd()
{
    call({u"--only-etcd"_s});
    return finish() && spinUntil([this] { return revision() > 0; }, 30s);
}

bool ControlPlane::finish()
{
    const bool isOver = spinUntil([&] { return m_up.state() == QProcess::NotRunning; }, 180s);
    m_said = QString::fromUtf8(m_up.readAll());
    if (m_kubeconfig.isEmpty())
        m_kubeconfig = QString::fromUtf8(bytesOf(path(u"admin-token.kubeconfig"_s)));
    return isOver && m_up.error() == QProcess::UnknownError && m_up.exitCode() == 0;
}

bool ControlPlane::isReady() const
{
    return session()->get(u"/readyz"_s).code == 200;
}

int ControlPlane::pidOf(const QString& program) const
{
    // A number may be another program's by now, and who is dead but not waited for has none.
    const int pid = bytesOf(path(u"pid/"_s + program)).trimmed().toInt();
    const QString exe = QFile::symLinkTarget(u"/proc/%1/exe"_s.arg(pid));
    return pid > 0 && QFileInfo(exe).fileName() == program ? pid : 0;
}

bool ControlPlane::end(const QString& program, int signal)
{
    const int pid = pidOf(program);
    return pid > 0 && ::kill(pid, signal) == 0
           && spinUntil([&] { return pidOf(program) == 0; }, 90s);
}

bool ControlPlane::killServers()
{
    return end(u"kube-controller-manager"_s, SIGKILL) && end(u"kube-apiserver"_s, SIGKILL)
           && end(u"etcd"_s, SIGKILL);
}

int ControlPlane::numberOf(const QByteArray& name) const
{
    for (const QByteArray& pair : bytesOf(path(u"ports"_s)).trimmed().split(' '))
        if (pair.startsWith(name + '='))
            return pair.mid(name.size() + 1).toInt();
    return 0;
}

kube::Endpoint ControlPlane::endpoint(const QString& user) const
{
    const auto made = kube::endpoint(kube::readKubeconfig({path(user + u".kubeconfig"_s)}), {}, {});
    if (!made)
        qFatal("%s", qPrintable(made.error().summary));
    return *made;
}

std::unique_ptr<test::ApiSession> ControlPlane::session() const
{
    return test::ApiSession::fromKubeconfig(m_kubeconfig);
}

test::KeyPair ControlPlane::authority() const
{
    return {bytesOf(path(u"pki/ca.crt"_s)), bytesOf(path(u"pki/ca.key"_s))};
}

QByteArray ControlPlane::askEtcd(const std::string& what, const QByteArray& body) const
{
    httplib::Client client("127.0.0.1", numberOf("ETCD"));
    const auto answer = client.Post("/v3/kv/" + what, body.toStdString(), "application/json");
    return answer && answer->status == 200 ? QByteArray::fromStdString(answer->body) : QByteArray();
}

qint64 ControlPlane::revision() const
{
    const auto answer = askEtcd("range", R"({"key":"AA=="})");
    return QJsonDocument::fromJson(answer)
        .object()
        .value(u"header"_s)
        .toObject()
        .value(u"revision"_s)
        .toString()
        .toLongLong();
}

bool ControlPlane::compact()
{
    return !askEtcd("compaction",
                    R"({"physical":true,"revision":)" + QByteArray::number(revision()) + '}')
                .isEmpty();
}

bool ControlPlane::burn(int revisions)
{
    httplib::Client client("127.0.0.1", numberOf("ETCD"));
    client.set_keep_alive(true);
    for (int i = 0; i < revisions; ++i)
        if (const auto answer =
                client.Post("/v3/kv/put", R"({"key":"YnVybnQ=","value":""})", "application/json");
            !answer || answer->status != 200)
            return false;
    return true;
}

bool ControlPlane::saveData() const
{
    QDir(path(u"saved"_s)).removeRecursively();
    const int pid = pidOf(u"etcd"_s);
    if (pid == 0 || ::kill(pid, SIGSTOP) != 0)
        return false;
    const bool isSaved =
        QProcess::execute(u"cp"_s, {u"-a"_s, path(u"etcd"_s), path(u"saved"_s)}) == 0;
    return ::kill(pid, SIGCONT) == 0 && isSaved;
}

bool ControlPlane::restoreData() const
{
    return QDir(path(u"etcd"_s)).removeRecursively()
           && QProcess::execute(u"cp"_s, {u"-a"_s, path(u"saved"_s), path(u"etcd"_s)}) == 0;
}

} // namespace plumb::chaos
