// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/command.h"
#include "cli/repositoryoption.h"
#include "engine/rendering.h"
#include "yaml/parse.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace plumb::cli {

ExitCode render(Invocation& invocation)
{
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
