// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/text.h"
#include "kube/paths_p.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace plumb::kube {

QString describe(const ApiResource& type, const QString& ns)
{
    const QString name =
        type.gvk.group.isEmpty() ? type.plural : type.plural + u'.' + type.gvk.group;
    if (!type.namespaced)
        return name;
    return ns.isEmpty() ? name + u" in all namespaces"_s : u"%1 in namespace %2"_s.arg(name, ns);
}

Result<ListPage> parseListPage(const ApiResource& type, const QByteArray& body,
                               const QString& doing)
{
    QJsonParseError problem;
    const QJsonObject json = QJsonDocument::fromJson(body, &problem).object();
    const auto refused = [&](const QString& why) {
        return failure(Error::Kind::Invalid,
                       u"%1 failed: the answer is not a list of objects (%2)."_s.arg(doing, why),
                       type.gvk.kind == u"Secret"
                           ? QString()
                           : printable(redacted(QString::fromUtf8(body.left(200)))));
    };
    if (problem.error != QJsonParseError::NoError)
        return refused(u"%1 at byte %2"_s.arg(problem.errorString()).arg(problem.offset));
    const QString kind = json.value(u"kind"_s).toString();
    const QJsonObject metadata = json.value(u"metadata"_s).toObject();
    if (!kind.endsWith(u"List"))
        return refused(u"its kind is \"%1\""_s.arg(printable(kind, 80)));
    if (metadata.value(u"resourceVersion"_s).toString().isEmpty())
        return refused(u"it has no resourceVersion"_s);

    ListPage page;
    page.resourceVersion = metadata.value(u"resourceVersion"_s).toString();
    page.next = metadata.value(u"continue"_s).toString();
    const QJsonArray items = json.value(u"items"_s).toArray();
    page.items.reserve(items.size());
    for (const auto& value : items) {
        QJsonObject item = value.toObject();
        if (!item.contains(u"kind"_s))
            item.insert(u"kind"_s, type.gvk.kind);
        if (!item.contains(u"apiVersion"_s))
            item.insert(u"apiVersion"_s, type.gvk.apiVersion());
        auto object = objects::Object::fromJson(std::move(item));
        if (!object.isValid())
            return refused(u"item %1 has no name"_s.arg(page.items.size() + 1));
        page.items += std::move(object);
    }
    return page;
}

} // namespace plumb::kube
