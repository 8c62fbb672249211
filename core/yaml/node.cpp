// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "yaml/node.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace plumb::yaml {

double Scalar::toDouble() const
{
    const qint64* integer = std::get_if<qint64>(&value);
    return integer ? double(*integer) : of<double>();
}

namespace {

template <typename T, typename Content>
const T& partOf(const Content& content)
{
    static const T kNothing;
    const T* found = std::get_if<T>(&content);
    return found ? *found : kNothing;
}

} // namespace

const Scalar& Node::scalar() const
{
    return partOf<Scalar>(content);
}

const QList<Node>& Node::items() const
{
    return partOf<QList<Node>>(content);
}

const QList<Node::Member>& Node::members() const
{
    return partOf<QList<Member>>(content);
}

const Node* Node::member(QStringView key) const
{
    for (const Member& each : members()) {
        if (each.key == key)
            return &each.value;
    }
    return nullptr;
}

QJsonValue Node::toJson() const
{
    switch (type) {
    case Type::Null:
        return QJsonValue(QJsonValue::Null);
    case Type::Sequence: {
        QJsonArray array;
        for (const Node& each : items())
            array.append(each.toJson());
        return array;
    }
    case Type::Mapping: {
        // A QJsonObject keeps its keys sorted and moves them on each insertion: append in order.
        std::vector<const Member*> sorted;
        sorted.reserve(size_t(members().size()));
        for (const Member& each : members())
            sorted.push_back(&each);
        std::sort(sorted.begin(), sorted.end(),
                  [](const Member* a, const Member* b) { return a->key < b->key; });
        QJsonObject object;
        for (const Member* each : sorted)
            object.insert(each->key, each->value.toJson());
        return object;
    }
    case Type::String:
        return text();
    default:
        return std::visit(
            [](const auto& value) {
                if constexpr (std::is_same_v<decltype(value), const std::monostate&>)
                    return QJsonValue(QJsonValue::Null);
                else
                    return QJsonValue(value);
            },
            scalar().value);
    }
}

} // namespace plumb::yaml
