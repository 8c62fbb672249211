// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "health/health.h"

#include "cli/command.h"
#include "cli/manifestinput.h"
#include "cli/table.h"

#include <QJsonArray>

namespace plumb::cli {

ExitCode health(Invocation& invocation)
{
    const QString path = invocation.value("file");
    if (path.isEmpty())
        return invocation.misuse(u"Name the file with -f FILE (- reads standard input)."_s);
    if (invocation.value("engine") != u"argocd")
        return invocation.misuse(u"There are no rules called \"%1\"; --engine knows argocd."_s.arg(
            invocation.value("engine")));
    const auto read = readManifestInput(invocation, path);
    if (!read)
        return invocation.fail(read.error());
    if (read->objects.isEmpty() && !read->problems.isEmpty())
        return ExitCode::Failed;

    bool isDegraded = false, isIncomplete = !read->problems.isEmpty();
    QJsonArray items;
    Table table({u"OBJECT"_s, u"HEALTH"_s, u"MESSAGE"_s, u"RULE"_s});
    for (const auto& one : read->objects) {
        const auto key = one.object.key();
        const auto verdict = health::assess(one.object);
        const QString status = verdict ? health::toString(verdict->status) : QString();
        const QString message = verdict
                                    ? verdict->message
                                    : u"Argo CD has no rule for this kind, so it has no health"_s;
        isDegraded |= verdict && verdict->status == health::Status::Degraded;
        isIncomplete |= verdict && verdict->status == health::Status::Unknown;
        items.append(QJsonObject{{u"kind"_s, key.kind},
                                 {u"namespace"_s, key.ns},
                                 {u"name"_s, key.name},
                                 {u"health"_s, verdict ? QJsonValue(status) : QJsonValue()},
                                 {u"message"_s, message},
                                 {u"rule"_s, verdict ? verdict->rule : QString()}});
        table.add({objects::describe(key), verdict ? status : u"–"_s, verdict ? message : QString(),
                   verdict ? verdict->rule : u"no rule for this kind"_s});
    }
    if (invocation.format() == u"table")
        invocation.print(table.isEmpty() ? u"The file holds no objects.\n"_s : table.asText());
    else
        invocation.printJson({{u"items"_s, items}});
    return isIncomplete ? ExitCode::Incomplete
           : isDegraded ? ExitCode::Differences
                        : ExitCode::Nothing;
}

} // namespace plumb::cli
