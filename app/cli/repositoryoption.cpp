// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/repositoryoption.h"

#include <QFileInfo>

namespace plumb::cli {

Result<QString> chosenRepository(Invocation& invocation, QString* path)
{
    const auto workspace =
        invocation.look([](engine::Engine& engine) { return engine.workspace(); });
    if (invocation.has("app") && invocation.has("repo"))
        return failure(Error::Kind::Invalid, u"Name either --app or --repo, not both."_s);
    if (invocation.has("app")) {
        const QString name = invocation.value("app");
        const auto* application = workspace.application(name);
        if (!application)
            return failure(Error::Kind::NotFound,
                           u"There is no application \"%1\" in the workspace."_s.arg(name));
        if (path)
            *path = application->path == u"." ? QString() : application->path;
        return application->repository;
    }
    if (invocation.has("repo")) {
        const QString given = invocation.value("repo");
        if (workspace.repository(given))
            return given;
        if (given.contains(u"://"_s)) {
            for (const auto& repository : workspace.repositories)
                if (repository.location == given)
                    return repository.name;
            return failure(
                Error::Kind::NotFound,
                u"The workspace holds no repository %1. Add an application of it with `plumb apps add`, or name a clone."_s
                    .arg(given));
        }
        return Invocation::absolute(given);
    }
    if (workspace.repositories.size() == 1)
        return workspace.repositories.constFirst().name;
    return failure(
        Error::Kind::Invalid,
        workspace.repositories.isEmpty()
            ? u"Name a repository with --repo: a clone's path or a bare repository's (the workspace holds none)."_s
            : u"Name one of the workspace's repositories with --repo, or an application with --app."_s);
}

ExitCode notChosen(const Invocation& invocation, const Error& error)
{
    return error.kind == Error::Kind::Invalid ? invocation.misuse(error.summary)
                                              : invocation.fail(error);
}

Result<Unit> requireContext(Invocation& invocation, const QString& context)
{
    const auto contexts =
        invocation.look([](engine::Engine& engine) { return engine.contextNames(); });
    if (contexts.contains(context))
        return Unit{};
    const auto problems =
        invocation.look([](engine::Engine& engine) { return engine.kubeconfigProblems(); });
    for (const QString& problem : problems)
        invocation.complain(problem);
    return failure(Error::Kind::NotFound,
                   u"The kubeconfig has no context \"%1\". It has: %2."_s.arg(
                       context, contexts.isEmpty() ? u"none"_s : contexts.join(u", "_s)));
}

Result<Unit> fetchRepositoriesOf(Invocation& invocation, const QStringList& applications)
{
    if (invocation.has("no-fetch"))
        return Unit{};
    const auto workspace =
        invocation.look([](engine::Engine& engine) { return engine.workspace(); });
    QStringList names;
    for (const QString& name : applications) {
        const auto* application = workspace.application(name);
        const auto* repository =
            application ? workspace.repository(application->repository) : nullptr;
        // A clone and a bare repository on this machine are read anew whenever they are opened.
        if (repository && !repository->location.startsWith(u'/')
            && !names.contains(repository->name))
            names.append(repository->name);
    }
    for (const QString& name : std::as_const(names)) {
        const auto fetched = invocation.ask(
            [&](engine::Engine& engine) { return engine.fetch(name, invocation.stop()); });
        if (!fetched)
            return fetched.error();
    }
    return Unit{};
}

} // namespace plumb::cli
