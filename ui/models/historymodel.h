// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/snapshots.h"
#include "format/verdict.h"

#include <QAbstractListModel>
#include <QCache>
#include <QTimer>

namespace plumb::ui {

//! Where an application stands on the graph.
struct PinMark
{
    QString application;
    git::CommitId commit;
    bool isTarget = false; //!< hollow: where it should be
    bool isChosen = false; //!< of the application on screen
    bool isUnverified = false;
    bool isStale = false; //!< the cluster does not answer: hollow, where it stood last
    int drifted = 0;
    Mark mark;
};

//! The commits of one repository: order and lanes from a CommitGraph, the words of a commit fetched
//! when a row is looked at.
class HistoryModel : public QAbstractListModel
{
    Q_OBJECT
public:
    explicit HistoryModel(QObject* parent = nullptr);

    void setGraph(const git::CommitGraph& graph);
    void setCommits(const QList<git::Commit>& commits);
    //! The answer to detailsWanted() is there, whatever it held.
    void answered(const QList<git::CommitId>& ids);
    void setRefs(const QList<git::Ref>& refs);
    void setPins(const QList<PinMark>& pins);
    //! The rail: commits between what is live and what should be.
    void setNotLive(const git::CommitId& live, const git::CommitId& target);
    //! Commits that change an application; others are shown fainter. No value: none is fainter.
    void setRelevant(const std::optional<QSet<git::CommitId>>& commits);
    //! The same by what setTouched() said of that application; nothing known yet: none is fainter.
    void setRelevantTo(const QString& application);
    //! Which applications each commit changes, for the chips behind the subject.
    void setTouched(const QHash<git::CommitId, QStringList>& applications);
    //! Only these are listed; no value: all.
    void setMatches(const std::optional<QList<git::CommitId>>& commits);
    void setNow(const QDateTime& now);
    void clear();

    const git::CommitGraph& graph() const { return m_graph; }
    git::CommitGraph::Row graphRow(int row) const;
    git::CommitId idAt(int row) const;
    int rowOf(const git::CommitId& id) const; //!< -1: not listed
    //! The newest commit whose id starts so, four digits at least; null: none.
    git::CommitId startingWith(const QString& hex) const;
    //! The next listed row with a pin, after or before `row`; -1: none.
    int nextPinned(int row, bool forward) const;
    const git::Commit* commitAt(int row) const; //!< null until it was fetched; asks for it
    QList<git::Ref> refsAt(int row) const;
    QList<PinMark> pinsAt(int row) const;
    QStringList touchedAt(int row) const;
    bool isNotLive(int row) const;
    int notLiveCount() const { return int(m_notLive.size()); }
    bool isFaint(int row) const;
    bool isFiltered() const { return m_matches.has_value(); }
    QString ageAt(int row) const;
    int lanes() const { return m_lanes; }
    //! Words of rows that were looked at are still on their way.
    bool isAsking() const { return !m_asked.isEmpty(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

Q_SIGNALS:
    void detailsWanted(const QList<git::CommitId>& ids);

private:
    void askLater(const git::CommitId& id) const;
    void changed();
    git::CommitGraph m_graph;
    mutable QCache<git::CommitId, git::Commit> m_commits{20'000};
    QMultiHash<git::CommitId, git::Ref> m_refs;
    QMultiHash<git::CommitId, PinMark> m_pins;
    QSet<git::CommitId> m_notLive;
    git::CommitId m_live, m_target;
    std::optional<QSet<git::CommitId>> m_relevant;
    QHash<git::CommitId, QStringList> m_touched;
    std::optional<QList<git::CommitGraph::Row>> m_matches;
    QDateTime m_now;
    mutable QList<git::CommitId> m_wanted;
    mutable QSet<git::CommitId> m_asked;
    mutable QTimer m_ask;
    int m_lanes = 1;
};

} // namespace plumb::ui
