// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QJsonValue>
#include <QList>
#include <QString>

#include <memory>
#include <vector>

namespace plumb::yaml {

//! Where something stands in a source; line and column count from 1.
struct Mark
{
    int line = 0, column = 0;
    qint64 offset = 0;
    friend bool operator==(const Mark&, const Mark&) = default;
};

//! What is wrong in a source, in the user's words, and where.
struct Problem
{
    Mark where;
    QString message;
    friend bool operator==(const Problem&, const Problem&) = default;
};

//! One value of a parsed document with its position; aliases and merge keys are resolved already.
struct Node
{
    enum class Type { Null, Bool, Integer, Double, String, Sequence, Mapping };
    struct Member
    {
        QString key;
        Mark keyMark;
        std::shared_ptr<const Node> value;
    };
    Type type = Type::Null;
    Mark begin, end; //!< end: just behind the last character; parseConfig knows no ends
    QJsonValue scalar; //!< of Bool, Integer, Double, String
    QString text; //!< the scalar as written
    std::vector<std::shared_ptr<const Node>> items; //!< Sequence
    std::vector<Member> members; //!< Mapping, in the order of the source
    bool isBroken = false; //!< one of the problems is about it or a scalar in it

    const Node* member(QStringView key) const;
    QJsonValue toJson() const;
};

} // namespace plumb::yaml
