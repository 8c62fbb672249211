// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/identity_p.h"

#include "base/future.h"
#include "base/text.h"
#include "engine/engine_p.h"

#include <QCryptographicHash>
#include <QFileInfo>

namespace plumb::engine {

namespace {

constexpr std::chrono::milliseconds kSettle{200}; // a tool writes in several steps

QString fingerprint(const QByteArray& pem)
{
    if (pem.isEmpty())
        return u"none"_s;
    const auto hash = QCryptographicHash::hash(pem, QCryptographicHash::Sha256).toHex();
    return QString::fromLatin1(hash.first(12));
}

bool isSameUser(const kube::Endpoint& a, const kube::Endpoint& b)
{
    // Files that are renewed in place are read anew by the transport.
    const bool isSamePair = a.certificateFile.isEmpty() || a.keyFile.isEmpty()
                                ? a.certificatePem == b.certificatePem && a.keyPem == b.keyPem
                                : true;
    return isSamePair && a.certificateFile == b.certificateFile && a.keyFile == b.keyFile
           && a.token == b.token && a.password == b.password && a.tokenFile == b.tokenFile
           && a.username == b.username && a.impersonation == b.impersonation
           && a.proxyUrl == b.proxyUrl;
}

} // namespace

EntryNews newsOf(const kube::Endpoint& pinned, const Result<kube::Endpoint>& now)
{
    const QString context = printable(pinned.context, 200);
    const auto disconnected = [&](EntryNews::What what, const QString& why) {
        return EntryNews{
            what,
            u"%1 Plumbline is disconnected from it: what is shown is old, and nothing is written until you connect again."_s
                .arg(why)};
    };
    if (!now)
        return disconnected(
            EntryNews::What::Gone,
            u"The kubeconfig has changed, and \"%1\" cannot be used any more. %2"_s.arg(
                context, now.error().summary));
    const auto other = [&](const QString& what, const QString& before, const QString& after) {
        return disconnected(
            EntryNews::What::OtherCluster,
            u"The cluster identity of \"%1\" changed: %2 is %3 now, it was %4."_s.arg(
                context, what, printable(after, 200), printable(before, 200)));
    };
    if (now->server != pinned.server)
        return other(u"its server"_s, pinned.server, now->server);
    if (now->caPem != pinned.caPem)
        return other(u"the SHA-256 of its certificate authority"_s, fingerprint(pinned.caPem),
                     fingerprint(now->caPem));
    if (now->tlsServerName != pinned.tlsServerName)
        return other(u"its tls-server-name"_s, pinned.tlsServerName, now->tlsServerName);
    if (now->insecure != pinned.insecure)
        return other(u"insecure-skip-tls-verify"_s, pinned.insecure ? u"true"_s : u"false"_s,
                     now->insecure ? u"true"_s : u"false"_s);
    if (!isSameUser(pinned, *now))
        return {
            EntryNews::What::OtherUser,
            u"The kubeconfig has another user, other credentials or another proxy for \"%1\". "
            "Plumbline goes on with those it began with; connect again to use the new ones."_s.arg(
                context)};
    return {};
}

KubeconfigWatch::KubeconfigWatch(QStringList files, QThreadPool* pool,
                                 std::function<void(const kube::Kubeconfig&)> onNews)
    : m_files(std::move(files))
    , m_pool(pool)
    , m_onNews(std::move(onNews))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSettle);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        const auto work =
            QtConcurrent::run(m_pool, [files = m_files]() -> Result<kube::Kubeconfig> {
                return kube::readKubeconfig(files);
            });
        observe<kube::Kubeconfig>(work, this, [this](const Result<kube::Kubeconfig>& read) {
            if (!read)
                return;
            const bool isNews = !(*read == m_known);
            cover(*read); // what was replaced is not watched any more
            if (isNews)
                m_onNews(*read);
        });
    });
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] { m_soon.start(); });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] { m_soon.start(); });
}

void KubeconfigWatch::cover(const kube::Kubeconfig& kubeconfig)
{
    m_known = kubeconfig;
    QStringList wanted;
    for (const QString& file : m_files + kubeconfig.sources)
        wanted << file << QFileInfo(file).absolutePath();
    wanted.removeDuplicates();
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    wanted.removeIf(
        [&](const QString& path) { return watched.contains(path) || !QFileInfo::exists(path); });
    if (!wanted.isEmpty())
        m_watcher.addPaths(wanted);
}

