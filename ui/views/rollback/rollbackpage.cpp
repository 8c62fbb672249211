// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/rollback/rollbackpage.h"

#include "actions/registry.h"
#include "base/text.h"
#include "format/text.h"
#include "views/rollback/previewtext.h"
#include "views/rollback/undonelist.h"
#include "widgets/approvalbar.h"
#include "widgets/banner.h"
#include "widgets/choicecard.h"
#include "widgets/combobox.h"
#include "widgets/difftext.h"
#include "widgets/emptystate.h"
#include "widgets/label.h"
#include "widgets/panehead.h"
#include "widgets/segments.h"
#include "widgets/stagelist.h"

#include <QPushButton>
#include <QRadioButton>
#include <QScopedValueRollback>
#include <QStackedWidget>

namespace plumb::ui {

using Kind = git::RevertRequest::Kind;
enum What { Cluster, Files, Message, Conflicts };

RollbackPage::~RollbackPage()
{
    m_stop.request_stop();
}

void RollbackPage::open(const engine::ApplicationSnapshot& application,
                        const workspace::Context& context, const QList<git::Commit>& chosen,
                        const git::CommitId& newest)
{
    const QScopedValueRollback filling(m_filling, true);
    m_application = application;
    m_context = context;
    m_commit = chosen.first();
    m_range = chosen.size() > 1 ? chosen : QList<git::Commit>();
    m_newest = newest;
    m_preview = {};
    m_moved.reset();
    m_report = {};
    m_title->setText(tr("Roll back · %1").arg(application.config.name));
    m_bar->setProtectedName(context.isProtected ? application.config.context : QString());
    // the newest commit can only be undone; an older one is mostly where one wants to go back to
    m_kind = isRange() || isNewest() || !application.target ? undoKind() : Kind::To;
    m_undo->setChecked(m_kind != Kind::To);
    m_restore->setChecked(m_kind == Kind::To);
    m_own->setText(tr("Only files of %1").arg(printable(application.config.name, 60)));
    m_everything->setText(tr("Everything in the repository"));
    m_own->setChecked(true);
    setCommits({m_commit});
    m_undone->setCommits(m_range);
    m_filling = false;
    requestPreview(false);
}

bool RollbackPage::isNewest() const
{
    return !isRange()
           && (m_commit.id == m_newest
               || (m_application.target && m_commit.id == *m_application.target));
}

QWidget* RollbackPage::firstField() const
{
    return isRange() ? static_cast<QWidget*>(m_undone) : m_which;
}

Kind RollbackPage::undoKind() const
{
    return isRange() ? Kind::Range : Kind::Commit;
}

git::CommitId RollbackPage::goal() const
{
    return isRange() ? m_range.last().parents.value(0) : m_commit.id;
}

void RollbackPage::close()
{
    m_stop.request_stop();
    m_check.stop();
    if (m_state != State::Running)
        m_state = State::Idle;
}

void RollbackPage::setCommits(const QList<git::Commit>& commits)
{
    m_commits = commits;
    const auto has = std::any_of(commits.begin(), commits.end(),
                                 [this](const auto& c) { return c.id == m_commit.id; });
    if (!has && !m_commit.id.isNull())
        m_commits.prepend(m_commit);
    m_which->clear();
    for (const auto& commit : m_commits) {
        m_which->addItem(commit.id.shortHex() + u"  "_s + printable(commit.subject, 120));
        if (commit.id == m_commit.id)
            m_which->setCurrentIndex(m_which->count() - 1);
    }
}

engine::RollbackRequest RollbackPage::request() const
{
    engine::RollbackRequest request;
    request.application = m_application.config.name;
    request.kind = m_kind;
    request.revision = (m_kind == Kind::To ? goal() : m_commit.id).toHex();
    if (m_kind == Kind::Range)
        request.since = goal().toHex();
    request.allPaths = m_kind == Kind::To && m_everything->isChecked();
    if (m_kind == Kind::Commit && m_commit.parents.size() > 1)
        request.mainline = m_mainline->currentIndex() + 1;
    return request;
}

void RollbackPage::requestPreview(bool silent)
{
    if (m_state == State::Running || m_application.config.name.isEmpty())
        return;
    m_stop.request_stop();
    m_stop = {};
    const auto asked = ++m_asked;
    if (!silent)
        setState(State::Computing);
    observe(m_services.previewRollback(request(), m_stop.get_token()), this,
            [this, asked, silent](const Result<engine::RollbackPreview>& preview) {
                if (asked != m_asked || m_state == State::Running)
                    return;
                if (!preview) {
                    if (preview.error().kind == Error::Kind::Cancelled)
                        return;
                    m_error = preview.error();
                    setState(State::Failed);
                } else if (!silent || m_preview.digest.isEmpty()) {
                    setPreview(*preview);
                } else if (preview->digest != m_preview.digest) {
                    m_moved = *preview;
                    setState(State::Moved);
                } else {
                    m_moved.reset();
                    setState(State::Ready);
                }
            });
}

void RollbackPage::check()
{
    if (m_state == State::Ready || m_state == State::Moved)
        m_check.start();
}

void RollbackPage::setPreview(const engine::RollbackPreview& preview)
{
    m_preview = preview;
    m_moved.reset();
    m_error.reset();
    m_report = {};
    m_what->setCurrent(preview.revert.conflicts.isEmpty()
                           ? (m_what->current() == Conflicts ? int(Cluster) : m_what->current())
                           : int(Conflicts));
    setState(State::Ready);
}

void RollbackPage::setReport(const engine::RollbackReport& report)
{
    m_report = report;
    refresh();
}

void RollbackPage::setState(State state)
{
    m_state = state;
    refresh();
    Q_EMIT stateChanged();
}

QList<engine::RollbackStage> RollbackPage::stages() const
{
    using Stage = engine::RollbackStage::State;
    if (!m_report.stages.isEmpty())
        return m_report.stages;
    const bool known = m_state == State::Ready || m_state == State::Moved;
    const auto& revert = m_preview.revert;
    QList<engine::RollbackStage> stages;
    const auto conflicts = !revert.conflicts.isEmpty();
    const auto where = conflicts && isRange() && !revert.undone.isEmpty()
                           ? u", "_s + tr("at %1").arg(revert.undone.last().id.shortHex())
                           : QString();
    stages.append({conflicts ? tr("The revert conflicts") : tr("Revert computed"),
                   !known ? QString()
                   : conflicts
                       ? tr("%n file(s) conflict", nullptr, int(revert.conflicts.size())) + where
                       : tr("%n file(s)", nullptr, int(revert.files.size())) + u", "_s
                             + tr("%n commit(s) undone", nullptr, int(revert.undone.size())),
                   !known      ? Stage::Running
                   : conflicts ? Stage::Failed
                               : Stage::Done,
                   {}});
    const auto unknown = std::any_of(m_preview.effects.begin(), m_preview.effects.end(),
                                     [](const auto& e) { return e.error.has_value(); });
    stages.append({tr("Effect on the cluster"),
                   known ? effectSummary(m_preview) : QString(),
                   !known || conflicts ? Stage::Waiting
                   : unknown           ? Stage::Failed
                                       : Stage::Done,
                   {}});
    stages.append({tr("Commit and push"),
                   tr("stops if %1 moved")
                       .arg(m_preview.branch.isEmpty() ? tr("the branch") : m_preview.branch),
                   Stage::Waiting,
                   {}});
    stages.append({tr("Sync"), m_application.config.context, Stage::Waiting, {}});
    stages.append({tr("Live and healthy"), {}, Stage::Waiting, {}});
    return stages;
}

void RollbackPage::refreshRight()
{
    const auto& revert = m_preview.revert;
    m_what->setSegmentVisible(Conflicts, !revert.conflicts.isEmpty());
    m_what->setWord(Files, tr("Files %1").arg(revert.files.size()));
    m_what->setWord(Conflicts, tr("Conflicts %1").arg(revert.conflicts.size()));
    if (m_state == State::Computing) {
        m_empty->showLoading(tr("Computing the revert"));
        m_body->setCurrentWidget(m_empty);
        m_rightHead->setTitle(tr("Computing…"));
        return;
    }
    if (m_state == State::Failed || m_state == State::Idle) {
        if (m_error)
            m_empty->fail(*m_error, tr("Try again"));
        else
            m_empty->say(Shape::Empty, tr("Nothing is chosen."));
        m_body->setCurrentWidget(m_empty);
        m_rightHead->setTitle({});
        return;
    }
    m_body->setCurrentWidget(m_text);
    switch (m_what->current()) {
    case Cluster:
        m_rightHead->setTitle(tr("What the cluster will see · %1").arg(effectSummary(m_preview)));
        m_text->setLines(effectLines(m_preview));
        break;
    case Files:
        m_rightHead->setTitle(tr("What changes in Git"));
        m_text->setLines(fileLines(revert));
        break;
    case Message:
        m_rightHead->setTitle(
            tr("Commit by %1 <%2>").arg(m_preview.identity.name, m_preview.identity.email));
        m_text->setPlain(revert.message);
        break;
    default:
        m_rightHead->setTitle(tr("Changed since in another way"));
        m_text->setLines(conflictLines(revert));
    }
}

void RollbackPage::refresh()
{
    const auto id = goal().shortHex();
    m_whichTitle->setText(isRange() ? tr("Commits, the youngest is undone first") : tr("Commit"));
    m_which->setVisible(!isRange());
    m_undone->setVisible(isRange());
    const bool isKnown =
        m_state != State::Computing && m_state != State::Failed && m_kind != Kind::To;
    m_undone->setUndone(isKnown ? m_preview.revert.undone : QList<git::Commit>(),
                        !m_preview.revert.conflicts.isEmpty());
    m_undo->say(isRange() ? tr("Undo %n commit(s)", nullptr, int(m_range.size()))
                          : tr("Undo %1").arg(id),
                isRange() ? tr("One new commit takes back what they changed; later commits stay.")
                          : tr("A new commit takes back what “%1” changed; later commits stay.")
                                .arg(m_commit.subject),
                m_kind != Kind::To ? tr("git revert") : QString());
    m_restore->say(tr("Go back to %1").arg(id),
                   tr("A new commit gives %1 the content it had at %2. Nothing is rewritten.")
                       .arg(m_application.config.name, id),
                   m_kind == Kind::To ? tr("git revert") : QString());
    const bool running = m_state == State::Running, done = m_state == State::Finished;
    const bool isTip = isNewest();
    for (auto* widget : {static_cast<QWidget*>(m_undo), static_cast<QWidget*>(m_restore),
                         static_cast<QWidget*>(m_own), static_cast<QWidget*>(m_everything),
                         static_cast<QWidget*>(m_mainline)})
        explain(widget, running ? tr("It is under way.") : done ? tr("It is done.") : QString());
    explain(m_which,
            running ? tr("It is under way.")
            : done  ? tr("It is done.")
                    : QString(),
            m_which->currentText());
    const auto sentence = m_restore->accessibleDescription();
    explain(m_restore,
            running ? tr("It is under way.")
            : done  ? tr("It is done.")
            : isTip ? tr("This is what Git says now.")
                    : QString(),
            sentence);
    for (auto* widget : {static_cast<QWidget*>(m_scopeTitle), static_cast<QWidget*>(m_own),
                         static_cast<QWidget*>(m_everything)})
        widget->setVisible(m_kind == Kind::To);
    const bool merge = m_kind == Kind::Commit && m_commit.parents.size() > 1;
    m_mainlineText->setVisible(merge);
    m_mainline->setVisible(merge);
    QStringList parents;
    for (int i = 0; i < int(m_commit.parents.size()); ++i)
        parents << tr("parent %1, %2").arg(i + 1).arg(m_commit.parents[i].shortHex());
    if (m_mainline->property("parents").toStringList() != parents) {
        m_mainline->setProperty("parents", parents);
        m_mainline->clear();
        m_mainline->addItems(parents);
    }
    m_push->setText(m_preview.branch.isEmpty()
                        ? tr("the followed branch")
                        : tr("%1 of %2").arg(m_preview.branch, m_preview.repository));
    m_hint->setText(done || running ? QString() : tr("Computed in memory · nothing written yet"));
    m_stages->setStages(stages());

    QString reason, state = tr("One click commits as you, pushes, syncs and follows to live. It "
                               "stops if the branch moved.");
    m_bar->setPrimary(tr("Commit, push and follow"));
    m_bar->setCancelText(running ? tr("Stop") : done ? tr("Close") : tr("Cancel"));
    switch (m_state) {
    case State::Idle:
    case State::Computing:
        reason = tr("The revert is being computed.");
        break;
    case State::Failed:
        reason = m_error ? m_error->summary : QString();
        break;
    case State::Moved:
        m_bar->setPrimary(tr("Review changes again"));
        state = tr("Git or the cluster changed since this was shown; the preview is void.");
        break;
    case State::Running:
        reason = tr("The rollback is running.");
        break;
    case State::Finished:
        reason = m_report.error ? m_report.error->summary
                                : tr("Rolled back by commit %1.").arg(m_report.commit.shortHex());
        break;
    case State::Ready:
        if (!m_preview.revert.conflicts.isEmpty())
            reason =
                tr("The revert conflicts with later changes. Nothing can be committed as it is.");
        else if (m_preview.revert.isEmpty)
            reason = tr("This would change nothing.");
        else if (!m_preview.blockers.isEmpty())
            reason = m_preview.blockers.first();
        break;
    }
    m_bar->setState(state);
    m_bar->setReason(reason);
    const auto problem = m_report.error ? m_report.error->summary
                         : m_state == State::Ready && m_preview.blockers.size() > 1
                             ? m_preview.blockers.join(u'\n')
                             : m_preview.revert.note;
    m_banner->setRole(m_report.error ? Role::Bad : Role::Warn);
    m_banner->say(problem, m_report.error ? shownDetail(*m_report.error) : QString());
    refreshRight();
}

void RollbackPage::run()
{
    if (m_state == State::Moved && m_moved) {
        setPreview(engine::RollbackPreview(*m_moved));
        return;
    }
    if (m_state != State::Ready || !m_bar->reason().isEmpty())
        return;
    m_runStop = {};
    setState(State::Running);
    const auto progress =
        toOwner<engine::RollbackReport>(this, [this](const engine::RollbackReport& report) {
            if (m_state == State::Running)
                setReport(report);
        });
    observe(m_services.rollback(m_preview, progress, m_runStop.get_token()), this,
            [this](const Result<engine::RollbackReport>& report) {
                if (report) {
                    m_report = *report;
                    setState(State::Finished);
                    Q_EMIT finished(m_application.config.name, report->commit);
                    return;
                }
                // refused before anything was written: what was reviewed is not current any more
                m_report.error = report.error();
                m_state = State::Ready;
                refresh();
                if (report.error().kind == Error::Kind::Conflict)
                    requestPreview(true);
            });
}

QString RollbackPage::text() const
{
    return m_rightHead->title()->fullText() + u'\n' + m_text->toPlainText();
}

} // namespace plumb::ui
