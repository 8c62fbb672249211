// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QThreadPool>

namespace plumb::kube {

//! Parsing has threads of its own: those of the global pool may be waiting for answers.
inline QThreadPool* parsers()
{
    static QThreadPool pool;
    pool.setMaxThreadCount(2);
    return &pool;
}

} // namespace plumb::kube
