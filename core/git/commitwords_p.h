// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/mirror_p.h"

#include <span>

namespace plumb::git {

//! What the words of a commit have to hold, folded to one case; empty: anything.
struct WantedWords
{
    explicit WantedWords(const LogFilter& filter);
    bool isAnything() const { return author.isEmpty() && text.isEmpty() && anywhere.isEmpty(); }
    bool areIn(QByteArrayView words) const;
    //! The one to look for first.
    const QByteArray& needle() const
    {
        return !text.isEmpty() ? text : !anywhere.isEmpty() ? anywhere : author;
    }

    QByteArray author, text;
    QByteArray anywhere; //!< in either of them
};

//! Authors and messages of commits, in files of the mirror that are searched where they are mapped.
//! A cache: what is damaged is thrown away and read again.
class CommitWords
{
public:
    explicit CommitWords(const QString& gitFolder);
    ~CommitWords();
    CommitWords(CommitWords&&) noexcept;
    CommitWords& operator=(CommitWords&&) noexcept;

    //! From now on this graph is searched.
    void setGraph(const CommitGraph& graph);
    //! Rows whose words are known and match, in no order.
    std::vector<CommitGraph::Row> find(const WantedWords& wanted) const;
    //! Rows whose words are not known yet.
    qsizetype missing() const { return qsizetype(m_missing.size()); }
    //! Reads these, the first rows first, until `onRead` says no. What was read is kept.
    Result<Unit>
    readMissing(Worker& worker,
                const std::function<bool(CommitGraph::Row, const QByteArray& words)>& onRead,
                const std::stop_token& stop);

private:
    struct Segment;
    struct Fresh // read and not yet written
    {
        std::vector<CommitId> ids;
        std::vector<quint64> ends;
        QByteArray text;
        std::vector<CommitGraph::Row> rows;
    };
    Result<Segment*> write(const Fresh& fresh);
    Result<Unit> keepFresh();
    Segment* open(const QString& path); //!< null: it is damaged
    void merge();

    QString m_folder;
    std::vector<std::unique_ptr<Segment>> m_segments;
    Fresh m_fresh;
    CommitGraph m_graph;
    std::vector<CommitGraph::Row> m_missing; // the last first
};

//! "name <email>\1message", folded to one case.
Result<QByteArray> foldedWords(Worker& worker, const CommitId& id);

} // namespace plumb::git
