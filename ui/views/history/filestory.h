// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/filestorymodel.h"
#include "services.h"

#include <QWidget>

class QStackedWidget;
class QTreeView;

namespace plumb::ui {

class EmptyState;

//! The versions of a file, or where each of its lines comes from. Asks when it is told to, and
//! gives up the question before.
class FileStory : public QWidget
{
    Q_OBJECT
public:
    enum class What { Versions, Lines };
    explicit FileStory(const Services& services, QWidget* parent = nullptr);
    ~FileStory() override;
    void ask(What what, const QString& repository, const git::CommitId& at, const QString& path);
    void clear();

Q_SIGNALS:
    //! A row was opened.
    void commitWanted(const git::CommitId& id);

private:
    void fillCommits(const QString& repository);
    void fail(const Error& error);
    const Services& m_services;
    FileStoryModel* m_model;
    QTreeView* m_list;
    EmptyState* m_empty;
    QStackedWidget* m_stack;
    std::stop_source m_stop;
    int m_question = 0; // answers to earlier ones fall to the floor
};

} // namespace plumb::ui
