// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/plan.h"

#include "cli/command.h"
#include "cli/json.h"
#include "cli/repositoryoption.h"
#include "cli/table.h"
#include "engine/words/words.h"
#include "plan/savedplan.h"

namespace plumb::cli {

namespace {

// "Deployment/web" or "Deployment/shop/web" against the objects of a plan without limits.
Result<QList<objects::ResourceKey>> chosenKeys(const QStringList& given, const plan::Plan& whole)
{
    QList<objects::ResourceKey> keys;
    for (const QString& text : given) {
        const QStringList parts = text.split(u'/');
        bool found = false;
        for (const auto& operation : whole.operations) {
            const auto& key = operation.key;
            const bool kind = key.kind.compare(parts.constFirst(), Qt::CaseInsensitive) == 0;
            if (kind && key.name == parts.constLast() && (parts.size() < 3 || parts[1] == key.ns)) {
                keys.append(key);
                found = true;
            }
        }
        if (!found)
            return failure(
                Error::Kind::NotFound,
                u"The plan has no object \"%1\" (write KIND/NAME or KIND/NAMESPACE/NAME)."_s.arg(
                    text));
    }
    return keys;
}

QString marks(const plan::Operation& operation)
{
    QStringList marks;
    if (operation.refused)
        marks.append(u"refused: "_s + operation.refused->summary);
    if (!operation.unpreviewed.isEmpty())
        marks.append(u"not previewed: "_s + operation.unpreviewed);
    for (const auto& conflict : operation.conflicts)
        marks.append(u"%1 owns %2%3"_s.arg(conflict.manager, conflict.field,
                                           operation.force ? u" (taken over)"_s : QString()));
    marks += operation.warnings;
    if (marks.isEmpty())
        marks.append(engine::words::sentence(operation.changes));
    return marks.join(u"; "_s);
}

// How to say that the fields of another manager are to be taken over.
QString waysOut(const Invocation& invocation, const plan::Plan& plan)
{
    QString options;
    for (const auto& operation : plan.operations)
        if (!operation.chosen && !operation.refused && !operation.conflicts.isEmpty())
            options += u" --force %1/%2"_s.arg(operation.key.kind,
                                               operation.key.ns.isEmpty()
                                                   ? operation.key.name
                                                   : operation.key.ns + u'/' + operation.key.name);
    for (const char* name : {"rev", "only", "force"})
        for (const QString& value : invocation.has(name) ? invocation.values(name) : QStringList())
            options +=
                options.isEmpty() ? QString() : u" --%1 %2"_s.arg(QString::fromLatin1(name), value);
    if (!options.isEmpty() && plan.options.prune)
        options += u" --prune"_s;
    return options.isEmpty() ? QString()
                             : u"To take these fields over, plan again with:\n  %1 %2%3\n"_s.arg(
                                 invocation.sameProgram(u"plan"_s), plan.application, options);
}

//! A paragraph for each line; lines to copy become code.
QString asMarkdownParagraphs(const QString& lines)
{
    QStringList paragraphs;
    for (const QString& line : lines.split(u'\n', Qt::SkipEmptyParts))
        paragraphs += line.startsWith(u"  ") ? u"  "_s + line : line;
    return paragraphs.join(u"\n\n"_s) + u'\n';
}

} // namespace

ExitCode plan(Invocation& invocation)
{
    engine::PlanRequest request;
    request.application = invocation.arguments().constFirst();
    request.revision = invocation.value("rev");
    request.options.prune = invocation.has("prune");
    const auto stop = invocation.stop();
    if (const auto fetched = fetchRepositoriesOf(invocation, {request.application}); !fetched)
        return invocation.fail(fetched.error());
    auto made = invocation.ask([&](engine::Engine& engine) { return engine.plan(request, stop); });
    if (!made)
        return invocation.fail(made.error());
    const QStringList only = invocation.values("only");
    const QStringList force = invocation.values("force");
    if (!only.isEmpty() || !force.isEmpty()) {
        const auto onlyKeys = chosenKeys(only, *made);
        const auto forceKeys = chosenKeys(force, *made);
        if (!onlyKeys || !forceKeys)
            return invocation.fail(onlyKeys ? forceKeys.error() : onlyKeys.error());
        request.options.only = *onlyKeys;
        request.options.force = *forceKeys;
        made = invocation.ask([&](engine::Engine& engine) { return engine.plan(request, stop); });
        if (!made)
            return invocation.fail(made.error());
    }
    if (const auto saved = plan::savePlan(invocation.settings().paths.state, *made); !saved)
        return invocation.fail(saved.error());
    const QString format = invocation.format();
    if (format == u"json" || format == u"yaml") {
        invocation.printJson(toJson(*made));
    } else {
        Table table({u"ACTION"_s, u"OBJECT"_s, u"CHOSEN"_s, u"WHAT"_s});
        Table fields({u"OBJECT"_s, u"FIELD"_s, u"LIVE"_s, u"AFTER"_s, u"CLASS"_s});
        int unchanged = 0;
        for (const auto& operation : made->operations) {
            if (operation.action == plan::Action::Unchanged && !operation.refused) {
                ++unchanged;
                continue;
            }
            table.add({plan::toString(operation.action), objects::describe(operation.key),
                       operation.chosen ? u"yes"_s : u"no"_s, marks(operation)});
            for (const auto& field : operation.changes.fields)
                if (field.what != drift::Class::Defaulted && field.what != drift::Class::Additive)
                    fields.add({objects::describe(operation.key), field.path.toString(),
                                cell(field.live), cell(field.desired),
                                drift::toString(field.what)});
        }
        const bool markdown = format == u"md";
        QString out;
        if (table.isEmpty())
            out += u"Nothing to do: %1 unchanged.\n"_s.arg(unchanged);
        else
            out += (markdown ? table.asMarkdown() : table.asText())
                   + u"%1 unchanged.\n"_s.arg(unchanged);
        if (!fields.isEmpty())
            out += u'\n' + (markdown ? fields.asMarkdown() : fields.asText());
        QString end;
        for (const QString& note : made->notes)
            end += u"note: "_s + note + u'\n';
        for (const QString& blocker : made->blockers)
            end += u"cannot be executed: "_s + blocker + u'\n';
        end += waysOut(invocation, *made);
        end += u"\ncommit %1\nplan %2\n"_s.arg(made->commit.shortHex(), made->digest);
        if (made->changeCount() > 0 && made->blockers.isEmpty())
            end += u"Approve and execute within 15 minutes:\n  %1 %2 --plan %3\n"_s.arg(
                invocation.sameProgram(u"sync"_s), made->application, made->digest);
        if (markdown && !out.endsWith(u"\n\n"))
            out += u'\n';
        invocation.print(out + (markdown ? asMarkdownParagraphs(end) : end));
    }
    const bool isIncomplete =
        std::any_of(made->operations.begin(), made->operations.end(),
                    [](const plan::Operation& operation) { return operation.refused.has_value(); });
    // A change that cannot be executed is one all the same.
    const bool differs = made->changeCount() > 0 || !made->blockers.isEmpty();
    return isIncomplete ? ExitCode::Incomplete
           : differs    ? ExitCode::Differences
                        : ExitCode::Nothing;
}

} // namespace plumb::cli
