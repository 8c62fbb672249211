// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "yaml/node.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace plumb::yaml {

double Scalar::toDouble() const
{
    const qint64* integer = std::get_if<qint64>(&m_value);
    return integer ? double(*integer) : of<double>();
}

QJsonValue Scalar::toJson() const
{
    return std::visit(
        [](const auto& value) {
            if constexpr (std::is_same_v<decltype(value), const std::monostate&>)
                return QJsonValue(QJsonValue::Null);
            else
                return QJsonValue(value);
        },
        m_value);
}

const Node* Node::member(QStringView key) const
{
    for (const Member& each : members) {
        if (each.key == key)
            return each.value.get();
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
        for (const auto& each : items)
            array.append(each->toJson());
        return array;
    }
    case Type::Mapping: {
        // A QJsonObject keeps its keys sorted and moves them on each insertion: append in order.
        std::vector<const Member*> sorted;
        sorted.reserve(members.size());
        for (const Member& each : members)
            sorted.push_back(&each);
        std::sort(sorted.begin(), sorted.end(),
                  [](const Member* a, const Member* b) { return a->key < b->key; });
        QJsonObject object;
        for (const Member* each : sorted)
            object.insert(each->key, each->value->toJson());
        return object;
    }
    default:
        return scalar.toJson();
    }
}

} // namespace plumb::yaml
