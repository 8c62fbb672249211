// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "drift/drift.h"
#include "drift/evidence.h"
#include "drift/ignorerules.h"
#include "drift/normalise.h"
#include "drift/sameness.h"

#include <QJsonArray>

namespace plumb::drift {

using objects::FieldPath;
using objects::ListRule;
using objects::ManagedFieldsEntry;
using objects::PathStep;

namespace {

const QJsonValue kAbsent(QJsonValue::Undefined);

// Where the walk stands, as a path and as the tokens of a JSON pointer.
struct Spot
{
    FieldPath path;
    QStringList pointer;
    Spot member(const QString& name) const
    {
        return {path.member(name), pointer + QStringList{name}};
    }
    Spot element(const PathStep& step, qsizetype index) const
    {
        return {path.element(step), pointer + QStringList{QString::number(index)}};
    }
};

// The elements of a merged list by what tells them apart.
struct Elements
{
    QJsonArray list;
    QStringList order;
    QHash<QString, qsizetype> at;
    QHash<QString, PathStep> steps;
    QJsonValue value(const QString& id) const
    {
        return at.contains(id) ? list.at(at.value(id)) : kAbsent;
    }
};

QJsonObject withoutIdentity(QJsonObject object)
{
    object.remove(u"apiVersion"_s);
    object.remove(u"kind"_s);
    QJsonObject metadata = object.value(u"metadata"_s).toObject();
    for (const auto& member : {u"name"_s, u"namespace"_s, u"generateName"_s})
        metadata.remove(member);
    object.insert(u"metadata"_s, metadata);
    return object;
}

class Comparison
{
public:
    Comparison(const Input& input, const objects::ListKeys& lists)
        : m_lists(lists)
        , m_gvk(input.desired.gvk())
        , m_isOffline(!input.predicted)
        , m_writer(input.appliers.value(0))
        , m_evidence(input, *input.live)
        , m_rules(input.ignore, input.live->key())
    {
        if (input.removal) {
            m_tried = input.removal->paths;
            m_withoutTried = comparable(input.removal->answer);
        }
    }

    QList<Field> run(const Input& input)
    {
        const QJsonObject desired = withoutIdentity(comparable(input.desired));
        const QJsonObject expected =
            m_isOffline ? desired : withoutIdentity(comparable(*input.predicted));
        named({}, desired, expected, withoutIdentity(comparable(*input.live)));
        return std::move(m_fields);
    }

private:
    // Git names this field: `desired` is its value there, `expected` what the server would make of
    // it.
    void named(const Spot& spot, const QJsonValue& desired, const QJsonValue& expected,
               const QJsonValue& live)
    {
        // A part that is wholly on Git's side is one field, unless a rule needs it in parts.
        const bool inParts = !live.isUndefined() || m_rules.reachBelow(spot.pointer);
        if (inParts && desired.isObject() && isMapOrAbsent(live) && !isAtomic(spot))
            return members(spot, desired.toObject(), expected.toObject(), live.toObject());
        if (inParts && desired.isArray() && (live.isArray() || live.isUndefined())) {
            const ListRule rule = m_lists.rule(m_gvk, spot.path);
            const auto wanted = elements(rule, desired.toArray());
            const auto awaited = elements(rule, expected.toArray());
            const auto found = elements(rule, live.toArray());
            if (wanted && awaited && found)
                return namedElements(spot, *wanted, *awaited, *found);
        }
        if (!isSame(spot, expected, live))
            m_fields.append(differing(spot, shown(spot, desired, expected, live), live));
    }

    void members(const Spot& spot, const QJsonObject& desired, const QJsonObject& expected,
                 const QJsonObject& live)
    {
        for (auto member = desired.begin(); member != desired.end(); ++member)
            named(spot.member(member.key()), member.value(), expected.value(member.key()),
                  live.value(member.key()));
        for (auto member = live.begin(); member != live.end(); ++member) {
            if (!desired.contains(member.key()) && !isKeyOf(spot, member.key()))
                m_fields += onlyLive(spot.member(member.key()), expected.value(member.key()),
                                     member.value());
        }
    }

    void namedElements(const Spot& spot, const Elements& desired, const Elements& expected,
                       const Elements& live)
    {
        for (const QString& id : desired.order) {
            const Spot element =
                spot.element(desired.steps.value(id), live.at.value(id, desired.at.value(id)));
            named(element, desired.value(id), expected.value(id), live.value(id));
        }
        for (const QString& id : live.order) {
            if (!desired.at.contains(id))
                m_fields += onlyLive(spot.element(live.steps.value(id), live.at.value(id)),
                                     expected.value(id), live.value(id));
        }
    }

