// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/json.h"

#include "engine/words/words.h"

#include <QJsonDocument>

namespace plumb::cli {

using namespace engine;

QJsonArray toJson(const QStringList& strings)
{
    return QJsonArray::fromStringList(strings);
}

QJsonObject toJson(const objects::ResourceKey& key)
{
    return {{u"group"_s, key.group},
            {u"kind"_s, key.kind},
            {u"namespace"_s, key.ns},
            {u"name"_s, key.name}};
}

QJsonObject toJson(const drift::ObjectDrift& drift)
{
    QJsonArray fields;
    for (const auto& field : drift.fields) {
        QJsonObject one{{u"path"_s, field.path.toString()},
                        {u"class"_s, drift::toString(field.what)}};
        // An absent side omits its member: null is a value of its own.
        if (!field.desired.isUndefined())
            one.insert(u"desired"_s, field.desired);
        if (!field.live.isUndefined())
            one.insert(u"live"_s, field.live);
        if (!field.manager.isEmpty())
            one.insert(u"manager"_s, field.manager);
        if (!field.operation.isEmpty())
            one.insert(u"operation"_s, field.operation);
        if (field.time.isValid())
            one.insert(u"time"_s, field.time.toUTC().toString(Qt::ISODate));
        if (!field.rule.isEmpty())
            one.insert(u"rule"_s, field.rule);
        if (!field.note.isEmpty())
            one.insert(u"note"_s, field.note);
        fields.append(one);
    }
    QJsonObject out{{u"object"_s, toJson(drift.key)}, {u"fields"_s, fields}};
    out.insert(u"presence"_s, drift.presence == drift::Presence::Both ? u"both"_s
                              : drift.presence == drift::Presence::OnlyInCluster
                                  ? u"onlyInCluster"_s
                              : drift.notComparable ? u"unknown"_s
                                                    : u"missingInCluster"_s);
    if (drift.notComparable)
        out.insert(u"notComparable"_s, drift.notComparable->summary);
    return out;
}

QJsonObject toJson(const engine::ObjectState& object)
{
    QJsonObject out = toJson(object.drift);
    if (!object.comparedLocally.isEmpty())
        out.insert(u"comparedLocally"_s, object.comparedLocally);
    return out;
}

QJsonObject toJson(const plan::Plan& plan)
{
    QJsonArray operations;
    for (const auto& operation : plan.operations) {
        QJsonObject one{{u"action"_s, plan::toString(operation.action)},
                        {u"object"_s, toJson(operation.key)},
                        {u"chosen"_s, operation.chosen},
                        {u"force"_s, operation.force},
                        {u"wave"_s, operation.wave},
                        {u"fields"_s, toJson(operation.changes).value(u"fields"_s)},
                        {u"warnings"_s, toJson(operation.warnings)}};
        QJsonArray conflicts;
        for (const auto& conflict : operation.conflicts)
            conflicts.append(
                QJsonObject{{u"manager"_s, conflict.manager}, {u"field"_s, conflict.field}});
        one.insert(u"conflicts"_s, conflicts);
        if (operation.refused)
            one.insert(u"refused"_s, operation.refused->summary);
        if (!operation.unpreviewed.isEmpty())
            one.insert(u"unpreviewed"_s, operation.unpreviewed);
        operations.append(one);
    }
    return {{u"application"_s, plan.application},
            {u"cluster"_s, plan.context},
            {u"revision"_s, plan.revision},
            {u"commit"_s, plan.commit.toHex()},
            {u"digest"_s, plan.digest},
            {u"operations"_s, operations},
            {u"notes"_s, toJson(plan.notes)},
            {u"blockers"_s, toJson(plan.blockers)},
            {u"madeAt"_s, plan.madeAt.toUTC().toString(Qt::ISODate)}};
}

QJsonObject toJson(const plan::Report& report)
{
    static const QMap<plan::Step::State, QString> kStates = {
        {plan::Step::State::Waiting, u"waiting"_s}, {plan::Step::State::Running, u"running"_s},
        {plan::Step::State::Applied, u"applied"_s}, {plan::Step::State::Unchanged, u"unchanged"_s},
        {plan::Step::State::Refused, u"refused"_s}, {plan::Step::State::NotSent, u"not-sent"_s},
        {plan::Step::State::Unknown, u"unknown"_s}};
    QJsonArray steps;
    for (const auto& step : report.steps)
        steps.append(QJsonObject{{u"action"_s, plan::toString(step.action)},
                                 {u"object"_s, toJson(step.key)},
                                 {u"outcome"_s, kStates.value(step.state)},
                                 {u"message"_s, step.message}});
    return {{u"outcome"_s, report.outcome}, {u"message"_s, report.message}, {u"steps"_s, steps}};
}

QJsonObject toJson(const git::Commit& commit, const QStringList& refs, const QJsonArray& pins)
{
    QJsonArray parents;
    for (const auto& parent : commit.parents)
        parents.append(parent.toHex());
    return {{u"id"_s, commit.id.toHex()},
            {u"parents"_s, parents},
            {u"author"_s,
             QJsonObject{{u"name"_s, commit.author.name}, {u"email"_s, commit.author.email}}},
            {u"date"_s, commit.author.when.toString(Qt::ISODate)},
            {u"subject"_s, commit.subject},
            {u"refs"_s, toJson(refs)},
            {u"pins"_s, pins}};
}

QString cell(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Undefined:
        return u"–"_s;
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    default: {
        QString text =
            QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
        return text.mid(1, text.size() - 2);
    }
    }
}

} // namespace plumb::cli
