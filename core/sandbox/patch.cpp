// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/patch.h"

#include "sandbox/status.h"

#include <QStringList>

namespace plumb::sandbox {

using objects::FieldType;
using Shape = objects::FieldType::Shape;

QJsonValue mergePatched(const QJsonValue& target, const QJsonValue& patch)
{
    if (!patch.isObject())
        return patch;
    QJsonObject result = target.toObject();
    const QJsonObject changes = patch.toObject();
    for (auto each = changes.begin(); each != changes.end(); ++each) {
        if (each.value().isNull())
            result.remove(each.key());
        else
            result.insert(each.key(), mergePatched(result.value(each.key()), each.value()));
    }
    return result;
}

namespace {

//! What the real server answers to a JSON patch that does not fit; it keeps the reason to itself.
Error doesNotFit()
{
    return genericRefusal(422, u"Invalid"_s,
                          u"the server rejected our request due to an error in our request"_s);
}

Result<QStringList> pointer(const QJsonValue& path)
{
    const QString text = path.toString();
    if (text.isEmpty())
        return QStringList();
    if (!text.startsWith(u'/'))
        return doesNotFit();
    QStringList parts = text.mid(1).split(u'/');
    for (QString& part : parts)
        part.replace(u"~1"_s, u"/"_s).replace(u"~0"_s, u"~"_s);
    return parts;
}

enum class Edit { Add, Remove, Replace };

Result<qsizetype> position(const QString& text, qsizetype size, bool adds)
{
    if (text == u"-" && adds)
        return size;
    bool ok = false;
    qsizetype at = text.toLongLong(&ok);
    if (ok && at < 0)
        at += size; // the server's library counts from the end
    if (!ok || at < 0 || at > (adds ? size : size - 1))
        return doesNotFit();
    return at;
}

Result<QJsonValue> edited(const QJsonValue& target, const QStringList& path, Edit edit,
                          const QJsonValue& value)
{
    if (path.isEmpty())
        return edit == Edit::Remove ? Result<QJsonValue>(doesNotFit()) : Result<QJsonValue>(value);
    const QString& name = path.constFirst();
    const bool last = path.size() == 1;
    if (target.isArray()) {
        QJsonArray list = target.toArray();
        PLUMB_TRY(at, position(name, list.size(), last && edit == Edit::Add));
        if (!last) {
            PLUMB_TRY(inner, edited(list.at(at), path.mid(1), edit, value));
            list.replace(at, inner);
        } else if (edit == Edit::Add) {
            list.insert(at, value);
        } else if (edit == Edit::Remove) {
            list.removeAt(at);
        } else {
            list.replace(at, value);
        }
        return QJsonValue(list);
    }
    if (!target.isObject())
        return doesNotFit();
    QJsonObject map = target.toObject();
    if ((!last || edit != Edit::Add) && !map.contains(name))
        return doesNotFit();
    if (!last) {
        PLUMB_TRY(inner, edited(map.value(name), path.mid(1), edit, value));
        map.insert(name, inner);
    } else if (edit == Edit::Remove) {
        map.remove(name);
    } else {
        map.insert(name, value);
    }
    return QJsonValue(map);
}

Result<QJsonValue> valueAt(QJsonValue target, const QStringList& path)
{
    for (const QString& name : path) {
        if (target.isArray()) {
            PLUMB_TRY(at, position(name, target.toArray().size(), false));
            target = target.toArray().at(at);
        } else if (target.isObject() && target.toObject().contains(name)) {
            target = target.toObject().value(name);
        } else {
            return doesNotFit();
        }
    }
    return target;
}

} // namespace

Result<QJsonObject> jsonPatched(const QJsonObject& target, const QJsonArray& patch)
{
    QJsonValue now = target;
    for (const QJsonValue& each : patch) {
        const QString op = each[u"op"_s].toString();
        PLUMB_TRY(path, pointer(each[u"path"_s]));
        QJsonValue value = each[u"value"_s];
        if (op == u"test") {
            const auto found = valueAt(now, path);
            if ((found ? *found : QJsonValue()) != (value.isUndefined() ? QJsonValue() : value))
                return doesNotFit();
            continue;
        }
        if (op == u"move" || op == u"copy") {
            PLUMB_TRY(from, pointer(each[u"from"_s]));
            PLUMB_TRY(moved, valueAt(now, from));
            value = moved;
            if (op == u"move") {
                PLUMB_TRY(rest, edited(now, from, Edit::Remove, {}));
                now = rest;
            }
        } else if (op != u"add" && op != u"remove" && op != u"replace") {
            return doesNotFit();
        }
        const Edit edit = op == u"remove"    ? Edit::Remove
                          : op == u"replace" ? Edit::Replace
                                             : Edit::Add;
        PLUMB_TRY(next, edited(now, path, edit, value.isUndefined() ? QJsonValue() : value));
        now = next;
    }
    if (!now.isObject())
        return doesNotFit();
    return now.toObject();
}

namespace {

const QString kPatch = u"$patch"_s;
const QString kRetain = u"$retainKeys"_s;
const QString kDelete = u"$deleteFromPrimitiveList/"_s;
const QString kOrder = u"$setElementOrder/"_s;

const FieldType* memberType(const FieldType* type, const QString& name)
{
    if (!type)
        return nullptr;
    if (type->shape == Shape::Map)
        return type->element.get();
    if (!type->fields)
        return nullptr;
    const auto field = type->fields->constFind(name);
    return field == type->fields->constEnd() ? nullptr : &*field;
}

qsizetype findByKey(const QJsonArray& list, const QString& key, const QJsonValue& value)
{
    for (qsizetype i = 0; i < list.size(); ++i) {
        if ((key.isEmpty() ? list.at(i) : list.at(i)[key]) == value)
            return i;
    }
    return -1;
}

// The server's own order: what the patch names comes as the patch has it, what only the server
// knows stays in its order, and where the two meet an element goes before those that the server had
// behind it.
QJsonArray ordered(const QJsonArray& merged, const QJsonArray& patchOrder,
                   const QJsonArray& serverOrder, const QString& key)
{
    const auto keyOf = [&](const QJsonValue& value) { return key.isEmpty() ? value : value[key]; };
    QJsonArray named, rest, result;
    for (const QJsonValue& each : patchOrder) {
        if (const auto at = findByKey(merged, key, keyOf(each)); at >= 0)
            named.append(merged.at(at));
    }
    for (const QJsonValue& each : merged) {
        if (findByKey(patchOrder, key, keyOf(each)) < 0)
            rest.append(each);
    }
    qsizetype n = 0, r = 0;
    while (n < named.size() || r < rest.size()) {
        bool restFirst = n >= named.size();
        if (r < rest.size() && n < named.size()) {
            const auto a = findByKey(serverOrder, key, keyOf(rest.at(r)));
            const auto b = findByKey(serverOrder, key, keyOf(named.at(n)));
            restFirst = a >= 0 && b >= 0 && a < b;
        }
        result.append(restFirst ? rest.at(r++) : named.at(n++));
    }
    return result;
}

Result<QJsonValue> patchedMap(const FieldType* type, const QJsonObject& target,
                              const QJsonObject& patch);

Result<QJsonValue> patchedList(const FieldType& type, QJsonArray target, const QJsonArray& patch)
{
    const QJsonArray before = target;
    QJsonArray order;
    for (const QJsonValue& each : patch) {
        if (each[kPatch].toString() == u"replace") {
            QJsonArray replaced;
            for (const QJsonValue& other : patch) {
                if (other[kPatch].isUndefined())
                    replaced.append(other);
            }
            return QJsonValue(replaced);
        }
    }
    for (const QJsonValue& each : patch) {
        if (type.patchKey.isEmpty()) {
            if (findByKey(target, {}, each) < 0)
                target.append(each);
            order.append(each);
            continue;
        }
        if (!each.isObject() || each[type.patchKey].isUndefined())
            return badRequest(u"map: %1 does not contain declared merge key: %2"_s.arg(
                u"map[]"_s, type.patchKey));
        const auto at = findByKey(target, type.patchKey, each[type.patchKey]);
        if (each[kPatch].toString() == u"delete") {
            if (at >= 0)
                target.removeAt(at);
            continue;
        }
        PLUMB_TRY(element,
                  patchedMap(type.element.get(), at >= 0 ? target.at(at).toObject() : QJsonObject(),
                             each.toObject()));
        order.append(each);
        if (at >= 0)
            target.replace(at, element);
        else
            target.append(element);
    }
    return QJsonValue(ordered(target, order, before, type.patchKey));
}

Result<QJsonValue> patchedMap(const FieldType* type, const QJsonObject& target,
                              const QJsonObject& patch)
{
    const QString directive = patch.value(kPatch).toString();
    QJsonObject result = target;
    if (directive == u"delete")
        return QJsonValue(QJsonObject());
    if (directive == u"replace")
        result = {};
    if (patch.value(kRetain).isArray()) {
        const QJsonArray retained = patch.value(kRetain).toArray();
        for (const QString& name : result.keys()) {
            if (!retained.contains(name))
                result.remove(name);
        }
    }
    for (auto each = patch.begin(); each != patch.end(); ++each) {
        const QString& name = each.key();
        if (name.startsWith(kDelete)) {
            QJsonArray list = result.value(name.mid(kDelete.size())).toArray();
            for (const QJsonValue& gone : each.value().toArray()) {
                if (const auto at = findByKey(list, {}, gone); at >= 0)
                    list.removeAt(at);
            }
            result.insert(name.mid(kDelete.size()), list);
        }
        if (name.startsWith(u'$'))
            continue;
        if (each.value().isNull()) {
            result.remove(name);
            continue;
        }
        const FieldType* inner = memberType(type, name);
        if (each.value().isObject()) {
            PLUMB_TRY(value,
                      patchedMap(inner, result.value(name).toObject(), each.value().toObject()));
            if (each.value()[kPatch].toString() == u"delete")
                result.remove(name);
            else
                result.insert(name, value);
        } else if (each.value().isArray() && inner && inner->patchMerges) {
            PLUMB_TRY(value,
                      patchedList(*inner, result.value(name).toArray(), each.value().toArray()));
            result.insert(name, value);
        } else {
            result.insert(name, each.value());
        }
    }
    for (auto each = patch.begin(); each != patch.end(); ++each) {
        if (!each.key().startsWith(kOrder))
            continue;
        const QString name = each.key().mid(kOrder.size());
        const FieldType* inner = memberType(type, name);
        if (inner && result.value(name).isArray())
            result.insert(name, ordered(result.value(name).toArray(), each.value().toArray(),
                                        target.value(name).toArray(), inner->patchKey));
    }
    return QJsonValue(result);
}

} // namespace

Result<QJsonObject> strategicPatched(const FieldType& type, const QJsonObject& target,
                                     const QJsonObject& patch)
{
    PLUMB_TRY(result, patchedMap(&type, target, patch));
    return result.toObject();
}

} // namespace plumb::sandbox
