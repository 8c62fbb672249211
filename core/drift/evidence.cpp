// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "drift/evidence.h"

#include "drift/normalise.h"

namespace plumb::drift {

using objects::ManagedFieldsEntry;

namespace {

QJsonValue found(const std::optional<QJsonObject>& object, const objects::FieldPath& path)
{
    return object ? path.in(*object) : QJsonValue(QJsonValue::Undefined);
}

} // namespace

Evidence::Evidence(const Input& input, const objects::Object& live)
    : m_appliers(input.appliers)
    , m_managed(objects::ManagedFields::of(live))
    , m_annotation(comparableLastApplied(live))
{
    if (input.lastApplied)
        m_journal = comparable(*input.lastApplied);

    const ManagedFieldsEntry* latest = nullptr;
    for (const ManagedFieldsEntry& entry : m_managed.entries) {
        // In one second kubectl may migrate from one way of applying to the other; the later entry
        // wins.
        if (isApplier(entry) && (!latest || entry.time >= latest->time))
            latest = &entry;
    }
    m_isAnnotationCurrent = m_annotation && (!latest || latest->operation == u"Update");
}

bool Evidence::isApplier(const ManagedFieldsEntry& entry) const
{
    // `kubectl` alone is also the manager of imperative commands (scale): only its applies stand
    // for Git.
    return m_appliers.contains(entry.manager) && entry.subresource.isEmpty()
           && (entry.operation == u"Apply" || entry.manager != u"kubectl");
}

QJsonValue Evidence::journalled(const objects::FieldPath& path) const
{
    return found(m_journal, path);
}

QJsonValue Evidence::annotated(const objects::FieldPath& path) const
{
    return found(m_annotation, path);
}

} // namespace plumb::drift
