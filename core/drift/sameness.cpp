// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "drift/sameness.h"

#include "drift/quantity.h"
#include "objects/schema.h"

#include <QJsonArray>
#include <QJsonObject>

namespace plumb::drift {

using objects::FieldPath;
using objects::FieldType;
using objects::GroupVersionKind;
using objects::PathStep;

namespace {

bool isNothing(const QJsonValue& value)
{
    return value.isUndefined() || value.isNull();
}

bool isEmptyContainer(const QJsonValue& value)
{
    return (value.isObject() && value.toObject().isEmpty())
           || (value.isArray() && value.toArray().isEmpty());
}

PathStep position(qsizetype index)
{
    PathStep step;
    step.kind = PathStep::Kind::Index;
    step.index = index;
    return step;
}

bool areListsSame(const GroupVersionKind& gvk, const FieldPath& path, const QJsonArray& desired,
                  const QJsonArray& live, Extras extras)
{
    if (desired.size() != live.size())
        return false;
    for (qsizetype i = 0; i < desired.size(); ++i) {
        if (!isSameToServer(gvk, path.element(position(i)), desired.at(i), live.at(i), extras))
            return false;
    }
    return true;
}

bool areMapsSame(const GroupVersionKind& gvk, const FieldPath& path, const QJsonObject& desired,
                 const QJsonObject& live, Extras extras)
{
    for (auto member = desired.begin(); member != desired.end(); ++member) {
        if (!isSameToServer(gvk, path.member(member.key()), member.value(),
                            live.value(member.key()), extras))
            return false;
    }
    if (extras == Extras::Allowed)
        return true;
    for (auto member = live.begin(); member != live.end(); ++member) {
        if (!desired.contains(member.key())
            && !isSameToServer(gvk, path.member(member.key()), {}, member.value(), extras))
            return false;
    }
    return true;
}

} // namespace

bool isSameToServer(const GroupVersionKind& gvk, const FieldPath& path, const QJsonValue& desired,
                    const QJsonValue& live, Extras extras)
{
    if (desired == live || (isNothing(desired) && isNothing(live)))
        return true;
    if (desired.isObject() && live.isObject())
        return areMapsSame(gvk, path, desired.toObject(), live.toObject(), extras);
    if (desired.isArray() && live.isArray())
        return areListsSame(gvk, path, desired.toArray(), live.toArray(), extras);

    const FieldType* type = objects::Schema::builtIn().typeAt(gvk, path);
    if (!type)
        return false;
    if (type->shape == FieldType::Shape::Quantity) {
        const auto wanted = Quantity::from(desired);
        return wanted && wanted == Quantity::from(live);
    }
    // `emptyDir: {}` says something, `labels: {}` does not.
    const bool isLeftOut =
        type->shape == FieldType::Shape::Map || type->shape == FieldType::Shape::List;
    return isLeftOut
           && ((isEmptyContainer(desired) && isNothing(live))
               || (isNothing(desired) && isEmptyContainer(live)));
}

} // namespace plumb::drift
