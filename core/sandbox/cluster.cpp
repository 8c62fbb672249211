// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/cluster.h"

#include "sandbox/controller.h"
#include "sandbox/status.h"

namespace plumb::sandbox {

QString clusterUid()
{
    // Approvals and journals are bound to it: it must not change when the sandbox is reset.
    return u"5a4db0c5-0000-4000-8000-706c756d6231"_s;
}

void Cluster::bootstrap()
{
    const Resource& namespaces = servedKind({}, u"Namespace"_s);
    for (const QString& name : {u"kube-system"_s, u"default"_s}) {
        if (!m_store.find(namespaces, {}, name).isEmpty())
            continue;
        QJsonObject metadata{{u"name"_s, name}};
        if (name == u"kube-system")
            metadata.insert(u"uid"_s, clusterUid());
        WriteOptions options;
        options.manager = u"kube-apiserver"_s;
        (void)m_api.create(namespaces, {}, {{u"metadata"_s, metadata}}, options);
    }
}

Result<Unit> Cluster::load(const QByteArray& bytes)
{
    PLUMB_TRY(store, Store::load(bytes));
    m_store = store;
    return Unit{};
}

Result<QJsonObject> Cluster::put(const QJsonObject& object, const QString& manager,
                                 const QString& operation)
{
    const auto gvk = objects::GroupVersionKind::from(object.value(u"apiVersion"_s).toString(),
                                                     object.value(u"kind"_s).toString());
    const Resource* resource = findKind(gvk.group, gvk.kind);
    if (!resource)
        return failure(Error::Kind::Unsupported,
                       u"The sandbox does not serve %1 of %2."_s.arg(gvk.kind, gvk.apiVersion()));
    const QString ns = metadataText(object, u"namespace"_s), name = metadataText(object, u"name"_s);
    WriteOptions options;
    options.manager = manager;
    options.force = true;
    const bool exists = !m_store.find(*resource, ns, name).isEmpty();
    const auto written = operation == u"Apply"
                             ? m_api.patch(*resource, ns, name, PatchType::Apply, object, options)
                         : exists ? m_api.update(*resource, ns, name, object, options)
                                  : m_api.create(*resource, ns, object, options);
    if (!written)
        return written.error();
    return written->object;
}

} // namespace plumb::sandbox
