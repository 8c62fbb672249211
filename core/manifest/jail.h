// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/commandrunner.h"

namespace plumb::manifest {

//! What a renderer may use. // reliability section 4.2
struct JailLimits
{
    std::chrono::milliseconds wallTime{60'000};
    qint64 output = 64LL << 20;
    qint64 memory = 1536LL << 20; //!< address space; with 512 MiB no Go program starts
    qint64 cpuSeconds = 120; //!< of all its threads
    qint64 fileSize = 64LL << 20;
    int processes = 256; //!< threads count too
};

struct JailRequest
{
    QString tool; //!< absolute path of one program that needs no other
    QStringList arguments; //!< `%tree%` stands for the tree as the tool sees it
    QString folder; //!< fresh folder that is ours alone, with the tree below it in "tree"
    JailLimits limits;
    QString helperPath = u"/usr/bin:/bin:/usr/local/bin"_s; //!< where bwrap, setpriv, prlimit are
};

//! Runs one program that sees the tree read-only, system libraries, and a small empty /tmp: no
//! network, home, other file, process or environment. Unsupported when that cannot be had here.
Result<CommandOutput> runInJail(const JailRequest& request, CommandRunner& runner,
                                std::stop_token stop);

//! The same program without the walls, with the same limits and environment: only when the user
//! chose so.
Result<CommandOutput> runOpenly(const JailRequest& request, CommandRunner& runner,
                                std::stop_token stop);

} // namespace plumb::manifest
