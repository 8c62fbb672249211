// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/future.h"
#include "git/mirror_p.h"

namespace plumb::git {

//! One thread with one libgit2 handle, which never leaves it; tasks run one after the other.
class Executor
{
public:
    explicit Executor(const Mirror& mirror)
        : m_worker(mirror)
    {
        m_pool.setMaxThreadCount(1);
        m_pool.setExpiryTimeout(-1);
    }
    ~Executor() { m_pool.waitForDone(); }

    //! `task` takes a Worker& and answers a Result.
    template <typename Task>
    auto run(Task task) -> QFuture<decltype(task(std::declval<Worker&>()))>
    {
        return runOn(&m_pool, [this, task = std::move(task)]() mutable { return task(m_worker); });
    }

private:
    Worker m_worker;
    QThreadPool m_pool; // after the worker: ends before it
};

} // namespace plumb::git
