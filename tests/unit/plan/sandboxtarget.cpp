// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

// The sandbox's server: the other program is a few plain requests, the server's own log tells.

#include "sandbox/server.h"
#include "synctarget.h"

#include <QFile>
#include <QTemporaryDir>

namespace plumb::plan {

namespace {

class SandboxTarget final : public SyncTarget
{
public:
    SandboxTarget(std::unique_ptr<sandbox::Server> server, std::shared_ptr<kube::ApiClient> client)
        : m_server(std::move(server))
        , m_client(std::move(client))
    {
    }
    std::shared_ptr<kube::ApiClient> client() override { return m_client; }
    void scale(const QString& ns, const QString& deployment, int replicas) override
    {
        patch(path(ns, u"deployments"_s, deployment) + "/scale?fieldManager=kubectl",
              "{\"spec\":{\"replicas\":" + QByteArray::number(replicas) + "}}");
    }
    void label(const QString& ns, const QString& plural, const QString& name) override
    {
        patch(path(ns, plural, name) + "?fieldManager=kubectl-label",
              "{\"metadata\":{\"labels\":{\"touched\":\"yes\"}}}");
    }
    void remove(const QString& ns, const QString& plural, const QString& name) override
    {
        kube::Request request;
        request.method = "DELETE";
        request.path = path(ns, plural, name);
        request.effect = kube::Request::Effect::Write;
        (void)await(m_client->send(request, {}));
    }
    int writesOf(const QString& ns, const QString& plural, const QString& name) override
    {
        const QString start =
            u"PATCH "_s + QString::fromUtf8(path(ns, plural, name)) + u"?fieldManager=plumbline&"_s;
        const QStringList log = m_server->requestLog().filter(start);
        return int(log.size() - log.filter(u"dryRun"_s).size());
    }

private:
    static QByteArray path(const QString& ns, const QString& plural, const QString& name)
    {
        const QString group = plural == u"deployments" ? u"apis/apps"_s
                              : plural == u"customresourcedefinitions"
                                  ? u"apis/apiextensions.k8s.io"_s
                              : plural == u"drops" ? u"apis/%1.example.org"_s.arg(ns)
                                                   : u"api"_s;
        const QString scope = ns.isEmpty() ? QString() : u"/namespaces/"_s + ns;
        return u"/%1/v1%2/%3/%4"_s.arg(group, scope, plural, name).toUtf8();
    }
    void patch(const QByteArray& path, const QByteArray& body)
    {
        kube::Request request;
        request.method = "PATCH";
        request.path = path;
        request.body = body;
        request.contentType = "application/merge-patch+json";
        request.effect = kube::Request::Effect::Write;
        const auto answer = await(m_client->send(request, {}));
        if (!answer || answer->status != 200)
            qFatal("the other program failed: %s",
                   answer ? answer->body.constData() : qPrintable(answer.error().summary));
    }

    std::unique_ptr<sandbox::Server> m_server;
    std::shared_ptr<kube::ApiClient> m_client;
};

} // namespace

Result<std::unique_ptr<SyncTarget>> SyncTarget::open()
{
    auto server = sandbox::Server::start({});
    if (!server)
        return server.error();
    QTemporaryDir folder;
    QFile file(folder.filePath(u"kubeconfig"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write((*server)->kubeconfig().toUtf8()) < 0)
        return failure(Error::Kind::Internal, file.errorString());
    file.close();
    PLUMB_TRY(endpoint, kube::endpoint(kube::readKubeconfig({file.fileName()}), {}, {}));
    return std::unique_ptr<SyncTarget>(
        std::make_unique<SandboxTarget>(std::move(*server), kube::makeApiClient(endpoint)));
}

} // namespace plumb::plan
