// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/review/reviewpage.h"

#include "actions/registry.h"
#include "base/text.h"
#include "format/text.h"
#include "format/verdict.h"
#include "models/operationmodel.h"
#include "views/difference/differenceview.h"
#include "widgets/approvalbar.h"
#include "widgets/banner.h"
#include "widgets/chip.h"
#include "widgets/emptystate.h"
#include "widgets/label.h"
#include "widgets/panehead.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QListView>
#include <QPushButton>
#include <QStackedWidget>

namespace plumb::ui {

QStringList planInputs(const engine::ApplicationSnapshot& a)
{
    QStringList inputs{a.target ? a.target->toHex() : QString(), a.targetTree.toHex()};
    for (const auto& object : a.objects)
        inputs << describe(object.key) + u' '
                      + (object.live ? plan::fingerprint(*object.live) : QString());
    return inputs;
}

ReviewPage::~ReviewPage()
{
    m_stop.request_stop();
}

void ReviewPage::open(const engine::ApplicationSnapshot& application,
                      const workspace::Context& context)
{
    m_application = application;
    m_context = context;
    m_plan = {};
    m_requested = {};
    m_moved.reset();
    m_forced.clear();
    m_report = {};
    m_prune->blockSignals(true);
    m_prune->setChecked(false);
    m_prune->blockSignals(false);
    m_operations->setPlan({});
    m_operations->setEditable(true);
    m_outcome->say({});
    m_title->setText(tr("Review sync · %1").arg(application.config.name));
    m_bar->setProtectedName(context.isProtected ? application.config.context : QString());
    setArriving({});
    operationChosen();
    requestPlan(false);
}

void ReviewPage::close()
{
    m_stop.request_stop();
    m_replan.stop();
    m_check.stop();
    if (m_state != State::Running)
        m_state = State::Idle;
}

plan::Options ReviewPage::options() const
{
    plan::Options options;
    options.prune = m_prune->isChecked();
    for (const auto& operation : m_plan.operations) {
        if (m_forced.contains(describe(operation.key)))
            options.force.append(operation.key);
    }
    if (m_operations->chosenCount() < m_operations->changeCount())
        options.only = m_operations->chosenKeys();
    return options;
}

bool ReviewPage::isChecking() const
{
    return m_state == State::Planning || m_replan.isActive() || m_check.isActive();
}

void ReviewPage::requestPlan(bool silent)
{
    if (m_state == State::Running || m_application.config.name.isEmpty())
        return;
    m_stop.request_stop();
    m_stop = {};
    const auto asked = ++m_asked;
    const auto wanted = options();
    const bool optionsMoved = wanted != m_requested;
    m_requested = wanted;
    m_seen = planInputs(m_application);
    if (!silent)
        setState(State::Planning);
    observe(m_services.plan({m_application.config.name, {}, wanted}, m_stop.get_token()), this,
            [this, asked, silent, optionsMoved](const Result<plan::Plan>& plan) {
                if (asked != m_asked || m_state == State::Running)
                    return;
                if (!plan) {
                    if (plan.error().kind == Error::Kind::Cancelled)
                        return;
                    m_error = plan.error();
                    setState(State::Failed);
                    return;
                }
                // the user asked for other options: that is a new plan to look at, not a movement
                if (!silent || optionsMoved || m_plan.digest.isEmpty()) {
                    setPlan(*plan);
                } else if (plan->digest != m_plan.digest) {
                    m_moved = *plan;
                    setState(State::Moved);
                } else if (m_state == State::Moved) {
                    m_moved.reset();
                    setState(State::Ready);
                } else {
                    refresh();
                }
            });
}

void ReviewPage::setPlan(const plan::Plan& plan)
{
    m_plan = plan;
    m_moved.reset();
    m_error.reset();
    const auto current = m_operations->operation(m_list->currentIndex());
    const auto key = current ? std::optional(current->key) : std::nullopt;
    m_operations->setPlan(plan);
    if (!key || !m_list->currentIndex().isValid()) {
        for (int row = 0; row < m_operations->rowCount(); ++row) {
            if (!m_operations->operation(m_operations->index(row, 0)))
                continue;
            m_list->setCurrentIndex(m_operations->index(row, 0));
            break;
        }
    }
    m_replan.stop();
    setState(State::Ready);
    operationChosen();
    // what would fail comes unticked: that choice is a plan of its own
    if (m_requested != options())
        m_replan.start();
}

void ReviewPage::setApplication(const engine::ApplicationSnapshot& application)
{
    if (application.config.name != m_application.config.name || m_state == State::Idle)
        return;
    m_application = application;
    if (m_state != State::Ready && m_state != State::Moved)
        return;
    if (planInputs(application) != m_seen)
        m_check.start();
    refresh();
}

void ReviewPage::setArriving(const QList<git::Commit>& commits)
{
    while (auto* item = m_arriving->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_arrivingTitle->setVisible(!commits.isEmpty());
    for (const auto& commit : commits.mid(0, 12)) {
        auto* line = new Label(commit.id.shortHex() + u"  "_s + commit.subject, LabelStyle::Body);
        line->setElide(Qt::ElideRight);
        line->setToolTip(plainTip(commit.message.trimmed() + u"\n\n"_s + commit.author.name));
        m_arriving->addWidget(line);
    }
    if (commits.size() > 12)
        m_arriving->addWidget(
            new Label(tr("and %n more", nullptr, int(commits.size() - 12)), LabelStyle::Small));
}

void ReviewPage::choiceChanged()
{
    if (m_state == State::Ready && m_requested != options())
        m_replan.start();
    refresh();
}

void ReviewPage::operationChosen()
{
    const auto* operation = m_operations->operation(m_list->currentIndex());
    m_force->setVisible(operation && !operation->conflicts.isEmpty());
    m_forceText->setVisible(m_force->isVisible());
    if (!operation) {
        m_objectHead->setTitle({});
        m_objectHead->setNotes({});
        m_concern->say({});
        m_difference->setObject({}, m_services.now());
        return;
    }
    m_objectHead->setTitle(objectTitle(operation->key));
    QList<ChipLook> notes;
    if (operation->action != plan::Action::Prune)
        notes << (operation->predicted
                      ? ChipLook{.text = tr("server-side dry run"), .frame = ChipLook::Frame::Quiet}
                      : ChipLook{.text = tr("not tried in advance"), .role = Role::Warn});
    notes << ChipLook{.text = operation->key.ns, .frame = ChipLook::Frame::Quiet};
    m_objectHead->setNotes(notes);
    const auto concerns = concernsOf(*operation, m_services.now());
    m_concern->setRole(operation->refused ? Role::Bad : Role::Warn);
    m_concern->say(concerns.join(u'\n'));
    m_force->setChecked(m_forced.contains(describe(operation->key)));
    m_forceText->setText(
        tr("The other writer may set its value again; both would then write in turn."));
    m_difference->setSides(m_plan.commit.shortHex(), m_application.config.context);
    m_difference->setObject(asObject(*operation), m_services.now());
}

void ReviewPage::goToDifference(bool forward)
{
    if (m_difference->goToDifference(forward))
        return;
    for (auto row = m_list->currentIndex().row() + (forward ? 1 : -1);
         row >= 0 && row < m_operations->rowCount(); row += forward ? 1 : -1) {
        if (!m_operations->operation(m_operations->index(row, 0)))
            continue;
        m_list->setCurrentIndex(m_operations->index(row, 0));
        m_difference->goToEnd(!forward);
        return;
    }
}

void ReviewPage::setState(State state)
{
    m_state = state;
    refresh();
    Q_EMIT stateChanged();
}

void ReviewPage::refresh()
{
    const auto chosen = m_operations->chosenCount(), all = m_operations->changeCount();
    m_listHead->setTitle(tr("%n change(s)", nullptr, all));
    m_listHead->setHint(tr("%n unchanged", nullptr, m_operations->unchangedCount()));

    while (auto* item = m_chips->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto from = m_application.pin ? m_application.pin->commit.shortHex() : tr("unknown");
    if (!m_plan.commit.isNull())
        m_chips->addWidget(
            new Chip(ChipLook{.text = from + u" → "_s + m_plan.commit.shortHex(), .mono = true}));
    if (m_application.commitsNotLive > 0)
        m_chips->addWidget(
            new Chip(ChipLook{.text = tr("%n commit(s)", nullptr, m_application.commitsNotLive)}));
    const auto where =
        m_application.config.context
        + (m_application.config.ns.isEmpty() ? QString() : u" / "_s + m_application.config.ns);
    m_chips->addWidget(m_context.isProtected ? new Chip(ChipLook{
                           .text = where, .shape = Shape::Lock, .role = Role::Bad, .bold = true})
                                             : new Chip(ChipLook{.text = where}));
    m_hint->setText(m_plan.digest.isEmpty() ? tr("Nothing written yet")
                                            : tr("Plan %1 · made %2 · nothing written yet")
                                                  .arg(shortDigest(m_plan.digest),
                                                       ago(m_plan.madeAt, m_services.now())));
    m_hint->setToolTip(plainTip(m_plan.digest));

    const auto prunes =
        std::count_if(m_plan.operations.begin(), m_plan.operations.end(),
                      [](const auto& o) { return o.action == plan::Action::Prune; });
    m_pruneText->setText(
        m_prune->isChecked()
            ? tr("Deletes %n object(s) that were applied from Git before.", nullptr, int(prunes))
            : tr("Off: they stay in the cluster, whether used or not."));
    m_notes->setText((m_plan.notes + m_plan.blockers.mid(1)).join(u'\n'));
    m_notes->setVisible(!m_notes->fullText().isEmpty());

    const bool ready = m_state == State::Ready || m_state == State::Moved;
    const auto notYet = ready                        ? QString()
                        : m_state == State::Running  ? tr("The sync is running.")
                        : m_state == State::Finished ? tr("The sync has ended.")
                                                     : tr("The changes are not known yet.");
    explain(m_prune, notYet, tr("Deletes what was applied from Git before and is not in it now."));
    explain(m_force, notYet, tr("Writes fields that another program manages."));
    for (auto* pick : m_picks)
        explain(pick, notYet);
    explain(m_copy,
            !ready    ? notYet
            : all > 0 ? QString()
                      : tr("There is nothing to sync."),
            tr("Copies the kubectl commands that would do the same."));
    explain(m_save,
            !ready                    ? notYet
            : m_state == State::Moved ? tr("Git or the cluster changed; review it again first.")
            : all > 0                 ? QString()
                                      : tr("There is nothing to sync."),
            tr("Keeps this plan for 15 minutes, so that plumb can apply it."));

    m_listStack->setCurrentIndex(m_operations->rowCount() > 0 ? 1 : 0);
    int listHeight = 12;
    for (int row = 0; row < m_operations->rowCount(); ++row)
        listHeight += m_list->sizeHintForRow(row);
    m_listStack->setMaximumHeight(m_operations->rowCount() > 0 ? listHeight : QWIDGETSIZE_MAX);
    if (m_state == State::Planning)
        m_empty->showLoading(tr("Asking the cluster what would change"));
    else if (m_state == State::Failed && m_error)
        m_empty->fail(*m_error, tr("Try again"));
    else
        m_empty->say(Shape::Synced, tr("Nothing to do: the cluster has what Git says."));

    QString reason,
        state = tr("Bound to exactly what is shown; void when Git or the cluster changes.");
    m_bar->setCancelText(m_state == State::Running    ? tr("Stop after this object")
                         : m_state == State::Finished ? tr("Close")
                                                      : tr("Cancel"));
    m_bar->setPrimary(all == 0        ? tr("Approve and sync")
                      : all == chosen ? tr("Approve and sync %n change(s)", nullptr, all)
                                      : tr("Approve and sync %1 of %2").arg(chosen).arg(all));
    switch (m_state) {
    case State::Idle:
    case State::Planning:
        reason = tr("The changes are being worked out.");
        break;
    case State::Failed:
        reason = m_error ? m_error->summary : tr("The changes could not be worked out.");
        break;
    case State::Moved:
        m_bar->setPrimary(tr("Review changes again"));
        state = tr("Git or the cluster changed since this was shown; the approval is void.");
        break;
    case State::Running:
        reason = tr("The sync is running.");
        break;
    case State::Finished:
        reason = m_report.message.isEmpty() ? tr("The sync has ended.") : m_report.message;
        break;
    case State::Ready:
        if (!m_plan.blockers.isEmpty())
            reason = m_plan.blockers.first();
        else if (m_application.isStale)
            reason = tr("The cluster does not answer; what would be written is not known.");
        else if (all == 0)
            reason = tr("There is nothing to sync.");
        else if (chosen == 0)
            reason = tr("No change is chosen.");
        else if (m_requested != options())
            reason = tr("The choice is being checked with the cluster.");
        break;
    }
    m_bar->setState(state);
    m_bar->setReason(reason);
}

void ReviewPage::approve()
{
    if (m_state == State::Moved && m_moved) {
        const auto plan = *m_moved;
        m_outcome->say({});
        setPlan(plan);
        return;
    }
    if (m_state != State::Ready || !m_bar->reason().isEmpty())
        return;
    m_runStop = {};
    m_operations->setEditable(false);
    m_outcome->setRole(Role::Info);
    m_outcome->say(tr("Applying…"));
    setState(State::Running);
    const engine::PlanRequest request{m_application.config.name, {}, m_requested};
    const auto progress = toOwner<plan::Report>(this, [this](const plan::Report& report) {
        if (m_state == State::Running)
            setReport(report);
    });
    observe(m_services.sync(request, m_plan.digest, progress, m_runStop.get_token()), this,
            [this](const Result<plan::Report>& report) {
                m_operations->setEditable(true);
                if (report) {
                    setReport(*report);
                    m_outcome->setRole(report->succeeded() ? Role::Ok : Role::Bad);
                    m_outcome->say(report->message.isEmpty()
                                       ? tr("The sync ended: %1.").arg(report->outcome)
                                       : report->message);
                    m_operations->setEditable(false);
                    setState(State::Finished);
                    Q_EMIT finished(m_application.config.name);
                } else if (report.error().kind == Error::Kind::Conflict) {
                    // refused before anything was sent: the plan was not current any more
                    m_outcome->setRole(Role::Warn);
                    m_outcome->say(report.error().summary, shownDetail(report.error()));
                    m_state = State::Ready;
                    m_seen.clear();
                    requestPlan(true);
                } else {
                    m_outcome->setRole(Role::Bad);
                    m_outcome->say(report.error().summary, shownDetail(report.error()));
                    setState(State::Ready);
                }
            });
}

void ReviewPage::setReport(const plan::Report& report)
{
    m_report = report;
    m_operations->setReport(report);
    if (m_state == State::Running && !report.message.isEmpty())
        m_outcome->say(report.message);
}

void ReviewPage::save()
{
    const auto saved = m_services.savePlan(m_plan);
    m_outcome->setRole(saved ? Role::Ok : Role::Bad);
    m_outcome->say(saved ? *saved : saved.error().summary);
}

} // namespace plumb::ui
