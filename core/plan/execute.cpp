// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/execute.h"

#include "plan/crd_p.h"
#include "plan/send_p.h"

#include <QJsonDocument>

namespace plumb::plan {

namespace {

using State = Step::State;

constexpr int kAttempts = 5; // of an object that moves while it is written

QString journalWord(State state)
{
    switch (state) {
    case State::Applied:
        return u"applied"_s;
    case State::Unchanged:
        return u"unchanged"_s;
    case State::Refused:
        return u"refused"_s;
    case State::Unknown:
        return u"unknown"_s;
    case State::Waiting:
    case State::Running:
    case State::NotSent:
        break;
    }
    return u"not-sent"_s;
}

//! What the journal keeps of an object: as Git has it, secret values as markers.
QString contentOf(const Operation& operation)
{
    return QString::fromUtf8(
        QJsonDocument(operation.desired.json()).toJson(QJsonDocument::Compact));
}

//! One execution, from its record to its report.
class Run
{
public:
    Run(const Execution& execution, kube::Cluster& cluster, store::Journal& journal,
        const Clock& clock, const std::function<void(const Report&)>& onProgress,
        std::stop_token stop)
        : m_execution(execution)
        , m_plan(execution.plan)
        , m_cluster(cluster)
        , m_journal(journal)
        , m_clock(clock)
        , m_onProgress(onProgress)
        , m_stop(std::move(stop))
    {
        for (const Operation& each : m_plan.operations)
            m_report.steps.append({each.key, each.action, State::Waiting, {}});
    }
    Report go(const QString& appNamespace);

private:
    Result<Unit> check(const QString& appNamespace);
    Result<qint64> begin();
    void sendAll();
    bool sendOne(qsizetype at);
    Sent prepareAndSend(const Operation& operation);
    bool isDefinedHere(const Operation& operation) const;
    void fail(const QString& message, const QString& outcome = u"failed"_s);
    void recordRest();
    void finish();
    void tell() const
    {
        if (m_onProgress)
            m_onProgress(m_report);
    }

