// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/discovery_p.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace plumb::kube {

namespace {

QStringList strings(const QJsonValue& value)
{
    QStringList texts;
    for (const auto& text : value.toArray())
        texts += text.toString();
    return texts;
}

QString groupVersion(const QString& group, const QString& version)
{
    return group.isEmpty() ? version : group + u'/' + version;
}

} // namespace

const ApiResource* Discovery::find(const objects::GroupVersionKind& gvk) const
{
    const auto found = std::find_if(resources.begin(), resources.end(),
                                    [&](const ApiResource& type) { return type.gvk == gvk; });
    return found == resources.end() ? nullptr : &*found;
}

const ApiResource* Discovery::find(const QString& group, const QString& kind) const
{
    const auto found =
        std::find_if(resources.begin(), resources.end(), [&](const ApiResource& type) {
            return type.gvk.group == group && type.gvk.kind == kind;
        });
    return found == resources.end() ? nullptr : &*found;
}

bool Discovery::isUnread(const objects::GroupVersionKind& gvk) const
{
    return (namedGroupsUnread && !gvk.group.isEmpty())
           || unavailableGroups.contains(gvk.apiVersion());
}

bool Discovery::isUnread(const QString& group) const
{
    return (namedGroupsUnread && !group.isEmpty())
           || std::any_of(
               unavailableGroups.begin(), unavailableGroups.end(), [&](const QString& each) {
                   return (each.contains(u'/') ? each.section(u'/', 0, 0) : QString()) == group;
               });
}

bool isAggregated(const QByteArray& contentType)
{
    return contentType.contains("as=APIGroupDiscoveryList");
}

void readAggregated(const QJsonObject& json, Discovery& discovery)
{
    for (const auto& item : json.value(u"items"_s).toArray()) {
        const QString group = item[u"metadata"].toObject().value(u"name"_s).toString();
        for (const auto& version : item[u"versions"].toArray()) {
            const QString name = version[u"version"].toString();
            if (version[u"freshness"].toString() == u"Stale") {
                discovery.unavailableGroups += groupVersion(group, name);
                continue;
            }
            for (const auto& resource : version[u"resources"].toArray()) {
                const QJsonObject kind = resource[u"responseKind"].toObject();
                discovery.resources += ApiResource{{group, name, kind.value(u"kind"_s).toString()},
                                                   resource[u"resource"].toString(),
                                                   resource[u"scope"].toString() != u"Cluster",
                                                   strings(resource[u"verbs"]),
                                                   strings(resource[u"shortNames"])};
            }
        }
    }
}

QList<GroupVersion> readGroups(const QJsonObject& json)
{
    QList<GroupVersion> versions;
    for (const auto& group : json.value(u"groups"_s).toArray()) {
        const QString name = group[u"name"].toString();
        const QString preferred =
            group[u"preferredVersion"].toObject().value(u"version"_s).toString();
        if (!preferred.isEmpty())
            versions += {name, preferred};
        for (const auto& version : group[u"versions"].toArray())
            if (const QString text = version[u"version"].toString(); text != preferred)
                versions += {name, text};
    }
    for (const QString& version : strings(json.value(u"versions"_s))) // of /api
        versions += {QString(), version};
    return versions;
}

void readResources(const GroupVersion& version, const QJsonObject& json, Discovery& discovery)
{
    for (const auto& resource : json.value(u"resources"_s).toArray()) {
        const QString plural = resource[u"name"].toString();
        if (plural.contains(u'/'))
            continue; // a subresource
        discovery.resources +=
            ApiResource{{version.group, version.version, resource[u"kind"].toString()},
                        plural,
                        resource[u"namespaced"].toBool(),
                        strings(resource[u"verbs"]),
                        strings(resource[u"shortNames"])};
    }
}

} // namespace plumb::kube
