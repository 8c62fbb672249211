// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "format/text.h"

#include "base/text.h"
#include "format/verdict.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

namespace plumb::ui {

// In the context, and with the arguments, that lupdate sees in a function of this namespace.
static QString tr(const char* text, const char* about = nullptr, int n = -1)
{
    return QCoreApplication::translate("plumb::ui", text, about, n);
}

QString ago(const QDateTime& then, const QDateTime& now)
{
    if (!then.isValid())
        return tr("never");
    if (then.secsTo(now) < 2)
        return tr("just now");
    return tr("%1 ago").arg(shortAge(then, now));
}

QString exactly(const QDateTime& then)
{
    return then.isValid() ? QLocale().toString(then, QLocale::LongFormat) : tr("not known");
}

QString valueFull(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Undefined:
        return tr("absent");
    case QJsonValue::Null:
        return u"null"_s;
    case QJsonValue::Bool:
        return value.toBool() ? u"true"_s : u"false"_s;
    case QJsonValue::Double: {
        const auto number = value.toDouble();
        const auto whole = value.toInteger();
        return double(whole) == number ? QString::number(whole) : QString::number(number, 'g', 17);
    }
    case QJsonValue::String: {
        const auto text = value.toString();
        bool isNumber = false;
        (void)text.toDouble(&isNumber);
        const bool misleading = text.isEmpty() || text == u"true" || text == u"false"
                                || text == u"null" || text.front().isSpace()
                                || text.back().isSpace() || isNumber;
        return misleading ? u'"' + text + u'"' : text;
    }
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    }
    return {};
}

QString valueText(const QJsonValue& value)
{
    return printable(valueFull(value), 400);
}

QString pathText(const objects::FieldPath& path)
{
    // the whole path is in the tooltip
    auto text = path.toString().replace(u"[name="_s, u"["_s);
    for (const auto& prefix : {u"spec.template.spec."_s, u"spec.template."_s}) {
        if (text.startsWith(prefix + u"containers"_s)
            || text.startsWith(prefix + u"initContainers"_s))
            return printable(text.mid(prefix.size()));
    }
    return printable(text);
}

bool isDifference(const drift::Field& field)
{
    return field.what == drift::Class::Pending || field.what == drift::Class::Manual
           || field.what == drift::Class::Removed;
}

QString liveNote(const drift::Field& field, const QDateTime& now)
{
    QStringList parts;
    if (field.what == drift::Class::Manual)
        parts << tr("changed in the cluster");
    else if (field.what == drift::Class::Pending)
        parts << tr("as applied last; not synced yet");
    else if (field.what == drift::Class::Removed)
        parts << tr("removed in Git");
    else if (field.what == drift::Class::Defaulted)
        parts << tr("default of the API server");
    else if (field.what == drift::Class::Ignored)
        parts << tr("ignored by rule %1").arg(field.rule);
    else
        parts << tr("only in the cluster");
    if (!field.manager.isEmpty() && field.what != drift::Class::Pending)
        parts << field.manager
                     + (field.operation.isEmpty() ? QString() : u" ("_s + field.operation + u')');
    if (field.time.isValid() && field.what != drift::Class::Pending)
        parts << ago(field.time, now);
    if (!field.note.isEmpty() && field.what != drift::Class::Pending)
        parts << field.note;
    return printable(parts.join(u" · "_s));
}

QString desiredNote(const drift::Field& field, const engine::ObjectState& object)
{
    if (field.desired.isUndefined())
        return tr("not in Git");
    if (object.place.file.isEmpty())
        return {};
    return printable(object.place.line > 0
                         ? u"%1:%2"_s.arg(object.place.file).arg(object.place.line)
                         : object.place.file);
}

QString shortDigest(const QString& digest)
{
    const auto colon = digest.indexOf(u':');
    const auto hex = digest.mid(colon + 1);
    if (hex.size() < 12)
        return digest;
    return digest.left(colon + 1) + hex.left(4) + u'…' + hex.right(4);
}

QString objectTitle(const objects::ResourceKey& key)
{
    return printable(key.kind + u" / "_s + key.name);
}

