// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/command.h"
#include "cli/json.h"
#include "cli/repositoryoption.h"
#include "cli/table.h"
#include "plan/savedplan.h"

namespace plumb::cli {

ExitCode sync(Invocation& invocation)
{
    const QString digest = invocation.value("plan");
    if (digest.isEmpty())
        return invocation.misuse(
            u"A sync executes a reviewed plan: run `plumb plan %1` and give its digest with --plan."_s
                .arg(invocation.arguments().constFirst()));
    const auto now = invocation.look([](engine::Engine& engine) { return engine.clock().now(); });
    const auto saved = plan::loadPlan(invocation.settings().paths.state, digest, now);
    if (!saved)
        return invocation.fail(saved.error());
    engine::PlanRequest request;
    request.application = invocation.arguments().constFirst();
    if (saved->application != request.application)
        return invocation.fail(failure(
            Error::Kind::Conflict, u"That plan is one of %1, not of %2. Nothing was written."_s.arg(
                                       saved->application, request.application)));
    request.revision = saved->revision;
    request.options = saved->options;
    if (const auto fetched = fetchRepositoriesOf(invocation, {request.application}); !fetched)
        return invocation.fail(fetched.error());
    const auto report = invocation.ask([&](engine::Engine& engine) {
        return engine.sync(
            request, digest, [](const plan::Report&) {}, invocation.stop());
    });
    if (!report)
        return invocation.fail(report.error());
    if (invocation.format() != u"table") {
        invocation.printJson(toJson(*report));
    } else {
        Table table({u"ACTION"_s, u"OBJECT"_s, u"OUTCOME"_s, u"MESSAGE"_s});
        for (const auto& step : toJson(*report).value(u"steps"_s).toArray()) {
            const QJsonObject one = step.toObject();
            const QJsonObject key = one.value(u"object"_s).toObject();
            table.add({one.value(u"action"_s).toString(),
                       objects::describe(
                           {key.value(u"group"_s).toString(), key.value(u"kind"_s).toString(),
                            key.value(u"namespace"_s).toString(), key.value(u"name"_s).toString()}),
                       one.value(u"outcome"_s).toString(), one.value(u"message"_s).toString()});
        }
        invocation.print(table.asText() + u"\n%1: %2\n"_s.arg(report->outcome, report->message));
    }
    return report->succeeded()             ? ExitCode::Nothing
           : report->outcome == u"unknown" ? ExitCode::Incomplete
                                           : ExitCode::Failed;
}

} // namespace plumb::cli
