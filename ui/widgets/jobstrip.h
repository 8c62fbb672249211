// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/snapshots.h"

#include <QWidget>

class QProgressBar;
class QPushButton;

namespace plumb::ui {

class Label;

//! The lowest line: what is running with its counts, age and Cancel; hints; clusters and Git.
class JobStrip : public QWidget
{
    Q_OBJECT
public:
    explicit JobStrip(QWidget* parent = nullptr);
    void setJobs(const QList<engine::Job>& jobs, const QDateTime& now);
    //! What stands there while nothing runs.
    void setMessage(const QString& text);
    //! While the pointer or the focus rests on something; empty ends it.
    void setHint(const QString& text);
    void setCluster(const std::optional<engine::ClusterSnapshot>& cluster, const QDateTime& now);
    void setRepository(const std::optional<engine::RepositorySnapshot>& repository,
                       const QDateTime& now);
    QString text() const;

Q_SIGNALS:
    void cancelWanted(int job);

private:
    void refresh();
    QString m_message, m_hint, m_job;
    int m_jobId = 0;
    Label* m_text;
    QProgressBar* m_bar;
    Label* m_age;
    QPushButton* m_cancel;
    class StateDot* m_cluster;
    class StateDot* m_git;
    Label* m_user;
};

} // namespace plumb::ui
