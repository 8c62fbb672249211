// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/typed.h"

#include "objects/listkeys.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace plumb::sandbox {

using objects::FieldPath;
using objects::FieldSet;
using objects::FieldType;
using objects::ListRule;
using objects::PathStep;
using Shape = objects::FieldType::Shape;

namespace {

const QJsonValue kNothing{QJsonValue::Undefined};

bool isMap(const FieldType& type)
{
    return type.shape == Shape::Struct || type.shape == Shape::Map;
}

//! The type of one member of a map; null when a struct does not declare it.
const FieldType* memberType(const FieldType& type, const QString& name)
{
    if (type.shape == Shape::Map)
        return type.element.get();
    if (type.shape != Shape::Struct)
        return nullptr;
    const auto field = type.fields->constFind(name);
    return field == type.fields->constEnd() ? nullptr : &*field;
}

QString asJson(const QJsonValue& value)
{
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(1, array.size() - 2));
}

QString goName(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return u"bool"_s;
    case QJsonValue::Double:
        return u"int64"_s;
    case QJsonValue::String:
        return u"string"_s;
    case QJsonValue::Array:
        return u"[]interface {}"_s;
    default:
        return u"map[string]interface {}"_s;
    }
}

PathStep elementStep(const FieldType& type, const QJsonValue& element, qsizetype index)
{
    return objects::ListKeys::builtIn().stepTo(type.list, element, index);
}

//! The text that tells elements of one list apart.
QString stepText(const PathStep& step)
{
    return serverPath(FieldPath{{step}});
}

bool isNothing(const QJsonValue& value)
{
    return value.isUndefined();
}

bool isEmptyMap(const QJsonValue& value)
{
    return !value.isObject() || value.toObject().isEmpty();
}

bool isEmptyList(const QJsonValue& value)
{
    return !value.isArray() || value.toArray().isEmpty();
}

QString problemAt(const FieldType& type, const QJsonValue& value, const QString& path)
{
    const auto wrong = [&](const QString& what) {
        return path.isEmpty() ? what : path + u": "_s + what;
    };
    if (value.isNull() || isNothing(value))
        return {};
    switch (type.shape) {
    case Shape::Any:
        return {};
    case Shape::Integer:
    case Shape::Number:
        return value.isDouble() ? QString()
                                : wrong(u"expected numeric (int or float), got "_s + goName(value));
    case Shape::String:
        return value.isString()
                   ? QString()
                   : wrong(u"expected string, got &value.valueUnstructured{Value:%1}"_s.arg(
                       asJson(value)));
    case Shape::Boolean:
        return value.isBool() ? QString() : wrong(u"expected boolean, got "_s + asJson(value));
    case Shape::IntOrString:
    case Shape::Quantity:
        return value.isObject() || value.isArray()
                   ? wrong(u"expected any scalar, got "_s + asJson(value))
                   : QString();
    case Shape::List: {
        if (!value.isArray())
            return wrong(u"expected list, got "_s + asJson(value));
        const QJsonArray list = value.toArray();
        QSet<QString> seen;
        for (qsizetype i = 0; i < list.size(); ++i) {
            const PathStep step = elementStep(type, list.at(i), i);
            if (type.list.kind == ListRule::Kind::Map && step.kind != PathStep::Kind::Keys) {
                if (list.at(i).isNull())
                    return wrong(
                        u"element %1: associative list with keys may not have a null element"_s.arg(
                            i));
                if (!list.at(i).isObject())
                    return wrong(
                        u"element %1: associative list with keys may not have non-map elements"_s
                            .arg(i));
                QStringList keys;
                for (const QString& key : type.list.keys)
                    keys += u'"' + key + u'"';
                return wrong(u"element %1: associative list with keys has an element that omits "
                             u"all key fields [%2] "
                             "(and doesn't have default values for any key fields)"_s.arg(i)
                                 .arg(keys.join(u' ')));
            }
            const QString text = stepText(step);
            if (type.list.kind != ListRule::Kind::Atomic && seen.contains(text))
                return wrong(u"duplicate entries for key "_s + text);
            seen.insert(text);
            if (const QString inner = problemAt(*type.element, list.at(i), path + text);
                !inner.isEmpty())
                return inner;
        }
        return {};
    }
    case Shape::Struct:
    case Shape::Map:
        break;
    }
    if (!value.isObject())
        return wrong(
            u"expected map, got &{%1}"_s.arg(value.isString() ? value.toString() : asJson(value)));
    const QJsonObject map = value.toObject();
    for (auto each = map.begin(); each != map.end(); ++each) {
        const FieldType* inner = memberType(type, each.key());
        const QString here = path + u'.' + each.key();
        if (!inner)
            return here + u": field not declared in schema"_s;
        if (const QString problem = problemAt(*inner, each.value(), here); !problem.isEmpty())
            return problem;
    }
    return {};
}

