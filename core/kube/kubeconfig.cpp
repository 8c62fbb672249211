// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/kubeconfig.h"

#include "base/files.h"
#include "base/text.h"
#include "kube/kubeconfigfile_p.h"
#include "kube/transporterror_p.h"

#include <QDir>

namespace plumb::kube {

namespace {

template <typename Entry>
const Entry* named(const QList<Entry>& entries, const QString& name)
{
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const Entry& entry) { return entry.name == name; });
    return found == entries.end() ? nullptr : &*found;
}

template <typename Entry>
void addNew(QList<Entry>& to, const QList<Entry>& from)
{
    for (const Entry& entry : from)
        if (!named(to, entry.name))
            to += entry;
}

QString quoted(const QString& name)
{
    return u'"' + printable(name, 200) + u'"';
}

//! What keeps a context from being used; it may be its cluster's or its user's.
QString problemOf(const Kubeconfig& config, const ContextEntry& context)
{
    const ClusterEntry* cluster = config.cluster(context.cluster);
    const UserEntry* user = config.user(context.user);
    if (!cluster)
        return u"names the cluster %1, which no kubeconfig defines"_s.arg(quoted(context.cluster));
    if (!cluster->problem.isEmpty())
        return cluster->problem;
    if (!user && !context.user.isEmpty())
        return u"names the user %1, whom no kubeconfig defines"_s.arg(quoted(context.user));
    return user ? user->problem : QString();
}

} // namespace

const ContextEntry* Kubeconfig::context(const QString& name) const
{
    return named(contexts, name);
}

const ClusterEntry* Kubeconfig::cluster(const QString& name) const
{
    return named(clusters, name);
}

const UserEntry* Kubeconfig::user(const QString& name) const
{
    return named(users, name);
}

QStringList kubeconfigFiles(const QString& explicitFile)
{
    if (!explicitFile.isEmpty())
        return {explicitFile};
    const QString listed = qEnvironmentVariable("KUBECONFIG");
    if (listed.isEmpty())
        return {QDir::home().filePath(u".kube/config"_s)};
    QStringList files = listed.split(QDir::listSeparator(), Qt::SkipEmptyParts);
    files.removeDuplicates();
    return files;
}

Kubeconfig readKubeconfig(const QStringList& files)
{
    Kubeconfig merged;
    for (const QString& file : files) {
        const auto bytes = readFile(file, 4LL << 20);
        if (!bytes) {
            if (bytes.error().kind != Error::Kind::NotFound)
                merged.problems += bytes.error().summary;
            continue;
        }
        const Kubeconfig one = parseKubeconfig(file, *bytes);
        merged.files += file;
        addNew(merged.clusters, one.clusters);
        addNew(merged.users, one.users);
        addNew(merged.contexts, one.contexts);
        merged.sources += one.sources;
        merged.problems += one.problems;
        if (merged.currentContext.isEmpty())
            merged.currentContext = one.currentContext;
    }
    if (files.isEmpty())
        merged.problems += u"There is no kubeconfig: KUBECONFIG is set and names no file."_s;
    else if (merged.files.isEmpty() && merged.problems.isEmpty())
        merged.problems +=
            u"There is no kubeconfig. Looked for: %1."_s.arg(printable(files.join(u", "_s), 1000));
    for (ContextEntry& context : merged.contexts)
        if (context.problem.isEmpty())
            context.problem = problemOf(merged, context);
    if (!merged.currentContext.isEmpty() && !merged.context(merged.currentContext))
        merged.problems +=
            u"The current context %1 is not defined."_s.arg(quoted(merged.currentContext));
    return merged;
}

QList<NamedFile> namedFiles(const Kubeconfig& kubeconfig, const QString& name)
{
    QList<NamedFile> files;
    const ContextEntry* context = kubeconfig.context(name);
    if (const auto* cluster = context ? kubeconfig.cluster(context->cluster) : nullptr)
        files += cluster->files;
    if (const auto* user = context ? kubeconfig.user(context->user) : nullptr)
        files += user->files;
    return files;
}

