// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/desired_p.h"
#include "engine/detect_p.h"
#include "engine/engine_p.h"

#include "base/text.h"

#include <QDir>
#include <QFileInfo>

namespace plumb::engine {

namespace {

// More than a person looks through; the path narrows the look.
constexpr qsizetype kMostCandidates = 2'000;
// Lists over the whole cluster are better, so these are for those who may not.
constexpr qsizetype kFewNamespaces = 4, kMostNamespaces = 50;

Error stopped()
{
    return failure(Error::Kind::Cancelled,
                   u"Looking for applications was stopped on request; nothing was written."_s);
}

//! What one look needs, gathered on the UI thread and carried to a worker.
struct Look
{
    DetectQuery query;
    std::shared_ptr<git::Repository> repository;
    workspace::Repository entry;
    bool isNew = false; //!< the workspace does not hold it
    workspace::Workspace workspace;
    std::shared_ptr<Connection> connection; //!< null: no cluster is asked, or see connectionError
    std::optional<Error> connectionError;
    std::shared_ptr<manifest::Renderings> renderings;
    CommandRunner* runner = nullptr;
};

bool liesIn(const QString& path, const QString& folder)
{
    return folder.isEmpty() || path == folder || path.startsWith(folder + u'/');
}

//! Renders all candidates, several at once; in their order.
Result<QList<Rendition>> renderAll(const Look& look, const git::CommitId& commit,
                                   const QList<manifest::Candidate>& candidates,
                                   const OnPhase& onPhase, std::stop_token stop)
{
    QThreadPool pool;
    pool.setMaxThreadCount(std::max(1, manifest::RenderQueue::mostByProcessors()));
    QList<Future<DesiredState>> futures;
    futures.reserve(candidates.size());
    for (const auto& candidate : candidates)
        futures.append(runOn(&pool, [&look, commit, path = candidate.path, stop] {
            return stop.stop_requested() ? Result<DesiredState>(stopped())
                                         : renderAt(*look.repository, commit,
                                                    {path, workspace::Renderer::Auto, false, true},
                                                    *look.renderings, *look.runner, stop);
        }));
    QList<Rendition> renditions;
    renditions.reserve(candidates.size());
    for (qsizetype i = 0; i < futures.size(); ++i) {
        onPhase(u"Rendering"_s, i, futures.size());
        auto state = await(futures[i]);
        renditions.append({candidates[i], state ? Result<manifest::Desired>(state->desired)
                                                : Result<manifest::Desired>(state.error())});
    }
    if (stop.stop_requested())
        return stopped();
    return renditions;
}

//! Lists what the renditions name, a kind at a time; only what they name is kept.
class Reader
{
public:
    Reader(const Look& look, const QList<Rendition>& renditions, const OnPhase& onPhase,
           std::stop_token stop)
        : m_look(look)
        , m_renditions(renditions)
        , m_onPhase(onPhase)
        , m_stop(std::move(stop))
    {
        m_live.context = look.query.context;
    }

