// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/support/sample.h"
#include "ui/support/settle.h"

#include "models/operationmodel.h"
#include "views/review/reviewpage.h"
#include "views/rollback/rollbackpage.h"
#include "views/rollback/undonelist.h"
#include "widgets/approvalbar.h"
#include "widgets/combobox.h"

#include "widgets/watchdog.h"

#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>

using namespace plumb;
using namespace plumb::ui;
using namespace plumb::ui::test;
using State = ReviewPage::State;

//! Approvals: bound to what is shown, void when it moves, typed on protected contexts.
class ReviewTest : public QObject
{
    Q_OBJECT
private:
    Sample m_sample;
    Services m_services;
    std::unique_ptr<ReviewPage> m_page;
    workspace::Context m_context{u"prod-eu"_s, u"Production"_s, {}, true, false};

    QString button() const { return m_page->bar()->primary()->text(); }
    bool enabled() const { return m_page->bar()->primary()->isEnabled(); }
    void open()
    {
        m_page->open(m_sample.application(u"checkout"_s), m_context);
        QTRY_COMPARE(m_page->state(), State::Ready);
        // a delete was not ticked, so the choice is a part; it is asked about once more
        QTRY_VERIFY(!m_page->isChecking());
    }

private Q_SLOTS:
    void init()
    {
        m_sample = Sample();
        m_services = m_sample.services();
        m_page = std::make_unique<ReviewPage>(m_services);
        m_page->resize(1200, 700);
        m_page->show();
    }
    void cleanup() { m_page.reset(); }

    void theButtonCountsWhatIsChosen()
    {
        open();
        QCOMPARE(button(), u"Approve and sync 3 of 4"_s);
        m_page->operations()->pick(OperationModel::Pick::All);
        QCOMPARE(button(), u"Approve and sync 4 changes"_s);
        m_page->operations()->pick(OperationModel::Pick::None);
        QVERIFY(!enabled());
        QVERIFY(
            m_page->bar()->primary()->accessibleDescription().contains(u"No change is chosen"_s));
    }

    void aProtectedContextMustBeTyped()
    {
        open();
        QVERIFY(!enabled());
        QCOMPARE(m_page->bar()->reason(), u"prod-eu is protected: type its name to continue."_s);
        QTest::keyClicks(m_page->bar()->typed(), u"prod-us"_s);
        QVERIFY(!enabled());
        m_page->bar()->typed()->clear();
        QTest::keyClicks(m_page->bar()->typed(), u"prod-eu"_s);
        QVERIFY(enabled());
    }

    void anUnprotectedContextAsksForNothing()
    {
        m_context.isProtected = false;
        open();
        QVERIFY(enabled());
        QVERIFY(!m_page->bar()->typed()->isVisible());
        m_context.isProtected = true;
    }

    void p01_aMovedClusterVoidsTheApproval()
    {
        open();
        auto moved = m_sample.application(u"checkout"_s);
        moved.target = idOf(2);
        m_sample.plan.digest = u"sha256:0000000000000000ffff"_s;
        m_page->setApplication(moved);
        QTRY_COMPARE(m_page->state(), State::Moved);
        QCOMPARE(button(), u"Review changes again"_s);
        m_page->bar()->typed()->setText(u"prod-eu"_s);
        QSignalSpy states(m_page.get(), &ReviewPage::stateChanged);
        QTest::mouseClick(m_page->bar()->primary(), Qt::LeftButton);
        QCOMPARE(m_page->state(), State::Ready);
        QCOMPARE(m_page->plan().digest, m_sample.plan.digest);
        QVERIFY(!m_sample.calls.contains(u"sync"_s));
    }

    void newsThatChangeNothingLeaveTheApprovalAlone()
    {
        open();
        auto same = m_sample.application(u"checkout"_s);
        same.liveSeenAt = m_sample.now;
        m_sample.calls.clear();
        m_page->setApplication(same);
        QCOMPARE(m_page->state(), State::Ready);
        QCOMPARE(m_sample.calls, QStringList());
    }

    void approvingSendsExactlyTheShownDigest()
    {
        QString sent;
        plan::Options options;
        m_services.sync = [&](const engine::PlanRequest& request, const QString& digest,
                              auto progress, std::stop_token) {
            sent = digest;
            options = request.options;
            plan::Report report;
            report.outcome = u"succeeded"_s;
            report.message = u"3 objects applied; the application is healthy."_s;
            for (const auto& operation : m_sample.plan.operations)
                report.steps.append(
                    {operation.key, operation.action, plan::Step::State::Applied, {}});
            progress(report);
            return ready<plan::Report>(report);
        };
        open();
        QSignalSpy finished(m_page.get(), &ReviewPage::finished);
        m_page->bar()->typed()->setText(u"prod-eu"_s);
        QTest::mouseClick(m_page->bar()->primary(), Qt::LeftButton);
        QTRY_COMPARE(m_page->state(), State::Finished);
        QCOMPARE(sent, m_sample.plan.digest);
        QCOMPARE(options.only.size(), 3);
        QCOMPARE(finished.size(), 1);
        QVERIFY(m_page->operations()->index(1, 0).data().toString().endsWith(u"applied"_s));
    }

