// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QThreadPool>

namespace plumb::plan {

//! Requests in flight: what a server's fairness queues bear of one user (they hold 50 at least),
//! and with which a dry run of a thousand objects is limited by the server.
constexpr int kAtOnce = 32;

//! work(0) … work(count - 1), some at a time; returns when all are done.
template <typename Work>
void inParallel(size_t count, const Work& work)
{
    // A pool of its own: these threads wait for the network, and the shared pool is for work.
    QThreadPool pool;
    pool.setMaxThreadCount(kAtOnce);
    for (size_t i = 0; i < count; ++i)
        pool.start([&work, i] { work(i); });
    pool.waitForDone();
}

} // namespace plumb::plan
