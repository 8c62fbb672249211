// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/text.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/repositoryoption.h"

namespace plumb::cli {

namespace {

QJsonObject toJson(const engine::RollbackPreview& preview)
{
    QJsonArray conflicts;
    for (const auto& conflict : preview.revert.conflicts)
        conflicts.append(conflict.path);
    QJsonArray files;
    for (const auto& file : preview.revert.files)
        files.append(file.change.path);
    QJsonArray effects;
    for (const auto& effect : preview.effects) {
        QJsonObject one = effect.error ? QJsonObject{{u"error"_s, effect.error->summary}}
                                       : cli::toJson(effect.plan);
        one.insert(u"application"_s, effect.application);
        effects.append(one);
    }
    return {{u"tree"_s, conflicts.isEmpty() ? preview.revert.tree.toHex() : QString()},
            {u"conflicts"_s, conflicts},
            {u"files"_s, files},
            {u"effects"_s, effects},
            {u"message"_s, preview.revert.message},
            {u"branch"_s, preview.branch},
            {u"blockers"_s, cli::toJson(preview.blockers)},
            {u"note"_s, preview.revert.note},
            {u"digest"_s, preview.digest}};
}

QString textOf(const engine::RollbackPreview& preview)
{
    QString out = u"Roll back on %1 of %2\n\n"_s.arg(preview.branch, printable(preview.repository));
    for (const QString& line : preview.revert.message.trimmed().split(u'\n'))
        out += u"    "_s + printable(line) + u'\n';
    out += u"\nFiles:\n"_s;
    for (const auto& file : preview.revert.files)
        out += u"  "_s + printable(file.change.path) + u'\n';
    for (const auto& conflict : preview.revert.conflicts) {
        out += u"\nConflict in %1\n--- the branch\n"_s.arg(printable(conflict.path));
        for (const QByteArray& line : conflict.ours.split('\n'))
            out += u"  "_s + printable(line) + u'\n';
        out += u"--- the revert\n"_s;
        for (const QByteArray& line : conflict.theirs.split('\n'))
            out += u"  "_s + printable(line) + u'\n';
    }
    for (const auto& effect : preview.effects) {
        out += u"\nEffect on %1:\n"_s.arg(printable(effect.application));
        if (effect.error) {
            out += u"  not known: "_s + printable(effect.error->summary) + u'\n';
            continue;
        }
        for (const auto& operation : effect.plan.operations) {
            if (operation.action == plan::Action::Unchanged)
                continue;
            out += u"  %1 %2\n"_s.arg(plan::toString(operation.action),
                                      printable(objects::describe(operation.key)));
            for (const auto& field : operation.changes.fields)
                if (field.what == drift::Class::Pending || field.what == drift::Class::Manual)
                    out += u"      %1: %2 -> %3\n"_s.arg(printable(field.path.toString()),
                                                         printable(cell(field.live)),
                                                         printable(cell(field.desired)));
        }
        for (const QString& note : effect.plan.notes)
            out += u"  note: "_s + note + u'\n';
    }
    for (const QString& blocker : preview.blockers)
        out += u"\ncannot be done: "_s + blocker + u'\n';
    return out + u"\nroll back "_s + preview.digest + u'\n';
}

// The same command with the digest that was just reviewed.
QString nextCommand(const Invocation& invocation, const engine::RollbackPreview& preview)
{
    if (!preview.blockers.isEmpty() || !preview.revert.conflicts.isEmpty())
        return {};
    QString line = invocation.sameProgram(u"rollback"_s);
    for (const QString& word : invocation.arguments())
        line += u' ' + word;
    for (const char* name : {"repo", "commit", "to", "mainline"})
        if (invocation.has(name))
            line += u" --%1 %2"_s.arg(QString::fromLatin1(name), invocation.value(name));
    for (const char* name : {"all-paths", "no-fetch"})
        if (invocation.has(name))
            line += u" --%1"_s.arg(QString::fromLatin1(name));
    return u"Approve and execute:\n  %1 --digest %2\n"_s.arg(line, preview.digest);
}

QString word(engine::RollbackStage::State state)
{
    switch (state) {
    case engine::RollbackStage::State::Waiting:
        return u"waiting"_s;
    case engine::RollbackStage::State::Running:
        return u"running"_s;
    case engine::RollbackStage::State::Done:
        return u"done"_s;
    case engine::RollbackStage::State::Failed:
        return u"failed"_s;
    case engine::RollbackStage::State::Skipped:
        break;
    }
    return u"not done"_s;
}

} // namespace

ExitCode rollback(Invocation& invocation)
{
    engine::RollbackRequest request;
    request.application = invocation.arguments().value(0);
    if (request.application.isEmpty()) {
        const auto repository = chosenRepository(invocation);
        if (!repository)
            return notChosen(invocation, repository.error());
        request.repository = *repository;
    } else if (invocation.has("repo")) {
        return invocation.misuse(u"Name either an application or --repo, not both."_s);
    }
    if (invocation.has("commit") == invocation.has("to"))
        return invocation.misuse(
            u"Say either --commit C (undo that commit) or --to C (go back to its content)."_s);
    request.kind =
        invocation.has("commit") ? git::RevertRequest::Kind::Commit : git::RevertRequest::Kind::To;
    request.revision = invocation.value(invocation.has("commit") ? "commit" : "to");
    if (const qsizetype dots = request.revision.indexOf(u".."_s);
        dots >= 0 && invocation.has("commit")) {
        request.kind = git::RevertRequest::Kind::Range;
        request.since = request.revision.first(dots);
        request.revision = request.revision.sliced(dots + 2);
        if (request.since.isEmpty() || request.revision.startsWith(u'.'))
            return invocation.misuse(
                u"--commit wants a commit, or A..B: all commits after A up to B."_s);
    }
    request.allPaths = invocation.has("all-paths");
    if (invocation.has("mainline")) {
        bool ok = false;
        request.mainline = invocation.value("mainline").toInt(&ok);
        if (!ok || request.mainline < 1)
            return invocation.misuse(u"--mainline wants the number of a parent, from 1."_s);
    }
    const auto stop = invocation.stop();
    if (const auto fetched = fetchRepositoriesOf(invocation, {request.application}); !fetched)
        return invocation.fail(fetched.error());
    const auto preview = invocation.ask(
        [&](engine::Engine& engine) { return engine.previewRollback(request, stop); });
    if (!preview)
        return invocation.fail(preview.error());
    const bool table = invocation.format() == u"table";
    if (invocation.has("dry-run")) {
        if (table)
            invocation.print(textOf(*preview) + nextCommand(invocation, *preview));
        else
            invocation.printJson(toJson(*preview));
        const bool isComplete =
            std::none_of(preview->effects.begin(), preview->effects.end(),
                         [](const auto& effect) { return effect.error.has_value(); });
        return !isComplete                           ? ExitCode::Incomplete
               : preview->revert.conflicts.isEmpty() ? ExitCode::Nothing
                                                     : ExitCode::Differences;
    }
    if (!invocation.has("digest"))
        return invocation.misuse(
            u"Nothing is written without a review: run the same command with --dry-run and give what it prints after \"roll back\" with --digest."_s);
    if (invocation.value("digest") != preview->digest)
        return invocation.fail(failure(
            Error::Kind::Conflict,
            u"Git or the cluster changed since the review (the rollback is now %1). Nothing was written."_s
                .arg(preview->digest)));
    const auto report = invocation.ask([&](engine::Engine& engine) {
        return engine.rollback(
            *preview, [](const engine::RollbackReport&) {}, stop);
    });
    if (!report)
        return invocation.fail(report.error());
    if (table) {
        for (const auto& stage : report->stages)
            invocation.print(u"%1 %2  %3 %4\n"_s.arg(
                stage.at.isValid() ? stage.at.toUTC().toString(u"HH:mm:ss"_s) : u"--:--:--"_s,
                word(stage.state).leftJustified(8), stage.title, printable(stage.detail)));
    } else {
        QJsonArray stages;
        for (const auto& stage : report->stages)
            stages.append(
                QJsonObject{{u"title"_s, stage.title},
                            {u"state"_s, word(stage.state)},
                            {u"detail"_s, stage.detail},
                            {u"time"_s, stage.at.isValid() ? stage.at.toUTC().toString(Qt::ISODate)
                                                           : QString()}});
        invocation.printJson(
            {{u"commit"_s, report->commit.isNull() ? QString() : report->commit.toHex()},
             {u"stages"_s, stages}});
    }
    return report->error ? invocation.fail(*report->error) : ExitCode::Nothing;
}

} // namespace plumb::cli
