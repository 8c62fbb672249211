// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// The reader of kubeconfigs: whatever is wrong is said with file and place, and what is handed to
// the transport is an address that may be used.
#include "fuzz/fuzz.h"

#include "kube/kubeconfigfile_p.h"

#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QTemporaryDir>
#include <QUrl>

using namespace plumb;
using namespace plumb::kube;

namespace {

//! The file, in a folder of this process.
const QString& file()
{
    static const QTemporaryDir folder;
    static const QString path = folder.filePath(u"config"_s);
    return path;
}

template <typename Entry>
void checkNames(const QList<Entry>& entries)
{
    QSet<QString> names;
    for (const Entry& entry : entries) {
        ALWAYS(!entry.name.isEmpty());
        ALWAYS(entry.file == file());
        ALWAYS(!names.contains(entry.name));
        names.insert(entry.name);
    }
}

} // namespace

FUZZ_TARGET(kubeconfig)
{
    QFile out(file());
    ALWAYS(out.open(QFile::WriteOnly) && out.write(input) == input.size());
    out.close();
    const Kubeconfig config = readKubeconfig({file()});
    for (const QString& problem : config.problems)
        ALWAYS(problem.startsWith(file() + u", line "_s)
               || problem.startsWith(u"The current context "));
    checkNames(config.clusters);
    checkNames(config.users);
    checkNames(config.contexts);
    for (const ContextEntry& context : config.contexts) {
        for (const bool allowInsecure : {false, true}) {
            const auto found = endpoint(config, context.name, {.insecure = allowInsecure});
            if (!found) {
                ALWAYS(!found.error().summary.isEmpty());
                continue;
            }
            ALWAYS(context.problem.isEmpty());
            ALWAYS(allowInsecure || !found->insecure);
            ALWAYS(found->tokenFile.isEmpty()
                   || found->tokenFile.startsWith(QFileInfo(file()).absolutePath() + u'/'));
            ALWAYS(serverProblem(found->server).isEmpty());
            const QUrl url(found->server);
            ALWAYS(url.scheme() == u"https" || url.scheme() == u"http");
            ALWAYS(!url.host().isEmpty() && url.userInfo().isEmpty());
            ALWAYS(found->certificatePem.isEmpty() == found->keyPem.isEmpty());
        }
    }
}