QString consequence(const drift::ObjectDrift& drift)
{
    if (drift.notComparable)
        return printable(drift.notComparable->summary);
    if (drift.presence == drift::Presence::MissingInCluster)
        return tr("Git has it, the cluster does not. A sync creates it.");
    if (drift.presence == drift::Presence::OnlyInCluster)
        return tr("Only in the cluster. A sync leaves it alone unless it prunes.");
    int all = 0, pending = 0, manual = 0, removed = 0;
    for (const auto& field : drift.fields) {
        pending += field.what == drift::Class::Pending;
        manual += field.what == drift::Class::Manual;
        removed += field.what == drift::Class::Removed;
    }
    all = pending + manual + removed;
    if (!all)
        return tr("In sync: nothing that Git says differs.");
    QStringList parts;
    if (pending && pending == all)
        parts << tr("The next sync brings %n difference(s).", nullptr, all);
    else if (pending)
        parts << tr("%1 of %n difference(s) come with the next sync.", nullptr, all).arg(pending);
    if (manual)
        parts << tr("%n change(s) made in the cluster will be overwritten by a sync.", nullptr,
                    manual);
    if (removed)
        parts << tr("%n field(s) removed in Git stay: a sync keeps them.", nullptr, removed);
    return parts.join(u' ');
}

QString hiddenFields(const drift::ObjectDrift& drift)
{
    int defaulted = 0, additive = 0;
    QMap<QString, int> ignored;
    for (const auto& field : drift.fields) {
        defaulted += field.what == drift::Class::Defaulted;
        additive += field.what == drift::Class::Additive;
        if (field.what == drift::Class::Ignored)
            ++ignored[field.rule];
    }
    QStringList parts;
    if (defaulted)
        parts << tr("%n defaulted by the API server", nullptr, defaulted);
    if (additive)
        parts << tr("%n only in the cluster", nullptr, additive);
    for (auto it = ignored.cbegin(); it != ignored.cend(); ++it)
        parts << tr("%n ignored by rule %1", nullptr, it.value()).arg(it.key());
    if (parts.isEmpty())
        return {};
    int all = defaulted + additive;
    for (const auto count : ignored)
        all += count;
    return printable(tr("%n field(s) hidden: ", nullptr, all) + parts.join(u", "_s));
}

QString spoken(const engine::ApplicationSnapshot& a)
{
    auto text =
        tr("Application %1 on %2, %3, %4")
            .arg(a.config.name, a.config.context, markOf(a.sync).word, markOf(a.health).word);
    if (const auto count = a.differenceCount(); count > 0)
        text += tr(", %n difference(s)", nullptr, count);
    if (a.isStale)
        text += tr(", stale");
    return printable(text);
}

QString spoken(const engine::ObjectState& object)
{
    auto text = object.key.ns.isEmpty()
                    ? tr("%1 %2").arg(object.key.kind, object.key.name)
                    : tr("%1 %2 in %3").arg(object.key.kind, object.key.name, object.key.ns);
    text += u", "_s + markOf(object).word;
    if (object.health)
        text += u", "_s + markOf(object.health->status).word;
    int shown = 0;
    for (const auto& field : object.drift.fields) {
        if (!isDifference(field) || ++shown > 3)
            continue;
        text += tr(", %1 %2 in Git, %3 live")
                    .arg(field.path.toString(), valueText(field.desired), valueText(field.live));
    }
    return printable(text);
}

QString spoken(const engine::ResourceNode& node)
{
    QStringList parts{(node.isContainer ? tr("Container") : node.key.kind) + u' ' + node.key.name};
    if (!node.key.ns.isEmpty())
        parts << tr("in %1").arg(node.key.ns);
    if (node.terminatingSince.isValid())
        parts << markOfTerminating(node.terminatingSince, node.terminatingSince).word;
    else {
        if (node.sync)
            parts << markOf(*node.sync).word;
        if (node.health)
            parts << markOf(node.health->status).word;
    }
    if (!node.reason.isEmpty())
        parts << node.reason;
    return printable(parts.join(u", "_s));
}

QString spoken(const drift::Field& field)
{
    return printable(tr("%1, %2 in Git, %3 live, %4")
                         .arg(field.path.toString(), valueText(field.desired),
                              valueText(field.live), markOf(field.what).word));
}

QString plainTip(const QString& text)
{
    if (text.isEmpty())
        return {};
    // Qt guesses rich text from a tooltip's first bytes; escaping it ourselves leaves nothing to
    // guess
    QStringList lines;
    for (const auto& line : text.split(u'\n'))
        lines << printable(line, 2000).toHtmlEscaped();
    return u"<qt>"_s + lines.join(u"<br>"_s) + u"</qt>"_s;
}

QString menuText(const QString& text)
{
    return printable(text, 60).replace(u'&', u"&&"_s);
}

} // namespace plumb::ui
