// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "process.h"

#include "base/secretvalue.h"
#include "git/repository.h"
#include "sandbox/sandbox.h"
#include "store/journal.h"

#include <csignal>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace plumb {

void hardenProcess()
{
    ::umask(077);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
    ::signal(SIGPIPE, SIG_IGN);
    (void)::chdir("/");
    git::initialise();
}

Result<Unit> prepare(const engine::Settings& settings)
{
    for (const QString& folder : {settings.paths.state, settings.paths.data})
        PLUMB_CHECK(ensurePrivateFolder(folder));
    PLUMB_TRY(key, installationKey(settings.paths));
    SecretValue::setMarkerKey(key);
    return Unit{};
}

QString sandboxFolder(const Paths& paths)
{
    return paths.data + u"/sandbox"_s;
}

} // namespace plumb
