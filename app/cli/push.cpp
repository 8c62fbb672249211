// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/text.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/repositoryoption.h"

namespace plumb::cli {

ExitCode push(Invocation& invocation)
{
    const auto repository = chosenRepository(invocation);
    if (!repository)
        return notChosen(invocation, repository.error());
    if (invocation.has("confirm-remote")) {
        const auto kept = invocation.ask([&](engine::Engine& engine) {
            return engine.confirmRemote(*repository, invocation.value("confirm-remote"));
        });
        if (!kept)
            return invocation.fail(kept.error());
    }
    const auto stop = invocation.stop();
    const auto preview = invocation.ask(
        [&](engine::Engine& engine) { return engine.previewPush(*repository, stop); });
    if (!preview)
        return invocation.fail(preview.error());
    if (!preview->blockers.isEmpty())
        return invocation.fail(failure(Error::Kind::Conflict, preview->blockers.join(u' ')));
    const bool dryRun = invocation.has("dry-run");
    if (!preview->commits.isEmpty() && !dryRun) {
        const auto pushed =
            invocation.ask([&](engine::Engine& engine) { return engine.push(*preview, stop); });
        if (!pushed)
            return invocation.fail(pushed.error());
    }
    if (invocation.format() != u"table") {
        QJsonArray commits;
        for (const auto& commit : preview->commits)
            commits.append(toJson(commit, {}, {}));
        invocation.printJson({{u"repository"_s, preview->repository},
                              {u"branch"_s, preview->branch},
                              {u"remote"_s, preview->remote},
                              {u"from"_s, preview->expected.toHex()},
                              {u"to"_s, preview->commit.toHex()},
                              {u"commits"_s, commits},
                              {u"pushed"_s, !dryRun && !preview->commits.isEmpty()}});
    } else if (preview->commits.isEmpty()) {
        invocation.print(u"Nothing to push: %1 is at %2 on both sides.\n"_s.arg(
            preview->branch, preview->commit.shortHex()));
    } else {
        QString out;
        for (const auto& commit : preview->commits)
            out += u"  %1 %2\n"_s.arg(commit.id.shortHex(), printable(commit.subject));
        const QString commits = preview->commits.size() == 1
                                    ? u"1 commit"_s
                                    : u"%1 commits"_s.arg(preview->commits.size());
        invocation.print(
            (dryRun ? u"Would push %1 to %2 of %3:\n"_s : u"Pushed %1 to %2 of %3:\n"_s)
                .arg(commits, preview->branch, printable(preview->remote))
            + out);
    }
    return dryRun && !preview->commits.isEmpty() ? ExitCode::Differences : ExitCode::Nothing;
}

} // namespace plumb::cli