Result<Endpoint> endpoint(const Kubeconfig& kubeconfig, const QString& name, const Consent& consent)
{
    const QString wanted = name.isEmpty() ? kubeconfig.currentContext : name;
    const ContextEntry* context = kubeconfig.context(wanted);
    if (!context) {
        QStringList known;
        for (const ContextEntry& entry : kubeconfig.contexts.mid(0, 10))
            known += printable(entry.name, 100);
        const QString choice = !known.isEmpty() ? u"There are: %1."_s.arg(known.join(u", "_s))
                               : kubeconfig.problems.isEmpty() ? u"The kubeconfig defines none."_s
                                                               : kubeconfig.problems.join(u' ');
        return failure(Error::Kind::NotFound,
                       (wanted.isEmpty() ? u"No context is chosen. "_s
                                         : u"There is no context %1. "_s.arg(quoted(wanted)))
                           + choice,
                       kubeconfig.problems.join(u'\n'));
    }
    if (!context->problem.isEmpty())
        return failure(Error::Kind::Unsupported,
                       u"The context %1 cannot be used: %2."_s.arg(quoted(wanted),
                                                                   context->problem.endsWith(u'.')
                                                                       ? context->problem.chopped(1)
                                                                       : context->problem));
    const ClusterEntry* cluster = kubeconfig.cluster(context->cluster);
    if (cluster->insecure && !consent.insecure)
        return failure(
            Error::Kind::Forbidden,
            u"The context %1 sets insecure-skip-tls-verify: anyone on the way to %2 could read the "
            u"credentials and "
            "answer in its place. It is refused until you allow it for this context. Nothing was sent."_s
                .arg(quoted(wanted), printable(cluster->server, 200)));
    const UserEntry nobody;
    const UserEntry* user =
        kubeconfig.user(context->user) ? kubeconfig.user(context->user) : &nobody;
    if (!user->tokenFile.isEmpty() && user->tokenFile != consent.tokenFile
        && !isBeside(user->tokenFile, user->file))
        return failure(
            Error::Kind::Forbidden,
            u"The context %1 would send what is in the file %2 to %3 as a token, and that file "
            u"lies outside of the folder of %4, which names it. "
            "It is refused until you allow it for this context: tokenFile: \"%2\" in workspace.yaml. Nothing was sent."_s
                .arg(quoted(wanted), printable(user->tokenFile, 300),
                     printable(cluster->server, 200), printable(user->file, 300)));
    Endpoint made;
    made.server = cluster->server;
    made.tlsServerName = cluster->tlsServerName;
    made.proxyUrl = cluster->proxyUrl;
    made.context = wanted;
    made.ns = context->ns.isEmpty() ? u"default"_s : context->ns;
    made.caPem = cluster->caPem;
    made.certificatePem = user->certificatePem;
    made.keyPem = user->keyPem;
    made.token = user->token;
    made.password = user->password;
    made.tokenFile = user->tokenFile;
    made.certificateFile = user->certificateFile;
    made.keyFile = user->keyFile;
    made.username = user->username;
    made.impersonation = user->impersonation;
    made.insecure = cluster->insecure;
    return made;
}

QStringList wayOf(const Endpoint& endpoint)
{
    QStringList way;
    if (endpoint.insecure)
        way += u"certificate not checked"_s;
    if (!endpoint.tlsServerName.isEmpty())
        way += u"certificate of %1"_s.arg(printable(endpoint.tlsServerName, 200));
    if (!endpoint.proxyUrl.isEmpty())
        way += u"through the proxy %1"_s.arg(shownServer(endpoint.proxyUrl));
    if (endpoint.impersonation.user.isEmpty())
        return way;
    const Impersonation& whom = endpoint.impersonation;
    QStringList more = whom.groups;
    if (!whom.uid.isEmpty())
        more += u"uid "_s + whom.uid;
    for (auto it = whom.extra.begin(); it != whom.extra.end(); ++it)
        more += it.key() + u'=' + it.value().join(u'+');
    way += u"as "_s + printable(whom.user, 200)
           + (more.isEmpty() ? QString() : u" (%1)"_s.arg(printable(more.join(u", "_s), 200)));
    return way;
}

} // namespace plumb::kube
