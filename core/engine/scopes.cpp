// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/scopes_p.h"

#include "engine/engine_p.h"

namespace plumb::engine {

namespace {

constexpr qsizetype kFew = 4;
constexpr std::chrono::minutes kAskAgain{10}; // as a refused kind is asked for again

QString words(const Scope& scope)
{
    return scope.ns.isEmpty() ? scope.type.plural
                              : u"%1 in namespace %2"_s.arg(scope.type.plural, scope.ns);
}

} // namespace

QString Scope::key() const
{
    return type.gvk.group + u'/' + type.gvk.kind + u'/' + ns;
}

bool Scope::holds(const objects::ResourceKey& object) const
{
    return object.group == type.gvk.group && object.kind == type.gvk.kind
           && (ns.isEmpty() || object.ns == ns);
}

QList<Scope> scopesOf(const QList<WatchedKind>& kinds,
                      const std::function<bool(const kube::ApiResource&)>& isRefusedEverywhere)
{
    QList<Scope> scopes;
    for (const WatchedKind& kind : kinds) {
        if (!kind.type.verbs.contains(u"watch"_s))
            continue;
        if (!kind.type.namespaced
            || (kind.namespaces.size() > kFew && !isRefusedEverywhere(kind.type))) {
            scopes.append({kind.type, {}});
            continue;
        }
        QStringList namespaces = kind.namespaces.values();
        namespaces.sort();
        for (const QString& ns : namespaces)
            scopes.append({kind.type, ns});
    }
    return scopes;
}

QString limitOf(const Scope& scope, const kube::Reflector::Freshness& freshness)
{
    if (!freshness.problem)
        return {};
    if (freshness.state == kube::Reflector::State::Forbidden)
        return u"%1 are not shown. %2"_s.arg(words(scope), freshness.problem->summary);
    if (freshness.state == kube::Reflector::State::Live
        && freshness.problem->kind == Error::Kind::Forbidden)
        return u"%1 may be listed but not watched; they are asked for once a minute. %2"_s.arg(
            words(scope), freshness.problem->summary);
    return {};
}

// A watch over the whole cluster was refused: what it stood for is tried namespace by namespace.
void Engine::Private::noteScope(const QString& context, const Scope& scope,
                                const kube::Reflector::Freshness& freshness)
{
    if (scope.type.namespaced && scope.ns.isEmpty()
        && freshness.state == kube::Reflector::State::Forbidden) {
        refusedEverywhere[context + u'\n' + scope.key()] = clock.steady();
        // Not from inside of the watch's own signal: it may be deleted.
        QMetaObject::invokeMethod(
            q,
            [this, context] {
                for (const auto& application : std::as_const(applications))
                    if (application.config.context == context
                        && followed.contains(application.config.name))
                        refollow(application);
            },
            Qt::QueuedConnection);
    }
    noteLimits(context);
}

void Engine::Private::noteLimits(const QString& context)
{
    for (auto& application : applications) {
        const auto following = followed.find(application.config.name);
        if (application.config.context != context || following == followed.end())
            continue;
        QStringList limits;
        for (const auto& [each, reflector] : following->second.watches)
            if (const QString limit = limitOf(each, reflector->freshness()); !limit.isEmpty())
                limits.append(limit);
        if (std::exchange(application.limits, limits) != limits)
            Q_EMIT q->applicationChanged(application.config.name);
    }
}

bool Engine::Private::isRefusedEverywhere(const QString& context,
                                          const kube::ApiResource& type) const
{
    const auto found = refusedEverywhere.find(context + u'\n' + Scope{type, {}}.key());
    return found != refusedEverywhere.end() && clock.steady() - found->second < kAskAgain;
}

// Somebody asks: rights may have been given since. // W-31
void Engine::Private::retryRefused(const QString& application)
{
    const auto found = followed.find(application);
    if (found == followed.end() || found->second.running) // it is the watches that ask
        return;
    const auto watches = found->second.watches;
    for (const auto& [scope, reflector] : watches)
        if (reflector->freshness().state == kube::Reflector::State::Forbidden)
            reflector->retry();
}

} // namespace plumb::engine
