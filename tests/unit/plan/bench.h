// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fakecluster.h"
#include "plan/dryrun.h"
#include "plan/execute.h"
#include "unit/store/journalfolder.h"

namespace plumb::plan {

class FixedClock final : public Clock
{
public:
    QDateTime now() const override { return QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC); }
    std::chrono::steady_clock::time_point steady() const override { return {}; }
};

//! Everything that reviewing and executing a sync needs, around a fake cluster.
struct Bench
{
    std::shared_ptr<FakeCluster> server = std::make_shared<FakeCluster>();
    kube::Cluster cluster{server};
    store::JournalFolder folder;
    std::unique_ptr<store::Journal> journal = folder.open();
    FixedClock clock;
    std::stop_source stop;

    //! As the engine does: dry runs, then the plan.
    Plan review(const QList<objects::Object>& desired, const Options& options = {},
                const QList<objects::Object>& leftOver = {})
    {
        const auto outcomes = dryRun(cluster, FakeCluster::discovery(), desired, {}, {}, {});
        QList<PlanInput::Item> items;
        for (qsizetype i = 0; i < desired.size(); ++i) {
            const DryRunOutcome& one = outcomes.at(i);
            items.append({desired.at(i),
                          one.type,
                          one.live,
                          one.predicted,
                          one.warnings,
                          one.conflicts,
                          one.refused ? one.refused : one.unreadable,
                          one.unpreviewed,
                          {}});
        }
        PlanInput input = inputOf(items);
        input.options = options;
        for (const auto& each : leftOver) {
            PlanInput::PruneCandidate candidate;
            candidate.type = *FakeCluster::discovery().find(each.gvk());
            candidate.live = *server->find(each.key());
            candidate.inInventory = true;
            input.pruneCandidates.append(candidate);
        }
        return makePlan(input);
    }

    Report run(const Plan& plan, std::function<void(const Report&)> onProgress = {})
    {
        return execute({plan, u"sync"_s, u"ada"_s}, cluster, u"shop"_s, *journal, clock,
                       std::move(onProgress), stop.get_token());
    }
};

inline QString word(Step::State state)
{
    static const QStringList kWords{u"waiting"_s, u"running"_s,  u"applied"_s, u"unchanged"_s,
                                    u"refused"_s, u"not-sent"_s, u"unknown"_s};
    return kWords.at(qsizetype(state));
}

//! "Deployment shop/web applied"
inline QStringList table(const Report& report)
{
    QStringList rows;
    for (const Step& step : report.steps)
        rows.append(describe(step.key) + u' ' + word(step.state));
    return rows;
}

} // namespace plumb::plan
