// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/detect_p.h"

#include "base/text.h"
#include "drift/drift.h"
#include "objects/listkeys.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace plumb::engine {

namespace {

using objects::Object;
using objects::ResourceKey;

constexpr QStringView kLastApplied = u"kubectl.kubernetes.io/last-applied-configuration";

//! A rendered object and its live one.
struct Pair
{
    Object desired, live;
};

//! Who says that it delivers an object.
struct Controller
{
    workspace::Delivery delivery = workspace::Delivery::Push;
    QString name; //!< "Argo CD application shop"
    QString mark; //!< where it says so
};

QString placeKey(const Object& object)
{
    return Live::kindKey(object.gvk()) + u'/' + object.name();
}

QString inNamespace(const QString& ns, const QString& name)
{
    return ns.isEmpty() ? name : ns + u'/' + name;
}

// The label app.kubernetes.io/instance proves nothing: charts and people write it too.
std::optional<Controller> controllerOf(const Object& live)
{
    using workspace::Delivery;
    const QString tracking = u"argocd.argoproj.io/tracking-id"_s;
    // app:group/kind:namespace/name; an object that was copied carries the id of another one.
    if (const QString id = live.annotation(tracking); !id.isEmpty()) {
        const ResourceKey key = live.key();
        if (id.section(u':', 1) == u"%1/%2:%3/%4"_s.arg(key.group, key.kind, key.ns, key.name))
            return Controller{Delivery::ArgoCd, u"Argo CD application "_s + id.section(u':', 0, 0),
                              u"annotation "_s + tracking};
    }
    for (const auto& [group, kind] :
         {std::pair(u"kustomize.toolkit.fluxcd.io"_s, u"Kustomization"_s),
          std::pair(u"helm.toolkit.fluxcd.io"_s, u"HelmRelease"_s)})
        if (const QString name = live.label(group + u"/name"_s); !name.isEmpty())
            return Controller{
                Delivery::Flux,
                u"Flux %1 %2"_s.arg(kind, inNamespace(live.label(group + u"/namespace"_s), name)),
                u"label %1/name"_s.arg(group)};
    const QString release = u"meta.helm.sh/release-name"_s;
    if (const QString name = live.annotation(release); !name.isEmpty())
        return Controller{
            Delivery::Helm,
            u"Helm release "_s
                + inNamespace(live.annotation(u"meta.helm.sh/release-namespace"_s), name),
            u"annotation "_s + release};
    return {};
}

//! Who applied it, else who wrote it first.
QString writerOf(const Object& live)
{
    QString applier, first;
    for (const QJsonValue& each : live.metadata().value(u"managedFields"_s).toArray()) {
        const QJsonObject entry = each.toObject();
        if (!entry.value(u"subresource"_s).toString().isEmpty())
            continue;
        const QString manager = entry.value(u"manager"_s).toString();
        if (first.isEmpty())
            first = manager;
        if (applier.isEmpty()
            && (entry.value(u"operation"_s).toString() == u"Apply"
                || manager == u"kubectl-client-side-apply"))
            applier = manager;
    }
    return applier.isEmpty() ? first : applier;
}

//! Containers by name with their images, wherever the kind keeps its pods.
QMap<QString, QString> imagesOf(const Object& object)
{
    QJsonObject spec = object.spec();
    if (spec.contains(u"jobTemplate"_s))
        spec = objects::valueAt(spec, {u"jobTemplate", u"spec"}).toObject();
    if (spec.contains(u"template"_s))
        spec = objects::valueAt(spec, {u"template", u"spec"}).toObject();
    QMap<QString, QString> images;
    for (const QStringView list : {u"initContainers", u"containers"})
        for (const QJsonValue& each : spec.value(list).toArray())
            if (const QString image = each.toObject().value(u"image"_s).toString();
                !image.isEmpty())
                images.insert(each.toObject().value(u"name"_s).toString(), image);
    return images;
}

bool isAsLastApplied(const Pair& pair)
{
    const QString text = pair.live.annotation(kLastApplied.toString());
    if (text.isEmpty())
        return false;
    const auto without = [](QJsonObject json) {
        QJsonObject metadata = json.value(u"metadata"_s).toObject();
        if (metadata.value(u"annotations"_s).toObject().isEmpty())
            metadata.remove(u"annotations"_s);
        json.insert(u"metadata"_s, metadata);
        return json;
    };
    return without(QJsonDocument::fromJson(text.toUtf8()).object()) == without(pair.desired.json());
}

QString describeSome(const QList<ResourceKey>& keys, qsizetype most = 3)
{
    QStringList names;
    for (const ResourceKey& key : keys)
        names.append(printable(objects::describe(key), 200));
    return manifest::someOf(names, most);
}

QString objectsAre(qsizetype count)
{
    return count == 1 ? u"1 object is"_s : u"%1 objects are"_s.arg(count);
}

//! What one match is told from.
class Match
{
public:
    Match(const QList<manifest::DesiredObject>& objects, const Live& live, const QString& ns)
        : m_live(live)
    {
        for (const auto& one : objects)
            look(one.object, ns);
        m_match.found = int(m_pairs.size());
        m_match.unread.removeDuplicates();
    }

