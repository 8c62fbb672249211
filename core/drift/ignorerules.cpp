// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "drift/ignorerules.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace plumb::drift {

namespace {

bool matchesGlob(const QString& glob, const QString& text)
{
    return QRegularExpression(QRegularExpression::wildcardToRegularExpression(glob))
        .match(text)
        .hasMatch();
}

// Argo CD's shape: group and kind are globs and always count, name and namespace only if given.
bool concerns(const IgnoreRule& rule, const objects::ResourceKey& object)
{
    return matchesGlob(rule.group, object.group) && matchesGlob(rule.kind, object.kind)
           && (rule.name.isEmpty() || rule.name == object.name)
           && (rule.ns.isEmpty() || rule.ns == object.ns);
}

// RFC 6901: in a token `~1` is a slash and `~0` a tilde; the first slash stands before the first
// token.
std::optional<QStringList> tokensOf(const QString& pointer)
{
    if (!pointer.startsWith(u'/'))
        return {};
    QStringList tokens = pointer.mid(1).split(u'/');
    for (QString& token : tokens)
        token.replace(u"~1"_s, u"/"_s).replace(u"~0"_s, u"~"_s);
    return tokens;
}

bool startsWith(const QStringList& longer, const QStringList& prefix)
{
    return longer.size() >= prefix.size()
           && std::equal(prefix.begin(), prefix.end(), longer.begin());
}

QJsonValue removed(const QJsonValue& value, const QStringList& tokens)
{
    const QString& first = tokens.front();
    const bool isLast = tokens.size() == 1;
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        if (isLast)
            object.remove(first);
        else if (object.contains(first))
            object.insert(first, removed(object.value(first), tokens.mid(1)));
        return object;
    }
    bool isIndex = false;
    const int index = first.toInt(&isIndex);
    if (value.isArray() && isIndex && index >= 0 && index < value.toArray().size()) {
        QJsonArray list = value.toArray();
        if (isLast)
            list.removeAt(index);
        else
            list.replace(index, removed(list.at(index), tokens.mid(1)));
        return list;
    }
    return value;
}

} // namespace

IgnoreRules::IgnoreRules(const QList<IgnoreRule>& rules, const objects::ResourceKey& object)
{
    for (const IgnoreRule& rule : rules) {
        if (!concerns(rule, object))
            continue;
        for (const QString& text : rule.jsonPointers) {
            if (const auto tokens = tokensOf(text))
                m_pointers.append({rule.rule, *tokens});
        }
        for (const QString& manager : rule.managedFieldsManagers)
            m_managers.append({rule.rule, manager});
    }
}

std::optional<QString> IgnoreRules::covering(const QStringList& pointer,
                                             const QList<objects::ManagedFieldsEntry>& owners) const
{
    for (const Pointer& each : m_pointers) {
        if (startsWith(pointer, each.tokens))
            return each.rule;
    }
    for (const Manager& each : m_managers) {
        for (const auto& owner : owners) {
            if (owner.manager == each.name)
                return each.rule;
        }
    }
    return {};
}

bool IgnoreRules::reachBelow(const QStringList& pointer) const
{
    return std::any_of(m_pointers.begin(), m_pointers.end(), [&](const Pointer& each) {
        return each.tokens.size() > pointer.size() && startsWith(each.tokens, pointer);
    });
}

QJsonValue IgnoreRules::without(const QJsonValue& value, const QStringList& pointer,
                                QString* rule) const
{
    QJsonValue rest = value;
    for (const Pointer& each : m_pointers) {
        if (each.tokens.size() <= pointer.size() || !startsWith(each.tokens, pointer))
            continue;
        rest = removed(rest, each.tokens.mid(pointer.size()));
        if (rule && rule->isEmpty())
            *rule = each.rule;
    }
    return rest;
}

} // namespace plumb::drift
