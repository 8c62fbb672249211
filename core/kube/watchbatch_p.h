// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/objectstore.h"
#include "kube/packing_p.h"

#include <optional>

namespace plumb::kube {

//! Some lines of a watch, read. Events up to the first line that ends the stream.
struct WatchBatch
{
    struct Event
    {
        ObjectStore::Change change = ObjectStore::Change::Modified;
        PackedObject object;
    };
    QList<Event> events;
    QString resourceVersion; //!< the last one, of a bookmark too; empty: none came
    //! The first `initial` events are what the server had when the watch began, and are all of it;
    //! -1: the bookmark that says so is not among these lines.
    qsizetype initial = -1;
    std::optional<Error>
        error; //!< an ERROR event (Expired: list anew), or Invalid for what is no event
};

//! Pure; for worker threads.
WatchBatch readWatch(const ApiResource& type, const QByteArrayList& lines, const Packing& how = {});

} // namespace plumb::kube
