// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/command.h"
#include "cli/json.h"
#include "cli/repositoryoption.h"
#include "cli/table.h"

#include "base/text.h"
#include "manifest/candidates.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QThread>

#include <cstdio>
#include <unistd.h>

namespace plumb::cli {

namespace {

using engine::Detection;
using engine::Proposal;
using State = Proposal::State;

//! What of the proposals is to be written, and what it would write.
struct Addition
{
    QList<workspace::Application> applications;
    QString lines;
    QStringList names() const
    {
        QStringList all;
        for (const auto& one : applications)
            all.append(one.name);
        return all;
    }
};

QString folder(const QString& path)
{
    return path.isEmpty() ? u"."_s : path;
}

QString objectsOf(const Proposal& one)
{
    if (!one.found)
        return one.rendered > 0 ? QString::number(one.rendered) : u"–"_s;
    const QString found = u"%1 of %2"_s.arg(*one.found).arg(one.rendered);
    if (one.differing.value_or(0) == 0)
        return found;
    return u"%1 (%2 %3)"_s.arg(found)
        .arg(*one.differing)
        .arg(*one.differing == 1 ? u"differs"_s : u"differ"_s);
}

QString orDash(const QString& text)
{
    return text.isEmpty() ? u"–"_s : text;
}

//! What apps add takes for the repository: its name, or where it is while the workspace has none.
QString repositoryWord(const Detection& detection)
{
    return detection.added ? detection.added->location : detection.repository;
}

QString commandOf(const Invocation& invocation, const Detection& detection, const Proposal& one)
{
    if (one.state == State::Known)
        return {};
    return invocation.sameProgram(engine::addCommand(one.application, repositoryWord(detection)));
}

Table tableOf(const Detection& detection)
{
    Table table({u"NAME"_s, u"STATE"_s, u"PATH"_s, u"RENDERER"_s, u"CONTEXT"_s, u"NAMESPACE"_s,
                 u"DELIVERY"_s, u"OBJECTS"_s});
    for (const Proposal& one : detection.proposals) {
        const auto& a = one.application;
        table.add({a.name, engine::toString(one.state), folder(a.path), one.renderer,
                   orDash(a.context), orDash(a.ns), workspace::toString(a.delivery),
                   objectsOf(one)});
    }
    return table;
}

Table leftOutTable(const Detection& detection)
{
    Table table({u"LEFT OUT"_s, u"REASON"_s});
    for (const auto& one : detection.leftOut)
        table.add({folder(one.path), one.reason});
    return table;
}

QString asText(const Invocation& invocation, const Detection& detection)
{
    QString text;
    if (!detection.proposals.isEmpty())
        text += tableOf(detection).asText();
    for (const Proposal& one : detection.proposals) {
        if (one.state == State::Known)
            continue; // the table says it, -o json says why
        text += u"\n%1 (%2)\n"_s.arg(printable(one.application.name),
                                     printable(folder(one.application.path)));
        if (!one.reason.isEmpty())
            text += u"  %1: %2\n"_s.arg(engine::toString(one.state), printable(one.reason));
        for (const auto& claim : one.evidence)
            text += u"  - %1 [%2]\n"_s.arg(printable(claim.claim), printable(claim.source));
        if (const QString command = commandOf(invocation, detection, one); !command.isEmpty())
            text += u"  "_s + printable(command) + u'\n';
    }
    if (!detection.leftOut.isEmpty())
        text += (text.isEmpty() ? QString() : u"\n"_s) + leftOutTable(detection).asText();
    if (detection.proposals.isEmpty())
        text += u"No application was found in %1 at %2.\n"_s.arg(printable(detection.repository),
                                                                 detection.commit.left(9));
    return text;
}

QString asMarkdown(const Invocation& invocation, const Detection& detection)
{
    QString text = tableOf(detection).asMarkdown();
    for (const Proposal& one : detection.proposals) {
        Table evidence({u"EVIDENCE OF "_s + one.application.name, u"SOURCE"_s});
        for (const auto& claim : one.evidence)
            evidence.add({claim.claim, claim.source});
        if (!one.reason.isEmpty())
            evidence.add({one.reason, engine::toString(one.state)});
        if (const QString command = commandOf(invocation, detection, one); !command.isEmpty())
            evidence.add({command, u"to add it"_s});
        text += u'\n' + evidence.asMarkdown();
    }
    if (!detection.leftOut.isEmpty())
        text += u'\n' + leftOutTable(detection).asMarkdown();
    return text;
}

QJsonObject toJson(const Invocation& invocation, const Detection& detection, const Proposal& one)
{
    const auto& a = one.application;
    QJsonArray evidence;
    for (const auto& claim : one.evidence)
        evidence.append(QJsonObject{{u"claim"_s, claim.claim}, {u"source"_s, claim.source}});
    QJsonObject objects{{u"rendered"_s, one.rendered}};
    if (one.found)
        objects.insert(u"found"_s, *one.found);
    if (one.differing)
        objects.insert(u"differing"_s, *one.differing);
    return {{u"name"_s, a.name},
            {u"repository"_s, a.repository},
            {u"path"_s, a.path},
            {u"revision"_s, a.revision},
            {u"renderer"_s, one.renderer},
            {u"context"_s, a.context},
            {u"namespace"_s, a.ns},
            {u"delivery"_s, workspace::toString(a.delivery)},
            {u"deliveredBy"_s, one.deliveredBy},
            {u"state"_s, engine::toString(one.state)},
            {u"reason"_s, one.reason},
            {u"evidence"_s, evidence},
            {u"objects"_s, objects},
            {u"command"_s, commandOf(invocation, detection, one)}};
}

void printDocument(const Invocation& invocation, const Detection& detection,
                   const std::optional<Addition>& addition)
{
    QJsonArray items, leftOut;
    for (const Proposal& one : detection.proposals)
        items.append(toJson(invocation, detection, one));
    for (const auto& one : detection.leftOut)
        leftOut.append(QJsonObject{{u"path"_s, one.path}, {u"reason"_s, one.reason}});
    QJsonObject document{{u"repository"_s, detection.repository},
                         {u"commit"_s, detection.commit},
                         {u"context"_s, detection.context},
                         {u"items"_s, items},
                         {u"leftOut"_s, leftOut},
                         {u"problems"_s, cli::toJson(detection.problems)}};
    if (addition) {
        document.insert(u"added"_s,
                        cli::toJson(invocation.has("dry-run") ? QStringList() : addition->names()));
        document.insert(u"lines"_s, cli::toJson(addition->lines.split(u'\n', Qt::SkipEmptyParts)));
    }
    invocation.printJson(document);
}

//! Which proposals were asked for, in the order they were found.
Result<QList<workspace::Application>> chosen(const Invocation& invocation,
                                             const Detection& detection)
{
    QStringList wanted = invocation.values("add");
    QList<workspace::Application> applications;
    for (const Proposal& one : detection.proposals) {
        const bool isNamed = wanted.removeAll(one.application.name) > 0;
        if (isNamed && one.state == State::Known)
            return failure(Error::Kind::AlreadyExists,
                           u"%1 is %2. Nothing was added."_s.arg(one.application.name, one.reason));
        if (isNamed || (invocation.has("add-all") && one.state == State::Proposed))
            applications.append(one.application);
        if (one.state == State::Known || one.state == State::Proposed)
            continue;
        if (isNamed)
            invocation.complain(u"%1 is added though it is %2: %3."_s.arg(
                one.application.name, engine::toString(one.state), one.reason));
        else if (invocation.has("add-all"))
            invocation.complain(u"%1 is not added, for it is %2: %3."_s.arg(
                one.application.name, engine::toString(one.state), one.reason));
    }
    if (wanted.isEmpty())
        return applications;
    QStringList names;
    for (const Proposal& one : detection.proposals)
        names.append(one.application.name);
    return failure(Error::Kind::NotFound,
                   u"Nothing was found under the name %1; found: %2. Nothing was added."_s.arg(
                       wanted.join(u", "_s), names.isEmpty() ? u"none"_s : names.join(u", "_s)));
}

Result<Addition> add(Invocation& invocation, const Detection& detection)
{
    PLUMB_TRY(applications, chosen(invocation, detection));
    Addition addition{applications, {}};
    if (applications.isEmpty())
        return addition;
    PLUMB_TRY(lines, invocation.ask([&](engine::Engine& engine) {
        return engine.previewAddition(addition.applications, detection.added);
    }));
    addition.lines = lines;
    if (invocation.has("dry-run") || invocation.stop().stop_requested())
        return addition;
    PLUMB_CHECK(invocation.ask([&](engine::Engine& engine) {
        return engine.addApplications(addition.applications, detection.added);
    }));
    return addition;
}

Result<QString> repositoryOf(Invocation& invocation)
{
    const QString given = invocation.value("repo");
    const auto workspace =
        invocation.look([](engine::Engine& engine) { return engine.workspace(); });
    // One that the workspace lacks may be looked at too: adding brings it along.
    if (given.contains(u"://"_s) && !workspace.repository(given))
        return given;
    return chosenRepository(invocation);
}

//! A line that rewrites itself, for somebody who sits before it; a file or a pipe gets none.
void showProgress(Invocation& invocation, const Future<Detection>& looking)
{
    if (::isatty(STDERR_FILENO) == 0)
        return;
    while (!looking.isFinished()) {
        QThread::msleep(200);
        const auto jobs = invocation.look([](engine::Engine& engine) { return engine.jobs(); });
        if (jobs.isEmpty() || jobs.constFirst().phase.isEmpty())
            continue;
        const auto& job = jobs.constFirst();
        QString line = printable(job.phase, 60);
        if (job.total > 0)
            line += u", %1 of %2"_s.arg(job.done).arg(job.total);
        std::fprintf(stderr, "\r\033[K%s", line.toUtf8().constData());
    }
    std::fprintf(stderr, "\r\033[K");
}

ExitCode codeOf(const Detection& detection)
{
    if (detection.clusterError)
        return exitCodeOf(*detection.clusterError);
    return detection.isComplete() ? ExitCode::Nothing : ExitCode::Incomplete;
}

} // namespace

ExitCode detectApps(Invocation& invocation)
{
    const bool adds = invocation.has("add") || invocation.has("add-all");
    if (invocation.has("delivery"))
        return invocation.misuse(
            u"apps detect finds out how an application is delivered; leave --delivery to apps add."_s);
    if (invocation.has("dry-run") && !adds)
        return invocation.misuse(
            u"apps detect writes nothing by itself; --dry-run belongs to --add NAME or --add-all."_s);
    if (adds && !invocation.has("to-context"))
        return invocation.misuse(
            u"An application has a destination: name it with --to-context CTX, then --add."_s);
    engine::DetectQuery query;
    query.revision = invocation.value("revision");
    query.path = invocation.value("path");
    query.context = invocation.value("to-context");
    query.ns = invocation.value("namespace");
    if (invocation.has("to-context"))
        if (const auto known = requireContext(invocation, query.context); !known)
            return invocation.fail(known.error());
    const auto repository = repositoryOf(invocation);
    if (!repository)
        return invocation.fail(repository.error());
    query.repository = *repository;

    const auto looking = invocation.look(
        [&](engine::Engine& engine) { return engine.detect(query, invocation.stop()); });
    showProgress(invocation, looking);
    const auto found = await(looking);
    if (!found)
        return invocation.fail(found.error());
    const Detection& detection = *found;
    for (const QString& problem : detection.problems)
        invocation.complain(problem);
    if (detection.clusterError)
        invocation.fail(*detection.clusterError);

    std::optional<Addition> addition;
    if (adds) {
        const auto added = add(invocation, detection);
        if (!added)
            return invocation.fail(added.error());
        addition = *added;
    }
    if (invocation.format() == u"json" || invocation.format() == u"yaml")
        printDocument(invocation, detection, addition);
    else if (invocation.format() == u"md")
        invocation.print(asMarkdown(invocation, detection));
    else if (!addition)
        invocation.print(asText(invocation, detection));
    if (addition && (invocation.format() == u"table" || invocation.format() == u"md")) {
        const QString names = manifest::someOf(addition->names(), 5);
        invocation.print(
            addition->applications.isEmpty() ? u"Nothing was added.\n"_s
            : invocation.has("dry-run")
                ? addition->lines + u"Nothing was written (--dry-run).\n"_s
                : addition->lines
                      + u"Added %1 (repository %2). `plumb status` compares them.\n"_s.arg(
                          names, detection.repository));
    }
    return codeOf(detection);
}

} // namespace plumb::cli
