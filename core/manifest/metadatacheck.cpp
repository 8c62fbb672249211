// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/metadatacheck_p.h"

#include "base/result.h"
#include "base/text.h"

namespace plumb::manifest {

namespace {

using yaml::Node;

class Check
{
public:
    explicit Check(const QString& kind)
        : m_kind(printable(kind, 80))
    {
    }
    QList<yaml::Problem> problems;

    void text(const Node* value, const QString& path)
    {
        if (!value || value->type == Node::Type::String || value->type == Node::Type::Null)
            return;
        const QString written = printable(value->text(), 40);
        switch (value->type) {
        case Node::Type::Bool:
            say(*value, path,
                u"`%1`, which YAML reads as %2; put it in quotes"_s.arg(
                    written, value->scalar().toBool() ? u"true"_s : u"false"_s));
            break;
        case Node::Type::Integer:
        case Node::Type::Double:
            say(*value, path, u"the number %1; put it in quotes"_s.arg(written));
            break;
        default:
            say(*value, path,
                value->type == Node::Type::Sequence ? u"a list, and must be a text"_s
                                                    : u"a mapping, and must be a text"_s);
        }
    }
    void texts(const Node* mapping, const QString& path)
    {
        if (!mapping || mapping->type == Node::Type::Null)
            return;
        if (mapping->type != Node::Type::Mapping)
            return say(*mapping, path, u"not a mapping of texts"_s);
        for (const Node::Member& each : mapping->members())
            text(&each.value, path + u'.' + printable(each.key, 80));
    }
    void list(const Node* sequence, const QString& path)
    {
        if (!sequence || sequence->type == Node::Type::Null)
            return;
        if (sequence->type != Node::Type::Sequence)
            return say(*sequence, path, u"not a list of texts"_s);
        for (qsizetype i = 0; i < sequence->items().size(); ++i)
            text(&sequence->items()[i], u"%1[%2]"_s.arg(path).arg(i));
    }

private:
    void say(const Node& where, const QString& path, const QString& what)
    {
        problems.append({where.begin, u"%1 of this %2 is %3"_s.arg(path, m_kind, what)});
    }
    QString m_kind;
};

} // namespace

QList<yaml::Problem> metadataProblems(const Node& object, const QString& kind)
{
    const Node* metadata = object.member(u"metadata");
    if (!metadata || metadata->type == Node::Type::Null)
        return {};
    if (metadata->type != Node::Type::Mapping)
        return {
            {metadata->begin, u"metadata of this %1 is not a mapping"_s.arg(printable(kind, 80))}};
    Check check(kind);
    for (const QString& field : {u"name"_s, u"generateName"_s, u"namespace"_s, u"uid"_s})
        check.text(metadata->member(field), u"metadata."_s + field);
    for (const QString& field : {u"labels"_s, u"annotations"_s})
        check.texts(metadata->member(field), u"metadata."_s + field);
    check.list(metadata->member(u"finalizers"), u"metadata.finalizers"_s);
    return check.problems;
}

} // namespace plumb::manifest
