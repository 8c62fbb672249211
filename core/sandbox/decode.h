// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objects/schema.h"

#include <QJsonObject>
#include <QStringList>

namespace plumb::sandbox {

//! What is left of a JSON object when the server has read it into its types and written it again:
//! unknown fields, nulls and empty optional values are gone, quantities are in canonical form.
struct Decoded
{
    QJsonObject object;
    QStringList unknown; //!< "spec.template.spec.containers[0].imag"
    QString mismatch; //!< the server's words for the first value of a wrong type; then nothing else
                      //!< counts
};

Decoded decoded(const objects::FieldType& type, const QJsonObject& json);

//! "0.5" becomes "500m", "1024Mi" "1Gi"; what is no quantity stays.
QString canonicalQuantity(const QString& text);

//! What an object of the kind holds before anything is set: the members that the server always
//! writes.
QJsonObject emptyObject(const QString& kind);

} // namespace plumb::sandbox