    Result<Live> run()
    {
        m_onPhase(u"Asking the cluster"_s, 0, 0);
        PLUMB_TRY(discovery, m_look.connection->discovery(false, m_stop));
        m_wanted = wantedKinds(m_renditions);
        // Secrets last: where their application lives is known by then, so that no others are read.
        for (const bool isSecrets : {false, true})
            for (const WantedKind& kind : std::as_const(m_wanted)) {
                if ((kind.gvk.kind == u"Secret" && kind.gvk.group.isEmpty()) != isSecrets)
                    continue;
                if (m_stop.stop_requested())
                    return stopped();
                m_onPhase(u"Listing %1"_s.arg(kind.gvk.kind), m_done++, m_wanted.size());
                read(kind, discovery, isSecrets);
            }
        return m_live;
    }

private:
    void read(const WantedKind& kind, const kube::Discovery& discovery, bool isSecret)
    {
        auto& known = m_live.kinds[Live::kindKey(kind.gvk)];
        const auto* type = discovery.find(kind.gvk);
        if (!type)
            type = discovery.find(kind.gvk.group, kind.gvk.kind);
        if (!type) {
            known.isServed = discovery.isUnread(kind.gvk);
            known.isNamespaced = !manifest::isClusterScoped(kind.gvk);
            known.isReadEverywhere = !known.isServed;
            if (known.isServed)
                known.trouble =
                    u"the server could not say what its API group %1 serves"_s.arg(kind.gvk.group);
            return;
        }
        known.isNamespaced = type->namespaced;
        if (!type->verbs.contains(u"list"_s)) {
            known.trouble = u"%1 cannot be listed"_s.arg(type->plural);
            return;
        }
        QSet<QString> namespaces = kind.namespaces;
        const bool isOpen = kind.isAnywhere && m_look.query.ns.isEmpty();
        if (kind.isAnywhere && !isOpen)
            namespaces.insert(m_look.query.ns);
        if (type->namespaced && isSecret && isOpen)
            namespaces += whereSecretsAre();
        const bool isEverywhere = !type->namespaced || (!isSecret && isOpen)
                                  || (!isSecret && namespaces.size() > kFewNamespaces);
        if (isEverywhere && list(known, *type, {}, kind.names))
            return;
        if (!type->namespaced)
            return;
        // Rights may be given namespace by namespace.
        if (isOpen && !isSecret)
            namespaces += allNamed();
        QStringList sorted = namespaces.values();
        sorted.sort();
        if (sorted.size() > kMostNamespaces && known.trouble.isEmpty())
            known.trouble =
                u"%1 were looked for in %2 of %3 namespaces; -n names one"_s.arg(type->plural)
                    .arg(kMostNamespaces)
                    .arg(sorted.size());
        for (const QString& ns : sorted.mid(0, kMostNamespaces))
            if (!m_stop.stop_requested())
                list(known, *type, ns, kind.names);
        if (known.trouble.isEmpty())
            known.trouble =
                isSecret ? u"%1 are read only where an application is; -n names a namespace"_s.arg(
                    type->plural)
                         : u"%1 were not looked for there"_s.arg(type->plural);
    }

    bool list(Live::Kind& known, const kube::ApiResource& type, const QString& ns,
              const QSet<QString>& names)
    {
        const auto found = m_look.connection->cluster().list(type, ns, {}, m_stop);
        if (!found) {
            // The rule is what a person needs; the server's answer says it again.
            const QString why = printable(found.error().summary.section(u". Answer "_s, 0, 0), 400);
            (ns.isEmpty() ? known.trouble : known.troubles[ns]) = why;
            return false;
        }
        for (const auto& object : found->items)
            if (names.contains(object.name()))
                m_live.keep(object);
        if (ns.isEmpty())
            known.isReadEverywhere = true;
        else
            known.namespaces.insert(ns);
        return true;
    }

    //! Namespaces where the other objects of whoever renders a Secret without one were found.
    QSet<QString> whereSecretsAre() const
    {
        QSet<QString> namespaces;
        for (const Rendition& rendition : m_renditions) {
            if (!rendition.desired)
                continue;
            const auto& objects = rendition.desired->objects;
            const bool hasSecret = std::any_of(objects.begin(), objects.end(), [](const auto& one) {
                return one.object.kind() == u"Secret" && one.object.ns().isEmpty();
            });
            if (!hasSecret)
                continue;
            const auto found = namespacesOf(objects, m_live, {});
            for (const auto& [ns, count] : found)
                if (count == found.constFirst().second)
                    namespaces.insert(ns);
        }
        return namespaces;
    }

    //! Where somebody may look who may not look everywhere.
    QSet<QString> allNamed() const
    {
        QSet<QString> namespaces;
        for (const WantedKind& kind : m_wanted)
            namespaces += kind.namespaces;
        if (const QString own = m_look.connection->endpoint().ns; !own.isEmpty())
            namespaces.insert(own);
        for (const auto& application : m_look.workspace.applications)
            if (application.context == m_look.query.context && !application.ns.isEmpty())
                namespaces.insert(application.ns);
        return namespaces;
    }

