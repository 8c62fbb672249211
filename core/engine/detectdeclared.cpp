// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/detect_p.h"

#include "base/text.h"

#include <QDir>
#include <QJsonArray>
#include <QRegularExpression>
#include <QUrl>

namespace plumb::engine {

namespace {

using objects::Object;
using workspace::Delivery;

//! "host/path" of every form in which Git writes one URL; empty: it is none.
QString repositoryName(const QString& url)
{
    static const QRegularExpression kShort(u"^(?:[^@/:]+@)?([^/:]+):(?!//)(.+)$"_s);
    QString host, path;
    if (const auto match = kShort.match(url); match.hasMatch()) { // git@host:group/name.git
        host = match.captured(1);
        path = match.captured(2);
    } else {
        const QUrl parsed(url);
        host = parsed.host();
        path = parsed.path();
    }
    path = QDir::cleanPath(path);
    while (path.startsWith(u'/'))
        path.remove(0, 1);
    if (path.endsWith(u".git"_s))
        path.chop(4);
    return host.isEmpty() || path.isEmpty() ? QString() : host.toLower() + u'/' + path;
}

//! "./apps/web/" as folders are called here; nullopt: it leads out of the repository.
std::optional<QString> folderOf(const QString& path)
{
    QString clean = QDir::cleanPath(path);
    while (clean.startsWith(u'/')) // Flux takes it for the root of the repository
        clean.remove(0, 1);
    if (clean == u".." || clean.startsWith(u"../"_s))
        return {};
    return clean == u"." ? QString() : clean;
}

class Reading
{
public:
    Reading(const QList<Rendition>& renditions, const QStringList& urls)
        : m_renditions(renditions)
    {
        for (const QString& url : urls)
            if (const QString name = repositoryName(url); !name.isEmpty())
                m_names.insert(name);
    }

    QList<Declared> run()
    {
        each(u"source.toolkit.fluxcd.io", u"GitRepository", [this](const auto& one) {
            const QJsonObject spec = one.object.spec();
            m_sources.insert(one.object.ns() + u'/' + one.object.name(),
                             spec.value(u"url"_s).toString());
        });
        each(u"argoproj.io", u"Application", [this](const auto& one) { readArgo(one); });
        each(u"kustomize.toolkit.fluxcd.io", u"Kustomization",
             [this](const auto& one) { readFlux(one); });
        return m_declared;
    }

private:
    template <typename Fn>
    void each(QStringView group, QStringView kind, Fn fn) const
    {
        for (const Rendition& rendition : m_renditions) {
            if (!rendition.desired)
                continue;
            for (const auto& object : rendition.desired->objects) {
                if (object.object.kind() != kind || object.object.gvk().group != group)
                    continue;
                auto one = object;
                if (one.place.file.isEmpty())
                    one.place = {rendition.candidate.file, 0};
                fn(one);
            }
        }
    }

    bool isHere(const QString& url) const { return m_names.contains(repositoryName(url)); }

    void add(const manifest::DesiredObject& one, Declared declared, const QString& path)
    {
        const auto folder = folderOf(path);
        if (!folder)
            return;
        declared.path = *folder;
        declared.place = one.place;
        // An overlay that another one builds on is rendered twice.
        const auto isSame = [&](const Declared& other) {
            return other.by == declared.by && other.path == declared.path
                   && other.ns == declared.ns;
        };
        if (std::none_of(m_declared.begin(), m_declared.end(), isSame))
            m_declared.append(declared);
    }

    // argo-cd pkg/apis/application/v1alpha1: source, or sources, in which a chart has no path
    void readArgo(const manifest::DesiredObject& one)
    {
        const QJsonObject spec = one.object.spec();
        QJsonArray sources = spec.value(u"sources"_s).toArray();
        if (spec.contains(u"source"_s))
            sources.append(spec.value(u"source"_s));
        for (const QJsonValue& value : std::as_const(sources)) {
            const QJsonObject source = value.toObject();
            if (source.contains(u"chart"_s) || !source.contains(u"path"_s)
                || !isHere(source.value(u"repoURL"_s).toString()))
                continue;
            Declared declared;
            declared.delivery = Delivery::ArgoCd;
            declared.name = one.object.name();
            declared.by = u"Argo CD application "_s + declared.name;
            declared.ns = objects::valueAt(spec, {u"destination", u"namespace"}).toString();
            add(one, declared, source.value(u"path"_s).toString());
        }
    }

