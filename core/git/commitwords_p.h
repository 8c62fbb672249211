// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/mirror_p.h"

#include <span>

namespace plumb::git {

//! Authors and messages of commits, in files of the mirror that are searched where they are mapped.
//! A cache: what is damaged is thrown away and read again.
class CommitWords
{
public:
    explicit CommitWords(const QString& gitFolder);
    ~CommitWords();
    CommitWords(CommitWords&&) noexcept;
    CommitWords& operator=(CommitWords&&) noexcept;

    //! Reads the commits of this graph that are not in it yet. What was read stays when it stops.
    Result<Unit> add(Worker& worker, const CommitGraph& graph, const std::stop_token& stop);
    //! Commits whose author and whose message hold these parts, in any case; empty: any.
    std::vector<CommitId> find(const QString& author, const QString& text) const;

private:
    struct Segment;
    Result<Unit> write(const std::vector<CommitId>& ids, const std::vector<quint64>& ends,
                       const QByteArray& text);
    void open(const QString& path);
    void merge();

    QString m_folder;
    std::vector<std::unique_ptr<Segment>> m_segments;
};

//! "name <email>\1message", folded to one case.
Result<QByteArray> foldedWords(Worker& worker, const CommitId& id);

} // namespace plumb::git
