// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/engine_p.h"

#include <QRandomGenerator>

namespace plumb::engine {

namespace {

constexpr std::chrono::milliseconds kSettle{400}, kInterruption{3'000};
// More than that is not taken from the watches on this thread; a worker reads it.
constexpr qsizetype kMostTaken = 5'000;

// Kinds that controllers make below an application's objects, and that its tree shows.
const std::pair<const char16_t*, const char16_t*> kOwnedKinds[] = {
    {u"apps", u"ReplicaSet"}, {u"", u"Pod"}, {u"batch", u"Job"}};

//! What the watch says, and what that means for who looks at the screen.
Error withMeaning(Error problem, kube::Reflector::State state)
{
    using State = kube::Reflector::State;
    if (state == State::AuthNeeded)
        problem.summary =
            u"The server refuses the credentials, and took none that came since. What "
            "is shown is old. "_s
            + problem.summary;
    else if (state == State::Degraded)
        problem.summary =
            u"One resource type cannot be followed; it is read once a minute at best. "_s
            + problem.summary;
    return problem;
}

} // namespace

void Engine::Private::follow(const QString& application)
{
    if (!workspace.application(application))
        return;
    auto& following = followed[application];
    if (following.soon)
        return;
    watchKubeconfig();
    following.soon = new QTimer(q);
    following.soon->setSingleShot(true);
    following.soon->setInterval(kSettle);
    QObject::connect(following.soon, &QTimer::timeout, q, [this, application] {
        auto found = followed.find(application);
        if (found == followed.end())
            return;
        if (found->second.running) {
            found->second.again = true;
            return;
        }
        found->second.running = true;
        observe<ApplicationSnapshot>(q->reevaluate(application, {}), q,
                                     [this, application](const Result<ApplicationSnapshot>&) {
                                         auto now = followed.find(application);
                                         if (now == followed.end())
                                             return;
                                         now->second.running = false;
                                         if (std::exchange(now->second.again, false))
                                             reevaluateSoon(application);
                                     });
    });
    following.soon->start(0);
}

void Engine::Private::unfollow(const QString& application)
{
    const auto found = followed.find(application);
    if (found == followed.end())
        return;
    found->second.soon->deleteLater();
    followed.erase(found);
    if (const auto known = applications.find(application); known != applications.end())
        known->limits.clear();
}

void Engine::Private::reevaluateSoon(const QString& application)
{
    const auto found = followed.find(application);
    if (found != followed.end() && !found->second.soon->isActive())
        found->second.soon->start(kSettle);
}

// Watches every type and namespace the application has objects in; a watch is shared by all that
// need it and ends with the last of them.
void Engine::Private::refollow(const ApplicationSnapshot& snapshot)
{
    const QString name = snapshot.config.name;
    const QString context = snapshot.config.context;
    const auto connection = connections.find(context);
    if (connection == connections.end() || snapshot.phase != Phase::Ready
        || disconnected.contains(context))
        return;
    // The evaluation just read it; this thread must not wait for a server.
    const auto discovery = connection->second->knownDiscovery();
    if (!discovery)
        return;
    QMap<QString, WatchedKind> kinds;
    const auto want = [&](const kube::ApiResource* type, const QString& ns) {
        if (!type)
            return;
        WatchedKind& kind = kinds[Scope{*type, {}}.key()];
        kind.type = *type;
        if (!ns.isEmpty())
            kind.namespaces.insert(ns);
    };
    QSet<QString> namespaces;
    for (const auto& object : snapshot.objects) {
        want(discovery->find(object.key.group, object.key.kind), object.key.ns);
        if (!object.key.ns.isEmpty())
            namespaces.insert(object.key.ns);
    }
    for (const QString& ns : std::as_const(namespaces))
        for (const auto& [group, kind] : kOwnedKinds)
            want(discovery->find(QString::fromUtf16(group), QString::fromUtf16(kind)), ns);
    const auto scopes = scopesOf(kinds.values(), [&](const kube::ApiResource& type) {
        return isRefusedEverywhere(context, type);
    });
    QStringList keys;
    for (const Scope& scope : scopes)
        keys.append(scope.key());
    Following& following = followed[name];
    if (following.watched == keys)
        return declare(snapshot, following);
    following.watched = keys;
    const auto before = std::exchange(following.watches, {}); // held until the new ones stand
    for (const auto& [scope, reflector] : before)
        QObject::disconnect(&reflector->store(), nullptr, following.soon, nullptr);
    for (const Scope& scope : scopes) {
        const auto reflector = reflectorFor(context, *connection->second, scope);
        QObject::connect(&reflector->store(), &kube::ObjectStore::changed, following.soon,
                         [this, name, namespaces](const kube::StoreDelta& delta) {
                             // A watch over the whole cluster tells of other people's objects too.
                             const auto concerns = [&](const objects::ResourceKey& key) {
                                 return key.ns.isEmpty() || namespaces.contains(key.ns);
                             };
                             for (const auto* part : {&delta.added, &delta.changed, &delta.removed})
                                 if (std::any_of(part->begin(), part->end(), concerns))
                                     return reevaluateSoon(name);
                         });
        following.watches.emplace_back(scope, reflector);
    }
    declare(snapshot, following);
    noteLimits(context);
}

// Who changed what is asked of the objects that Git declares, and of no others.
void Engine::Private::declare(const ApplicationSnapshot& snapshot, Following& following)
{
    if (snapshot.objects.size() > kMostTaken)
        return;
    for (const auto& [scope, reflector] : following.watches) {
        QSet<objects::ResourceKey> keys;
        for (const auto& object : snapshot.objects)
            if (scope.holds(object.key))
                keys.insert(object.key);
        if (!keys.isEmpty())
            reflector->store().declare(keys);
    }
}

std::shared_ptr<const Watched> Engine::Private::watchedOf(const QString& application) const
{
    const auto following = followed.find(application);
    const auto known = applications.constFind(application);
    if (following == followed.end() || known == applications.constEnd()
        || known->objects.size() > kMostTaken)
        return {};
    auto all = std::make_shared<Watched>();
    QSet<QString> namespaces;
    for (const auto& object : known->objects)
        if (!object.key.ns.isEmpty())
            namespaces.insert(object.key.ns);
    QList<kube::PackedObject> owned;
    qsizetype uncovered = namespaces.size() * qsizetype(std::size(kOwnedKinds));
    for (const auto& [scope, reflector] : following->second.watches) {
        const auto freshness = reflector->freshness();
        if (!freshness.isFresh() || freshness.isUnconfirmed)
            continue;
        if (!all->seenAt.isValid() || freshness.lastProof < all->seenAt)
            all->seenAt = freshness.lastProof;
        const kube::ObjectStore& store = reflector->store();
        for (const auto& object : known->objects) {
            if (!scope.holds(object.key))
                continue;
            auto live = store.packed(object.key);
            if (live && live->hasManagedFields)
                all->declared.insert(object.key, std::move(*live));
        }
        const bool isOwnedKind =
            std::any_of(std::begin(kOwnedKinds), std::end(kOwnedKinds), [&](const auto& each) {
                return scope.type.gvk.group == QString::fromUtf16(each.first)
                       && scope.type.gvk.kind == QString::fromUtf16(each.second);
            });
        for (const QString& ns : std::as_const(namespaces)) {
            if (!isOwnedKind || (!scope.ns.isEmpty() && scope.ns != ns))
                continue;
            const auto keys = store.inNamespace(ns);
            if (owned.size() + keys.size() > kMostTaken)
                continue;
            --uncovered;
            for (const auto& key : keys)
                if (auto object = store.packed(key))
                    owned.append(std::move(*object));
        }
    }
    if (uncovered == 0)
        all->owned = owned;
    return all;
}

std::shared_ptr<kube::Reflector> Engine::Private::reflectorFor(const QString& context,
                                                               const Connection& connection,
                                                               const Scope& scope)
{
    auto& slot = reflectors[context + u'\n' + scope.key()];
    if (auto known = slot.lock())
        return known;
    auto reflector =
        std::make_shared<kube::Reflector>(connection.client(), scope.type, scope.ns, clock, [] {
            return QRandomGenerator::global()->generateDouble();
        });
    slot = reflector;
    QObject::connect(reflector.get(), &kube::Reflector::freshnessChanged, q,
                     [this, context, scope, watch = reflector.get()] {
                         noteScope(context, scope, watch->freshness());
                         noteFreshness(context);
                     });
    QObject::connect(reflector.get(), &kube::Reflector::historyWentBackwards, q,
                     [this, context] { noteWentBackwards(context); });
    reflector->setListing(kube::Reflector::Listing::AsStream);
    reflector->start();
    return reflector;
}

// One watch without a sign of life makes the whole context stale: better a warning too many.
void Engine::Private::noteFreshness(const QString& context)
{
    using State = kube::Reflector::State;
    ClusterSnapshot& cluster = clusters[context];
    bool stale = false, reconnecting = false, refused = false;
    QDateTime lastSeen;
    std::optional<Error> problem;
    for (const auto& [key, weak] : reflectors) {
        const auto reflector = weak.lock();
        if (!reflector || !key.startsWith(context + u'\n'))
            continue;
        const auto freshness = reflector->freshness();
        const bool isRefused =
            freshness.state == State::OtherCluster || freshness.state == State::AuthNeeded;
        refused = refused || isRefused;
        stale = stale || freshness.isStale || freshness.state == State::Degraded || isRefused;
        reconnecting = reconnecting || freshness.state == State::Reconnecting
                       || freshness.state == State::Relisting;
        if (freshness.problem)
            problem = withMeaning(*freshness.problem, freshness.state);
        if (!lastSeen.isValid() || freshness.lastProof > lastSeen)
            lastSeen = freshness.lastProof;
    }
    if (lastSeen.isValid()) // no watch has answered yet: the comparison was the last sign of life
        cluster.lastSeen = lastSeen;
    // A moment's interruption is nobody's business. // W-01
    if (!reconnecting || stale) {
        interruptedAt[context] = {};
    } else if (auto& since = interruptedAt[context]; !since) {
        since = clock.steady();
        QTimer::singleShot(kInterruption, q, [this, context] { noteFreshness(context); });
    }
    const bool isShown = reconnecting && interruptedAt[context]
                         && clock.steady() - *interruptedAt[context] >= kInterruption;
    if (!reconnecting || stale || isShown)
        cluster.state = refused   ? ClusterSnapshot::State::Refused
                        : stale   ? ClusterSnapshot::State::Stale
                        : isShown ? ClusterSnapshot::State::Connecting
                                  : ClusterSnapshot::State::Live;
    cluster.error = stale || isShown ? problem : std::nullopt;
    for (auto& application : applications) {
        if (application.config.context != context || application.isStale == stale)
            continue;
        application.isStale = stale;
        Q_EMIT q->applicationChanged(application.config.name);
    }
    Q_EMIT q->clusterChanged(context);
}

// Versions are given out again after that, so that nothing held may be compared by version.
void Engine::Private::noteWentBackwards(const QString& context)
{
    for (const auto& application : std::as_const(applications)) {
        if (application.config.context != context)
            continue;
        if (const auto following = followed.find(application.config.name);
            following != followed.end()) {
            following->second.memory.reset();
            ++following->second.histories;
        }
        reevaluateSoon(application.config.name);
    }
}

} // namespace plumb::engine