    // kustomize-controller api/v1: the source is in the same namespace unless it says another
    void readFlux(const manifest::DesiredObject& one)
    {
        const QJsonObject spec = one.object.spec();
        const QJsonObject from = spec.value(u"sourceRef"_s).toObject();
        const QString ns = from.value(u"namespace"_s).toString(one.object.ns());
        if (from.value(u"kind"_s).toString() != u"GitRepository"
            || !isHere(m_sources.value(ns + u'/' + from.value(u"name"_s).toString())))
            return;
        Declared declared;
        declared.delivery = Delivery::Flux;
        declared.name = one.object.name();
        declared.by = u"Flux Kustomization "_s
                      + (one.object.ns().isEmpty() ? QString() : one.object.ns() + u'/')
                      + declared.name;
        declared.ns = spec.value(u"targetNamespace"_s).toString();
        add(one, declared, spec.value(u"path"_s).toString(u"."_s));
    }

    const QList<Rendition>& m_renditions;
    QSet<QString> m_names;
    QHash<QString, QString> m_sources; //!< URL by namespace and name
    QList<Declared> m_declared;
};

} // namespace

void tellDeclared(const QList<Declared>& declared, Proposal& proposal)
{
    for (const Declared& one : declared)
        proposal.evidence.append(
            {printable(one.by, 200) + u" delivers this folder"_s
                 + (one.ns.isEmpty() ? QString() : u" to namespace "_s + printable(one.ns, 200)),
             placeText(one.place.file, one.place.line)});
}

void followDeclared(const QList<Declared>& declared, bool isNamespaceOpen, Proposal& proposal)
{
    // Several may be one for each cluster, and none is asked.
    if (declared.size() != 1 || proposal.state == Proposal::State::Known)
        return;
    proposal.application.delivery = declared.first().delivery;
    proposal.deliveredBy = printable(declared.first().by, 200);
    if (isNamespaceOpen)
        proposal.application.ns = declared.first().ns;
}

void settleDelivery(const QList<Declared>& declared, const LiveMatch& match, const Live& live,
                    Proposal& proposal)
{
    if (match.delivery != Delivery::Push || declared.isEmpty()
        || proposal.state == Proposal::State::Known)
        return;
    // Argo CD marks with this label where it is told to. Charts and people write it too, but hardly
    // this name on everything. // argo-cd util/argo/resource_tracking.go: TrackingMethodLabel
    const auto isLabelled = [&](const Declared& one) {
        return one.delivery == Delivery::ArgoCd && !match.keys.isEmpty()
               && std::all_of(match.keys.begin(), match.keys.end(), [&](const auto& key) {
                      return live.objects.value(key).label(u"app.kubernetes.io/instance"_s)
                             == one.name;
                  });
    };
    const auto proven = std::find_if(declared.begin(), declared.end(), isLabelled);
    const Declared& one = proven != declared.end() ? *proven : declared.first();
    proposal.application.delivery = one.delivery;
    proposal.deliveredBy = printable(one.by, 200);
    if (proven != declared.end()) {
        proposal.evidence.append(
            {u"all that was found carries the label app.kubernetes.io/instance: "_s
                 + printable(one.name, 200),
             u"cluster "_s + live.context});
    } else if (proposal.state == Proposal::State::Proposed) {
        proposal.state = Proposal::State::Ambiguous;
        proposal.reason =
            u"in Git %1 delivers it, and nothing in the cluster is marked as its own"_s.arg(
                proposal.deliveredBy);
    }
}

QList<Declared> declaredIn(const QList<Rendition>& renditions, const QStringList& urls)
{
    return Reading(renditions, urls).run();
}

} // namespace plumb::engine
