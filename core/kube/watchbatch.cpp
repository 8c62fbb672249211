// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/watchbatch_p.h"

#include "base/text.h"
#include "kube/paths_p.h"
#include "kube/resourceversion_p.h"

#include <QJsonDocument>

namespace plumb::kube {

using objects::Object;

namespace {

//! The ERROR event's Status, as the same answer to a request would be.
Error serverError(const QJsonObject& status, const QString& doing)
{
    Response response;
    response.status = status.value(u"code"_s).toInt(500);
    response.body = QJsonDocument(status).toJson(QJsonDocument::Compact);
    return errorOf(response, doing);
}

} // namespace

WatchBatch readWatch(const ApiResource& type, const QByteArrayList& lines)
{
    using Change = ObjectStore::Change;
    const QString doing = u"Watching %1"_s.arg(type.plural);
    WatchBatch batch;
    for (const QByteArray& line : lines) {
        const auto refuse = [&](const QString& why) {
            const bool mayShow = type.gvk.kind != u"Secret";
            batch.error = failure(
                Error::Kind::Invalid, u"%1 failed: the server sent %2."_s.arg(doing, why),
                mayShow ? printable(redacted(QString::fromUtf8(line.left(200)))) : QString());
            return batch;
        };
        const QJsonDocument document = QJsonDocument::fromJson(line);
        if (!document.isObject())
            return refuse(u"a line that is not a JSON object"_s);
        const QString word = document[u"type"_s].toString();
        const QJsonObject json = document[u"object"_s].toObject();
        if (word == u"ERROR") {
            batch.error = serverError(json, doing);
            return batch;
        }
        const bool isBookmark = word == u"BOOKMARK";
        if (!isBookmark && word != u"ADDED" && word != u"MODIFIED" && word != u"DELETED")
            return refuse(u"an event of the unknown type \"%1\""_s.arg(printable(word, 40)));
        Object object = Object::fromJson(json);
        if (object.kind() != type.gvk.kind || object.gvk().group != type.gvk.group)
            return refuse(
                u"an object of another kind (\"%1\")"_s.arg(printable(object.kind(), 80)));
        if (object.resourceVersion().isEmpty() || (!isBookmark && object.name().isEmpty()))
            return refuse(u"an object without name or resourceVersion"_s);
        if (batch.resourceVersion.isEmpty()
            || isNewer(object.resourceVersion(), batch.resourceVersion))
            batch.resourceVersion = object.resourceVersion();
        if (isBookmark)
            continue;
        const Change change = word == u"ADDED"     ? Change::Added
                              : word == u"DELETED" ? Change::Deleted
                                                   : Change::Modified;
        batch.events += {change, std::move(object)};
    }
    return batch;
}

} // namespace plumb::kube
