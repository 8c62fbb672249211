// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "services.h"

#include <QWidget>

class QListWidget;
class QSplitter;

namespace plumb::ui {

class DiffText;
class Label;
class PaneHead;

//! One commit: message, changed files, and the difference of one of them.
class CommitPane : public QWidget
{
    Q_OBJECT
public:
    explicit CommitPane(const Services& services, QWidget* parent = nullptr);
    void showCommit(const QString& repository, const git::Commit& commit);
    void setChanges(const QList<git::FileChange>& changes);
    void setDiff(const git::FileDiff& diff);

private:
    void fileChosen(int row);
    const Services& m_services;
    QString m_repository;
    git::CommitId m_commit;
    QList<git::FileChange> m_changes;
    QString m_wantedPath;
    PaneHead* m_head;
    PaneHead* m_fileHead;
    Label* m_message;
    QListWidget* m_files;
    DiffText* m_diff;
};

} // namespace plumb::ui
