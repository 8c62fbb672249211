// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "health/fields.h"

#include <QJsonArray>

#include <cmath>

namespace plumb::health {

Fields::Fields(const QJsonObject& object)
    : Fields(object, {}, std::make_shared<QString>())
{
}

Fields::Fields(QJsonObject object, QString where, std::shared_ptr<QString> problem)
    : m_object(std::move(object))
    , m_where(std::move(where))
    , m_problem(std::move(problem))
{
}

QJsonValue Fields::at(Path path) const
{
    return objects::valueAt(m_object, path);
}

void Fields::expected(const char* what, Path path) const
{
    if (!m_problem->isEmpty())
        return;
    QStringList names;
    for (const QStringView step : path)
        names.append(step.toString());
    *m_problem = u"%1%2 is not %3"_s.arg(m_where, names.join(u'.'), QString::fromLatin1(what));
}

bool Fields::has(Path path) const
{
    const QJsonValue value = at(path);
    return !value.isUndefined() && !value.isNull();
}

QString Fields::text(Path path) const
{
    if (has(path) && !at(path).isString())
        expected("a string", path);
    return at(path).toString();
}

bool Fields::flag(Path path) const
{
    if (has(path) && !at(path).isBool())
        expected("true or false", path);
    return at(path).toBool();
}

std::optional<qint64> Fields::maybe(Path path) const
{
    if (!has(path))
        return {};
    const QJsonValue value = at(path);
    if (!value.isDouble() || std::trunc(value.toDouble()) != value.toDouble()) {
        expected("a whole number", path);
        return {};
    }
    return value.toInteger();
}

std::vector<Fields> Fields::each(Path path) const
{
    std::vector<Fields> elements;
    if (has(path) && !at(path).isArray())
        expected("a list", path);
    QString where = m_where;
    for (const QStringView step : path)
        where += step.toString() + (step == *(path.end() - 1) ? u"[%1]."_s : u"."_s);
    int index = 0;
    for (const QJsonValue& element : at(path).toArray()) {
        if (!element.isObject())
            expected("a list of objects", path);
        else
            elements.push_back(Fields(element.toObject(), where.arg(index), m_problem));
        ++index;
    }
    return elements;
}

std::optional<Fields> Fields::condition(QStringView type) const
{
    for (const Fields& condition : each({u"status", u"conditions"})) {
        if (condition.text({u"type"}) == type)
            return condition;
    }
    return {};
}

// gitops-engine pkg/sync/hook/hook.go: IsHook
bool isHook(const Fields& object)
{
    const QString key = u"argocd.argoproj.io/hook"_s;
    if (object.hasAnnotation(key)) {
        QStringList types;
        for (const QString& type : object.annotation(key).split(u',')) {
            if (!type.trimmed().isEmpty() && !types.contains(type.trimmed()))
                types.append(type.trimmed());
        }
        return types != QStringList{u"Skip"_s};
    }
    // Helm marks CRDs with the same annotation; they are no hooks.
    return object.hasAnnotation(u"helm.sh/hook"_s)
           && object.annotation(u"helm.sh/hook"_s) != u"crd-install";
}

} // namespace plumb::health
