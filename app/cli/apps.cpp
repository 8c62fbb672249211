// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/command.h"
#include "cli/json.h"
#include "cli/repositoryoption.h"
#include "cli/table.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

namespace plumb::cli {

namespace {

ExitCode list(Invocation& invocation)
{
    const auto workspace =
        invocation.look([](engine::Engine& engine) { return engine.workspace(); });
    const bool isText = invocation.format() == u"table" || invocation.format() == u"md";
    if (!isText) {
        QJsonArray items;
        for (const auto& application : workspace.applications)
            items.append(QJsonObject{{u"application"_s, application.name},
                                     {u"repository"_s, application.repository},
                                     {u"path"_s, application.path},
                                     {u"revision"_s, application.revision},
                                     {u"cluster"_s, application.context},
                                     {u"namespace"_s, application.ns},
                                     {u"delivery"_s, workspace::toString(application.delivery)}});
        invocation.printJson({{u"items"_s, items}});
    } else if (workspace.applications.isEmpty() && !workspace.problems.isEmpty()) {
        invocation.print(u"No application of the workspace can be read.\n"_s);
    } else if (workspace.applications.isEmpty()) {
        invocation.print(
            u"No applications yet. Find or add one:\n  plumb apps detect --repo PATH_OR_URL --to-context CTX\n  plumb apps add NAME --repo PATH_OR_URL --path FOLDER --to-context CTX -n NAMESPACE\n"_s);
    } else {
        Table table({u"APPLICATION"_s, u"REPOSITORY"_s, u"PATH"_s, u"REVISION"_s, u"CLUSTER"_s,
                     u"NAMESPACE"_s, u"DELIVERY"_s});
        for (const auto& a : workspace.applications)
            table.add({a.name, a.repository, a.path, a.revision, a.context, a.ns,
                       workspace::toString(a.delivery)});
        invocation.print(invocation.format() == u"md" ? table.asMarkdown() : table.asText());
    }
    return workspace.problems.isEmpty() ? ExitCode::Nothing : ExitCode::Failed;
}

std::optional<workspace::Delivery> deliveryOf(const QString& word)
{
    using workspace::Delivery;
    for (const Delivery one : {Delivery::Push, Delivery::ArgoCd, Delivery::Flux, Delivery::Helm})
        if (workspace::toString(one) == word)
            return one;
    return std::nullopt;
}

bool isUrl(const QString& text)
{
    return text.contains(u"://"_s) || (text.contains(u':') && !QFileInfo::exists(text));
}

ExitCode add(Invocation& invocation, const QString& name)
{
    const auto workspace =
        invocation.look([](engine::Engine& engine) { return engine.workspace(); });
    workspace::Application application;
    application.name = name;
    application.path = invocation.value("path");
    application.revision = invocation.value("revision");
    application.context = invocation.value("to-context");
    application.ns = invocation.value("namespace");
    if (!invocation.has("repo") || application.context.isEmpty())
        return invocation.misuse(
            u"plumb apps add NAME wants --repo R and --to-context CTX (and usually --path P, -n NS)."_s);
    const auto delivery = deliveryOf(invocation.value("delivery"));
    if (!delivery)
        return invocation.misuse(u"\"%1\" is no delivery; it is push, argocd, flux or helm."_s.arg(
            invocation.value("delivery")));
    application.delivery = *delivery;
    if (const auto known = requireContext(invocation, application.context); !known)
        return invocation.fail(known.error());

    const QString given = invocation.value("repo");
    std::optional<workspace::Repository> added;
    if (workspace.repository(given)) {
        application.repository = given;
    } else {
        const QString location = isUrl(given) ? given : Invocation::absolute(given);
        if (!isUrl(given) && !QFileInfo::exists(location))
            return invocation.fail(
                failure(Error::Kind::NotFound, u"There is no repository at %1."_s.arg(location)));
        const auto repository = workspace::entryFor(workspace, location);
        application.repository = repository.name;
        if (!workspace.repository(repository.name))
            added = repository;
    }
    if (invocation.has("dry-run")) {
        const auto lines = invocation.ask(
            [&](engine::Engine& engine) { return engine.previewAddition({application}, added); });
        if (!lines)
            return invocation.fail(lines.error());
        invocation.print(*lines + u"Nothing was written (--dry-run).\n"_s);
        return ExitCode::Nothing;
    }
    const auto done = invocation.ask(
        [&](engine::Engine& engine) { return engine.addApplication(application, added); });
    if (!done)
        return invocation.fail(done.error());
    invocation.print(
        u"Added %1 (repository %2). Nothing was contacted; `plumb status %1` does.\n"_s.arg(
            name, application.repository));
    return ExitCode::Nothing;
}

} // namespace

ExitCode apps(Invocation& invocation)
{
    const QString verb = invocation.arguments().constFirst();
    const QString name = invocation.arguments().value(1);
    if (verb == u"list" && name.isEmpty())
        return list(invocation);
    if (verb == u"add" && !name.isEmpty())
        return add(invocation, name);
    if (verb == u"detect" && name.isEmpty())
        return detectApps(invocation);
    if (verb == u"remove" && !name.isEmpty()) {
        if (invocation.has("dry-run"))
            return invocation.misuse(u"--dry-run is for apps add and apps detect."_s);
        const auto done =
            invocation.ask([&](engine::Engine& engine) { return engine.removeApplication(name); });
        if (!done)
            return invocation.fail(done.error());
        invocation.print(
            u"Removed %1 from the workspace. The cluster and Git are untouched.\n"_s.arg(name));
        return ExitCode::Nothing;
    }
    return invocation.misuse(
        u"Usage: plumb apps list | add NAME --repo R --path P --to-context CTX | detect --repo R | remove NAME"_s);
}

} // namespace plumb::cli
