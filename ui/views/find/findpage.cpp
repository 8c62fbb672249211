// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/find/findpage.h"

#include "actions/registry.h"
#include "base/text.h"
#include "format/verdict.h"
#include "models/proposalmodel.h"
#include "widgets/approvalbar.h"
#include "widgets/banner.h"
#include "widgets/combobox.h"
#include "widgets/difftext.h"
#include "widgets/emptystate.h"
#include "widgets/factlist.h"
#include "widgets/label.h"
#include "widgets/panehead.h"

#include <QDir>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace plumb::ui {

FindPage::~FindPage()
{
    m_stop.request_stop();
}

QComboBox* FindPage::repository() const
{
    return m_repository;
}

QComboBox* FindPage::context() const
{
    return m_context;
}

void FindPage::open(const QStringList& repositories, const QString& repository)
{
    const auto context = m_context->currentData().toString();
    m_repository->clear();
    m_repository->addItems(repositories);
    m_repository->setCurrentText(repository.isEmpty() ? repositories.value(0) : repository);
    m_context->clear();
    m_context->addItem(tr("No cluster, Git alone"));
    const auto contexts = m_services.contextNames();
    for (const auto& name : contexts)
        m_context->addItem(printable(name, 200), name);
    m_context->setCurrentIndex(qMax(0, m_context->findData(context)));
    m_namespace->clear();
    if (m_state == State::Adding)
        return;
    close();
    m_detection = {};
    m_model->setDetection({});
    m_trouble->say({});
    setState(State::Idle);
}

void FindPage::close()
{
    m_stop.request_stop();
    m_stop = {};
    ++m_asked; // an answer that is still under way is nobody's
    if (m_state == State::Looking)
        setState(State::Idle);
}

void FindPage::look()
{
    if (!whyNotLook().isEmpty())
        return;
    engine::DetectQuery query;
    query.repository = m_repository->currentText().trimmed();
    if (query.repository.startsWith(u"~/"))
        query.repository = QDir::homePath() + query.repository.mid(1);
    query.context = m_context->currentData().toString();
    query.ns = query.context.isEmpty() ? QString() : m_namespace->text().trimmed();
    close();
    m_detection = {};
    m_model->setDetection({});
    m_trouble->say({});
    setState(State::Looking);
    observe(m_services.detect(query, m_stop.get_token()), this,
            [this, asked = m_asked](const Result<engine::Detection>& found) {
                if (asked != m_asked)
                    return;
                if (!found) {
                    m_error = found.error();
                    const bool isStopped = found.error().kind == Error::Kind::Cancelled;
                    return setState(isStopped ? State::Idle : State::Failed);
                }
                m_detection = *found;
                m_model->setDetection(m_detection);
                auto troubles = m_detection.problems;
                if (m_detection.clusterError)
                    troubles.prepend(m_detection.clusterError->summary);
                m_trouble->say(troubles.mid(0, 3).join(u'\n'), troubles.mid(3).join(u'\n'));
                setState(State::Found);
                if (m_model->rowCount() > 1) {
                    m_list->setCurrentIndex(m_model->index(1, 0)); // behind the first heading
                    m_list->setFocus();
                }
            });
}

// Nothing is added whose lines were not shown.
void FindPage::preview()
{
    const int asked = ++m_previewed;
    m_lines->setLines({});
    const auto applications = m_model->chosen();
    m_addition->setVisible(!applications.isEmpty() && !m_detection.context.isEmpty());
    if (!m_addition->isVisibleTo(this))
        return;
    m_whyNoPreview = tr("The lines for the workspace file are being made.");
    refresh();
    observe(m_services.previewAddition(applications, m_detection.added), this,
            [this, asked](const Result<QString>& made) {
                if (asked != m_previewed)
                    return;
                m_whyNoPreview = made ? QString() : made.error().summary;
                QList<TextLine> lines;
                for (const auto& line : made.valueOr({}).split(u'\n', Qt::SkipEmptyParts))
                    lines.append({line.startsWith(u'+')   ? LineKind::Added
                                  : line.startsWith(u'-') ? LineKind::Removed
                                                          : LineKind::Context,
                                  line.mid(1)});
                m_lines->setLines(lines);
                refresh();
            });
}

void FindPage::setState(State state)
{
    m_state = state;
    if (state == State::Looking)
        m_empty->showLoading(tr("Looking for applications"));
    else if (state == State::Failed && m_error)
        m_empty->fail(*m_error, tr("Look again"));
    else if (state == State::Found && m_model->rowCount() == 0)
        m_empty->say(Shape::Empty, tr("Nothing here renders to objects: there is no folder with "
                                      "manifests or a kustomization."));
    else if (state == State::Idle)
        m_empty->say(Shape::Search,
                     tr("Choose a repository, and a context if its cluster shall be asked too. "
                        "Nothing is contacted until you look."));
    m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0);
    showChosen();
    refresh();
}

QString FindPage::whyNotLook() const
{
    if (m_state == State::Looking)
        return tr("Looking is under way.");
    if (m_state == State::Adding)
        return tr("The workspace is being written.");
    if (m_repository->currentText().trimmed().isEmpty())
        return tr("Name a repository first.");
    return {};
}