void collectFields(const FieldType& type, const QJsonValue& value, const FieldPath& here,
                   FieldSet& into)
{
    if (isMap(type) && value.isObject() && !type.isAtomic) {
        const QJsonObject map = value.toObject();
        for (auto each = map.begin(); each != map.end(); ++each) {
            const FieldPath path = here.member(each.key());
            const FieldType* inner = memberType(type, each.key());
            if (inner)
                collectFields(*inner, each.value(), path, into);
            if (each.value().isNull()
                || (each.value().isObject() && each.value().toObject().isEmpty())
                || type.shape == Shape::Map)
                into.insert(path);
        }
        return;
    }
    if (type.shape == Shape::List && type.list.kind != ListRule::Kind::Atomic) {
        const QJsonArray list = value.toArray();
        for (qsizetype i = 0; i < list.size(); ++i) {
            const FieldPath path = here.element(elementStep(type, list.at(i), i));
            collectFields(*type.element, list.at(i), path, into);
            into.insert(path);
        }
        return;
    }
    if (isMap(type) && !type.isAtomic)
        return; // null: its parent names it
    into.insert(here);
}

//! A keyed list or set by the text of its steps.
struct Indexed
{
    QList<PathStep> steps;
    QStringList texts;
    QHash<QString, QJsonValue> values;

    Indexed(const FieldType& type, const QJsonArray& list)
    {
        for (qsizetype i = 0; i < list.size(); ++i) {
            steps += elementStep(type, list.at(i), i);
            texts += stepText(steps.constLast());
            values.insert(texts.constLast(), list.at(i));
        }
    }
};

// The order of structured-merge-diff: elements that both have come in the right side's order, those
// of the left alone stay before the shared element that follows them.
QJsonArray mergedList(const FieldType& type, const QJsonArray& live, const QJsonArray& config)
{
    const Indexed left(type, live), right(type, config);
    QStringList shared;
    for (const QString& text : right.texts) {
        if (left.values.contains(text))
            shared += text;
    }
    QJsonArray out;
    QSet<QString> done;
    const auto take = [&](const QJsonValue& l, const QJsonValue& r) {
        const QJsonValue value = merged(*type.element, l, r);
        if (!isNothing(value))
            out.append(value);
    };
    const auto nextShared = [&] { return shared.isEmpty() ? QString() : shared.constFirst(); };
    const auto passShared = [&] {
        if (!shared.isEmpty())
            shared.removeFirst();
    };
    qsizetype l = 0, r = 0;
    while (l < left.texts.size() || r < right.texts.size()) {
        const bool hasLeft = l < left.texts.size();
        if (hasLeft && r < right.texts.size()) {
            if (left.texts[l] == right.texts[r]) {
                done.insert(left.texts[l]);
                take(left.values[left.texts[l]], right.values[right.texts[r]]);
                ++l;
                ++r;
                passShared();
                continue;
            }
            if (right.values.contains(left.texts[l]) && !nextShared().isEmpty()
                && nextShared() != left.texts[l]) {
                ++l;
                continue;
            }
        }
        if (hasLeft) {
            if (!right.values.contains(left.texts[l])) {
                take(live.at(l), kNothing);
                ++l;
                continue;
            }
            if (done.contains(left.texts[l]))
                ++l;
        }
        if (r < right.texts.size()) {
            const QString text = right.texts[r];
            done.insert(text);
            take(left.values.value(text, kNothing), right.values[text]);
            ++r;
            if (nextShared() == text)
                passShared();
        }
    }
    return out;
}

void compareAt(const FieldType& type, const QJsonValue& before, const QJsonValue& after,
               const FieldPath& here, Comparison& into)
{
    const auto leaf = [&] {
        if (isNothing(before))
            into.added.insert(here);
        else if (isNothing(after))
            into.removed.insert(here);
        else if (before != after)
            into.modified.insert(here);
    };
    const bool granularMap =
        isMap(type) && !type.isAtomic && !(isEmptyMap(before) && isEmptyMap(after));
    const bool granularList = type.shape == Shape::List && type.list.kind != ListRule::Kind::Atomic
                              && !(isEmptyList(before) && isEmptyList(after));
    if (!granularMap && !granularList)
        return leaf();
    if (granularMap) {
        const QJsonObject left = before.toObject(), right = after.toObject();
        QStringList names = left.keys();
        for (const QString& name : right.keys()) {
            if (!left.contains(name))
                names += name;
        }
        for (const QString& name : names) {
            if (const FieldType* inner = memberType(type, name))
                compareAt(*inner, left.contains(name) ? left.value(name) : kNothing,
                          right.contains(name) ? right.value(name) : kNothing, here.member(name),
                          into);
        }
    } else {
        const Indexed left(type, before.toArray()), right(type, after.toArray());
        QStringList done;
        for (const Indexed* side : {&left, &right}) {
            for (qsizetype i = 0; i < side->texts.size(); ++i) {
                const QString& text = side->texts[i];
                if (done.contains(text))
                    continue;
                done += text;
                compareAt(*type.element, left.values.value(text, kNothing),
                          right.values.value(text, kNothing), here.element(side->steps[i]), into);
            }
        }
    }
    if (here.steps.isEmpty())
        return;
    if (isNothing(before))
        into.added.insert(here);
    else if (isNothing(after))
        into.removed.insert(here);
}

