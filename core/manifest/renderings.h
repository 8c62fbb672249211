// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "manifest/closure.h"
#include "manifest/rendercache.h"
#include "manifest/renderqueue.h"

#include <limits>

namespace plumb::manifest {

//! The files of one revision.
struct Source
{
    ReadFolder folder;
    struct Files
    {
        QList<File> files; //!< named from the root of the repository
        QStringList problems; //!< what was left out
    };
    //! Everything below a folder.
    std::function<Result<Files>(const QString& path, std::stop_token stop)> files;
    //! The time of its commit; asked only if it has to wait.
    std::function<qint64()> newness = [] { return std::numeric_limits<qint64>::max(); };
};

//! What to render of it.
struct Wanted
{
    QString path;
    std::optional<Kind> kind; //!< none: what lies there
    bool allowWithoutIsolation = false;
    //! Of many that are looked at once: what is quick to render is not kept, for to write it down
    //! durably takes longer.
    bool isOneOfMany = false;
    QString toolPath = qEnvironmentVariable("PATH");
};

struct Rendering
{
    Desired desired;
    QStringList problems; //!< of the source; with one of them, `desired` may lack an object
    QString tree; //!< id of the folder that was rendered
    QStringList inputs; //!< see Closure
    bool isKept = false; //!< it was rendered before, and nothing was done
};

//! Renders each content once: what was rendered before comes from the cache and starts no process,
//! whatever revision asks for it, even where the tool is gone. The rest takes turns. Any number of
//! worker threads use it at once; it blocks. // docs/adr/0025
class Renderings
{
public:
    explicit Renderings(const QString& cacheFolder, int most = RenderQueue::mostByProcessors());
    Result<Rendering> render(const Wanted& wanted, const Source& source, CommandRunner& runner,
                             std::stop_token stop);

private:
    class Job;
    RenderCache m_cache;
    RenderQueue m_queue;
};

} // namespace plumb::manifest