    LiveMatch told(qsizetype rendered, const QString& ns)
    {
        const QString cluster = u"cluster "_s + m_live.context;
        const QString place = ns.isEmpty() ? cluster : cluster + u", namespace "_s + ns;
        claim(u"%1 of %2 objects are in %3"_s.arg(m_pairs.size()).arg(rendered).arg(place),
              cluster);
        if (!m_missing.isEmpty())
            claim(u"not there: "_s + describeSome(m_missing), cluster);
        if (!m_unserved.isEmpty())
            claim(u"kinds that the cluster does not serve: "_s + manifest::someOf(m_unserved),
                  cluster);
        for (const QString& rule : std::as_const(m_match.unread))
            claim(u"could not be read: "_s + rule, cluster);
        if (!m_pairs.isEmpty()) {
            tellControllers(cluster);
            tellWriters(cluster);
            tellLastApplied(cluster);
            tellImages(cluster);
            tellDifferences(cluster);
        }
        return m_match;
    }

private:
    void claim(const QString& text, const QString& source)
    {
        m_match.claims.append({text, source});
    }

    void look(Object object, const QString& ns)
    {
        const auto gvk = object.gvk();
        const bool isNamespaced = m_live.isNamespaced(gvk);
        const bool isAnywhere = isNamespaced && object.ns().isEmpty() && ns.isEmpty();
        if (isNamespaced && object.ns().isEmpty())
            object = object.withNamespace(ns.isEmpty() ? u"default"_s : ns);
        ResourceKey key = object.key();
        if (!isNamespaced)
            key.ns.clear();
        if (const auto live = m_live.objects.constFind(key); live != m_live.objects.constEnd()) {
            m_pairs.append({object.withStringDataFolded(), *live});
            if (gvk.kind != u"Namespace")
                m_match.keys.insert(key);
            return;
        }
        if (const QString why = m_live.whyUnread(gvk, isAnywhere ? QString() : key.ns);
            !why.isEmpty())
            m_match.unread.append(why);
        else if (!m_live.kinds.value(Live::kindKey(gvk)).isServed)
            m_unserved.append(gvk.kind);
        else
            m_missing.append(key);
    }

    void tellControllers(const QString& cluster)
    {
        QMap<QString, int> counts;
        QMap<QString, std::pair<Controller, ResourceKey>> first;
        for (const Pair& pair : std::as_const(m_pairs))
            if (const auto controller = controllerOf(pair.live)) {
                ++counts[controller->name];
                if (!first.contains(controller->name))
                    first.insert(controller->name, {*controller, pair.live.key()});
            }
        int most = 0;
        for (auto it = counts.begin(); it != counts.end(); ++it) {
            const auto& [controller, key] = first[it.key()];
            const QString name = printable(controller.name, 200);
            claim(u"%1 delivered by %2"_s.arg(objectsAre(it.value()), name),
                  u"%1 of %2 in %3"_s.arg(controller.mark, objects::describe(key), cluster));
            if (it.value() <= most)
                continue;
            most = it.value();
            m_match.delivery = controller.delivery;
            m_match.deliveredBy = name;
        }
    }

    void tellWriters(const QString& cluster)
    {
        QMap<QString, QList<ResourceKey>> written;
        for (const Pair& pair : std::as_const(m_pairs))
            if (const QString writer = writerOf(pair.live); !writer.isEmpty())
                written[writer].append(pair.live.key());
        for (auto it = written.begin(); it != written.end(); ++it)
            claim(u"%1 written by %2: %3"_s.arg(objectsAre(it->size()), printable(it.key(), 100),
                                                describeSome(*it, 2)),
                  u"managedFields in "_s + cluster);
    }

    void tellLastApplied(const QString& cluster)
    {
        const auto same = std::count_if(m_pairs.begin(), m_pairs.end(), isAsLastApplied);
        if (same > 0)
            claim(u"%1 last applied by kubectl exactly as Git has it"_s.arg(objectsAre(same)),
                  u"annotation %1 in %2"_s.arg(kLastApplied, cluster));
    }