    const Execution& m_execution;
    const Plan& m_plan;
    kube::Cluster& m_cluster;
    store::Journal& m_journal;
    const Clock& m_clock;
    const std::function<void(const Report&)>& m_onProgress;
    std::stop_token m_stop;
    Report m_report;
};

void Run::fail(const QString& message, const QString& outcome)
{
    if (m_report.outcome.isEmpty() || outcome == u"unknown")
        m_report.outcome = outcome;
    m_report.message += m_report.message.isEmpty() ? message : u' ' + message;
}

Result<qint64> Run::begin()
{
    store::OperationRecord record;
    record.application = m_plan.application;
    record.clusterId = m_plan.clusterId;
    record.context = m_plan.context;
    record.kind = m_execution.kind;
    record.commit = m_plan.commit.toHex();
    record.tree = m_plan.tree.toHex();
    record.digest = m_plan.digest;
    record.actor = m_execution.actor;
    record.started = m_clock.now();
    return m_journal.begin(record);
}

// P2: the reviewed cluster must be the one behind this very connection.
Result<Unit> Run::check(const QString& appNamespace)
{
    PLUMB_TRY(cluster, m_cluster.clusterId(appNamespace, m_stop));
    if (cluster.id != m_plan.clusterId)
        return failure(
            Error::Kind::Conflict,
            u"This plan was reviewed for another cluster than the one that %1 leads to now. Nothing was sent."_s
                .arg(m_plan.context));
    return Unit{};
}

Report Run::go(const QString& appNamespace)
{
    if (!m_plan.blockers.isEmpty())
        fail(m_plan.blockers.join(u' ') + u" Nothing was sent."_s);
    else if (digestOf(m_plan) != m_plan.digest)
        fail(u"This plan is not the one that was reviewed. Nothing was sent."_s);
    else if (const auto begun = begin(); !begun)
        fail(begun.error().summary);
    else {
        m_report.operation = *begun;
        tell();
        if (const auto checked = check(appNamespace); !checked)
            fail(checked.error().summary,
                 checked.error().kind == Error::Kind::Cancelled ? u"cancelled"_s : u"failed"_s);
        else
            sendAll();
    }
    for (qsizetype i = 0; i < m_report.steps.size(); ++i) {
        Step& step = m_report.steps[i];
        if (step.state == State::Waiting)
            step.state = step.action == Action::Unchanged ? State::Unchanged : State::NotSent;
    }
    finish();
    tell();
    return m_report;
}

void Run::sendAll()
{
    for (qsizetype i = 0; i < m_plan.operations.size(); ++i) {
        const Operation& operation = m_plan.operations.at(i);
        if (operation.action == Action::Unchanged || !operation.chosen)
            continue;
        if (m_stop.stop_requested()) {
            fail(u"The sync was stopped."_s, u"cancelled"_s);
            return;
        }
        if (!sendOne(i))
            return;
    }
}

bool Run::isDefinedHere(const Operation& operation) const
{
    return std::any_of(m_plan.operations.begin(), m_plan.operations.end(),
                       [&](const Operation& each) {
                           return each.action == Action::Create && each.chosen
                                  && typeMadeBy(each.desired, operation.desired.gvk());
                       });
}

Sent Run::prepareAndSend(const Operation& operation)
{
    if (isDefinedHere(operation))
        if (const auto served = waitUntilServed(m_cluster, operation.type, m_stop); !served)
            return {State::NotSent, served.error().summary, false};
    // A rollout moves the resourceVersion several times a second. A write that was refused for that
    // did nothing, so the object is looked at again and, where it still is as reviewed, sent again.
    Sent sent;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        const auto live = unmoved(m_cluster, operation, m_stop);
        if (!live)
            return {attempt == 0 ? State::NotSent : State::Refused, live.error().summary, false};
        if (operation.action == Action::Prune && !live->has_value())
            return {State::Unchanged, u"It was gone already."_s, true};
        const auto noted =
            m_journal.aboutToSend(m_report.operation, operation.key, toString(operation.action));
        if (!noted)
            return {attempt == 0 ? State::NotSent : State::Refused, noted.error().summary, false};
        sent = send(m_cluster, operation, *live, m_stop);
        if (!sent.isStale)
            break;
    }
    return sent;
}

bool Run::sendOne(qsizetype at)
{
    const Operation& operation = m_plan.operations.at(at);
    m_report.steps[at].state = State::Running;
    tell();
    const Sent sent = prepareAndSend(operation);
    m_report.steps[at].state = sent.state;
    m_report.steps[at].message = sent.message;

    const bool isThere = sent.state == State::Applied && operation.action != Action::Prune;
    const QString applied = isThere ? contentOf(operation) : QString();
    const auto recorded = m_journal.record(
        m_report.operation,
        {operation.key, toString(operation.action), journalWord(sent.state), sent.message},
        applied);
    if (!sent.succeeded) {
        const bool isStopped = sent.state == State::NotSent && m_stop.stop_requested();
        fail(isStopped ? u"The sync was stopped."_s
                       : u"%1: %2"_s.arg(describe(operation.key), sent.message),
             sent.state == State::Unknown ? u"unknown"_s
             : isStopped                  ? u"cancelled"_s
                                          : u"failed"_s);
    }
    if (!recorded)
        fail(recorded.error().summary);
    tell();
    return sent.succeeded && recorded;
}

//! What was not sent; and, at the end of a whole sync, what needed no sending: that belongs to the
//! application, too.
void Run::recordRest()
{
    QList<store::RecordedOutcome> rest;
    for (qsizetype i = 0; i < m_report.steps.size(); ++i) {
        const Step& step = m_report.steps.at(i);
        const Operation& operation = m_plan.operations.at(i);
        const bool isUnsent = step.state == State::NotSent && step.message.isEmpty();
        const bool isUnchanged =
            operation.action == Action::Unchanged && m_report.outcome.isEmpty();
        if (operation.chosen && (isUnsent || isUnchanged))
            rest.append({{step.key, toString(step.action), journalWord(step.state), step.message},
                         isUnchanged ? contentOf(operation) : QString()});
    }
    if (rest.isEmpty())
        return;
    if (const auto recorded = m_journal.record(m_report.operation, rest); !recorded)
        fail(recorded.error().summary);
}

void Run::finish()
{
    int applied = 0, chosen = 0;
    for (qsizetype i = 0; i < m_report.steps.size(); ++i) {
        if (!m_plan.operations.at(i).chosen || m_report.steps.at(i).action == Action::Unchanged)
            continue;
        ++chosen;
        const State state = m_report.steps.at(i).state;
        applied += state == State::Applied || state == State::Unchanged ? 1 : 0;
    }
    if (m_report.operation == 0)
        return; // nothing was begun, and the message says why
    recordRest();
    if (m_report.outcome.isEmpty())
        m_report.outcome = u"succeeded"_s;
    const QString count = u"%1 of %2 applied."_s.arg(applied).arg(chosen);
    m_report.message = m_report.message.isEmpty() ? count : count + u' ' + m_report.message;
    const auto finished =
        m_journal.finish(m_report.operation, m_report.outcome, m_report.message, m_clock.now());
    if (!finished)
        fail(finished.error().summary);
}

} // namespace

Report execute(const Execution& execution, kube::Cluster& cluster, const QString& appNamespace,
               store::Journal& journal, const Clock& clock,
               std::function<void(const Report&)> onProgress, std::stop_token stop)
{
    return Run(execution, cluster, journal, clock, onProgress, std::move(stop)).go(appNamespace);
}

} // namespace plumb::plan