    void aRefusedDigestIsReviewedAgain()
    {
        m_services.sync = [&](auto&&...) {
            m_sample.plan.digest = u"sha256:1111111111111111ffff"_s;
            return ready<plan::Report>(
                failure(Error::Kind::Conflict,
                        u"The cluster changed since the review; nothing was sent."_s));
        };
        open();
        m_page->bar()->typed()->setText(u"prod-eu"_s);
        QTest::mouseClick(m_page->bar()->primary(), Qt::LeftButton);
        QTRY_COMPARE(m_page->state(), State::Moved);
        QCOMPARE(button(), u"Review changes again"_s);
    }

    void aPlanThatFailsSaysWhyAndOffersToTryAgain()
    {
        m_services.plan = [](auto&&...) {
            return ready<plan::Plan>(
                failure(Error::Kind::Unreachable, u"prod-eu cannot be reached."_s));
        };
        m_page->open(m_sample.application(u"checkout"_s), m_context);
        QTRY_COMPARE(m_page->state(), State::Failed);
        QCOMPARE(m_page->bar()->reason(), u"prod-eu cannot be reached."_s);
    }

    void spaceTicksAChange()
    {
        open();
        auto* list = m_page->list();
        list->setCurrentIndex(m_page->operations()->index(1, 0));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Space);
        QCOMPARE(button(), u"Approve and sync 2 of 4"_s);
    }
};

//! Roll back: computed, shown, one click.
class RollbackTest : public QObject
{
    Q_OBJECT
private:
    Sample m_sample;
    Services m_services;
    std::unique_ptr<RollbackPage> m_page;
    using Stand = RollbackPage::State;

    void open(int commit)
    {
        m_page->open(m_sample.application(u"checkout"_s), {u"prod-eu"_s, {}, {}, false, false},
                     {m_sample.commits[commit]}, idOf(1));
    }
    void clickNamed(const QString& name) const
    {
        for (auto* button : m_page->findChildren<QAbstractButton*>()) {
            if (button->isVisible() && (button->text() == name || button->accessibleName() == name))
                return QTest::mouseClick(button, Qt::LeftButton);
        }
        QFAIL(qPrintable(name));
    }
    void openRange(int first, int last)
    {
        m_page->open(m_sample.application(u"checkout"_s), {u"prod-eu"_s, {}, {}, false, false},
                     m_sample.commits.mid(first, last - first + 1), idOf(1));
    }

private Q_SLOTS:
    void init()
    {
        m_sample = Sample();
        m_services = m_sample.services();
        m_page = std::make_unique<RollbackPage>(m_services);
        m_page->resize(1200, 700);
        m_page->show();
    }
    void cleanup() { m_page.reset(); }

    void theNewestCommitIsUndoneAndAnOlderOneIsReturnedTo()
    {
        open(0);
        QTRY_COMPARE(m_page->state(), Stand::Ready);
        QVERIFY(m_page->request().kind == git::RevertRequest::Kind::Commit);
        QVERIFY(m_page->text().contains(u"What the cluster will see · 1 update"_s));
        open(4);
        QVERIFY(m_page->request().kind == git::RevertRequest::Kind::To);
        QVERIFY(!m_page->request().allPaths);
    }

    void aConflictShowsItsFilesAndCannotBeCommitted()
    {
        m_sample.rollback.revert.conflicts = {{u"apps/checkout/deployment.yaml"_s, "a", "b", "c"}};
        open(0);
        QTRY_COMPARE(m_page->state(), Stand::Ready);
        QVERIFY(!m_page->bar()->primary()->isEnabled());
        QVERIFY(m_page->bar()->reason().contains(u"conflicts with later changes"_s));
        QVERIFY(m_page->text().contains(u"apps/checkout/deployment.yaml"_s));
    }