QString FindPage::whyNotAdd() const
{
    if (m_state == State::Adding)
        return tr("The workspace is being written.");
    if (m_state != State::Found)
        return tr("Look first.");
    if (m_detection.context.isEmpty() && !m_detection.proposals.isEmpty())
        return tr("An application has a destination: choose a context and look again.");
    if (m_model->chosen().isEmpty())
        return tr("Choose an application first.");
    return m_whyNoPreview;
}

void FindPage::refresh()
{
    explain(m_look, whyNotLook(),
            m_context->currentData().toString().isEmpty()
                ? tr("Reads the repository; no cluster is asked.")
                : tr("Reads the repository and lists its kinds in the cluster."));
    explain(m_namespace,
            m_context->currentData().toString().isEmpty() ? tr("Choose a context first.")
                                                          : QString(),
            tr("Where objects that name no namespace are looked for."));
    const auto nothing = m_detection.proposals.isEmpty() ? tr("Nothing was found yet.") : QString();
    explain(m_all, nothing, tr("Chooses all that is simply proposed."));
    explain(m_none, nothing, tr("Chooses none."));
    const auto count = int(m_model->chosen().size());
    const bool isFound = m_state == State::Found;
    m_listHead->setTitle(isFound ? tr("%n found", nullptr, int(m_detection.proposals.size()))
                                 : QString());
    m_listHead->setHint(isFound ? tr("%n left out", nullptr, int(m_detection.leftOut.size()))
                                : QString());
    explain(m_copy, count == 0 ? tr("Choose an application first.") : QString(),
            tr("Copies the plumb commands that would add the same."));
    m_bar->setPrimary(count == 0 ? tr("Add applications")
                                 : tr("Add %n application(s)", nullptr, count));
    m_bar->setReason(whyNotAdd());
    m_bar->setState(tr("Writes new entries to your workspace file; everything else in it stays as "
                       "it is."));
    m_bar->setCancelText(m_state == State::Looking ? tr("Stop looking") : tr("Cancel"));
}

void FindPage::showChosen()
{
    const auto index = m_list->currentIndex();
    const auto* one = m_model->proposal(index);
    const auto* leftOut = m_model->leftOut(index);
    m_scroll->setVisible(one || leftOut);
    m_evidenceTitle->setText(leftOut ? tr("Why it is left out") : tr("Evidence"));
    if (!one) {
        m_head->setTitle(leftOut ? folderText(leftOut->path) : QString());
        m_head->setNotes({});
        m_reason->say({});
        m_facts->setFacts({});
        tell(leftOut ? QList<engine::Claim>{{leftOut->reason, {}}} : QList<engine::Claim>());
        return;
    }
    const auto& a = one->application;
    const auto mark = markOf(one->state);
    m_head->setTitle(a.name);
    m_head->setNotes({{.text = mark.word, .shape = mark.shape, .role = mark.role}});
    m_reason->say(one->state == engine::Proposal::State::Known ? QString() : one->reason);
    const auto orNone = [](const QString& text, const QString& none) {
        return text.isEmpty() ? none : printable(text, 400);
    };
    auto delivery = workspace::toString(a.delivery);
    if (!one->deliveredBy.isEmpty())
        delivery += u" · "_s + printable(one->deliveredBy, 200);
    QList<FactList::Fact> facts{
        {tr("Repository"), printable(a.repository, 400), false, {}},
        {tr("Folder"), folderText(a.path), true, {}},
        {tr("Rendered as"), one->renderer, false, {}},
        {tr("Context"), orNone(a.context, tr("none chosen")), false, {}},
        {tr("Namespace"), orNone(a.ns, tr("none")), false, {}},
        {tr("Delivery"), delivery, false, {}},
    };
    if (const auto objects = objectsText(*one); !objects.isEmpty())
        facts.append({tr("Objects"), objects, false, {}});
    m_facts->setFacts(facts);
    tell(one->evidence);
}

void FindPage::tell(const QList<engine::Claim>& evidence)
{
    while (auto* item = m_evidence->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const auto& claim : evidence) {
        auto* pair = new QWidget;
        auto* column = new QVBoxLayout(pair);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(1);
        auto* text = new Label(claim.claim);
        auto* source = new Label(claim.source, LabelStyle::Small);
        for (auto* label : {text, source})
            label->setWordWrap(true);
        column->addWidget(text);
        column->addWidget(source);
        source->setVisible(!claim.source.isEmpty());
        m_evidence->addWidget(pair);
    }
}

void FindPage::add()
{
    if (!whyNotAdd().isEmpty())
        return;
    QStringList names;
    const auto applications = m_model->chosen();
    for (const auto& application : applications)
        names << application.name;
    setState(State::Adding);
    observe(m_services.addApplications(applications, m_detection.added), this,
            [this, names](const Result<Unit>& done) {
                setState(State::Found);
                if (!done) {
                    m_trouble->say(done.error().summary);
                    return;
                }
                Q_EMIT added(names);
            });
}

} // namespace plumb::ui
