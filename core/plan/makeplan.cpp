// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/plan.h"

#include "plan/crd_p.h"
#include "plan/prune_p.h"

namespace plumb::plan {

namespace {

using objects::Object;
using objects::ResourceKey;

bool changesNothing(const PlanInput::Item& item)
{
    return item.live && item.predicted
           && drift::normalised(item.live->json()) == drift::normalised(item.predicted->json());
}

Operation operationOf(const PlanInput::Item& item, const Options& options)
{
    Operation operation;
    operation.key = item.desired.key();
    operation.type = item.type;
    operation.desired = item.desired;
    operation.live = item.live;
    operation.predicted = item.predicted;
    operation.changes = item.changes;
    operation.warnings = item.warnings;
    operation.conflicts = item.conflicts;
    operation.refused = item.refused;
    operation.unpreviewed = item.unpreviewed;
    operation.wave = wave(operation.key);
    if (item.live)
        operation.fingerprint = fingerprint(*item.live);
    if (!item.refused && item.desired.name().isEmpty())
        operation.refused =
            failure(Error::Kind::Unsupported,
                    u"It has only a generateName, and such an object cannot be applied again."_s);

    operation.action = !item.live             ? Action::Create
                       : changesNothing(item) ? Action::Unchanged
                                              : Action::Update;
    if (operation.action == Action::Unchanged)
        operation.conflicts.clear(); // nothing is taken from anybody
    operation.force = !operation.conflicts.isEmpty() && options.force.contains(operation.key);

    const bool isTicked = options.only.contains(operation.key);
    const bool wouldFail = operation.refused ? operation.unpreviewed.isEmpty() || !isTicked
                                             : !operation.conflicts.isEmpty() && !operation.force;
    operation.chosen = isSelected(options, operation.key) && !wouldFail;
    return operation;
}

QString ownersOf(const QList<Conflict>& conflicts)
{
    QMap<QString, QStringList> fields;
    for (const Conflict& each : conflicts)
        fields[each.manager].append(each.field);
    QStringList words;
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        constexpr qsizetype kShown = 3;
        QString list = it->mid(0, kShown).join(u", "_s);
        if (it->size() > kShown)
            list += u" and %1 more"_s.arg(it->size() - kShown);
        words.append(u"%1 owns %2"_s.arg(it.key(), list));
    }
    return words.join(u"; "_s);
}

void addFailures(Plan& plan)
{
    for (const Operation& each : plan.operations) {
        if (each.chosen || !isSelected(plan.options, each.key) || each.action == Action::Prune)
            continue;
        const QString what = describe(each.key);
        if (each.refused && !each.unpreviewed.isEmpty())
            plan.blockers.append(
                u"%1 cannot be previewed: %2 Leave it out, or choose it by name to send it all the same."_s
                    .arg(what, each.refused->summary));
        else if (each.refused)
            plan.blockers.append(u"%1 would fail: %2 Leave it out to sync the rest."_s.arg(
                what, each.refused->summary));
        else
            plan.blockers.append(u"%1: %2. Take these fields over, or leave the object out."_s.arg(
                what, ownersOf(each.conflicts)));
    }
}

//! The namespace or definition that `operation` waits for, when it is made by this plan.
const Operation* makerOf(const Plan& plan, const Operation& operation)
{
    const auto found =
        std::find_if(plan.operations.begin(), plan.operations.end(), [&](const Operation& each) {
            const bool isItsNamespace = each.key.kind == u"Namespace" && each.key.group.isEmpty()
                                        && each.key.name == operation.key.ns;
            return each.action == Action::Create
                   && (isItsNamespace || typeMadeBy(each.desired, operation.desired.gvk()));
        });
    return found == plan.operations.end() ? nullptr : &*found;
}

//! A kind that this plan makes known is not in the server's list yet.
void completeTypes(Plan& plan)
{
    for (Operation& operation : plan.operations) {
        if (!operation.type.plural.isEmpty())
            continue;
        for (const Operation& each : plan.operations)
            if (const auto type = typeMadeBy(each.desired, operation.desired.gvk()))
                operation.type = *type;
    }
}

void addMissingMakers(Plan& plan)
{
    QStringList said;
    for (const Operation& each : plan.operations) {
        if (!each.chosen || each.action != Action::Create)
            continue;
        if (const Operation* maker = makerOf(plan, each); maker && !maker->chosen) {
            const QString blocker =
                u"%1 is left out, but %2 needs it."_s.arg(describe(maker->key), describe(each.key));
            if (!said.contains(blocker))
                said.append(blocker);
        }
    }
    plan.blockers.append(said);
}

void addMistakes(const PlanInput& input, Plan& plan)
{
    if (!input.desiredComplete)
        plan.blockers.append(
            u"Git's side could not be rendered completely; nothing is sent before it is."_s);
    QSet<ResourceKey> seen;
    for (const Operation& each : plan.operations) {
        if (seen.contains(each.key))
            plan.blockers.append(u"Git names %1 twice."_s.arg(describe(each.key)));
        seen.insert(each.key);
        if (each.action == Action::Update && each.chosen && each.live
            && each.live->deletionTimestamp().isValid())
            plan.notes.append(u"%1 is being deleted; what is applied to it goes with it."_s.arg(
                describe(each.key)));
    }
    for (const ResourceKey& key : input.options.only)
        if (!seen.contains(key))
            plan.blockers.append(
                u"%1 was chosen, but this plan does not hold it."_s.arg(describe(key)));
}

bool isBefore(const Operation& a, const Operation& b)
{
    const bool pruneA = a.action == Action::Prune, pruneB = b.action == Action::Prune;
    if (pruneA != pruneB)
        return pruneB;
    if (a.wave != b.wave)
        return pruneA ? a.wave > b.wave : a.wave < b.wave;
    return pruneA ? b.key < a.key : a.key < b.key;
}

} // namespace

Plan makePlan(const PlanInput& input)
{
    Plan plan;
    plan.application = input.application;
    plan.context = input.context;
    plan.clusterId = input.clusterId;
    plan.weakClusterId = input.weakClusterId;
    plan.revision = input.revision;
    plan.commit = input.commit;
    plan.tree = input.tree;
    plan.options = input.options;
    plan.madeAt = input.now;
    if (plan.weakClusterId)
        plan.notes.append(u"The cluster is told by its address, its authority and the namespace's "
                          u"UID, since the UID "
                          "of kube-system may not be read."_s);
    for (const PlanInput::Item& item : input.items)
        plan.operations.append(operationOf(item, input.options));
    completeTypes(plan);
    addPrunes(input, plan);
    std::stable_sort(plan.operations.begin(), plan.operations.end(), isBefore);
    addMistakes(input, plan);
    addFailures(plan);
    addMissingMakers(plan);
    plan.digest = digestOf(plan);
    return plan;
}

} // namespace plumb::plan
