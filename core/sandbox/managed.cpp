// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/managed.h"

#include "sandbox/status.h"
#include "sandbox/typed.h"

#include <QJsonArray>

#include <map>
#include <tuple>

namespace plumb::sandbox {

using objects::FieldPath;
using objects::FieldSet;
using objects::FieldType;
using objects::PathStep;

namespace {

//! What tells managers apart; of an applier the version of the API does not.
struct Manager
{
    QString name, operation, apiVersion, subresource;
    friend bool operator==(const Manager&, const Manager&) = default;
    friend bool operator<(const Manager& a, const Manager& b)
    {
        return std::tie(a.name, a.operation, a.apiVersion, a.subresource)
               < std::tie(b.name, b.operation, b.apiVersion, b.subresource);
    }
};

struct Owned
{
    QString apiVersion;
    QString time;
    FieldSet fields;
};

using Managers = std::map<Manager, Owned>;

Manager managerOf(const Writer& writer, bool applies)
{
    const QString name = writer.manager.isEmpty() ? u"unknown"_s : writer.manager;
    return applies ? Manager{name, u"Apply"_s, {}, writer.subresource}
                   : Manager{name, u"Update"_s, writer.apiVersion, writer.subresource};
}

QJsonArray entriesOf(const QJsonObject& object)
{
    return object.value(u"metadata"_s).toObject().value(u"managedFields"_s).toArray();
}

QJsonObject withEntries(QJsonObject object, const QJsonArray& entries)
{
    QJsonObject metadata = object.value(u"metadata"_s).toObject();
    if (entries.isEmpty())
        metadata.remove(u"managedFields"_s);
    else
        metadata.insert(u"managedFields"_s, entries);
    object.insert(u"metadata"_s, metadata);
    return object;
}

Managers decoded(const QJsonArray& entries)
{
    Managers managers;
    for (const QJsonValue& each : entries) {
        const QJsonObject entry = each.toObject();
        const QString version = entry.value(u"apiVersion"_s).toString();
        const bool applies = entry.value(u"operation"_s).toString() == u"Apply";
        const Manager manager = managerOf({entry.value(u"manager"_s).toString(), version,
                                           entry.value(u"subresource"_s).toString()},
                                          applies);
        const auto fields = FieldSet::fromFieldsV1(entry.value(u"fieldsV1"_s).toObject());
        if (fields)
            managers[manager] = {version, entry.value(u"time"_s).toString(), *fields};
    }
    return managers;
}

QJsonArray encoded(const Managers& managers)
{
    QList<QJsonObject> entries;
    for (const auto& [manager, owned] : managers) {
        QJsonObject entry{{u"manager"_s, manager.name},
                          {u"operation"_s, manager.operation},
                          {u"apiVersion"_s, owned.apiVersion},
                          {u"fieldsType"_s, u"FieldsV1"_s},
                          {u"fieldsV1"_s, owned.fields.toFieldsV1()}};
        if (!owned.time.isEmpty())
            entry.insert(u"time"_s, owned.time);
        if (!manager.subresource.isEmpty())
            entry.insert(u"subresource"_s, manager.subresource);
        entries += entry;
    }
    const auto text = [](const QJsonObject& entry, const QString& name) {
        return entry.value(name).toString();
    };
    std::sort(entries.begin(), entries.end(), [&](const QJsonObject& a, const QJsonObject& b) {
        for (const QString& name :
             {u"operation"_s, u"time"_s, u"manager"_s, u"apiVersion"_s, u"subresource"_s}) {
            if (text(a, name) != text(b, name))
                return text(a, name) < text(b, name);
        }
        return false;
    });
    QJsonArray array;
    for (const QJsonObject& entry : entries)
        array.append(entry);
    return array;
}

//! Nobody owns what names an object or what the server counts.
FieldSet serversOwn()
{
    FieldSet fields;
    for (const QString& name : {u"apiVersion"_s, u"kind"_s, u"metadata"_s})
        fields.insert(FieldPath().member(name));
    for (const QString& name :
         {u"name"_s, u"namespace"_s, u"creationTimestamp"_s, u"selfLink"_s, u"uid"_s,
          u"clusterName"_s, u"generation"_s, u"managedFields"_s, u"resourceVersion"_s})
        fields.insert(FieldPath().member(u"metadata"_s).member(name));
    return fields;
}

//! A door that leaves a part of the object alone does not own it either.
FieldSet behindTheDoor(const FieldSet& fields, const QString& subresource)
{
    const QString closed = subresource == u"status" ? u"spec"_s : u"status"_s;
    if (!fields.containsBelow(FieldPath().member(closed)))
        return fields;
    FieldSet open;
    for (const FieldPath& path : fields.paths()) {
        if (path.steps.constFirst().member != closed)
            open.insert(path);
    }
    return open;
}

Comparison behindTheDoor(Comparison comparison, const QString& subresource)
{
    comparison.added = behindTheDoor(comparison.added, subresource);
    comparison.modified = behindTheDoor(comparison.modified, subresource);
    comparison.removed = behindTheDoor(comparison.removed, subresource);
    return comparison;
}

QString timeText(const QDateTime& time)
{
    return time.toUTC().toString(u"yyyy-MM-ddTHH:mm:ssZ"_s);
}

//! Takes from all others what changed; an empty owner goes.
void takeFromOthers(Managers& managers, const Comparison& change, const Manager* self)
{
    const FieldSet gone = change.added.united(change.modified).united(change.removed);
    for (auto each = managers.begin(); each != managers.end();) {
        if (!self || each->first != *self) {
            // What another applier gave the same value stays its own: only a change takes it.
            each->second.fields = each->second.fields.without(gone);
        }
        each = each->second.fields.isEmpty() ? managers.erase(each) : std::next(each);
    }
}

void recordUpdateIn(Managers& managers, const FieldType& type, const QJsonObject& before,
                    const QJsonObject& after, const Writer& writer, const QDateTime& now)
{
    const Comparison change = behindTheDoor(
        compared(type, withEntries(before, {}), withEntries(after, {})), writer.subresource);
    takeFromOthers(managers, change, nullptr);
    const FieldSet mine = change.added.united(change.modified).without(serversOwn());
    if (mine.isEmpty())
        return;
    Owned& owned = managers[managerOf(writer, false)];
    owned = {writer.apiVersion, timeText(now), owned.fields.united(mine)};
}

QString printed(const Manager& manager)
{
    QString text = u'"' + manager.name + u'"';
    if (!manager.subresource.isEmpty())
        text += u" with subresource \"%1\""_s.arg(manager.subresource);
    if (manager.operation == u"Update")
        text += u" using "_s + manager.apiVersion;
    return text;
}

Error conflict(const std::map<Manager, FieldSet>& conflicts)
{
    QJsonArray causes;
    QStringList lines;
    qsizetype count = 0;
    QString only;
    for (const auto& [manager, fields] : conflicts) {
        lines += u"conflicts with %1:"_s.arg(printed(manager));
        for (const FieldPath& path : fields.paths()) {
            ++count;
            only = u"conflict with %1: %2"_s.arg(printed(manager), serverPath(path));
            lines += u"- "_s + serverPath(path);
            causes.append(QJsonObject{{u"reason"_s, u"FieldManagerConflict"_s},
                                      {u"message"_s, u"conflict with "_s + printed(manager)},
                                      {u"field"_s, serverPath(path)}});
        }
    }
    const QString message =
        count == 1 ? u"Apply failed with 1 conflict: "_s + only
                   : u"Apply failed with %1 conflicts: %2"_s.arg(count).arg(lines.join(u'\n'));
    return refusal(409, u"Conflict"_s, message, {{u"causes"_s, causes}});
}

//! Removes what this applier applied last time, does not apply now, and nobody else owns.
QJsonValue pruned(const FieldType& type, const QJsonValue& whole, const FieldSet& last,
                  const Managers& managers)
{
    if (last.isEmpty())
        return whole;
    const FieldSet lastNamed = withNamedFields(type, last);
    FieldSet owned;
    for (const auto& [manager, each] : managers)
        owned = owned.united(each.fields);
    const FieldSet all = withNamedFields(type, fieldsOf(type, whole));
    const auto rest = [&](const QJsonValue& value) {
        return withNamedFields(type, fieldsOf(type, value));
    };
    const QJsonValue bare = without(type, whole, lastNamed);
    const QJsonValue withOwned =
        without(type, whole, all.without(rest(bare).united(withNamedFields(type, owned))));
    return without(type, whole, all.without(rest(withOwned)).intersected(lastNamed));
}

} // namespace

QJsonObject recordUpdate(const FieldType& type, const QJsonObject& before, const QJsonObject& after,
                         const Writer& writer, const QDateTime& now)
{
    const QJsonObject metadata = after.value(u"metadata"_s).toObject();
    const QJsonArray given = entriesOf(after);
    const bool reset =
        metadata.value(u"managedFields"_s).isArray()
        && (given.isEmpty() || (given.size() == 1 && given.at(0).toObject().isEmpty()));
    Managers managers;
    if (!reset)
        managers =
            decoded(given.isEmpty() || !writer.subresource.isEmpty() ? entriesOf(before) : given);
    const bool exists =
        !before.value(u"metadata"_s).toObject().value(u"uid"_s).toString().isEmpty();
    if (managers.empty() && exists)
        return withEntries(after, {}); // nobody tracks this object
    recordUpdateIn(managers, type, before, after, writer, now);
    return withEntries(after, encoded(managers));
}

Result<QJsonObject> applied(const FieldType& type, const QJsonObject& live,
                            const QJsonObject& config, const Writer& writer, bool force,
                            const QDateTime& now)
{
    Managers managers = decoded(entriesOf(live));
    const QJsonObject bare = withEntries(live, {});
    const bool exists = !live.value(u"metadata"_s).toObject().value(u"uid"_s).toString().isEmpty();
    if (managers.empty() && exists)
        recordUpdateIn(managers, type, {{u"metadata"_s, QJsonObject()}}, bare,
                       {u"before-first-apply"_s, writer.apiVersion, {}}, now);
    const Manager self = managerOf(writer, true);
    const auto known = managers.find(self);
    const Owned last = known == managers.end() ? Owned() : known->second;
    managers[self] = {writer.apiVersion, last.time,
                      behindTheDoor(fieldsOf(type, config), writer.subresource)};
    const QJsonObject result =
        pruned(type, merged(type, bare, config), last.fields, managers).toObject();

    const Comparison change = behindTheDoor(compared(type, bare, result), writer.subresource);
    const FieldSet changed = change.added.united(change.modified);
    std::map<Manager, FieldSet> conflicts;
    for (const auto& [manager, owned] : managers) {
        if (manager == self)
            continue;
        if (const FieldSet both = owned.fields.intersected(changed); !both.isEmpty())
            conflicts[manager] = both;
    }
    if (!force && !conflicts.empty())
        return conflict(conflicts);
    takeFromOthers(managers, change, &self);
    if (const auto mine = managers.find(self); mine != managers.end()) {
        mine->second.fields = mine->second.fields.without(serversOwn());
        if (mine->second.fields.isEmpty())
            managers.erase(mine);
        else if (result != bare) // who applies what is there already gets no time
            mine->second.time = timeText(now);
    }
    return withEntries(result, encoded(managers));
}

QJsonObject withTimesOf(QJsonObject object, const QJsonObject& live)
{
    const QJsonArray ours = entriesOf(object), theirs = entriesOf(live);
    if (ours.size() != theirs.size())
        return object;
    const auto timeless = [](const QJsonArray& entries) {
        QMap<QString, QJsonObject> all;
        for (const QJsonValue& each : entries) {
            QJsonObject entry = each.toObject();
            entry.remove(u"time"_s);
            all.insert(entry.value(u"operation"_s).toString() + u'/'
                           + entry.value(u"manager"_s).toString() + u'/'
                           + entry.value(u"apiVersion"_s).toString() + u'/'
                           + entry.value(u"subresource"_s).toString(),
                       entry);
        }
        return all;
    };
    return timeless(ours) == timeless(theirs) ? withEntries(object, theirs) : object;
}

} // namespace plumb::sandbox
