// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/openapi.h"

#include "sandbox/resources.h"

#include <QJsonArray>

namespace plumb::sandbox {

namespace {

QString rootOf(const Resource& resource)
{
    return (resource.group.isEmpty() ? u"api/"_s : u"apis/"_s + resource.group + u'/')
           + resource.version;
}

QJsonObject operation(const Resource& resource)
{
    return {{u"parameters"_s,
             QJsonArray{QJsonObject{{u"name"_s, u"fieldValidation"_s}, {u"in"_s, u"query"_s}},
                        QJsonObject{{u"name"_s, u"fieldManager"_s}, {u"in"_s, u"query"_s}},
                        QJsonObject{{u"name"_s, u"dryRun"_s}, {u"in"_s, u"query"_s}}}},
            {u"x-kubernetes-group-version-kind"_s, QJsonObject{{u"group"_s, resource.group},
                                                               {u"version"_s, resource.version},
                                                               {u"kind"_s, resource.kind}}}};
}

} // namespace

Result<QJsonObject> openApi(const QStringList& path)
{
    if (path.value(0) != u"v3")
        return failure(Error::Kind::NotFound, u"404 page not found"_s);
    QJsonObject roots, paths;
    const QString wanted = path.mid(1).join(u'/');
    for (const Resource& resource : resources()) {
        const QString root = rootOf(resource);
        roots.insert(root,
                     QJsonObject{{u"serverRelativeURL"_s, QString(u"/openapi/v3/"_s + root)}});
        if (root != wanted)
            continue;
        const QString base = u'/' + root
                             + (resource.namespaced ? u"/namespaces/{namespace}/"_s : u"/"_s)
                             + resource.plural;
        paths.insert(base, QJsonObject{{u"post"_s, operation(resource)}});
        paths.insert(base + u"/{name}"_s, QJsonObject{{u"patch"_s, operation(resource)},
                                                      {u"put"_s, operation(resource)}});
    }
    if (wanted.isEmpty())
        return QJsonObject{{u"paths"_s, roots}};
    if (paths.isEmpty())
        return failure(Error::Kind::NotFound, u"404 page not found"_s);
    return QJsonObject{
        {u"openapi"_s, u"3.0.0"_s},
        {u"info"_s, QJsonObject{{u"title"_s, u"Kubernetes"_s}, {u"version"_s, u"v1.37.2"_s}}},
        {u"paths"_s, paths},
        {u"components"_s, QJsonObject{{u"schemas"_s, QJsonObject()}}}};
}

} // namespace plumb::sandbox