    // Git does not name this field. Its leaves are told one by one where they have different
    // stories, else as one.
    QList<Field> onlyLive(const Spot& spot, const QJsonValue& expected,
                          const QJsonValue& live) const
    {
        QList<Field> parts;
        if (live.isObject() && !isAtomic(spot)) {
            const QJsonObject map = live.toObject();
            for (auto member = map.begin(); member != map.end(); ++member)
                parts += onlyLive(spot.member(member.key()),
                                  expected.toObject().value(member.key()), member.value());
        } else if (live.isArray()) {
            const ListRule rule = m_lists.rule(m_gvk, spot.path);
            const auto found = elements(rule, live.toArray());
            const auto awaited = elements(rule, expected.toArray());
            for (const QString& id : found&& awaited ? found->order : QStringList())
                parts += onlyLive(spot.element(found->steps.value(id), found->at.value(id)),
                                  awaited->value(id), found->value(id));
        }
        if (parts.isEmpty())
            return {unnamed(spot, expected, live)};
        const Field& first = parts.front();
        const bool isOneStory = std::all_of(parts.begin(), parts.end(), [&](const Field& part) {
            return part.what == first.what && part.manager == first.manager
                   && part.operation == first.operation && part.time == first.time
                   && part.rule == first.rule && part.note == first.note;
        });
        if (!isOneStory)
            return parts;
        Field whole = first;
        whole.path = spot.path;
        whole.live = live;
        return {whole};
    }

    Field differing(const Spot& spot, const QJsonValue& desired, const QJsonValue& live) const
    {
        const auto owners =
            live.isUndefined() ? QList<ManagedFieldsEntry>() : m_evidence.ownersOf(spot.path);
        Field field = signedBy(owners, spot, desired, live);
        QString rule;
        const QJsonValue rest = m_rules.without(desired, spot.pointer, &rule);
        if (const auto covering = m_rules.covering(spot.pointer, owners)) {
            field.what = Class::Ignored;
            field.rule = *covering;
        } else if (!rule.isEmpty()
                   && isSame(spot, rest, m_rules.without(live, spot.pointer, nullptr))) {
            field.what = Class::Ignored;
            field.rule = rule;
        } else {
            field.what = isAsLastApplied(spot, live, owners) ? Class::Pending : Class::Manual;
            if (!m_evidence.hasManagers())
                field.note = u"the live object names no managers, so who wrote it is not known"_s;
        }
        return field;
    }

    // docs/adr/0016: what the journal knows counts first, then who owns the field, then
    // the record of kubectl. Whoever removes a field leaves no trace but these records.
    bool isAsLastApplied(const Spot& spot, const QJsonValue& live,
                         const QList<ManagedFieldsEntry>& owners) const
    {
        const QJsonValue journalled = m_evidence.journalled(spot.path);
        if (!journalled.isUndefined())
            return isSame(spot, journalled, live, Extras::Allowed);
        if (!owners.isEmpty())
            return std::any_of(owners.begin(), owners.end(),
                               [&](const auto& owner) { return m_evidence.isApplier(owner); });
        const QJsonValue annotated =
            m_evidence.isAnnotationCurrent() ? m_evidence.annotated(spot.path) : kAbsent;
        return annotated.isUndefined() || isSame(spot, annotated, live, Extras::Allowed);
    }

    Field unnamed(const Spot& spot, const QJsonValue& expected, const QJsonValue& live) const
    {
        const auto owners = m_evidence.ownersOf(spot.path);
        Field field = signedBy(owners, spot, kAbsent, live);
        const auto other = std::find_if(owners.begin(), owners.end(), [&](const auto& owner) {
            return !m_evidence.isApplier(owner);
        });
        if (const auto covering = m_rules.covering(spot.pointer, owners)) {
            field.what = Class::Ignored;
            field.rule = *covering;
        } else if (isPutBack(spot, owners, expected, live)) {
            field.what = Class::Defaulted;
        } else if (wasInGit(spot, owners)) {
            const bool goesWithSync = m_isOffline ? isOnlyOurs(owners) : expected != live;
            field.what = goesWithSync ? Class::Pending : Class::Removed;
            field.note = !goesWithSync ? u"removed in Git; a sync keeps it: owned by %1"_s.arg(
                             field.manager.isEmpty() ? u"nobody"_s : field.manager)
                         : expected.isUndefined()
                             ? u"removed in Git; a sync takes it out"_s
                             : u"removed in Git; a sync sets it back to the server's default"_s;
        } else if (other != owners.end()) {
            field = signedBy({*other}, spot, kAbsent, live);
            field.what = Class::Additive;
        } else {
            field.what = Class::Defaulted;
        }
        return field;
    }

    // An apply owns what it sent. A client-side apply owns the defaults of its time as well; what
    // it sent is in its record, which outlives later applies of others: the next `kubectl apply`
    // takes out what only the record names, so `kubectl diff` shows it.
    bool wasInGit(const Spot& spot, const QList<ManagedFieldsEntry>& owners) const
    {
        const bool wasApplied =
            std::any_of(owners.begin(), owners.end(), [&](const ManagedFieldsEntry& owner) {
                return m_evidence.isApplier(owner) && owner.operation == u"Apply";
            });
        return wasApplied || !m_evidence.annotated(spot.path).isUndefined()
               || (!m_evidence.hasManagers() && !m_evidence.journalled(spot.path).isUndefined());
    }