QJsonValue withoutAt(const FieldType& type, const QJsonValue& value, const FieldPath& here,
                     const FieldSet& fields)
{
    if (isMap(type)) {
        if (!value.isObject() || value.toObject().isEmpty() || type.isAtomic)
            return kNothing;
        const QJsonObject map = value.toObject();
        QJsonObject kept;
        for (auto each = map.begin(); each != map.end(); ++each) {
            const FieldPath path = here.member(each.key());
            if (fields.contains(path))
                continue;
            const FieldType* inner = memberType(type, each.key());
            QJsonValue rest = each.value();
            if (inner && fields.containsBelow(path))
                rest = withoutAt(*inner, rest, path, fields);
            kept.insert(each.key(), isNothing(rest) ? QJsonValue() : rest);
        }
        return kept.isEmpty() ? kNothing : QJsonValue(kept);
    }
    if (type.shape == Shape::List) {
        if (!value.isArray() || value.toArray().isEmpty()
            || type.list.kind == ListRule::Kind::Atomic)
            return kNothing;
        const QJsonArray list = value.toArray();
        QJsonArray kept;
        for (qsizetype i = 0; i < list.size(); ++i) {
            const FieldPath path = here.element(elementStep(type, list.at(i), i));
            if (fields.contains(path))
                continue;
            if (!fields.containsBelow(path)) {
                kept.append(list.at(i));
                continue;
            }
            const QJsonValue rest = withoutAt(*type.element, list.at(i), path, fields);
            kept.append(isNothing(rest) ? QJsonValue() : rest);
        }
        return kept.isEmpty() ? kNothing : QJsonValue(kept);
    }
    return value;
}

} // namespace

QString typeProblem(const FieldType& type, const QJsonValue& value)
{
    return problemAt(type, value, {});
}

FieldSet fieldsOf(const FieldType& type, const QJsonValue& value)
{
    FieldSet fields;
    collectFields(type, value, {}, fields);
    return fields;
}

QJsonValue merged(const FieldType& type, const QJsonValue& live, const QJsonValue& config)
{
    const auto whole = [&] { return isNothing(config) ? live : config; };
    if (isMap(type) && !type.isAtomic && !(isEmptyMap(live) && isEmptyMap(config))) {
        const QJsonObject left = live.toObject(), right = config.toObject();
        QJsonObject out = left;
        for (auto each = right.begin(); each != right.end(); ++each) {
            const FieldType* inner = memberType(type, each.key());
            const QJsonValue old = left.contains(each.key()) ? left.value(each.key()) : kNothing;
            const QJsonValue value = inner ? merged(*inner, old, each.value()) : each.value();
            out.insert(each.key(), value);
        }
        return out;
    }
    if (type.shape == Shape::List && type.list.kind != ListRule::Kind::Atomic
        && !(isEmptyList(live) && isEmptyList(config)))
        return mergedList(type, live.toArray(), config.toArray());
    return whole();
}

Comparison compared(const FieldType& type, const QJsonValue& before, const QJsonValue& after)
{
    Comparison comparison;
    compareAt(type, before, after, {}, comparison);
    return comparison;
}

QJsonValue without(const FieldType& type, const QJsonValue& value, const FieldSet& fields)
{
    const QJsonValue rest = withoutAt(type, value, {}, fields);
    return isNothing(rest) ? QJsonValue(QJsonObject()) : rest;
}

FieldSet withNamedFields(const FieldType& type, const FieldSet& fields)
{
    FieldSet all = fields;
    for (const FieldPath& path : fields.paths()) {
        const FieldType* at = &type;
        FieldPath here;
        for (const PathStep& step : path.steps) {
            if (!at)
                break;
            here = here.element(step);
            const bool named = step.kind == PathStep::Kind::Member && at->shape == Shape::Struct;
            const FieldType* inner = step.kind == PathStep::Kind::Member
                                         ? memberType(*at, step.member)
                                         : at->element.get();
            if (named && inner)
                all.insert(here);
            at = inner;
        }
    }
    return all;
}

QString serverPath(const FieldPath& path)
{
    QString text;
    for (const PathStep& step : path.steps) {
        switch (step.kind) {
        case PathStep::Kind::Member:
            text += u'.' + step.member;
            break;
        case PathStep::Kind::Keys: {
            QStringList keys;
            for (auto key = step.keys.begin(); key != step.keys.end(); ++key)
                keys += key.key() + u'=' + asJson(key.value());
            text += u'[' + keys.join(u',') + u']';
            break;
        }
        case PathStep::Kind::Value:
            text += u"[="_s + asJson(step.value) + u']';
            break;
        case PathStep::Kind::Index:
            text += u'[' + QString::number(step.index) + u']';
            break;
        }
    }
    return text;
}

} // namespace plumb::sandbox
