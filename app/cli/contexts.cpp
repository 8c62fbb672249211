// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/command.h"
#include "cli/json.h"
#include "cli/table.h"

namespace plumb::cli {

namespace {

//! Where a named file lies, and whether it may be read there. // reliability K3
QString whereOf(const kube::NamedFile& file, const engine::ClusterSnapshot& cluster)
{
    if (file.isBeside)
        return u"beside its kubeconfig"_s;
    if (file.key != u"tokenFile")
        return u"elsewhere"_s;
    return file.path == cluster.config.tokenFile
               ? u"elsewhere; allowed by the workspace"_s
               : u"elsewhere; not read until contexts[].tokenFile of the workspace names it"_s;
}

QString notesOf(const engine::ClusterSnapshot& cluster)
{
    if (!cluster.problem.isEmpty())
        return cluster.problem;
    QStringList notes = cluster.way;
    if (cluster.isInsecure && !cluster.config.allowInsecure)
        notes += u"refused until contexts[].allowInsecure of the workspace is true"_s;
    return notes.join(u", "_s);
}

QJsonObject toJson(const engine::ClusterSnapshot& cluster)
{
    QJsonArray files;
    for (const auto& file : cluster.files)
        files.append(QJsonObject{{u"path"_s, file.path},
                                 {u"key"_s, file.key},
                                 {u"beside"_s, file.isBeside},
                                 {u"note"_s, whereOf(file, cluster)}});
    return {{u"name"_s, cluster.config.name}, {u"current"_s, cluster.isCurrent},
            {u"server"_s, cluster.server},    {u"user"_s, cluster.user},
            {u"namespace"_s, cluster.ns},     {u"way"_s, cli::toJson(cluster.way)},
            {u"problem"_s, cluster.problem},  {u"files"_s, files}};
}

} // namespace

ExitCode contexts(Invocation& invocation)
{
    const auto clusters = invocation.look([](engine::Engine& engine) { return engine.clusters(); });
    const auto problems =
        invocation.look([](engine::Engine& engine) { return engine.kubeconfigProblems(); });
    const auto code = problems.isEmpty() ? ExitCode::Nothing : ExitCode::Incomplete;
    for (const QString& problem : problems)
        invocation.complain(problem);
    const QString format = invocation.format();
    if (format == u"json" || format == u"yaml") {
        QJsonArray items;
        for (const auto& cluster : clusters)
            items.append(toJson(cluster));
        invocation.printJson({{u"items"_s, items}});
        return code;
    }
    Table table({u"CURRENT"_s, u"CONTEXT"_s, u"SERVER"_s, u"USER"_s, u"NAMESPACE"_s, u"NOTES"_s});
    Table files({u"FILE"_s, u"NAMED AS"_s, u"BY CONTEXT"_s, u"WHERE"_s});
    for (const auto& cluster : clusters) {
        table.add({cluster.isCurrent ? u"*"_s : QString(), cluster.config.name, cluster.server,
                   cluster.user, cluster.ns, notesOf(cluster)});
        for (const auto& file : cluster.files)
            files.add({file.path, file.key, cluster.config.name, whereOf(file, cluster)});
    }
    const bool isMarkdown = format == u"md";
    if (clusters.isEmpty())
        invocation.print(u"The kubeconfig defines no context.\n"_s);
    else
        invocation.print(isMarkdown ? table.asMarkdown() : table.asText());
    if (!files.isEmpty())
        invocation.print(isMarkdown ? files.asMarkdown() : u'\n' + files.asText());
    return code;
}

} // namespace plumb::cli
