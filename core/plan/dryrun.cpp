// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/dryrun.h"

#include "drift/certainty.h"
#include "objects/listkeys.h"
#include "plan/crd_p.h"
#include "plan/inparallel_p.h"
#include "plan/refusal_p.h"

#include <map>
#include <mutex>

namespace plumb::plan {

namespace {

using objects::Object;

const QString kWriter = kube::ApplyOptions().fieldManager;

bool isTransport(const Error& error)
{
    return error.kind == Error::Kind::Unreachable || error.kind == Error::Kind::Timeout
           || error.kind == Error::Kind::Cancelled;
}

//! Somebody beside us wrote a part of the object other than its status.
bool hasOtherManagers(const Object& live)
{
    const QJsonArray entries = live.metadata().value(u"managedFields"_s).toArray();
    return std::any_of(entries.begin(), entries.end(), [](const QJsonValue& entry) {
        const QJsonObject one = entry.toObject();
        return one.value(u"manager"_s).toString() != u"plumbline"
               && one.value(u"subresource"_s).toString() != u"status";
    });
}

bool isNamespaceIn(const QList<Object>& desired, const QString& ns)
{
    return std::any_of(desired.begin(), desired.end(), [&](const Object& each) {
        return each.kind() == u"Namespace" && each.gvk().group.isEmpty() && each.name() == ns;
    });
}

//! The right is missing, or the server has no way to try: nothing is wrong with the object.
QString whyNotAsked(const Error& error)
{
    const QString rule = kube::missingRuleOf(error);
    if (!rule.isEmpty())
        return u"the dry run is not permitted (%1)"_s.arg(rule);
    if (isUnpreviewable(error))
        return u"a webhook of the server allows no dry run"_s;
    if (error.kind == Error::Kind::Unsupported)
        return u"the server offers no dry run for it"_s;
    return {};
}

class Trial
{
public:
    Trial(kube::Cluster& cluster, const kube::Discovery& discovery, const QList<Object>& desired,
          const DryRunOptions& options, std::stop_token stop)
        : m_cluster(cluster)
        , m_discovery(discovery)
        , m_desired(desired)
        , m_options(options)
        , m_stop(std::move(stop))
    {
    }
    //! Finds types, and reads what is there, many objects with one request.
    void read(std::vector<DryRunOutcome>& outcomes) const;
    //! Of an object that was read.
    void ask(const Object& object, DryRunOutcome& outcome) const;

private:
    bool mayBeRead(const Object& object, DryRunOutcome& outcome) const;
    bool findType(const Object& object, DryRunOutcome& outcome) const;
    void predict(const Object& object, DryRunOutcome& outcome) const;
    void findConflicts(const Object& object, DryRunOutcome& outcome) const;

