// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "base/secretvalue.h"
#include "kube/namedfile.h"

#include <QMap>
#include <QStringList>

namespace plumb::kube {

//! How to reach and trust one server.
struct ClusterEntry
{
    QString name, server, tlsServerName, proxyUrl, file;
    QByteArray caPem;
    bool insecure = false;
    QList<NamedFile> files;
    QString problem; //!< why it cannot be used; empty: it can
    friend bool operator==(const ClusterEntry&, const ClusterEntry&) = default;
};

//! Whom the server shall take us for: `as`, `as-uid`, `as-groups`, `as-user-extra`.
struct Impersonation
{
    QString user, uid;
    QStringList groups;
    QMap<QString, QStringList> extra;
    friend bool operator==(const Impersonation&, const Impersonation&) = default;
};

//! Who we are there.
struct UserEntry
{
    QString name, file;
    QByteArray certificatePem;
    SecretValue keyPem, token, password;
    QString tokenFile, username;
    QString certificateFile, keyFile; //!< where the pair comes from; empty: it stands in the file
    Impersonation impersonation;
    QList<NamedFile> files;
    QString problem; //!< "uses the exec plugin aws, which this version cannot run"
    friend bool operator==(const UserEntry&, const UserEntry&) = default;
};

struct ContextEntry
{
    QString name, cluster, user, ns, file;
    QString problem; //!< own, or that of its cluster or user
    friend bool operator==(const ContextEntry&, const ContextEntry&) = default;
};

struct Kubeconfig
{
    QList<ClusterEntry> clusters;
    QList<UserEntry> users;
    QList<ContextEntry> contexts;
    QString currentContext;
    QStringList files;
    QStringList sources; //!< every file that was read: the kubeconfigs, certificates, keys
    QStringList problems; //!< one sentence each with file, line and column
    const ContextEntry* context(const QString& name) const;
    const ClusterEntry* cluster(const QString& name) const;
    const UserEntry* user(const QString& name) const;
    friend bool operator==(const Kubeconfig&, const Kubeconfig&) = default;
};

//! The files to read: an explicit one alone, else KUBECONFIG's list, else ~/.kube/config. What is
//! relative in that list is so to the working folder.
QStringList kubeconfigFiles(const QString& explicitFile);

//! Merges: the first definition of a name wins, current-context is the first that is set. A missing
//! file of a list is skipped. Never fails; reads files, so worker threads only.
Kubeconfig readKubeconfig(const QStringList& files);

//! What a transport needs of a context.
struct Endpoint
{
    QString server; //!< https://host:port[/prefix]
    QString tlsServerName, proxyUrl, context, ns;
    QByteArray caPem;
    QByteArray certificatePem;
    SecretValue keyPem, token, password;
    QString tokenFile, username;
    QString certificateFile, keyFile;
    Impersonation impersonation;
    bool insecure = false;
};
//! What a user has accepted of one context, knowingly.
struct Consent
{
    bool insecure = false; //!< insecure-skip-tls-verify // reliability K4
    QString tokenFile = {}; //!< may be read though it lies elsewhere than its kubeconfig // K3
};
//! Every file that a context names through its cluster and its user.
QList<NamedFile> namedFiles(const Kubeconfig& kubeconfig, const QString& context);

//! An empty name is the current context.
Result<Endpoint> endpoint(const Kubeconfig& kubeconfig, const QString& context,
                          const Consent& consent);

//! What of the way to a server is not as usual, in short words for beside its name: a proxy,
//! another name in its certificate, somebody else who is acted as, a certificate that is not
//! checked.
QStringList wayOf(const Endpoint& endpoint); // reliability K4, K5

} // namespace plumb::kube