// A session that looks at a cluster for longer than a command.
void Engine::Private::watchKubeconfig()
{
    if (kubeconfigWatch)
        return;
    kubeconfigWatch = std::make_unique<KubeconfigWatch>(
        kube::kubeconfigFiles(settings.kubeconfigFile), &pool,
        [this](const kube::Kubeconfig& now) { adopt(workspace, now); });
    kubeconfigWatch->cover(kubeconfig);
}

// Server and way: of the connection where there is one, else of the entry.
void Engine::Private::describe(ClusterSnapshot& snapshot) const
{
    const auto open = connections.find(snapshot.config.name);
    const auto* const entry = kubeconfig.context(snapshot.config.name);
    const auto* const cluster = entry ? kubeconfig.cluster(entry->cluster) : nullptr;
    const auto* const user = entry ? kubeconfig.user(entry->user) : nullptr;
    if (cluster)
        snapshot.server = cluster->server; // be it unusable
    // As if all were allowed: what is not is what one wants to see.
    const auto endpoint = open != connections.end()
                              ? Result<kube::Endpoint>(open->second->endpoint())
                              : kube::endpoint(kubeconfig, snapshot.config.name,
                                               {true, user ? user->tokenFile : QString()});
    if (!endpoint)
        return;
    snapshot.server = endpoint->server;
    snapshot.way = kube::wayOf(*endpoint);
    snapshot.isInsecure = endpoint->insecure;
}

// Holds each connection against what the kubeconfig says now. None is moved: it goes on, or ends.
void Engine::Private::compareConnections()
{
    for (const auto& [context, connection] : connections) {
        const auto consent = workspace.context(context);
        const EntryNews news =
            newsOf(connection->endpoint(),
                   kube::endpoint(kubeconfig, context, {consent.allowInsecure, consent.tokenFile}));
        auto cluster = clusters.find(context);
        if (cluster == clusters.end()) {
            // Its entry is gone, but not what is shown of it.
            ClusterSnapshot gone;
            gone.config = consent;
            describe(gone);
            cluster = clusters.insert(context, gone);
        }
        cluster->changed = news.sentence;
        if (!news.isDisconnected()) {
            if (disconnected.remove(context)) // as it was; the watches begin anew
                for (const auto& application : std::as_const(applications))
                    if (application.config.context == context)
                        reevaluateSoon(application.config.name);
            continue;
        }
        disconnected.insert(context, failure(Error::Kind::Conflict, news.sentence));
        dropWatches(context);
        cluster->state = ClusterSnapshot::State::Stale;
        cluster->error = disconnected.value(context);
        for (auto& application : applications)
            if (application.config.context == context)
                application.isStale = application.isStale || application.phase == Phase::Ready;
    }
}

void Engine::Private::dropWatches(const QString& context)
{
    for (auto& [name, following] : followed) {
        const auto application = applications.find(name);
        if (application == applications.end() || application->config.context != context)
            continue;
        following.watches.clear();
        following.watched.clear();
        application->limits.clear();
    }
}

Reason Engine::Private::whyNotWrite(const QString& context) const
{
    if (const auto why = disconnected.constFind(context); why != disconnected.constEnd())
        return why->summary;
    if (clusters.value(context).isInsecure && workspace.context(context).isProtected)
        return u"%1 is protected, and the certificate of its server is not checked (insecure-skip-tls-verify): nothing is written to it."_s
            .arg(context); // reliability K4
    return {};
}

void Engine::reconnect(const QString& context)
{
    d->disconnected.remove(context);
    d->dropWatches(context);
    d->connections.erase(context);
    if (const auto cluster = d->clusters.find(context); cluster != d->clusters.end()) {
        cluster->changed.clear();
        cluster->state = ClusterSnapshot::State::Connecting;
        cluster->error.reset();
        d->describe(*cluster);
    }
    Q_EMIT clusterChanged(context);
    for (const auto& application : std::as_const(d->applications))
        if (application.config.context == context)
            d->reevaluateSoon(application.config.name);
}

} // namespace plumb::engine
