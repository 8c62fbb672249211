// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QJsonValue>
#include <QList>
#include <QString>

#include <concepts>
#include <memory>
#include <variant>
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

//! A text, truth or number. Not a QJsonValue: that takes three pieces of memory for each text.
class Scalar
{
public:
    Scalar() = default;
    Scalar(QString text)
        : m_value(std::move(text))
    {
    }
    template <typename T>
    requires std::same_as<T, bool> || std::same_as<T, qint64> || std::same_as<T, double>
    Scalar(T value)
        : m_value(value)
    {
    }
    QString toString() const { return of<QString>(); } //!< empty: it is no text
    bool toBool() const { return of<bool>(); } //!< false: it is no truth
    qint64 toInteger() const { return of<qint64>(); } //!< 0: it is no integer
    double toDouble() const; //!< 0: it is no number
    QJsonValue toJson() const; //!< null: it is nothing

private:
    template <typename T>
    T of() const
    {
        const T* found = std::get_if<T>(&m_value);
        return found ? *found : T();
    }
    std::variant<std::monostate, QString, bool, qint64, double> m_value;
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
    Scalar scalar; //!< of Bool, Integer, Double, String
    QString text; //!< the scalar as written
    std::vector<std::shared_ptr<const Node>> items; //!< Sequence
    std::vector<Member> members; //!< Mapping, in the order of the source
    bool isBroken = false; //!< one of the problems is about it or a scalar in it

    const Node* member(QStringView key) const;
    QJsonValue toJson() const;
};

} // namespace plumb::yaml
