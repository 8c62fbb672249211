// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "controlplane.h"

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

namespace {

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

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
    QProcess::execute(script(u"down"_s), {u"--run"_s, m_folder, u"--delete"_s});
}

ControlPlane::~ControlPlane()
{
    QProcess::execute(script(u"down"_s), {u"--run"_s, m_folder, u"--delete"_s});
}

void ControlPlane::begin(const QStringList& flags)
{
    QStringList arguments{u"--run"_s, m_folder, u"--nodes"_s, u"0"_s};
    if (const QString bin = qEnvironmentVariable("PLUMBLINE_REAL_BIN"); !bin.isEmpty())
        arguments += {u"--bin"_s, bin};
    for (const QString& flag : flags)
        arguments += {u"--apiserver"_s, flag};
    m_up.setProcessChannelMode(QProcess::MergedChannels);
    m_up.start(script(u"up"_s), arguments);
}

bool ControlPlane::finish()
{
    const bool isOver = spinUntil([&] { return m_up.state() == QProcess::NotRunning; }, 180s);
    m_said = QString::fromUtf8(m_up.readAll());
    return isOver && m_up.error() == QProcess::UnknownError && m_up.exitCode() == 0;
}

bool ControlPlane::isReady() const
{
    return session()->get(u"/readyz"_s).code == 200;
}

bool ControlPlane::end(const QString& program, int signal)
{
    const int pid = bytesOf(path(u"pid/"_s + program)).trimmed().toInt();
    const QString exe = u"/proc/%1/exe"_s.arg(pid);
    if (pid <= 0 || QFileInfo(QFile::symLinkTarget(exe)).fileName() != program)
        return false; // the number is not, or no more, that program's
    ::kill(pid, signal);
    // Who is dead and was not waited for has no program any more.
    return spinUntil([&] { return QFile::symLinkTarget(exe).isEmpty(); }, 90s);
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
    return test::ApiSession::fromKubeconfig(
        QString::fromUtf8(bytesOf(path(u"admin-token.kubeconfig"_s))));
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
    for (int i = 0; i < revisions; ++i)
        if (askEtcd("put", R"({"key":"YnVybnQ=","value":""})").isEmpty())
            return false;
    return true;
}

bool ControlPlane::saveData() const
{
    QDir(path(u"saved"_s)).removeRecursively();
    return QProcess::execute(u"cp"_s, {u"-a"_s, path(u"etcd"_s), path(u"saved"_s)}) == 0;
}

bool ControlPlane::restoreData() const
{
    return QDir(path(u"etcd"_s)).removeRecursively()
           && QProcess::execute(u"cp"_s, {u"-a"_s, path(u"saved"_s), path(u"etcd"_s)}) == 0;
}

} // namespace plumb::chaos
