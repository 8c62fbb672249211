// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objects/listkeys.h"

#include <QHash>

namespace plumb::objects {

//! What the API server knows of one field: its shape, and how apply and patch merge it.
struct FieldType
{
    enum class Shape {
        Any,
        String,
        Integer,
        Number,
        Boolean,
        IntOrString,
        Quantity,
        Struct,
        Map,
        List
    };
    using Fields = QHash<QString, FieldType>;
    Shape shape = Shape::Any;
    const Fields* fields = nullptr; //!< Struct; lives as long as the schema
    QString name; //!< Struct: "core.v1.Container"
    std::shared_ptr<const FieldType> element; //!< Map, List
    ListRule list; //!< List
    bool isAtomic = false; //!< Struct, Map: replaced as a whole by apply
    QJsonValue defaultValue; //!< of a scalar; Undefined without one
    // Strategic merge patch has rules of its own; a list of apply's kind Map may be replaced by it.
    bool patchMerges = false;
    bool patchRetainsKeys = false;
    QString patchKey;
};

//! The types of the built-in kinds, from the committed table schema.json (made by schema.py).
class Schema
{
public:
    static const Schema& builtIn();
    //! Null for a kind that is not built in.
    const FieldType* typeOf(const GroupVersionKind& gvk) const;
    //! Null for a field that the kind does not declare. Of an unknown kind only metadata is known.
    const FieldType* typeAt(const GroupVersionKind& gvk, const FieldPath& path) const;

private:
    static Schema read(const QByteArray& json);
    QHash<GroupVersionKind, FieldType> m_kinds;
    FieldType m_metadata;
    std::shared_ptr<QHash<QString, FieldType::Fields>> m_types;
};

} // namespace plumb::objects
