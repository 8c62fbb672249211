// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/committable_p.h"
#include "git/mirror_p.h"

#include <map>
#include <queue>

namespace plumb::git {

//! Reads the commits that are not in the graph file one by one, the youngest first.
class CommitReader
{
public:
    //! `popped`: so many of the youngest commits are known with all their parents.
    using OnRead = std::function<void(size_t popped)>;

    CommitReader(Worker& worker, CommitTable& table)
        : m_worker(worker)
        , m_table(table)
    {
    }
    //! Everything that leads from these tips.
    Result<Unit> read(std::span<const ObjectId> tips, const OnRead& onRead,
                      const std::stop_token& stop);

private:
    Result<Unit> open();
    Result<Unit> discover(CommitTable::Node node);

    Worker& m_worker;
    CommitTable& m_table;
    GitOdb m_objects;
    std::map<ObjectId, std::vector<ObjectId>> m_cuts; // parents as shallow and grafts files say
    std::priority_queue<std::pair<qint64, CommitTable::Node>> m_open; // youngest first
    std::vector<ObjectId> m_parents;
};

} // namespace plumb::git
