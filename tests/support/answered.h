// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/future.h"

#include <QEventLoop>
#include <QFutureWatcher>

namespace plumb::test {

//! Runs the event loop until there is an answer, as the engine's futures need; ends the program
//! with the error's sentence.
template <typename T>
T answered(const Future<T>& future)
{
    QEventLoop loop;
    QFutureWatcher<Result<T>> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    if (!future.isFinished())
        loop.exec();
    const Result<T> result = resultOf(future);
    if (!result)
        qFatal("%s", qPrintable(result.error().summary));
    return *result;
}

} // namespace plumb::test
