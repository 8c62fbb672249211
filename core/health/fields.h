// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objects/object.h"

#include <initializer_list>
#include <memory>
#include <optional>
#include <vector>

namespace plumb::health {

//! Reads the members that a rule looks at. A member of another type than the API's (only a file can
//! hold one) reads as absent and is remembered: whoever judges by it would be guessing.
class Fields
{
public:
    using Path = std::initializer_list<QStringView>;
    explicit Fields(const QJsonObject& object);

    bool has(Path path) const;
    QString text(Path path) const;
    bool flag(Path path) const;
    std::optional<qint64> maybe(Path path) const;
    qint64 number(Path path) const { return maybe(path).value_or(0); }
    //! The elements of a list of objects.
    std::vector<Fields> each(Path path) const;
    //! The first condition of a type.
    std::optional<Fields> condition(QStringView type) const;

    QString name() const { return text({u"metadata", u"name"}); }
    QString annotation(const QString& key) const
    {
        return text({u"metadata", u"annotations", key});
    }
    bool hasAnnotation(const QString& key) const { return has({u"metadata", u"annotations", key}); }

    //! The first member of a wrong type: "status.replicas is not a number"; empty if there is none.
    QString problem() const { return *m_problem; }

private:
    Fields(QJsonObject object, QString where, std::shared_ptr<QString> problem);
    QJsonValue at(Path path) const;
    void expected(const char* what, Path path) const;

    QJsonObject m_object;
    QString m_where;
    std::shared_ptr<QString> m_problem;
};

//! Runs once beside a sync, by Argo CD's or Helm's annotation; not part of what stays.
bool isHook(const Fields& object);

} // namespace plumb::health
