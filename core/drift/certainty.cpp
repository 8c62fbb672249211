// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "drift/certainty.h"

#include "drift/drift.h"
#include "objects/fieldset.h"
#include "objects/schema.h"

#include <QJsonArray>

namespace plumb::drift {

using objects::FieldPath;
using objects::FieldSet;
using objects::FieldType;
using objects::GroupVersionKind;
using objects::ListRule;
using objects::PathStep;

namespace {

class Proof
{
public:
    Proof(const GroupVersionKind& gvk, const objects::ListKeys& lists,
          const objects::ManagedFields& managed)
        : m_gvk(gvk)
        , m_lists(lists)
        , m_managed(managed)
    {
    }

    bool holds(const FieldPath& path, const QJsonValue& desired, const QJsonValue& live)
    {
        if (desired.isObject())
            return live.isObject() && holdsMap(path, desired.toObject(), live.toObject());
        if (desired.isArray())
            return live.isArray() && holdsList(path, desired.toArray(), live.toArray());
        // A null asks the server to take a field out, or to leave it: not for us to say.
        if (desired.isNull() || desired != live)
            return false;
        m_named.insert(path);
        return true;
    }

    //! What Git names, in the words of managedFields.
    const FieldSet& named() const { return m_named; }

private:
    bool holdsMap(const FieldPath& path, const QJsonObject& desired, const QJsonObject& live)
    {
        if (desired.isEmpty() || m_lists.isAtomicMap(m_gvk, path)) {
            m_named.insert(path);
            return desired == live || (desired.isEmpty() && isMerged(path));
        }
        if (desired.size() != live.size() && !isMerged(path))
            return false;
        for (auto member = desired.begin(); member != desired.end(); ++member)
            if (!holds(path.member(member.key()), member.value(), live.value(member.key())))
                return false;
        return true;
    }

    bool holdsList(const FieldPath& path, const QJsonArray& desired, const QJsonArray& live)
    {
        const ListRule rule = m_lists.rule(m_gvk, path);
        if (rule.kind == ListRule::Kind::Atomic || desired.isEmpty()) {
            m_named.insert(path);
            return desired == live;
        }
        // Elements keep their order when a list is merged, and so must ours among the others.
        qsizetype at = 0;
        QSet<QString> seen;
        for (qsizetype i = 0; i < desired.size(); ++i) {
            const PathStep step = m_lists.stepTo(rule, desired.at(i), i);
            const QString id = FieldPath{{step}}.toString();
            if (step.kind == PathStep::Kind::Index || seen.contains(id))
                return false;
            seen.insert(id);
            while (at < live.size() && m_lists.stepTo(rule, live.at(at), at) != step)
                ++at;
            if (at == live.size() || !holds(path.element(step), desired.at(i), live.at(at)))
                return false;
            ++at;
        }
        return true;
    }

    // May the live map hold more than ours without losing it? Of a kind that is not built in, only
    // the server knows which maps are written as a whole; whoever owns a member of one shows that
    // this one is not.
    bool isMerged(const FieldPath& path) const
    {
        using Shape = FieldType::Shape;
        const FieldType* type = objects::Schema::builtIn().typeAt(m_gvk, path);
        if (path.steps.isEmpty()
            || (type && (type->shape == Shape::Struct || type->shape == Shape::Map)))
            return true;
        return std::any_of(m_managed.entries.begin(), m_managed.entries.end(),
                           [&](const objects::ManagedFieldsEntry& entry) {
                               return !entry.fields.contains(path)
                                      && entry.fields.containsBelow(path);
                           });
    }

    const GroupVersionKind& m_gvk;
    const objects::ListKeys& m_lists;
    const objects::ManagedFields& m_managed;
    FieldSet m_named;
};

QJsonObject content(const objects::Object& object)
{
    QJsonObject json = normalised(object.json());
    for (const auto& member : {u"apiVersion"_s, u"kind"_s})
        json.remove(member);
    QJsonObject metadata = json.value(u"metadata"_s).toObject();
    for (const auto& member : {u"name"_s, u"namespace"_s, u"generateName"_s})
        metadata.remove(member);
    if (metadata.isEmpty())
        json.remove(u"metadata"_s);
    else
        json.insert(u"metadata"_s, metadata);
    return json;
}

} // namespace

bool isCertainlySame(const objects::Object& desired, const objects::Object& live,
                     const objects::ListKeys& lists, const QString& writer)
{
    const GroupVersionKind gvk = desired.gvk();
    // Who made our record of an object may have meant another version of its kind.
    if (live.gvk() != gvk)
        return false;
    const auto managed = objects::ManagedFields::of(live);
    if (managed.entries.isEmpty() || !managed.problems.isEmpty())
        return false;
    const QJsonObject wanted = content(desired);
    Proof proof(gvk, lists, managed);
    if (!proof.holds({}, wanted, content(live)))
        return false;
    return std::all_of(managed.entries.begin(), managed.entries.end(),
                       [&](const objects::ManagedFieldsEntry& entry) {
                           if (entry.manager != writer || entry.operation != u"Apply"
                               || !entry.subresource.isEmpty())
                               return true;
                           const auto owned = entry.fields.leaves();
                           return entry.apiVersion == gvk.apiVersion()
                                  && std::all_of(owned.begin(), owned.end(),
                                                 [&](const FieldPath& path) {
                                                     return proof.named().containsBelow(path)
                                                            || !path.in(wanted).isUndefined();
                                                 });
                       });
}

} // namespace plumb::drift
