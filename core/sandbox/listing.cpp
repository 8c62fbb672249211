// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/listing.h"

#include "sandbox/decode.h"
#include "sandbox/status.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace plumb::sandbox {

namespace {

QString unreadableRevision(const QString& text)
{
    return u"resourceVersion: Invalid value: \"%1\": strconv.ParseUint: parsing \"%1\": invalid syntax"_s
        .arg(text);
}

//! -1: not a version at all.
qint64 revisionOf(const QString& text)
{
    bool ok = true;
    const qint64 revision = text.isEmpty() ? 0 : text.toLongLong(&ok);
    return ok ? std::max<qint64>(revision, -1) : -1;
}

Error tooLarge(qint64 asked, qint64 now)
{
    return refusal(
        504, u"Timeout"_s,
        u"Timeout: Too large resource version: %1, current: %2"_s.arg(asked).arg(now),
        {{u"causes"_s, QJsonArray{QJsonObject{{u"reason"_s, u"ResourceVersionTooLarge"_s},
                                              {u"message"_s, u"Too large resource version"_s}}}},
         {u"retryAfterSeconds"_s, 1}});
}

Error tooOld(qint64 asked, qint64 oldest)
{
    return expired(u"too old resource version: %1 (%2)"_s.arg(asked).arg(oldest));
}

QString continueToken(qint64 revision, const QString& key)
{
    const QJsonObject json{{u"v"_s, u"meta.k8s.io/v1"_s}, {u"rv"_s, revision}, {u"start"_s, key}};
    return QString::fromLatin1(
        QJsonDocument(json)
            .toJson(QJsonDocument::Compact)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

bool inNamespace(const QJsonObject& object, const QString& ns)
{
    return ns.isEmpty() || object.value(u"metadata"_s)[u"namespace"_s].toString() == ns;
}

} // namespace

Result<QJsonObject> listed(const Store& store, const Resource& resource, const QString& ns,
                           const Query& query)
{
    PLUMB_TRY(selector, Selector::parse(resource, query.value(u"labelSelector"_s),
                                        query.value(u"fieldSelector"_s)));
    const qint64 asked = revisionOf(query.value(u"resourceVersion"_s));
    if (asked < 0)
        return badRequest(u"invalid resource version: "_s
                          + unreadableRevision(query.value(u"resourceVersion"_s)));
    qint64 revision = store.revision();
    if (asked > revision)
        return tooLarge(asked, revision);
    QString start;
    if (const QString token = query.value(u"continue"_s); !token.isEmpty()) {
        const QByteArray bytes =
            QByteArray::fromBase64(token.toLatin1(), QByteArray::Base64UrlEncoding);
        const QJsonObject json = QJsonDocument::fromJson(bytes).object();
        if (!json.contains(u"start"_s))
            return badRequest(u"invalid continue token: continue key is not valid: invalid "
                              u"character 'm' looking for "
                              "beginning of value"_s);
        start = json.value(u"start"_s).toString();
        revision = json.value(u"rv"_s).toInteger();
        if (revision < store.compacted())
            return expired(u"The provided continue parameter is too old to display a consistent "
                           u"list result. You can start a new "
                           "list without the continue parameter."_s);
    } else if (query.value(u"resourceVersionMatch"_s) == u"Exact") {
        revision = asked;
        if (revision < store.compacted())
            return expired(u"The resourceVersion for the provided list is too old."_s);
    }
    const int limit = query.value(u"limit"_s).toInt();
    const auto objects = store.allAt(resource, revision);
    QJsonArray items;
    QString last;
    qint64 remaining = 0;
    bool more = false;
    for (auto each = objects.begin(); each != objects.end(); ++each) {
        if (!inNamespace(*each, ns) || (!start.isEmpty() && each.key() <= start))
            continue;
        // With a selector the server does not look behind a full page: whatever follows is a reason
        // to ask.
        if (!selector.matches(*each)) {
            more = more || (limit > 0 && items.size() == limit);
            continue;
        }
        if (limit > 0 && items.size() == limit) {
            ++remaining;
            continue;
        }
        QJsonObject item = *each;
        item.remove(u"kind"_s);
        item.remove(u"apiVersion"_s);
        items.append(item);
        last = each.key();
    }
    QJsonObject metadata{{u"resourceVersion"_s, QString::number(revision)}};
    if (remaining > 0 || more) {
        metadata.insert(u"continue"_s, continueToken(revision, last));
        // With a selector the server does not count what it has not looked at.
        if (query.value(u"labelSelector"_s).isEmpty() && query.value(u"fieldSelector"_s).isEmpty())
            metadata.insert(u"remainingItemCount"_s, remaining);
    }
    return QJsonObject{{u"kind"_s, QString(resource.kind + u"List"_s)},
                       {u"apiVersion"_s, resource.gvk().apiVersion()},
                       {u"metadata"_s, metadata},
                       {u"items"_s, items}};
}

Result<Watch> Watch::open(const Store& store, const Resource& resource, const QString& ns,
                          const Query& query)
{
    Watch watch;
    PLUMB_TRY(selector, Selector::parse(resource, query.value(u"labelSelector"_s),
                                        query.value(u"fieldSelector"_s)));
    const qint64 asked = revisionOf(query.value(u"resourceVersion"_s));
    if (asked < 0)
        return internalError(unreadableRevision(query.value(u"resourceVersion"_s)));
    watch.m_resource = &resource;
    watch.m_ns = ns;
    watch.m_selector = selector;
    watch.m_bookmarks = query.value(u"allowWatchBookmarks"_s) == u"true"
                        || query.value(u"allowWatchBookmarks"_s) == u"1";
    watch.m_markInitial = query.value(u"sendInitialEvents"_s) == u"true";
    const bool forbidsInitial = query.value(u"sendInitialEvents"_s) == u"false";
    watch.m_initialPending = watch.m_markInitial || (asked == 0 && !forbidsInitial);
    if (watch.m_markInitial && query.value(u"resourceVersionMatch"_s) != u"NotOlderThan")
        return invalid(
            u"meta.k8s.io"_s, u"ListOptions"_s, {},
            {{u"FieldValueForbidden"_s,
              u"Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"_s,
              u"resourceVersionMatch"_s}});
    watch.m_asked = asked;
    watch.m_position = watch.m_initialPending || asked == 0 ? store.revision() : asked;
    if (const int seconds = query.value(u"timeoutSeconds"_s).toInt(); seconds > 0)
        watch.m_timeout = seconds;
    return watch;
}

QByteArray Watch::line(const QString& type, const QJsonObject& object) const
{
    return QJsonDocument(QJsonObject{{u"type"_s, type}, {u"object"_s, object}})
               .toJson(QJsonDocument::Compact)
           + '\n';
}

QJsonObject Watch::mark(qint64 revision, bool endOfInitial) const
{
    QJsonObject object = emptyObject(m_resource->kind);
    QJsonObject metadata{{u"resourceVersion"_s, QString::number(revision)}};
    if (endOfInitial)
        metadata.insert(u"annotations"_s, QJsonObject{{u"k8s.io/initial-events-end"_s, u"true"_s}});
    // The bookmark comes from the server's inner type, in which no replicas are zero.
    if (m_resource->hasScale) {
        QJsonObject spec = object.value(u"spec"_s).toObject();
        spec.insert(u"replicas"_s, 0);
        object.insert(u"spec"_s, spec);
    }
    object.insert(u"kind"_s, m_resource->kind);
    object.insert(u"apiVersion"_s, m_resource->gvk().apiVersion());
    object.insert(u"metadata"_s, metadata);
    return object;
}

bool Watch::passes(const QJsonObject& object) const
{
    return !object.isEmpty() && inNamespace(object, m_ns) && m_selector.matches(object);
}

QList<QByteArray> Watch::take(const Store& store)
{
    QList<QByteArray> lines;
    if (std::exchange(m_initialPending, false)) {
        for (const QJsonObject& object : store.allAt(*m_resource, m_position)) {
            if (passes(object))
                lines += line(u"ADDED"_s, object);
        }
        if (m_markInitial)
            lines += line(u"BOOKMARK"_s, mark(m_position, true));
    }
    if (m_position < store.compacted()) {
        m_over = true;
        return {line(u"ERROR"_s, statusOf(tooOld(m_asked, store.compacted())))};
    }
    for (const Change& change : store.changesAfter(m_position)) {
        m_position = change.revision;
        if (change.resource != m_resource->id())
            continue;
        // An object that leaves the selection is deleted for those who watch it, and the other way
        // round.
        const bool was = passes(change.before), is = !change.deleted && passes(change.after);
        if (!was && !is)
            continue;
        QJsonObject shown = change.after;
        if (was && !is && !change.deleted) {
            shown = change.before;
            QJsonObject metadata = shown.value(u"metadata"_s).toObject();
            metadata.insert(u"resourceVersion"_s, QString::number(change.revision));
            shown.insert(u"metadata"_s, metadata);
        }
        lines += line(is ? (was ? u"MODIFIED"_s : u"ADDED"_s) : u"DELETED"_s, shown);
    }
    return lines;
}

QList<QByteArray> Watch::bookmark(const Store& store) const
{
    if (!m_bookmarks || m_over)
        return {};
    return {line(u"BOOKMARK"_s, mark(store.revision(), false))};
}

} // namespace plumb::sandbox
