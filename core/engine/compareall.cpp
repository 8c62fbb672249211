// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/evaluate_p.h"

#include "engine/words/words.h"
#include "objects/listkeys.h"

namespace plumb::engine {

namespace {

QList<drift::IgnoreRule> ignoresOf(const workspace::Application& application)
{
    QList<drift::IgnoreRule> ignores;
    for (const auto& rule : application.ignore)
        ignores.append({rule.rule, rule.group, rule.kind, rule.ns, rule.name, rule.jsonPointers,
                        rule.managedFieldsManagers});
    return ignores;
}

//! What is known of one object beside the two sides themselves.
drift::Input inputOf(const Evaluation& evaluation, qsizetype index,
                     const QList<drift::IgnoreRule>& ignores)
{
    const plan::DryRunOutcome& outcome = evaluation.outcomes[index];
    drift::Input input;
    input.desired = evaluation.desired[index];
    input.live = outcome.live;
    input.predicted = outcome.predicted;
    input.ignore = ignores;
    if (evaluation.lastApplied) {
        const QString text = evaluation.lastApplied->applied.value(input.desired.key());
        const QJsonObject json = QJsonDocument::fromJson(text.toUtf8()).object();
        if (!json.isEmpty())
            input.lastApplied = objects::Object::fromJson(json);
    }
    return input;
}

void judge(ObjectState& state, const plan::DryRunOutcome& outcome)
{
    const bool isUnasked = outcome.live && !outcome.predicted;
    if (outcome.unreadable) {
        state.drift.notComparable = outcome.unreadable;
    } else if (isUnasked && !outcome.notAsked.isEmpty()) {
        state.comparedLocally = outcome.notAsked;
    } else if (isUnasked && outcome.refused) {
        // A server that would not take the object has said what it thinks of it: still a
        // difference.
        state.drift.notComparable = outcome.refused;
    } else if (isUnasked && outcome.unpreviewed.isEmpty()) {
        state.drift.notComparable =
            failure(Error::Kind::Internal, u"The server gave no dry-run answer for it."_s);
    }
    if (state.drift.notComparable) {
        state.sync = SyncStatus::Unknown;
        state.reason = state.drift.notComparable->summary;
    } else {
        state.sync = state.drift.isOutOfSync() ? SyncStatus::OutOfSync : SyncStatus::Synced;
        state.reason = words::sentence(state.drift);
        if (!state.comparedLocally.isEmpty())
            state.reason += u"; compared locally"_s;
    }
    if (outcome.live) {
        state.health = health::assess(*outcome.live);
        if (state.health && state.health->status != health::Status::Healthy
            && !state.health->message.isEmpty())
            state.reason += (state.reason.isEmpty() ? QString() : u"; "_s) + state.health->message;
    }
}

QList<objects::FieldPath> removedFields(const drift::ObjectDrift& drift)
{
    QList<objects::FieldPath> paths;
    for (const drift::Field& field : drift.fields)
        if (field.what == drift::Class::Removed)
            paths.append(field.path);
    return paths;
}

} // namespace

void compareAll(const Bench& bench, const Evaluation& evaluation,
                const QList<manifest::DesiredObject>& desired, const QList<qsizetype>& open,
                QList<ObjectState>& states, std::stop_token stop)
{
    const auto& lists = objects::ListKeys::builtIn();
    const auto ignores = ignoresOf(bench.application);
    QList<plan::Leftover> leftovers;
    QList<qsizetype> withLeftovers;
    for (const qsizetype i : open) {
        const plan::DryRunOutcome& outcome = evaluation.outcomes[i];
        ObjectState state;
        state.desired = evaluation.desired[i];
        state.key = state.desired->key();
        state.apiVersion = state.desired->apiVersion();
        state.place = desired[i].place;
        state.live = outcome.live;
        state.predicted = outcome.predicted;
        state.drift = drift::compare(inputOf(evaluation, i, ignores), lists);
        state.drift.key = state.key;
        if (const auto removed = removedFields(state.drift);
            outcome.predicted && !removed.isEmpty()) {
            leftovers.append({outcome.type, *outcome.live, removed});
            withLeftovers.append(i);
        }
        states[i] = std::move(state);
    }
    // What Git no longer has may be the server's default by now: it says so when it is asked.
    const auto answers = bench.connection ? plan::dryRunWithout(bench.connection->cluster(),
                                                                leftovers, std::move(stop))
                                          : QList<std::optional<drift::Removal>>();
    for (qsizetype n = 0; n < answers.size(); ++n) {
        if (!answers[n])
            continue;
        drift::Input input = inputOf(evaluation, withLeftovers[n], ignores);
        input.removal = answers[n];
        ObjectState& state = states[withLeftovers[n]];
        state.drift = drift::compare(input, lists);
        state.drift.key = state.key;
    }
    for (const qsizetype i : open)
        judge(states[i], evaluation.outcomes[i]);
}

QStringList comparedLocally(const QList<ObjectState>& objects)
{
    QMap<QString, QStringList> byReason;
    for (const ObjectState& object : objects)
        if (!object.comparedLocally.isEmpty())
            byReason[object.comparedLocally].append(objects::describe(object.key));
    QStringList sentences;
    for (auto each = byReason.begin(); each != byReason.end(); ++each) {
        constexpr qsizetype kShown = 3;
        QString names = each->mid(0, kShown).join(u", "_s);
        if (each->size() > kShown)
            names += u" and %1 more"_s.arg(each->size() - kShown);
        sentences.append(
            u"%1: compared locally and not by the server, since %2. Defaults and admission are not foreseen there."_s
                .arg(names, each.key()));
    }
    return sentences;
}

} // namespace plumb::engine
