// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objects/fieldpath.h"
#include "objects/object.h"

#include <QDateTime>
#include <QJsonObject>

#include <memory>
#include <vector>

namespace plumb::objects {

//! A set of field paths: managedFields' fieldsV1 as a value.
// structured-merge-diff/v4 fieldpath: `f:` field, `k:` list key, `v:` set value, `i:` index, `.`
// self
class FieldSet
{
public:
    static Result<FieldSet> fromFieldsV1(const QJsonObject& fieldsV1);
    QJsonObject toFieldsV1() const;

    bool isEmpty() const;
    bool contains(const FieldPath& path) const; //!< this very path is a member
    bool containsBelow(const FieldPath& path) const; //!< a member lies at or below this path
    void insert(const FieldPath& path);
    FieldSet united(const FieldSet& other) const;
    FieldSet without(const FieldSet& other) const;
    FieldSet intersected(const FieldSet& other) const;
    QList<FieldPath> paths() const; //!< all members
    QList<FieldPath> leaves() const; //!< members without members below

    friend bool operator==(const FieldSet& a, const FieldSet& b)
    {
        return a.toFieldsV1() == b.toFieldsV1();
    }

private:
    struct Node;
    std::shared_ptr<const Node> m_root;
};

//! One entry of metadata.managedFields. It names a program, never a person.
struct ManagedFieldsEntry
{
    QString manager, operation, apiVersion, subresource; //!< operation: Apply or Update
    QDateTime time; //!< of the last change of any field of this manager, not per field
    FieldSet fields;
};

//! In the order of the object; an entry that cannot be read is left out and named in the error text
//! of the second member.
struct ManagedFields
{
    QList<ManagedFieldsEntry> entries;
    QStringList problems;
    static ManagedFields of(const Object& object);
    //! Those who own a path (or, with none for it, something below it), latest first.
    QList<ManagedFieldsEntry> ownersOf(const FieldPath& path) const;
};

} // namespace plumb::objects
