// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonValue>
#include <QString>

#include <optional>

namespace plumb::drift {

//! A Kubernetes quantity ("500m", "0.5", "1Gi", 1) as one number, mantissa × 10^exponent without
//! trailing zeros: equal quantities are equal values.
struct Quantity
{
    qint64 mantissa = 0;
    int exponent = 0;
    //! No value: not a quantity, or too large to be told exactly.
    static std::optional<Quantity> from(const QJsonValue& value);
    friend bool operator==(const Quantity&, const Quantity&) = default;
};

} // namespace plumb::drift
