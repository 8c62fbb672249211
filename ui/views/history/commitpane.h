// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "services.h"

#include <QWidget>

class QListWidget;
class QSplitter;
class QStackedWidget;

namespace plumb::ui {

class DiffText;
class FileStory;
class Label;
class PaneHead;
class Segments;

//! One commit: message, changed files, and of one of them the difference, its versions up to this
//! commit, or where its lines come from.
class CommitPane : public QWidget
{
    Q_OBJECT
public:
    explicit CommitPane(const Services& services, QWidget* parent = nullptr);
    void showCommit(const QString& repository, const git::Commit& commit);
    void setChanges(const QList<git::FileChange>& changes);
    void setDiff(const git::FileDiff& diff);

Q_SIGNALS:
    void commitWanted(const git::CommitId& id);
    void copyWanted(const QString& text);

private:
    enum Shown { Changes, Versions, Lines };
    void fileChosen(int row);
    void showFile();
    void showMenu(const QPoint& at);
    const Services& m_services;
    QString m_repository;
    git::CommitId m_commit, m_parent;
    QList<git::FileChange> m_changes;
    QString m_wantedPath;
    PaneHead* m_head;
    PaneHead* m_fileHead;
    Label* m_message;
    QListWidget* m_files;
    DiffText* m_diff;
    FileStory* m_story;
    Segments* m_shown;
    QStackedWidget* m_stack;
};

} // namespace plumb::ui
