// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/cluster.h"

#include <QJsonObject>
#include <QUrl>

namespace plumb::kube {

inline QByteArray encoded(const QString& text)
{
    return QUrl::toPercentEncoding(text);
}

//! "/apis/apps/v1/namespaces/shop/deployments"; without a namespace all of them.
inline QByteArray collectionPath(const ApiResource& type, const QString& ns)
{
    const QByteArray group =
        type.gvk.group.isEmpty() ? "/api/" : "/apis/" + encoded(type.gvk.group) + '/';
    return group + encoded(type.gvk.version)
           + (type.namespaced && !ns.isEmpty() ? "/namespaces/" + encoded(ns) : QByteArray()) + '/'
           + encoded(type.plural);
}

inline QByteArray objectPath(const ApiResource& type, const QString& ns, const QString& name)
{
    return collectionPath(type, ns) + '/' + encoded(name);
}

//! "deployments.apps in namespace shop", for sentences.
QString describe(const ApiResource& type, const QString& ns);

//! One page of a list.
struct ListPage
{
    QList<objects::Object> items;
    QString resourceVersion, next;
};
//! Reads a page; items get the apiVersion and kind that the server leaves out. Worker threads.
Result<ListPage> parseListPage(const ApiResource& type, const QByteArray& body,
                               const QString& doing);

} // namespace plumb::kube
