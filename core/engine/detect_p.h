// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/detect.h"
#include "manifest/candidates.h"
#include "objects/object.h"

#include <QHash>
#include <QSet>

namespace plumb::engine {

//! A candidate and what it renders to.
struct Rendition
{
    manifest::Candidate candidate;
    Result<manifest::Desired> desired;
};

//! What was read of a cluster for one look: lists of some kinds, of which the wanted names are
//! kept.
struct Live
{
    struct Kind
    {
        bool isServed = true;
        bool isNamespaced = true;
        bool isReadEverywhere = false;
        QSet<QString> namespaces; //!< read there
        QString trouble; //!< why it was not read everywhere
        QHash<QString, QString> troubles; //!< by namespace
    };
    QString context;
    QHash<QString, Kind> kinds; //!< by kindKey()
    QHash<objects::ResourceKey, objects::Object> objects;
    QHash<QString, QStringList> namespaces; //!< of objects, by kind and name

    void keep(const objects::Object& object);
    static QString kindKey(const objects::GroupVersionKind& gvk)
    {
        return gvk.group + u'/' + gvk.kind;
    }
    bool isNamespaced(const objects::GroupVersionKind& gvk) const;
    //! Why nobody knows whether it is there; empty: it was looked for.
    QString whyUnread(const objects::GroupVersionKind& gvk, const QString& ns) const;
};

//! Where to list one kind.
struct WantedKind
{
    objects::GroupVersionKind gvk;
    QSet<QString> names;
    QSet<QString> namespaces; //!< that its objects name
    bool isAnywhere = false; //!< some of its objects name no namespace
};
//! By kindKey().
QMap<QString, WantedKind> wantedKinds(const QList<Rendition>& renditions);

//! An operator's own object in Git that says it delivers a folder of the repository.
struct Declared
{
    QString path; //!< the folder; "" is the root
    QString ns; //!< where its objects go that name no namespace; empty: it does not say
    workspace::Delivery delivery = workspace::Delivery::Push;
    QString name; //!< of that object
    QString by; //!< "Argo CD application shop"
    manifest::Place place;
};
//! Argo CD's Applications and Flux's Kustomizations among the rendered objects. Those that name a
//! repository at none of `urls` are about another one. Pure.
QList<Declared> declaredIn(const QList<Rendition>& renditions, const QStringList& urls);

struct DetectInput
{
    QString repository; //!< its name in the workspace
    QStringList urls; //!< where others find it
    QString revision, context, ns;
    QList<Rendition> renditions;
    QList<LeftOut> leftOut; //!< what the tree alone says
    workspace::Workspace workspace;
    std::optional<Live> live; //!< none: no cluster was asked, or it did not answer
    std::optional<Error> clusterError;
};
//! Fills proposals and leftOut. Pure.
Detection propose(const DetectInput& input);

//! The namespaces where objects that name none are found, with how many of them: the most first.
QList<std::pair<QString, int>> namespacesOf(const QList<manifest::DesiredObject>& objects,
                                            const Live& live, const QString& only);

//! What the cluster says of one rendition, its unnamed objects taken to be in `ns`.
struct LiveMatch
{
    int found = 0, differing = 0;
    QSet<objects::ResourceKey> keys; //!< found ones, but for Namespaces
    QStringList unread; //!< missing rules, each once
    QList<Claim> claims;
    workspace::Delivery delivery = workspace::Delivery::Push;
    QString deliveredBy;
};
LiveMatch matchLive(const QList<manifest::DesiredObject>& objects, const Live& live,
                    const QString& ns);

//! A proposal beside what it was made from.
struct Draft
{
    Proposal proposal;
    QSet<objects::ResourceKey> keys;
};
//! Two folders cannot both be what runs: overlays of one base that name no namespace.
void tellRivals(QList<Draft>& drafts, const QString& cluster);

//! What the operators' objects say of a proposal's folder, as evidence.
void tellDeclared(const QList<Declared>& declared, Proposal& proposal);
//! Where no cluster is asked they are believed, unless several differ.
void followDeclared(const QList<Declared>& declared, bool isNamespaceOpen, Proposal& proposal);
//! Where nothing in the cluster is marked as an operator's, and Git names one.
void settleDelivery(const QList<Declared>& declared, const LiveMatch& match, const Live& live,
                    Proposal& proposal);

//! "apps/web/all.yaml:7"; without a line the file alone.
QString placeText(const QString& file, int line);
//! As a person would name it; the root has no name.
QString shownPath(const QString& path);

//! Gives each proposal the shortest name that tells it from the others and from the workspace's.
void giveNames(QList<Proposal>& proposals, const workspace::Workspace& workspace);

} // namespace plumb::engine
