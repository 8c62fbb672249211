// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/selector.h"

#include "sandbox/status.h"

#include <QRegularExpression>

namespace plumb::sandbox {

namespace {

//! Commas outside of brackets part the requirements.
QStringList requirements(const QString& text)
{
    QStringList parts;
    int depth = 0;
    qsizetype start = 0;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        if (i < text.size() && text[i] == u'(')
            ++depth;
        if (i < text.size() && text[i] == u')')
            --depth;
        if (i == text.size() || (text[i] == u',' && depth == 0)) {
            if (const QString part = text.mid(start, i - start).trimmed(); !part.isEmpty())
                parts += part;
            start = i + 1;
        }
    }
    return parts;
}

QStringList selectableFields(const Resource& resource)
{
    QStringList fields{u"metadata.name"_s, u"metadata.namespace"_s};
    if (resource.kind == u"Pod")
        fields += {u"spec.nodeName"_s, u"spec.restartPolicy"_s, u"spec.serviceAccountName"_s,
                   u"status.phase"_s};
    else if (resource.kind == u"Event")
        fields += {u"involvedObject.kind"_s,
                   u"involvedObject.namespace"_s,
                   u"involvedObject.name"_s,
                   u"involvedObject.uid"_s,
                   u"reason"_s,
                   u"type"_s};
    else if (resource.kind == u"Secret")
        fields += u"type"_s;
    else if (resource.kind == u"Namespace")
        fields += u"status.phase"_s;
    return fields;
}

} // namespace

Result<Selector::Label> Selector::parseLabel(const QString& text)
{
    static const QRegularExpression set(u"^([^\\s=!(),]+)\\s+(in|notin)\\s*\\(([^()]*)\\)$"_s);
    static const QRegularExpression equality(u"^([^\\s=!(),]+)\\s*(=|==|!=)\\s*([^\\s=!(),]*)$"_s);
    static const QRegularExpression existence(u"^(!?)\\s*([^\\s=!(),]+)$"_s);
    if (const auto match = set.match(text); match.hasMatch()) {
        QStringList values = match.captured(3).split(u',');
        for (QString& value : values)
            value = value.trimmed();
        return Label{match.captured(1), match.captured(2) == u"in" ? Op::In : Op::NotIn, values};
    }
    if (const auto match = equality.match(text); match.hasMatch())
        return Label{match.captured(1),
                     match.captured(2) == u"!=" ? Op::NotIn : Op::In,
                     {match.captured(3)}};
    if (const auto match = existence.match(text); match.hasMatch())
        return Label{match.captured(2), match.captured(1).isEmpty() ? Op::Exists : Op::Absent, {}};
    static const QRegularExpression first(u"^(==|=|!=|[(),])"_s);
    return badRequest(u"found '%1', expected: !, identifier, or 'end of string'"_s.arg(
        first.match(text).hasMatch() ? first.match(text).captured(1) : text));
}

Result<Selector::Field> Selector::parseField(const Resource& resource, const QString& text)
{
    static const QRegularExpression form(u"^([^=!]+)(=|==|!=)(.*)$"_s);
    const auto match = form.match(text);
    if (!match.hasMatch())
        return badRequest(u"invalid selector: '%1'; can't understand '%1'"_s.arg(text));
    const QStringList known = selectableFields(resource);
    if (!known.contains(match.captured(1))) {
        QStringList words;
        for (const QString& each : known)
            words += u'"' + each + u'"';
        const bool plain = known.size() == 2;
        return badRequest(plain ? u"\"%1\" is not a known field selector: only %2"_s.arg(
                              match.captured(1), words.join(u", "_s))
                                : u"field label not supported: %1"_s.arg(match.captured(1)));
    }
    return Field{match.captured(1).split(u'.'), match.captured(3), match.captured(2) != u"!="};
}

Result<Selector> Selector::parse(const Resource& resource, const QString& labels,
                                 const QString& fields)
{
    Selector selector;
    for (const QString& text : requirements(labels)) {
        PLUMB_TRY(label, parseLabel(text));
        selector.m_labels += label;
    }
    for (const QString& text : requirements(fields)) {
        PLUMB_TRY(field, parseField(resource, text));
        selector.m_fields += field;
    }
    return selector;
}

bool Selector::matches(const QJsonObject& object) const
{
    const QJsonObject labels = object.value(u"metadata"_s)[u"labels"_s].toObject();
    for (const Label& label : m_labels) {
        const bool has = labels.contains(label.key);
        const bool listed = has && label.values.contains(labels.value(label.key).toString());
        const bool fits = label.op == Op::In       ? listed
                          : label.op == Op::NotIn  ? !listed
                          : label.op == Op::Exists ? has
                                                   : !has;
        if (!fits)
            return false;
    }
    for (const Field& field : m_fields) {
        QJsonValue value = object;
        for (const QString& name : field.path)
            value = value[name];
        if ((value.toString() == field.value) != field.equal)
            return false;
    }
    return true;
}

} // namespace plumb::sandbox
