// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QJsonValue>
#include <QList>
#include <QMap>
#include <QString>

#include <compare>

namespace plumb::objects {

//! One step into an object: a member, a list element by its keys, by its own value, or by position.
struct PathStep
{
    enum class Kind { Member, Keys, Value, Index };
    Kind kind = Kind::Member;
    QString member; //!< Member
    QMap<QString, QJsonValue> keys; //!< Keys: {"containerPort": 80, "protocol": "TCP"}
    QJsonValue value; //!< Value: an element of a set
    qsizetype index = 0; //!< Index
    friend bool operator==(const PathStep&, const PathStep&) = default;
};

//! `spec.template.spec.containers[name=web].ports[containerPort=80,protocol=TCP]`,
//! `metadata.finalizers[=x]`, `metadata.annotations["a/b.c"]`, `args[2]`.
struct FieldPath
{
    QList<PathStep> steps;
    QString toString() const;
    static Result<FieldPath> parse(const QString& text);
    FieldPath member(const QString& name) const;
    FieldPath element(const PathStep& step) const;
    bool startsWith(const FieldPath& prefix) const;
    //! The value this path leads to in an object; Undefined when it is not there.
    QJsonValue in(const QJsonObject& object) const;
    friend bool operator==(const FieldPath&, const FieldPath&) = default;
};

} // namespace plumb::objects
