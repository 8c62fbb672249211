// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/history/filestory.h"

#include "widgets/emptystate.h"

#include <QHeaderView>
#include <QPushButton>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace plumb::ui {

FileStory::FileStory(const Services& services, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_model(new FileStoryModel(this))
    , m_list(new QTreeView)
    , m_empty(new EmptyState)
    , m_stack(new QStackedWidget)
{
    m_list->setModel(m_model);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setLayoutDirection(Qt::LeftToRight);
    auto* header = m_list->header();
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setStretchLastSection(true);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_list);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    connect(m_list, &QTreeView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT commitWanted(m_model->idAt(index.row())); });
}

FileStory::~FileStory()
{
    m_stop.request_stop();
}

void FileStory::clear()
{
    m_stop.request_stop();
    m_stop = {};
    ++m_question;
    m_model->clear();
}

void FileStory::ask(What what, const QString& repository, const git::CommitId& at,
                    const QString& path)
{
    clear();
    const bool isOfLines = what == What::Lines;
    setAccessibleName(isOfLines ? tr("Blame") : tr("File history"));
    m_list->setAccessibleName(isOfLines ? tr("Lines of the file") : tr("Versions of the file"));
    m_empty->showLoading(isOfLines ? tr("Reading where the lines come from")
                                   : tr("Reading the history of the file"));
    m_stack->setCurrentWidget(m_empty);
    const auto take = [this, question = m_question, repository](const auto& answer, auto set) {
        if (question != m_question)
            return;
        if (!answer)
            return fail(answer.error());
        set(*answer);
        m_list->setColumnHidden(FileStoryModel::Line, !m_model->isOfLines());
        for (int i = 0; i < FileStoryModel::Text; ++i)
            m_list->resizeColumnToContents(i);
        m_stack->setCurrentWidget(m_list);
        m_list->setCurrentIndex(m_model->index(0, 0));
        fillCommits(repository);
    };
    if (isOfLines)
        observe(m_services.blame(repository, at, path, m_stop.get_token()), this,
                [this, take](const Result<QList<git::BlameLine>>& lines) {
                    take(lines, [this](const auto& all) { m_model->setLines(all); });
                });
    else
        observe(m_services.fileHistory(repository, at, path, m_stop.get_token()), this,
                [this, take](const Result<QList<git::FileVersion>>& versions) {
                    take(versions, [this](const auto& all) { m_model->setVersions(all); });
                });
}

void FileStory::fillCommits(const QString& repository)
{
    observe(m_services.commits(repository, m_model->ids()), this,
            [this, question = m_question](const Result<QList<git::Commit>>& commits) {
                if (!commits || question != m_question)
                    return;
                m_model->setCommits(*commits, m_services.now());
                for (int i = 0; i < FileStoryModel::Text; ++i)
                    m_list->resizeColumnToContents(i);
            });
}

void FileStory::fail(const Error& error)
{
    if (error.kind == Error::Kind::Cancelled)
        return;
    m_empty->fail(error, {});
    m_stack->setCurrentWidget(m_empty);
}

} // namespace plumb::ui
