// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/listpage_p.h"

#include "base/text.h"

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

namespace {

//! Reads the head and gives each item, checked, to `onItem`.
template <typename Fn>
Result<ScannedList> readPage(const ApiResource& type, const QByteArray& body, const QString& doing,
                             Fn onItem)
{
    const auto refused = [&](const QString& why) {
        return failure(Error::Kind::Invalid,
                       u"%1 failed: the answer is not a list of objects (%2)."_s.arg(doing, why),
                       type.gvk.kind == u"Secret"
                           ? QString()
                           : printable(redacted(QString::fromUtf8(body.left(200)))));
    };
    ScannedList list;
    int items = 0, nameless = 0;
    const auto problem = scanList(body, list, [&](const ScannedObject& item) {
        ++items;
        if (!item.name.empty())
            onItem(item);
        else if (nameless == 0)
            nameless = items;
    });
    if (problem) {
        // Qt's reader says where; what it lets pass says why itself.
        QJsonParseError where;
        QJsonDocument::fromJson(body, &where);
        return refused(where.error == QJsonParseError::NoError
                           ? *problem
                           : u"%1 at byte %2"_s.arg(where.errorString()).arg(where.offset));
    }
    if (!list.kind.endsWith(u"List"))
        return refused(u"its kind is \"%1\""_s.arg(printable(list.kind, 80)));
    if (list.resourceVersion.isEmpty())
        return refused(u"it has no resourceVersion"_s);
    if (nameless > 0)
        return refused(u"item %1 has no name"_s.arg(nameless));
    return list;
}

} // namespace

Result<ListPage> parseListPage(const ApiResource& type, const QByteArray& body,
                               const QString& doing)
{
    ListPage page;
    const QByteArray kind = type.gvk.kind.toUtf8(), version = type.gvk.apiVersion().toUtf8();
    PLUMB_TRY(list, readPage(type, body, doing, [&](const ScannedObject& item) {
                  page.items += objects::Object::fromJson(
                      QJsonDocument::fromJson(item.json(true, kind, version)).object());
              }));
    page.resourceVersion = list.resourceVersion;
    page.next = list.next;
    return page;
}

Result<PackedPage> packListPage(const ApiResource& type, const QByteArray& body,
                                const QString& doing, const Packing& how)
{
    PackedPage page;
    PLUMB_TRY(list, readPage(type, body, doing, [&](const ScannedObject& item) {
                  page.items += packed(item, type.gvk, how);
              }));
    page.resourceVersion = list.resourceVersion;
    page.next = list.next;
    return page;
}

} // namespace plumb::kube
