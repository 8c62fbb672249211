// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drift/drift.h"

namespace plumb::drift {

//! Who wrote the live side, and what the last applier had meant it to be: what classes rest on.
class Evidence
{
public:
    Evidence(const Input& input, const objects::Object& live);

    //! Of one field of the live object, latest first.
    QList<objects::ManagedFieldsEntry> ownersOf(const objects::FieldPath& path) const
    {
        return m_managed.ownersOf(path);
    }
    bool isApplier(const objects::ManagedFieldsEntry& entry) const;
    bool hasManagers() const { return !m_managed.entries.isEmpty(); }

    //! What the journal, or the annotation of kubectl, says was last sent here.
    QJsonValue journalled(const objects::FieldPath& path) const;
    QJsonValue annotated(const objects::FieldPath& path) const;
    //! kubectl was the last to apply, so its annotation still tells what was last sent.
    bool isAnnotationCurrent() const { return m_isAnnotationCurrent; }

private:
    QStringList m_appliers;
    objects::ManagedFields m_managed;
    std::optional<QJsonObject> m_journal, m_annotation;
    bool m_isAnnotationCurrent = false;
};

} // namespace plumb::drift