    void tellImages(const QString& cluster)
    {
        int all = 0, same = 0;
        QStringList others;
        for (const Pair& pair : std::as_const(m_pairs)) {
            const auto live = imagesOf(pair.live);
            const auto wanted = imagesOf(pair.desired);
            for (auto it = wanted.begin(); it != wanted.end(); ++it, ++all) {
                if (live.value(it.key()) == it.value())
                    ++same;
                else
                    others.append(u"%1 runs %2, Git says %3"_s.arg(
                        objects::describe(pair.live.key()),
                        printable(live.value(it.key(), u"none"_s), 200),
                        printable(it.value(), 200)));
            }
        }
        if (all == 0)
            return;
        claim(all == 1 ? same == 1 ? u"the image is the one of Git"_s
                                   : u"the image is not the one of Git"_s
                       : u"%1 of %2 images are those of Git"_s.arg(same).arg(all),
              cluster);
        for (const QString& other : others.mid(0, 3))
            claim(other, cluster);
    }

    void tellDifferences(const QString& cluster)
    {
        QStringList differing;
        QList<ResourceKey> ofOtherVersions;
        for (const Pair& pair : std::as_const(m_pairs)) {
            // Two versions of a kind may have other fields for the same thing.
            if (pair.desired.apiVersion() != pair.live.apiVersion()) {
                ofOtherVersions.append(pair.live.key());
                continue;
            }
            drift::Input input;
            input.desired = pair.desired;
            input.live = pair.live;
            const auto drift = drift::compare(input, objects::ListKeys::builtIn());
            if (!drift.isOutOfSync())
                continue;
            QStringList fields;
            for (const auto& field : drift.fields)
                if (drift::makesOutOfSync(field.what))
                    fields.append(printable(field.path.toString(), 120));
            differing.append(
                u"%1 in %2"_s.arg(objects::describe(pair.live.key()), manifest::someOf(fields, 2)));
        }
        m_match.differing = int(differing.size());
        if (!ofOtherVersions.isEmpty())
            claim(u"not compared, for the cluster listed another version of it: "_s
                      + describeSome(ofOtherVersions),
                  cluster);
        if (ofOtherVersions.size() == m_pairs.size())
            return;
        claim(differing.isEmpty()
                  ? u"none differs from Git"_s
                  : u"%1 from Git: %2"_s.arg(differing.size() == 1
                                                 ? u"1 object differs"_s
                                                 : u"%1 objects differ"_s.arg(differing.size()),
                                             manifest::someOf(differing)),
              u"the fields that Git names, compared without a dry run in "_s + cluster);
    }

    const Live& m_live;
    QList<Pair> m_pairs;
    QList<ResourceKey> m_missing;
    QStringList m_unserved;
    LiveMatch m_match;
};

} // namespace

void Live::keep(const Object& object)
{
    objects.insert(object.key(), object);
    if (!object.ns().isEmpty())
        namespaces[placeKey(object)].append(object.ns());
}

bool Live::isNamespaced(const objects::GroupVersionKind& gvk) const
{
    const auto known = kinds.constFind(kindKey(gvk));
    return known != kinds.constEnd() && known->isServed ? known->isNamespaced
                                                        : !manifest::isClusterScoped(gvk);
}

QString Live::whyUnread(const objects::GroupVersionKind& gvk, const QString& ns) const
{
    const auto known = kinds.constFind(kindKey(gvk));
    if (known == kinds.constEnd())
        return u"%1 was not looked for"_s.arg(gvk.kind);
    if (known->isReadEverywhere || known->namespaces.contains(ns))
        return {};
    return known->troubles.value(ns, known->trouble);
}

QMap<QString, WantedKind> wantedKinds(const QList<Rendition>& renditions)
{
    QMap<QString, WantedKind> wanted;
    for (const Rendition& rendition : renditions) {
        if (!rendition.desired)
            continue;
        for (const auto& one : rendition.desired->objects) {
            WantedKind& kind = wanted[Live::kindKey(one.object.gvk())];
            kind.gvk = one.object.gvk();
            kind.names.insert(one.object.name());
            if (one.object.ns().isEmpty())
                kind.isAnywhere = true;
            else
                kind.namespaces.insert(one.object.ns());
        }
    }
    return wanted;
}

QList<std::pair<QString, int>> namespacesOf(const QList<manifest::DesiredObject>& objects,
                                            const Live& live, const QString& only)
{
    QMap<QString, int> counts;
    for (const auto& one : objects)
        if (one.object.ns().isEmpty() && live.isNamespaced(one.object.gvk()))
            for (const QString& ns : live.namespaces.value(placeKey(one.object)))
                if (only.isEmpty() || ns == only)
                    ++counts[ns];
    QList<std::pair<QString, int>> sorted;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        sorted.append({it.key(), it.value()});
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return sorted;
}

LiveMatch matchLive(const QList<manifest::DesiredObject>& objects, const Live& live,
                    const QString& ns)
{
    return Match(objects, live, ns).told(objects.size(), ns);
}

} // namespace plumb::engine