    // Once it is taken out, the server writes the very same: by an apply of ours, or as it was
    // tried.
    bool isPutBack(const Spot& spot, const QList<ManagedFieldsEntry>& owners,
                   const QJsonValue& expected, const QJsonValue& live) const
    {
        if (!m_isOffline && expected == live && isOnlyOurs(owners))
            return true;
        const bool isTried =
            std::any_of(m_tried.begin(), m_tried.end(),
                        [&](const FieldPath& path) { return spot.path.startsWith(path); });
        return isTried && wasInGit(spot, owners) && spot.path.in(m_withoutTried) == live;
    }

    bool isOnlyOurs(const QList<ManagedFieldsEntry>& owners) const
    {
        return !owners.isEmpty()
               && std::all_of(owners.begin(), owners.end(), [&](const auto& owner) {
                      return owner.manager == m_writer && owner.operation == u"Apply";
                  });
    }

    static Field signedBy(const QList<ManagedFieldsEntry>& owners, const Spot& spot,
                          const QJsonValue& desired, const QJsonValue& live)
    {
        Field field;
        field.path = spot.path;
        field.desired = desired;
        field.live = live;
        if (!owners.isEmpty()) {
            field.manager = owners.front().manager;
            field.operation = owners.front().operation;
            field.time = owners.front().time;
        }
        return field;
    }

    // Both sides as the server writes them are compared to the letter; a file needs some
    // forbearance.
    bool isSame(const Spot& spot, const QJsonValue& desired, const QJsonValue& live,
                Extras extras = Extras::Count) const
    {
        if (!m_isOffline && extras == Extras::Count)
            return desired == live;
        if (isSameToServer(m_gvk, spot.path, desired, live))
            return true;
        // Within a list or map that is written as a whole the server adds defaults. If somebody
        // else wrote it last, what is there more may be that writer's.
        const auto owners = m_evidence.ownersOf(spot.path);
        const bool isOurs =
            owners.isEmpty() || std::any_of(owners.begin(), owners.end(), [&](const auto& owner) {
                return m_evidence.isApplier(owner);
            });
        return isOurs && isSameToServer(m_gvk, spot.path, desired, live, Extras::Allowed);
    }

    // Of a new part only what Git says, not the defaults that the server would add to it.
    QJsonValue shown(const Spot& spot, const QJsonValue& desired, const QJsonValue& expected,
                     const QJsonValue& live) const
    {
        if (!live.isUndefined() || !desired.isObject() || isAtomic(spot))
            return desired.isArray() && live.isUndefined() ? desired : expected;
        QJsonObject map;
        const QJsonObject from = desired.toObject();
        for (auto member = from.begin(); member != from.end(); ++member) {
            const QJsonValue value = shown(spot.member(member.key()), member.value(),
                                           expected.toObject().value(member.key()), kAbsent);
            if (!value.isUndefined())
                map.insert(member.key(), value);
        }
        return map;
    }

    static bool isMapOrAbsent(const QJsonValue& value)
    {
        return value.isObject() || value.isUndefined();
    }

    // A key that a file may leave out (protocol) is in the path already.
    static bool isKeyOf(const Spot& spot, const QString& member)
    {
        return !spot.path.steps.isEmpty() && spot.path.steps.last().keys.contains(member);
    }

    bool isAtomic(const Spot& spot) const { return m_lists.isAtomicMap(m_gvk, spot.path); }

    // No value: the list is replaced as a whole, or its elements cannot be told apart.
    std::optional<Elements> elements(const ListRule& rule, const QJsonArray& list) const
    {
        if (rule.kind == ListRule::Kind::Atomic)
            return {};
        Elements found;
        found.list = list;
        for (qsizetype i = 0; i < list.size(); ++i) {
            const PathStep step = m_lists.stepTo(rule, list.at(i), i);
            const QString id = FieldPath{{step}}.toString();
            if (step.kind == PathStep::Kind::Index || found.at.contains(id))
                return {};
            found.order.append(id);
            found.at.insert(id, i);
            found.steps.insert(id, step);
        }
        return found;
    }

    const objects::ListKeys& m_lists;
    objects::GroupVersionKind m_gvk;
    bool m_isOffline;
    QString m_writer;
    Evidence m_evidence;
    IgnoreRules m_rules;
    QList<FieldPath> m_tried; //!< taken out, as a trial: what is there without them
    QJsonObject m_withoutTried;
    QList<Field> m_fields;
};

} // namespace

ObjectDrift compare(const Input& input, const objects::ListKeys& lists)
{
    ObjectDrift drift;
    drift.key = input.desired.isValid() || !input.live ? input.desired.key() : input.live->key();
    if (!input.live) {
        drift.presence = Presence::MissingInCluster;
        return drift;
    }
    if (!input.desired.isValid()) {
        drift.presence = Presence::OnlyInCluster;
        return drift;
    }
    QMultiMap<QString, Field> byPath;
    for (const Field& field : Comparison(input, lists).run(input))
        byPath.insert(field.path.toString(), field);
    drift.fields = byPath.values();
    return drift;
}

} // namespace plumb::drift
