// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objects/object.h"

#include <memory>

namespace plumb::kube {

class Dictionary;

//! What the store knows of an object without unpacking it.
struct Summary
{
    objects::ResourceKey key;
    QString uid, resourceVersion;
    QDateTime created, terminating; //!< terminating: invalid unless it is
    QMap<QString, QString> labels;
    QList<objects::OwnerReference> owners;
    bool hasManagedFields = false; //!< of its body; else they are read from the server when needed
};

//! One object as it rests: some columns in clear, the body compressed. The leaves of a Secret are
//! not in the body but beside it, as SecretValue. A value; workers make and unpack it. //
//! docs/adr/0023
struct PackedObject
{
    static constexpr qint64 kNoTime = std::numeric_limits<qint64>::min();

    QByteArray type; //!< "Deployment.apps", as UTF-8 like all of them
    QByteArray ns, name, uid, resourceVersion;
    QByteArray labels, owners; //!< JSON of metadata.labels and ownerReferences, or empty
    qint64 created = kNoTime, terminating = kNoTime; //!< seconds since 1970
    bool hasManagedFields = false;
    QByteArray body;
    std::shared_ptr<const Dictionary> dictionary; //!< null: the body stands alone
    std::shared_ptr<const objects::Object> secrets; //!< of a Secret: its leaves, without the JSON

    static PackedObject of(const objects::Object& object);
    objects::ResourceKey key() const;
    Summary summary() const;
    //! Unpacks and parses.
    objects::Object object() const;
};

} // namespace plumb::kube
