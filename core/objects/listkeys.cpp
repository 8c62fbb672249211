// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "objects/listkeys.h"

#include "objects/schema.h"

namespace plumb::objects {

struct ListKeys::Table
{
    const Schema& schema;
};

const ListKeys& ListKeys::builtIn()
{
    static const ListKeys keys = [] {
        ListKeys made;
        made.m_table = std::make_shared<Table>(Table{Schema::builtIn()});
        return made;
    }();
    return keys;
}

ListRule ListKeys::rule(const GroupVersionKind& gvk, const FieldPath& path) const
{
    const FieldType* type = m_table ? m_table->schema.typeAt(gvk, path) : nullptr;
    return type ? type->list : ListRule{};
}

bool ListKeys::isAtomicMap(const GroupVersionKind& gvk, const FieldPath& path) const
{
    const FieldType* type = m_table ? m_table->schema.typeAt(gvk, path) : nullptr;
    return type && type->shape != FieldType::Shape::List && type->isAtomic;
}

PathStep ListKeys::stepTo(const ListRule& rule, const QJsonValue& element, qsizetype index) const
{
    PathStep step;
    if (rule.kind == ListRule::Kind::Set) {
        step.kind = PathStep::Kind::Value;
        step.value = element;
        return step;
    }
    if (rule.kind == ListRule::Kind::Map) {
        const QJsonObject object = element.toObject();
        for (const QString& key : rule.keys) {
            const QJsonValue value =
                object.contains(key) ? object.value(key) : rule.defaults.value(key);
            if (object.contains(key) || rule.defaults.contains(key))
                step.keys.insert(key, value);
        }
        if (!step.keys.isEmpty()) {
            step.kind = PathStep::Kind::Keys;
            return step;
        }
    }
    step.kind = PathStep::Kind::Index;
    step.index = index;
    return step;
}

} // namespace plumb::objects
