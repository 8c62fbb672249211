// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "sandbox/resources.h"

#include <QJsonObject>
#include <QList>

namespace plumb::sandbox {

//! labelSelector and fieldSelector of one request.
class Selector
{
public:
    //! Refuses (400) what the server would refuse.
    static Result<Selector> parse(const Resource& resource, const QString& labels,
                                  const QString& fields);
    bool matches(const QJsonObject& object) const;

private:
    enum class Op { In, NotIn, Exists, Absent };
    struct Label
    {
        QString key;
        Op op = Op::Exists;
        QStringList values;
    };
    struct Field
    {
        QStringList path;
        QString value;
        bool equal = true;
    };
    static Result<Label> parseLabel(const QString& text);
    static Result<Field> parseField(const Resource& resource, const QString& text);

    QList<Label> m_labels;
    QList<Field> m_fields;
};

} // namespace plumb::sandbox