    const Look& m_look;
    const QList<Rendition>& m_renditions;
    const OnPhase& m_onPhase;
    std::stop_token m_stop;
    QMap<QString, WantedKind> m_wanted;
    Live m_live;
    qint64 m_done = 0;
};

Result<Detection> lookAround(const Look& look, const OnPhase& onPhase, std::stop_token stop)
{
    onPhase(u"Reading Git"_s, 0, 0);
    PLUMB_TRY(refs, await(look.repository->open([](const git::Progress&) {}, stop)));
    PLUMB_TRY(commit, resolveTarget(*look.repository, look.query.revision));
    PLUMB_TRY(tree, manifestsAt(*look.repository, commit, stop));
    const QString below = QDir::cleanPath(look.query.path);
    const QString folder = below == u"." ? QString() : below;
    auto found = manifest::candidatesIn(filesOf(tree, {}));
    found.candidates.removeIf([&](const auto& one) { return !liesIn(one.path, folder); });
    found.leftOut.removeIf([&](const auto& one) { return !liesIn(one.path, folder); });

    QStringList problems;
    for (const QString& problem : std::as_const(tree.problems))
        problems.append(
            problem.startsWith(u"limit of")
                ? u"Only a part of the repository was looked at: %1. Name a folder."_s.arg(problem)
                : problem);
    if (found.candidates.size() > kMostCandidates) {
        problems.append(
            u"Only the first %1 of %2 folders were looked at; name a folder to see the others."_s
                .arg(kMostCandidates)
                .arg(found.candidates.size()));
        found.candidates = found.candidates.mid(0, kMostCandidates);
    }
    PLUMB_TRY(renditions, renderAll(look, commit, found.candidates, onPhase, stop));

    DetectInput input;
    input.repository = look.entry.name;
    input.urls = {look.entry.location, look.entry.remote, refs.remoteOfClone};
    input.revision = look.query.revision;
    input.context = look.query.context;
    input.ns = look.query.ns;
    input.renditions = renditions;
    input.workspace = look.workspace;
    input.clusterError = look.connectionError;
    for (const auto& one : std::as_const(found.leftOut))
        input.leftOut.append({one.path, one.reason});
    if (look.connection) {
        const auto live = Reader(look, renditions, onPhase, stop).run();
        if (!live && live.error().kind == Error::Kind::Cancelled)
            return live.error();
        if (live)
            input.live = *live;
        else
            input.clusterError = live.error();
    }
    if (stop.stop_requested())
        return stopped();
    Detection detection = propose(input);
    detection.commit = commit.toHex();
    detection.problems = problems;
    if (look.isNew)
        detection.added = look.entry;
    return detection;
}

} // namespace

Future<Detection> Engine::detect(const DetectQuery& query, std::stop_token stop)
{
    Look look;
    look.query = query;
    look.workspace = d->workspace;
    const auto* known = d->workspace.repository(query.repository);
    look.entry = known ? *known : workspace::entryFor(d->workspace, query.repository);
    look.isNew = !d->workspace.repository(look.entry.name);
    // A URL is fetched into the mirror that it keeps when it is added.
    const bool isUrl = !look.entry.remote.isEmpty();
    if (look.isNew && !isUrl) {
        const QFileInfo folder(query.repository);
        look.entry = workspace::entryFor(d->workspace, QDir::cleanPath(folder.absoluteFilePath()));
        look.isNew = !d->workspace.repository(look.entry.name);
    }
    const auto repository =
        look.isNew && !isUrl
            ? d->repositoryNamed(query.repository)
            : Result<std::shared_ptr<git::Repository>>(d->repositoryFor(look.entry));
    if (!repository)
        return ready<Detection>(repository.error());
    look.repository = *repository;
    look.renderings = d->renderings;
    look.runner = &d->runner;
    if (!query.context.isEmpty()) {
        const auto connection = d->connectionFor(query.context);
        if (connection)
            look.connection = *connection;
        else
            look.connectionError = connection.error();
    }
    return d->job(u"Looking for applications"_s, stop,
                  [look](std::stop_token token, const OnPhase& onPhase) {
                      return lookAround(look, onPhase, token);
                  });
}

} // namespace plumb::engine
