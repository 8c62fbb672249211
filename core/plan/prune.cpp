// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/prune_p.h"

#include "objects/fieldset.h"

namespace plumb::plan {

namespace {

using Candidate = PlanInput::PruneCandidate;

bool isAppliedByUs(const objects::Object& live)
{
    const auto entries = objects::ManagedFields::of(live).entries;
    return std::any_of(entries.begin(), entries.end(),
                       [](const objects::ManagedFieldsEntry& entry) {
                           return entry.manager == u"plumbline" && entry.operation == u"Apply";
                       });
}

//! Why this object stays although Git no longer names it; empty: it may go.
QString reasonToKeep(const Candidate& candidate)
{
    const objects::Object& live = candidate.live;
    if (!candidate.inInventory)
        return u"this machine's journal does not know that Plumbline applied it"_s;
    if (!isAppliedByUs(live))
        return u"its managedFields do not name Plumbline"_s;
    if (!candidate.claimants.isEmpty())
        return u"it also belongs to %1"_s.arg(candidate.claimants.join(u", "_s));
    for (const auto& owner : live.owners())
        if (owner.controller)
            return u"it is made by %1 %2"_s.arg(owner.gvk.kind, owner.name);
    if (live.deletionTimestamp().isValid())
        return u"it is being deleted already"_s;
    const QStringList options =
        live.annotation(u"argocd.argoproj.io/sync-options"_s).split(u',', Qt::SkipEmptyParts);
    for (const QString& each : options)
        for (const auto& keep :
             {u"Prune=false"_s, u"Prune=confirm"_s, u"Delete=false"_s, u"Delete=confirm"_s})
            if (each.trimmed() == keep)
                return u"its annotation says %1"_s.arg(keep);
    if (live.annotation(u"helm.sh/resource-policy"_s) == u"keep")
        return u"its annotation helm.sh/resource-policy says keep"_s;
    return {};
}

// What is deleted with these is more than the object itself.
bool needsItsOwnTick(const objects::ResourceKey& key)
{
    static const QStringList kKinds{u"Namespace"_s, u"CustomResourceDefinition"_s,
                                    u"PersistentVolume"_s, u"PersistentVolumeClaim"_s,
                                    u"StatefulSet"_s};
    return kKinds.contains(key.kind);
}

QString some(const QStringList& names)
{
    constexpr qsizetype kShown = 5;
    const QString shown = names.mid(0, kShown).join(u", "_s);
    return names.size() > kShown ? u"%1 and %2 more"_s.arg(shown).arg(names.size() - kShown)
                                 : shown;
}

Operation pruneOf(const Candidate& candidate, const Options& options)
{
    Operation prune;
    prune.action = Action::Prune;
    prune.key = candidate.live.key();
    prune.type = candidate.type;
    prune.live = candidate.live;
    prune.fingerprint = fingerprint(candidate.live);
    prune.wave = wave(prune.key);
    prune.changes.key = prune.key;
    prune.changes.presence = drift::Presence::OnlyInCluster;
    prune.chosen = isSelected(options, prune.key)
                   && (!needsItsOwnTick(prune.key) || options.only.contains(prune.key));
    return prune;
}

void noteLargePrunes(Plan& plan)
{
    qsizetype pruned = 0, held = 0;
    for (const Operation& each : plan.operations) {
        held += each.live ? 1 : 0;
        pruned += each.action == Action::Prune && each.chosen ? 1 : 0;
    }
    if (pruned > 10 || pruned * 5 > held)
        plan.notes.append(
            u"This plan deletes %1 of %2 objects. Make sure that nothing was only moved or renamed."_s
                .arg(pruned)
                .arg(held));
}

} // namespace

bool isSelected(const Options& options, const objects::ResourceKey& key)
{
    return options.only.isEmpty() || options.only.contains(key);
}

void addPrunes(const PlanInput& input, Plan& plan)
{
    if (!input.inventoryKnown) {
        plan.notes.append(u"The prune list is unknown on this machine: its journal does not hold "
                          u"what was applied "
                          "before. Objects that Git no longer names may remain."_s);
        return;
    }
    // A render that lost a part, or all, says nothing about what Git no longer names.
    if (!input.desiredComplete || input.items.isEmpty()) {
        if (!input.pruneCandidates.isEmpty())
            plan.notes.append(u"Nothing is pruned: %1."_s.arg(
                input.items.isEmpty() ? u"Git's side is empty"_s
                                      : u"Git's side is not complete"_s));
        return;
    }
    QStringList provable;
    QList<Operation> prunes;
    for (const Candidate& candidate : input.pruneCandidates) {
        const auto key = candidate.live.key();
        const bool isDesired =
            std::any_of(input.items.begin(), input.items.end(),
                        [&](const PlanInput::Item& item) { return item.desired.key() == key; });
        if (isDesired)
            continue;
        if (const QString reason = reasonToKeep(candidate); !reason.isEmpty()) {
            plan.notes.append(u"%1 is not in Git but stays: %2."_s.arg(describe(key), reason));
            continue;
        }
        provable.append(describe(key));
        prunes.append(pruneOf(candidate, input.options));
    }
    if (!input.options.prune) {
        if (!provable.isEmpty())
            plan.notes.append(
                u"No longer in Git, and kept because prune is off: %1."_s.arg(some(provable)));
        return;
    }
    for (const Operation& prune : prunes)
        if (!prune.chosen && needsItsOwnTick(prune.key) && isSelected(input.options, prune.key))
            plan.notes.append(
                u"%1 is deleted only when it is chosen by itself, since more than the object is lost with it."_s
                    .arg(describe(prune.key)));
    plan.operations.append(prunes);
    noteLargePrunes(plan);
}

} // namespace plumb::plan
