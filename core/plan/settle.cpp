// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/settle_p.h"

#include "drift/normalise.h"
#include "drift/sameness.h"
#include "objects/fieldset.h"

namespace plumb::plan {

namespace {

using objects::Object;

QDateTime ourLastApply(const Object& object)
{
    QDateTime last;
    for (const auto& entry : objects::ManagedFields::of(object).entries)
        if (entry.manager == u"plumbline" && entry.operation == u"Apply"
            && entry.subresource.isEmpty())
            last = std::max(last, entry.time);
    return last;
}

//! A bare object (a Namespace with a name and no more) gives its applier no field to own, and so no
//! entry in managedFields.
bool ownsAnything(const Object& desired)
{
    QJsonObject json = desired.json(), metadata = desired.metadata();
    for (const auto& member : {u"apiVersion"_s, u"kind"_s, u"metadata"_s})
        json.remove(member);
    for (const auto& member : {u"name"_s, u"namespace"_s})
        metadata.remove(member);
    return !json.isEmpty() || !metadata.isEmpty();
}

//! Everything that was sent stands so in `live`, which may hold more.
bool isAsSent(const Object& live, const Object& desired)
{
    return drift::isSameToServer(desired.gvk(), {}, drift::comparable(desired),
                                 drift::comparable(live), drift::Extras::Allowed);
}

Sent unknown(const QString& why, const Error& lost)
{
    return {
        Step::State::Unknown,
        u"It was sent once and the answer is lost; %1. Look at the object before trying again. (%2)"_s
            .arg(why, lost.summary),
        false};
}

Sent settlePrune(const Result<Object>& now, const Object& before, const Error& lost)
{
    if (!now && now.error().kind == Error::Kind::NotFound)
        return {Step::State::Applied,
                u"The answer was lost; the server was asked, and the object is gone."_s, true};
    if (!now)
        return unknown(u"the server cannot be asked: "_s + now.error().summary, lost);
    if (now->uid() != before.uid())
        return {
            Step::State::Applied,
            u"The answer was lost; the server was asked: it is gone, and another was made under its name."_s,
            true};
    if (now->deletionTimestamp().isValid())
        return {Step::State::Applied,
                u"The answer was lost; the server was asked, and the deletion is under way."_s,
                true};
    return unknown(u"the object was still there when the server was asked"_s, lost);
}

Sent settleApply(const Operation& operation, const Result<Object>& now,
                 const std::optional<Object>& before, const Error& lost)
{
    if (!now)
        return unknown(now.error().kind == Error::Kind::NotFound
                           ? u"the object was not there when the server was asked"_s
                           : u"the server cannot be asked: "_s + now.error().summary,
                       lost);
    if (before && now->uid() != before->uid())
        return unknown(u"another object stands there under this name"_s, lost);
    if (before && now->resourceVersion() == before->resourceVersion())
        return unknown(u"the object had not changed when the server was asked"_s, lost);
    const QDateTime ours = ourLastApply(*now);
    if (ownsAnything(operation.desired)
        && (!ours.isValid() || (before && ours < ourLastApply(*before))))
        return unknown(u"its managedFields name no newer apply by Plumbline"_s, lost);
    const bool isAsPredicted =
        operation.predicted
        && drift::normalised(now->json()) == drift::normalised(operation.predicted->json());
    if (!isAsPredicted && !isAsSent(*now, operation.desired))
        return unknown(u"its content is not what was sent"_s, lost);
    return {Step::State::Applied,
            u"The answer was lost; the server was asked, and the object is as it was sent."_s,
            true};
}

} // namespace

Sent settle(kube::Cluster& cluster, const Operation& operation, const std::optional<Object>& before,
            const Error& lost)
{
    // Not with the user's stop: what was sent must be known, all the more when the user wants to
    // leave.
    const auto now = cluster.get(operation.type, operation.key.ns, operation.key.name, {});
    if (operation.action == Action::Prune)
        return settlePrune(now, *before, lost);
    return settleApply(operation, now, before, lost);
}

} // namespace plumb::plan
