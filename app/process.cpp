// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "process.h"

#include "base/files.h"
#include "base/secretvalue.h"
#include "git/repository.h"
#include "sandbox/sandbox.h"
#include "store/journal.h"

#include <QDir>
#include <QFile>

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
    // What is relative in it means the folder that we are about to leave.
    QStringList kubeconfigs = qEnvironmentVariable("KUBECONFIG").split(u':');
    for (QString& file : kubeconfigs)
        if (!file.isEmpty())
            file = QDir::current().absoluteFilePath(file);
    if (qEnvironmentVariableIsSet("KUBECONFIG"))
        qputenv("KUBECONFIG", QFile::encodeName(kubeconfigs.join(u':')));
    // Where it is refused we stay: relative paths have been resolved, nothing relies on it.
    [[maybe_unused]] const int refused = ::chdir("/");
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

namespace {

// The journal of the sandbox says what "Plumbline" applied before the first day, so that pins show.
Result<Unit> seedJournal(const sandbox::Sandbox& box, const engine::Settings& settings)
{
    PLUMB_TRY(journal, store::Journal::open(settings.paths.state + u"/plumbline.sqlite"_s));
    PLUMB_TRY(known, journal->operations(1));
    if (!known.isEmpty())
        return Unit{};
    PLUMB_TRY(seeds, box.seeded());
    for (const auto& seed : seeds) {
        store::OperationRecord record;
        record.application = seed.application;
        record.clusterId = seed.clusterId;
        record.context = seed.context;
        record.kind = u"sync"_s;
        record.commit = seed.commit;
        record.tree = seed.tree;
        record.actor = u"Sandbox"_s;
        record.started = record.finished = seed.time;
        record.outcome = u"succeeded"_s;
        PLUMB_TRY(operation, journal->begin(record));
        QList<store::RecordedOutcome> outcomes;
        for (const auto& object : seed.applied)
            outcomes.append(
                {{object.key(), u"create"_s, u"applied"_s, {}},
                 QString::fromUtf8(QJsonDocument(object.json()).toJson(QJsonDocument::Compact))});
        PLUMB_CHECK(journal->record(operation, outcomes));
    }
    return Unit{};
}

} // namespace

Result<std::unique_ptr<sandbox::Sandbox>> openSandbox(engine::Settings& settings)
{
    PLUMB_CHECK(ensurePrivateFolder(settings.paths.data));
    PLUMB_TRY(box, sandbox::Sandbox::open(sandboxFolder(settings.paths)));
    settings.paths = Paths::under(box->home());
    settings.workspaceFile = box->workspaceFile();
    settings.kubeconfigFile = box->kubeconfigFile();
    settings.isSandbox = true;
    PLUMB_CHECK(prepare(settings));
    PLUMB_CHECK(seedJournal(*box, settings));
    return std::move(box);
}

QString sandboxFolder(const Paths& paths)
{
    return paths.data + u"/sandbox"_s;
}

} // namespace plumb
