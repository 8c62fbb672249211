// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <memory>

namespace plumb {

//! One value later. Values over time are signals; nothing else is used.
template <typename T>
using Future = QFuture<Result<T>>;

//! A future that is finished already.
template <typename T>
Future<T> ready(Result<T> result)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

//! The result of a finished future; a producer that went away without a word counts as cancelled.
template <typename T>
Result<T> resultOf(const Future<T>& future)
{
    if (future.resultCount() == 0)
        return Error{
            Error::Kind::Cancelled, u"The work was stopped before it gave a result."_s, {}};
    return future.result();
}

//! Blocks a worker thread until the value is there. Never called on the UI thread.
template <typename T>
Result<T> await(Future<T> future)
{
    future.waitForFinished();
    return resultOf(future);
}

//! Calls onDone on the owner's thread, once, unless the owner is gone by then.
template <typename T, typename Fn>
void observe(const Future<T>& future, QObject* owner, Fn onDone)
{
    auto* watcher = new QFutureWatcher<Result<T>>(owner);
    QObject::connect(watcher, &QFutureWatcherBase::finished, owner,
                     [watcher, onDone = std::move(onDone)] {
                         watcher->deleteLater();
                         onDone(resultOf<T>(watcher->future()));
                     });
    watcher->setFuture(future);
}

//! Runs a function that returns Result<T> on a thread of the pool, and nowhere else: who waits for
//! a future of QtConcurrent::run takes a queued task to its own thread, which lets two tasks of a
//! pool of one thread run at once.
// QFutureInterfaceBase::waitForFinished: stealAndRunRunnable
template <typename Fn>
auto runOn(QThreadPool* pool, Fn fn) -> QFuture<decltype(fn())>
{
    auto promise = std::make_shared<QPromise<decltype(fn())>>();
    promise->start();
    auto future = promise->future();
    pool->start([promise = std::move(promise), fn = std::move(fn)]() mutable {
        promise->addResult(fn());
        promise->finish();
    });
    return future;
}

} // namespace plumb
