// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/crd_p.h"

#include <QJsonArray>

namespace plumb::plan {

std::optional<kube::ApiResource> typeMadeBy(const objects::Object& definition,
                                            const objects::GroupVersionKind& gvk)
{
    const QJsonObject spec = definition.spec();
    if (definition.kind() != u"CustomResourceDefinition"
        || spec.value(u"group"_s).toString() != gvk.group
        || objects::valueAt(spec, {u"names", u"kind"}).toString() != gvk.kind)
        return std::nullopt;
    const QJsonArray versions = spec.value(u"versions"_s).toArray();
    const bool isServed =
        std::any_of(versions.begin(), versions.end(), [&](const QJsonValue& each) {
            return each.toObject().value(u"name"_s).toString() == gvk.version
                   && each.toObject().value(u"served"_s).toBool();
        });
    if (!isServed)
        return std::nullopt;
    kube::ApiResource type;
    type.gvk = gvk;
    type.plural = objects::valueAt(spec, {u"names", u"plural"}).toString();
    type.namespaced = spec.value(u"scope"_s).toString() == u"Namespaced";
    return type;
}

} // namespace plumb::plan
