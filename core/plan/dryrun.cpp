// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/dryrun.h"

#include "plan/crd_p.h"
#include "plan/refusal_p.h"

#include <mutex>

namespace plumb::plan {

namespace {

using objects::Object;

constexpr int kAtOnce = 8; // as many as a browser; a server's fairness queues are not strained

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

class Trial
{
public:
    Trial(kube::Cluster& cluster, const kube::Discovery& discovery, const QList<Object>& desired,
          std::stop_token stop)
        : m_cluster(cluster)
        , m_discovery(discovery)
        , m_desired(desired)
        , m_stop(std::move(stop))
    {
    }
    DryRunOutcome of(const Object& object) const;

private:
    bool findType(const Object& object, DryRunOutcome& outcome) const;
    void predict(const Object& object, DryRunOutcome& outcome) const;
    void findConflicts(const Object& object, DryRunOutcome& outcome) const;

    kube::Cluster& m_cluster;
    const kube::Discovery& m_discovery;
    const QList<Object>& m_desired;
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
        if (isUnpreviewable(error))
            outcome.unpreviewed = u"a webhook of the server allows no dry run"_s;
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

DryRunOutcome Trial::of(const Object& object) const
{
    DryRunOutcome outcome;
    if (m_stop.stop_requested()) {
        outcome.unreadable = failure(Error::Kind::Cancelled, u"The comparison was stopped."_s);
        return outcome;
    }
    if (!findType(object, outcome))
        return outcome;
    if (object.name().isEmpty()) {
        outcome.refused =
            failure(Error::Kind::Unsupported,
                    u"It has only a generateName, and such an object cannot be applied again."_s);
        return outcome;
    }
    if (outcome.type.namespaced && object.ns().isEmpty()) {
        outcome.refused =
            failure(Error::Kind::Invalid,
                    u"%1 has no namespace, neither in Git nor from the application."_s.arg(
                        describe(object.key())));
        return outcome;
    }
    auto live = m_cluster.get(outcome.type, object.ns(), object.name(), m_stop);
    if (live)
        outcome.live = std::move(*live);
    else if (live.error().kind != Error::Kind::NotFound) {
        outcome.unreadable = live.error();
        return outcome;
    }
    predict(object, outcome);
    if (outcome.live && outcome.predicted)
        findConflicts(object, outcome);
    return outcome;
}

} // namespace

QList<DryRunOutcome> dryRun(kube::Cluster& cluster, const kube::Discovery& discovery,
                            const QList<Object>& desired,
                            std::function<void(int done, int total)> onProgress,
                            std::stop_token stop)
{
    const Trial trial(cluster, discovery, desired, stop);
    std::vector<DryRunOutcome> outcomes(size_t(desired.size()));
    std::mutex progress; // one report at a time, in order, from whichever thread
    int done = 0;
    // A pool of its own: these threads wait for the network, and the shared pool is for work.
    QThreadPool pool;
    pool.setMaxThreadCount(kAtOnce);
    for (size_t i = 0; i < outcomes.size(); ++i)
        pool.start([&, i] {
            outcomes[i] = trial.of(desired.at(qsizetype(i)));
            const std::lock_guard guard(progress);
            if (onProgress)
                onProgress(++done, int(outcomes.size()));
        });
    pool.waitForDone();
    return QList<DryRunOutcome>(outcomes.begin(), outcomes.end());
}

} // namespace plumb::plan
