// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QJsonValue>
#include <QList>
#include <QString>

#include <memory>
#include <variant>

namespace plumb::yaml {

//! Where something stands in a source; line and column count from 1.
struct Mark
{
    int line = 0, column = 0, offset = 0;
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
struct Scalar
{
    QString text; //!< as written; of !!binary what it encodes
    std::variant<std::monostate, bool, qint64, double> value = {}; //!< none: it is the text
    bool toBool() const { return of<bool>(); } //!< false: it is no truth
    qint64 toInteger() const { return of<qint64>(); } //!< 0: it is no integer
    double toDouble() const; //!< 0: it is no number

private:
    template <typename T>
    T of() const
    {
        const T* found = std::get_if<T>(&value);
        return found ? *found : T();
    }
};

//! One value of a parsed document with its position; aliases and merge keys are resolved already.
//! Copies share what is below them.
struct Node
{
    enum class Type : quint8 { Null, Bool, Integer, Double, String, Sequence, Mapping };
    struct Member;
    Mark begin, end; //!< end: just behind the last character; parseConfig knows no ends
    Type type = Type::Null;
    bool isBroken = false; //!< one of the problems is about it or a scalar in it
    //! One of them, as the type says: a tree of many values has no room for all three.
    std::variant<Scalar, QList<Node>, QList<Member>> content;

    const Scalar& scalar() const; //!< of Null, Bool, Integer, Double, String; else empty
    const QString& text() const { return scalar().text; }
    const QList<Node>& items() const; //!< of a Sequence; else empty
    const QList<Member>& members() const; //!< of a Mapping, in the order of the source; else empty
    const Node* member(QStringView key) const;
    QJsonValue toJson() const;
};

struct Node::Member
{
    QString key;
    Mark keyMark;
    Node value;
};

} // namespace plumb::yaml
