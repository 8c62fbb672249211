// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/commitwords_p.h"
#include "git/pathlog_p.h"

namespace plumb::git {

//! Kept from one keystroke to the next, so that only the words are looked at again.
struct Worker::SearchState
{
    explicit SearchState(const QString& gitFolder)
        : words(gitFolder)
    {
    }
    CommitWords words;
    CommitGraph graph; //!< of the last search
    std::vector<CommitId> tips; //!< where it begins
    QByteArray fingerprint; //!< of the refs and the filter that it was made from
    bool areWordsOfGraph = false; //!< false: the words are of another graph
};

//! searchCommits(), which also tells how the history of the filter's paths was followed to its end.
Result<QList<CommitId>> searchCommits(Worker& worker, LogFilter filter, PathLog& log,
                                      const std::stop_token& stop);

} // namespace plumb::git
