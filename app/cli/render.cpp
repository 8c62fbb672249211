// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/command.h"
#include "cli/repositoryoption.h"
#include "cli/table.h"
#include "engine/rendering.h"
#include "manifest/isolationcheck.h"
#include "yaml/parse.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace plumb::cli {

namespace {

ExitCode checkIsolation(const Invocation& invocation)
{
    ProcessRunner runner;
    const auto attempts = manifest::checkIsolation(QCoreApplication::applicationDirPath()
                                                       + u"/../libexec/plumbline/isolation-probe"_s,
                                                   runner, invocation.stop());
    if (!attempts)
        return invocation.fail(attempts.error());
    QJsonArray items;
    Table table({u"ATTEMPT"_s, u"FAILED"_s, u"WHAT HAPPENED"_s});
    bool allFailed = true;
    for (const auto& one : *attempts) {
        allFailed = allFailed && one.failed;
        items.append(QJsonObject{
            {u"attempt"_s, one.name}, {u"failed"_s, one.failed}, {u"message"_s, one.words}});
        table.add({one.name, one.failed ? u"yes"_s : u"NO"_s, one.words});
    }
    if (invocation.has("output"))
        invocation.printJson({{u"items"_s, items}});
    else
        invocation.print(table.asText());
    if (!allFailed)
        invocation.complain(
            u"A hostile renderer could break out here; do not render repositories that you do not trust."_s);
    return allFailed ? ExitCode::Nothing : ExitCode::Failed;
}

} // namespace

ExitCode render(Invocation& invocation)
{
    if (invocation.has("check-isolation"))
        return invocation.arguments().isEmpty() && !invocation.has("repo")
                   ? checkIsolation(invocation)
                   : invocation.misuse(u"--check-isolation renders nothing; name no source."_s);
    engine::RenderQuery query;
    query.revision = invocation.value("rev");
    query.allowWithoutIsolation = invocation.has("without-isolation");
    if (!invocation.arguments().isEmpty()) {
        if (invocation.has("repo"))
            return invocation.misuse(
                u"Name either an application or --repo with --path, not both."_s);
        query.application = invocation.arguments().constFirst();
    } else if (invocation.has("repo")) {
        const auto repository = chosenRepository(invocation);
        if (!repository)
            return invocation.fail(repository.error());
        query.repository = *repository;
        query.path = invocation.value("path");
    } else {
        return invocation.misuse(u"Name an application, or a repository with --repo R --path P."_s);
    }
    const auto rendered = invocation.ask(
        [&](engine::Engine& engine) { return engine.render(query, invocation.stop()); });
    if (!rendered)
        return invocation.fail(rendered.error());
    for (const auto& problem : rendered->problems)
        invocation.complain(problem);
    QJsonArray items;
    for (const auto& object : rendered->objects)
        items.append(invocation.has("reveal-secrets") ? object.revealed() : object.json());
    invocation.printJson({{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"List"_s}, {u"items"_s, items}});
    return rendered->isComplete ? ExitCode::Nothing : ExitCode::Failed;
}

} // namespace plumb::cli
