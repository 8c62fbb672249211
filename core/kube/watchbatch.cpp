// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/watchbatch_p.h"

#include "base/text.h"
#include "kube/paths_p.h"
#include "kube/resourceversion_p.h"

namespace plumb::kube {

namespace {

//! The ERROR event's Status, as the same answer to a request would be.
Error serverError(const QByteArray& status, const QString& doing)
{
    const QJsonObject json = QJsonDocument::fromJson(status).object();
    Response response;
    response.status = json.value(u"code"_s).toInt(500);
    // Only a Status says what it is about; anything else may quote a Secret. // reliability S5
    if (json.value(u"kind"_s).toString() == u"Status")
        response.body = status;
    return errorOf(response, doing);
}

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace

WatchBatch readWatch(const ApiResource& type, const QByteArrayList& lines, const Packing& how)
{
    using Change = ObjectStore::Change;
    const QString doing = u"Watching %1"_s.arg(type.plural);
    WatchBatch batch;
    EventScanner scanner;
    ScannedEvent event;
    for (const QByteArray& line : lines) {
        const auto refuse = [&](const QString& why) {
            const bool mayShow = type.gvk.kind != u"Secret";
            batch.error = failure(
                Error::Kind::Invalid, u"%1 failed: the server sent %2."_s.arg(doing, why),
                mayShow ? printable(redacted(QString::fromUtf8(line.left(200)))) : QString());
            return batch;
        };
        if (const auto problem = scanner.scan(line, event))
            // What Qt's reader lets pass is JSON, but says one thing twice or what cannot be kept.
            return refuse(QJsonDocument::fromJson(line).isObject()
                              ? u"an object that cannot be read: "_s + *problem
                              : u"a line that is not a JSON object"_s);
        const ScannedObject& object = event.object;
        if (event.type == "ERROR") {
            batch.error = serverError(object.json(true), doing);
            return batch;
        }
        const bool isBookmark = event.type == "BOOKMARK";
        if (!isBookmark && event.type != "ADDED" && event.type != "MODIFIED"
            && event.type != "DELETED")
            return refuse(
                u"an event of the unknown type \"%1\""_s.arg(printable(textOf(event.type), 40)));
        const auto gvk =
            objects::GroupVersionKind::from(textOf(object.apiVersion), textOf(object.kind));
        if (gvk.kind != type.gvk.kind || gvk.group != type.gvk.group)
            return refuse(u"an object of another kind (\"%1\")"_s.arg(printable(gvk.kind, 80)));
        const QString version = textOf(object.resourceVersion);
        if (version.isEmpty() || (!isBookmark && object.name.empty()))
            return refuse(u"an object without name or resourceVersion"_s);
        if (batch.resourceVersion.isEmpty() || isNewer(version, batch.resourceVersion))
            batch.resourceVersion = version;
        if (isBookmark) {
            if (object.endsInitialEvents && batch.initial < 0)
                batch.initial = batch.events.size();
            continue;
        }
        const Change change = event.type == "ADDED"     ? Change::Added
                              : event.type == "DELETED" ? Change::Deleted
                                                        : Change::Modified;
        batch.events += {change, packed(object, type.gvk, how)};
    }
    return batch;
}

} // namespace plumb::kube