    kube::Cluster& m_cluster;
    const kube::Discovery& m_discovery;
    const QList<Object>& m_desired;
    const DryRunOptions& m_options;
    std::stop_token m_stop;
};

bool Trial::findType(const Object& object, DryRunOutcome& outcome) const
{
    const auto gvk = object.gvk();
    if (const auto* type = m_discovery.find(gvk)) {
        outcome.type = *type;
        return true;
    }
    for (const Object& each : m_desired)
        if (const auto type = typeMadeBy(each, gvk)) {
            outcome.type = *type;
            outcome.unpreviewed = u"its kind is defined by this plan"_s;
            return false;
        }
    if (m_discovery.isUnread(gvk)) {
        // It may well be there: this is no refusal. // W-30
        outcome.unreadable = failure(
            Error::Kind::Unreachable,
            u"The server could not say what %1 serves, so whether it has %2 is not known now."_s
                .arg(gvk.apiVersion(), describe(object.key())));
        return false;
    }
    outcome.refused = failure(
        Error::Kind::NotFound,
        u"The server does not know the kind %1 of %2. Install what defines it, or correct the apiVersion in Git."_s
            .arg(gvk.kind, gvk.apiVersion()));
    return false;
}

void Trial::predict(const Object& object, DryRunOutcome& outcome) const
{
    const auto tried =
        m_cluster.apply(outcome.type, object, {.force = true, .dryRun = true}, m_stop);
    if (tried) {
        outcome.predicted = tried->object;
        outcome.warnings = tried->warnings;
        return;
    }
    const Error& error = tried.error();
    const QString ns = object.ns();
    if (isTransport(error)) {
        outcome.unreadable = error;
    } else if (error.kind == Error::Kind::NotFound && !outcome.live && !ns.isEmpty()) {
        if (isNamespaceIn(m_desired, ns))
            outcome.unpreviewed = u"its namespace is created by this plan"_s;
        else
            outcome.refused =
                failure(Error::Kind::NotFound,
                        u"The namespace %1 does not exist. Create it, or add it to Git."_s.arg(ns),
                        error.detail);
    } else {
        outcome.refused = explained(error, object.key());
        outcome.notAsked = whyNotAsked(error);
        if (isUnpreviewable(error))
            outcome.unpreviewed = outcome.notAsked;
    }
}

// A forced dry run hides whose fields it takes; only an unforced one names them.
void Trial::findConflicts(const Object& object, DryRunOutcome& outcome) const
{
    const bool changes =
        drift::normalised(outcome.live->json()) != drift::normalised(outcome.predicted->json());
    if (!changes || !hasOtherManagers(*outcome.live))
        return;
    const auto tried =
        m_cluster.apply(outcome.type, object, {.force = false, .dryRun = true}, m_stop);
    if (tried)
        return;
    outcome.conflicts = conflictsOf(tried.error());
    if (!outcome.conflicts.isEmpty())
        return;
    if (isTransport(tried.error()))
        outcome.unreadable = tried.error();
    else
        outcome.refused = explained(tried.error(), object.key());
}

bool Trial::mayBeRead(const Object& object, DryRunOutcome& outcome) const
{
    if (!findType(object, outcome))
        return false;
    if (object.name().isEmpty()) {
        outcome.refused =
            failure(Error::Kind::Unsupported,
                    u"It has only a generateName, and such an object cannot be applied again."_s);
        return false;
    }
    if (outcome.type.namespaced && object.ns().isEmpty()) {
        outcome.refused =
            failure(Error::Kind::Invalid,
                    u"%1 has no namespace, neither in Git nor from the application."_s.arg(
                        describe(object.key())));
        return false;
    }
    return true;
}

void Trial::read(std::vector<DryRunOutcome>& outcomes) const
{
    struct Group
    {
        QList<size_t> at;
        QStringList names;
    };
    std::map<std::tuple<QString, QString, QString>, Group> groups; // by kind and namespace
    for (size_t i = 0; i < outcomes.size(); ++i) {
        const Object& object = m_desired.at(qsizetype(i));
        if (!mayBeRead(object, outcomes[i]))
            continue;
        if (const auto known = m_options.live.constFind(object.key());
            known != m_options.live.constEnd()) {
            outcomes[i].live = *known;
            continue;
        }
        const auto& gvk = outcomes[i].type.gvk;
        Group& group = groups[{gvk.apiVersion(), gvk.kind, object.ns()}];
        group.at.append(i);
        group.names.append(object.name());
    }
    std::vector<const Group*> all;
    for (const auto& [key, group] : groups)
        all.push_back(&group);
    inParallel(all.size(), [&](size_t g) {
        if (m_stop.stop_requested())
            return;
        const Group& group = *all[g];
        const size_t first = group.at.front();
        auto found = m_cluster.getMany(outcomes[first].type, m_desired.at(qsizetype(first)).ns(),
                                       group.names, kAtOnce, m_stop);
        for (qsizetype i = 0; i < group.at.size(); ++i) {
            DryRunOutcome& outcome = outcomes[group.at[i]];
            if (auto& live = found[size_t(i)])
                outcome.live = std::move(*live);
            else if (live.error().kind != Error::Kind::NotFound)
                outcome.unreadable = live.error();
        }
    });
}

void Trial::ask(const Object& object, DryRunOutcome& outcome) const
{
    if (m_stop.stop_requested()) {
        outcome.unreadable = failure(Error::Kind::Cancelled, u"The comparison was stopped."_s);
        return;
    }
    if (outcome.unreadable || outcome.refused || !outcome.unpreviewed.isEmpty())
        return;
    if (outcome.live
        && drift::isCertainlySame(object, *outcome.live, objects::ListKeys::builtIn(), kWriter)) {
        outcome.predicted = outcome.live;
        return;
    }
    predict(object, outcome);
    if (m_options.findConflicts && outcome.live && outcome.predicted)
        findConflicts(object, outcome);
}

} // namespace

QList<DryRunOutcome> dryRun(kube::Cluster& cluster, const kube::Discovery& discovery,
                            const QList<Object>& desired, const DryRunOptions& options,
                            std::function<void(int done, int total)> onProgress,
                            std::stop_token stop)
{
    const Trial trial(cluster, discovery, desired, options, stop);
    std::vector<DryRunOutcome> outcomes(size_t(desired.size()));
    trial.read(outcomes);
    std::mutex progress; // one report at a time, in order, from whichever thread
    int done = 0;
    inParallel(outcomes.size(), [&](size_t i) {
        trial.ask(desired.at(qsizetype(i)), outcomes[i]);
        const std::lock_guard guard(progress);
        if (onProgress)
            onProgress(++done, int(outcomes.size()));
    });
    return QList<DryRunOutcome>(std::make_move_iterator(outcomes.begin()),
                                std::make_move_iterator(outcomes.end()));
}

} // namespace plumb::plan
