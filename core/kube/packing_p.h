// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/packedobject.h"
#include "kube/strictjson_p.h"

#include <QSet>

namespace plumb::kube {

//! How the objects of one store are packed; a value for the workers that read its answers.
struct Packing
{
    std::shared_ptr<const Dictionary> dictionary; //!< null: not yet trained
    //! What Git declares: these keep their managedFields, for who changed what.
    std::shared_ptr<const QSet<objects::ResourceKey>> declared;
};

PackedObject packed(const ScannedObject& scanned, const objects::GroupVersionKind& listed,
                    const Packing& how);

QByteArray typeOf(const QString& group, const QString& kind);
//! RFC 3339 to seconds since 1970, or kNoTime.
qint64 secondsOf(std::string_view text);
QList<objects::OwnerReference> ownersOf(const QByteArray& json);

} // namespace plumb::kube