    void aRangeIsListedInTheOrderInWhichItIsUndone()
    {
        using Kind = git::RevertRequest::Kind;
        m_sample.rollback.revert.undone = m_sample.commits.mid(2, 2);
        openRange(2, 3);
        QTRY_COMPARE(m_page->state(), Stand::Ready);
        auto request = m_page->request();
        QVERIFY(request.kind == Kind::Range);
        QCOMPARE(request.since, m_sample.commits[3].parents.first().toHex());
        QCOMPARE(request.revision, m_sample.commits[2].id.toHex());
        const auto spoken = [this] {
            QStringList lines;
            for (int row = 0; row < m_page->undone()->count(); ++row)
                lines << m_page->undone()->item(row)->data(Qt::AccessibleTextRole).toString();
            return lines;
        };
        QCOMPARE(spoken(),
                 (QStringList{idOf(3).shortHex() + u"  checkout: image 1.8.1 → 1.8.2, undone"_s,
                              idOf(4).shortHex()
                                  + u"  checkout: split liveness from readiness, undone"_s}));
        QVERIFY(!m_page->choice()->isVisible());
        QVERIFY(m_page->text().contains(u"What the cluster will see · 1 update"_s));
        QSignalSpy copied(m_page.get(), &RollbackPage::copyWanted);
        clickNamed(u"Copy command"_s);
        QCOMPARE(copied.value(0).value(0).toString(),
                 u"plumb rollback checkout --commit %1..%2 --dry-run"_s.arg(idOf(7).toHex(),
                                                                            idOf(3).toHex()));
        // or back to what was before them
        clickNamed(u"Go back to "_s + idOf(7).shortHex());
        QTRY_COMPARE(m_page->state(), Stand::Ready);
        request = m_page->request();
        QVERIFY(request.kind == Kind::To);
        QCOMPARE(request.revision, idOf(7).toHex());
        QCOMPARE(request.since, QString());
        clickNamed(u"Undo 2 commits"_s);
        QVERIFY(m_page->request().kind == Kind::Range);
        // and one commit again
        open(0);
        QVERIFY(m_page->request().kind == Kind::Commit);
        QVERIFY(m_page->choice()->isVisible() && !m_page->undone()->isVisible());
    }

    void aRangeSaysWhichCommitConflicts()
    {
        m_sample.rollback.revert.undone = {m_sample.commits[2]};
        m_sample.rollback.revert.conflicts = {{u"apps/checkout/deployment.yaml"_s, "a", "b", "c"}};
        openRange(2, 3);
        QTRY_COMPARE(m_page->state(), Stand::Ready);
        QVERIFY(!m_page->bar()->primary()->isEnabled());
        const auto spoken = [this](int row) {
            return m_page->undone()->item(row)->data(Qt::AccessibleTextRole).toString();
        };
        QVERIFY2(spoken(0).endsWith(u", conflicts"_s), qPrintable(spoken(0)));
        QVERIFY2(spoken(1).endsWith(u", not undone yet"_s), qPrintable(spoken(1)));
        QVERIFY(m_page->text().contains(u"apps/checkout/deployment.yaml"_s));
    }

    void eachMergeNamesItsOwnParents()
    {
        const auto parents = [this] {
            QStringList lines;
            for (auto* box : m_page->findChildren<QComboBox*>()) {
                for (int i = 0; box != m_page->choice() && i < box->count(); ++i)
                    lines << box->itemText(i);
            }
            return lines;
        };
        for (const int merge : {1, 4}) { // both of two parents
            open(merge);
            QTRY_COMPARE(m_page->state(), Stand::Ready);
            const auto& of = m_sample.commits[merge].parents;
            QCOMPARE(parents(), (QStringList{u"parent 1, "_s + of[0].shortHex(),
                                             u"parent 2, "_s + of[1].shortHex()}));
        }
    }

    void aMovedBranchVoidsThePreview()
    {
        open(0);
        QTRY_COMPARE(m_page->state(), Stand::Ready);
        m_sample.rollback.digest = u"sha256:bb"_s;
        m_page->check();
        QTRY_COMPARE(m_page->state(), Stand::Moved);
        QCOMPARE(m_page->bar()->primary()->text(), u"Review changes again"_s);
    }

    void oneClickRunsEveryStage()
    {
        using Stage = engine::RollbackStage;
        m_services.rollback = [&](const engine::RollbackPreview& preview, auto, std::stop_token) {
            engine::RollbackReport report;
            report.commit = idOf(60);
            report.stages = {{u"Commit"_s, preview.digest, Stage::State::Done, m_sample.now},
                             {u"Push"_s, {}, Stage::State::Done, m_sample.now}};
            return ready<engine::RollbackReport>(report);
        };
        open(0);
        QTRY_COMPARE(m_page->state(), Stand::Ready);
        QSignalSpy finished(m_page.get(), &RollbackPage::finished);
        QTest::mouseClick(m_page->bar()->primary(), Qt::LeftButton);
        QTRY_COMPARE(m_page->state(), Stand::Finished);
        QCOMPARE(finished.size(), 1);
        QCOMPARE(m_page->bar()->reason(), u"Rolled back by commit %1."_s.arg(idOf(60).shortHex()));
    }
};

int main(int argc, char** argv)
{
    GuiApplication app(argc, argv);
    applyTheme(app, ThemeChoice::Light);
    ReviewTest review;
    RollbackTest rollback;
    return QTest::qExec(&review, argc, argv) | QTest::qExec(&rollback, argc, argv);
}

#include "tst_review.moc"
