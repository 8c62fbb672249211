// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

// The real kube-apiserver: kubectl is the other program, the audit log tells what arrived.

#include "synctarget.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

namespace plumb::plan {

namespace {

class RealTarget final : public SyncTarget
{
public:
    RealTarget(QString kubeconfig, std::shared_ptr<kube::ApiClient> client)
        : m_kubeconfig(std::move(kubeconfig))
        , m_client(std::move(client))
    {
    }
    std::shared_ptr<kube::ApiClient> client() override { return m_client; }
    void scale(const QString& ns, const QString& deployment, int replicas) override
    {
        kubectl({u"-n"_s, ns, u"scale"_s, u"deployment"_s, deployment,
                 u"--replicas=%1"_s.arg(replicas)});
    }
    void label(const QString& ns, const QString& plural, const QString& name) override
    {
        kubectl({u"-n"_s, ns, u"label"_s, plural, name, u"touched=yes"_s});
    }
    void remove(const QString& ns, const QString& plural, const QString& name) override
    {
        const QString scope = ns.isEmpty() ? u"--namespace=default"_s : u"--namespace="_s + ns;
        kubectl({scope, u"delete"_s, plural, name, u"--ignore-not-found"_s,
                 ns.isEmpty() ? u"--wait=false"_s : u"--wait=true"_s});
    }
    int writesOf(const QString& ns, const QString& plural, const QString& name) override
    {
        QFile log(qEnvironmentVariable("PLUMBLINE_REAL_AUDIT"));
        if (!log.open(QIODevice::ReadOnly))
            return -1;
        int count = 0;
        for (const QByteArray& line : log.readAll().split('\n')) {
            const QJsonObject entry = QJsonDocument::fromJson(line).object();
            const QJsonObject about = entry.value(u"objectRef"_s).toObject();
            const QString uri = entry.value(u"requestURI"_s).toString();
            count += entry.value(u"stage"_s).toString() == u"ResponseComplete"
                     && entry.value(u"verb"_s).toString() == u"patch"
                     && about.value(u"name"_s).toString() == name
                     && about.value(u"namespace"_s).toString() == ns
                     && about.value(u"resource"_s).toString() == plural
                     && uri.contains(u"fieldManager=plumbline"_s) && !uri.contains(u"dryRun"_s);
        }
        return count;
    }

private:
    void kubectl(const QStringList& arguments) const
    {
        QProcess program;
        program.start(qEnvironmentVariable("PLUMBLINE_REAL_BIN") + u"/kubectl"_s,
                      QStringList{u"--kubeconfig"_s, m_kubeconfig} + arguments);
        if (!program.waitForFinished() || program.exitCode() != 0)
            qFatal("kubectl: %s", program.readAllStandardError().constData());
    }

    QString m_kubeconfig;
    std::shared_ptr<kube::ApiClient> m_client;
};

} // namespace

Result<std::unique_ptr<SyncTarget>> SyncTarget::open()
{
    const QString file = qEnvironmentVariable("PLUMBLINE_REAL_KUBECONFIG");
    if (file.isEmpty() || !QFile::exists(file))
        return failure(Error::Kind::NotFound,
                       u"PLUMBLINE_REAL_KUBECONFIG names no file: nothing was tried against a real "
                       "kube-apiserver"_s);
    PLUMB_TRY(endpoint, kube::endpoint(kube::readKubeconfig({file}), {}, {}));
    return std::unique_ptr<SyncTarget>(
        std::make_unique<RealTarget>(file, kube::makeApiClient(endpoint)));
}

} // namespace plumb::plan
