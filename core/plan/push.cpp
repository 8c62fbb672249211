// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/push.h"

namespace plumb::plan {

namespace {

QString outcomeOf(const Result<Unit>& pushed)
{
    if (pushed)
        return u"succeeded"_s;
    switch (pushed.error().kind) {
    case Error::Kind::Cancelled:
        return u"cancelled"_s;
    case Error::Kind::Uncertain:
        return u"unknown"_s;
    default:
        return u"failed"_s;
    }
}

} // namespace

Result<Unit> push(const PushExecution& execution, git::Repository& repository,
                  store::Journal& journal, const Clock& clock, git::OnProgress onProgress,
                  std::stop_token stop)
{
    const git::PushRequest& request = execution.request;
    store::OperationRecord record;
    record.kind = u"push"_s;
    record.application = execution.application;
    record.commit = request.commit.toHex();
    record.actor = execution.actor;
    record.repository = repository.source().name;
    record.branch = request.branch;
    record.before = request.expected.isNull() ? QString() : request.expected.toHex();
    record.started = clock.now();
    PLUMB_TRY(operation, journal.begin(record));
    const auto pushed = await(repository.push(request, std::move(onProgress), std::move(stop)));
    const auto finished = journal.finish(operation, outcomeOf(pushed),
                                         pushed ? QString() : pushed.error().summary, clock.now());
    // What the remote has counts, and is said whether or not it could be recorded.
    if (pushed && !finished)
        return failure(finished.error().kind,
                       u"%1 is pushed: the remote's %2 has it. %3"_s.arg(
                           request.commit.shortHex(), request.branch, finished.error().summary),
                       finished.error().detail);
    return pushed;
}

} // namespace plumb::plan
