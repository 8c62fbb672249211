// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/logs.h"

#include "sandbox/status.h"

#include <QJsonArray>

namespace plumb::sandbox {

namespace {

QByteArrayList linesOf(const QString& app, const QDateTime& start, const QDateTime& now,
                       bool stamped)
{
    static const QStringList texts{
        u"GET /healthz 200 1ms"_s,          u"GET /api/items 200 12ms"_s,
        u"cache refreshed, 214 entries"_s,  u"POST /api/events 202 7ms"_s,
        u"GET /api/items?page=2 200 9ms"_s, u"connection pool: 3 of 20 in use"_s};
    const auto line = [&](const QDateTime& when, const QString& text) {
        const QString stamp = when.toUTC().toString(u"yyyy-MM-ddTHH:mm:ss.zzzZ"_s);
        return ((stamped ? stamp + u' ' : QString()) + stamp + u" INFO "_s + app + u' ' + text)
            .toUtf8();
    };
    QByteArrayList lines{line(start, u"starting"_s),
                         line(start.addMSecs(240), u"configuration loaded"_s),
                         line(start.addMSecs(410), u"listening on :8080"_s)};
    // One line every ten seconds, no more than a screenful of history.
    const qint64 last = start.secsTo(now) / 10;
    for (qint64 i = std::max<qint64>(1, last - 1500); i <= last; ++i)
        lines +=
            line(start.addSecs(i * 10), texts.at(qsizetype(i * 7 + app.size()) % texts.size()));
    return lines;
}

} // namespace

Result<QByteArray> podLog(const Api& api, const QString& ns, const QString& name,
                          const Query& query)
{
    PLUMB_TRY(pod, api.get(*findKind({}, u"Pod"_s), ns, name));
    QStringList names;
    for (const QString& list : {u"containers"_s, u"initContainers"_s}) {
        for (const QJsonValue& each : pod.value(u"spec"_s)[list].toArray())
            names += each[u"name"_s].toString();
    }
    const qsizetype main = pod.value(u"spec"_s)[u"containers"_s].toArray().size();
    QString container = query.value(u"container"_s);
    if (container.isEmpty() && main > 1)
        return badRequest(
            u"a container name must be specified for pod %1, choose one of: [%2]"_s.arg(
                name, names.mid(0, main).join(u' ')));
    if (container.isEmpty())
        container = names.value(0);
    if (!names.contains(container))
        return badRequest(u"container %1 is not valid for pod %2"_s.arg(container, name));
    QJsonObject status;
    for (const QString& list : {u"containerStatuses"_s, u"initContainerStatuses"_s}) {
        for (const QJsonValue& each : pod.value(u"status"_s)[list].toArray()) {
            if (each[u"name"_s] == container)
                status = each.toObject();
        }
    }
    if (query.value(u"previous"_s) == u"true")
        return badRequest(
            u"previous terminated container \"%1\" in pod \"%2\" not found"_s.arg(container, name));
    const QJsonObject waiting = status.value(u"state"_s)[u"waiting"_s].toObject();
    const QString reason = waiting.value(u"reason"_s).toString();
    if (reason == u"ImagePullBackOff" || reason == u"ErrImagePull")
        return badRequest(
            u"container \"%1\" in pod \"%2\" is waiting to start: trying and failing to pull image"_s
                .arg(container, name));
    if (status.isEmpty() || !waiting.isEmpty())
        return badRequest(
            u"container \"%1\" in pod \"%2\" is waiting to start: ContainerCreating"_s.arg(
                container, name));
    const QDateTime start = QDateTime::fromString(
        pod.value(u"metadata"_s)[u"creationTimestamp"_s].toString(), Qt::ISODate);
    QByteArrayList lines =
        linesOf(container, start, api.now(), query.value(u"timestamps"_s) == u"true");
    if (query.contains(u"tailLines"_s))
        lines = lines.mid(
            std::max<qsizetype>(0, lines.size() - query.value(u"tailLines"_s).toLongLong()));
    return lines.isEmpty() ? QByteArray() : lines.join('\n') + '\n';
}

} // namespace plumb::sandbox
